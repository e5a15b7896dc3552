"""What payroll says afterwards: a few officers were on duty, or sick, while on a detail."""

from hashlib import sha256

from coordinator.actions.policy.looking_back import look_back
from coordinator.actions.policy.overlap_cases import enter_answer
from coordinator.actions.results import Actor
from coordinator.demo.calendar import Calendar
from coordinator.demo.duty import Span, write_block
from coordinator.rules.words import BatchState, DutyKind
from storage.database import Book
from storage.models import ShiftBatch
from storage.transaction import Transaction

HOUR = 3_600
RECORDS = (
    (DutyKind.REGULAR, -8 * HOUR, 20 * 60),
    (DutyKind.COURT, 2 * HOUR, 3 * HOUR),
    (DutyKind.SICK, -2 * HOUR, 6 * HOUR),
)
"""Kind, and from when to when, in seconds after the detail began."""

_WORKED = (
    "SELECT officer_id, min(starts_at) FROM assignment "
    "WHERE state = 'worked' AND starts_at >= ? AND ends_at < ? "
    "GROUP BY officer_id ORDER BY min(starts_at), officer_id LIMIT ?"
)


def bring_in_payroll_time(book: Book, actor: Actor, calendar: Calendar) -> None:
    """Write the time of last week as payroll has it, look back, and take one officer's answer."""
    window = calendar.at(-13, "00:00"), calendar.at(-5, "00:00")
    details = calendar.at(-12, "00:00"), window[1], len(RECORDS)
    worked = book.reader().execute(_WORKED, details).fetchall()
    spans: list[Span] = [
        (officer, start + first, start + last, kind)
        for (officer, start), (kind, first, last) in zip(worked, RECORDS, strict=False)
    ]
    if not spans:
        return
    with book.action(actor, "import on-duty", "agency:1") as tx:
        _write(tx, spans, window)
    look_back(book, actor)
    first = book.reader().execute("SELECT min(id) FROM overlap_case").fetchone()[0]
    if first is not None:
        enter_answer(book, actor, (first,), "I was relieved; the entry was never taken back.")


def _write(tx: Transaction, spans: list[Span], window: tuple[int, int]) -> None:
    batch = tx.add(
        ShiftBatch(
            source="payroll",
            file_name="payroll.csv",
            sha256=sha256(repr(spans).encode()).hexdigest(),
            imported_at=tx.now,
            from_at=window[0],
            until_at=window[1],
            shifts=len(spans),
            state=BatchState.ACTIVE,
        )
    )
    tx.add(write_block(tx.connection, tx.mint, batch.id, spans))
