"""Replacements and swaps: both agree, both are judged and told, and one undo restores both."""

from typing import Any

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import judge_one, rank_candidates
from coordinator.actions.staffing.exchanging import (
    Exchanged,
    Wish,
    agree_to_exchange,
    propose_exchange,
    refuse_exchange,
    withdraw_exchange,
)
from coordinator.actions.staffing.leaving import CalledOff, call_off
from coordinator.actions.staffing.staffing import Filled, assign
from storage.database import Book
from storage.queries.staffing.exchanges import exchanges_of_detail, waiting_exchanges
from tests.screens.town import HOUR, NOW

HEAD = 'name = "P"\neffective_on = 2026-01-02\n'
DOUBLE = """
[[clause]]
kind = "no_two_details"
number = "5"
"""


def rows(book: Book, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return book.reader().execute(sql, values).fetchall()


def coming(book: Book) -> list[tuple[int, int, int, int]]:
    """(assignment, position, officer, start) of the filled seats still to come."""
    return rows(
        book,
        "SELECT id, position_id, officer_id, starts_at FROM assignment "
        "WHERE starts_at > ? AND state IN ('assigned', 'confirmed') ORDER BY starts_at, id",
        NOW,
    )


def seated(book: Book, actor: Actor, number: int) -> tuple[int, int]:
    """Somebody in the next open position: (assignment, officer)."""
    (position,) = rows(
        book,
        "SELECT id FROM position WHERE starts_at > ? AND NOT cancelled AND NOT EXISTS "
        "(SELECT 1 FROM assignment WHERE position_id = position.id) ORDER BY starts_at "
        "LIMIT 1 OFFSET ?",
        NOW + 40 * HOUR,
        number,
    )[0]
    first = rank_candidates(book.reader(), position, NOW).first[0].id
    filled = assign(book, actor, position, first, reason="first")
    assert isinstance(filled, Filled), filled
    return filled.assignment_id, filled.officer_id


def free_officer(book: Book, assignment: int) -> int:
    """Somebody who may take the seat of an assignment."""
    return free_for(book, rows(book, "SELECT position_id FROM assignment WHERE id = ?", assignment))


def free_for(book: Book, positions: list[tuple[int]], but: int = 0) -> int:
    """Somebody without a coming seat who may take a position."""
    ranking = rank_candidates(book.reader(), positions[0][0], NOW)
    held = {but, *(officer for _, _, officer, _ in coming(book))}
    return next(c.id for g in ranking.open for c in g if c.id not in held)


def holders(book: Book) -> dict[int, int]:
    """Position → who holds it."""
    found = rows(
        book,
        "SELECT position_id, officer_id FROM assignment "
        "WHERE state IN ('assigned', 'confirmed', 'worked')",
    )
    assert len(found) == len(dict(found))
    return dict(found)


def events(book: Book, state: str = "queued") -> list[tuple[str, str, int | None]]:
    return rows(
        book, "SELECT event, audience, officer_id FROM message WHERE state = ? ORDER BY id", state
    )


def done(found: object) -> Exchanged:
    assert isinstance(found, Exchanged), found
    return found


def test_both_on_the_telephone_it_is_done_at_once(town_book: Book, pat: Actor) -> None:
    given, position, giver, _ = coming(town_book)[0]
    taker = free_officer(town_book, given)
    wish = Wish(given, taker, giver_agrees=True, taker_agrees=True, words="kids")
    before = holders(town_book)
    found = done(propose_exchange(town_book, pat, wish))
    assert found.state == "done"
    assert holders(town_book) == {**before, position: taker}
    how = "SELECT how, decision_id IS NOT NULL FROM assignment WHERE id = ?"
    assert rows(town_book, how, *found.assignment_ids) == [("take over", 1)]
    left = "SELECT given_to_id, reported, in_grace FROM call_off WHERE assignment_id = ?"
    assert rows(town_book, left, given) == [(taker, 1, None)]
    told = events(town_book)
    assert ("filled", "officer", giver) in told
    assert ("filled", "substitute", taker) in told
    assert ("filled", "employer", None) in told
    assert isinstance(undo_last(town_book, pat), Undone)
    assert holders(town_book) == before
    assert events(town_book) == []
    assert verify_book(town_book).clean


def test_one_after_the_other_it_waits_and_is_seen(town_book: Book, pat: Actor) -> None:
    given, position, giver, _ = coming(town_book)[0]
    taker = free_officer(town_book, given)
    proposed = done(propose_exchange(town_book, pat, Wish(given, taker)))
    assert proposed.state == "proposed"
    (line,) = waiting_exchanges(town_book.reader(), NOW)
    assert line.id == proposed.exchange_id
    assert line.waits_for == line.taker
    assert holders(town_book)[position] == giver
    assert events(town_book) == [
        ("proposed", "substitute", taker),
        ("proposed", "officer", giver),
    ]
    agreed = done(agree_to_exchange(town_book, pat, proposed.exchange_id, taker=True))
    assert agreed.state == "done"
    assert holders(town_book)[position] == taker
    assert waiting_exchanges(town_book.reader(), NOW) == ()
    again = agree_to_exchange(town_book, pat, proposed.exchange_id, taker=True)
    assert isinstance(again, Refused)
    assert again.sentence.endswith("is done already.")


@pytest.mark.parametrize("end", [refuse_exchange, withdraw_exchange])
def test_refused_or_withdrawn_it_stays_as_it_was_and_both_hear(
    town_book: Book, pat: Actor, end: Any
) -> None:
    given, position, giver, _ = coming(town_book)[0]
    taker = free_officer(town_book, given)
    proposed = done(propose_exchange(town_book, pat, Wish(given, taker)))
    ended = done(end(town_book, pat, proposed.exchange_id, "no time"))
    assert ended.state == ("refused" if end is refuse_exchange else "withdrawn")
    assert holders(town_book)[position] == giver
    assert {event for event, _, who in events(town_book) if who == taker} == {
        "proposed",
        "not_exchanged",
    }
    detail = rows(town_book, "SELECT detail_id FROM position WHERE id = ?", position)[0][0]
    assert [x.state for x in exchanges_of_detail(town_book.reader(), detail)] == [ended.state]


def test_a_call_off_ends_what_was_proposed_and_the_taker_hears(town_book: Book, pat: Actor) -> None:
    given, _, giver, _ = coming(town_book)[0]
    taker = free_officer(town_book, given)
    proposed = done(propose_exchange(town_book, pat, Wish(given, taker)))
    assert isinstance(call_off(town_book, pat, given, "sick"), CalledOff)
    assert rows(town_book, "SELECT state FROM exchange") == [("withdrawn",)]
    assert ("not_exchanged", "substitute", taker) in events(town_book)
    assert ("not_exchanged", "officer", giver) not in events(town_book)
    assert isinstance(agree_to_exchange(town_book, pat, proposed.exchange_id, taker=True), Refused)


def test_a_swap_is_one_record_one_action_and_one_undo(town_book: Book, pat: Actor) -> None:
    one, giver = seated(town_book, pat, 0)
    two, taker = seated(town_book, pat, 4)
    assert giver != taker
    before = holders(town_book)
    wish = Wish(one, taker, two, taker_agrees=True)
    found = done(propose_exchange(town_book, pat, wish))
    assert len(found.assignment_ids) == 2
    after = holders(town_book)
    moved = {position: (before[position], after[position]) for position in before
             if before[position] != after[position]}  # fmt: skip
    assert sorted(moved.values()) == sorted([(giver, taker), (taker, giver)])
    told = [(audience, who) for event, audience, who in events(town_book) if event == "filled"]
    assert {("officer", giver), ("substitute", taker), ("officer", taker)} <= set(told)
    assert ("substitute", giver) in told
    assert rows(town_book, "SELECT count(*) FROM exchange") == [(1,)]
    undo_last(town_book, pat)
    assert holders(town_book) == before


def test_each_is_judged_with_the_other_s_seat_given_up(town_book: Book, pat: Actor) -> None:
    """Two seats of one detail at the same time: the policy bars two at once, yet they may swap."""
    assert isinstance(adopt_policy(town_book, pat, HEAD + DOUBLE), Adopted)
    detail = rows(
        town_book,
        "SELECT detail_id FROM position WHERE starts_at > ? GROUP BY detail_id "
        "HAVING count(*) = 2 ORDER BY detail_id LIMIT 1",
        NOW + 60 * HOUR,
    )[0][0]
    a, b = (
        row for (row,) in rows(town_book, "SELECT id FROM position WHERE detail_id = ?", detail)
    )
    for seat in (a, b):
        if seat not in holders(town_book):
            free = [c.id for g in rank_candidates(town_book.reader(), seat, NOW).open for c in g]
            assert isinstance(assign(town_book, pat, seat, free[0], reason="x"), Filled)
    held = {position: (row, officer) for row, position, officer, _ in coming(town_book)}
    (one, giver), (two, taker) = held[a], held[b]
    found = propose_exchange(town_book, pat, Wish(one, taker, two, taker_agrees=True))
    assert done(found).state == "done"
    assert (holders(town_book)[a], holders(town_book)[b]) == (taker, giver)
    # Taking it over without giving his own seat up, he would be in two places at once.
    again = {position: row for row, position, _, _ in coming(town_book)}
    barred = propose_exchange(town_book, pat, Wish(again[a], giver, taker_agrees=True))
    assert isinstance(barred, Refused)
    assert "(5)" in barred.sentence
    assert holders(town_book)[a] == taker


RULE = '[[call_off]]\nnumber = "9"\nswaps = false\nexchange_hours = 900\nby = "sergeant"\n'


def test_the_policy_s_rule_is_held_to_and_overridden_by_a_name(town_book: Book, pat: Actor) -> None:
    assert isinstance(adopt_policy(town_book, pat, HEAD + RULE), Adopted)
    given, position, _, _ = coming(town_book)[-1]
    taker = free_officer(town_book, given)
    wish = Wish(given, taker, taker_agrees=True)
    refused = propose_exchange(town_book, pat, wish)
    assert isinstance(refused, Refused)
    assert refused.reasons == (
        "9: to be reported 900 hours before the start.",
        "This needs the name of the sergeant.",
    )
    allowed = Wish(given, taker, taker_agrees=True, reason="wedding", override_by="Sgt Gray")
    assert done(propose_exchange(town_book, pat, allowed)).state == "done"
    left = "SELECT rule, allowed_by, reported FROM call_off WHERE position_id = ?"
    assert rows(town_book, left, position) == [("9", "Sgt Gray", 0)]


def test_what_cannot_be_exchanged_is_said(town_book: Book, pat: Actor) -> None:
    given, _, giver, _ = coming(town_book)[0]
    own = propose_exchange(town_book, pat, Wish(given, giver))
    assert isinstance(own, Refused)
    assert own.sentence.endswith("holds this seat himself.")
    taker = free_officer(town_book, given)
    late = Actor(pat.name, coming(town_book)[0][3])
    begun = propose_exchange(town_book, late, Wish(given, taker, taker_agrees=True))
    assert isinstance(begun, Refused)
    assert begun.sentence.endswith("has begun: enter who worked it instead.")
    other = coming(town_book)[1][0]
    wrong = propose_exchange(town_book, pat, Wish(given, taker, other))
    assert isinstance(wrong, Refused)
    assert "does not hold the seat given in return" in wrong.sentence
    done(propose_exchange(town_book, pat, Wish(given, taker)))
    twice = propose_exchange(town_book, pat, Wish(given, free_other(town_book, given, taker)))
    assert isinstance(twice, Refused)
    assert twice.sentence.endswith("waits already: withdraw it first.")


def free_other(book: Book, assignment: int, but: int) -> int:
    position = rows(book, "SELECT position_id FROM assignment WHERE id = ?", assignment)
    return free_for(book, position, but)


LATE = """
name = "P"
effective_on = 2026-01-02
[[call_off]]
grace_minutes = 60
[[clause]]
kind = "penalty"
number = "8"
events = ["call_off"]
ladder = [7]
"""


def test_neither_an_exchange_nor_a_call_off_in_grace_is_punished(
    town_book: Book, pat: Actor
) -> None:
    assert isinstance(adopt_policy(town_book, pat, LATE), Adopted)
    (given, position, giver, _), *others = coming(town_book)
    wish = Wish(given, free_officer(town_book, given), taker_agrees=True)
    assert done(propose_exchange(town_book, pat, wish)).state == "done"
    assert "(8)" not in standing_words(town_book, position, giver)
    fresh, _ = seated(town_book, pat, 0)
    seat, officer = rows(
        town_book, "SELECT position_id, officer_id FROM assignment WHERE id = ?", fresh
    )[0]
    left = call_off(town_book, pat, fresh, "other")
    assert isinstance(left, CalledOff)
    assert left.rule.in_grace
    assert "costs nothing" in left.sentence
    assert "(8)" not in standing_words(town_book, seat, officer)
    old, at, who, _ = others[0]
    assert isinstance(call_off(town_book, pat, old, "other"), CalledOff)
    assert "(8)" in standing_words(town_book, at, who)


def standing_words(book: Book, position: int, officer: int) -> str:
    return " ".join(judge_one(book.reader(), position, officer, NOW).reasons)
