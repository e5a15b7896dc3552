"""Reminders of debt by the clock, where the agency lets the billing terms speak for themselves.

Only plain reminders: letters, stops and whatever wants an approver stay the coordinator's. A step
is written down when it is taken, so nobody is reminded twice, by the clock and by hand.
"""

from coordinator.actions.due.due_terms import DAY, speaks_since
from coordinator.actions.results import Actor, Refused
from coordinator.rules.billing_terms import REMINDER
from storage.database import Book
from storage.queries.book.settings import setting

CHASE = "messages.chase"
"""Setting: whether reminders that the billing terms ask for leave without the coordinator."""


def chase_due(book: Book, actor: Actor) -> int:
    """Queue the reminders that are due; how many. Raises BookError."""
    connection = book.reader()
    if setting(connection, CHASE) is not True:
        return 0
    # Terms are documents: read only where somebody asks for it.
    from coordinator.actions.billing.dunning import preview_dunning, run_dunning

    since = speaks_since(connection)
    plans = [
        plan
        for plan in preview_dunning(connection, actor.now)
        if plan.step.does == REMINDER
        and not plan.step.approved
        and actor.now - (plan.days_late - plan.step.days) * DAY >= since
    ]
    done = run_dunning(book, actor, plans, unread=True) if plans else None
    return 0 if done is None or isinstance(done, Refused) else done.drafts
