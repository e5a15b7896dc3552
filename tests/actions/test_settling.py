"""Settling: each kind of conflict, either side, undone again; what moved on is refused."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.handover.settling import Settled, settle
from coordinator.actions.people.roster import change_officer
from coordinator.actions.policy.policies import adopt_policy
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Contact, ReplyCode
from tests.conftest import NOW
from tests.policies import changed_standard
from tests.trust.parted import assert_whole, met, parted
from tests.trust.town import settle as settle_town

PAT, KIM, LATER = Actor("Pat", NOW + 60), Actor("Kim", NOW + 60), Actor("Pat", NOW + 99_000)
Step = Callable[[Book, Actor], object]


def unit(name: str, **more: str) -> Step:
    return lambda book, actor: change_officer(book, actor, 1, {"unit": name, **more})


def grace(seconds: int) -> Step:
    return lambda book, actor: set_setting(book, actor, "messages.grace_seconds", seconds)


def policy(hours: int) -> Step:
    document = changed_standard(effective_on="2026-07-01", hours=f"24 -> {hours}")
    return lambda book, actor: adopt_policy(book, actor, document)


def no_contact(book: Book, actor: Actor) -> None:
    with book.action(actor, "remove", "employer:1") as tx:
        tx.remove(tx.get(Contact, 1))


def contact_needed(book: Book, actor: Actor) -> None:
    with book.action(actor, "enter", "employer:1") as tx:
        tx.add(ReplyCode(code="482137", contact_id=1, made_at=NOW))


def contact_changed(book: Book, actor: Actor) -> None:
    with book.action(actor, "enter", "employer:1") as tx:
        row = tx.get(Contact, 1)
        row.phone = "617 9"
        tx.save(row)


@pytest.fixture
def meeting(book: Book, tmp_path: Path) -> Callable[[Step, Step], Book]:
    """Two stations do one thing each, and meet in the first one's book."""

    def meet(ours: Step, theirs: Step) -> Book:
        settle_town(book, Actor("Pat", NOW))
        book.close()
        shutil.rmtree(tmp_path / "parted", ignore_errors=True)
        (tmp_path / "parted").mkdir()
        pair = parted(book.path, tmp_path / "parted")
        for path, step, actor in ((pair.first, ours, PAT), (pair.second, theirs, KIM)):
            side = Book(path)
            assert not isinstance(found := step(side, actor), Refused), found
            side.close()
        merged, _ = met(pair.first, pair.second, tmp_path / "merged.book")
        return merged

    return meet


UNIT = "SELECT unit FROM officer WHERE id = 1"
GRACE = "SELECT value FROM setting WHERE key = 'messages.grace_seconds'"
POLICY = "SELECT instr(document, '= 2\n') > 0 FROM policy WHERE effective_on = '2026-07-01'"
CONTACT = "SELECT count(*) FROM contact WHERE id = 1"


@pytest.mark.parametrize(
    ("ours", "theirs", "sql", "lower", "higher"),
    [
        (unit("Harbour"), unit("Park"), UNIT, "Harbour", "Park"),
        (grace(30), grace(90), GRACE, "30", "90"),
        (policy(2), policy(3), POLICY, 1, 0),
    ],
    ids=["changed", "clash of texts", "clash that dropped one"],
)
def test_either_side_is_taken_and_taken_back(
    meeting: Callable[[Step, Step], Book],
    ours: Step,
    theirs: Step,
    sql: str,
    lower: Any,
    higher: Any,
) -> None:
    merged = meeting(ours, theirs)

    def value() -> Any:
        (row,) = merged.reader().execute(sql).fetchall()
        return row[0]

    assert value() == lower
    assert isinstance(settle(merged, LATER, 1, 1), Settled)
    assert value() == higher
    assert isinstance(settle(merged, LATER, 1, 0), Refused)
    assert isinstance(undo_last(merged, LATER), Undone)
    assert value() == lower
    assert isinstance(settle(merged, LATER, 1, 0), Settled)
    assert value() == lower
    assert_whole(merged)


def test_what_only_one_side_changed_stays_whichever_is_taken(
    meeting: Callable[[Step, Step], Book],
) -> None:
    merged = meeting(unit("Harbour", phone="617 1"), unit("Park", email="k@x.example"))
    assert isinstance(settle(merged, LATER, 1, 1), Settled)
    found = merged.reader().execute("SELECT unit, phone, email FROM officer WHERE id = 1")
    assert found.fetchone() == ("Park", "617 1", "k@x.example")


def test_a_removal_is_taken_where_nothing_needs_it(
    meeting: Callable[[Step, Step], Book],
) -> None:
    merged = meeting(no_contact, contact_changed)
    assert merged.reader().execute(CONTACT).fetchone() == (1,)
    assert isinstance(settle(merged, LATER, 1, 0), Settled)
    assert merged.reader().execute(CONTACT).fetchone() == (0,)
    assert_whole(merged)


def test_a_removal_is_refused_where_something_needs_it(
    meeting: Callable[[Step, Step], Book],
) -> None:
    merged = meeting(no_contact, contact_needed)
    found = settle(merged, LATER, 1, 0)
    assert isinstance(found, Refused)
    assert "other records stand on it" in found.sentence
    assert merged.reader().execute(CONTACT).fetchone() == (1,)
    assert isinstance(settle(merged, LATER, 1, 1), Settled)


def test_what_moved_on_since_and_who_is_no_side_is_refused(
    meeting: Callable[[Step, Step], Book],
) -> None:
    merged = meeting(unit("Harbour"), unit("Park"))
    assert "A or B" in str(settle(merged, LATER, 1, 7))
    change_officer(merged, LATER, 1, {"unit": "Vice"})
    found = settle(merged, LATER, 1, 1)
    assert isinstance(found, Refused)
    assert "changed since the merge" in found.sentence
    assert isinstance(settle(merged, LATER, 1, 0), Settled)
