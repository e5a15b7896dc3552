"""Quiet hours against a slow oracle that looks at every minute, over nights of clock changes."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coordinator.rules.quiet_hours import earliest

ZONES = {
    # Forward at 2026-03-08 07:00 UTC, back at 2026-11-01 06:00 UTC.
    "America/New_York": (1_772_953_200, 1_793_512_800),
    "Australia/Lord_Howe": (1_775_314_800, 1_791_041_400),
    "Africa/Cairo": (1_776_981_600, 1_793_307_600),
}
CLOCKS = st.times().map(lambda clock: f"{clock:%H:%M}")


def quiet(at: int, begin: str, end: str, zone: ZoneInfo) -> bool:
    clock = f"{datetime.fromtimestamp(at, zone):%H:%M}"
    return begin <= clock < end if begin < end else clock >= begin or clock < end


def slow(at: int, begin: str, end: str, zone: ZoneInfo) -> int:
    if begin == end or not quiet(at, begin, end, zone):
        return at
    at += 60 - at % 60
    while quiet(at, begin, end, zone):
        at += 60
    return at


@given(
    st.sampled_from(sorted(ZONES)),
    st.integers(0, 1),
    st.integers(-36 * 3600, 36 * 3600),
    CLOCKS,
    CLOCKS,
)
@example("America/New_York", 0, -3600, "22:00", "02:30")
@example("America/New_York", 1, -1800, "22:00", "01:30")
@example("America/New_York", 1, 600, "22:00", "01:30")
@example("Australia/Lord_Howe", 0, -60, "01:00", "01:45")
def test_the_quiet_ends_where_a_clock_on_the_wall_says_so(
    zone: str, change: int, around: int, begin: str, end: str
) -> None:
    where = ZoneInfo(zone)
    at = ZONES[zone][change] + around
    assert earliest(at, begin, end, where) == slow(at, begin, end, where)


@pytest.mark.parametrize(("begin", "end"), [("", "07:00"), ("22:00", ""), ("07:00", "07:00")])
def test_without_hours_nothing_is_quiet(begin: str, end: str) -> None:
    assert earliest(1_780_000_000, begin, end, ZoneInfo("America/New_York")) == 1_780_000_000
