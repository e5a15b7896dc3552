"""Redacting an officer who has left, when the term for keeping his particulars is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.errors import Missing
from storage.queries.book.labels import counted
from storage.queries.messages.outbox_states import NOT_SENT
from storage.queries.oversight.holds import held_with_officer

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
    "received": "SELECT id FROM received WHERE officer_id = ?",
    "consent": "SELECT id FROM consent WHERE officer_id = ?",
    "availability": "SELECT id FROM availability WHERE officer_id = ?",
    "feedback": "SELECT id FROM feedback WHERE officer_id = ?",
    "punch": "SELECT punch.id FROM punch JOIN assignment ON assignment.id = assignment_id "
    "WHERE officer_id = ?",
    "kept_file": "SELECT id FROM kept_file WHERE subject = 'officer:' || ?",
    "audit_finding": "SELECT id FROM audit_finding WHERE officer_id = ?",
    "hold": "SELECT id FROM hold WHERE officer_id = ?",
    "spot_check": "SELECT spot_check.id FROM spot_check JOIN assignment "
    "ON assignment.id = assignment_id WHERE officer_id = ?",
    "merge_conflict": "SELECT id FROM merge_conflict WHERE (tbl = 'officer' AND ?1 IN (row, "
    "other_row)) OR ?1 IN (json_extract(lower, '$.officer_id'), "
    "json_extract(higher, '$.officer_id'))",
    "message_attachment": "SELECT f.id FROM message_attachment f JOIN message m "
    "ON m.id = f.message_id WHERE m.officer_id = ?",
}
"""Where the book keeps personal columns about an officer."""

_UNLOGGED = (
    "DELETE FROM raw_mail WHERE received_id IN (SELECT id FROM received WHERE officer_id = ?)",
    "UPDATE delivery_report SET words = '' WHERE message_id IN "
    "(SELECT id FROM message WHERE officer_id = ?)",
)
"""What stands beside the log: mails as they came, and what was heard of messages to him."""

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
            "closed for good, in the records and in the log, and kept papers erased: not even undo "
            "brings them back. The "
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
    from coordinator.actions.book.kept_files import erase_bytes, take_off
    from storage.redaction import compact, redact_rows
    from storage.schema import logged_tables

    tables = {table.name: table for table in logged_tables()}
    # The reason stays empty: it is sealed for ever, and no word in it could be closed.
    with book.action(actor, VERB, f"officer:{officer_id}") as tx:
        plan = plan_redaction(tx.connection, officer_id, actor.now)
        if isinstance(plan, Refused):
            tx.abandon()
            return plan
        papers = take_off(tx, f"officer:{officer_id}")
        values = sum(
            redact_rows(tx, tables[table], _ids(tx.connection, table, officer_id))
            for table in _ROWS
        )
        for unlogged in _UNLOGGED:
            tx.connection.execute(unlogged, (officer_id,))
    compact(book.path)
    erase_bytes(book, papers)
    return Redacted(officer_id, values)


def _badge(connection: Connection, officer_id: int) -> str:
    found = connection.execute("SELECT badge FROM officer WHERE id = ?", (officer_id,)).fetchone()
    if found is None:
        raise Missing(f"no officer with id {officer_id}")
    return str(found[0])


def _holds(connection: Connection, officer_id: int, now: int) -> Iterator[str]:
    """Why the particulars are still needed."""
    if grounds := held_with_officer(connection, officer_id):
        yield f"The officer's records are held: {'; '.join(grounds)}. Lift the hold first."
    asked = {"officer": officer_id, "now": now}
    coming = connection.execute(_SEATS, asked).fetchone()[0]
    if coming:
        yield f"The officer holds {coming} seat(s) to come: release them first."
    waiting = connection.execute(_WAITING, asked).fetchone()[0]
    if waiting:
        yield f"{waiting} message(s) to the officer have still to go: send or recall them first."


def _ids(connection: Connection, table: str, officer_id: int) -> list[int]:
    return [row for (row,) in connection.execute(_ROWS[table], (officer_id,))]
