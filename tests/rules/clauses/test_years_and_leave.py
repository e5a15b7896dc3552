"""Caps by the year of service, leave in hours, days of leave, other employers, business days."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses.months import months_later
from coordinator.rules.clauses.needs import needs_of
from coordinator.rules.clauses.windows import Window, WindowRule
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import clause_words
from coordinator.rules.spans import Calendar, without
from tests.rules.clauses.scenarios import DETAILS, candidate, document, span, spans

YEAR = 'kind = "max_hours"\nwindow = "service_year"\nhours = 10'
IN_HOURS = (
    'kind = "max_hours"\nwindow = "week"\nhours = 3\n'
    'when_leave = { hours = 12, kinds = ["vacation"] }'
)
FREED = 'kind = "max_hours"\nwindow = "week"\nhours = 8\nnot_on_leave_days = ["vacation"]'
OTHERS = 'duty = ["detail", "outside_work"]\nother_employer = true'
REST = f'kind = "rest_after_duty"\nhours = 4\n{OTHERS}'
BEFORE = f'kind = "rest_before_duty"\nhours = 4\n{OTHERS}'
GAP = f'kind = "gap"\nhours = 4\n{OTHERS}'
BUSINESS = 'kind = "notice"\nbusiness_days = 2'
KEPT = BUSINESS + '\n[[holiday]]\nname = "A day"\non = [2026-06-09]'
VACATION = ", leave_kind = 'vacation'"


def leave(*hours: tuple[str, str], kind: str = "vacation") -> str:
    told = (span("leave", start, end, f", leave_kind = '{kind}'") for start, end in hours)
    return f"{spans(*told)}\n{candidate('12T08:00', '12T12:00')}"


def hired(on: str, start: str = "10T08:00", end: str = "10T14:15") -> str:
    return f"officer.hired_on = {on}\n{spans(DETAILS[0])}\n{candidate(start, end)}"


def after(employer: str, start: str = "09T11:45") -> str:
    told = span("detail", "09T04:00", "09T08:00", f", employer = '{employer}'")
    return f"{spans(told)}\n{candidate(start, '09T15:00', _FOR_BANK)}"


_FOR_BANK = ", employer = 'Bank'"


def asked(at: str, start: str = "10T08:00") -> str:
    return candidate(start, f"{start[:2]}T23:00", f", requested_at = 2026-06-{at}:00")


CASES = {
    "within one year": (YEAR, hired("2020-06-08"), "refused", "figure = 10.25, limit = 10"),
    "just the hours": (YEAR, hired("2020-06-08", end="10T14:00"), "allowed", "figure = 10"),
    "a new year since": (YEAR, hired("2020-06-09"), "allowed", "figure = 6.25"),
    "over the anniversary": (
        YEAR.replace("10", "2"),
        f"officer.hired_on = 2020-06-11\n{candidate('10T22:00', '11T02:15')}",
        "refused",
        "figure = 2.25, window = { from = '2026-06-11T00:00', to = '2027-06-11T00:00' }",
    ),
    "no date of hire": (YEAR, candidate("10T08:00", "10T09:00"), "refused", ""),
    "so many hours of leave": (
        IN_HOURS,
        leave(("08T08:00", "08T14:00"), ("09T08:00", "09T14:00")),
        "refused",
        "figure = 4, limit = 3",
    ),
    "three days, and too few hours": (
        IN_HOURS,
        leave(("08T08:00", "08T12:00"), ("09T08:00", "09T12:00"), ("10T08:00", "10T11:45")),
        "allowed",
        "",
    ),
    "leave of another kind": (
        IN_HOURS,
        leave(("08T08:00", "08T14:00"), ("09T08:00", "09T14:00"), kind="comp"),
        "allowed",
        "",
    ),
    "hours on a day of leave": (
        FREED,
        f"{spans(*DETAILS, span('leave', '09T07:00', '09T15:00', VACATION))}\n"
        f"{candidate('11T08:00', '11T08:15')}",
        "refused",
        "figure = 8.25",
    ),
    "a part of them": (
        FREED,
        f"{spans(span('detail', '08T18:00', '09T06:00'), span('leave', '09T12:00', '09T14:00', VACATION))}\n"  # noqa: E501
        f"{candidate('11T08:00', '11T10:00')}",
        "allowed",
        "figure = 8",
    ),
    "the job itself on a day of leave": (
        FREED,
        f"{spans(*DETAILS, span('leave', '11T07:00', '11T15:00', VACATION))}\n"
        f"{candidate('11T18:00', '11T22:00')}",
        "allowed",
        "silent = ['c1']",
    ),
    "leave of another kind frees no day": (
        FREED,
        f"{spans(*DETAILS, span('leave', '09T07:00', '09T15:00'))}\n"
        f"{candidate('11T08:00', '11T08:15')}",
        "refused",
        "figure = 12.25",
    ),
    "rest after another's job": (REST, after("Gas"), "refused", "figure = 3.75, limit = 4"),
    "just enough of it": (REST, after("Gas", "09T12:00"), "allowed", "figure = 4"),
    "none after one for the same": (REST, after("Bank"), "allowed", "silent = ['c1']"),
    "a gap after another's": (GAP, after("Gas"), "refused", "figure = 225, unit = 'minutes'"),
    "no gap after the same": (GAP, after("Bank"), "allowed", "silent = ['c1']"),
    "rest before another's": (
        BEFORE,
        f"{spans(span('detail', '09T12:00', '09T15:00', ', employer = chr(71)'))}\n".replace(
            "chr(71)", "'Gas'"
        )
        + candidate("09T04:00", "09T08:15", _FOR_BANK),
        "refused",
        "figure = 3.75",
    ),
    "two business days": (BUSINESS, asked("08T23:00"), "allowed", "figure = 2, unit = 'days'"),
    "one": (BUSINESS, asked("09T00:00"), "refused", "figure = 1, unit = 'business_days'"),
    "over a weekend": (BUSINESS, asked("05T12:00", "08T08:00"), "refused", "figure = 1"),
    "a holiday is none": (KEPT, asked("08T12:00"), "refused", "figure = 1"),
    "a holiday and one day more": (KEPT, asked("05T12:00"), "allowed", "figure = 2"),
}


@pytest.mark.parametrize(("clause", "scenario", "verdict", "more"), CASES.values(), ids=list(CASES))
def test_as_the_order_has_it(clause: str, scenario: str, verdict: str, more: str) -> None:
    if "silent" in more:
        text = document(clause, scenario, verdict, more).replace(", clause = 'c1'", "")
    else:
        text = document(clause, scenario, verdict, more)
    policy = read_policy(text)
    assert isinstance(policy, Policy), policy
    assert failing_examples(policy) == ()


@pytest.mark.parametrize(
    ("clause", "key"),
    [
        ('kind = "max_jobs"\nwindow = "service_year"\njobs = 3', "window"),
        (IN_HOURS.replace("hours = 12", "hours = 12, days = 2"), "when_leave.hours"),
        (FREED + "\nby_start = true", "not_on_leave_days"),
        (FREED + "\npaid = true", "not_on_leave_days"),
        (REST.replace('["detail", "outside_work"]', '["regular"]'), "other_employer"),
        (BUSINESS + "\ndays = 2", "days"),
    ],
)
def test_what_cannot_stand_is_said_with_its_key(clause: str, key: str) -> None:
    found = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n")
    assert not isinstance(found, Policy)
    assert [problem.key for problem in found.problems] == [f"clause[1].{key}"]


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        (YEAR, "At most 10 hours in a year from the date of hire, counting detail."),
        (FREED, "At most 8 hours in a week from Sunday, without days of leave (vacation)"),
        (IN_HOURS, "with at least 12 hours of leave (vacation)"),
        (REST, "4 hours of rest after detail, outside work duty for another employer."),
        (BUSINESS, "Asked for at least 2 business days before."),
    ],
)
def test_it_is_told_in_words(clause: str, words: str) -> None:
    policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n")
    assert isinstance(policy, Policy), policy
    assert words in clause_words(policy.clauses[0]).sentence


def test_what_is_read_for_them() -> None:
    needs = {}
    for clause in (YEAR, REST, FREED):
        policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n")
        assert isinstance(policy, Policy), policy
        needs[clause] = needs_of(policy.clauses[0])
    assert needs == {YEAR: {"hired"}, REST: {"traits", "outside"}, FREED: {"leaves"}}


CALENDAR = Calendar("America/New_York")
HIRED = st.dates(date(1990, 1, 1), date(2025, 12, 31))
STARTS = st.integers(0, 900 * 24).map(
    lambda hour: int(datetime(2025, 3, 1, tzinfo=UTC).timestamp()) + hour * 3600
)


@given(HIRED, STARTS, st.integers(1, 30))
def test_years_of_service_hour_by_hour(day: date, start: int, length: int) -> None:
    rule, where = WindowRule(Window.SERVICE_YEAR), (start, start + length * 3600)
    years = rule.years_of(day.isoformat(), where, CALENDAR)
    for hour in range(*where, 3600):
        (year,) = [year for year in years if year[0] <= hour < year[1]]
        on = CALENDAR.local_date(hour)
        count = max(n for n in range(-2, 40) if months_later(day, 12 * n) <= on)
        assert year == (
            CALENDAR.midnight(months_later(day, 12 * count)),
            CALENDAR.midnight(months_later(day, 12 * count + 12)),
        )
    assert all(low < where[1] and high > where[0] for low, high in years)


@given(st.integers(0, 20), st.integers(1, 30), st.sets(st.integers(0, 5)))
def test_a_span_without_free_days(start: int, length: int, days: set[int]) -> None:
    free = [(4 * day, 4 * day + 4) for day in sorted(days)]
    left = without((start, start + length), free)
    expected = {n for n in range(start, start + length) if n // 4 not in days}
    assert {n for low, high in left for n in range(low, high)} == expected
    assert all(low < high for low, high in left)
