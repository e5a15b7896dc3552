"""Where answers come from is set on the screen, and looked into at once, with real files."""

import os
from pathlib import Path

from coordinator.app import BookApp
from screens.messages.gateway_steps import AskSecret
from screens.modals import Choose
from storage.database import Book
from storage.queries.book.settings import setting
from tests.screens.answers import officer
from tests.screens.driver import Driver, opened
from tests.screens.town import NOW

MAIL = b"""From: Chris Adams <officer0@rivermouth.example>\r
To: desk@rivermouth.example\r
Message-ID: <one@rivermouth.example>\r
Date: Mon, 01 Jun 2026 07:30:00 -0400\r
Subject: tomorrow\r
Content-Type: text/plain; charset=utf-8\r
\r
I have a question about the crane [/b] detail, please ring me\r
"""


async def at_line(driver: Driver, words: str) -> None:
    driver.app.go("settings")
    await driver.settled()
    rows = driver.rows("settings")
    line = next(n for n, row in enumerate(rows) if words in row)
    driver.table("settings").move_cursor(line)
    await driver.press("enter")


async def test_a_folder_is_set_looked_into_and_its_mail_waits_in_the_inbox(
    app: BookApp, town: Book, tmp_path: Path
) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "one.eml").write_bytes(MAIL)
    # A file that was only just written may not be whole yet.
    os.utime(folder / "one.eml", (NOW - 600, NOW - 600))
    async with opened(app, wide=True) as driver:
        await at_line(driver, "Answers from: another")
        await driver.press("5")
        await driver.type(str(folder))
        await driver.press("enter", "enter")
        assert setting(town.reader(), "replies.sources") == {"eml": f"eml:{folder}"}
        assert any("not read yet" in row for row in driver.rows("settings"))
        await at_line(driver, "Answers from: eml")
        await driver.press("1")
        assert "1 to be read" in driver.message
        await driver.press("f9")
        assert "Adams, Chris" in driver.row()
        assert "the crane [/b] detail" in driver.row()
        await driver.press("i")
        assert "Nothing new came in" in driver.message
    found = town.reader().execute("SELECT officer_id FROM received").fetchall()
    assert found == [(officer(town, "Adams"),)]


async def test_a_mailbox_asks_for_its_password_unseen(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await at_line(driver, "Answers from: another")
        await driver.press("1")
        await driver.type("imap.town.example")
        await driver.press("enter")
        await driver.type("desk@town.example")
        await driver.press("enter", "enter")
        assert isinstance(driver.app.screen, AskSecret)
        await driver.press("enter", "enter")
        assert setting(town.reader(), "replies.sources") == {
            "imaps": "imaps://desk%40town.example:{secret}@imap.town.example/INBOX"
        }
        await at_line(driver, "Answers from: imaps")
        window = driver.app.screen
        assert isinstance(window, Choose)
        await driver.press("3")
        assert setting(town.reader(), "replies.sources") == {}


async def test_what_a_mailbox_lacks_is_said_where_it_stands(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await at_line(driver, "Answers from: another")
        await driver.press("6")
        await driver.type("/nowhere/mbox")
        await driver.press("enter", "enter")
        await driver.press("f9", "i")
        assert "mbox" in driver.message
        await driver.press("f10")
        driver.app.go("settings")
        await driver.settled()
        assert any("TROUBLE" in row for row in driver.rows("settings"))


async def test_looking_without_any_source_says_what_to_do(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f9", "i")
        assert "No mailbox is set" in driver.message


async def test_settings_of_several_values_are_typed_as_they_are_shown(
    app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        await at_line(driver, "Remind officers before")
        await driver.type("soon")
        await driver.press("enter")
        assert "cannot be read" in driver.message
        await driver.press("enter")
        await driver.type('{"": [24, 3]}')
        await driver.press("enter")
        assert setting(town.reader(), "messages.reminders") == {"": [24, 3]}
        assert '{"": [24, 3]}' in driver.row("settings")
