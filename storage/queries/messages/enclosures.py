"""What goes with a message: its files, what it follows on, and the invitations sent before it."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.rules.words import LIVE_ASSIGNMENT

_LIVE = ", ".join(f"'{state}'" for state in LIVE_ASSIGNMENT)


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of a message. Where `text` is empty it is made, as it leaves, of `made_of`."""

    name: str
    media_type: str
    text: str
    made_of: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """An officer's assignment on a detail (UTC seconds, half-open; microdegrees).

    `live` is 1 while he holds the seat, else 0.
    """

    id: int
    detail_id: int
    position_id: int
    officer_id: int
    awarded_at: int
    starts_at: int
    ends_at: int
    live: int
    lat: int | None
    lon: int | None


@dataclass(frozen=True, slots=True)
class Invited:
    """The last calendar file about an assignment that went to an officer, or still waits to."""

    assignment_id: int
    text: str


def files_of(connection: sqlite3.Connection, key: str) -> tuple[AttachedFile, ...]:
    """The files that go with the message of that key."""
    rows = connection.execute(
        """
        SELECT a.name, a.media_type, a.text, a.made_of
        FROM message_attachment a JOIN message m ON m.id = a.message_id
        WHERE m.key = ? ORDER BY a.id
        """,
        (key,),
    )
    return tuple(AttachedFile(*row) for row in rows)


def has_files(connection: sqlite3.Connection, message_id: int) -> bool:
    """Whether anything goes with the message."""
    query = "SELECT 1 FROM message_attachment WHERE message_id = ? LIMIT 1"
    return connection.execute(query, (message_id,)).fetchone() is not None


def thread_of(connection: sqlite3.Connection, key: str) -> tuple[str, ...]:
    """What a mail follows on, oldest first: the mail that it answers, else the first and the last
    mail that went to the same address about the same detail or invoice."""
    row = connection.execute(
        "SELECT id, address, detail_id, invoice_id FROM message WHERE key = ?", (key,)
    ).fetchone()
    if row is None:
        return ()
    message_id, address, detail_id, invoice_id = row
    answered = connection.execute(
        "SELECT key FROM received WHERE answer_id = ? AND channel = 'email'", (message_id,)
    ).fetchone()
    if answered:
        return (str(answered[0]),)
    about = {"detail_id": detail_id, "invoice_id": invoice_id}
    column = next((name for name, value in about.items() if value is not None), "")
    if not column:
        return ()
    found = connection.execute(
        f"""
        SELECT key FROM message AS m WHERE m.{column} = :about AND m.address = :address
        AND m.channel = 'email' AND m.id < :id
        AND EXISTS (SELECT 1 FROM delivery WHERE message_id = m.id AND outcome = 'sent')
        ORDER BY m.id
        """,
        {"about": about[column], "address": address, "id": message_id},
    ).fetchall()
    keys = tuple(str(one[0]) for one in found)
    return keys if len(keys) < 2 else (keys[0], keys[-1])


_ASSIGNED = f"""
SELECT a.id, p.detail_id, a.position_id, a.officer_id, a.awarded_at, a.starts_at, a.ends_at,
       a.state IN ({_LIVE}), s.lat, s.lon
FROM position p JOIN assignment a ON a.position_id = p.id
JOIN detail d ON d.id = p.detail_id JOIN site s ON s.id = d.site_id
"""


def assignments_on(
    connection: sqlite3.Connection, detail_id: int, officer_id: int
) -> tuple[Assigned, ...]:
    """Every assignment that an officer has or had on a detail, oldest first."""
    rows = connection.execute(
        f"{_ASSIGNED} WHERE p.detail_id = ? AND a.officer_id = ? ORDER BY a.id",
        (detail_id, officer_id),
    )
    return tuple(Assigned(*row) for row in rows)


def assigned(connection: sqlite3.Connection, assignment_id: int) -> Assigned | None:
    """One assignment, or None where it is gone."""
    row = connection.execute(f"{_ASSIGNED} WHERE a.id = ?", (assignment_id,)).fetchone()
    return Assigned(*row) if row else None


_EVENTS = """
SELECT CAST(substr(f.made_of, 12) AS INTEGER), f.text
FROM message m JOIN message_attachment f ON f.message_id = m.id
WHERE f.made_of LIKE 'assignment:%'
"""


def invited(connection: sqlite3.Connection, detail_id: int, officer_id: int) -> tuple[Invited, ...]:
    """The last calendar file of each assignment on the detail that the officer was told of, be it
    in a message about several details."""
    rows = connection.execute(
        f"""
        {_EVENTS} AND m.officer_id = :officer AND m.state NOT IN ('recalled', 'cancelled')
        AND (m.detail_id = :detail OR CAST(substr(f.made_of, 12) AS INTEGER) IN
             (SELECT a.id FROM position p JOIN assignment a ON a.position_id = p.id
              WHERE p.detail_id = :detail AND a.officer_id = :officer))
        ORDER BY f.id
        """,
        {"detail": detail_id, "officer": officer_id},
    )
    return _last_of_each(rows)


def invited_by(connection: sqlite3.Connection, message_id: int) -> tuple[Invited, ...]:
    """The calendar files of one message."""
    return _last_of_each(connection.execute(f"{_EVENTS} AND m.id = ? ORDER BY f.id", (message_id,)))


def _last_of_each(rows: Iterable[tuple[int, str]]) -> tuple[Invited, ...]:
    last = dict(rows)
    return tuple(Invited(*each) for each in last.items())


def told_before(connection: sqlite3.Connection, officer_id: int, message_id: int) -> int:
    """How many messages the officer had before this one. Messages are retired, never removed, so
    this only rises."""
    row = connection.execute(
        "SELECT count(*) FROM message WHERE officer_id = ? AND id < ?", (officer_id, message_id)
    ).fetchone()
    return int(row[0])
