"""Single values: strict, never guessed."""

from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports import values
from storage.imports.dates import order_of, read_date, read_time
from storage.imports.moments import Clock
from storage.imports.spans import Misplaced, SpanCells, read_span
from storage.imports.values import Unreadable

ODD = ("NaN", "1e3", "٣", "1,5", "-0", "-1", "0x1F", "", "²", "1_000", "Ⅷ", "½")


@pytest.mark.parametrize("text", ODD)
def test_odd_numbers_are_refused(text: str) -> None:
    for parse in (values.whole, values.cents, values.minutes):
        with pytest.raises(Unreadable):
            parse(text)


@pytest.mark.parametrize("hhmm", [False, True])
@given(text=st.text(max_size=8))
def test_any_text_is_minutes_of_a_day_or_refused(hhmm: bool, text: str) -> None:
    with suppress(Unreadable):
        assert 0 <= values.minutes(text, hhmm=hhmm) <= 24 * 60


@pytest.mark.parametrize(
    ("text", "cents"), [("46", 4600), ("$1,046.5", 104650), ("0.05", 5), (" 12.34 ", 1234)]
)
def test_money(text: str, cents: int) -> None:
    assert values.cents(text) == cents


@given(st.integers(0, 10**9))
def test_money_comes_back(cents: int) -> None:
    assert values.cents(f"{cents // 100}.{cents % 100:02d}") == cents


@pytest.mark.parametrize(
    ("text", "hhmm", "minutes"),
    [
        ("8", False, 480), ("8.25", False, 495), ("8:15", False, 495), ("7.33", False, 440),
        ("0815", True, 495), ("815", True, 495), ("15", True, 15), ("24", False, 1440),
    ],
)  # fmt: skip
def test_hours(text: str, hhmm: bool, minutes: int) -> None:
    assert values.minutes(text, hhmm=hhmm) == minutes


@pytest.mark.parametrize(("text", "hhmm"), [("0090", True), ("25", False), ("8.001", False)])
def test_impossible_hours(text: str, hhmm: bool) -> None:
    with pytest.raises(Unreadable):
        values.minutes(text, hhmm=hhmm)


@given(st.integers(0, 1440))
def test_hours_and_minutes_come_back(minutes: int) -> None:
    text = f"{minutes // 60:02d}{minutes % 60:02d}"
    assert values.minutes(text, hhmm=True) == minutes
    assert values.minutes(f"{minutes // 60}:{minutes % 60:02d}") == minutes


@pytest.mark.parametrize("text", ["a@b", "a@b.c\nBcc: x@y.org", "a@b.org, c@d.org", "<a@b.org>"])
def test_addresses_that_are_not_one(text: str) -> None:
    with pytest.raises(Unreadable):
        values.email(text)


@pytest.mark.parametrize("text", ["617-555-0123", "+1 (617) 555-0123 x12", ""])
def test_telephone_numbers(text: str) -> None:
    assert values.phone(text) == text


@pytest.mark.parametrize("text", ["none", "12", "617-555-0123; rm"])
def test_no_telephone_numbers(text: str) -> None:
    with pytest.raises(Unreadable):
        values.phone(text)


def test_long_text_is_refused_not_cut() -> None:
    with pytest.raises(Unreadable, match="10000 characters"):
        values.line("x" * 10_000)


# ── dates and times ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["01/13/2026", "01/02/2026"], "mdy"),
        (["13.01.2026"], "dmy"),
        (["2026-01-02", "", "3 Jan 2026"], ""),
        (["05/05/2026"], ""),
        (["01/02/2026"], None),
        (["13/01/2026", "01/13/2026"], None),
    ],
)
def test_order_of_day_and_month(dates: list[str], order: str | None) -> None:
    assert order_of(dates) == order


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_in_every_way(day: date) -> None:
    for text, order in (
        (day.isoformat(), ""),
        (day.strftime("%Y%m%d"), ""),
        (f"{day.month}/{day.day}/{day.year}", "mdy"),
        (f"{day.day:02d}.{day.month:02d}.{day.year}", "dmy"),
        (day.strftime("%d-%b-%Y"), ""),
        (f"{day:%B} {day.day}, {day.year}", ""),
    ):
        assert read_date(text, order) == day


@pytest.mark.parametrize("text", ["2026-02-30", "31/31/2026", "0001-01-01", "9999-12-31", "today"])
def test_no_days(text: str) -> None:
    with pytest.raises(Unreadable):
        read_date(text, "mdy")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("07:30", 27000), ("7:30 pm", 70200), ("12:00 AM", 0), ("0730", 27000), ("24:00", 86400),
     ("19:30:15", 70215), ("730", 27000)],
)  # fmt: skip
def test_times(text: str, seconds: int) -> None:
    assert read_time(text) == seconds


@pytest.mark.parametrize("text", ["24:01", "25:00", "13:00 pm", "7", "07:60", "٠٧:٣٠", "noon"])
def test_no_times(text: str) -> None:
    with pytest.raises(Unreadable):
        read_time(text)


ZONES = ("America/New_York", "Australia/Lord_Howe", "America/St_Johns", "UTC", "America/Havana")


@given(st.sampled_from(ZONES), st.integers(1_500_000_000, 1_900_000_000))
def test_wall_times_come_back_unless_the_clock_repeats(zone: str, instant: int) -> None:
    clock, instant = Clock(zone), instant // 60 * 60
    found = clock.stamp(clock.text(instant))
    if found.note:
        assert "twice" in found.note
        assert clock.text(found.at) == clock.text(instant)
    else:
        assert found.at == instant


@given(st.sampled_from(ZONES), st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1)))  # noqa: DTZ001
def test_every_doubtful_wall_time_is_noted(zone: str, wall: datetime) -> None:
    wall = wall.replace(second=0, microsecond=0)
    first, second = (wall.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    found = Clock(zone).stamp(wall.strftime("%Y-%m-%dT%H:%M"))
    assert bool(found.note) == (first.astimezone(UTC) != second.astimezone(UTC))
    assert found.at == int(first.timestamp())


def test_gap_and_fold_say_what_was_taken() -> None:
    clock = Clock("America/New_York")
    assert "03:30 taken" in clock.stamp("2026-03-08T02:30").note
    assert "first (05:30 UTC) taken" in clock.stamp("2026-11-01T01:30").note


# ── spans ────────────────────────────────────────────────────────────────────────────────────


def hours_of(*cells: str, order: str = "") -> float:
    span = read_span(SpanCells(*cells), Clock("America/New_York", order))
    return (span.ends_at - span.starts_at) / 3600


def test_spans() -> None:
    assert hours_of("2026-06-01T22:00", "2026-06-02T06:00") == 8
    assert hours_of("22:00", "06:00", "2026-06-01") == 8
    assert hours_of("22:00", "24:00", "2026-06-01") == 2
    assert hours_of("22:00", "06:00", "2026-06-01", "2026-06-03") == 32
    assert hours_of("2200", "0600", "6/1/2026 0:00", order="mdy") == 8
    assert hours_of("2026-06-01T22:00", "", "", "", "8.5") == 8.5
    assert hours_of("22:00", "06:00", "2026-10-31") == 9
    assert hours_of("22:00", "06:00", "2026-03-07") == 7


def test_an_end_in_the_repeated_hour_is_after_its_start() -> None:
    assert hours_of("2026-11-01T01:45", "2026-11-01T01:15") == 0.5
    assert hours_of("2026-11-01T01:30", "2026-11-01T01:30") == 1


@pytest.mark.parametrize(
    ("cells", "blamed"),
    [
        (("2026-06-02T06:00", "2026-06-01T22:00"), "end"),
        (("2026-06-02T06:00", "2026-06-02T06:00"), "end"),
        (("2026-06-02T06:00", "2028-06-02T06:00"), "end"),
        (("07:00", "07:00", "2026-06-01"), "end"),
        (("07:00", "", "2026-06-01"), "hours"),
        (("2026-06-01", "2026-06-02"), "start"),
        (("", "2026-06-02T06:00"), "start"),
    ],
)
def test_impossible_spans_name_the_cell(cells: tuple[str, ...], blamed: str) -> None:
    with pytest.raises(Misplaced) as refusal:
        hours_of(*cells)
    assert refusal.value.name == blamed
