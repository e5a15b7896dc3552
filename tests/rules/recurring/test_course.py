"""The course of a series: exceptions, pauses, closed days, terms; its hours over changed clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.recurring.closed_days import (
    ALWAYS_OPEN,
    NotClosedDays,
    closed_days_of,
    read_closed_days,
)
from coordinator.rules.recurring.course import Course, CourseDay, Fate, Hours
from coordinator.rules.recurring.plain_rules import read_plain
from coordinator.rules.spans import Reading

NEW_YORK = ZoneInfo("America/New_York")
BEGINS = date(2026, 6, 1)
SETTINGS = settings(max_examples=60, deadline=None, derandomize=True, database=None)
OFFSETS = st.integers(0, 90).map(lambda n: BEGINS + timedelta(days=n))
SETS = st.dictionaries(OFFSETS, st.just("x"), max_size=6)


@SETTINGS
@given(
    rule=st.sampled_from(("every Tue and Thu", "every 3 days", "monthly on the last day")),
    until=st.none() | OFFSETS,
    skipped=SETS,
    added=SETS,
    paused=st.none() | st.tuples(OFFSETS, st.none() | OFFSETS),
    window=st.tuples(OFFSETS, OFFSETS),
)
def test_each_date_is_what_its_own_question_says(
    rule: str,
    until: date | None,
    skipped: dict[date, str],
    added: dict[date, str],
    paused: tuple[date, date | None] | None,
    window: tuple[date, date],
) -> None:
    closed = read_closed_days("US; 06-15")
    course = Course(read_plain(rule), BEGINS, until, skipped, added, paused, closed)
    by_rule = set(course.rule.dates(BEGINS, BEGINS, date(2027, 1, 1)))

    def fate(on: date) -> Fate | None:
        in_pause = paused is not None and paused[0] <= on and (not paused[1] or on < paused[1])
        if on < BEGINS or (until is not None and on >= until):
            return None
        if on in added:
            return Fate.PAUSED if in_pause else Fate.ADDED
        if on not in by_rule:
            return None
        if on in skipped:
            return Fate.SKIPPED
        return Fate.PAUSED if in_pause else Fate.CLOSED if closed.why(on) else Fate.MADE

    first, last = min(window), max(window)
    every = [first + timedelta(days=n) for n in range((last - first).days)]
    slow = [(on, fate(on)) for on in every if fate(on)]
    assert [(day.on, day.fate) for day in course.days(first, last)] == slow
    assert course.dates(first, last) == tuple(
        on for on, what in slow if what in (Fate.MADE, Fate.ADDED)
    )


def test_one_date_is_asked_by_itself() -> None:
    course = Course(read_plain("every Mon"), BEGINS, added={date(2026, 6, 3): "rain date"})
    assert course.day(BEGINS) == CourseDay(BEGINS, Fate.MADE)
    assert course.day(date(2026, 6, 3)) == CourseDay(date(2026, 6, 3), Fate.ADDED, "rain date")
    assert course.day(date(2026, 6, 2)) is None


# ── closed days ──────────────────────────────────────────────────────────────────────────────


def test_a_calendar_and_own_dates_close_an_employer() -> None:
    closed = read_closed_days("us-il, 12-24; 2026-07-06..2026-07-10; 2026-09-01")
    assert closed.words == "US-IL; 12-24; 2026-07-06..2026-07-10; 2026-09-01"
    assert closed.why(date(2026, 11, 26)) == "Thanksgiving Day"
    assert closed.why(date(2026, 2, 12)) == "Lincoln's Birthday"
    # The Fourth is a Saturday in 2026, so Friday is off.
    assert "Independence Day" in closed.why(date(2026, 7, 3))
    for on in (date(2026, 12, 24), date(2031, 12, 24), date(2026, 7, 8), date(2026, 9, 1)):
        assert closed.why(on) == "closed"
    assert closed.why(date(2026, 7, 11)) == ""
    assert closed_days_of(closed.json) == closed
    assert read_closed_days(closed.words) == closed


@pytest.mark.parametrize("kept", [None, "", "{", "[]", '{"dates": 3}', '{"dates": ["soon"]}'])
def test_what_cannot_be_read_closes_nothing(kept: str | None) -> None:
    assert closed_days_of(kept) == ALWAYS_OPEN
    assert not closed_days_of(kept)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("US-XX", "no holiday calendar US-XX"),
        ("QQ", "no holiday calendar QQ"),
        ("christmas", "neither a calendar nor a date"),
        ("02-30", "no date of a year"),
        ("2026-07-10..2026-07-06", "must run forward"),
        ("2026-01-01..2046-01-01", "must run forward"),
        ("; ".join(str(BEGINS + timedelta(days=n)) for n in range(201)), "most 200"),
    ],
)
def test_what_is_no_closed_day_says_why(written: str, says: str) -> None:
    with pytest.raises(NotClosedDays, match=says):
        read_closed_days(written)


# ── hours ────────────────────────────────────────────────────────────────────────────────────


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("starts", "ends", "on", "span", "reading"),
    [
        ("18:00", "02:00", "2026-06-05", ("2026-06-05T22:00", "2026-06-06T06:00"), Reading.ONCE),
        # The night in which the clocks go forward is an hour shorter, the other one longer.
        ("22:00", "06:00", "2026-03-07", ("2026-03-08T03:00", "2026-03-08T10:00"), Reading.ONCE),
        ("22:00", "06:00", "2026-10-31", ("2026-11-01T02:00", "2026-11-01T11:00"), Reading.ONCE),
        ("02:30", "08:00", "2026-03-08", ("2026-03-08T07:30", "2026-03-08T12:00"), Reading.MOVED),
        ("02:30", "03:15", "2026-03-08", ("2026-03-08T07:30", "2026-03-08T08:15"), Reading.MOVED),
        ("01:30", "05:00", "2026-11-01", ("2026-11-01T05:30", "2026-11-01T10:00"), Reading.FIRST),
        ("09:00", "09:00", "2026-06-05", ("2026-06-05T13:00", "2026-06-06T13:00"), Reading.ONCE),
    ],
)
def test_hours_hold_on_the_wall(
    starts: str, ends: str, on: str, span: tuple[str, str], reading: Reading
) -> None:
    hours = Hours(time.fromisoformat(starts), time.fromisoformat(ends))
    found, how = hours.on(date.fromisoformat(on), NEW_YORK)
    assert found == (at(span[0]), at(span[1]))
    assert how is reading


@SETTINGS
@given(
    starts=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    on=st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    zone=st.sampled_from(("America/New_York", "Australia/Lord_Howe", "America/Phoenix")),
)
def test_a_detail_always_ends_after_its_start(
    starts: time, ends: time, on: date, zone: str
) -> None:
    start, end = Hours(starts, ends).on(on, ZoneInfo(zone))[0]
    assert start < end <= start + 25 * 3600
