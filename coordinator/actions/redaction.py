"""Redacting an officer who has left, when the term for keeping his particulars is over."""

from dataclasses import dataclass

from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.errors import Missing

VERB = "redact"

_ROWS = {
    "officer": "SELECT id FROM officer WHERE id = ?",
    "officer_status": "SELECT id FROM officer_status WHERE officer_id = ?",
    "exclusion": "SELECT id FROM exclusion WHERE officer_id = ?",
    "message": "SELECT id FROM message WHERE officer_id = ?",
}
"""Where the book keeps personal columns about an officer."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """The officer's particulars are closed for good; `values` counts them."""

    officer_id: int
    values: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return (
            f"{self.values} personal values were closed for good. Backups made before still hold "
            "them until their term."
        )


def redact_officer(book: Book, actor: Actor, officer_id: int) -> Redacted | Refused:
    """Blank name, addresses, notes and messages of an officer, in his records and in the log.

    It cannot be undone. The badge stays, and with it all figures. Refused while he holds a seat
    that is still to come. Decision packets and notes on the officer are not touched. Raises
    Missing.
    """
    # Imported late: writing needs the models, which cost more than the first screen.
    from storage.redaction import compact, redact_rows
    from storage.schema import logged_tables

    tables = {table.name: table for table in logged_tables()}
    # The reason stays empty: it is sealed for ever, and no word in it could be closed.
    with book.action(actor, VERB, f"officer:{officer_id}") as tx:
        if not tx.connection.execute(_ROWS["officer"], (officer_id,)).fetchone():
            raise Missing(f"no officer with id {officer_id}")
        coming = tx.connection.execute(
            "SELECT count(*) FROM assignment WHERE officer_id = ? AND ends_at > ? "
            "AND state IN ('assigned', 'confirmed')",
            (officer_id, actor.now),
        ).fetchone()[0]
        if coming:
            tx.abandon()
            return Refused((f"The officer holds {coming} seat(s) to come: release them first.",))
        values = 0
        for table, sql in _ROWS.items():
            rows = [row for (row,) in tx.connection.execute(sql, (officer_id,))]
            values += redact_rows(tx, tables[table], rows)
    compact(book.path)
    return Redacted(officer_id, values)
