"""An officer texts OFF, one key opens the refill, one asks the first five, the first YES fills it.

What comes in is taken in by another process in life, and here by another connection to the file.
"""

from coordinator.actions.answers.reply_codes import code_of_officer
from coordinator.actions.answers.taking_in import TakenIn, take_in
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from notify.incoming import Incoming
from screens.messages.told import ToldScreen
from screens.staffing.refill import RefillScreen
from screens.staffing.today import Today
from storage.database import Book
from tests.screens.answers import officer, position
from tests.screens.driver import Driver, opened
from tests.screens.test_refill_flow import asked, holder
from tests.screens.town import NOW

SEAT = "26-0001.4a"
DESK = "receiver"


def number_of(town: Book, officer_id: int) -> str:
    found = town.reader().execute("SELECT phone FROM officer WHERE id = ?", (officer_id,))
    return str(found.fetchone()[0])


def code_of(book: Book, officer_id: int) -> str:
    """The code that his message about the seat bore."""
    with book.action(Actor(DESK, NOW), "draw code", "position:0") as tx:
        return code_of_officer(tx, officer_id, position(book, SEAT)[0]).code


async def texts(driver: Driver, town: Book, officer_id: int, words: str) -> TakenIn:
    """He texts; another process takes it in, and the screen looks at the book as each second."""
    other = Book(town.path)
    text = words.format(code=code_of(other, officer_id))
    came = Incoming(
        key=f"{officer_id} {words}",
        channel="sms",
        source="test",
        address=number_of(town, officer_id),
        subject="",
        text=text,
        sent_at=NOW,
        received_at=NOW,
        raw=text.encode(),
    )
    taken = take_in(other, DESK, NOW, (came,))
    other.close()
    driver.app._watch()
    await driver.settled()
    return taken


def told(town: Book) -> set[tuple[str, str, str]]:
    """Who is told what: event, audience, name; what was recalled is not."""
    found = town.reader().execute(
        "SELECT event, audience, name FROM message WHERE state = 'queued'"
    )
    return set(found.fetchall())


async def test_a_call_off_is_refilled_with_two_keys_and_no_number(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        assert "FILLED" in driver.row()
        taken = await texts(driver, town, officer(town, "Evans"), "Off {code} sick, sorry")
        assert taken.done == 1
        assert holder(town, SEAT) is None
        assert isinstance(driver.screen, Today)
        assert "CALLED OFF" in driver.row()
        assert driver.row().startswith(" | 09:00")
        assert any("Evans called off (sick)" in row for row in driver.rows("needs"))

        await driver.press("r")
        assert isinstance(driver.screen, RefillScreen)
        await driver.press("o")
        assert isinstance(driver.screen, Today)
        five = asked(town)
        assert len(five) == 5

        first, second = (officer(town, name) for name in ("Smith", "[Sgt]"))
        taken = await texts(driver, town, second, "yes {code}")
        assert taken.done == 1, taken
        assert holder(town, SEAT) == "[Sgt] Stone"
        assert "FILLED" in driver.row()
        assert "[Sgt] Stone" in driver.row()
        await texts(driver, town, first, "YES {code}")
        assert holder(town, SEAT) == "[Sgt] Stone"

        await driver.press("m")
        assert isinstance(driver.screen, ToldScreen)
        offers = [row for row in driver.rows("told") if "| offer |" in row]
        assert sum("ACCEPTED" in row for row in offers) >= 1

    assert told(town) == {
        ("reply", "officer", "Chris Evans"),
        ("reply", "officer", "Chris [Sgt] Stone"),
        ("reply", "officer", "Chris Smith [/b]"),
        ("filled", "officer", "Chris Evans"),
        ("filled", "substitute", "Chris [Sgt] Stone"),
        ("filled", "employer", "Sam Boss1"),
    }
    # The other offers had not left when the seat was filled.
    recalled = town.reader().execute(
        "SELECT count(*) FROM message WHERE state = 'recalled' AND officer_id IS NOT NULL"
    )
    assert recalled.fetchone()[0] >= 4
