"""Hours worked on the demo's past details, most of them approved."""

from coordinator.demo.work import World
from coordinator.rules.words import AssignmentState, EntryState
from storage.models import TimesheetEntry
from storage.transaction import Transaction

QUARTER = 900
LIEUTENANT = "Lt. Dana Whitlock"
"""Approves what the coordinator enters,"""
ALONE = 90
"""but every so many entries, which the coordinator approved alone."""


def enter_hours(tx: Transaction, world: World, since: int, until: int, *, approved: bool) -> None:
    """Write an entry for every assignment worked that ended in [since, until) (UTC seconds).

    Most ran as ordered; some went on for a while, a few ended early.
    """
    worked = tx.connection.execute(
        "SELECT id, starts_at, ends_at FROM assignment "
        "WHERE state = ? AND ends_at >= ? AND ends_at < ? ORDER BY ends_at, id",
        (AssignmentState.WORKED, since, until),
    ).fetchall()
    for ordinal, (assignment_id, starts_at, ends_at) in enumerate(worked, 1):
        later = world.random.choice((0, 0, 0, 0, 0, 1, 1, 2, 4, -2)) * QUARTER
        approver = LIEUTENANT if ordinal % ALONE else tx.who
        tx.add(
            TimesheetEntry(
                assignment_id=assignment_id,
                started_at=starts_at,
                ended_at=max(ends_at + later, starts_at + 3_600),
                state=EntryState.APPROVED if approved else EntryState.ENTERED,
                entered_by=tx.who,
                approved_by=approver if approved else "",
                approved_at=tx.now if approved else None,
            )
        )
