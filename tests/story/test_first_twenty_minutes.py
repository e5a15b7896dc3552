"""A coordinator alone: from an empty folder to the first staffed job, by keys."""

from pathlib import Path

import pytest
from textual.widgets import Input

from coordinator.app import BookApp
from coordinator.desk import Desk
from coordinator.first_start import FirstStartApp
from screens.book.imports import Imports
from screens.modals import Ask, Choose, Reader
from storage.database import Book
from tests.notify.servers import MailServer, mail_server
from tests.screens.driver import Driver, opened
from tests.screens.waiting import work_ended

NOW = 1_780_315_200
"""Mon 1 June 2026 08:00 in New York."""
ROSTER = "Badge,Last name,First name,Rank,Phone\n501,Able,Ann,PO,+16175550501\n502,Brown,Bo,PO,\n"
SCHEDULE = "Badge,Start,End,Kind\n502,2026-06-01 07:00,2026-06-01 15:00,regular\n"


async def test_from_an_empty_folder_to_the_first_staffed_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    (tmp_path / "roster.csv").write_text(ROSTER)
    (tmp_path / "duty.csv").write_text(SCHEDULE)
    first = FirstStartApp(tmp_path / "agency.book", lambda: NOW)
    async with first.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", *"Dover", "enter")
        await pilot.press("ctrl+u", *"America", "slash", *"New", "underscore", *"York", "enter")
        await pilot.press("enter")
        await first.workers.wait_for_complete()
    assert first.return_value is not None
    assert first.return_value.tab == "setup"
    desk = Desk(Book(first.return_value.path), clock=lambda: NOW, who="Pat")
    with mail_server() as server:
        async with opened(BookApp(desk, sending=False, tab="setup")) as driver:
            await _goes_through_it(driver, tmp_path, server)
    desk.close()


async def _goes_through_it(driver: Driver, folder: Path, server: MailServer) -> None:
    assert driver.screen.NAME == "setup"
    assert driver.status == "Set-up · 7 steps left, about 20 minutes"
    await driver.press("enter")
    await driver.fill(address="1 Main St", email="desk@dover.example")
    assert "6 steps left" in driver.status
    await _import(driver, "roster", folder / "roster.csv")
    await _import(driver, "schedule", folder / "duty.csv")
    assert "4 steps left" in driver.status
    await _take(driver, "policy", "boston")
    await _take(driver, "rates", "dover")
    await _gateway(driver, server)
    assert "1 step left" in driver.status
    await driver.press("p")
    assert isinstance(driver.app.screen, Choose)  # the plan of the first month
    await driver.press("escape")
    await _first_job(driver)


async def _to(driver: Driver, step: str) -> None:
    driver.app.go("setup")
    await driver.settled()
    await driver.press("home")
    while driver.table("steps").cursor_key != step:
        await driver.press("j")


async def _import(driver: Driver, step: str, path: Path) -> None:
    await _to(driver, step)
    await driver.press("enter")
    *_, screen, asked = driver.app.screen_stack
    assert isinstance(screen, Imports)
    assert isinstance(asked, Ask)
    asked.query_one(Input).value = str(path)
    await driver.press("enter")
    await work_ended(driver, screen)
    while isinstance(driver.app.screen, Choose):
        await driver.press("1")
        await work_ended(driver, screen)
    await driver.press("y")
    await work_ended(driver, screen)
    driver.app.go("setup")
    await driver.settled()


async def _choose(driver: Driver, key: str) -> None:
    window = driver.app.screen
    assert isinstance(window, Choose), window
    keys = [each for each, _ in window.choices]
    for _ in range(keys.index(key)):
        await driver.press("j")
    await driver.press("enter")


async def _take(driver: Driver, step: str, name: str) -> None:
    await _to(driver, step)
    await driver.press("enter")
    await _choose(driver, name)


async def _gateway(driver: Driver, server: MailServer) -> None:
    await _to(driver, "gateway")
    await driver.press("enter")
    await _choose(driver, "typed")
    url = f"mailto://localhost:{server.port}?mode=insecure&from=desk@dover.example"
    driver.app.screen.query_one(Input).value = url
    await driver.press("enter")
    assert driver.app.screen.query_one(Input).value == "desk@dover.example"
    await driver.press("enter")
    assert isinstance(driver.app.screen, Reader)
    assert "SENT" in driver.app.screen.words
    await driver.press("escape")
    assert len(server.taken) == 1
    driver.screen.reload()
    await driver.settled()


async def _first_job(driver: Driver) -> None:
    await _to(driver, "job")
    await driver.press("enter")
    await driver.fill(name="Harbor Power", number="E1")
    await _to(driver, "job")
    await driver.press("enter")
    await driver.fill(
        employer="Harbor", title="Crane", site="Pier 4, 12 Quay Road", dates="2026-06-03",
        start="08:00", end="12:00",
    )  # fmt: skip
    driver.app.go("board")
    await driver.settled()
    await driver.press("r")
    await driver.press("y")
    if isinstance(driver.app.screen, Ask):  # the policy asks why this one of equals
        await driver.type("the first to answer")
        await driver.press("enter")
    driver.app.go("setup")
    await driver.settled()
    assert driver.status == "Set-up · done"
    found = driver.app.desk.book.reader().execute(
        "SELECT officer.badge FROM assignment JOIN officer ON officer.id = officer_id"
    )
    assert found.fetchone() is not None
