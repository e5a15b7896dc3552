"""Hours worked: entered, corrected, approved. Nothing is billed or paid before approval.

An officer never approves his own hours. Where the office has two people, the setting
`hours.four_eyes` also keeps whoever entered the hours from approving them; an office of one
coordinator leaves it off.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coordinator.actions.approving import FREE, Allowing, Approver
from coordinator.actions.results import Actor, Refused
from coordinator.rules.words import LIVE_ASSIGNMENT, AssignmentState, EntryState
from storage.database import Book
from storage.models import Assignment, TimesheetEntry
from storage.queries.hours import (
    HoursLine,
    hours_of_assignments,
    overlapping_entry,
    waiting_hours,
)
from storage.queries.settings import setting
from storage.transaction import Transaction

FOUR_EYES = "hours.four_eyes"
FAR_SECONDS = 24 * 3600
"""Hours that begin further than this from the scheduled start are taken for a slip of the date."""
LONGEST_SECONDS = 36 * 3600


@dataclass(frozen=True, slots=True)
class Worked:
    """Hours as they are to be entered. UTC seconds, half-open; `source` says who states them."""

    started_at: int
    ended_at: int
    break_minutes: int = 0
    source: str = "coordinator"


@dataclass(frozen=True, slots=True)
class HoursEntered:
    """The hours are in the book and wait for approval."""

    entry_ids: tuple[int, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class HoursApproved:
    """The hours may be billed and paid. `left` says of each entry why it was left as it is,
    `warnings` what the policy says of others that were approved."""

    entry_ids: tuple[int, ...]
    left: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        left = f", {len(self.left)} left" if self.left else ""
        told = f": {'; '.join(self.warnings)}" if self.warnings else ""
        return f"{len(self.entry_ids)} entries approved{left}{told}"


def enter_hours(
    book: Book, actor: Actor, assignment_id: int, worked: Worked, reason: str = ""
) -> HoursEntered | Refused:
    """Enter the hours of an assignment that has none. Overlapping hours need a reason."""
    with book.action(actor, "enter hours", f"assignment:{assignment_id}", reason) as tx:
        line = _line(tx, assignment_id)
        problems = _problems(tx, line, worked, reason)
        if line.entry_id is not None:
            problems.append(f"{line.position_number} has hours already: correct them.")
        if problems:
            tx.abandon()
            return Refused(tuple(problems))
        entry = _enter(tx, assignment_id, worked, reason)
        return HoursEntered((entry,), f"Hours of {line.officer} on {line.position_number} entered")


def enter_as_scheduled(
    book: Book, actor: Actor, assignments: Iterable[int]
) -> HoursEntered | Refused:
    """Everybody worked exactly as scheduled: enter that for those who have no hours yet."""
    wanted = tuple(assignments)
    with book.action(actor, "enter hours", "assignment", "as scheduled") as tx:
        lines = [x for x in hours_of_assignments(tx.connection, wanted) if x.entry_id is None]
        problems: list[str] = []
        entered: list[int] = []
        for line in lines:
            worked = Worked(line.scheduled_start, line.scheduled_end)
            problems += _problems(tx, line, worked, "")
            if not problems:
                entered.append(_enter(tx, line.assignment_id, worked, "as scheduled"))
        if problems or not entered:
            tx.abandon()
            return Refused(tuple(problems) or ("There are no hours to enter.",))
        tx.subject = _common_subject(lines)
        return HoursEntered(tuple(entered), f"{len(entered)} entries as scheduled")


def correct_hours(
    book: Book, actor: Actor, assignment_id: int, worked: Worked, reason: str
) -> HoursEntered | Refused:
    """Replace the hours of an assignment; the entry that is replaced is kept.

    What was billed or paid of it stays so; the next invoice or payroll run takes it back and
    charges the corrected hours.
    """
    if not reason.strip():
        return Refused(("A correction needs a reason.",))
    with book.action(actor, "correct hours", f"assignment:{assignment_id}", reason) as tx:
        line = _line(tx, assignment_id)
        problems = _problems(tx, line, worked, reason)
        if line.entry_id is None:
            problems.append(f"{line.position_number} has no hours yet: enter them.")
        if problems or line.entry_id is None:
            tx.abandon()
            return Refused(tuple(problems))
        old = tx.get(TimesheetEntry, line.entry_id)
        old.state = EntryState.REPLACED
        tx.save(old)
        entry = _enter(tx, assignment_id, worked, reason, replaces=old.id)
        return HoursEntered((entry,), f"Hours on {line.position_number} corrected")


def approve_hours(book: Book, actor: Actor, entries: Iterable[int]) -> HoursApproved | Refused:
    """Approve entries; those that this person may not approve are left, each with its reason."""
    return _approve(book, actor, tuple(entries), lambda line: "")


def approve_matching(
    book: Book, actor: Actor, entries: Iterable[int] | None = None
) -> HoursApproved | Refused:
    """Approve all waiting entries (or these) whose hours are exactly as scheduled."""
    if entries is None:
        lines = waiting_hours(book.reader(), limit=10_000)
        entries = [line.entry_id for line in lines if line.entry_id is not None]
    return _approve(book, actor, tuple(entries), _differs)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _approve(
    book: Book, actor: Actor, entries: tuple[int, ...], objection: Callable[[HoursLine], str]
) -> HoursApproved | Refused:
    with book.action(actor, "approve hours", "timesheet_entry") as tx:
        rows = [tx.get(TimesheetEntry, entry) for entry in entries]
        lines = {
            line.entry_id: line
            for line in hours_of_assignments(tx.connection, [x.assignment_id for x in rows])
        }
        four_eyes = bool(setting(tx.connection, FOUR_EYES, default=False))
        left: list[str] = []
        warned: list[str] = []
        done: list[int] = []
        approver = Approver(tx.connection, actor.name, tx.now)
        for row in rows:
            line = lines.get(row.id)
            why = _may_not(row, line, actor, four_eyes) or (objection(line) if line else "")
            tied = FREE if why or line is None else _tied(approver, line)
            if why or tied.refusing:
                left.append(f"{line.position_number if line else row.id}: {why or tied.words}")
            else:
                done.append(_set_approved(tx, row))
                warned += tied.warning
        if not done:
            tx.abandon()
            return Refused(tuple(left) or ("There are no hours to approve.",))
        tx.subject = _common_subject([x for x in lines.values() if x.entry_id in done])
        return HoursApproved(tuple(done), tuple(left), tuple(dict.fromkeys(warned)))


def _tied(approver: Approver, line: HoursLine) -> Allowing:
    return approver.of_hours(line.assignment_id, line.officer_id)


def _set_approved(tx: Transaction, row: TimesheetEntry) -> int:
    row.state, row.approved_by, row.approved_at = EntryState.APPROVED, tx.who, tx.now
    tx.save(row)
    return row.id or 0


def _may_not(row: TimesheetEntry, line: HoursLine | None, actor: Actor, four_eyes: bool) -> str:
    """Why this person may not approve this entry, or empty."""
    if row.state != EntryState.ENTERED or line is None:
        return "it does not wait for approval"
    who = actor.name.casefold().strip()
    surname, _, first = line.officer.casefold().partition(", ")
    if who in (f"{first} {surname}", line.officer.casefold(), line.badge.casefold()):
        return "nobody approves his own hours"
    if four_eyes and row.entered_by.casefold().strip() == who:
        return "whoever entered hours does not approve them here (setting hours.four_eyes)"
    return ""


def _differs(line: HoursLine) -> str:
    return "" if line.as_scheduled else "the hours are not as scheduled"


def _line(tx: Transaction, assignment_id: int) -> HoursLine:
    tx.get(Assignment, assignment_id)
    return hours_of_assignments(tx.connection, [assignment_id])[0]


def _problems(tx: Transaction, line: HoursLine, worked: Worked, reason: str) -> list[str]:
    """Everything that speaks against these hours."""
    what = line.position_number
    length = worked.ended_at - worked.started_at
    found = []
    if length <= 0:
        return [f"{what}: the end is not after the start."]
    if length > LONGEST_SECONDS:
        found.append(f"{what}: nobody works {length // 3600} hours at a stretch.")
    if worked.break_minutes < 0 or worked.break_minutes * 60 >= length:
        found.append(f"{what}: the break must be shorter than the work.")
    if worked.ended_at > tx.now:
        found.append(f"{what}: hours cannot be entered before they are worked.")
    if abs(worked.started_at - line.scheduled_start) > FAR_SECONDS:
        found.append(f"{what}: the start is more than a day from the scheduled one.")
    if line.state == "missing" and _assignment_state(tx, line) not in LIVE_ASSIGNMENT:
        found.append(f"{what}: {line.officer} does not hold it.")
    return found + _overlap(tx, line, worked, reason)


def _overlap(tx: Transaction, line: HoursLine, worked: Worked, reason: str) -> list[str]:
    other = overlapping_entry(
        tx.connection, line.assignment_id, line.officer_id, worked.started_at, worked.ended_at
    )
    if not other or reason.strip():
        return []
    return [f"{line.officer} has hours on {other} at that time: give a reason."]


def _assignment_state(tx: Transaction, line: HoursLine) -> str:
    return tx.get(Assignment, line.assignment_id).state


def _enter(
    tx: Transaction, assignment_id: int, worked: Worked, reason: str, replaces: int | None = None
) -> int:
    assignment = tx.get(Assignment, assignment_id)
    if assignment.state in (AssignmentState.ASSIGNED, AssignmentState.CONFIRMED):
        assignment.state = AssignmentState.WORKED
        tx.save(assignment)
    entry = tx.add(
        TimesheetEntry(
            assignment_id=assignment_id,
            started_at=worked.started_at,
            ended_at=worked.ended_at,
            break_minutes=worked.break_minutes,
            source=worked.source,
            entered_by=tx.who,
            reason=reason,
            replaces_id=replaces,
        )
    )
    return entry.id or 0


def _common_subject(lines: Iterable[HoursLine]) -> str:
    """The detail that all lines belong to, or the table when there are several."""
    details = {line.detail_id for line in lines}
    return f"detail:{details.pop()}" if len(details) == 1 else "timesheet_entry"
