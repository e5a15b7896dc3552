"""The Inbox: what waits, judged; what enter shows; where the other answers are."""

import pytest

from coordinator.app import BookApp
from screens.messages.conversation import ConversationScreen
from screens.messages.received import ReceivedScreen
from screens.staffing.refill import RefillScreen
from storage.database import Book
from tests.screens.answers import answers
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after


async def test_what_waits_is_listed_as_it_came_with_its_verdict(app: BookApp, town: Book) -> None:
    answers(town)
    async with opened(app, wide=True) as driver:
        await driver.press("f9")
        smith, gray, stranger, late = driver.rows()
        assert smith.startswith(" | 50 min ago | Smith [/b], Chris | YES | 26-0002.4b")
        assert "1. CAN" in smith.replace("=", "")
        assert "BARRED" in gray
        assert "barred at that moment" in gray
        assert "? OFFICER10@rivermouth.example" in stranger
        assert "LATE 20" in late
        assert "4 answers" in driver.status


async def test_what_is_over_is_found_by_the_filter(app: BookApp, town: Book) -> None:
    answers(town)
    async with opened(app) as driver:
        await driver.press("f9", "f", "3")
        assert len(driver.rows()) == 1
        assert "DONE by receiver" in driver.rows()[0]


async def test_enter_opens_it_whole_and_outside_text_steers_nothing(
    app: BookApp, town: Book
) -> None:
    answers(town)
    async with opened(app) as driver:
        await driver.press("f9", "j", "j", "enter")
        assert isinstance(driver.screen, ReceivedScreen)
        words = driver.text("#words")
        assert "detail [b]26-0002.4" in words
        assert "\x1b" not in words
        assert "Smith [/b], Chris #1010: has this address" in words
        assert "Subject: =?utf-8?q?Re=3A?=" in words
        assert "No code in it" in words


async def test_the_verdict_stands_in_the_whole_answer_too(app: BookApp, town: Book) -> None:
    answers(town)
    async with opened(app) as driver:
        await driver.press("f9", "j", "enter")
        assert "Gray, Chris #1006: BARRED" in driver.text("#words")


async def test_keys_lead_to_the_candidates_and_to_the_conversation(
    app: BookApp, town: Book
) -> None:
    answers(town)
    async with opened(app) as driver:
        await driver.press("f9", "r")
        assert isinstance(driver.screen, RefillScreen)
        await driver.press("escape", "m")
        assert isinstance(driver.screen, ConversationScreen)
        assert "Smith" in driver.status
        await driver.press("escape", "j", "j", "m")
        assert "e links it first" in driver.message


@on_one_python
@at_both_sizes
@pytest.mark.parametrize("name", ["inbox", "answer", "conversation"])
def test_picture(
    name: str, size: tuple[int, int], app: BookApp, town: Book, snap_compare: SnapCompare
) -> None:
    answers(town)

    async def there(driver: Driver) -> None:
        await driver.press("f9")
        if name == "answer":
            await driver.press("j", "j", "enter")
        if name == "conversation":
            await driver.press("m")

    assert picture_after(app, snap_compare, size, there)
