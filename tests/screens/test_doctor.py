"""The self-test on the screen: what is broken first, with its remedy, and the support bundle."""

import zipfile

import pytest

from coordinator.app import BookApp
from screens.book.doctor import Doctor
from storage.database import Book
from tests.screens.driver import opened
from tests.screens.waiting import work_ended


async def test_it_says_what_is_broken_and_writes_the_bundle(
    app: BookApp, town: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    with town.unlogged() as connection:
        connection.execute("UPDATE employer SET name = 'Another [/b]' WHERE id = 1")
    async with opened(app) as driver:
        driver.app.go("doctor")
        await driver.settled()
        screen = driver.screen
        assert isinstance(screen, Doctor)
        await driver.press("y")
        await work_ended(driver, screen)
        assert driver.status.startswith("Self-test · 1 broken · ")
        assert driver.rows("doctor")[0].startswith("BROKEN | Book | chain")
        assert "→ `coordinator verify`" in driver.text("#found")
        await driver.press("j")
        assert "→ " in driver.text("#found")
        await driver.press("p", "enter")
        await work_ended(driver, screen)
        assert "holds no personal data" in driver.message
        assert zipfile.is_zipfile(town.path.with_name("coordinator-support.zip"))
