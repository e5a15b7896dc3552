"""Clauses that go by hours of the clock, by weekdays, by tiers and by days of every year."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses.clock_hours import ClockHours
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import Calendar
from tests.rules.clauses.scenarios import NIGHT, WORK, candidate, document

TOUR = "tour_begins = { from = 05:00:00, until = 09:00:00 }"
PAST_MIDNIGHT = "tour_ends = { from = 00:00:00, until = 06:15:00 }"
TOUCHING = "scope = { touches = { from = 00:00:00, until = 05:00:00 } }"
MISSED = 'kind = "not_allowed"\n'

CASES = {
    "rest before early tours only": (
        f'kind = "rest_before_duty"\nhours = 8\n{TOUR}',
        [
            (f"{WORK}\n{candidate('08T18:00', '08T22:00')}", "allowed", "figure = 8"),
            (f"{WORK}\n{candidate('08T18:00', '08T22:15')}", "refused", "figure = 7.75"),
            (f"{NIGHT}\n{candidate('09T15:00', '09T21:00')}", "allowed", ""),
        ],
    ),
    "a gap beside early tours only": (
        f'kind = "gap"\nminutes = 60\nside = "before"\n{TOUR}',
        [
            (f"{WORK}\n{candidate('09T01:00', '09T05:15')}", "refused", "figure = 45"),
            (f"{NIGHT}\n{candidate('09T15:00', '09T21:45')}", "allowed", ""),
        ],
    ),
    "not before noon after a tour that ended past midnight": (
        f'kind = "rest_after_duty"\nnot_before = 12:00:00\n{PAST_MIDNIGHT}',
        [
            (
                f"{NIGHT}\n{candidate('10T11:45', '10T15:00')}",
                "refused",
                "figure = 5.75, limit = 6",
            ),
            (f"{NIGHT}\n{candidate('10T12:00', '10T15:00')}", "allowed", "figure = 6, limit = 6"),
            (f"{WORK}\n{candidate('09T18:15', '09T22:00')}", "allowed", ""),
        ],
    ),
    "a job that touches the small hours": (
        f'kind = "rest_before_duty"\nhours = 6\n{TOUCHING}',
        [
            (f"{WORK}\n{candidate('08T20:00', '09T00:15')}", "refused", "figure = 5.75"),
            (f"{WORK}\n{candidate('08T20:00', '09T00:00')}", "allowed", ""),
        ],
    ),
    "weekdays on which the job begins": (
        f'{MISSED}scope = {{ weekdays = ["monday"] }}',
        [
            (candidate("08T20:00", "09T02:00"), "refused", ""),
            (candidate("09T00:00", "09T02:00"), "allowed", ""),
        ],
    ),
    "officers of a tier": (
        f'{MISSED}scope = {{ tiers = ["reserve"] }}',
        [
            (f"officer.tier = 'reserve'\n{candidate('08T20:00', '08T23:00')}", "refused", ""),
            (f"officer.tier = 'full_time'\n{candidate('08T20:00', '08T23:00')}", "allowed", ""),
        ],
    ),
    "blackouts of every year": (
        'kind = "blackout"\ndates = ["06-08", "second tuesday of june"]\nbetween = 16:00:00',
        [
            (candidate("08T15:00", "08T16:00"), "allowed", ""),
            (candidate("08T15:00", "08T16:15"), "refused", "figure = 0.25"),
            (candidate("09T20:00", "09T23:00"), "refused", "figure = 3"),
            (candidate("10T20:00", "10T23:00"), "allowed", ""),
        ],
    ),
}


@pytest.mark.parametrize(
    ("clause", "scenario", "verdict", "more"),
    [(clause, *each) for clause, scenarios in CASES.values() for each in scenarios],
    ids=[f"{name} {n}" for name, (_, all_) in CASES.items() for n in range(1, len(all_) + 1)],
)
def test_as_the_order_has_it(clause: str, scenario: str, verdict: str, more: str) -> None:
    policy = read_policy(document(clause, scenario, verdict, more))
    assert isinstance(policy, Policy), policy
    assert failing_examples(policy) == ()


@pytest.mark.parametrize(
    ("clause", "line"),
    [
        ('kind = "rest_after_duty"\nhours = 8\nnot_before = 12:00:00', "hours"),
        (f'{MISSED}scope = {{ weekdays = ["mon"] }}', "weekdays"),
        ('kind = "blackout"\ndates = ["13-24"]', "dates"),
        ('kind = "gap"\nminutes = 5\ntour_begins = { from = 05:00:00 }', "until"),
    ],
)
def test_what_is_wrong_is_said_with_its_key(clause: str, line: str) -> None:
    text = f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n"
    found = read_policy(text)
    assert not isinstance(found, Policy)
    assert any(line in str(problem) for problem in found.problems), found.problems


ZONE = ZoneInfo("America/New_York")
CALENDAR = Calendar("America/New_York")
QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
STARTS = st.integers(0, 7 * 96).map(
    # Around the night on which clocks go back.
    lambda quarter: int(datetime(2026, 10, 29, tzinfo=UTC).timestamp()) + quarter * 900
)


@given(QUARTERS, QUARTERS, STARTS, st.integers(1, 120))
def test_touched_hours_against_every_quarter(
    since: time, until: time, start: int, quarters: int
) -> None:
    hours = ClockHours(since, until)
    instants = range(start, start + quarters * 900, 900)
    slow = any(hours.hold(instant, CALENDAR) for instant in instants)
    assert hours.touched((start, start + quarters * 900), CALENDAR) == slow


@given(QUARTERS, QUARTERS, STARTS)
def test_hours_hold_as_the_clock_on_the_wall_reads(since: time, until: time, instant: int) -> None:
    wall = datetime.fromtimestamp(instant, ZONE)
    begin = datetime.combine(wall.date(), since)
    end = datetime.combine(wall.date(), until)
    plain = wall.replace(tzinfo=None)
    if until <= since:
        slow = plain >= begin or plain < end
    else:
        slow = begin <= plain < end
    assert ClockHours(since, until).hold(instant, CALENDAR) == slow
