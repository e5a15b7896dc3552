"""Verify: does the log still tell the whole truth about the book?

Four passes, each streaming, so that memory does not grow with the log:

1. the chain: each action's seq, previous hash and own hash, and each of its changes' leaves;
2. the rows: every row of every logged table equals the last image that the log has of it;
3. what is vouched for: imported shifts by block, decision packets, the station's ids;
4. the schema: tables, indexes and triggers are those that the program ships.

Whatever does not fit is a Finding that names it. Nothing that another program may have written
(text for a number, JSON that is none, bytes that are no text) stops it.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from storage.chain import REMARKS, Chain, Progress
from storage.changes import LoggedTable
from storage.findings import Finding
from storage.images import Rows
from storage.queries.book.wall_times import moved_by_zone
from storage.vouched import block_hash, station_findings, vouched_findings

__all__ = ["Finding", "Progress", "Schema", "Verified", "block_hash", "schema_of", "verify"]

Schema = dict[tuple[str, str], str]
"""(kind, name) → SQL: a trigger may bear a table's name."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The outcome. `head` is 'station:seq:hash' of the last action; `redacted` counts values.

    `remarks` are no findings: nothing was altered, but it is worth knowing, as that the clock of
    the machine was put back, or that a zone's new rules read a detail's start differently. `closed`
    counts changes and actions that a public copy withholds whole.
    """

    findings: tuple[Finding, ...]
    actions: int
    changes: int
    rows: int
    redacted: int
    head: str
    remarks: tuple[Finding, ...] = ()
    closed: int = 0

    @property
    def clean(self) -> bool:
        """Nothing was found."""
        return not self.findings


def verify(
    connection: sqlite3.Connection,
    tables: tuple[LoggedTable, ...],
    shipped: Schema,
    *,
    seal: str = "",
    progress: Progress = lambda done, total: None,
    public: bool = False,
) -> Verified:
    """Check the whole book on one snapshot. `shipped` is the program's schema (`schema_of`).

    With `seal` ('station:seq:hash', as once written down elsewhere; several apart by blanks) that
    action must still be there unchanged: only so can a wholly rewritten past be seen. `progress`
    gets changes checked and their total. In a `public` copy changes and actions may be withheld,
    and what stands outside the log is not looked at.
    """
    factory = connection.text_factory
    # Bytes that are no UTF-8 must be found, not stop the search.
    connection.text_factory = _text
    connection.execute("BEGIN")
    try:
        chain = Chain(connection, progress, public=public)
        rows = Rows(connection, public=public)
        vouched = station_findings if public else vouched_findings
        findings = [
            *chain.findings(),
            *(finding for table in tables for finding in rows.findings(table)),
            *vouched(connection),
            *schema_findings(connection, shipped),
            *(finding for one in seal.split() for finding in seal_findings(connection, one)),
        ]
        return Verified(
            tuple(findings),
            chain.actions,
            chain.changes,
            rows.rows,
            chain.redacted,
            chain.head,
            (*chain.remarks, *islice(moved_by_zone(connection), REMARKS)),
            chain.closed,
        )
    finally:
        connection.execute("ROLLBACK")
        connection.text_factory = factory


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def schema_findings(connection: sqlite3.Connection, shipped: Schema) -> Iterator[Finding]:
    """Tables, indexes and triggers that are not as shipped."""
    standing = schema_of(connection)
    for key in sorted(shipped.keys() | standing.keys()):
        where = "schema " + key[1]
        if key not in standing:
            yield Finding(where, f"the {key[0]} was removed")
        elif key not in shipped:
            yield Finding(where, f"the {key[0]} is not part of the program's schema")
        elif standing[key] != shipped[key]:
            yield Finding(where, f"the {key[0]} was altered")


def schema_of(connection: sqlite3.Connection) -> Schema:
    """Everything in the schema but the statistics that ANALYZE leaves."""
    rows = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master "
        "WHERE name NOT GLOB 'sqlite_stat[0-9]'"
    )
    return {(kind, name): sql for kind, name, sql in rows}


def seal_findings(connection: sqlite3.Connection, seal: str) -> Iterator[Finding]:
    """The action of a seal noted elsewhere must still stand under its hash."""
    station, seq, digest = [*seal.split(":"), "", ""][:3]
    found = connection.execute(
        "SELECT hash FROM action WHERE station = ? AND seq = ?", (station, seq)
    ).fetchone()
    if found is None:
        yield Finding(f"action {seq}", "the sealed action is gone: the log is shorter than it was")
    elif not digest or not found[0].hex().startswith(digest):
        yield Finding(f"action {seq}", "is not the action that was sealed: the past was rewritten")
