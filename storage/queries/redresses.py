"""The ledger of remedies, for reading."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RemedyRow:
    """What one officer lost (plus) or won (minus) by an error, and what became of it.

    Minutes of work, cents of pay; instants are UTC seconds, dates local and ISO.
    """

    id: int
    state: str
    redress_id: int
    error: str
    since_on: str
    until_on: str | None
    found_at: int
    officer_id: int
    badge: str
    name: str
    minutes: int
    details: int
    cents: int
    settled_at: int | None
    settled_by: str
    words: str
    tally: str | None


_REMEDIES = (
    "SELECT remedy.id, remedy.state, redress.id, redress.words, since_on, until_on, found_at, "
    "officer.id, badge, last_name || CASE first_name WHEN '' THEN '' ELSE ', ' END || first_name, "
    "minutes, details, cents, settled_at, settled_by, remedy.words, tally_entry.tally "
    "FROM remedy JOIN redress ON redress.id = redress_id JOIN officer ON officer.id = officer_id "
    "LEFT JOIN tally_entry ON tally_entry.id = tally_entry_id "
    "WHERE ? OR remedy.state = 'owed' "
    "ORDER BY remedy.state <> 'owed', redress.id DESC, minutes DESC, badge"
)


def remedies(connection: sqlite3.Connection, *, settled: bool = True) -> tuple[RemedyRow, ...]:
    """Every remedy, those still owed first; without the `settled` ones if not wanted."""
    return tuple(RemedyRow(*row) for row in connection.execute(_REMEDIES, (settled,)))
