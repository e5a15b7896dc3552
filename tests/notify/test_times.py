from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from notify.times import long_instant, long_span, short_span

ZONE = ZoneInfo("America/New_York")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def test_a_span_names_the_other_day_when_it_ends_on_one() -> None:
    start, end = at("2026-06-01T22:00"), at("2026-06-02T06:00")
    assert long_span(start, end, ZONE) == "Monday, June 1, 2026, 18:00 to Tuesday 02:00 EDT"
    assert short_span(start, end, ZONE) == "Mon Jun 1 18:00-02:00"
    assert long_instant(start, ZONE) == "Monday, June 1, 2026, 18:00 EDT"


def test_in_the_night_of_the_change_both_ends_name_their_zone() -> None:
    start, end = at("2026-11-01T05:30"), at("2026-11-01T06:30")
    assert long_span(start, end, ZONE) == "Sunday, November 1, 2026, 01:30 EDT to 01:30 EST"
