"""A report as the command writes it to CSV, read back with nothing but the file."""

import csv
from decimal import Decimal
from pathlib import Path

from click.testing import CliRunner

from coordinator.actions.reports.finding import shipped_reports
from coordinator.cli import main
from coordinator.rules.reports.report import Column, Format
from storage.database import Book
from tests.actions.report_town import PERIOD
from tests.conftest import NOW

Lines = list[dict[str, str]]


def exported(book: Book, name: str, file: Path) -> tuple[Lines, dict[str, str]]:
    """The rows and the line of totals of the file, by the heads of its columns."""
    report = shipped_reports().named(name)
    assert report is not None
    asked = [f"--{each.name}={PERIOD}" for each in report.parameters if each.kind == "period"]
    words = ["report", "run", name, *asked, "--csv", str(file)]
    env = {"COORDINATOR_NOW": str(NOW), "COORDINATOR_BOOK": str(book.path)}
    said = CliRunner().invoke(main, words, env=env)
    assert said.exit_code == 0, said.output
    with file.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    end = lines.index([])
    heads, *rows = lines[:end]
    assert len(set(heads)) == len(heads)
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    totals = told.pop() if any(column.total for column in report.columns) else {}
    assert dict(lines[end + 1 :])["Rows"] == f"{len(told):,}"
    return told, totals


def exact(text: str, column: Column) -> int | float | None:
    """The figure of a cell: cents, minutes (to the half that two decimals leave), or as it is."""
    if not text:
        return None
    match column.format:
        case Format.MONEY:
            return int(Decimal(text) * 100)
        case Format.HOURS:
            return round(Decimal(text) * 60)
        case _:
            return int(text) if text.lstrip("-").isdecimal() else float(text)
