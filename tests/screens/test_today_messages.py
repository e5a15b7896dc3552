"""What messages want, on Today: answers to read, who was not reached, channels and mailboxes."""

import pytest

from coordinator.actions.results import Actor
from coordinator.actions.staffing.offering import offer
from coordinator.app import BookApp
from screens.messages.received import ReceivedScreen
from screens.staffing.refill import RefillScreen
from storage.database import Book
from tests.screens.answers import answers, came, officer, position
from tests.screens.driver import Driver, opened
from tests.screens.town import NOW

PAT = Actor("Pat Coordinator", NOW)


def kinds(driver: Driver) -> list[str]:
    return [row.split(" | ")[0] for row in driver.rows("needs")]


async def test_answers_stand_before_what_is_merely_open_and_enter_opens_them(
    app: BookApp, town: Book
) -> None:
    answers(town)
    async with opened(app) as driver:
        assert kinds(driver)[:5] == ["ANSWER"] * 4 + ["OPEN"]
        assert "Smith [/b]: YES 26-0002.4b" in driver.rows("needs")[0]
        assert "? OFFICER10@rivermouth.example: ok i'll take it" in driver.rows("needs")[2]
        await driver.press("shift+tab", "j", "enter")
        assert isinstance(driver.screen, ReceivedScreen)
        assert "Gray" in driver.status


async def test_many_answers_are_one_line_more(app: BookApp, town: Book) -> None:
    for number in range(8):
        came(town, text=f"answer {number}", ago=1000 - number, address=f"+1617555777{number}")
    async with opened(app) as driver:
        assert kinds(driver)[:6] == ["ANSWER"] * 5 + ["ANSWERS"]
        assert "3 more to read" in driver.rows("needs")[5]
        await driver.press("shift+tab", *"jjjjj", "enter")
        assert driver.screen.NAME == "inbox"
        assert len(driver.rows()) == 8


async def test_who_was_not_reached_is_one_key_from_being_asked_otherwise(
    app: BookApp, town: Book
) -> None:
    seat, _ = position(town, "26-0002.4b")
    offer(town, PAT, seat, (officer(town, "Smith"), officer(town, "Adams")))
    with town.action(PAT, "settle offers", "offer:1") as tx:
        tx.connection.execute("UPDATE offer SET state = 'unreached' WHERE id = 1")
    async with opened(app) as driver:
        row = next(row for row in driver.rows("needs") if row.startswith("UNREACHED"))
        assert "26-0002.4b: Smith [/b] asked, and not reached" in row
        await driver.press("shift+tab", "r")
        assert isinstance(driver.screen, RefillScreen)


@pytest.mark.parametrize(
    ("row", "kind", "words"),
    [
        ("lane VALUES ('sms', 'login refused', 0, 5)", "CHANNEL", "sms: login refused"),
        (
            "mailbox_mark (source, epoch, last, read_at, trouble)"
            " VALUES ('imaps://mail.town.example', '', '', 5, 'no such user [/b]')",
            "MAILBOX",
            "imaps://mail.town.example: no such user [/b]",
        ),
    ],
)
async def test_a_gateway_or_mailbox_in_trouble_leads_to_settings(
    row: str, kind: str, words: str, app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        with town.unlogged() as connection:
            connection.execute(f"INSERT INTO {row}")
        app._watch()
        await driver.settled()
        line = next(n for n, need in enumerate(driver.rows("needs")) if need.startswith(kind))
        assert words in driver.rows("needs")[line]
        await driver.press("shift+tab", *"j" * line, "enter")
        assert driver.screen.NAME == "settings"


async def test_what_failed_leads_to_it_in_the_outbox(app: BookApp, town: Book) -> None:
    seat, _ = position(town, "26-0002.4b")
    offer(town, PAT, seat, (officer(town, "Adams"), officer(town, "Baker")))
    with town.unlogged() as connection:
        connection.execute(
            "INSERT INTO delivery (message_id, n, began_at, ended_at, outcome, answer)"
            " SELECT id, 1, ?, ?, 'refused', '550' FROM message WHERE name LIKE '%Baker'",
            (NOW, NOW),
        )
    async with opened(app) as driver:
        line = next(n for n, need in enumerate(driver.rows("needs")) if need.startswith("FAILED"))
        await driver.press("shift+tab", *"j" * line, "enter")
        await driver.settled()
        assert driver.screen.NAME == "messages"
        assert [row.split(" | ")[1:3] for row in driver.rows()] == [["FAILED", "Chris Baker"]]
