"""The year by officer and payer: for whoever makes the tax forms. CSV and PDF."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from exports import words
from exports.payroll import NotWritableError, amount_cell, hours_cell, unwritable
from storage.queries.money.pay_statements import YearLine

HEADER = ("year", "badge", "officer", "employer_number", "employer", "hours", "ordered_hours",
          "amount")  # fmt: skip
_HEADS = (("Badge", 50.0), ("Officer", 130.0), ("Payer", 0.0), ("Hours", 55.0), ("Ordered", 55.0),
          ("Paid", 75.0))  # fmt: skip


def write_year_csv(stream: BinaryIO, year: int, lines: Sequence[YearLine]) -> None:
    """Write UTF-8 CSV (CRLF). Raises NotWritableError."""
    rows = [_row(year, line) for line in lines]
    problems = [
        problem
        for row in rows
        for cell in row[1:5]
        for problem in unwritable(f"Badge {row[1][:20]!r}:", cell)
    ]
    if problems:
        raise NotWritableError(problems)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows((HEADER, *rows))
    stream.write(text.getvalue().encode("utf-8"))


def write_year_pdf(
    stream: BinaryIO, year: int, agency: str, lines: Sequence[YearLine], *, paper: str = "letter"
) -> None:
    """Write the list as PDF."""
    # ReportLab takes 200 ms to import.
    from exports.typesetting import Running, Sheet, build

    page = Sheet(paper)
    title = f"Paid in {year} by officer and payer"
    foot = f"{agency} · {title}"
    story = list(_story(title, agency, lines, page.inner))
    build(stream, page, Running(title, agency, str(year), foot, foot), story)


def _story(title: str, agency: str, lines: Sequence[YearLine], width: float) -> Iterator[Any]:
    from reportlab.platypus import Spacer

    from exports.sheet_table import sheet_table
    from exports.typesetting import text

    yield text(agency, 10, grey=True)
    yield text(title, 16, bold=True)
    yield Spacer(0, 8)
    rows = [
        (x.badge, x.officer, x.employer, words.hours(x.minutes), words.hours(x.ordered_minutes),
         words.money(x.cents))
        for x in lines
    ]  # fmt: skip
    total = words.money(sum(x.cents for x in lines))
    yield sheet_table(_HEADS, [*rows, ("", "TOTAL", "", "", "", total)], width, left=3)


def _row(year: int, line: YearLine) -> tuple[str, ...]:
    return (
        str(year),
        line.badge,
        line.officer,
        line.employer_number,
        line.employer,
        hours_cell(line.minutes),
        hours_cell(line.ordered_minutes),
        amount_cell(line.cents),
    )
