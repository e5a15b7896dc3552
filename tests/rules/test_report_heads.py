"""Reports' heads: read and checked; what is typed for them; how figures read."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.reports.asking import (
    Span,
    Unread,
    read_parameter,
    read_span,
    shifted_words,
)
from coordinator.rules.reports.figures import columns_of, misfit, shown, totals_of
from coordinator.rules.reports.reading import read_report
from coordinator.rules.reports.report import Asked, Column, Format, Parameter, Report

TODAY = date(2026, 6, 17)
"""A Wednesday."""
ZONE = ZoneInfo("America/New_York")
GOOD = """/*
title = "Hours by site"
question = "Where?"
parameter = [
  {name = "period", kind = "period", default = "this month"},
  {name = "by", kind = "choice", choices = ["site", "unit"], default = "site"},
]
column = [
  {name = "site"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
]
chart = {kind = "bars", label = "site", value = "minutes"}
*/
SELECT 1;
"""


def test_a_head_is_read() -> None:
    report = read_report("hours-by-site", GOOD, own=True)
    assert isinstance(report, Report)
    assert report.sql == "SELECT 1"
    assert report.group == "Own"
    assert [each.kind for each in report.parameters] == [Asked.PERIOD, Asked.CHOICE]
    assert report.columns[1] == Column("minutes", "Hours", Format.HOURS, total=True)
    assert report.chart is not None
    assert report.found_by("SITE where")
    assert not report.found_by("site money")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('title = "Hours by site"', "", 1, "title: is missing"),
        ('question = "Where?"', 'question = "Where?', 3, "Illegal character"),
        ('kind = "period"', 'kind = "perod"', 5, "Did you mean 'period'?"),
        ('default = "site"', 'default = "sites"', 6, "none of the choices"),
        ('{name = "site"}', '{name = "Site!"}', 9, "no name"),
        ('{name = "site"}', '{name = "minutes"}', 8, "stands there twice"),
        ('format = "hours"', 'format = "text"', 10, "cannot be added up"),
        ("total = true", "totals = true", 10, "Did you mean 'total'?"),
        ('value = "minutes"', 'value = "cents"', 12, "none of the columns"),
        ("chart = ", 'opens = {record = "seat", column = "site"}\nchart = ', 12, "Use one of"),
        ("chart = ", 'opens = {by = "kind", column = "site"}\nchart = ', 12, "none of the columns"),
        (
            "chart = ",
            'opens = {by = "site", record = "detail", column = "site"}\nchart = ',
            12,
            "goes without record",
        ),
        ("SELECT 1;", "", 13, "has no query"),
        ("/*", "", 1, "has no head"),
        ("title = ", 'computed = "order_list"\ntitle = ', 2, "only for reports that come with"),
    ],
)
def test_a_wrong_head_says_line_and_key(old: str, new: str, line: int, said: str) -> None:
    problems = read_report("mine", GOOD.replace(old, new, 1), own=True)
    assert isinstance(problems, tuple)
    assert any(said in str(each) for each in problems), problems
    assert line in [each.line for each in problems], problems


def test_a_name_is_one_of_a_file() -> None:
    assert isinstance(read_report("../etc", GOOD), tuple)
    assert isinstance(read_report("Hours", GOOD), tuple)


@pytest.mark.parametrize(
    ("typed", "first", "until"),
    [
        ("today", "2026-06-17", "2026-06-18"),
        ("this week", "2026-06-15", "2026-06-22"),
        ("last month", "2026-05-01", "2026-06-01"),
        ("next quarter", "2026-07-01", "2026-10-01"),
        ("Last  Year", "2025-01-01", "2026-01-01"),
        ("last 30 days", "2026-05-19", "2026-06-18"),
        ("next 7 days", "2026-06-17", "2026-06-24"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-Q4", "2026-10-01", "2027-01-01"),
        ("2026-02", "2026-02-01", "2026-03-01"),
        ("2026-06-03", "2026-06-03", "2026-06-04"),
        ("2026-01..2026-03", "2026-01-01", "2026-04-01"),
        ("2026-06-03 to 2026-06-05", "2026-06-03", "2026-06-06"),
    ],
)
def test_periods_are_read(typed: str, first: str, until: str) -> None:
    assert read_span(typed, TODAY) == Span(date.fromisoformat(first), date.fromisoformat(until))


@pytest.mark.parametrize(
    "typed", ["", "soon", "2026-13", "2026-02-30", "2026-03..2026-01", "0000", "9999", "2026-Q5"]
)
def test_what_is_no_period_is_not_guessed(typed: str) -> None:
    assert read_span(typed, TODAY) is None


@given(
    st.dates(date(1999, 1, 1), date(2100, 1, 1)),
    st.sampled_from(("week", "month", "quarter", "year")),
)
def test_neighbouring_periods_touch_and_today_is_in_this_one(today: date, what: str) -> None:
    last, this, following = (read_span(f"{way} {what}", today) for way in ("last", "this", "next"))
    assert last
    assert this
    assert following
    assert last.until == this.first <= today < this.until == following.first
    words = shifted_words(f"this {what}", -1, today, kind=Asked.PERIOD)
    assert read_span(words, today) == last
    assert read_span(shifted_words(words, 1, today, kind=Asked.PERIOD), today) == this


def test_a_period_binds_instants_and_dates() -> None:
    period = Parameter("period", "Period", Asked.PERIOD)
    values = read_parameter(period, "2026-03-08", TODAY, ZONE)
    assert values == {
        "from_at": 1772946000,
        "until_at": 1772946000 + 23 * 3600,
        "from_on": "2026-03-08",
        "until_on": "2026-03-09",
    }
    paid = Parameter("paid", "Paid", Asked.PERIOD)
    read = read_parameter(paid, "2026", TODAY, ZONE)
    assert not isinstance(read, Unread)
    assert "paid_from_at" in read
    number = Parameter("n", "Number", Asked.NUMBER)
    assert read_parameter(number, "", TODAY, ZONE) == {"n": None}
    for text in ("1e3", "٣", "1,5", "NaN"):
        assert isinstance(read_parameter(number, text, TODAY, ZONE), Unread)


def test_figures_are_added_up_and_read() -> None:
    report = read_report("hours-by-site", GOOD)
    assert isinstance(report, Report)
    columns = columns_of(report, ("site", "minutes"))
    assert not isinstance(columns, str)
    assert totals_of(columns, (("A", 90), ("B", None), ("C", 15))) == (None, 105)
    assert "no column minutes" in str(columns_of(report, ("site",)))
    assert "two columns site" in str(columns_of(report, ("site", "minutes", "site")))
    assert "whole minutes" in misfit(columns, (("A", 1.5),))
    share = Column("share", "Share", Format.PERCENT, part="a", of="b")
    parts = (
        Column("a", "A", Format.NUMBER, total=True),
        Column("b", "B", Format.NUMBER, total=True),
    )
    assert totals_of((*parts, share), ((1, 2, 50.0), (1, 8, 12.5))) == (2, 10, 20.0)


@pytest.mark.parametrize(
    ("value", "shape", "words"),
    [
        (123456, Format.MONEY, "1,234.56"),
        (-5, Format.MONEY, "-0.05"),
        (615, Format.HOURS, "10:15"),
        (-90, Format.HOURS, "-1:30"),
        (1772953200, Format.INSTANT, "2026-03-08 03:00"),
        (97.25, Format.PERCENT, "97.2 %"),
        (0.034, Format.RATIO, "0.03"),
        (1, Format.YES_NO, "yes"),
        (None, Format.MONEY, ""),
        (12345, Format.NUMBER, "12,345"),
    ],
)
def test_values_read_as_people_write_them(value: object, shape: Format, words: str) -> None:
    assert shown(value, shape, ZONE) == words  # type: ignore[arg-type]
