"""The words of messages on the screen: whose they are, what they read like, changing them."""

import pytest
from textual.widgets import TextArea

from coordinator.actions.book.settings import set_setting
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from screens.messages.text_form import TextForm
from screens.messages.texts import Texts
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.town import NOW


async def at_offered_by_text(driver: Driver) -> None:
    driver.app.go("texts")
    await driver.settled()
    await driver.press("slash")
    await driver.type("offered sms")
    await driver.press("enter")


async def test_each_text_says_whose_it_is_and_is_previewed_on_a_real_detail(
    app: BookApp,
) -> None:
    async with opened(app) as driver:
        await at_offered_by_text(driver)
        assert isinstance(driver.screen, Texts)
        assert [row.split(" | ")[:4] for row in driver.rows("texts")] == [
            ["offered", "officer", "sms", "shipped"]
        ]
        assert "with detail 26-0001.4 · " in driver.text("#past")
        assert "of 160" in driver.text("#past")
        assert "OPEN: detail 26-0001.4" in driver.text("#past")


async def test_words_are_changed_checked_and_taken_back(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await at_offered_by_text(driver)
        await driver.press("enter")
        assert isinstance(driver.screen, TextForm)
        await driver.type("$ofcer")
        await driver.pilot.pause(0.3)
        await driver.settled()
        assert "did you mean $officer?" in driver.text("#past")
        await driver.press("ctrl+s")
        assert "no such placeholder" in driver.message
        assert isinstance(driver.screen, TextForm)
        await driver.press(*["backspace"] * 6)
        await driver.type("[/b] $job ")
        await driver.press("ctrl+s")
        assert isinstance(driver.screen, Texts)
        assert "OWN" in driver.row("texts")
        assert "[/b] Traffic" in driver.text("#past")
        await driver.press("x")
        assert "shipped" in driver.row("texts")
        await driver.press("u")
        assert "OWN" in driver.row("texts")


async def test_a_trial_goes_to_the_coordinator_and_to_nobody_else(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await at_offered_by_text(driver)
        await driver.press("m")
        assert "Settings do not say where you are told by sms" in driver.message
        own = {"name": "Pat", "phone": "+16175559999"}
        set_setting(town, Actor("Pat Coordinator", NOW), "messages.coordinator", own)
        await driver.press("m")
        found = town.reader().execute("SELECT address, body, leaves_at FROM message").fetchall()
        assert [(address, leaves) for address, _, leaves in found] == [("+16175559999", NOW)]
        assert "26-0001.4" in found[0][1]
        await driver.press("u")
        assert town.reader().execute("SELECT state FROM message").fetchall() == [("recalled",)]


async def test_what_is_typed_and_not_saved_is_back_when_the_text_is_opened_again(
    app: BookApp,
) -> None:
    async with opened(app) as driver:
        await at_offered_by_text(driver)
        await driver.press("enter")
        await driver.type("Thanks ")
        await driver.pilot.pause(0.3)
        await driver.settled()
        await driver.press("escape", "enter")
        assert "What you had typed is back" in driver.message
        body = driver.app.screen.query_one("#body", TextArea)
        assert body.text.startswith("Thanks ")
        await driver.press("ctrl+r")
        assert not body.text.startswith("Thanks ")
        await driver.press("escape", "enter")
        assert "is back" not in driver.message


@on_one_python
@at_both_sizes
@pytest.mark.parametrize("name", ["texts", "text_form"])
def test_picture(name: str, size: tuple[int, int], app: BookApp, snap_compare: SnapCompare) -> None:
    async def there(driver: Driver) -> None:
        await at_offered_by_text(driver)
        if name == "text_form":
            await driver.press("enter")

    assert picture_after(app, snap_compare, size, there)
