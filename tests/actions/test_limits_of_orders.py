"""In the book: who may take a seat of his own will, and may not be ordered into it."""

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.policy.checking import check_book
from coordinator.actions.policy.looking_ahead import look_ahead
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import judge_one, rank_candidates
from coordinator.actions.staffing.staffing import Filled, assign, order_in
from coordinator.rules.decision import decode, expected_first, replay
from coordinator.rules.draft_order import ordered_next
from coordinator.rules.eligibility import Standing
from storage.database import Book
from tests.actions.test_ordering_in import CLAUSES, DRAFT, HEAD, adopt
from tests.rules.town import Town, at, found_town, on_duty, post

RESTED = """
[[clause]]
kind = "rest_after_duty"
number = "R"
hours = 10
severity = "override"
by = "chief"
scope = { ordered = true }
"""


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    """101 to 104; 104, the most junior, comes off duty 8 hours before the first of two seats."""
    town = found_town(book, actor, officers=4)
    with book.action(actor, "post", "agency:1") as tx:
        for number, day in enumerate((1, 3), 1):
            post(tx, town, number, at(day, 14), at(day, 18))
    on_duty(book, town, town.officers[3], at(0, 22), at(1, 6))
    adopt(book, actor, RESTED + DRAFT)
    return town


def test_the_draft_names_whom_it_may_order(book: Book, actor: Actor, town: Town) -> None:
    ranking = rank_candidates(book.reader(), 1, actor.now)
    junior = ranking.find(town.officers[3])
    assert junior is not None
    assert junior.standing is Standing.ELIGIBLE
    assert ordered_next(ranking).startswith("103 ")
    assert ordered_next(rank_candidates(book.reader(), 2, actor.now)).startswith("104 ")


def test_an_order_is_refused_and_an_award_is_not(book: Book, actor: Actor, town: Town) -> None:
    refused = order_in(book, actor, 1, town.officers[3], reason="x")
    assert isinstance(refused, Refused)
    assert "8 of 10 h" in " ".join(refused.reasons)
    assert isinstance(assign(book, actor, 1, town.officers[3], reason="asked"), Filled)
    assert violations(book) == []


def test_an_order_by_override_is_on_record_as_it_was_judged(
    book: Book, actor: Actor, town: Town
) -> None:
    done = order_in(book, actor, 1, town.officers[3], reason="flood", override_by="Chief Ito")
    assert isinstance(done, Filled)
    body, document = (
        book.reader().execute("SELECT packet.body, policy.document FROM packet, policy").fetchone()
    )
    packet = decode(body)
    assert packet["verdicts"][str(town.officers[3])]["standing"] == "override"
    assert replay(packet, document).same
    assert expected_first(packet) == town.officers[2]
    assert violations(book) == [town.officers[3]]
    held = judge_one(book.reader(), 1, town.officers[3], actor.now)
    assert held.standing is Standing.OVERRIDE


def violations(book: Book) -> list[int]:
    return [c.officer_id for c in check_book(book.reader()) for _ in c.violations]


def test_what_another_detail_costs_is_asked_of_an_order(
    book: Book, actor: Actor, town: Town
) -> None:
    once = '[[clause]]\nkind = "max_jobs"\nwindow = "week"\njobs = 1\nscope = { ordered = true }\n'
    later = (HEAD + CLAUSES + once + DRAFT).replace("2020-01-01", "2020-01-02")
    assert isinstance(adopt_policy(book, actor, later), Adopted)
    for held, ordered in ((order_in, True), (assign, False)):
        officer = town.officers[3 if ordered else 2]
        assert isinstance(held(book, actor, 1, officer, reason="x"), Filled)
        costs = look_ahead(book.reader(), 2, officer, actor.now)
        assert [cost.position for cost in costs] == (["26-0001.1a"] if ordered else [])
        assert isinstance(undo_last(book, actor), Undone)
