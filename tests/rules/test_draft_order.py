"""Whom the draft orders next, and of whom a reason is owed, against a slow and plain reading."""

from fractions import Fraction
from random import Random

from coordinator.rules.distribution.stand import Stand
from coordinator.rules.draft_order import draft_order
from coordinator.rules.facts import (
    DETAIL,
    Booking,
    OfficerFacts,
    PositionFacts,
    Question,
    ScheduleFacts,
)
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.ranking import Ranking, rank
from coordinator.rules.reasons_owed import reason_owed
from coordinator.rules.spans import HOUR, Calendar

TEXT = """
name = "P"
effective_on = 2020-01-01
[[clause]]
kind = "no_detail_on_duty"
[[tally]]
name = "orders"
unit = "details"
reset = "month"
[[tally.charge]]
on = "ordered"
[rotation]
who = "signups"
[rotation.draft]
ranks = ["PO"]
tally = "orders"
most = 2
[[rotation.draft.key]]
by = "seniority"
reverse = true
"""
START = 1_780_286_400
DATES = ("2010-01-01", "2011-01-01", "2012-01-01")
ANSWERS = ("", "", "", "refused", "on_duty", "called_off")


def policy() -> Policy:
    found = read_policy(TEXT)
    assert isinstance(found, Policy)
    return found


def someone(random: Random, n: int) -> OfficerFacts:
    hours = (START + HOUR, START + 2 * HOUR)
    duty, busy = random.random() < 0.2, random.random() < 0.15
    work = [(n, *hours, "regular")] if duty else []
    details: list[Booking] = [(n, *hours, DETAIL, "26-0001.7", 1, None, None)] if busy else []
    stand = Stand(
        random.choice(("PO", "PO", "SGT")),
        dates={"seniority_date": random.choice(DATES)},
        figures={"orders": Fraction(random.choice((0, 0, 1, 2, 3)))},
    )
    return OfficerFacts(
        n,
        str(100 + n),
        work=sorted([*work, *(each[:4] for each in details)]),
        details=details,
        stand=stand,
        expressed_at=START - 9 * HOUR if random.random() < 0.05 else None,
        answer=random.choice(ANSWERS),
    )


def slowly_next(officers: list[OfficerFacts]) -> set[int]:
    """Whoever of those left is the most junior."""
    left = []
    for each in officers:
        assert each.stand is not None
        on_duty = any(kind == "regular" for *_, kind in each.work)
        free = not on_duty and not each.details and each.answer not in ("on_duty", "called_off")
        if free and each.stand.rank == "PO" and each.stand.figures["orders"] < 2:
            left.append((each.stand.dates["seniority_date"], each.id))
    latest = max((on for on, _ in left), default="")
    return {key for on, key in left if on == latest}


def ranked(seed: int) -> tuple[Ranking, list[OfficerFacts]]:
    random = Random(seed)
    officers = [someone(random, n) for n in range(1, random.randint(2, 9))]
    position = PositionFacts(1, "a", 1, "a", START, START + 4 * HOUR, posted_at=START - 99 * HOUR)
    question = Question(position, Calendar("UTC"), START - HOUR, ScheduleFacts())
    return rank(policy(), question, officers, "seed"), officers


def test_who_is_next_and_of_whom_a_reason_is_owed() -> None:
    asked = {"draft says": 0, "is not in": 0, "has had": 0, "tie of": 0, "": 0}
    for seed in range(300):
        ranking, officers = ranked(seed)
        drafted = draft_order(ranking)
        assert drafted is not None
        wanted = slowly_next(officers)
        assert {c.id for c in drafted.first} == wanted
        if ranking.first:  # somebody who asked for it comes before every order
            continue
        for officer in officers:
            owed = reason_owed(ranking, officer.id, is_order=True)
            assert (owed == "") == (wanted == {officer.id})
            for words in asked:
                asked[words] += words in owed if words else not owed
    assert all(count > 20 for count in asked.values()), asked


def test_a_method_without_a_draft_says_nothing() -> None:
    found = read_policy(TEXT[: TEXT.index("[rotation.draft]")])
    assert isinstance(found, Policy)
    ranking, officers = ranked(1)
    again = rank(found, ranking.question, officers, "seed")
    assert draft_order(again) is None
