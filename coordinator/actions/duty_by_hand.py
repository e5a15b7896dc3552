"""Hand changes of the on-duty schedule, laid over what was imported: a tour more, or time freed.

They hold until they are undone, also over later imports. What is imported stays as it came; a
change hides a shift and adds what is left of it.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from coordinator.actions.results import Actor, Refused
from coordinator.actions.seats import surname
from coordinator.rules.spans import Span
from coordinator.rules.words import DutyKind
from storage.database import Book
from storage.models import ShiftOverlay
from storage.queries.duty import active_batches, governing
from storage.transaction import Transaction

LONGEST = 366 * 86_400
"""Seconds that one change may last."""


@dataclass(frozen=True, slots=True)
class DutyChanged:
    """The schedule of an officer is another; `overlay_ids` are the rows laid over it."""

    officer_id: int
    overlay_ids: tuple[int, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class _Held:
    """A span in force: an imported shift, or one that was added by hand."""

    id: int
    span: Span
    kind: str
    leave_kind: str | None
    by_hand: bool = False


def add_duty(
    book: Book,
    actor: Actor,
    officer_id: int,
    span: Span,
    kind: str,
    reason: str,
    leave_kind: str = "",
) -> DutyChanged | Refused:
    """An officer is on duty, on leave or sick in a span (UTC seconds), beside what is imported.

    `leave_kind` is the code of a leave, in the policy's words.
    """
    problems = [*_problems(span, reason)]
    if leave_kind and kind not in (DutyKind.LEAVE, DutyKind.SICK):
        problems.append("Only leave and sickness have a kind of leave.")
    if problems:
        return Refused(tuple(problems))
    with book.action(actor, "change duty", f"officer:{officer_id}", reason) as tx:
        row = _add(tx, officer_id, span, kind, reason, leave_kind or None)
        words = f"{surname(tx, officer_id)}: {kind} entered · u undoes"
        return DutyChanged(officer_id, (row,), words)


def free_duty(
    book: Book, actor: Actor, officer_id: int, span: Span, reason: str
) -> DutyChanged | Refused:
    """An officer has no duty and no leave in a span; what reaches beyond it is left."""
    if problems := tuple(_problems(span, reason)):
        return Refused(problems)
    with book.action(actor, "change duty", f"officer:{officer_id}", reason) as tx:
        rows = [
            row
            for held in _in_force(tx.connection, officer_id, span)
            for row in _cut(tx, officer_id, held, span, reason)
        ]
        if not rows:
            tx.abandon()
            return Refused(("There is no duty in that time.",))
        words = f"{surname(tx, officer_id)}: freed · u undoes"
        return DutyChanged(officer_id, tuple(rows), words)


def _problems(span: Span, reason: str) -> Iterator[str]:
    if not 0 < span[1] - span[0] <= LONGEST:
        yield "The end must be later than the start, and at most a year."
    if not reason.strip():
        yield "A change by hand needs a reason: who ordered it."


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _in_force(connection: sqlite3.Connection, officer_id: int, span: Span) -> list[_Held]:
    pieces = governing(active_batches(connection))
    rows = connection.execute(
        "SELECT id, starts_at, ends_at, kind, leave_kind, batch_id FROM shift "
        "INDEXED BY shift_by_officer WHERE officer_id = ? AND starts_at < ? AND ends_at > ? "
        "AND id NOT IN (SELECT hides_shift_id FROM shift_overlay WHERE hides_shift_id IS NOT NULL)",
        (officer_id, span[1], span[0]),
    )
    found = [
        _Held(key, (start, end), kind, code)
        for key, start, end, kind, code, batch in rows
        if any(p.batch_id == batch and p.from_at <= start < p.until_at for p in pieces)
    ]
    by_hand = connection.execute(
        "SELECT id, starts_at, ends_at, kind, leave_kind FROM shift_overlay "
        "WHERE officer_id = ? AND starts_at < ? AND ends_at > ? ORDER BY id",
        (officer_id, span[1], span[0]),
    )
    added = [
        _Held(key, (start, end), kind, code, by_hand=True)
        for key, start, end, kind, code in by_hand
    ]
    return found + added


def _cut(tx: Transaction, officer_id: int, held: _Held, span: Span, reason: str) -> Iterator[int]:
    """Take a span out of another; gives the rows that say so."""
    low, high = held.span
    left = [piece for piece in ((low, span[0]), (span[1], high)) if piece[0] < piece[1]]
    if held.by_hand:
        row = tx.get(ShiftOverlay, held.id)
        row.starts_at, row.ends_at = None, None
        if row.hides_shift_id is None:
            tx.remove(row)
        else:
            tx.save(row)
        yield held.id
    else:
        hidden = ShiftOverlay(officer_id=officer_id, hides_shift_id=held.id, reason=reason)
        yield int(tx.add(hidden).id or 0)
    for piece in left:
        yield _add(tx, officer_id, piece, held.kind, reason, held.leave_kind)


def _add(
    tx: Transaction,
    officer_id: int,
    span: Span,
    kind: str,
    reason: str,
    leave_kind: str | None,
) -> int:
    row = ShiftOverlay(
        officer_id=officer_id,
        starts_at=span[0],
        ends_at=span[1],
        kind=kind,
        reason=reason,
        leave_kind=leave_kind,
    )
    return int(tx.add(row).id or 0)
