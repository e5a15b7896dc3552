"""Spans and local calendars, against the zone itself asked hour by hour."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.spans import (
    HOUR,
    Calendar,
    Reading,
    busiest,
    covered,
    disjoint,
    fullest,
    instant_of,
    merged,
    overlap,
    union,
)

NEW_YORK = ZoneInfo("America/New_York")

ZONES = (
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "America/Havana",
    "Asia/Beirut",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "UTC",
)


def instant(*wall: int) -> int:
    return int(datetime(*wall, tzinfo=UTC).timestamp())


steady = settings(max_examples=200, deadline=None, derandomize=True)

spans = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 60)).map(lambda pair: (pair[0], sum(pair))),
    max_size=10,
)


def test_an_ordinary_wall_time_exists_once() -> None:
    read = instant_of(datetime.fromisoformat("2026-06-01T08:00"), NEW_YORK)
    assert read == (instant(2026, 6, 1, 12, 0), Reading.ONCE)


def test_a_skipped_wall_time_moves_forward_by_the_gap() -> None:
    read = instant_of(datetime.fromisoformat("2026-03-08T02:30"), NEW_YORK)
    assert read == (instant(2026, 3, 8, 7, 30), Reading.MOVED)
    assert datetime.fromtimestamp(read.instant, NEW_YORK).hour == 3


def test_a_repeated_wall_time_is_the_first_pass_unless_asked() -> None:
    wall = datetime.fromisoformat("2026-11-01T01:30")
    assert instant_of(wall, NEW_YORK) == (instant(2026, 11, 1, 5, 30), Reading.FIRST)
    second = instant_of(wall, NEW_YORK, second_pass=True)
    assert second == (instant(2026, 11, 1, 6, 30), Reading.SECOND)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/New_York", date(2026, 3, 8), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        ("America/New_York", date(2026, 6, 1), 24),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("America/Havana", date(2026, 3, 8), 23),
    ],
)
def test_a_local_day_has_its_elapsed_hours(zone: str, day: date, hours: float) -> None:
    calendar = Calendar(zone)
    start = calendar.midnight(day)
    assert calendar.days((start, start + 1)) == [(start, start + int(hours * HOUR))]


def test_a_week_over_the_spring_change_is_an_hour_short() -> None:
    calendar = Calendar("America/New_York")
    noon = instant(2026, 3, 10, 16)
    ((start, end),) = calendar.weeks((noon, noon + 1), first_weekday=6)
    assert calendar.wall(start).isoformat() == "2026-03-08T00:00:00-05:00"
    assert end - start == 7 * 24 * HOUR - HOUR


@steady
@given(
    st.sampled_from(ZONES),
    st.integers(instant(1972, 2, 1), instant(2037, 1, 1)),
    st.integers(1, 80 * HOUR),
    st.integers(0, 6),
)
def test_calendar_windows_tile_and_hold_the_span(
    zone: str, start: int, length: int, weekday: int
) -> None:
    calendar = Calendar(zone)
    span = (start, start + length)
    for windows in (calendar.days(span), calendar.weeks(span, weekday), calendar.months(span)):
        assert all(one[1] == other[0] for one, other in pairwise(windows))
        assert all(overlap(window, span) > 0 for window in windows)
        assert sum(overlap(window, span) for window in windows) == length
    for low, high in calendar.days(span):
        zone_date = datetime.fromtimestamp(low, ZoneInfo(zone)).date()
        assert datetime.fromtimestamp(low - 1, ZoneInfo(zone)).date() < zone_date
        assert datetime.fromtimestamp(high, ZoneInfo(zone)).date() == zone_date + timedelta(1)
        assert datetime.fromtimestamp(high - 1, ZoneInfo(zone)).date() == zone_date
    assert all(calendar.wall(low).weekday() == weekday for low, _ in calendar.weeks(span, weekday))


@steady
@given(st.sampled_from(ZONES), st.integers(instant(1960, 1, 1), instant(2037, 1, 1)))
def test_local_dates_are_those_of_the_zone(zone: str, start: int) -> None:
    calendar = Calendar(zone)
    for later in range(0, 48 * HOUR, 1234):
        expected = datetime.fromtimestamp(start + later, ZoneInfo(zone)).date()
        assert calendar.local_date(start + later) == expected


@steady
@given(spans, st.tuples(st.integers(0, 100), st.integers(100, 260)))
def test_cover_counts_each_second_once(many: list, window: tuple[int, int]) -> None:
    seconds = {s for start, end in many for s in range(start, end)}
    assert covered(many, window) == sum(window[0] <= s < window[1] for s in seconds)
    pieces = union(many, (0, 1000))
    assert {s for start, end in pieces for s in range(start, end)} == seconds
    assert all(one[1] < other[0] for one, other in pairwise(pieces))


@steady
@given(spans, st.integers(1, 120), st.tuples(st.integers(0, 100), st.integers(1, 60)))
def test_busiest_window_is_the_most_of_all(many: list, length: int, at: tuple[int, int]) -> None:
    touching = (at[0], sum(at))
    apart = disjoint(sorted([*many, touching]))
    seconds = {s for start, end in apart for s in range(start, end)}

    def cover(start: int) -> int:
        return sum(s in seconds for s in range(start, start + length))

    best = max(cover(start) for start in range(touching[0] - length, touching[1] + 1))
    figure, window = busiest(apart, length, touching)
    assert figure == best == cover(window[0])
    assert window[1] - window[0] == length
    assert list(fullest(merged(apart), length, -1, [touching])) == [(figure, window)]


@steady
@given(
    spans,
    st.integers(1, 120),
    st.integers(0, 120),
    st.lists(st.integers(0, 8), min_size=1, max_size=5),
)
def test_many_windows_at_once_are_those_of_one_at_a_time(
    many: list, length: int, most: int, chosen: list[int]
) -> None:
    apart = merged(sorted(many))
    touching = [apart[n % len(apart)] for n in chosen] if apart else [(3, 9)]
    slow = [busiest(apart, length, each) for each in touching]
    assert list(fullest(apart, length, most, touching)) == [f for f in slow if f[0] > most]
