"""An announcement that waits to leave loses the seats whose posting is undone, and only those."""

from collections.abc import Iterator

import pytest

from coordinator.actions.book.undoing import Undone, redo_last, undo_last
from coordinator.actions.distribution.posting_details import Posted, post_details
from coordinator.actions.messages.announcing import UNPOSTED
from coordinator.actions.results import Actor
from storage.models import Detail, Position
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Town
from tests.notify.test_due import add, at, count, only, open_the_seat

PAT = Actor("Pat", NOW)
FIRST, SECOND = "26-0412.3a", "26-0412.4a"


@pytest.fixture
def other(town: Town) -> int:
    """A second detail with an open seat, a day later."""
    span = {"starts_at": NOW + 34 * HOUR, "ends_at": NOW + 42 * HOUR}
    detail = add(
        town,
        Detail(job_id=1, site_id=1, number="26-0412.4", starts_wall="2026-06-02T18:00", **span),
    )
    add(town, Position(detail_id=detail, number=SECOND, **span))
    return detail


def post(town: Town, *details: int) -> None:
    assert isinstance(post_details(town.book, PAT, details), Posted)


def announced(town: Town) -> Iterator[tuple[str, str, str]]:
    """State, trouble and words of what Adams gets, the latest last."""
    rows = town.book.reader().execute(
        "SELECT state, trouble, body FROM message WHERE event = 'posted' AND officer_id = ? "
        "ORDER BY id",
        (town.adams,),
    )
    yield from rows


def test_with_its_only_posting_undone_it_is_recalled_and_comes_back_with_redo(
    town: Town, other: int
) -> None:
    only(town, "posted")
    open_the_seat(town)
    post(town, town.detail, other)
    assert at(town, NOW + 120)
    before = count(town.book)
    assert isinstance(undo_last(town.book, PAT), Undone)
    ((state, trouble, body),) = announced(town)
    assert (state, trouble) == ("recalled", UNPOSTED)
    assert FIRST in body
    assert SECOND in body
    assert count(town.book) == before
    assert at(town, NOW + 180) == []
    assert isinstance(redo_last(town.book, PAT), Undone)
    assert [state for state, _, _ in announced(town)] == ["queued"]


def test_what_was_announced_beside_it_is_announced_anew(town: Town, other: int) -> None:
    only(town, "posted")
    open_the_seat(town)
    post(town, town.detail)
    post(town, other)
    assert at(town, NOW + 120)
    assert isinstance(undo_last(town.book, PAT), Undone)
    old, new = announced(town)
    assert old[0] == "recalled"
    assert SECOND in old[2]
    assert new[0] == "queued"
    assert FIRST in new[2]
    assert SECOND not in new[2]
    assert at(town, NOW + 180) == []
    assert isinstance(redo_last(town.book, PAT), Undone)
    assert [state for state, _, _ in announced(town)] == ["queued", "recalled"]


def test_what_has_left_and_other_announcements_stay(town: Town, other: int) -> None:
    only(town, "posted")
    open_the_seat(town)
    post(town, town.detail)
    at(town, NOW + 120)
    with town.book.unlogged() as connection:
        connection.execute(
            "INSERT INTO delivery (message_id, n, began_at, outcome, answer) "
            "SELECT id, 1, ?, 'sent', '' FROM message WHERE event = 'posted'",
            (NOW + 120,),
        )
    assert isinstance(undo_last(town.book, PAT), Undone)
    assert [state for state, _, _ in announced(town)] == ["queued"]
    post(town, town.detail)
    post_details(town.book, Actor("Pat", NOW + HOUR), (other,))
    at(town, NOW + HOUR + 120)
    ahead = count(town.book)
    assert isinstance(undo_last(town.book, Actor("Pat", NOW + HOUR)), Undone)
    assert count(town.book) == ahead
    assert [state for state, _, _ in announced(town)] == ["queued", "recalled"]
