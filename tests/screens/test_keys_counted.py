"""Keys are counted per day: exactly those pressed, numbers only, and not where nobody wants it."""

from datetime import date

import pytest

from coordinator.actions.book.settings import set_setting
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from coordinator.app_keys import COUNTED, KeyCount
from coordinator.desk import Desk
from coordinator.rules.reports.report import Result
from storage.database import Book
from storage.models import CallNote, Message
from tests.screens.driver import opened
from tests.screens.town import NOW


def kept(book: Book) -> list[tuple[object, ...]]:
    return book.reader().execute("SELECT * FROM desk_day").fetchall()


def plant_messages_and_a_call(book: Book) -> None:
    """One message about a seat, one call for it; and mails that are about no seat at all."""
    with book.action(Actor("sender", NOW), "plant", "agency:1") as tx:
        for event, position in (("reminder", 1), ("seal", None), ("report", None)):
            tx.add(
                Message(
                    event=event, audience="officer", channel="email", position_id=position,
                    key=event, queued_at=NOW, leaves_at=NOW, not_after_at=NOW + 60,
                )
            )  # fmt: skip
        tx.add(CallNote(position_id=1, officer_id=1, outcome="refused", called_at=NOW))


async def test_a_refill_counts_exactly_the_keys_that_were_pressed(app: BookApp, town: Book) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press("c", "r", "enter", "y")
        assert "in for Evans" in driver.message
        app.write_keys()
        await driver.settled()
        assert kept(town) == [("2026-06-01", "Pat Coordinator", 4, 1)]
        # Keys that a field takes, and that nothing takes, count too; each once.
        await driver.press("slash", "a", "b", "escape", "f9", "j", "j")
        # Nor what is typed before the lock.
        await driver.press("ctrl+l", "x", "y", "enter")
        app.exit()
        await driver.settled()
    assert kept(town) == [("2026-06-01", "Pat Coordinator", 12, 1)]
    plant_messages_and_a_call(town)
    report = shipped_reports().named("coordinators-work")
    assert report is not None
    result = run_report(town.reader(), report, Asking(town.path, NOW + 60, {}))
    assert isinstance(result, Result)
    june = next(row for row in result.rows if row[0] == "2026-06")
    found = {name: june[result.place(name)] for name in (
        "filled", "refilled", "keys", "desk", "keys_each", "actions_filled", "actions_refilled",
        "messages", "calls", "messages_each", "calls_each",
    )}  # fmt: skip
    # The seat was made, given, given back and given again; the last two are the refill. Of it three
    # people were told, and of the planted messages one is about a seat.
    assert found == {
        "filled": 1, "refilled": 1, "keys": 12, "desk": 1, "keys_each": 12.0, "actions_filled": 4,
        "actions_refilled": 2, "messages": 4, "calls": 1, "messages_each": 4.0, "calls_each": 1.0,
    }  # fmt: skip


async def test_where_the_agency_does_not_want_it_nothing_is_kept(
    app: BookApp, town: Book, desk: Desk
) -> None:
    set_setting(town, desk.actor(), COUNTED, value=False)
    async with opened(app) as driver:
        await driver.press("j", "j")
        app.write_keys()
        await driver.settled()
    assert kept(town) == []


def test_a_day_ends_at_local_midnight(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    count = KeyCount()
    for at in (0, 0, 30, 60, 86_400):
        monkeypatch.setattr(desk, "clock", lambda at=at: NOW + at)
        count.press(desk)
    first, second = date(2026, 6, 1), date(2026, 6, 2)
    assert count.take() == {first: (4, 2), second: (1, 1)}
    assert count.take() == {}
