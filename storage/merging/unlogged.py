"""What stands outside the log, brought together: each table by its own rule.

Attempts and reports of both sides are kept, marks and lanes as they were noted last, schedules and
packets as the rows that name them came in. Every table that is neither logged nor of the log has a
rule here.
"""

import sqlite3
from typing import Any

from storage.merging.parting import Key, Parting
from storage.stations import id_range

NEWEST: dict[str, tuple[tuple[str, ...], str]] = {
    "draft": (("key",), "kept_at"),
    "lane": (("channel",), "noted_at"),
    "mailbox_mark": (("source",), "read_at"),
    "written_file": (("key",), "looked_at"),
    "watched_source": (("name",), "looked_at"),
    "watched_file": (("source", "sha256"), "coalesce(settled_at, seen_at)"),
    "desk_day": (("day_on", "who"), "keys"),
}
"""Table → what names a row, and when it was noted: the later one stands. Of a day at the desk that
is the one with more keys: a copy that was given begins with what was counted until then."""

BOTH = ("delivery", "delivery_report")
"""Tables of what happened: everything of both sides is kept."""

NAMED = ("shift", "packet", "raw_mail")
"""Tables whose rows come with the logged rows that name them."""

OWN = ("station", "high_water", "change", "action", "zone_offset")


def bring_together(parting: Parting, closed: set[Key]) -> None:
    """Write into our book what theirs holds outside the log."""
    ours, theirs = parting.ours.connection, parting.theirs.connection
    for table, (key, at) in NEWEST.items():
        if table == "draft" and parting.forward:
            ours.execute("DELETE FROM draft")  # what the other finished is no draft any more
        _newest(ours, theirs, table, key, at)
    _attempts(ours, theirs)
    _reports(ours, theirs)
    _packets(ours, theirs, parting)
    _shifts(ours, theirs, parting)
    _mails(ours, theirs, parting, closed)
    _marks(ours, theirs)


def _columns(connection: sqlite3.Connection, table: str, *, but: str = "") -> list[str]:
    rows = connection.execute(f'PRAGMA table_info("{table}")')
    return [name for _place, name, *_ in rows if name != but]


def _insert(connection: sqlite3.Connection, table: str, columns: list[str]) -> str:
    slots = ", ".join("?" * len(columns))
    return f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({slots})'


def _newest(
    ours: sqlite3.Connection,
    theirs: sqlite3.Connection,
    table: str,
    key: tuple[str, ...],
    at: str,
) -> None:
    columns = _columns(ours, table, but="id")
    named = ", ".join(columns)
    same = " AND ".join(f"{name} = ?" for name in key)
    for row in theirs.execute(f'SELECT {at}, {named} FROM "{table}"').fetchall():
        values = dict(zip(columns, row[1:], strict=True))
        which = [values[name] for name in key]
        found = ours.execute(f'SELECT max({at}) FROM "{table}" WHERE {same}', which).fetchone()
        if found[0] is None or row[0] > found[0]:
            ours.execute(f'DELETE FROM "{table}" WHERE {same}', which)
            ours.execute(_insert(ours, table, columns), row[1:])


def _attempts(ours: sqlite3.Connection, theirs: sqlite3.Connection) -> None:
    """Attempts of both; one that was begun on one side and ended on the other is one attempt."""
    columns = _columns(ours, "delivery", but="id")
    sql = f"SELECT {', '.join(columns)} FROM delivery"
    place = {name: at for at, name in enumerate(columns)}
    known = set(ours.execute(sql))
    for row in sorted(set(theirs.execute(sql)) - known, key=lambda r: r[: place["began_at"] + 1]):
        message, number, began = (row[place[name]] for name in ("message_id", "n", "began_at"))
        same = "SELECT n, began_at, ended_at FROM delivery WHERE message_id = ?"
        taken = {n: (at, ended) for n, at, ended in ours.execute(same, (message,))}
        if number in taken and taken[number][0] == began:
            if taken[number][1] is None:
                _end_attempt(ours, columns, row, message, number)
            continue
        values = list(row)
        if number in taken:
            values[place["n"]] = max(taken) + 1
        ours.execute(_insert(ours, "delivery", columns), values)


def _end_attempt(
    ours: sqlite3.Connection, columns: list[str], row: tuple[Any, ...], message: int, number: int
) -> None:
    sets = ", ".join(f"{name} = ?" for name in columns)
    ours.execute(
        f"UPDATE delivery SET {sets} WHERE message_id = ? AND n = ?", (*row, message, number)
    )


def _reports(ours: sqlite3.Connection, theirs: sqlite3.Connection) -> None:
    columns = ["message_id", "kind", "at", "received_id", "words"]
    sql = f"SELECT {', '.join(columns)} FROM delivery_report"
    known = {row[:-1]: row[-1] for row in ours.execute(sql)}
    for row in sorted(set(theirs.execute(sql)), key=repr):
        if row[:-1] not in known:
            ours.execute(_insert(ours, "delivery_report", columns), row)
        elif known[row[:-1]] and not row[-1]:
            # Its words went with a redaction.
            same = "message_id = ? AND kind = ? AND at = ? AND received_id IS ?"
            ours.execute(f"UPDATE delivery_report SET words = '' WHERE {same}", row[:-1])


def _packets(ours: sqlite3.Connection, theirs: sqlite3.Connection, parting: Parting) -> None:
    for table, row in parting.theirs.changes:
        if table == "decision":
            found = theirs.execute(
                "SELECT packet.sha256, body FROM packet JOIN decision "
                "ON packet_sha256 = packet.sha256 WHERE decision.id = ?",
                (row,),
            )
            ours.executemany("INSERT OR IGNORE INTO packet (sha256, body) VALUES (?, ?)", found)


def _shifts(ours: sqlite3.Connection, theirs: sqlite3.Connection, parting: Parting) -> None:
    columns = _columns(ours, "shift")
    for table, row in parting.theirs.changes:
        if table == "shift_batch" and (table, row) not in parting.ours.changes:
            ours.execute("DELETE FROM shift WHERE batch_id = ?", (row,))
            rows = theirs.execute(
                f"SELECT {', '.join(columns)} FROM shift WHERE batch_id = ?", (row,)
            )
            ours.executemany(_insert(ours, "shift", columns), rows)


def _mails(
    ours: sqlite3.Connection, theirs: sqlite3.Connection, parting: Parting, closed: set[Key]
) -> None:
    columns = _columns(ours, "raw_mail", but="id")
    for table, row in parting.theirs.changes:
        if table == "received":
            rows = theirs.execute(
                f"SELECT {', '.join(columns)} FROM raw_mail WHERE received_id = ?", (row,)
            )
            insert = _insert(ours, "raw_mail", columns).replace("INSERT", "INSERT OR IGNORE", 1)
            ours.executemany(insert, rows.fetchall())
    gone = [(row,) for table, row in closed if table == "received"]
    ours.executemany("DELETE FROM raw_mail WHERE received_id = ?", gone)


def _marks(ours: sqlite3.Connection, theirs: sqlite3.Connection) -> None:
    """Numbers go on where the last one stopped; each station's ids after its own."""
    own = int(ours.execute("SELECT id FROM station").fetchone()[0])
    other = int(theirs.execute("SELECT id FROM station").fetchone()[0])
    for name, value in theirs.execute("SELECT name, value FROM high_water").fetchall():
        told = renamed(name, other, own)
        base, ceiling = id_range(own)
        if told.startswith("id:") and not base < value < ceiling:
            continue
        ours.execute(
            "INSERT INTO high_water (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
            (told, value),
        )


def renamed(name: str, was: int, now: int) -> str:
    """What a mark is called when the book of one station becomes another's.

    A station's own marks of ids are called 'id:table', another's 'id@station:table'.
    """
    kind, _, table = name.partition(":")
    if kind == "id":
        return name if was == now else f"id@{was}:{table}"
    return f"id:{table}" if kind == f"id@{now}" else name
