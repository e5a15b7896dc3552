"""Mailing a report on a schedule from the screen; heavy reports say how far they are and stop."""

import asyncio
from concurrent.futures import Future
from threading import Event
from typing import Any

import pytest

from coordinator.actions.reports import computed
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.mailing import NewMailing, add_mailing
from coordinator.actions.results import Actor, Refused
from coordinator.app import BookApp
from coordinator.long_work import Task
from screens.reports.mailing_form import MailingForm
from screens.reports.mailings import Mailings
from screens.reports.report import ReportScreen
from storage.database import Book
from storage.queries.reports.schedules import mailings
from tests.screens.driver import opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture
from tests.screens.town import NOW


async def test_a_report_is_mailed_as_it_is_asked_and_changed_and_ended(
    app: BookApp, town: Book
) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press("f12", "slash")
        await driver.type("coming, filled")
        await driver.press("enter", "enter", "greater_than_sign", "m")
        assert isinstance(driver.screen, MailingForm)
        await driver.fill(to="chief")
        assert "'chief' is no address" in driver.message
        await driver.fill(to="Chief <chief@pd.example>", at="07:00")
        assert isinstance(driver.screen, ReportScreen)
        assert "mailed to 1 on day 1 of each month at 07:00, first on 2026-07-01" in driver.message
        (kept,) = mailings(town.reader())
        # Not the July that stood there, which would be the same again and again.
        assert kept.asked["period"] == "next 30 days"
        await driver.press("escape", "m")
        assert isinstance(driver.screen, Mailings)
        assert "on day 1 of each month at 07:00 | 2026-07-01 | Chief" in driver.rows()[0]
        await driver.press("enter")
        assert "2026-06-01 to 2026-06-30" in driver.status
        await driver.press("escape", "e")
        await driver.fill(day="15")
        assert mailings(town.reader())[0].next_on == "2026-06-15"
        await driver.press("y")
        assert "goes out with the next tick" in driver.message
        await driver.press("x")
        assert driver.rows() == []
        await driver.press("u")
        assert len(driver.rows()) == 1


class Slow:
    """Long work that ends only when it is stopped."""

    done, total = 45, 100

    def __init__(self, task: Task) -> None:
        self.task, self.result = task, Future[Any]()

    def stop(self) -> None:
        if not self.result.done():
            self.result.set_result(Refused(("Stopped.",)))


async def test_heavy_reports_say_how_far_they_are_and_stop(
    app: BookApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.long_work.LongWork", Slow)
    begun = Event()

    def endless(connection: object, values: object, run: computed.Run) -> object:
        begun.set()
        while not run():
            begun.wait(0.01)
        return computed.STOPPED

    monkeypatch.setitem(computed.COMPUTED, "order_list", endless)
    shelf = shipped_reports()
    async with opened(app) as driver, asyncio.timeout(20):
        for name, said in (("rule-effect", "45 % · x stops"), ("order-list", "running … 0 s")):
            report = shelf.named(name)
            assert report is not None
            screen = ReportScreen(app.desk, report)
            app.push_screen(screen)
            while not screen.under_way or (name == "order-list" and not begun.is_set()):
                await driver.pilot.pause(0.02)
            screen.tell()
            assert said in driver.status
            await driver.press("x")
            assert "Stopped." in driver.message
            assert not screen.under_way


@on_one_python
@at_both_sizes
def test_picture(
    app: BookApp, town: Book, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    for name, every in (("month-paid", "month"), ("working-now", "day")):
        add_mailing(
            town, Actor("Pat", NOW), NewMailing(name, {}, "Chief <c@pd.example>", every=every)
        )
    assert same_picture(app, snap_compare, size, "f12", "m")
