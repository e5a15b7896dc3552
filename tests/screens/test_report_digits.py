"""A report's figures are the same on the screen and in every file that `p` makes of it."""

import csv
import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from coordinator.app import BookApp
from coordinator.rules.reports.reading import read_report
from coordinator.rules.reports.report import Report
from screens.reports.report import ReportScreen
from storage.database import Book
from tests.screens.driver import opened

ZONE = ZoneInfo("America/New_York")
REPORT = """/*
title = "Figures"
column = [
  {name = "on_date", label = "On", format = "date"},
  {name = "at", label = "At", format = "instant"},
  {name = "minutes", label = "Hours", format = "hours", total = true},
  {name = "cents", label = "Pay", format = "money", total = true},
  {name = "many", label = "Many", format = "number", total = true},
  {name = "share", label = "Share", format = "percent"},
]
*/
WITH figures (on_date, at, minutes, cents, many, share) AS (VALUES
  ('2026-03-08', 1772953200, 100, 123456705, 1234567, 1234.56),
  ('2026-11-01', 1793511000, 61, -5, 0, 0.04),
  ('2026-11-01', 1793514600, 0, 0, 10, 33.333333),
  ('2026-02-28', 1772323199, -30, 99, 7, 100.0),
  ('2025-12-31', 1767243599, 600001, 100, -3, NULL))
SELECT * FROM figures
"""
"""Cents below one and millions, minutes that are no round part of an hour, both changes of the
clock, shares above 1,000 and below a tenth."""
Exact = tuple[str, str, int, int, int, str]


def cents(text: str) -> int:
    found = Decimal(text.replace(",", "")) * 100
    assert found == int(found), text
    return int(found)


def minutes(text: str) -> int:
    hours, _, rest = text.removeprefix("-").replace(",", "").partition(":")
    return (-1 if text.startswith("-") else 1) * (int(hours) * 60 + int(rest))


def share(value: object) -> str:
    """To the tenth that the screen shows."""
    return f"{float(str(value)):.1f}" if value not in (None, "") else ""


def on_screen(rows: list[str]) -> list[Exact]:
    cut = [[word.strip() for word in row.split(" | ")] for row in rows]
    return [
        (on, at, minutes(hours), cents(pay), int(many.replace(",", "")),
         share(part.removesuffix(" %").replace(",", "")))
        for on, at, hours, pay, many, part in cut
    ]  # fmt: skip


def in_csv(path: Path) -> list[Exact]:
    lines = csv.reader(path.read_text("utf-8-sig").splitlines())
    found = [line for line in lines if len(line) == 6][1:]
    return [
        (on, at, round(Decimal(hours) * 60), cents(pay), int(many), share(part))
        for on, at, hours, pay, many, part in found
    ]


def in_workbook(path: Path) -> list[Exact]:
    """What the cells hold; that they are shown to the cent is the look of the column."""
    rows = list(load_workbook(path)["Report"].iter_rows(min_row=2))
    assert {row[3].number_format for row in rows} == {"#,##0.00"}
    told = [[cell.value for cell in row] for row in rows]
    return [
        (
            on if isinstance(on, str) else f"{on:%Y-%m-%d}",
            f"{at:%Y-%m-%d %H:%M}" if at else "",
            round(hours * 60), cents(f"{pay:.2f}"), many, share(part),
        )
        for on, at, hours, pay, many, part in told
    ]  # fmt: skip


def in_json(path: Path) -> list[Exact]:
    found = json.loads(path.read_text("utf-8"))
    rows = [*found["rows"], {"on_date": "Total", "at": None, "share": None} | found["totals"]]

    def wall(at: int | None) -> str:
        return f"{datetime.fromtimestamp(at, ZONE):%Y-%m-%d %H:%M}" if at else ""

    return [
        (row["on_date"], wall(row["at"]), row["minutes"], row["cents"], row["many"],
         share(row["share"]))
        for row in rows
    ]  # fmt: skip


READ = {"csv": in_csv, "xlsx": in_workbook, "json": in_json}


async def test_the_same_digits_stand_on_the_screen_and_in_the_files(
    app: BookApp, town: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    books = "coordinator.actions.book.documents"
    monkeypatch.setattr(f"{books}.can_print", lambda: False)
    monkeypatch.setattr(f"{books}.open_file", lambda _book, path: made.append(path) or "opened")
    report = read_report("figures", REPORT, own=True)
    assert isinstance(report, Report), report
    async with opened(app, wide=True) as driver:
        app.push_screen(ReportScreen(app.desk, report, typed={}))
        await driver.settled()
        seen = on_screen(driver.rows("rows"))
        totals = driver.text("#totals")
        for key in "345":
            await driver.press("p", key)
    assert [each[2:5] for each in seen][:2] == [(100, 123_456_705, 1_234_567), (61, -5, 0)]
    sums = tuple(sum(row[place] for row in seen) for place in (2, 3, 4))  # type: ignore[misc]
    assert sums == (600_132, 123_456_899, 1_234_581)
    assert all(words in totals for words in ("10,002:12", "1,234,568.99", "1,234,581"))
    read = {path.suffix: READ[path.suffix[1:]](path) for path in made}
    assert set(read) == {".csv", ".json", ".xlsx"}
    assert read[".csv"] == read[".xlsx"] == read[".json"]
    assert read[".json"][1][1] == read[".json"][2][1] == "2026-11-01 01:30"
    # The screen leaves the year of an instant off.
    shown = [(on, at[-11:], *rest) for on, at, *rest in read[".json"]]
    assert shown == [*seen, ("Total", "", *sums, "")]
