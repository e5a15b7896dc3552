"""The questions that are asked often: two keys from anywhere, the answer before its figures."""

from textual.widgets import Input

from coordinator.app import BookApp
from coordinator.rules.reports.questions import QUESTIONS
from screens.modals import Choose
from screens.reports.questions import AnswerScreen
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture

MOST_KEYS = 3
PLACES = {
    "today": (),
    "the board": ("f3",),
    "a detail": ("f2", "enter"),
    "an open menu": ("f2", "enter", "f4", "asterisk"),
    "a form with a field": ("f5", "n"),
    "a filter being typed": ("f6", "slash", "h"),
    "the money": ("f8",),
    "a report": ("f12", "enter"),
}
"""Keys to places from which somebody asks."""


async def asked(driver: Driver, *keys: str) -> AnswerScreen:
    """Press no more keys than are allowed; the answer stands there."""
    assert len(keys) <= MOST_KEYS
    await driver.press(*keys)
    assert isinstance(driver.app.screen, AnswerScreen)
    return driver.app.screen


async def test_every_question_is_answered_in_two_keys(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        for digit, question in enumerate(QUESTIONS, 1):
            screen = await asked(driver, "ctrl+g", str(digit))
            assert screen.question == question
            assert screen.result is not None
            assert screen.result.report.name == question.report
            said = driver.text("#answer")
            assert said == question.answer(screen.result).sentence
            assert said.endswith((".", ". "))
            await driver.press("escape")
            assert driver.app.current_mode == "today"
        # The reports themselves keep what was typed for them, and not what was asked here.
        drafts = "SELECT count(*) FROM draft WHERE key LIKE 'report:%'"
        assert town.reader().execute(drafts).fetchone() == (0,)


async def test_they_are_asked_from_anywhere_and_one_is_back_afterwards(app: BookApp) -> None:
    async with opened(app) as driver:
        for place, keys in PLACES.items():
            await driver.press(*keys)
            before = driver.app.screen
            await asked(driver, "ctrl+g", "6")
            assert "now" in driver.text("#answer"), place
            await driver.press("escape")
            assert driver.app.screen is before, place
            await driver.press("escape", "escape")


async def test_the_menu_opens_once_and_the_answer_is_a_report(app: BookApp) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press("ctrl+g", "ctrl+g")
        assert isinstance(driver.app.screen, Choose)
        assert not driver.app.screen.query(Input)
        await driver.press("2")
        before = driver.text("#answer")
        assert "2026-05-01 to 2026-05-31" in before
        await driver.press("greater_than_sign")
        assert "2026-06-01 to 2026-06-30" in driver.text("#answer")


@on_one_python
@at_both_sizes
def test_picture(app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    assert same_picture(app, snap_compare, size, "ctrl+g", "2")
