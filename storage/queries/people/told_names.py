"""What employers are told of an officer, as the agency chose: his name, his surname and badge, or
his badge alone. The coordinator and the officers themselves always read the name."""

import sqlite3

from coordinator.rules.words import OfficersAs
from storage.queries.book.settings import setting

OFFICERS_AS = "employers.officers_as"
"""Setting: one of `OfficersAs`."""

WHOLE_NAME = (
    "officer.last_name || CASE officer.first_name WHEN '' THEN '' ELSE ', ' END"
    " || officer.first_name"
)
"""SQL: 'Baker, Lee'."""
NAME_AND_BADGE = f"{WHOLE_NAME} || ' #' || officer.badge"
"""SQL: 'Baker, Lee #101'."""

_ON_PAPER = {
    OfficersAs.NAME: WHOLE_NAME,
    OfficersAs.SURNAME: "officer.last_name || ' #' || officer.badge",
    OfficersAs.BADGE: "'#' || officer.badge",
}
_IN_WORDS = {
    OfficersAs.NAME: "trim(officer.first_name || ' ' || officer.last_name)",
    OfficersAs.SURNAME: "officer.last_name || ' #' || officer.badge",
    OfficersAs.BADGE: "'Officer #' || officer.badge",
}


def officers_as(connection: sqlite3.Connection) -> OfficersAs:
    """What the agency chose; a word that is none of them counts as the name."""
    chosen = setting(connection, OFFICERS_AS)
    return OfficersAs(chosen) if chosen in set(OfficersAs) else OfficersAs.NAME


def name_on_paper(connection: sqlite3.Connection) -> str:
    """SQL over `officer`: how a paper that goes to an employer names him."""
    return _ON_PAPER[officers_as(connection)]


def name_in_evidence(connection: sqlite3.Connection) -> str:
    """SQL over `officer`: the same where an hour is proved; a name stands there with its badge."""
    chosen = officers_as(connection)
    return NAME_AND_BADGE if chosen is OfficersAs.NAME else _ON_PAPER[chosen]


def told_name(connection: sqlite3.Connection, officer_id: int) -> str:
    """How a message to an employer names an officer; empty where there is no such officer."""
    words = _IN_WORDS[officers_as(connection)]
    row = connection.execute(f"SELECT {words} FROM officer WHERE id = ?", (officer_id,)).fetchone()
    return str(row[0]) if row else ""
