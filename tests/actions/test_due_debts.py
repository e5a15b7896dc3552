"""Reminders of debt leave by the clock only where the agency says so, and never twice."""

from coordinator.actions.book.settings import set_setting
from coordinator.actions.due.due_messages import CLOCK, queue_due
from tests.actions.receivables_town import Town, billed
from tests.actions.test_dunning import later, town

__all__ = ["town"]


def owed(town: Town, days: int) -> int:
    """How many reminders a tick queues so many days after the invoice was due, at nine."""
    queued = dict(queue_due(town.book, CLOCK, later(town, days).now).events)
    return queued.get("debt", 0)


def test_the_clock_reminds_of_debt_where_it_may_each_once(town: Town) -> None:
    billed(town)
    assert owed(town, 3) == 0
    set_setting(town.book, town.actor, "messages.chase", value=True)
    assert owed(town, 0) == 0
    assert owed(town, 3) == 1
    assert owed(town, 3) == 0
    assert town.scalar("SELECT state FROM message WHERE event = 'debt'") == "queued"
    body = str(town.scalar("SELECT body FROM message WHERE event = 'debt'"))
    assert "owes 330.00 USD for 2026-00001, 3 days late." in body


def test_letters_and_stops_stay_the_coordinators(town: Town) -> None:
    billed(town)
    set_setting(town.book, town.actor, "messages.chase", value=True)
    for days in range(1, 40):
        owed(town, days)
    steps = town.book.reader().execute("SELECT DISTINCT step FROM dunning_step").fetchall()
    assert steps == [("reminder",)]
