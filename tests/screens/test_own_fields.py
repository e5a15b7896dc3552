"""Fields of the agency's own in Settings: defined, called otherwise, retired."""

from coordinator.app import BookApp
from storage.database import Book
from tests.screens.driver import opened


async def test_a_field_is_defined_changed_and_retired(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        driver.screen.post_place("settings")
        await driver.settled()
        await driver.press("G", "enter")
        await driver.fill(key="Shirt", label="Shirt [/] size", record="officer")
        assert "is no key" in driver.message
        await driver.fill(key="shirt", kind="choice", choices="L | XL")
        assert any(
            "Shirt [/] size | officer · choice: L, XL" in row for row in driver.rows("settings")
        )
        await driver.press("G", "up", "enter", "1")
        await driver.fill(label="Shirt")
        assert any("Shirt | officer" in row for row in driver.rows("settings"))
        await driver.press("G", "up", "enter", "2")
        assert not any("officer · choice" in row for row in driver.rows("settings"))
        await driver.press("u")
    (held,) = town.reader().execute("SELECT label, choices, retired FROM custom_field")
    assert held == ("Shirt", "L\nXL", 0)
