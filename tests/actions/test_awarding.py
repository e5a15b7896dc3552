"""The award round: by the rule over all seats, with reasons, swaps, one action and one undo."""

from random import Random

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.distribution.awarding import Plan, RoundAwarded, award_round, plan_round
from coordinator.actions.distribution.replaying import replay_decisions
from coordinator.actions.distribution.signing_up import SignedUp, sign_up
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.policy.policy_reading import StoppedError
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import judge_one, rank_candidates
from coordinator.actions.staffing.leaving import CalledOff, call_off
from coordinator.actions.staffing.staffing import Filled, assign
from coordinator.rules.distribution.asides import NOT_MEANT
from coordinator.rules.eligibility import Standing
from storage.database import Book
from storage.models import Position
from tests.rules.town import Town, at, found_town, post

HEAD = 'name = "P"\neffective_on = 2020-01-01\n'
CLAUSES = """
[[clause]]
kind = "no_two_details"
[[clause]]
kind = "max_hours"
window = "week"
hours = 12
counts = ["detail"]
"""
HOURS = """
[[tally]]
name = "hours"
reset = "month"
[[tally.charge]]
on = ["awarded", "worked"]
[rotation]
who = "signups"
[[rotation.key]]
by = "fewest_hours"
tally = "hours"
[[rotation.key]]
by = "seniority"
"""
LISTED = """
[[list]]
name = "l"
[rotation]
who = "signups"
[[rotation.key]]
by = "list"
"""
PLAIN = '[rotation]\n[[rotation.key]]\nby = "fewest_hours"\nperiod = "month"\n' + (
    '[[rotation.key]]\nby = "seniority"\n'
)
ALWAYS = (at(0, 0), at(60, 0))


def planned(book: Book, actor: Actor) -> Plan:
    return plan_round(book.path, *ALWAYS, actor.now, lambda done, total: True)


def who_gets(plan: Plan) -> dict[str, str]:
    return {one.number: one.officer.split()[0] for one in plan.awards}


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return found_town(book, actor, officers=4)


def seats(book: Book, actor: Actor, town: Town, *spans: tuple[float, float, float]) -> list[int]:
    with book.action(actor, "post", "job:1") as tx:
        return [
            post(tx, town, number, at(int(day), start), at(int(day), end))
            for number, (day, start, end) in enumerate(spans, 1)
        ]


def asks(book: Book, actor: Actor, officer: int, *positions: int) -> None:
    assert isinstance(sign_up(book, actor, positions, officer), SignedUp)


@pytest.mark.parametrize("text", [HOURS, LISTED])
def test_each_award_counts_for_the_next(text: str, book: Book, actor: Actor, town: Town) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + CLAUSES + text), Adopted)
    four = seats(book, actor, town, (2, 8, 12), (3, 8, 12), (4, 8, 12), (5, 8, 12))
    for officer in town.officers[:3]:
        asks(book, actor, officer, *four[:3])
    asks(book, actor, town.officers[0], four[3])
    plan = planned(book, actor)
    assert who_gets(plan) == {
        "26-0001.1a": "101",
        "26-0001.2a": "102",
        "26-0001.3a": "103",
        "26-0001.4a": "101",
    }
    awarded = award_round(book, actor, plan)
    assert isinstance(awarded, RoundAwarded)
    assert awarded.sentence == "4 positions awarded · u undoes"
    assert all(replayed.same for replayed in replay_decisions(book.reader()))
    assert isinstance(undo_last(book, actor), Undone)
    assert book.reader().execute("SELECT count(*) FROM assignment").fetchone() == (0,)


PARTED = """
[rotation]
who = "signups"
[[rotation.seats]]
officers = 1
tiers = ["senior"]
role = "supervisor"
[[rotation.seats]]
share = 0.5
[[rotation.seats.key]]
by = "seniority"
reverse = true
[[rotation.key]]
by = "seniority"
"""


def test_one_sign_up_list_fills_the_seats_in_parts(book: Book, actor: Actor, town: Town) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + CLAUSES + PARTED), Adopted)
    (first,) = seats(book, actor, town, (2, 8, 12))
    with book.action(actor, "post", "job:1") as tx:
        detail = tx.get(Position, first).detail_id
        more = [
            tx.add(
                Position(
                    detail_id=detail,
                    number=f"26-0001.1{letter}",
                    role=role,
                    starts_at=at(2, 8),
                    ends_at=at(2, 12),
                )
            ).id
            for letter, role in (("b", "officer"), ("c", "supervisor"))
        ]
        tx.connection.execute(
            "UPDATE officer SET tier = 'senior' WHERE id IN (?, ?)", town.officers[:2]
        )
    for officer in town.officers:
        asks(book, actor, officer, first, *more)
    # The supervisor's seat comes first; of the others one goes to the most junior, the other to
    # the most senior who is left.
    assert who_gets(planned(book, actor)) == {
        "26-0001.1c": "101",
        "26-0001.1a": "104",
        "26-0001.1b": "102",
    }
    aside = {
        c.badge: c.aside
        for g in rank_candidates(book.reader(), more[1], actor.now).ordered
        for c in g
    }
    assert aside == {"101": "", "102": "", "103": NOT_MEANT, "104": NOT_MEANT}


def test_what_stays_empty_says_why_and_so_does_passing_over(
    book: Book, actor: Actor, town: Town
) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + CLAUSES + HOURS), Adopted)
    both, same, _ = seats(book, actor, town, (2, 8, 16), (2, 10, 16), (3, 8, 12))
    asks(book, actor, town.officers[0], both, same)
    plan = planned(book, actor)
    assert who_gets(plan) == {"26-0001.1a": "101"}
    assert {one.number: one.why for one in plan.left} == {
        "26-0001.2a": "none of 1 who stand for it may take it",
        "26-0001.3a": "nobody stands for it",
    }
    asks(book, actor, town.officers[1], same)
    second = planned(book, actor)
    assert who_gets(second)["26-0001.2a"] == "102"
    (passed,) = second.awards[1].passed or ("",)
    assert passed == "" or "101" in passed


def test_a_swap_is_proposed_and_done_only_when_asked_for(
    book: Book, actor: Actor, town: Town
) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + CLAUSES + HOURS), Adopted)
    first, second = seats(book, actor, town, (2, 8, 12), (2, 10, 14))
    # The first of the rule takes the one seat that the other could have; only he can take both.
    asks(book, actor, town.officers[0], first, second)
    asks(book, actor, town.officers[1], first)
    plan = planned(book, actor)
    assert who_gets(plan) == {"26-0001.1a": "101"}
    (swap,) = plan.swaps
    assert swap.words == (
        "102 Name1, Sam to 26-0001.1a",
        "101 Name0, Sam from 26-0001.1a to 26-0001.2a",
    )
    assert isinstance(award_round(book, actor, plan, with_swaps=True), RoundAwarded)
    rows = book.reader().execute(
        "SELECT position_id, officer_id FROM assignment ORDER BY position_id"
    )
    assert rows.fetchall() == [(first, town.officers[1]), (second, town.officers[0])]
    assert all(replayed.same for replayed in replay_decisions(book.reader()))


def test_a_book_that_changed_since_the_dry_run_refuses(
    book: Book, actor: Actor, town: Town
) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + CLAUSES + HOURS), Adopted)
    first, second = seats(book, actor, town, (2, 8, 12), (3, 8, 12))
    asks(book, actor, town.officers[0], first)
    plan = planned(book, actor)
    asks(book, actor, town.officers[0], second)
    refused = award_round(book, actor, plan)
    assert isinstance(refused, Refused)
    assert "changed since the dry run" in refused.sentence


def test_stopping_it_leaves_nothing(book: Book, actor: Actor, town: Town) -> None:
    seats(book, actor, town, (2, 8, 12))
    with pytest.raises(StoppedError):
        plan_round(book.path, *ALWAYS, actor.now, lambda done, total: False)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("text", [HOURS, LISTED, PLAIN])
def test_no_clause_is_broken_and_nobody_passed_over_without_a_reason(
    text: str, seed: int, book: Book, actor: Actor, town: Town
) -> None:
    random = Random(seed)
    assert isinstance(adopt_policy(book, actor, HEAD + CLAUSES + text), Adopted)
    spans = sorted((random.randint(1, 9), h := random.randint(6, 16), h + 4) for _ in range(12))
    positions = seats(book, actor, town, *spans)
    asked = dict.fromkeys(positions, 0)
    for officer in town.officers:
        for position in random.sample(positions, 7):
            asks(book, actor, officer, position)
            asked[position] += 1
    plan = planned(book, actor)
    # One after the other by hand, each time as the book then stands: the same, or it was a tie.
    tied = {one.position_id for one in plan.left if "tie" in one.why}
    by_hand = {one.position_id: one for one in plan.awards}
    for position in positions:
        if position in tied or not asked[position]:
            continue
        ranking = rank_candidates(book.reader(), position, actor.now)
        first = [c.id for c in ranking.first]
        one = by_hand.get(position)
        assert first == ([one.officer_id] if one else [])
        if one:
            ahead = [c for group in ranking.ordered for c in group if not c.aside]
            ahead = ahead[: [c.id for c in ahead].index(one.officer_id)]
            assert len(ahead) == len(one.passed)
            assert isinstance(assign(book, actor, position, one.officer_id), Filled)
    for position, officer in (
        book.reader().execute("SELECT position_id, officer_id FROM assignment").fetchall()
    ):
        assert judge_one(book.reader(), position, officer, actor.now).standing is Standing.ELIGIBLE


CALL_OFF_COSTS = HOURS.replace('"awarded", "worked"]', '"awarded", "worked", "called_off"]')


def test_what_happened_on_the_seat_itself_is_left_out(book: Book, actor: Actor, town: Town) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + CLAUSES + CALL_OFF_COSTS), Adopted)
    early, late = seats(book, actor, town, (2, 8, 12), (3, 8, 12))
    first = town.officers[0]
    put = assign(book, actor, early, first, reason="asked by telephone")
    assert isinstance(put, Filled)
    assert isinstance(call_off(book, actor, put.assignment_id, "family"), CalledOff)
    for officer in town.officers[:2]:
        asks(book, actor, officer, early, late)
    plan = planned(book, actor)
    assert who_gets(plan) == {"26-0001.1a": "101", "26-0001.2a": "102"}
    assert rank_candidates(book.reader(), early, actor.now).ordered[0][0].badge == "101"
    assert isinstance(award_round(book, actor, plan), RoundAwarded)
    assert all(replayed.same for replayed in replay_decisions(book.reader()))
