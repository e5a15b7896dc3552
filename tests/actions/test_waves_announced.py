"""What is put up is announced wave by wave: each group when it may ask, and nobody twice."""

import pytest

from coordinator.actions.book.undoing import Undone, redo_last, undo
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.distribution.posting_details import Posted, post_details
from coordinator.actions.distribution.signing_up import SignedUp, sign_up
from coordinator.actions.due.due_messages import CLOCK, queue_due
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from storage.database import Book
from tests.actions.test_company_order import tiers
from tests.actions.test_opened_tiers import FRIDAY, WAVES
from tests.rules.town import Town, at, found_town, post


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    """101 full time, 102 reserve, 103 retired; an open seat on Friday 5 June from 08:00, put up
    on Monday."""
    town = found_town(book, actor)
    tiers(book, actor, *zip(town.officers, ("full_time", "reserve", "retired"), strict=True))
    assert isinstance(adopt_policy(book, actor, WAVES), Adopted)
    with book.action(actor, "enter", "job:1") as tx:
        post(tx, town, 1, FRIDAY, at(4, 12))
    assert isinstance(post_details(book, Actor("Pat", at(0, 9)), (1,)), Posted)
    return town


def announced(book: Book, now: int, event: str = "posted") -> list[str]:
    """The badges of those who hear of it by a tick at `now`."""
    before = book.reader().execute("SELECT coalesce(max(id), 0) FROM message").fetchone()[0]
    queue_due(book, CLOCK, now)
    rows = book.reader().execute(
        "SELECT badge FROM message JOIN officer ON officer.id = officer_id "
        "WHERE event = ? AND message.id > ? ORDER BY badge",
        (event, before),
    )
    return [badge for (badge,) in rows]


def test_each_wave_hears_when_it_may_ask(book: Book, town: Town) -> None:
    assert announced(book, at(0, 9)) == []  # undo may still take it back
    assert announced(book, at(0, 9) + 120) == ["101"]
    assert announced(book, at(0, 20)) == []
    assert announced(book, FRIDAY - 48 * 3600 - 1) == []
    assert announced(book, FRIDAY - 48 * 3600) == ["102"]
    assert announced(book, at(3, 8)) == []
    assert announced(book, at(3, 18)) == ["103"]
    assert announced(book, at(3, 19)) == []


def test_a_wave_that_was_slept_through_for_half_a_day_is_none(book: Book, town: Town) -> None:
    assert announced(book, at(0, 9) + 120) == ["101"]
    assert announced(book, FRIDAY - 48 * 3600 + 12 * 3600) == []


def test_a_seat_that_was_taken_meanwhile_is_announced_to_nobody(book: Book, town: Town) -> None:
    with book.action(Actor("Pat", at(0, 10)), "cancel", "detail:1") as tx:
        tx.connection.execute("UPDATE position SET cancelled = 1")
    assert announced(book, at(0, 10)) == []
    assert announced(book, FRIDAY - 48 * 3600) == []


DEADLINE = """
effective_on = 2020-01-02
[rotation]
who = "everybody"
[[rotation.deadline]]
hours_before = 48
"""


def test_whoever_may_ask_and_has_not_hears_that_it_closes(book: Book, town: Town) -> None:
    assert isinstance(adopt_policy(book, Actor("Pat", at(0, 9)), DEADLINE), Adopted)
    signed = sign_up(book, Actor("Pat", at(0, 10)), (1,), town.officers[1], source="call")
    assert isinstance(signed, SignedUp)
    closes = FRIDAY - 48 * 3600
    assert announced(book, closes - 2 * 3600 - 1, "closing") == []
    assert announced(book, closes - 2 * 3600, "closing") == ["101", "103"]
    assert announced(book, closes - 60, "closing") == []
    assert announced(book, closes + 60, "closing") == []


def test_a_policy_that_cannot_be_read_stops_no_reminder(book: Book, town: Town) -> None:
    with book.action(Actor("Pat", at(0, 9)), "spoil", "policy:1") as tx:
        tx.connection.execute("UPDATE policy SET document = 'opens = { x = deadline'")
    assert announced(book, at(0, 9) + 120) == []


def test_a_detail_that_was_announced_can_still_be_undone(book: Book, town: Town) -> None:
    assert announced(book, at(0, 9) + 120) == ["101"]
    (code,) = book.reader().execute("SELECT code FROM reply_code").fetchone()
    pat = Actor("Pat", at(0, 9) + 250)
    for verb in ("post%", "enter"):
        found = book.reader().execute("SELECT max(id) FROM action WHERE verb LIKE ?", (verb,))
        assert isinstance(undo(book, pat, found.fetchone()[0]), Undone)
    assert book.reader().execute("SELECT id FROM position").fetchall() == []
    assert book.reader().execute("SELECT id FROM reply_code").fetchall() == []
    assert isinstance(redo_last(book, pat), Undone)
    assert book.reader().execute("SELECT code FROM reply_code").fetchall() == [(code,)]
    assert verify_book(book).clean
