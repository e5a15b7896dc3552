"""Distribution by keys: who asks, who is ordered, the order of everybody, the award round."""

from textual.widgets import Static

from coordinator.actions.distribution.signing_up import sign_up
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from screens.modals import Ask, Reader
from screens.oversight.award_round import AwardRound
from screens.staffing.refill import RefillScreen
from storage.database import Book
from tests.screens.driver import opened
from tests.screens.town import NOW
from tests.screens.waiting import work_ended

BIDS = """
name = "Bids"
effective_on = 2026-05-01
[[tally]]
name = "hours"
[[tally.charge]]
on = ["awarded", "worked"]
[rotation]
name = "bids"
who = "signups"
[[rotation.key]]
by = "fewest_hours"
tally = "hours"
[[rotation.key]]
by = "seniority"
"""


def adopted(town: Book) -> None:
    assert isinstance(adopt_policy(town, Actor("Pat", NOW), BIDS), Adopted)


async def test_i_signs_the_officer_up_and_takes_it_back(app: BookApp, town: Book) -> None:
    adopted(town)
    async with opened(app, wide=True) as driver:
        await driver.press("f3", "r")
        assert isinstance(driver.screen, RefillScreen)
        assert all("did not sign up" in row for row in driver.rows("candidates"))
        await driver.press("i")
        assert "asks for" in driver.message
        first = driver.rows("candidates")[0]
        assert first.startswith("1 |") or " 1 |" in first
        assert "did not sign up" not in first
        assert "hours" in driver.text("#candidate")
        assert town.reader().execute("SELECT count(*) FROM interest").fetchone() == (1,)


DRAFT = """[rotation.draft]
[[rotation.draft.key]]
by = "seniority"
reverse = true
"""


async def test_an_order_past_the_draft_says_who_is_next(app: BookApp, town: Book) -> None:
    assert isinstance(adopt_policy(town, Actor("Pat", NOW), BIDS + DRAFT), Adopted)
    count = "SELECT count(*) FROM decision WHERE kind = 'order'"
    async with opened(app) as driver:
        await driver.press("f3", "r", "end", "O")
        window = app.screen
        assert isinstance(window, Ask)
        assert window.heading == "Order Adams in"
        assert "the draft says" in window.words
        assert window.words.endswith("say why.")
        await driver.press("enter")
        assert app.screen is window  # it cannot be empty
        await driver.press("escape", "home", "O")
        again = app.screen
        assert isinstance(again, Ask)
        assert again.heading.startswith("Order ")
        assert again.words == ""
        await driver.press("enter")
        assert town.reader().execute(count).fetchone() == (1,)


async def test_o_on_the_policy_shows_the_order_of_everybody(app: BookApp, town: Book) -> None:
    adopted(town)
    async with opened(app) as driver:
        await driver.press("f10", "right_square_bracket", "o")
        await app.workers.wait_for_complete()
        await driver.pilot.press("enter")
        for _ in range(200):
            await driver.pilot.pause(0.02)
            if isinstance(app.screen, Reader):
                break
        shown = [str(each.render()) for each in app.screen.query(Static)]
        assert any("bids:" in words and "hours 0 h · since 2006-05-01" in words for words in shown)


async def test_a_round_is_reckoned_and_awarded_by_keys(app: BookApp, town: Book) -> None:
    adopted(town)
    (position,) = (
        town.reader()
        .execute(
            "SELECT id FROM position WHERE starts_at > ? AND id NOT IN "
            "(SELECT position_id FROM assignment) ORDER BY starts_at",
            (NOW,),
        )
        .fetchone()
    )
    sign_up(town, Actor("Pat", NOW), (position,), 12)
    async with opened(app, wide=True) as driver:
        await driver.press("f4", "R")
        screen = driver.screen
        assert isinstance(screen, AwardRound)
        await work_ended(driver, screen)
        assert "AWARD" in driver.rows("plan")[0]
        await driver.press("y")
        assert "1 positions awarded" in driver.message
    found = town.reader().execute(
        "SELECT position_id, officer_id FROM assignment WHERE how = 'award'"
    )
    assert found.fetchall() == [(position, 12)]
