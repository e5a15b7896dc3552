"""Documents from the book onto disk: invoices, day sheets, payroll files; then viewed or printed.

Nothing here changes the book. Files are named by our own numbers, written whole or not at all,
and never over something else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from coordinator.actions.results import Refused
from storage.database import Book
from storage.queries.money import (
    agency_block,
    invoice_document,
    pay_lines,
    payroll_run,
)
from storage.queries.settings import setting
from storage.queries.sheets import DaySheet, day_sheet
from storage.queries.today import agency_words

PAPER = "print.paper"
"""Setting: "letter" or "a4"."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The document is on disk."""

    path: Path

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Written to {self.path}"


def save_invoice(
    book: Book, invoice_id: int, where: Path, *, annex: bool = False, replace: bool = False
) -> Saved | Refused:
    """Write an invoice as PDF into a folder (under its number) or to a file's own name.

    With `annex` every amount is explained on pages of its own.
    """
    # ReportLab takes 200 ms to import.
    from exports.invoice import write_invoice

    document = invoice_document(book.reader(), invoice_id)
    if document is None:
        return Refused((f"There is no invoice {invoice_id}.",))
    paper = _paper(book)
    return _save(
        where,
        ("invoice", document.number, "pdf"),
        lambda stream: write_invoice(stream, document, paper=paper, annex=annex),
        replace=replace,
    )


def save_day_sheet(book: Book, day: str, where: Path, *, replace: bool = False) -> Saved | Refused:
    """Write the day sheet of a local ISO date as PDF."""
    from exports.day_sheet_pdf import write_day_sheet

    sheet = read_day_sheet(book, day)
    if isinstance(sheet, Refused):
        return sheet
    paper = _paper(book)
    return _save(
        where,
        ("day", day, "pdf"),
        lambda stream: write_day_sheet(stream, sheet, paper=paper),
        replace=replace,
    )


def save_payroll(book: Book, number: str, where: Path, *, replace: bool = False) -> Saved | Refused:
    """Write a locked run as CSV. Refused, with each cell named, where the file cannot carry it."""
    from exports.payroll import NotWritableError, write_payroll

    connection = book.reader()
    run = payroll_run(connection, number)
    if run is None:
        return Refused((f"There is no payroll run {number}.",))
    lines, zone = pay_lines(connection, run.id), agency_block(connection).timezone

    def write(stream: BinaryIO) -> None:
        write_payroll(stream, run, lines, zone)

    try:
        return _save(where, ("payroll", run.number, "csv"), write, replace=replace)
    except NotWritableError as error:
        return Refused((str(error),))


def read_day_sheet(book: Book, day: str) -> DaySheet | Refused:
    """The rows of the day sheet of a local ISO date."""
    connection = book.reader()
    zone = ZoneInfo(agency_words(connection).timezone)
    try:
        first = date.fromisoformat(day)
    except ValueError:
        return Refused((f"{day!r} is not a date such as 2026-11-22.",))
    since, until = (
        int(datetime.combine(each, time(), zone).timestamp())
        for each in (first, first + timedelta(days=1))
    )
    return day_sheet(connection, day, since, until)


def view(path: Path) -> str:
    """Open a document in the system's viewer. Returns what went wrong, or empty."""
    from exports.printing import open_in_viewer

    return open_in_viewer(path)


def send_to_printer(path: Path) -> str:
    """Print a document with `lp`. Returns what went wrong, or empty."""
    from exports.printing import send_to_printer as queue

    return queue(path)


def _paper(book: Book) -> str:
    return str(setting(book.reader(), PAPER, "letter"))


def _save(
    where: Path, name: tuple[str, str, str], write: Callable[[BinaryIO], None], *, replace: bool
) -> Saved | Refused:
    from exports.files import FileTakenError, file_name, write_file

    path = where / file_name(*name) if where.is_dir() else where
    try:
        return Saved(write_file(path, write, replace=replace))
    except FileTakenError as error:
        return Refused((str(error),))
    except OSError as error:
        return Refused((f"{path} could not be written: {error.strerror or error}.",))
