"""Positions are forgotten after some days: what stays is whether he was inside, and how far away.

The coordinates go from the punch, from the text that brought them and from the log, which still
proves everything else; the mail as it came goes whole.
"""

from coordinator.actions.results import Actor
from storage.database import Book
from storage.queries.book.settings import setting
from storage.queries.oversight.holds import running_holds
from storage.queries.oversight.retention import past_term

VERB = "forget places"
KEEP_DAYS = 30
"""Setting `presence.keep_days`."""
AT_ONCE = 200
"""So many punches are closed in one action, so that no lock is held for long."""

_DAY = 86_400
_BROUGHT = "SELECT id, received_id FROM punch WHERE id = ?"


def forget_places(book: Book, actor: Actor) -> int:
    """Close every position older than the setting says, but for what a hold names; returns how
    many. It is final."""
    reader = book.reader()
    days = int(setting(reader, "presence.keep_days", KEEP_DAYS))
    past = past_term(reader, "positions", actor.now - days * _DAY, "", running_holds(reader))
    for first in range(0, len(past.rows), AT_ONCE):
        rows = past.rows[first : first + AT_ONCE]
        _close(book, actor, [reader.execute(_BROUGHT, (row,)).fetchone() for row in rows])
    return len(past.rows)


def _close(book: Book, actor: Actor, found: list[tuple[int, int | None]]) -> None:
    # Imported late: mostly there is nothing to close, and writing needs the models.
    from storage.redaction import redact_rows
    from storage.schema import logged_tables

    tables = {table.name: table for table in logged_tables()}
    brought = [row for _, row in found if row is not None]
    with book.action(actor, VERB, "punch") as tx:
        # What is taken out is written over in the file too, without making all of it anew.
        tx.connection.execute("PRAGMA secure_delete = ON")
        redact_rows(tx, tables["punch"], [row for row, _ in found])
        redact_rows(tx, tables["received"], brought, columns=("subject", "text"))
        for row in brought:
            tx.connection.execute("DELETE FROM raw_mail WHERE received_id = ?", (row,))
