"""Values as words, and text from outside as nothing but text."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.dates import instants, read_date, read_time
from screens.shown import cell, hours, money, span, until, visible
from screens.spans import Unclear, read_dates, read_moment, read_span

NEW_YORK = ZoneInfo("America/New_York")
TODAY = date(2026, 6, 1)


@given(st.text())
def test_no_character_that_steers_the_terminal_gets_through(text: str) -> None:
    shown = visible(text)
    assert "\n" not in shown
    assert all(char.isprintable() for char in shown)
    assert cell(text).plain == visible(text[:500])


@pytest.mark.parametrize(
    ("text", "shown"),
    [("[/b]", "[/b]"), ("a\x1b[31mb", "a·[31mb"), ("\u202eabc", "·abc"), ("a\nb", "a b")],
)
def test_markup_and_escapes_are_shown_as_they_are(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_flood_of_combining_marks_is_cut() -> None:
    assert len(visible("a" + "\u0301" * 100)) < 10


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0"), (450, "7.5"), (60, "1"), (20, "0.33"), (-90, "-1.5")]
)
def test_hours(minutes: int, words: str) -> None:
    assert hours(minutes) == words


@pytest.mark.parametrize(
    ("cents", "words"), [(0, "0.00"), (123450, "1,234.50"), (-5, "-0.05"), (None, "")]
)
def test_money(cents: int | None, words: str) -> None:
    assert money(cents) == words


def test_a_span_over_midnight_says_so() -> None:
    start = 1_780_315_200 + 14 * 3600
    assert span(start, start + 8 * 3600, NEW_YORK) == "22:00-06:00+1"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (600, "in 10 min"),
        (7 * 3600, "in 7 h"),
        (4 * 86400, "in 4 days"),
        (-1200, "began 20 min ago"),
    ],
)
def test_how_long_until(ahead: int, words: str) -> None:
    assert until(1000 + ahead, 1000) == words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", TODAY),
        ("2026-11-22", date(2026, 11, 22)),
        ("11/22", date(2026, 11, 22)),
        ("11/22/27", date(2027, 11, 22)),
        ("22", date(2026, 6, 22)),
        ("31", date(2026, 7, 31)),
        ("+3", date(2026, 6, 4)),
        ("fri", date(2026, 6, 5)),
        ("mon", TODAY),
        ("2026-02-30", None),
        ("tomorrow", None),
        ("0", None),
        ("99", None),
        ("٣", None),
    ],
)
def test_dates_as_people_type_them(text: str, wanted: date | None) -> None:
    assert read_date(text, TODAY) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("06:00", (6, 0)), ("0600", (6, 0)), ("6:00", (6, 0)), ("24:00", None), ("1260", None)],
)
def test_times_as_people_type_them(text: str, wanted: tuple[int, int] | None) -> None:
    assert read_time(text) == wanted


def test_a_wall_time_in_the_gap_has_no_instant_and_in_the_fold_two() -> None:
    assert instants(date(2026, 3, 8), 2, 30, NEW_YORK) == ()
    first, second = instants(date(2026, 11, 1), 1, 30, NEW_YORK)
    assert second - first == 3600


def test_dates_in_lists_and_runs() -> None:
    assert read_dates("22, 23", TODAY) == (date(2026, 6, 22), date(2026, 6, 23))
    assert len(read_dates("2026-06-01..2026-06-07", TODAY)) == 7
    with pytest.raises(Unclear, match="ends before"):
        read_dates("2026-06-07..2026-06-01", TODAY)
    with pytest.raises(Unclear, match="More than"):
        read_dates("2026-06-01..2036-06-01", TODAY)


def test_an_end_not_after_the_start_is_on_the_next_day() -> None:
    start, end = read_span(TODAY, "2200", "0600", NEW_YORK)
    assert end - start == 8 * 3600
    start, end = read_span(TODAY, "0600", "+4.5", NEW_YORK)
    assert end - start == 16_200


def test_a_night_over_the_change_of_the_clock_has_its_elapsed_hours() -> None:
    start, end = read_span(date(2026, 10, 31), "2200", "0600", NEW_YORK)
    assert end - start == 9 * 3600


@pytest.mark.parametrize(
    "typed", ["Tue 18:30", "tue 18:30", "2026-06-02T18:30", "2026-06-02 18:30"]
)
def test_a_moment_has_a_day_and_a_time(typed: str) -> None:
    assert read_moment(typed, TODAY, NEW_YORK) == 1_780_439_400
