"""The documents of the accounts: chart, billing terms and payroll layouts, by version."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """One version of a document; `effective_on` is a local ISO date."""

    id: int
    kind: str
    name: str
    effective_on: str
    document: str


def document_versions(connection: sqlite3.Connection, kind: str) -> tuple[DocumentVersion, ...]:
    """Every version of a kind that the book has, the latest first."""
    rows = connection.execute(
        "SELECT id, kind, name, effective_on, document FROM accounts_document WHERE kind = ?"
        " ORDER BY effective_on DESC, id DESC",
        (kind,),
    )
    return tuple(DocumentVersion(*row) for row in rows)


def document_in_force(
    connection: sqlite3.Connection, kind: str, name: str, on: str
) -> DocumentVersion | None:
    """The version of a name in force on a date; without a name the latest of any name."""
    found = (
        each
        for each in document_versions(connection, kind)
        if each.effective_on <= on and name in ("", each.name)
    )
    return next(found, None)
