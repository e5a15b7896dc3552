"""A payroll run as CSV for the payroll department: one row a priced line, totals at the end.

A payroll file feeds a machine, so nothing in it is altered to look safe: what could become a
formula, break a line or be cut is refused by name, and no file is written.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO

from exports import words
from storage.queries.money.payroll import PayLine, RunLine

HEADER = (
    "run",
    "badge",
    "last_name",
    "first_name",
    "detail",
    "position",
    "employer",
    "date",
    "start",
    "end",
    "what",
    "hours",
    "rate",
    "amount",
)
LONGEST = 200
"""Characters in one cell. A longer one is refused, never cut."""

_FORMULA = re.compile(r"^[\s'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


class NotWritableError(Exception):
    """Cells that a payroll file cannot carry; each is named. Nothing was written."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("The payroll file was not written. " + " ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Totals:
    """Control totals: what the file's rows add up to."""

    rows: int
    minutes: int
    cents: int


def write_payroll(stream: BinaryIO, run: RunLine, lines: Sequence[PayLine], zone: str) -> Totals:
    """Write the run as UTF-8 CSV (CRLF), a totals row last.

    Raises NotWritableError where a cell cannot be carried, or the lines do not make the run's
    locked total.
    """
    totals = Totals(
        len(lines), sum(line.minutes for line in lines), sum(line.amount_cents for line in lines)
    )
    rows = [_row(run, line, zone) for line in lines]
    problems = [problem for row in rows for problem in _problems(row)]
    if totals.cents != run.total_cents:
        locked, found = words.money(run.total_cents), words.money(totals.cents)
        problems.append(f"Run {run.number} was locked at {locked}, its lines make {found}.")
    if problems:
        raise NotWritableError(problems)
    rows.append(_totals_row(run, totals))
    stream.write(_as_csv((HEADER, *rows)))
    return totals


def _as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8")


def _row(run: RunLine, line: PayLine, zone: str) -> tuple[str, ...]:
    start, end = words.local(line.started_at, zone), words.local(line.ended_at, zone)
    return (
        run.number,
        line.badge,
        line.last_name,
        line.first_name,
        line.detail_number,
        line.position_number,
        line.employer,
        start.date().isoformat(),
        f"{start:%H:%M}",
        f"{end:%H:%M}" + ("+1" if end.date() - start.date() == timedelta(days=1) else ""),
        line.label,
        hours_cell(line.minutes),
        line.rate,
        amount_cell(line.amount_cents),
    )


def _totals_row(run: RunLine, totals: Totals) -> tuple[str, ...]:
    what = f"TOTAL {totals.rows} rows"
    gap = ("",) * 8
    return (run.number, "", *gap, what, hours_cell(totals.minutes), "", amount_cell(totals.cents))


def _problems(row: Sequence[str]) -> list[str]:
    """What cannot stand in a cell of text. Hours, rates and amounts are our own numbers."""
    found = []
    for name, cell in zip(HEADER[:11], row[:11], strict=True):
        found += unwritable(f"Badge {row[1][:20]!r}, {name}:", cell)
    return found


def unwritable(where: str, cell: str) -> list[str]:
    """Why a cell of text cannot be carried; nothing where it can."""
    if _FORMULA.match(cell):
        return [f"{where} {cell[:40]!r} would be read as a formula."]
    if _CONTROL.search(cell):
        return [f"{where} holds a line break or control character."]
    return [f"{where} is longer than {LONGEST} characters."] if len(cell) > LONGEST else []


def hours_cell(minutes: int) -> str:
    """Hours with four decimals: 5 h 20 is 5.3333, and sums stay within a cent of the truth."""
    units = (abs(minutes) * 20_000 + 60) // 120
    return f"{'-' if minutes < 0 else ''}{units // 10_000}.{units % 10_000:04}"


def amount_cell(cents: int) -> str:
    """1234.50, with a point and no separators."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"
