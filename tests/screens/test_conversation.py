"""What was said to somebody and by him, and the line that is written to him or to several."""

from coordinator.actions.results import Actor
from coordinator.actions.staffing.leaving import call_off
from coordinator.app import BookApp
from screens.messages.conversation import ConversationScreen
from screens.messages.writing import Write
from storage.database import Book
from tests.screens.answers import answers, came, officer
from tests.screens.driver import opened
from tests.screens.town import NOW


def bodies(town: Book) -> list[tuple[str, str]]:
    found = town.reader().execute("SELECT name, body FROM message WHERE event = 'broadcast'")
    return found.fetchall()


async def test_both_ways_stand_in_order_and_enter_opens_either(app: BookApp, town: Book) -> None:
    answers(town)
    held = town.reader().execute(
        "SELECT assignment.id FROM assignment JOIN position ON position.id = position_id"
        " WHERE number = '26-0001.4a'"
    )
    call_off(town, Actor("Pat Coordinator", NOW - 120), held.fetchone()[0], "sick")
    async with opened(app) as driver:
        await driver.press("f5", "slash")
        await driver.type("evans")
        await driver.press("enter", "enter", "m")
        assert isinstance(driver.screen, ConversationScreen)
        sent, wrote = (row.split(" | ") for row in driver.rows("said"))
        assert sent[1] == "->"
        assert sent[5] == "DUE"
        assert wrote[1:4] == ["<-", "sms", "LATE 555111 20"]
        assert "LATE 555111 20" in driver.text("#past")
        await driver.press("enter")
        assert "The code is of another detail." in driver.text("#words")


async def test_a_message_is_written_counted_and_taken_back(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f5", "slash")
        await driver.type("adams")
        await driver.press("enter", "m", "m")
        window = driver.app.screen
        assert isinstance(window, Write)
        await driver.type("Range closed [/b]")
        assert "19 of 160" in str(window.query_one("#length").content)  # type: ignore[attr-defined]
        await driver.press("enter")
        [(name, body)] = bodies(town)
        assert name == "Chris Adams"
        assert "Range closed [/b]" in body
        assert "Written to Chris Adams" in driver.message
        assert "HELD" in driver.row("said")
        await driver.press("u")
        assert "RECALLED" in driver.row("said")


async def test_one_message_goes_to_all_who_are_marked(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f5", "space", "j", "space", "m")
        await driver.type("Court moved")
        await driver.press("enter")
        assert len(bodies(town)) == 2
        assert "2 people" in driver.message
        assert "marked" not in driver.status


async def test_an_employers_conversation_is_that_of_all_its_contacts(
    app: BookApp, town: Book
) -> None:
    (contact,) = town.reader().execute("SELECT id FROM contact WHERE employer_id = 1").fetchone()
    came(town, contact_id=contact, text="who comes today", channel="email")
    came(town, employer_id=1, text="second voice", ago=60)
    came(town, officer_id=officer(town, "Adams"), text="not theirs", ago=30)
    async with opened(app) as driver:
        await driver.press("f6", "slash")
        await driver.type("harbor")
        await driver.press("enter", "m")
        said = [row.split(" | ")[3] for row in driver.rows("said")]
        assert said == ["who comes today", "second voice"]
