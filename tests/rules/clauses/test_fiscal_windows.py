"""Caps over fiscal years, quarters and months from a day on, against every minute of a life."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses.hours import MaxHours
from coordinator.rules.policy import Policy, read_policy
from tests.rules.clauses.scenarios import candidate, document, span, spans
from tests.rules.clauses.test_more_against_bitmap import any_life, labels_touched, oracle
from tests.rules.clauses.test_weighed_against_bitmap import measured
from tests.rules.lives import Life

CAP = 'kind = "max_hours"\nhours = 8\nwindow = '
WORKED = spans(span("detail", "15T20:00", "16T02:00"))


def turn_of(day: date, starts: date, months: int) -> tuple[int, int]:
    """(year, which turn of it) by counting on from the first day of the year, month by month."""
    first = date(day.year - 1, starts.month, starts.day)
    if date(day.year, starts.month, starts.day) <= day:
        first = date(day.year, starts.month, starts.day)
    edges = []
    for step in range(0, 12, months):
        year, month = divmod(first.year * 12 + first.month - 1 + step, 12)
        edges.append(date(year, month + 1, first.day))
    return first.year, sum(edge <= day for edge in edges)


def month_of(day: date, first: int) -> tuple[int, int]:
    month = day if day.day >= first else day.replace(day=1) - timedelta(days=1)
    return month.year, month.month


@oracle
@given(any_life, st.integers(-12, 12), st.sampled_from((1, 2, 3, 4, 6, 12)), st.integers(0, 30))
def test_years_and_quarters(life: Life, off: int, months: int, most: int) -> None:
    starts = life.label(life.start) + timedelta(days=off)
    starts = starts.replace(day=min(starts.day, 28))
    window = '"year"' if months == 12 else f'"months"\nwindow_months={months}'
    clause = f'kind="max_hours"\nhours={most}\nyear_starts="{starts:%m-%d}"\nwindow={window}'
    against(life, clause, most, {day: turn_of(day, starts, months) for day in days(life)})


@oracle
@given(any_life, st.integers(-12, 12), st.integers(0, 30))
def test_months_from_a_day(life: Life, off: int, most: int) -> None:
    first = min((life.label(life.start) + timedelta(days=off)).day, 28)
    clause = f'kind="max_hours"\nhours={most}\nmonth_starts={first}\nwindow="month"'
    against(life, clause, most, {day: month_of(day, first) for day in days(life)})


def days(life: Life) -> list[date]:
    first = life.label(life.start) - timedelta(days=40)
    return [first + timedelta(days=n) for n in range(80)]


def against(life: Life, clause: str, most: int, labels: dict[date, tuple[int, int]]) -> None:
    busy = life.bitmap(frozenset({"detail"}))
    touched = labels_touched(life, lambda day: day)
    expected = sorted(
        sum(labels[life.label(minute)] == label for minute in busy)
        for label in {labels[day] for day in touched}
    )
    found = measured(clause, life)
    assert sorted(reason.figure // 60 for reason in found) == expected
    assert all(reason.broken is (reason.figure > most * 3600) for reason in found)


@pytest.mark.parametrize(
    ("window", "start", "verdict", "more"),
    [
        ('"year"\nyear_starts = "06-16"', "16T06:00", "allowed", "figure = 8"),
        ('"year"\nyear_starts = "06-17"', "16T06:00", "refused", "figure = 12"),
        ('"year"\nyear_starts = "06-16"\nday_starts = 03:00:00', "16T06:00", "allowed",
         "figure = 6"),
        ('"month"\nmonth_starts = 16', "16T06:00", "allowed", "figure = 8"),
        ('"month"\nmonth_starts = 17', "16T06:00", "refused", "figure = 12"),
        ('"months"\nyear_starts = "03-16"', "16T06:00", "allowed", "figure = 8"),
        ('"months"\nyear_starts = "04-16"', "16T06:00", "refused", "figure = 12"),
        ('"months"\nwindow_months = 2\nyear_starts = "04-16"', "16T06:00", "allowed",
         "figure = 8"),
    ],
)  # fmt: skip
def test_work_over_the_boundary_is_parted(window: str, start: str, verdict: str, more: str) -> None:
    asked = candidate(start, start.replace("06:00", "12:00"))
    policy = read_policy(document(CAP + window, f"{WORKED}\n{asked}", verdict, more))
    assert isinstance(policy, Policy), policy
    assert failing_examples(policy) == ()


def test_hours_and_minutes_may_be_written_as_such() -> None:
    text = document(
        'kind = "max_hours"\nwindow = "rolling"\nwindow_hours = 24\nhours = "16:35"',
        candidate("09T06:00", "09T22:35"), "allowed", "figure = 16.58, limit = 16.58",
    )  # fmt: skip
    policy = read_policy(text)
    assert isinstance(policy, Policy)
    assert failing_examples(policy) == ()
    later = read_policy(text.replace("22:35", "22:36"))
    assert isinstance(later, Policy)
    assert "refused found" in failing_examples(later)[0].message
    for wrong in ('"16:60"', '"16h"', "7.333"):
        assert not isinstance(read_policy(text.replace('"16:35"', wrong)), Policy)


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ('"months"\nwindow_months = 5', "window_months: 5 make no year"),
        ('"months"\nyear_starts = "01-31"', "year_starts: is after the 28th"),
        ('"month"\nmonth_starts = 29', "month_starts: 29 is not in every month"),
        ('"year"\nyear_starts = "07/01"', "year_starts: '07/01' is not a day"),
        ('"week"\nyear_starts = "07-01"', "year_starts: is not a known key"),
    ],
)
def test_a_year_or_month_that_cannot_be_is_refused(window: str, said: str) -> None:
    found = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{CAP}{window}\n")
    assert not isinstance(found, Policy)
    assert said in str(found.problems[0])


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ('"year"', "a year"),
        ('"year"\nyear_starts = "07-01"', "a year from 07-01"),
        ('"month"\nmonth_starts = 16', "a month from the 16."),
        ('"months"', "3 months from 01-01"),
        ('"month"\nday_starts = 06:00:00', "a month at 06:00"),
    ],
)
def test_they_are_told(window: str, words: str) -> None:
    policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{CAP}{window}\n")
    assert isinstance(policy, Policy)
    (clause,) = policy.clauses
    assert isinstance(clause, MaxHours)
    assert clause.rule.words() == words
