"""Hand changes of the on-duty schedule, laid over what was imported: a tour more, or time freed.

They hold until they are undone, also over later imports. What is imported stays as it came; a
change hides a shift and adds what is left of it.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.seats import surname
from coordinator.rules.spans import Span
from coordinator.rules.words import DutyKind
from storage.database import Book
from storage.models import ShiftOverlay
from storage.queries.people.duty import active_batches, governing
from storage.transaction import Transaction

LONGEST = 366 * 86_400
"""Seconds that one change may last."""

NEAR = 2 * 86_400
"""Seconds beside a change in which rest and caps may concern what he holds."""

_OFFERED = (
    "SELECT position.id, detail.number FROM offer JOIN position ON position.id = position_id "
    "JOIN detail ON detail.id = detail_id WHERE officer_id = ? AND offer.state = 'open' "
    "AND position.starts_at < ? AND position.ends_at > ? ORDER BY position.starts_at"
)


@dataclass(frozen=True, slots=True)
class DutyChanged:
    """The schedule of an officer is another; `overlay_ids` are the rows laid over it.

    `hit` are the numbers of the coming details that he holds, or is offered, against the policy
    as it stands now; `cases` how many of his details already worked are to be looked into, new.
    """

    officer_id: int
    overlay_ids: tuple[int, ...]
    sentence: str
    hit: tuple[str, ...] = ()
    cases: int = 0


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
        rows = (_add(tx, officer_id, span, kind, reason, leave_kind or None),)
        words = f"{surname(tx, officer_id)}: {kind} entered"
    return _told(book, actor, DutyChanged(officer_id, rows, words), span)


def free_duty(
    book: Book, actor: Actor, officer_id: int, span: Span, reason: str
) -> DutyChanged | Refused:
    """An officer has no duty and no leave in a span; what reaches beyond it is left."""
    if problems := tuple(_problems(span, reason)):
        return Refused(problems)
    with book.action(actor, "change duty", f"officer:{officer_id}", reason) as tx:
        rows = tuple(
            row
            for held in _in_force(tx.connection, officer_id, span)
            for row in _cut(tx, officer_id, held, span, reason)
        )
        if not rows:
            tx.abandon()
            return Refused(("There is no duty in that time.",))
        words = f"{surname(tx, officer_id)}: freed"
    return _told(book, actor, DutyChanged(officer_id, rows, words), span)


def move_duty(
    book: Book, actor: Actor, officer_id: int, span: Span, begins_at: int, reason: str
) -> DutyChanged | Refused:
    """What an officer has in a span begins at another instant (UTC), as long as before.

    Of what reaches beyond the span only the part within it is moved.
    """
    if problems := tuple(_problems(span, reason)):
        return Refused(problems)
    with book.action(actor, "change duty", f"officer:{officer_id}", reason) as tx:
        held = _in_force(tx.connection, officer_id, span)
        if not held:
            tx.abandon()
            return Refused(("There is no duty in that time.",))
        parts = [(max(h.span[0], span[0]), min(h.span[1], span[1])) for h in held]
        later = begins_at - min(start for start, _ in parts)
        rows = [row for one in held for row in _cut(tx, officer_id, one, span, reason)]
        for one, (start, end) in zip(held, parts, strict=True):
            there = start + later, end + later
            rows.append(_add(tx, officer_id, there, one.kind, reason, one.leave_kind))
        words = f"{surname(tx, officer_id)}: moved"
    edges = [at for part in parts for at in (*part, *(edge + later for edge in part))]
    changed = DutyChanged(officer_id, tuple(dict.fromkeys(rows)), words)
    return _told(book, actor, changed, (min(edges), max(edges)))


# ── what follows ─────────────────────────────────────────────────────────────────────────────


def _told(book: Book, actor: Actor, changed: DutyChanged, span: Span) -> DutyChanged:
    """Look back at what was worked in the span, and forward at what he holds and is offered."""
    # Imported late: judging needs the rules, which adding a row does not.
    from coordinator.actions.people.officer_time import hits
    from coordinator.actions.policy.looking_back import LookedBack, look_back
    from coordinator.actions.staffing.candidates import judge_one
    from coordinator.rules.eligibility import Standing

    connection, officer, now = book.reader(), changed.officer_id, actor.now
    near = max(now, span[0] - NEAR), span[1] + NEAR
    hit = [one.held.number for one in hits(connection, (officer,), near, now)]
    hit += [
        number
        for position, number in connection.execute(_OFFERED, (officer, near[1], near[0]))
        if judge_one(connection, position, officer, now).standing is Standing.BARRED
    ]
    looked = look_back(book, actor, (span[0], min(span[1], now))) if span[0] < now else None
    cases = looked.new + looked.again if isinstance(looked, LookedBack) else 0
    words = changed.sentence
    words += f"; against the policy now: {', '.join(hit)}" if hit else ""
    words += f"; to look into: {cases} worked at that time" if cases else ""
    return replace(changed, hit=tuple(hit), cases=cases, sentence=f"{words} · u undoes")


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
