"""Overtime of a week in which hours that were overtime of their day do not count again."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.rates import Event, Priced, RateCard, Work, price, read_card
from tests.rules.test_rates_properties import HEAD, NEW_YORK, ZONE, card, lengths, starts, worked

CAPPED = (
    HEAD
    + """
[bill]
week_starts = "sunday"
[[bill.rate]]
rate = 40
[[bill.premium]]
after = 40
within = "week"
counts_a_day = 8
add = 10
"""
)


def minute_rates(work: Work, minutes: int) -> Counter[int]:
    """Minutes by the price of their hour: each day's are counted one by one."""
    assert work.started_at is not None
    first = datetime.fromtimestamp(work.started_at, NEW_YORK).date()
    days = Counter({first: work.day_before})
    for place, before in enumerate(work.days_before, 1):
        days[first - timedelta(days=place)] = before
    found: Counter[int] = Counter()
    for minute in range(minutes):
        now = datetime.fromtimestamp(work.started_at + minute * 60, NEW_YORK).date()
        week = now - timedelta(days=(now.weekday() + 1) % 7)
        counted = sum(min(480, done) for day, done in days.items() if day >= week)
        found[50 if counted >= 2400 else 40] += 1
        days[now] += 1
    return found


@settings(max_examples=12, deadline=None)
@given(starts, lengths, st.integers(0, 600), st.lists(st.integers(0, 700), min_size=3, max_size=6))
def test_of_each_day_so_many_hours_count_toward_the_week(
    start: int, minutes: int, day_before: int, days_before: list[int]
) -> None:
    week = day_before + sum(days_before)
    work = worked(start, minutes, day_before=day_before, week_before=week)
    weekday = datetime.fromtimestamp(start, NEW_YORK).weekday()
    # Only as many days as the week had by then, which begins on a Sunday.
    work = replace(work, days_before=tuple(days_before[: (weekday + 1) % 7]))
    priced = price(card(CAPPED), Event(ZONE, start, (work,)), "bill")
    assert isinstance(priced, Priced)
    found: Counter[int] = Counter()
    for line in priced.lines:
        found[int(line.rate or 0)] += line.minutes or 0
    assert found == minute_rates(work, minutes)


@pytest.mark.parametrize("within", ['"day"', '"detail"'])
def test_it_is_for_the_hours_of_a_week(within: str) -> None:
    found = read_card(CAPPED.replace('"week"', within))
    assert not isinstance(found, RateCard)
    assert "is for the hours of a week" in str(found[0])


def test_the_hours_before_are_told_as_they_count() -> None:
    start = int(datetime(2026, 11, 10, 8, tzinfo=NEW_YORK).timestamp())
    text = CAPPED.replace("after = 40", "after = 20")
    # Sunday 13 h, Monday 8 h: 16 of the 21 count, so 4 of Tuesday's 8 are over 20.
    work = worked(start, 480, week_before=21 * 60)
    work = replace(work, days_before=(13 * 60, 8 * 60), before_told=("", "26-1 13 h, 26-2 8 h"))
    priced = price(card(text), Event(ZONE, start, (work,)), "bill")
    assert isinstance(priced, Priced)
    assert [(line.rate, line.minutes) for line in priced.lines] == [(40, 240), (50, 240)]
    (told,) = [step.words for step in priced.lines[1].trace if "before" in step.words]
    assert "(16 h before in the week count, at most 8 h a day, of 21 h: 26-1 13 h" in told
