"""Files of payroll: a run in a payroll system's layout, statements, the year. Nothing is written
to the book."""

import sqlite3
from pathlib import Path
from typing import BinaryIO

from coordinator.actions.accounts.accounts_documents import layout_of
from coordinator.actions.book.documents import Made, paper_of, written
from coordinator.actions.pay.payroll_items import items_of_run
from coordinator.actions.results import Refused
from exports.payroll import NotWritableError
from storage.queries.book.settings import setting
from storage.queries.money.pay_statements import officers_of_run, pay_statement, year_lines
from storage.queries.money.payroll import payroll_run
from storage.queries.staffing.today import agency_words

LAYOUT = "pay.layout"
"""Setting: the payroll layout that is used where none is named."""


def usual_layout(connection: sqlite3.Connection) -> str:
    """The layout of the agency's payroll system."""
    return str(setting(connection, LAYOUT, "generic")) or "generic"


def make_layout_file(
    connection: sqlite3.Connection,
    where: Path,
    number: str,
    *,
    layout: str = "",
    replace: bool = True,
) -> Made | Refused:
    """A locked run in a layout, with deductions and reimbursements."""
    from exports.payroll_layout import write_layout

    run = payroll_run(connection, number)
    if run is None:
        return Refused((f"There is no payroll run {number}.",))
    found = layout_of(connection, layout or usual_layout(connection), run.until_on)
    if isinstance(found, Refused):
        return found
    items = items_of_run(connection, run)
    total = sum(item.cents for item in items)
    if total != run.net_cents:
        return Refused(
            (f"Run {number} was locked at {run.net_cents} cents, its lines make {total}.",)
        )

    def write(stream: BinaryIO) -> None:
        write_layout(stream, found, items)

    try:
        name = ("payroll", f"{number}-{found.name}", "csv")
        return written(where, name, write, f"Payroll run {number}", replace=replace)
    except NotWritableError as error:
        return Refused((str(error),))


def make_run_file(
    connection: sqlite3.Connection,
    where: Path,
    number: str,
    *,
    layout: str = "",
    replace: bool = True,
) -> Made | Refused:
    """A locked run for the payroll department: in a layout where one is named or set, or where
    there are deductions; else line by line."""
    from coordinator.actions.book.documents import make_payroll_file

    run = payroll_run(connection, number)
    wanted = layout or str(setting(connection, LAYOUT, ""))
    if wanted or (run is not None and run.adjusted_cents):
        return make_layout_file(connection, where, number, layout=wanted, replace=replace)
    return make_payroll_file(connection, where, number, replace=replace)


def make_statement(
    connection: sqlite3.Connection, where: Path, number: str, officer_id: int
) -> Made | Refused:
    """An officer's statement of a run as PDF."""
    from exports.pay_statement import write_statement

    found = pay_statement(connection, number, officer_id)
    if found is None:
        return Refused((f"The officer is not on payroll run {number}.",))
    paper = paper_of(connection)
    return written(
        where,
        ("statement", f"{number}-{found.badge}", "pdf"),
        lambda stream: write_statement(stream, found, paper=paper),
        f"Statement of {found.officer}",
        replace=True,
    )


def make_statements(
    connection: sqlite3.Connection, where: Path, number: str
) -> tuple[Made, ...] | Refused:
    """Everybody's statements of a run, a file each."""
    run = payroll_run(connection, number)
    if run is None:
        return Refused((f"There is no payroll run {number}.",))
    made: list[Made] = []
    for officer in officers_of_run(connection, run.id):
        found = make_statement(connection, where, number, officer)
        if isinstance(found, Refused):
            return found
        made.append(found)
    return tuple(made)


def statement_words(connection: sqlite3.Connection, number: str, officer_id: int) -> str | Refused:
    """An officer's statement as text."""
    from exports.pay_statement import statement_text

    found = pay_statement(connection, number, officer_id)
    if found is None:
        return Refused((f"The officer is not on payroll run {number}.",))
    return statement_text(found)


def make_year(
    connection: sqlite3.Connection, where: Path, year: int, suffix: str = "csv"
) -> Made | Refused:
    """The year by officer and payer, as CSV or PDF."""
    from exports.pay_year import write_year_csv, write_year_pdf

    lines = year_lines(connection, year)
    if not lines:
        return Refused((f"Nobody was paid in {year}.",))
    agency, paper = agency_words(connection).name, paper_of(connection)

    def write(stream: BinaryIO) -> None:
        if suffix == "pdf":
            write_year_pdf(stream, year, agency, lines, paper=paper)
        else:
            write_year_csv(stream, year, lines)

    try:
        return written(where, ("paid", str(year), suffix), write, f"Paid in {year}", replace=True)
    except NotWritableError as error:
        return Refused((str(error),))
