"""Busy months ahead on a book of three years with a summer: what was, what comes, and the range."""

import shutil
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.results import Actor
from coordinator.rules.reports.charting import ranges_of
from coordinator.rules.reports.report import Result
from storage.database import Book
from storage.models import Detail, Employer, Job, Position, Site
from tests.actions.test_every_report import ran
from tests.conftest import NOW

ZONE = ZoneInfo("America/New_York")
USUAL = (12, 12, 16, 18, 22, 30, 32, 26, 20, 18, 14, 10)
YEARS = 3


@pytest.fixture(scope="module")
def planted(
    empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Book, dict[str, int]]:
    """A book, and how many seats it has by month, from June 2023 to May 2026; June has 40."""
    path = tmp_path_factory.mktemp("years") / "years.book"
    book = Book(Path(shutil.copy(empty_book_file, path)))
    dice, seats = Random(3), dict[str, int]()
    with book.action(Actor("Pat", NOW), "plant", "agency:1") as tx:
        employer = tx.add(Employer(number="1", name="Pier"))
        site = tx.add(Site(employer_id=employer.id, name="Pier"))
        job = tx.add(Job(number="26-0001", employer_id=employer.id, title="Gate", job_class="shop"))
        for n in range(12 * YEARS + 1):
            year, month = 2023 + (5 + n) // 12, (5 + n) % 12 + 1
            many = 40 if n == 12 * YEARS else USUAL[month - 1] + dice.randint(-2, 2)
            seats[f"{year}-{month:02}"] = many
            start = int(datetime(year, month, 1 if n == 0 else 15, 9, tzinfo=ZONE).timestamp())
            span: Any = {"starts_at": start, "ends_at": start + 14_400}
            row: Any = {"job_id": job.id, "site_id": site.id, "starts_wall": "", **span}
            detail = tx.add(Detail(number=f"26-0001.{n}", **row))
            for seat in range(many):
                tx.add(Position(detail_id=detail.id, number=f"26-0001.{n}-{seat}", **span))
    return book, seats


def asked(book: Book, **typed: str) -> Result:
    report = shipped_reports().named("busy-months")
    assert report is not None
    return ran(book, report, typed)


def test_the_past_is_as_it_was_and_the_summer_comes_again(
    planted: tuple[Book, dict[str, int]],
) -> None:
    book, seats = planted
    result = asked(book, ahead="9")
    names = [column.name for column in result.columns]
    rows = [dict(zip(names, row, strict=True)) for row in result.rows]
    past, ahead = rows[:-9], rows[-9:]
    assert {row["month"]: row["seats"] for row in past} == {
        month: many for month, many in seats.items() if "2024-06" <= month < "2026-06"
    }
    assert [row["month"] for row in ahead] == [
        *(f"2026-{n:02}" for n in range(6, 13)), "2027-01", "2027-02",
    ]  # fmt: skip
    by_month = {str(row["month"]): row for row in ahead}
    for month, row in by_month.items():
        usual = USUAL[int(month[-2:]) - 1]
        low, high = int(str(row["low"])), int(str(row["high"]))
        assert low <= int(str(row["seats"])) <= high
        assert month == "2026-06" or low <= usual <= high, row
    # What is ordered already does not come back.
    assert (by_month["2026-06"]["booked"], by_month["2026-06"]["low"]) == (40, 40)
    busy = [month for month, row in by_month.items() if row["busy"]]
    assert busy == ["2026-06", "2026-07", "2026-08"]
    assert "forecasts made in the same way of past months" in result.notes[0]
    drawn = ranges_of(result)
    assert [point.low is None for point in drawn] == [True] * 24 + [False] * 9


def test_a_type_that_the_book_does_not_know_has_no_demand(
    planted: tuple[Book, dict[str, int]],
) -> None:
    result = asked(planted[0], type="film", ahead="2")
    assert {row[result.place("booked")] for row in result.rows} == {0}
