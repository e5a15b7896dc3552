"""A mail about a detail becomes its report with one key; a note says what it tells of."""

from coordinator.actions.answers.taking_in import take_in
from coordinator.app import BookApp
from storage.database import Book
from storage.queries.staffing.details import notes
from tests.actions.phones import DESK, mail, mail_of
from tests.screens.driver import opened
from tests.screens.town import NOW


async def test_r_keeps_a_mail_as_the_report_of_the_detail_asked_for(
    town: Book, app: BookApp
) -> None:
    take_in(town, DESK, NOW, [mail("Two cars were towed, all quiet since.", mail_of(5))])
    async with opened(app) as driver:
        await driver.press("f9", "R")
        await driver.type("26-0099.1")
        await driver.press("enter")
        assert "26-0099.1" in driver.message
        await driver.press("R")
        await driver.type("26-0001.4")
        await driver.press("enter")
        assert "Report on 26-0001.4 with 0 files" in driver.message
        assert driver.rows() == []
    assert "Two cars were towed" in notes(town.reader(), "detail:4")[0]


async def test_an_incident_is_marked_on_the_detail(town: Book, app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("enter", "A")
        await driver.type("Window broken")
        await driver.press(*["tab"] * 4, "down", "down", "down", "ctrl+s")
        assert "INCIDENT (RESTRICTED): Window broken" in driver.text("#past")
