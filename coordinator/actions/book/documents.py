"""Paper: invoices, day sheets and payroll files, made in a folder or under a name of their own.

Nothing here writes to the book. Every function takes a connection, so that screens can run it on a
reading thread; ReportLab is imported when the first PDF is made. `where` is a folder, in which the
file is named by our own number, or the file itself. Without `replace` nothing is written over.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol
from zoneinfo import ZoneInfo

from coordinator.actions.results import Refused
from storage.queries.book.settings import setting
from storage.queries.book.sheets import DaySheet, day_sheet
from storage.queries.staffing.today import agency_words

if TYPE_CHECKING:
    from exports.pen import Look

PAPER = "print.paper"
"""Setting: "letter" or "a4"."""
ACCENT = "print.accent"
"""Setting: the colour of heads, such as #14508c."""
LOGO = "print.logo"
"""Setting: the file of a picture that stands above the agency's name."""
PAYMENT_LINK = "billing.payment_link"
"""Setting: the agency's own page to pay on, with $reference and $amount."""
PRINTER = "print.printer"
"""Setting: the printer that `lp` is to use; empty is the system's own choice."""


SUFFIXES = (
    ".pdf",
    ".csv",
    ".json",
    ".xlsx",
    ".txt",
    ".iif",
    ".beancount",
    ".journal",
    ".html",
    ".md",
)
"""What ends so is a file; anything else a folder."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, and what it is in words."""

    path: Path
    words: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"{self.words}: {self.path}"


class Drawn(Protocol):
    """Writes a PDF on that paper ("letter" or "a4") in that look."""

    def __call__(self, stream: BinaryIO, *, paper: str, look: "Look") -> None: ...


def folder_of(book: Path) -> Path:
    """Where the documents of a book lie: in a folder beside it."""
    return book.with_name(book.name + ".documents")


def make_invoice(
    connection: sqlite3.Connection,
    where: Path,
    invoice_id: int,
    *,
    annex: bool = False,
    replace: bool = True,
) -> Made | Refused:
    """The invoice as PDF; with `annex` every amount is explained at the end."""
    from storage.queries.book.unfolding import unfolded_invoice
    from storage.queries.money.money import invoice_document
    from storage.queries.people.told_names import name_on_paper

    read = unfolded_invoice if annex else invoice_document
    document = read(connection, invoice_id, name_on_paper(connection))
    if document is None:
        return Refused(("There is no such invoice.",))
    from coordinator.actions.billing.billing_terms import in_parts
    from coordinator.actions.billing.discounts import with_offer
    from exports.invoice import write_invoice

    document = with_offer(connection, in_parts(connection, document))
    kind = "credit" if document.kind == "credit" else "invoice"
    return printed(
        connection,
        where,
        (kind, f"{document.number}-explained" if annex else document.number),
        partial(write_invoice, document=document, annex=annex),
        f"{kind.capitalize()} {document.number}",
        replace=replace,
    )


def read_day_sheet(connection: sqlite3.Connection, on: str) -> DaySheet | Refused:
    """The rows of the day sheet of a local date (ISO)."""
    zone = ZoneInfo(agency_words(connection).timezone)
    try:
        first = date.fromisoformat(on)
    except ValueError:
        return Refused((f"{on!r} is not a date such as 2026-11-22.",))
    since, until = (
        int(datetime.combine(day, time(), zone).timestamp())
        for day in (first, first + timedelta(days=1))
    )
    return day_sheet(connection, on, since, until)


def make_day_sheet(
    connection: sqlite3.Connection, where: Path, on: str, *, replace: bool = True
) -> Made | Refused:
    """The day sheet of a local date (ISO) as PDF."""
    from exports.day_sheet_pdf import write_day_sheet

    sheet = read_day_sheet(connection, on)
    if isinstance(sheet, Refused):
        return sheet
    paper = paper_of(connection)
    return written(
        where,
        ("day", on, "pdf"),
        lambda stream: write_day_sheet(stream, sheet, paper=paper),
        f"Day sheet of {on}",
        replace=replace,
    )


def make_payroll_file(
    connection: sqlite3.Connection, where: Path, number: str, *, replace: bool = True
) -> Made | Refused:
    """A locked run as CSV for the payroll department."""
    from exports.payroll import NotWritableError, write_payroll
    from storage.queries.money.payroll import pay_lines, payroll_run

    run = payroll_run(connection, number)
    if run is None:
        return Refused((f"There is no payroll run {number}.",))
    lines = pay_lines(connection, run.id)
    zone = agency_words(connection).timezone

    def write(stream: BinaryIO) -> None:
        write_payroll(stream, run, lines, zone)

    try:
        name = ("payroll", number, "csv")
        return written(where, name, write, f"Payroll run {number}", replace=replace)
    except NotWritableError as error:
        return Refused((str(error),))


def open_file(connection: sqlite3.Connection, path: Path) -> str:
    """Open a file with the system's viewer; one sentence of what became of it."""
    from exports.printing import open_in_viewer

    return open_in_viewer(path) or f"Opened {path}"


def print_file(connection: sqlite3.Connection, path: Path) -> str:
    """Send a file to the printer; one sentence of what became of it."""
    from exports.printing import send_to_printer

    wrong = send_to_printer(path, str(setting(connection, PRINTER, "")))
    return wrong or f"Sent {path.name} to the printer"


def can_print() -> bool:
    """Whether this machine has a print command."""
    from exports.printing import can_print as has_command

    return has_command()


def paper_of(connection: sqlite3.Connection) -> str:
    """The paper that documents are made for: "letter" or "a4"."""
    return str(setting(connection, PAPER, "letter"))


def look_of(connection: sqlite3.Connection) -> "Look":
    """How the agency wants its papers, from the settings."""
    from exports.pen import Look

    values = (str(setting(connection, key, "")) for key in (ACCENT, LOGO, PAYMENT_LINK))
    return Look(*values)


def printed(
    connection: sqlite3.Connection,
    where: Path,
    name: tuple[str, str],
    draw: Drawn,
    words: str,
    *,
    replace: bool,
) -> Made | Refused:
    """Write a PDF as the agency wants its papers; `name` is its kind and our number."""
    write = partial(draw, paper=paper_of(connection), look=look_of(connection))
    return written(where, (*name, "pdf"), write, words, replace=replace)


def written(
    where: Path,
    name: tuple[str, str, str],
    write: Callable[[BinaryIO], None],
    words: str,
    *,
    replace: bool,
) -> Made | Refused:
    """Write a document whole or not at all; `name` is its kind, our number, its suffix."""
    from exports.files import FileTakenError, file_name, write_file

    try:
        if where.suffix not in SUFFIXES:
            where.mkdir(exist_ok=True)
        path = where / file_name(*name) if where.is_dir() else where
        return Made(write_file(path, write, replace=replace), words)
    except FileTakenError as error:
        return Refused((str(error),))
    except OSError as error:
        return Refused((f"{words} was not written: {error.strerror or error}.",))
