"""ctrl+c on a record: its telephone and its number are one digit away, and are said as well."""

import pytest

from coordinator.app import BookApp
from tests.screens.driver import opened

RECORDS = {
    "refill": (("f3", "r"), "1", "+1617555"),
    "detail": (("enter",), "2", "Chris +16175550"),
    "officer": (("f5", "enter"), "1", "=HYPERLINK(1), Chris +16175550012"),
    "employer": (("f6", "enter"), "2", "County Fair +16175559000"),
    "officers": (("f5",), "1", "=HYPERLINK(1), Chris +16175550012"),
}
"""Screen → the keys that lead to it, the digit of the choice, what is copied."""


@pytest.mark.parametrize("screen", RECORDS)
async def test_the_telephone_is_copied(screen: str, app: BookApp) -> None:
    keys, choice, wanted = RECORDS[screen]
    async with opened(app) as driver:
        for key in (*keys, "ctrl+c", choice):
            await driver.press(key)
        assert screen == driver.screen.NAME
        assert driver.message.startswith("Copied: ")
        assert wanted in driver.message
        assert app.clipboard in driver.message


async def test_the_telephone_stands_with_the_candidate(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f3")
        await driver.press("r")
        assert " · +1617555" in driver.text("#candidate").splitlines()[0]
