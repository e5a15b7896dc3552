"""A month's journal as a file. Nothing is written to the book."""

import sqlite3
from pathlib import Path

from coordinator.actions.accounts.accounts import any_journal
from coordinator.actions.book.documents import Made, written
from coordinator.actions.results import Refused
from storage.queries.book.settings import setting

FORM = "accounts.form"
"""Setting: how the accounts department takes the journal: csv, beancount, hledger or iif."""


def usual_form(connection: sqlite3.Connection) -> str:
    """The form of journal that is used where none is named."""
    from exports.journal import FORMS

    found = str(setting(connection, FORM, "csv"))
    return found if found in FORMS else "csv"


def make_journal(
    connection: sqlite3.Connection, where: Path, month: str, form: str = ""
) -> Made | Refused:
    """The journal of a month, open or closed, in a form."""
    from exports.journal import FORMS, SUFFIXES, Heading, JournalError, write_journal

    form = form or usual_form(connection)
    if form not in FORMS:
        return Refused((f"{form!r} is none of {', '.join(FORMS)}.",))
    found = any_journal(connection, month)
    if isinstance(found, Refused):
        return found
    name, currency = connection.execute("SELECT name, currency FROM agency").fetchone()
    try:
        return written(
            where,
            ("journal", month, SUFFIXES[form]),
            lambda stream: write_journal(stream, form, found, Heading(name, currency)),
            f"Journal of {month}",
            replace=True,
        )
    except JournalError as error:
        return Refused((str(error),))
