"""The roster and the register of employers on paper, as a list on the screen shows them.

As in `documents`, nothing here writes to the book, and screens run it on a reading thread.
"""

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from coordinator.actions.book.documents import Made, paper_of, written
from coordinator.actions.results import Refused
from coordinator.rules.hidden_fields import OF_OFFICER, veiled
from storage.queries.lists import HasId, Listing, View, count, window
from storage.queries.people.employers import EMPLOYERS, EmployerLine
from storage.queries.people.hidden import hidden_kinds
from storage.queries.people.officers import OFFICERS, OfficerLine
from storage.queries.staffing.today import agency_words

if TYPE_CHECKING:
    from exports.register import Register

R = TypeVar("R", bound=HasId)

MOST_LINES = 10_000


def make_roster(
    connection: sqlite3.Connection,
    where: Path,
    view: View,
    *,
    replace: bool = True,
    shown: frozenset[str] = frozenset(),
) -> Made | Refused:
    """The officers of a view as PDF; its `fixed` values are `officers.roster_values`. Hidden
    personal fields stand as dots but for the kinds that are `shown`, since they were asked for."""
    register = read_roster(connection, view, shown)
    return _register(connection, where, register, "roster", view, replace=replace)


def make_employers(
    connection: sqlite3.Connection, where: Path, view: View, *, replace: bool = True
) -> Made | Refused:
    """The employers of a view as PDF; its `fixed` values are `employers.register_values`."""
    register = read_employers(connection, view)
    return _register(connection, where, register, "employers", view, replace=replace)


def read_roster(
    connection: sqlite3.Connection, view: View, shown: frozenset[str] = frozenset()
) -> "Register":
    """The officers of a view, ready to print."""
    from exports import words
    from exports.register import Head, Register

    agency = agency_words(connection)
    heads = (
        Head("Badge", 48),
        Head("Name"),
        Head("Rank", 40),
        Head("Unit", 78),
        Head(words.PHONE, 88),
        Head("Hours", 40, right=True),
        Head("Last worked", 70),
        Head("Standing", 96),
        Head("Runs out", 110),
    )
    hidden = hidden_kinds(connection) - shown
    found = (veiled(row, hidden, OF_OFFICER) for row in _rows(connection, OFFICERS, view))
    rows = tuple(_officer(row, agency.timezone) for row in found)
    what = _what(connection, OFFICERS, view, ("officer", "hours of this month"))
    return Register(agency.name, words.ROSTER, what, heads, rows)


def _officer(row: OfficerLine, zone: str) -> tuple[str, ...]:
    from exports import words

    at = row.last_worked_at
    last = "" if at is None else words.local(at, zone).date().isoformat()
    standing = ", ".join(
        filter(None, (row.status.replace("_", " "), "" if row.approved else "not approved"))
    )
    hours = words.hours(row.minutes)
    return row.badge, row.name, row.rank, row.unit, row.phone, hours, last, standing, row.ending


def read_employers(connection: sqlite3.Connection, view: View) -> "Register":
    """The employers of a view, ready to print."""
    from exports import words
    from exports.register import Head, Register

    agency = agency_words(connection)
    heads = (
        Head("Number", 56),
        Head("Name"),
        Head(words.PHONE, 92),
        Head("Mail", 150),
        Head("Ahead", 40, right=True),
        Head(f"Owes ({agency.currency})", 80, right=True),
        Head("Insured until", 74),
        Head("Note", 70),
    )
    rows = tuple(_employer(row) for row in _rows(connection, EMPLOYERS, view))
    what = _what(connection, EMPLOYERS, view, ("employer", "details ahead, and what is unpaid"))
    return Register(agency.name, words.EMPLOYERS, what, heads, rows)


def _employer(row: EmployerLine) -> tuple[str, ...]:
    from exports import words

    denied = "DENIED" if row.standing == "denied" else ""
    note = denied or ("BLOCKED" if row.blocked_reason else "OVERDUE" if row.overdue else "")
    owes = words.money(row.debt_cents) if row.debt_cents else ""
    ahead = str(row.ahead or "")
    return (row.number, row.name, row.phone, row.email, ahead, owes, row.insurance_until, note)


def _rows(connection: sqlite3.Connection, listing: Listing[R], view: View) -> Iterator[R]:
    return (line.row for line in window(connection, listing, view, MOST_LINES))


def _what(
    connection: sqlite3.Connection, listing: Listing[R], view: View, said: tuple[str, str]
) -> str:
    total = count(connection, listing, view)
    noun, about = said
    shown = f", filter: {view.text}" if view.text else ""
    on = dict(view.fixed)["today"]
    return f"{total:,} {noun}{'' if total == 1 else 's'} on {on}, by {view.order}{shown}; {about}"


def _register(
    connection: sqlite3.Connection,
    where: Path,
    register: "Register",
    kind: str,
    view: View,
    *,
    replace: bool,
) -> Made | Refused:
    from exports.register import write_register

    on = str(dict(view.fixed)["today"])
    write = partial(write_register, register=register, paper=paper_of(connection))
    return written(where, (kind, on, "pdf"), write, register.title, replace=replace)
