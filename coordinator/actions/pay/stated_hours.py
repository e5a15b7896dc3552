"""Hours as each side states them, agreed in bulk where all match and settled where they differ.

What is agreed or settled is entered and approved by whoever does it, under his name; nobody does
so for his own hours. Earlier statements and entries are kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coordinator.actions.messages.telling_of_money import tell_hours
from coordinator.actions.pay.hours import HoursApproved, HoursEntered
from coordinator.actions.pay.hours_columns import Terms, columns_of, terms_of
from coordinator.actions.pay.hours_writing import (
    Approving,
    Worked,
    approve_within,
    is_of,
    replace_within,
)
from coordinator.actions.pay.hours_writing import problems as problems_of
from coordinator.actions.results import Actor, Refused
from coordinator.rules.hours_agreement import Span, agreed, disagreement
from coordinator.rules.words import EntryState, StatedBy
from storage.database import Book
from storage.models import StatedHours, TimesheetEntry
from storage.queries.money.hours import HoursLine, hours_of_assignments, unsettled_assignments
from storage.queries.money.stated import Stated, latest_statements
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class HoursStated:
    """What one side says is in the book, beside what it said before."""

    stated_id: int
    sentence: str


def state_hours(
    book: Book,
    actor: Actor,
    assignment_id: int,
    side: str,
    worked: Worked,
    said_by: str = "",
    words: str = "",
) -> HoursStated | Refused:
    """Note what one side (punched, claimed, certified) says of an assignment."""
    if side not in tuple(StatedBy):
        return Refused((f"{side!r} is none of {', '.join(StatedBy)}.",))
    with book.action(actor, "state hours", f"assignment:{assignment_id}") as tx:
        (line,) = hours_of_assignments(tx.connection, [assignment_id])
        problems = problems_of(tx, line, worked, "stated")
        before = latest_statements(tx.connection, [assignment_id]).get(assignment_id, {}).get(side)
        if before is not None and _same(before, worked):
            problems.append(f"That is {side} on {line.position_number} already.")
        if problems:
            tx.abandon()
            return Refused(tuple(problems))
        row = tx.add(
            StatedHours(
                assignment_id=assignment_id,
                stated_by=side,
                started_at=worked.started_at,
                ended_at=worked.ended_at,
                break_minutes=worked.break_minutes,
                said_by=said_by,
                said_at=tx.now,
                words=words,
            )
        )
        return HoursStated(row.id, f"Hours of {line.officer} on {line.position_number} {side}")


def agree_hours(
    book: Book, actor: Actor, assignments: Iterable[int] | None = None
) -> HoursApproved | Refused:
    """Enter and approve all hours on which everybody agrees; the others are left with the reason.

    Without assignments, all that have ended, wait, and were stated by somebody.
    """
    reader = book.reader()
    wanted = unsettled_assignments(reader, actor.now) if assignments is None else assignments
    with book.action(actor, "agree hours", "timesheet_entry") as tx:
        done, left = _agree(tx, tuple(wanted))
        if not done:
            tx.abandon()
            return Refused(tuple(left) or ("There are no hours to agree on.",))
        tell_hours(tx, done)
        return HoursApproved(tuple(done), tuple(left))


def settle_hours(
    book: Book, actor: Actor, assignment_id: int, side: str, reason: str
) -> HoursEntered | Refused:
    """Take the hours of one side (or "scheduled"), with the reason why, and approve them.

    Where another has to approve (setting hours.four_eyes) they are entered and wait for him.
    """
    if not reason.strip():
        return Refused(("Settling a difference needs a reason.",))
    with book.action(actor, "settle hours", f"assignment:{assignment_id}", reason) as tx:
        (line,) = hours_of_assignments(tx.connection, [assignment_id])
        columns = columns_of(line, latest_statements(tx.connection, [assignment_id]))
        approving = Approving(tx)
        problems = _cannot_settle(tx, approving, line, columns, (side, reason))
        if problems:
            tx.abandon()
            return Refused(tuple(problems))
        worked = _worked(columns[side], side)
        entry = replace_within(tx, line, worked, reason)
        if not approving.four_eyes:
            approve_within(tx, tx.get(TimesheetEntry, entry))
            tell_hours(tx, (entry,))
        rest = "another approves them" if approving.four_eyes else "and approved"
        words = f"Hours of {line.officer} on {line.position_number} as {side}, {rest}"
        return HoursEntered((entry,), words)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _agree(tx: Transaction, wanted: tuple[int, ...]) -> tuple[list[int], list[str]]:
    statements = latest_statements(tx.connection, wanted)
    terms = terms_of(tx.connection)
    approving = Approving(tx)
    done: list[int] = []
    left: list[str] = []
    for line in hours_of_assignments(tx.connection, wanted):
        if line.state == EntryState.APPROVED:
            continue
        columns = columns_of(line, statements)
        why = _cannot_agree(tx, line, columns, terms, approving)
        if why:
            left.append(f"{line.position_number}: {why}")
        else:
            done.append(_enter_agreed(tx, line, agreed(columns, terms.taken)))
    return done, left


def _cannot_agree(
    tx: Transaction,
    line: HoursLine,
    columns: Mapping[str, Span],
    terms: Terms,
    approving: Approving,
) -> str:
    if len(columns) == 1:
        return "nobody has stated the hours yet"
    found = approving.objection(line) or disagreement(columns, terms.tolerance, terms.wanted)
    if found or line.entry_id is not None:
        return found or approving.ties(line)
    worked = _worked(agreed(columns, terms.taken), "agreed")
    return " ".join(problems_of(tx, line, worked, "")) or approving.ties(line)


def _enter_agreed(tx: Transaction, line: HoursLine, hours: Span) -> int:
    """Approve the entry that is there, or enter what was agreed on and approve that."""
    entry = line.entry_id or replace_within(tx, line, _worked(hours, "agreed"), "all agree")
    return approve_within(tx, tx.get(TimesheetEntry, entry))


def _cannot_settle(
    tx: Transaction,
    approving: Approving,
    line: HoursLine,
    columns: Mapping[str, Span],
    chosen: tuple[str, str],
) -> list[str]:
    side, reason = chosen
    if side not in columns:
        known = ", ".join(columns)
        return [f"Nothing is {side} on {line.position_number}; there is {known}."]
    who = (is_of(tx.who, line) and "nobody approves his own hours") or approving.ties(line)
    wrong = problems_of(tx, line, _worked(columns[side], side), reason)
    return [f"{line.position_number}: {who}."] if who else wrong


def _worked(hours: Span, source: str) -> Worked:
    return Worked(hours.started_at, hours.ended_at, hours.break_minutes, source)


def _same(before: Stated, worked: Worked) -> bool:
    said: tuple[Any, ...] = (before.started_at, before.ended_at, before.break_minutes)
    return said == (worked.started_at, worked.ended_at, worked.break_minutes)
