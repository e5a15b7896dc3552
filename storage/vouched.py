"""What stands outside the log but is vouched for by it, and what the ids hang on.

Imported shifts are vouched for by the hashes of their blocks, decision packets by their own hash,
which the logged decision names; the station and the high-water marks by the rows themselves.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from storage.findings import Finding
from storage.stations import id_range


def vouched_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Everything unlogged that is not as the log vouches for it."""
    yield from shift_findings(connection)
    yield from packet_findings(connection)
    yield from station_findings(connection)


def block_hash(shifts: Sequence[Sequence[Any]]) -> str:
    """The hash over a run of imported shifts: (id, officer, start, end, kind) one a line.

    The kind of a leave follows its kind after a colon.
    """
    return sha256("\n".join("|".join(map(str, shift)) for shift in shifts).encode()).hexdigest()


def shift_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Imported shifts that are not as their block was sealed, or that are in no block.

    The shifts of a batch that is arriving or withdrawn count for nothing and may lack a block.
    """
    blocks = connection.execute(
        "SELECT id, batch_id, first_id, shifts, sha256 FROM shift_block ORDER BY first_id"
    )
    beyond = 0
    for block_id, batch_id, first, number, sealed in blocks:
        if not isinstance(first, int) or not isinstance(number, int):
            yield Finding(f"shift_block {block_id}", "says by no number which shifts are in it")
            continue
        yield from _in_no_block(connection, beyond, first)
        rows = connection.execute(
            "SELECT id, officer_id, starts_at, ends_at, kind || coalesce(':' || leave_kind, '') "
            # The + keeps SQLite from looking through the whole batch for each of its blocks.
            "FROM shift WHERE id >= ? AND id < ? AND +batch_id = ? ORDER BY id",
            (first, first + number, batch_id),
        ).fetchall()
        beyond = first + number
        if len(rows) != number or _hash_or_none(rows) != sealed:
            what = f"its shifts {first} to {beyond - 1} are not as they were imported"
            yield Finding(f"shift_block {block_id}", what)
    yield from _in_no_block(connection, beyond, 1 << 62)


def _hash_or_none(rows: list[tuple[Any, ...]]) -> str | None:
    try:
        return block_hash(rows)
    except ValueError:  # text that is no text
        return None


def _in_no_block(connection: sqlite3.Connection, first: int, until: int) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT shift.id FROM shift LEFT JOIN shift_batch ON shift_batch.id = batch_id "
        "WHERE shift.id >= ? AND shift.id < ? AND coalesce(state, 'active') = 'active'",
        (first, until),
    )
    for (shift_id,) in rows:
        yield Finding(f"shift {shift_id}", "is in no imported block")


def packet_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Decision packets that do not fit their hash, and decisions whose packet is gone."""
    for digest, body in connection.execute("SELECT sha256, body FROM packet"):
        if not isinstance(body, bytes) or sha256(body).hexdigest() != digest:
            yield Finding(f"packet {str(digest)[:12]}", "is not what the decision was made from")
    gone = connection.execute(
        "SELECT id FROM decision WHERE packet_sha256 NOT IN (SELECT sha256 FROM packet)"
    )
    for (decision_id,) in gone:
        yield Finding(f"decision {decision_id}", "its packet is gone")


def station_findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """A station with a wrong range, or a mark that would let an id be used again."""
    stations = connection.execute("SELECT id, base, ceiling FROM station").fetchall()
    if len(stations) != 1:
        yield Finding("station", f"there are {len(stations)} instead of one")
        return
    ((station, base, ceiling),) = stations
    if (base, ceiling) != id_range(station):
        yield Finding(f"station {station}", "its range of ids was altered")
        return
    marks = connection.execute("SELECT name, value FROM high_water WHERE name LIKE 'id:%'")
    for name, value in marks.fetchall():
        used = _greatest_used(connection, name.partition(":")[2], ceiling)
        if not isinstance(value, int) or value < used:
            what = f"stands at {value}, but {used} was used: ids would be used again"
            yield Finding(f"high_water {name}", what)


def _greatest_used(connection: sqlite3.Connection, table: str, ceiling: int) -> int:
    """The greatest id of this station in the table, or ever in the log."""
    logged = "SELECT max(row) FROM change WHERE tbl = ? AND row < ?"
    used = connection.execute(logged, (table, ceiling)).fetchone()[0] or 0
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ? AND sql LIKE '%id INT%'"
    if connection.execute(known, (table,)).fetchone():
        there = f'SELECT max(id) FROM "{table}" WHERE id < ?'
        used = max(used, connection.execute(there, (ceiling,)).fetchone()[0] or 0)
    return int(used)
