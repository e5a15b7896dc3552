"""Hours worked: entered, corrected, approved. Nothing is billed or paid before approval.

An officer never approves his own hours. Where the office has two people, the setting
`hours.four_eyes` also keeps whoever entered the hours from approving them; an office of one
coordinator leaves it off.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from coordinator.actions.messages.telling_of_money import tell_hours
from coordinator.actions.pay.hours_columns import columns_of, terms_of
from coordinator.actions.pay.hours_writing import (
    AS_SCHEDULED,
    FOUR_EYES,
    NOT_WAITING,
    Approving,
    Worked,
    approve_within,
    problems,
    replace_within,
)
from coordinator.actions.results import Actor, Refused
from coordinator.rules.hours_agreement import SCHEDULED, disagreement
from coordinator.rules.words import EntryState
from storage.database import Book
from storage.models import Assignment, TimesheetEntry
from storage.queries.money.hours import HoursLine, hours_of_assignments, waiting_hours
from storage.queries.money.stated import latest_statements
from storage.transaction import Transaction

__all__ = ["FOUR_EYES", "HoursApproved", "HoursEntered", "Worked", "approve_hours"]


@dataclass(frozen=True, slots=True)
class HoursEntered:
    """The hours are in the book and wait for approval."""

    entry_ids: tuple[int, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class HoursApproved:
    """The hours may be billed and paid. `left` says of each entry why it was left as it is,
    `warnings` what the policy says of others that were approved, and which later hours were
    charged before them and would cost another sum now."""

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
        wrong = problems(tx, line, worked, reason)
        if line.entry_id is not None:
            wrong.append(f"{line.position_number} has hours already: correct them.")
        if wrong:
            tx.abandon()
            return Refused(tuple(wrong))
        entry = replace_within(tx, line, worked, reason)
        return HoursEntered((entry,), f"Hours of {line.officer} on {line.position_number} entered")


def enter_as_scheduled(
    book: Book, actor: Actor, assignments: Iterable[int]
) -> HoursEntered | Refused:
    """Everybody worked exactly as scheduled: enter that for those who have no hours yet."""
    wanted = tuple(assignments)
    with book.action(actor, "enter hours", "assignment", AS_SCHEDULED) as tx:
        lines = [x for x in hours_of_assignments(tx.connection, wanted) if x.entry_id is None]
        wrong: list[str] = []
        entered: list[int] = []
        for line in lines:
            worked = Worked(line.scheduled_start, line.scheduled_end)
            wrong += problems(tx, line, worked, "")
            if not wrong:
                entered.append(replace_within(tx, line, worked, AS_SCHEDULED))
        if wrong or not entered:
            tx.abandon()
            return Refused(tuple(wrong) or ("There are no hours to enter.",))
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
        wrong = problems(tx, line, worked, reason)
        if line.entry_id is None:
            wrong.append(f"{line.position_number} has no hours yet: enter them.")
        if wrong or line.entry_id is None:
            tx.abandon()
            return Refused(tuple(wrong))
        entry = replace_within(tx, line, worked, reason)
        return HoursEntered((entry,), f"Hours on {line.position_number} corrected")


def approve_hours(book: Book, actor: Actor, entries: Iterable[int]) -> HoursApproved | Refused:
    """Approve entries; those that this person may not approve are left, each with its reason."""
    return _told(book, actor, _approve(book, actor, tuple(entries), lambda line: ""))


def approve_matching(
    book: Book, actor: Actor, entries: Iterable[int] | None = None
) -> HoursApproved | Refused:
    """Approve all waiting entries (or these) whose hours are exactly as scheduled."""
    if entries is None:
        lines = waiting_hours(book.reader(), limit=10_000)
        entries = [line.entry_id for line in lines if line.entry_id is not None]
    return _told(book, actor, _approve(book, actor, tuple(entries), _differs))


def enter_again(book: Book, actor: Actor, detail_id: int) -> HoursEntered | Refused:
    """Enter those hours of a detail again, as they were, that were billed or paid before earlier
    hours came in which count before them; so the next invoice or run charges the difference."""
    from coordinator.actions.billing.overtaken import overtaken

    late = {
        each.assignment_id: ", ".join(each.late)
        for side in ("bill", "pay")
        for each in overtaken(
            book.reader(), side, actor.now, wanted=lambda detail: detail.id == detail_id
        )
    }
    with book.action(actor, "correct hours", f"detail:{detail_id}") as tx:
        lines = hours_of_assignments(tx.connection, list(late))
        entered = [_again(tx, line, late[line.assignment_id]) for line in lines]
        if not entered:
            tx.abandon()
            return Refused(("Nothing there was charged before earlier hours came in.",))
        tx.reason = "earlier hours came in"
        many = "1 entry" if len(entered) == 1 else f"{len(entered)} entries"
        words = f"{many} entered again; approved, the difference is charged"
        return HoursEntered(tuple(entered), words)


def _again(tx: Transaction, line: HoursLine, late: str) -> int:
    started, ended = line.started_at or 0, line.ended_at or 0
    worked = Worked(started, ended, line.break_minutes)
    old = tx.get(TimesheetEntry, line.entry_id or 0)
    entry = tx.get(TimesheetEntry, replace_within(tx, line, worked, f"hours of {late} came in"))
    entry.arrest_minutes, entry.source = old.arrest_minutes, old.source
    tx.save(entry)
    return entry.id


def _told(book: Book, actor: Actor, done: HoursApproved | Refused) -> HoursApproved | Refused:
    """With what these hours change of what was charged before."""
    if isinstance(done, Refused):
        return done
    from coordinator.actions.billing.overtaken import overtaken

    found = [
        each.reason
        for side in ("bill", "pay")
        for each in overtaken(book.reader(), side, actor.now, done.entry_ids)
    ]
    return replace(done, warnings=(*done.warnings, *found))


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
        approving, differing = Approving(tx), _differing(tx, rows, lines.values())
        left: list[str] = []
        done: list[int] = []
        for row in rows:
            line = lines.get(row.id)
            if row.state != EntryState.ENTERED or line is None:
                left.append(f"{line.position_number if line else row.id}: {NOT_WAITING}")
                continue
            why = approving.objection(line) or objection(line) or differing.get(row.id, "")
            if why := why or approving.ties(line):
                left.append(f"{line.position_number}: {why}")
            else:
                done.append(approve_within(tx, row))
        if not done:
            tx.abandon()
            return Refused(tuple(left) or ("There are no hours to approve.",))
        tx.subject = _common_subject([x for x in lines.values() if x.entry_id in done])
        tell_hours(tx, done)
        return HoursApproved(tuple(done), tuple(left), approving.warned)


def _differing(
    tx: Transaction, rows: Iterable[TimesheetEntry], lines: Iterable[HoursLine]
) -> dict[int, str]:
    """Entry → which statement it contradicts, where nobody has given a reason for it."""
    reasoned = {row.id for row in rows if row.reason not in ("", AS_SCHEDULED)}
    plain = [x for x in lines if x.entry_id is not None and x.entry_id not in reasoned]
    statements = latest_statements(tx.connection, [x.assignment_id for x in plain])
    terms = terms_of(tx.connection)
    found = {}
    for line in plain:
        columns = columns_of(line, statements)
        # Only what was stated speaks against it: an entry may differ from the schedule.
        columns.pop(SCHEDULED)
        if line.entry_id and (why := disagreement(columns, terms.tolerance)):
            found[line.entry_id] = f"{why}: settle it with a reason"
    return found


def _differs(line: HoursLine) -> str:
    return "" if line.as_scheduled else "the hours are not as scheduled"


def enter_within(tx: Transaction, assignment_id: int, worked: Worked, reason: str) -> int | Refused:
    """Enter the hours of an assignment in the caller's action; gives the entry."""
    line = _line(tx, assignment_id)
    wrong = problems(tx, line, worked, reason)
    return Refused(tuple(wrong)) if wrong else replace_within(tx, line, worked, reason)


def _line(tx: Transaction, assignment_id: int) -> HoursLine:
    tx.get(Assignment, assignment_id)
    return hours_of_assignments(tx.connection, [assignment_id])[0]


def _common_subject(lines: Iterable[HoursLine]) -> str:
    """The detail that all lines belong to, or the table when there are several."""
    details = {line.detail_id for line in lines}
    return f"detail:{details.pop()}" if len(details) == 1 else "timesheet_entry"
