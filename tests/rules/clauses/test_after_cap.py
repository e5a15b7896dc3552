"""No jobs for some days after a cap was reached: at its limits, and against every minute."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import clause_words
from tests.rules.clauses.scenarios import candidate, document, span, spans
from tests.rules.clauses.test_more_against_bitmap import any_life, oracle, week_of
from tests.rules.clauses.test_weighed_against_bitmap import measured
from tests.rules.lives import Life

WEEK = 'kind = "after_cap"\nwindow = "week"\nhours = 20\nthen_bars_days = 2\ncounts = ["on_duty"]'
DAY = (
    'kind = "after_cap"\nwindow = "rolling"\nwindow_hours = 24\nhours = 16\nthen_bars_days = 1\n'
    'counts = ["detail", "on_duty"]\nwhen = "exceeded"'
)
NEXT_WEEK = WEEK.replace("then_bars_days = 2", 'then_bars_days = 7\ndays_from = "window_end"')
# From Sunday 7 June on: 20 hours are reached on Tuesday the 9th at 16:00.
REACHED = spans(
    span("on_duty", "08T06:00", "08T18:00"),
    span("on_duty", "09T08:00", "09T16:00"),
)
SHORT = REACHED.replace("09T16:00", "09T15:59")
LATE = spans(span("on_duty", "08T08:00", "08T16:00"), span("detail", "08T16:00", "09T00:00"))
LATER = LATE.replace("2026-06-09T00:00:00", "2026-06-09T00:01:00")

CASES = [
    (WEEK, REACHED, "09T18:00", "allowed", ""),  # the same day is the cap's own matter
    (WEEK, REACHED, "10T00:00", "refused", "figure = 20, limit = 20"),
    (WEEK, REACHED, "11T23:00", "refused", "barred_until = '2026-06-12'"),
    (WEEK, REACHED, "12T00:00", "allowed", ""),
    (WEEK, SHORT, "10T08:00", "allowed", "limit = 20"),
    # What is worked above it begins the days anew.
    (WEEK, REACHED[:-1] + f", {span('on_duty', '11T08:00', '11T09:00')}]", "13T08:00",
     "refused", "figure = 21, barred_until = '2026-06-14'"),
    # A new week begins from nothing.
    (WEEK, spans(span("on_duty", "13T06:00", "13T16:00"), span("on_duty", "14T06:00", "14T16:00")),
     "15T08:00", "allowed", "figure = 10"),
    (NEXT_WEEK, REACHED, "13T08:00", "allowed", ""),
    (NEXT_WEEK, REACHED, "14T00:00", "refused", "figure = 20, barred_until = '2026-06-21'"),
    (NEXT_WEEK, REACHED, "20T21:00", "refused", ""),
    (NEXT_WEEK, REACHED, "21T00:00", "allowed", ""),
    (NEXT_WEEK.replace('"week"', '"week"\nday_starts = 06:00:00'), REACHED, "14T05:00",
     "allowed", ""),
    (NEXT_WEEK.replace('"week"', '"week"\nday_starts = 06:00:00'), REACHED, "14T06:00",
     "refused", ""),
    # Just 16 hours are not exceeded; a minute more is, on the date on which it was worked.
    (DAY, LATE, "09T20:00", "allowed", "figure = 16, limit = 16"),
    (DAY, LATER, "09T20:00", "allowed", "figure = 16.02"),
    (DAY, LATER, "10T08:00", "refused", "figure = 16.02, quantity = 'before_bar'"),
    (DAY.replace('"exceeded"', '"reached"'), LATE, "09T20:00", "refused",
     "barred_until = '2026-06-10'"),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "worked", "start", "verdict", "more"), CASES)
def test_at_the_limit(clause: str, worked: str, start: str, verdict: str, more: str) -> None:
    day, clock = start.split("T")
    hour = int(clock[:2]) + 1
    asked = candidate(start, f"{day}T{hour:02}:00" if hour < 24 else f"{day}T23:59")
    policy = read_policy(document(clause, f"{worked}\n{asked}", verdict, more))
    assert isinstance(policy, Policy), policy
    assert failing_examples(policy) == ()


COUNTED = frozenset({"regular", "overtime", "training"})


def expected(life: Life, least: int, days: int, windows: list[tuple[set[int], int]]) -> str:
    """First date allowed again by any window: (its minutes, the last minute worked in it)."""
    own, until = life.label(life.start), ""
    for minutes, last in windows:
        reached = life.label(last)
        if len(minutes) >= least and reached < own <= reached + timedelta(days=days):
            until = max(until, (reached + timedelta(days=days + 1)).isoformat())
    return until


def ends(life: Life) -> list[tuple[int, int]]:
    """What counts of each piece of work before the position."""
    cut = [(s, min(e, life.start)) for s, e, kind, _ in life.spans if kind in COUNTED]
    return [(s, e) for s, e in cut if s < e]


@oracle
@given(any_life, st.integers(1, 30), st.integers(1, 4), st.sampled_from((12, 24, 48)))
def test_in_any_so_many_hours(life: Life, least: int, days: int, length: int) -> None:
    busy = set(life.bitmap(COUNTED))
    windows = [(busy & set(range(end - length * 60, end)), end - 1) for _, end in ends(life)]
    found = measured(
        f'kind="after_cap"\nwindow="rolling"\nwindow_hours={length}\nhours={least}\n'
        f"then_bars_days={days}\ncounts={sorted(COUNTED)}",
        life,
    )
    until = expected(life, least * 60, days, windows)
    assert [one.barred_until for one in found if one.broken] == ([until] if until else [])


@oracle
@given(any_life, st.integers(1, 40), st.integers(1, 4), st.booleans())
def test_in_a_week(life: Life, least: int, days: int, from_end: bool) -> None:
    busy = sorted(set(life.bitmap(COUNTED)))
    week = {minute: week_of(life.label(minute)) for minute in busy}
    found = measured(
        f'kind="after_cap"\nwindow="week"\nhours={least}\nthen_bars_days={days}\n'
        f'counts={sorted(COUNTED)}\ndays_from="{"window_end" if from_end else "work"}"',
        life,
    )
    until = (
        by_weeks(life, busy, week, least, days)
        if from_end
        else expected(life, least * 60, days, in_weeks(life, busy, week))
    )
    assert [one.barred_until for one in found if one.broken] == ([until] if until else [])


def in_weeks(life: Life, busy: list[int], week: dict[int, date]) -> list[tuple[set[int], int]]:
    windows = []
    for start, end in ends(life):
        for first in {week[minute] for minute in range(start, end)}:
            last = max(minute for minute in range(start, end) if week[minute] == first)
            windows.append(({m for m in busy if week[m] == first and m <= last}, last))
    return windows


def by_weeks(life: Life, busy: list[int], week: dict[int, date], least: int, days: int) -> str:
    own, until = life.label(life.start), ""
    for first in set(week.values()):
        begins = first + timedelta(days=7)
        count = sum(week[minute] == first for minute in busy)
        if count >= least * 60 and begins <= own < begins + timedelta(days=days):
            until = max(until, (begins + timedelta(days=days)).isoformat())
    return until


def test_it_is_told_and_what_cannot_stand_is_refused() -> None:
    policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{DAY}\n[[clause]]\n{NEXT_WEEK}\n")
    assert isinstance(policy, Policy)
    assert [clause_words(each).sentence for each in policy.clauses] == [
        "Nothing for 1 days after more than 16 hours of detail, regular in any 24 hours in a row.",
        "Nothing for 7 days from its end after 20 hours of regular in a week from Sunday.",
    ]
    wrong = read_policy(f'effective_on = 2020-01-01\n[[clause]]\n{DAY}\ndays_from = "window_end"\n')
    assert not isinstance(wrong, Policy)
    assert "rolling" in str(wrong.problems[0])
