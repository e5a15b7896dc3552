"""Exchanges between officers of one rank only, and so many swaps in a period."""

import json

import pytest

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.exchanging import Exchanged, Wish, propose_exchange
from coordinator.actions.staffing.weighing_exchanges import Weighed, weigh_exchange
from coordinator.rules.beyond_book import beyond_book
from coordinator.rules.cases.call_offs import try_call_off
from coordinator.rules.policy import Policy, read_policy
from storage.database import Book
from storage.models import Rank, RankHeld, Setting
from tests.rules.town import Town, at, found_town, post, seat

RULES = 'name = "P"\neffective_on = 2020-01-01\n[[call_off]]\nnumber = "3"\nseverity = "bars"\n'
ONCE = "3: at most 1 swaps in a {}, and 1 were before this one."


def swap(book: Book, actor: Actor, given: int, taker: int, other: int) -> Exchanged | Refused:
    wish = Wish(given, taker, other, giver_agrees=True, taker_agrees=True, reason="they agree")
    weighed = weigh_exchange(book, actor, wish)
    assert isinstance(weighed, Weighed)
    done = propose_exchange(book, actor, wish)
    assert bool(weighed.against) is isinstance(done, Refused)
    assert set(done.reasons if isinstance(done, Refused) else ()) <= set(weighed.against)
    return done


def seats(book: Book, actor: Actor, town: Town, *days: int) -> list[int]:
    """Assignments on these days of the first two officers, by turns."""
    with book.action(actor, "post", "job:1") as tx:
        return [
            seat(tx, post(tx, town, day, at(day, 8), at(day, 12)), town.officers[n % 2])
            for n, day in enumerate(days)
        ]


@pytest.mark.parametrize(("period", "day"), [("month", 30), ("pay_period", 14), ("week", 13)])
def test_one_swap_in_a_period(book: Book, actor: Actor, period: str, day: int) -> None:
    rule = f'{RULES}swaps_most = 1\nswaps_in = "{period}"'
    assert isinstance(adopt_policy(book, actor, rule), Adopted)
    town = found_town(book, actor)
    with book.action(actor, "set", "agency:1") as tx:
        for key, value in (("pay.period", "biweekly"), ("pay.period_from", "2026-06-01")):
            tx.add(Setting(key=key, value=json.dumps(value)))
    first, second, third, fourth, later, last = seats(book, actor, town, 2, 3, 4, 5, day, day + 1)
    two = town.officers[1]
    assert isinstance(swap(book, actor, first, two, second), Exchanged)
    again = swap(book, actor, third, two, fourth)
    assert again == Refused((ONCE.format(period.replace("_", " ")),))
    replaced = Wish(third, town.officers[2], giver_agrees=True, taker_agrees=True, reason="ill")
    assert isinstance(propose_exchange(book, actor, replaced), Exchanged)
    assert isinstance(swap(book, actor, later, two, last), Exchanged)


def test_only_between_officers_of_one_rank(book: Book, actor: Actor) -> None:
    assert isinstance(adopt_policy(book, actor, f"{RULES}same_rank = true"), Adopted)
    town = found_town(book, actor)
    _, two, three = town.officers
    with book.action(actor, "promote", "officer:1") as tx:
        rank = tx.add(Rank(code="SGT", name="Sergeant", level=2))
        tx.add(RankHeld(officer_id=two, rank_id=rank.id, from_on="2026-06-04"))
    first, second, later, last = seats(book, actor, town, 1, 2, 4, 5)
    assert isinstance(swap(book, actor, first, two, second), Exchanged)
    assert swap(book, actor, later, two, last) == Refused(
        ("3: only between officers of one rank, not PO and SGT.",)
    )
    assert isinstance(swap(book, actor, later, three, 0), Exchanged)


def test_scenarios_and_what_the_book_lacks() -> None:
    policy = read_policy(f"{RULES}same_rank = true\nswaps_most = 1")
    assert isinstance(policy, Policy)
    assert beyond_book(policy) == ("3: the book does not know when pay periods begin (Settings)",)
    assert beyond_book(policy, frozenset({"pay_period"})) == ()
    about = {"hours_before": 9, "how": "swap", "ranks": ["SGT", "PO"], "swaps": 1}
    case = {"detail": {}, "exchange": about, "expect": {"verdict": "refused"}}
    assert try_call_off(policy, {"timezone": "UTC"}, case).found["against"] == ["rank", "often"]
    case["exchange"] = {**about, "ranks": ["PO", "PO"], "how": "replacement"}
    assert try_call_off(policy, {"timezone": "UTC"}, case).found["against"] == []
