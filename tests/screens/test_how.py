"""F1: a question typed in one's own words, its paragraph with the key, and Enter goes there."""

import pytest
from textual.widgets import OptionList

from coordinator.actions.care.how_read import keys, questions
from coordinator.app import BookApp
from screens.how import How, tab_of
from screens.modals import Reader
from screens.roads import TABS
from tests.screens.driver import Driver, opened


async def ask(driver: Driver, question: str) -> str:
    await driver.press("f1")
    assert isinstance(driver.app.screen, How)
    await driver.type(question)
    await driver.app.workers.wait_for_complete()
    await driver.settled()
    return driver.text("#how-answer")


async def test_the_answer_stands_there_and_enter_goes_to_it(app: BookApp) -> None:
    async with opened(app) as driver:
        words = await ask(driver, "who owes us money")
        assert "tab Chasing" in words
        listed = driver.app.screen.query_one(OptionList)
        assert "Who has not paid" in str(listed.get_option_at_index(0).prompt)
        await driver.press("enter")
        assert driver.screen.NAME == "chasing"
        assert "Who has not paid" in driver.message
        assert "Nothing is known" in await ask(driver, "zzzzqqqq")
        await driver.press("enter")
        assert isinstance(driver.app.screen, How)
        await driver.press("escape")
        assert driver.screen.NAME == "chasing"
        await ask(driver, "receivables by age")
        while "report" not in str(_under(driver)):
            await driver.press("down")
        await driver.press("enter")
        assert driver.screen.NAME == "reports"
        assert len(driver.rows()) >= 1
        await ask(driver, "outside verify script of the log")
        while "manual" not in str(_under(driver)):
            await driver.press("down")
        await driver.press("enter")
        assert isinstance(driver.app.screen, Reader)


def _under(driver: Driver) -> object:
    listed = driver.app.screen.query_one(OptionList)
    return listed.get_option_at_index(listed.highlighted or 0).prompt


@pytest.mark.parametrize("read", [questions, keys], ids=["questions", "keys"])
def test_every_answer_leads_to_a_place(read: object) -> None:
    assert callable(read)
    for each in read():
        assert tab_of(each.screen) in TABS, each
