"""Redacting an officer who has left, when the term for keeping his particulars is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.errors import Missing
from storage.queries.labels import counted
from storage.queries.outbox_states import NOT_SENT

VERB = "redact"

_ROWS = {
    "officer": "SELECT id FROM officer WHERE id = ?",
    "officer_status": "SELECT id FROM officer_status WHERE officer_id = ?",
    "exclusion": "SELECT id FROM exclusion WHERE officer_id = ?",
    "conflict": "SELECT id FROM conflict WHERE officer_id = ?",
    "outside_work": "SELECT id FROM outside_work WHERE officer_id = ?",
    "suspension": "SELECT id FROM suspension WHERE officer_id = ?",
    "overlap_case": "SELECT id FROM overlap_case WHERE officer_id = ?",
    "bank_account": "SELECT id FROM bank_account WHERE officer_id = ?",
    "message": "SELECT id FROM message WHERE officer_id = ?",
}
"""Where the book keeps personal columns about an officer."""

_SEATS = (
    "SELECT count(*) FROM assignment WHERE officer_id = :officer AND ends_at > :now "
    "AND state IN ('assigned', 'confirmed')"
)
_WAITING = (
    "SELECT count(*) FROM message AS m WHERE officer_id = :officer AND state = 'queued' "
    f"AND channel <> 'none' AND not_after_at > :now AND {NOT_SENT}"
)


@dataclass(frozen=True, slots=True)
class Closing:
    """What a redaction would close: `rows` counts the records whose personal columns go."""

    officer_id: int
    badge: str
    rows: dict[str, int]

    @property
    def sentence(self) -> str:
        """What would be done, in one line."""
        told = ", ".join(counted(table, number) for table, number in self.rows.items() if number)
        return (
            f"Name, addresses, home, reasons and texts of {told} (badge {self.badge}) would be "
            "closed for good, in the records and in the log: not even undo brings them back. The "
            "badge, all hours, money, decisions and notes on the officer stay."
        )


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


def plan_redaction(connection: Connection, officer_id: int, now: int) -> Closing | Refused:
    """What a redaction would close at `now` (UTC seconds), or why it may not be. Raises Missing."""
    badge = _badge(connection, officer_id)
    holds = tuple(_holds(connection, officer_id, now))
    if holds:
        return Refused(holds)
    rows = {table: len(_ids(connection, table, officer_id)) for table in _ROWS}
    return Closing(officer_id, badge, rows)


def redact_officer(book: Book, actor: Actor, officer_id: int) -> Redacted | Refused:
    """Blank name, addresses, notes and messages of an officer, in his records and in the log.

    It cannot be undone. The badge stays, and with it all figures. Refused while he holds a seat
    that is still to come, or has a message that is still to go. Decision packets and notes on the
    officer are not touched. Raises Missing.
    """
    # Imported late: writing needs the models, which cost more than the first screen.
    from storage.redaction import compact, redact_rows
    from storage.schema import logged_tables

    tables = {table.name: table for table in logged_tables()}
    # The reason stays empty: it is sealed for ever, and no word in it could be closed.
    with book.action(actor, VERB, f"officer:{officer_id}") as tx:
        plan = plan_redaction(tx.connection, officer_id, actor.now)
        if isinstance(plan, Refused):
            tx.abandon()
            return plan
        values = sum(
            redact_rows(tx, tables[table], _ids(tx.connection, table, officer_id))
            for table in _ROWS
        )
    compact(book.path)
    return Redacted(officer_id, values)


def _badge(connection: Connection, officer_id: int) -> str:
    found = connection.execute("SELECT badge FROM officer WHERE id = ?", (officer_id,)).fetchone()
    if found is None:
        raise Missing(f"no officer with id {officer_id}")
    return str(found[0])


def _holds(connection: Connection, officer_id: int, now: int) -> Iterator[str]:
    """Why the particulars are still needed."""
    asked = {"officer": officer_id, "now": now}
    coming = connection.execute(_SEATS, asked).fetchone()[0]
    if coming:
        yield f"The officer holds {coming} seat(s) to come: release them first."
    waiting = connection.execute(_WAITING, asked).fetchone()[0]
    if waiting:
        yield f"{waiting} message(s) to the officer have still to go: send or recall them first."


def _ids(connection: Connection, table: str, officer_id: int) -> list[int]:
    return [row for (row,) in connection.execute(_ROWS[table], (officer_id,))]
