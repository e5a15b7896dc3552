"""Whether somebody outside keeps the seal of the book, without which a rewritten past passes."""

import sqlite3
from collections.abc import Iterator

from storage.queries.book.settings import setting
from storage.queries.staffing.need import Need

WITNESS = "messages.witness"
"""Setting: who gets the seal each day, each with name and email as those of command have."""
WITNESS_DAYS = "messages.witness_days"
"""Setting: after so many days without one Today says so; 0: never."""
USUAL_DAYS = 7
SINCE = "messages.clock_since"
"""Setting: since when mail goes out by itself; before it no seal could."""
_DAY = 86_400


def log_counts(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many actions and changes the log has."""
    found = connection.execute(
        "SELECT (SELECT count(*) FROM action), (SELECT count(*) FROM change)"
    )
    actions, changes = found.fetchone()
    return int(actions), int(changes)


def last_witnessed(connection: sqlite3.Connection) -> int | None:
    """When a seal last went out (UTC seconds); None where none ever did."""
    return connection.execute(_LAST).fetchone()[0]  # type: ignore[no-any-return]


def witness_needs(connection: sqlite3.Connection, now: int) -> Iterator[Need]:
    """That nobody outside has had a seal for days: of a book from which mail goes out."""
    days = int(setting(connection, WITNESS_DAYS, USUAL_DAYS))
    named = bool(setting(connection, WITNESS, []))
    if not days or not (named or setting(connection, "gateway.email")):
        return
    last = last_witnessed(connection)
    since = last or int(setting(connection, SINCE, 0))
    if since and since < now - days * _DAY:
        gone = (now - since) // _DAY
        words = f"Nobody outside has had the book's seal for {gone} days"
        why = "" if named else ": settings name no witness"
        yield Need("witness", "setting", 0, None, since + days * _DAY, words + why)


_LAST = """
SELECT max(ended_at) FROM delivery JOIN message ON message.id = delivery.message_id
WHERE occasion >= 'seal:' AND occasion < 'seal;' AND outcome = 'sent'
"""
