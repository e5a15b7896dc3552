"""Officers: the roster, the fortnight, and what a status hits, released and refilled."""

import json

from coordinator.app import BookApp
from screens.oversight.affected import AffectedScreen
from screens.people.officer import OfficerScreen
from screens.people.officers import Officers
from screens.record_form import RecordForm
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.town import HOSTILE


async def officer(driver: Driver, text: str) -> OfficerScreen:
    """Open one officer from the roster."""
    await driver.press("f5", "slash")
    await driver.type(text)
    await driver.press("enter", "enter")
    screen = driver.screen
    assert isinstance(screen, OfficerScreen)
    return screen


async def test_the_roster_shows_hostile_names_as_text(app: BookApp) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press("f5")
        assert isinstance(driver.screen, Officers)
        rows = "\n".join(driver.rows())
        assert "15 officers" in driver.status
        for name in HOSTILE[:3]:
            assert name in rows
        assert "\x1b" not in rows
        assert "\u202e" not in rows


async def test_a_certificate_that_runs_out_is_named_with_its_day(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("f5", "slash")
        await driver.type("is:expiring")
        await driver.press("enter")
        assert [row.split(" | ")[2] for row in driver.rows()] == ["Diaz, Chris"]
        assert "CPR 20 Jun" in driver.rows()[0]


async def test_the_fortnight_draws_duty_details_and_the_caps(app: BookApp) -> None:
    async with opened(app) as driver:
        await officer(driver, "adams")
        drawn = driver.text("#timeline")
        # A detail from 13:00 to 17:00 is eight half hours from the 26th on.
        monday = next(line for line in drawn.splitlines() if ">Mon 1 Jun" in line)
        assert monday == f">{'Mon 1 Jun':<11}{'':<26}{'#' * 8}{'':<14} 4 h"
        assert "weekly cap: 16 of 64 h" in drawn
        assert "No detail of these two weeks is against the policy." in drawn


async def test_duty_and_the_rest_before_it_are_drawn(app: BookApp) -> None:
    async with opened(app) as driver:
        await officer(driver, "flores")
        drawn = driver.text("#timeline").splitlines()
        monday = next(line for line in drawn if ">Mon 1 Jun" in line)
        assert monday.startswith(f">{'Mon 1 Jun':<11}  {'-' * 12}{'=' * 16}")


async def test_a_suspension_releases_and_refills_what_it_hits(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await officer(driver, "adams")
        await driver.press("n", "1", "ctrl+s")
        stands = town.reader().execute("SELECT kind, from_on, until_on FROM officer_status")
        assert stands.fetchall() == [("suspended", "2026-06-01", None)]
        assert isinstance(driver.screen, AffectedScreen)
        assert len(driver.rows("affected")) == 5
        assert all("BARRED" in row for row in driver.rows("affected"))
        assert "status: suspended" in driver.text("#candidate")

        await driver.press("V", "x")
        await driver.type("suspended")
        await driver.press("enter")
        released = town.reader().execute(
            "SELECT count(*) FROM assignment WHERE officer_id = 1 AND state = 'released'"
        )
        assert released.fetchone() == (5,)
        assert all("OPEN" in row for row in driver.rows("affected"))
        assert "5 to refill" in driver.status

        await driver.press("r", "y")
        # The next one is offered at once; escape leaves it open.
        await driver.press("escape")
        taken = town.reader().execute("SELECT count(*) FROM decision").fetchone()
        assert taken == (1,)
        states = [row.split(" | ")[1] for row in driver.rows("affected")]
        assert states.count("REFILLED") == 1
        assert states.count("OPEN") == 4


async def test_release_is_one_action_that_undo_takes_back(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await officer(driver, "adams")
        await driver.press("n", "1", "ctrl+s")
        await driver.press("V", "x")
        await driver.type("suspended")
        await driver.press("enter", "u")
        held = town.reader().execute(
            "SELECT count(*) FROM assignment WHERE officer_id = 1 AND state = 'confirmed'"
            " AND starts_at > 1780315200"
        )
        assert held.fetchone() == (5,)
        assert all("BARRED" in row for row in driver.rows("affected"))


async def test_a_new_officer_with_rank(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f5", "n")
        assert isinstance(driver.screen, RecordForm)
        await driver.type("7000")
        await driver.press("enter")
        await driver.type("[red]Zed")
        await driver.press("ctrl+s")
        found = town.reader().execute("SELECT badge, last_name FROM officer ORDER BY id DESC")
        assert found.fetchone() == ("7000", "[red]Zed")
        assert "u undoes" in driver.message


async def test_a_doubled_badge_is_refused_and_the_form_stays(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f5", "n")
        await driver.type("1000")
        await driver.press("enter")
        await driver.type("Zed")
        await driver.press("ctrl+s")
        assert town.reader().execute("SELECT count(*) FROM officer").fetchone() == (15,)
        assert "There is one with this badge already." in driver.message
        assert isinstance(driver.screen, RecordForm)


async def test_what_was_typed_is_there_again(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await officer(driver, "adams")
        await driver.press("e", "down", "down", "down")
        await driver.type("North")
        await driver.press("escape")
        kept = town.reader().execute("SELECT fields FROM draft").fetchone()
        assert json.loads(kept[0]) == {"unit": "North"}
        await driver.press("e")
        assert "What you had typed is back" in driver.message
        await driver.press("ctrl+s")
        unit = town.reader().execute("SELECT unit FROM officer WHERE id = 1").fetchone()
        assert unit == ("North",)
        assert town.reader().execute("SELECT count(*) FROM draft").fetchone() == (0,)


async def test_the_log_of_an_officer_names_who_did_what(app: BookApp) -> None:
    async with opened(app) as driver:
        await officer(driver, "adams")
        await driver.press("n", "3", "down", "ctrl+s")
        await driver.press("l")
        words = driver.app.screen.query_one(".reader Static").content
        assert "Pat Coordinator: promote" in str(words)
        assert "added rank held" in str(words)


async def test_a_status_ends_and_the_affected_are_not_shown_again(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await officer(driver, "adams")
        await driver.press("n", "1", "ctrl+s", "escape")
        # A change that hits nothing new does not ask again.
        await driver.press("e", "down", "down", "down")
        await driver.type("North")
        await driver.press("ctrl+s")
        assert isinstance(driver.screen, OfficerScreen)
        assert "SUSPENDED" in driver.status
        await driver.press("n", "2", "1")
        await driver.type("+1")
        await driver.press("enter")
        ends = town.reader().execute("SELECT until_on FROM officer_status").fetchone()
        assert ends == ("2026-06-02",)
