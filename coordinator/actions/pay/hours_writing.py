"""What entering, agreeing on and approving hours do within a transaction."""

from dataclasses import dataclass

from coordinator.actions.staffing.approving import Approver
from coordinator.rules.words import LIVE_ASSIGNMENT, AssignmentState, EntryState
from storage.models import Assignment, TimesheetEntry
from storage.queries.book.settings import setting
from storage.queries.money.hours import HoursLine, overlapping_entry
from storage.transaction import Transaction

FOUR_EYES = "hours.four_eyes"
AS_SCHEDULED = "as scheduled"
FAR_SECONDS = 24 * 3600
"""Hours that begin further than this from the scheduled start are taken for a slip of the date."""
LONGEST_SECONDS = 36 * 3600
NOT_WAITING = "it does not wait for approval"


@dataclass(frozen=True, slots=True)
class Worked:
    """Hours as they are to be entered. UTC seconds, half-open; `source` says who states them."""

    started_at: int
    ended_at: int
    break_minutes: int = 0
    source: str = "coordinator"


class Approving:
    """One person who approves the hours of several officers, within one action."""

    def __init__(self, tx: Transaction) -> None:
        self.four_eyes = bool(setting(tx.connection, FOUR_EYES, default=False))
        self._who = tx.who
        self._approver = Approver(tx.connection, tx.who, tx.now)
        self._warned: list[str] = []

    @property
    def warned(self) -> tuple[str, ...]:
        """What the policy says of hours that were approved nevertheless."""
        return tuple(dict.fromkeys(self._warned))

    def objection(self, line: HoursLine) -> str:
        """Why this person may not approve these hours, or empty."""
        if is_of(self._who, line):
            return "nobody approves his own hours"
        if self.four_eyes and line.entered_by.casefold().strip() == self._who.casefold().strip():
            return "whoever entered hours does not approve them here (setting hours.four_eyes)"
        return ""

    def ties(self, line: HoursLine) -> str:
        """What the policy has against it, where it refuses; where it warns that is kept."""
        found = self._approver.of_hours(line.assignment_id, line.officer_id)
        if found.refusing:
            return found.words
        self._warned += found.warning
        return ""


def is_of(who: str, line: HoursLine) -> bool:
    """Whether a person's name is that of the officer: whole, in either order, or his badge."""
    words = {word.strip(".,#()") for word in who.casefold().split()}
    name = {word.strip(".,") for word in line.officer.casefold().split()}
    return line.badge.casefold() in words or (bool(name) and name <= words)


def problems(tx: Transaction, line: HoursLine, worked: Worked, reason: str) -> list[str]:
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
    if line.state == "missing" and _state(tx, line) not in LIVE_ASSIGNMENT:
        found.append(f"{what}: {line.officer} does not hold it.")
    return found + _overlap(tx, line, worked, reason)


def replace_within(tx: Transaction, line: HoursLine, worked: Worked, reason: str) -> int:
    """Enter the hours of an assignment; an entry that was there is kept as replaced."""
    if line.entry_id is not None:
        old = tx.get(TimesheetEntry, line.entry_id)
        old.state = EntryState.REPLACED
        tx.save(old)
    assignment = tx.get(Assignment, line.assignment_id)
    if assignment.state in (AssignmentState.ASSIGNED, AssignmentState.CONFIRMED):
        assignment.state = AssignmentState.WORKED
        tx.save(assignment)
    entry = tx.add(
        TimesheetEntry(
            assignment_id=line.assignment_id,
            started_at=worked.started_at,
            ended_at=worked.ended_at,
            break_minutes=worked.break_minutes,
            source=worked.source,
            entered_by=tx.who,
            reason=reason,
            replaces_id=line.entry_id,
        )
    )
    return entry.id


def approve_within(tx: Transaction, row: TimesheetEntry) -> int:
    """Set an entry approved by whoever acts; returns it."""
    row.state, row.approved_by, row.approved_at = EntryState.APPROVED, tx.who, tx.now
    tx.save(row)
    return row.id


def _overlap(tx: Transaction, line: HoursLine, worked: Worked, reason: str) -> list[str]:
    other = overlapping_entry(
        tx.connection, line.assignment_id, line.officer_id, worked.started_at, worked.ended_at
    )
    if not other or reason.strip():
        return []
    return [f"{line.officer} has hours on {other} at that time: give a reason."]


def _state(tx: Transaction, line: HoursLine) -> str:
    return tx.get(Assignment, line.assignment_id).state
