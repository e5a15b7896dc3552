"""A gateway is chosen by provider, filled in step by step, and tried against a real mail server."""

import pytest

from coordinator.app import BookApp
from screens.messages.gateway_steps import AskSecret, ask_gateway
from screens.modals import Ask, Choose, Reader
from storage.database import Book
from storage.queries.book.settings import setting
from tests.notify.servers import mail_server
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after


async def at_gateway(driver: Driver, channel: str) -> None:
    driver.app.go("settings")
    await driver.settled()
    rows = driver.rows("settings")
    line = next(n for n, row in enumerate(rows) if f"Gateway: {channel}" in row)
    driver.table("settings").move_cursor(line)
    await driver.press("enter")


async def test_a_provider_asks_for_what_its_url_names(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await at_gateway(driver, "email")
        window = driver.app.screen
        assert isinstance(window, Choose)
        await driver.press("3")
        await driver.type("mail.town.example")
        await driver.press("enter")
        await driver.type("desk@town.example")
        await driver.press("enter")
        assert setting(town.reader(), "gateway.email") == (
            "mailto://mail.town.example:25?from=desk@town.example"
        )
        # What it says of the gateway, and then where the test is to go.
        assert isinstance(driver.app.screen, Ask)
        await driver.press("escape")
        assert "The gateway for email is set." in driver.message


async def test_secrets_are_asked_for_in_words_and_typed_unseen(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await at_gateway(driver, "sms")
        await driver.press("1")
        await driver.type("+12025550100")
        await driver.press("enter")
        window = driver.app.screen
        assert isinstance(window, AskSecret)
        assert window.heading == "Account SID (AC…) of sms"
        await driver.press("escape")
        assert "Nothing was changed" in driver.message
        assert setting(town.reader(), "gateway.sms") is None


async def test_a_test_message_goes_out_at_once_and_its_outcome_is_shown(
    app: BookApp, town: Book
) -> None:
    with mail_server() as server:
        async with opened(app) as driver:
            await at_gateway(driver, "email")
            await driver.press("7")
            await driver.press("ctrl+a")
            await driver.type(f"mailto://127.0.0.1:{server.port}/?from=desk@town.example")
            await driver.press("enter")
            await driver.type("pat@town.example")
            await driver.press("enter")
            window = driver.app.screen
            assert isinstance(window, Reader)
            assert "SENT to pat@town.example" in window.words
            [mail] = server.mails()
            assert mail["To"] == "pat@town.example"
            await driver.press("escape")
            await at_gateway(driver, "email")
            choices = driver.app.screen
            assert isinstance(choices, Choose)
            assert choices.choices[0][1] == "send a test message"
            await driver.press("9")
            assert setting(town.reader(), "gateway.email") == ""


async def test_what_the_gateway_refuses_is_said(app: BookApp) -> None:
    async with opened(app) as driver:
        await at_gateway(driver, "email")
        await driver.press("7")
        await driver.type("mailto://127.0.0.1:9/?from=desk@town.example")
        await driver.press("enter")
        await driver.type("pat@town.example")
        await driver.press("enter")
        window = driver.app.screen
        assert isinstance(window, Reader)
        assert "NOT SENT now" in window.words


@on_one_python
@at_both_sizes
@pytest.mark.parametrize("name", ["sms"])
def test_picture(name: str, size: tuple[int, int], app: BookApp, snap_compare: SnapCompare) -> None:
    async def there(driver: Driver) -> None:
        # Over Today, since Settings behind it has new lines ever so often.
        ask_gateway(driver.screen, name, "")
        await driver.settled()

    assert picture_after(app, snap_compare, size, there)
