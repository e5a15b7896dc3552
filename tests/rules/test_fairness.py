"""Opportunity, unpopular hours, shares and the recorded order, against slow definitions."""

from datetime import date, datetime, timedelta
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.library import standard_policy
from coordinator.rules.decision import Award, Packet, packet_of
from coordinator.rules.facts import OfficerFacts
from coordinator.rules.fairness import (
    AWAY,
    HAD_HIS_TURN,
    Figures,
    Share,
    Status,
    UnpopularHours,
    in_order,
    opportunity_days,
    shared_out,
)
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.ranking import Ranking, rank
from coordinator.rules.spans import HOUR, Calendar
from coordinator.rules.words import StatusKind
from tests.rules.lives import Life

FIRST = date(2026, 1, 1)
DATES = st.integers(-20, 60).map(lambda n: FIRST + timedelta(days=n))


def statuses() -> st.SearchStrategy[list[Status]]:
    one = st.builds(
        lambda kind, begins, days: Status(
            kind,
            begins.isoformat(),
            (begins + timedelta(days=days)).isoformat() if days else None,
        ),
        st.sampled_from(list(StatusKind)),
        DATES,
        st.integers(0, 30),
    )
    return st.lists(one, max_size=4)


@given(st.integers(1, 40), st.none() | DATES, statuses())
def test_opportunity_is_every_day_on_which_he_was_there(
    length: int, hired: date | None, held: list[Status]
) -> None:
    def there(day: date) -> bool:
        away = (
            s.from_on <= day.isoformat() < (s.until_on or "9999") for s in held if s.kind in AWAY
        )
        return (hired is None or hired <= day) and not any(away)

    period = FIRST, FIRST + timedelta(days=length)
    slow = sum(there(FIRST + timedelta(days=n)) for n in range(length))
    assert opportunity_days(period, hired and hired.isoformat(), held) == slow


@settings(max_examples=60)
@given(
    st.sampled_from(("America/New_York", "Australia/Lord_Howe", "UTC", "America/Santiago")),
    st.integers(0, 400 * 96),
    st.integers(1, 40 * 4),
)
def test_unpopular_time_is_counted_quarter_by_quarter(zone: str, begins: int, long: int) -> None:
    calendar = Calendar(zone)
    start = 1_767_225_600 + begins * 900

    def unpopular(at: int) -> bool:
        wall: datetime = calendar.wall(at)
        return wall.weekday() >= 5 or wall.hour >= 22 or wall.hour < 6

    slow = sum(900 * unpopular(start + n * 900) for n in range(long))
    assert UnpopularHours(calendar).seconds((start, start + long * 900)) == slow


def share(key: int, days: int, minutes: int) -> Share:
    return Share(key, str(100 + key), "", "", days, Figures(minutes=minutes))


def test_hours_are_expected_by_days_of_opportunity() -> None:
    given = [share(1, 300, 600), share(2, 100, 600), share(3, 0, 0), share(4, 400, 400)]
    out = shared_out(given)
    assert [(s.officer_id, s.expected_minutes, s.percent) for s in out] == [
        (2, 200, 300), (1, 600, 100), (4, 800, 50), (3, 0, None),
    ]  # fmt: skip
    assert out[0].deviation_minutes == 400


def test_hours_without_any_opportunity_stand_on_top() -> None:
    out = shared_out([share(1, 300, 600), share(2, 0, 60)])
    assert out[0].officer_id == 2


def test_nobody_and_nothing_divide_by_nothing() -> None:
    assert shared_out([]) == ()
    assert shared_out([share(1, 0, 0)])[0].percent is None


# ── the recorded order ───────────────────────────────────────────────────────────────────────

POLICY = read_policy(standard_policy())
EVENING = Life("UTC", 1_780_272_000, (), 18 * 60, 22 * 60)
ON_DUTY = [(0, 1_780_272_000 + 15 * HOUR, 1_780_272_000 + 23 * HOUR, "regular")]
ANSWERS = ("", "", "", "open", "accepted", *sorted(HAD_HIS_TURN))


def ranking(officers: list[OfficerFacts]) -> Ranking:
    assert isinstance(POLICY, Policy)
    return rank(POLICY, EVENING.question(), officers, "seed", 1)


def people() -> st.SearchStrategy[list[OfficerFacts]]:
    facts = st.tuples(st.integers(0, 3), st.sampled_from(ANSWERS), st.booleans())
    return st.lists(facts, min_size=1, max_size=7).map(
        lambda all_of_them: [
            OfficerFacts(
                n,
                str(100 + n),
                tallies=((hours * HOUR, 1),),
                seniority_on="2010-01-01",
                answer=answer,
                work=[(n, *ON_DUTY[0][1:])] if duty else [],
            )
            for n, (hours, answer, duty) in enumerate(all_of_them)
        ]
    )


def slowly_in_order(found: Ranking, taken: int) -> bool:
    """Nobody who could stands in a group before his: of his standing, or of a better one."""
    for group in found.groups:
        could = [c.id for c in group if c.id == taken or c.answer not in HAD_HIS_TURN]
        if could:
            return taken in could
    return False


@settings(max_examples=150)
@given(people(), st.data())
def test_the_packet_tells_the_order_as_the_ranking_has_it(
    officers: list[OfficerFacts], data: st.DataObject
) -> None:
    found = ranking(officers)
    may = [c.id for c in chain.from_iterable(found.groups)]
    if may:
        taken = data.draw(st.sampled_from(may))
        assert in_order(packet_of(found, Award(taken, "assign"))) == slowly_in_order(found, taken)


def packet(order: list[list[int]], taken: int, **rest: dict[str, int]) -> Packet:
    everybody = list(chain.from_iterable(order))
    return {
        "award": {"officer_id": taken},
        "officers": [{"id": key} for key in everybody],
        "order": order,
        "verdicts": {str(key): {"standing": "eligible"} for key in everybody},
        "rest": {"ahead": {}, "behind": {}, **rest},
    }


def test_the_second_is_out_of_order_and_a_tie_is_not() -> None:
    assert not in_order(packet([[1], [2]], 2))
    assert in_order(packet([[1, 2]], 2))


def test_an_eligible_officer_who_is_only_counted_ahead_makes_it_out_of_order() -> None:
    assert not in_order(packet([[2]], 2, ahead={"eligible": 1}))
    assert in_order(packet([[1, 2]], 2, ahead={"eligible": 1}))
    assert in_order(packet([[2]], 2, ahead={"weekly cap": 9}))


def test_an_override_is_out_of_order_while_somebody_eligible_stands_behind() -> None:
    one = packet([[2]], 2, behind={"eligible": 1})
    one["verdicts"]["2"]["standing"] = "override"
    assert not in_order(one)
    one["rest"]["behind"] = {}
    assert in_order(one)


def test_a_packet_that_is_not_whole_is_told() -> None:
    with pytest.raises(KeyError):
        in_order({"award": {"officer_id": 1}, "verdicts": {}})
