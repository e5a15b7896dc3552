"""Findings of audits: as a list, and by the test that they are about."""

import sqlite3
from dataclasses import dataclass

from storage.queries.lists import Listing


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding. `found_on` and `due_on` are local dates, the instants UTC seconds."""

    id: int
    number: str
    state: str
    test: str
    exception: str
    title: str
    ground: str
    officer_id: int | None
    badge: str
    name: str
    found_on: str
    found_by: str
    owner: str
    due_on: str | None
    asked_at: int | None
    answer: str
    answered_at: int | None
    done: str
    evidence: str
    closed_at: int | None
    closed_by: str
    words: str


_COLUMNS = (
    "f.id, f.number, f.state, f.test, f.exception, f.title, f.ground, f.officer_id,"
    " coalesce(officer.badge, ''), coalesce(officer.last_name, ''), f.found_on, f.found_by,"
    " f.owner, f.due_on, f.asked_at, f.answer, f.answered_at, f.done, f.evidence, f.closed_at,"
    " f.closed_by, f.words"
)
_TABLES = "audit_finding AS f LEFT JOIN officer ON officer.id = f.officer_id"

FINDINGS: Listing[FindingLine] = Listing(
    make=FindingLine,
    key="f.id",
    columns=_COLUMNS,
    tables=_TABLES,
    orders={
        "number": "f.number",
        "found": "f.found_on",
        "due": "coalesce(f.due_on, '9999-12-31')",
        "owner": "f.owner",
    },
    words=("f.number", "f.title", "f.owner", "f.exception", "f.test"),
    flags={
        "open": "f.state <> 'closed'",
        "answered": "f.state = 'answered'",
        "closed": "f.state = 'closed'",
    },
    fields={"test": "f.test = ?", "from": "f.found_on >= ?", "until": "f.found_on < ?"},
)


def findings_of(connection: sqlite3.Connection, test: str) -> tuple[FindingLine, ...]:
    """All findings about one test, the open ones first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM {_TABLES} WHERE f.test = ?"
        " ORDER BY f.state = 'closed', f.found_on DESC, f.id",
        (test,),
    )
    return tuple(FindingLine(*row) for row in rows)


def finding(connection: sqlite3.Connection, number: str) -> FindingLine | None:
    """The finding of a number."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM {_TABLES} WHERE f.number = ?", (number,)
    ).fetchone()
    return FindingLine(*row) if row else None


def finding_of(connection: sqlite3.Connection, finding_id: int) -> FindingLine:
    """The finding of an id."""
    query = f"SELECT {_COLUMNS} FROM {_TABLES} WHERE f.id = ?"
    return FindingLine(*connection.execute(query, (finding_id,)).fetchone())


def open_about(connection: sqlite3.Connection, test: str, exception: str) -> str:
    """The number of the finding that is not closed about one exception of a test; empty if none."""
    row = connection.execute(
        "SELECT number FROM audit_finding WHERE test = ? AND exception = ? AND state <> 'closed'",
        (test, exception),
    ).fetchone()
    return str(row[0]) if row else ""


def finding_words(one: FindingLine) -> tuple[str, ...]:
    """Everything about a finding, a line each."""
    about = f"{one.test}: {one.exception or 'the whole test'}" if one.test else ""
    said = (
        f"{one.number} · {one.state}",
        one.title,
        about,
        f"officer {one.name} #{one.badge}" if one.badge else "",
        f"found {one.found_on} by {one.found_by}" + (f", {one.ground}" if one.ground else ""),
        one.words,
        f"answers for it: {one.owner}" if one.owner else "nobody answers for it yet",
        f"due {one.due_on}" if one.due_on else "",
        f"answer: {one.answer}" if one.answer else "",
        f"done: {one.done}" if one.done else "",
        f"evidence: {one.evidence}" if one.evidence else "",
        f"closed by {one.closed_by}" if one.closed_by else "",
    )
    return tuple(line for line in said if line)
