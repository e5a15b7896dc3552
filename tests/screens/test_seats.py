"""Seats that change hands, hours or owners, from the keyboard."""

from coordinator.actions.jobs.jobs import change_job
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.exchanging import Exchanged, Wish, propose_exchange
from coordinator.actions.staffing.staffing import Filled
from coordinator.actions.staffing.standby import add_backup
from coordinator.app import BookApp
from screens.modals import Ask, AskTwo, Choose, Confirm, Window
from screens.staffing.call_off import CallOffScreen
from screens.staffing.detail import DetailScreen
from screens.staffing.refill import RefillScreen
from storage.database import Book
from storage.queries.staffing.regulars import regulars_of
from tests.actions.test_after_the_fact import past
from tests.actions.test_exchanging import coming, free_for, free_officer, holders, rows
from tests.actions.test_regulars import emptied
from tests.screens.driver import Driver, opened
from tests.screens.town import NOW

RULE = """
name = "P"
effective_on = 2026-01-02
[[call_off]]
number = "14.2"
name = "giving back"
mode = "telephone"
closed_hours = 500
by = "sergeant"
"""
PAT = Actor("Pat Coordinator", NOW)


def badge(book: Book, officer: int) -> str:
    return str(rows(book, "SELECT badge FROM officer WHERE id = ?", officer)[0][0])


def heading(app: BookApp) -> str:
    assert isinstance(app.screen, Window), app.screen
    return app.screen.heading


async def at_seat(driver: Driver, book: Book, position: int) -> None:
    """The detail of a position, the cursor on its seat."""
    detail = rows(book, "SELECT detail_id FROM position WHERE id = ?", position)[0][0]
    driver.app.push_screen(DetailScreen(driver.app.desk, detail))
    await driver.settled()
    driver.table("seats").go_to(str(position))
    await driver.settled()


def open_position(book: Book) -> tuple[int, int]:
    """(position, start) of an open seat to come."""
    return rows(  # type: ignore[return-value]
        book,
        "SELECT id, starts_at FROM position WHERE starts_at > ? AND NOT EXISTS "
        "(SELECT 1 FROM assignment WHERE position_id = position.id) ORDER BY starts_at LIMIT 1",
        NOW,
    )[0]


async def test_a_replacement_by_both_on_the_telephone(app: BookApp, town: Book) -> None:
    given, position, _, _ = coming(town)[0]
    taker = free_officer(town, given)
    async with opened(app) as driver:
        await at_seat(driver, town, position)
        await driver.press("C")
        assert heading(app).startswith("Who works ")
        await driver.type(badge(town, taker))
        await driver.press("enter")
        while isinstance(app.screen, Choose):
            await driver.press("1")
        assert isinstance(app.screen, Confirm)
        assert f"#{badge(town, taker)} on " in app.screen.words
        assert ": CAN" in app.screen.words
        assert holders(town)[position] != taker
        await driver.press("y")
        assert "done" in driver.message, driver.message
        assert holders(town)[position] == taker
        await driver.press("u")
        assert holders(town)[position] != taker


async def test_what_waits_stands_on_today_and_on_the_detail_and_is_settled_there(
    app: BookApp, town: Book
) -> None:
    given, position, _, _ = coming(town)[0]
    taker = free_officer(town, given)
    assert isinstance(propose_exchange(town, PAT, Wish(given, taker)), Exchanged)
    async with opened(app) as driver:
        assert any(row.startswith("EXCHANGE") for row in driver.rows("needs"))
        await at_seat(driver, town, position)
        assert "EXCHANGE" in driver.text("#facts")
        await driver.press("C")
        assert "waits for" in heading(app)
        await driver.press("1", "y")
        assert holders(town)[position] == taker


async def test_an_exchange_is_refused_with_a_word(app: BookApp, town: Book) -> None:
    given, position, _, _ = coming(town)[0]
    propose_exchange(town, PAT, Wish(given, free_officer(town, given)))
    async with opened(app) as driver:
        await at_seat(driver, town, position)
        await driver.press("C", "2")
        await driver.type("no time")
        await driver.press("enter")
        assert "refused" in driver.message
        assert rows(town, "SELECT state FROM exchange") == [("refused",)]


async def test_a_seat_is_cut_after_its_prices_are_seen_and_joined_again(
    app: BookApp, town: Book
) -> None:
    position, start = open_position(town)
    hour = (start // 3600 - 4 + 1) % 24
    async with opened(app) as driver:
        await at_seat(driver, town, position)
        before = len(driver.rows("seats"))
        await driver.press("d")
        assert isinstance(app.screen, Ask)
        await driver.type(f"{hour:02d}00")
        await driver.press("enter")
        assert isinstance(app.screen, Confirm)
        assert "In pieces the employer pays" in app.screen.words
        await driver.press("y")
        assert len(driver.rows("seats")) == before + 1
        await driver.press("d")
        assert isinstance(app.screen, Choose)
        await driver.press("2")
        assert sum("CANCELLED" not in row for row in driver.rows("seats")) == before
        await driver.press("d")
        await driver.type("noon")
        await driver.press("enter")
        assert "is no time" in driver.message


async def test_who_came_instead_is_entered_with_who_allowed_it(app: BookApp, town: Book) -> None:
    _, position, officer, _, _ = past(town)[0]
    comes = next(row for (row,) in rows(town, "SELECT id FROM officer") if row != officer)
    async with opened(app) as driver:
        await at_seat(driver, town, position)
        await driver.press("H")
        await driver.type(badge(town, comes))
        await driver.press("enter")
        choices = dict(app.screen.choices) if isinstance(app.screen, Choose) else {}
        place = list(choices).index("no_show") + 1
        await driver.press(str(place))
        await driver.press("enter")
        assert isinstance(app.screen, AskTwo)
        await driver.type("Gray")
        await driver.press("enter")
        await driver.type("late")
        await driver.press("enter")
        assert holders(town)[position] == comes
        kept = "SELECT override_by, reason FROM decision ORDER BY id DESC LIMIT 1"
        assert rows(town, kept) == [("Gray", "late")]


async def test_the_same_from_the_hours(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f7", "H")
        assert heading(app).startswith("Who worked ")


async def test_regulars_are_entered_and_seated_with_one_key(app: BookApp, town: Book) -> None:
    job = 3
    emptied(town)
    position = rows(
        town,
        "SELECT position.id FROM position JOIN detail ON detail.id = detail_id WHERE job_id = ? "
        "AND position.starts_at > ? ORDER BY position.starts_at LIMIT 1", job, NOW,
    )[0][0]  # fmt: skip
    async with opened(app) as driver:
        await at_seat(driver, town, position)
        await driver.press("L", "1")
        await driver.type("1006")
        await driver.press("enter")
        await driver.type("2027-06-01")
        await driver.press("enter", "enter")
        (line,) = regulars_of(town.reader(), job)
        assert (line.badge, line.until_on, line.weekdays) == ("1006", "2027-06-01", "")
        await driver.press("L")
        assert isinstance(app.screen, Choose)
        assert [key for key, _ in app.screen.choices][:3] == ["seat", "this", "add"]
        await driver.press("1")
        assert rows(town, "SELECT count(*) > 0 FROM assignment WHERE how = 'regular'") == [(1,)]


async def test_the_backup_stands_first_and_comes_in(app: BookApp, town: Book) -> None:
    held, position, _, _ = coming(town)[0]
    detail = rows(town, "SELECT detail_id FROM position WHERE id = ?", position)[0][0]
    backup = free_for(town, [(position,)])
    assert isinstance(add_backup(town, PAT, detail, backup, reason="x"), Filled)
    async with opened(app) as driver:
        await at_seat(driver, town, position)
        await driver.press("c")
        assert isinstance(app.screen, CallOffScreen)
        assert "BACKUP" in driver.text("#first")
        await driver.press("r")
        assert isinstance(app.screen, RefillScreen)
        assert badge(town, backup) in driver.text("#first")
        await driver.press("B")
        assert holders(town)[position] == backup
        assert held


async def test_a_wish_is_marked_and_changes_no_order(app: BookApp, town: Book) -> None:
    position, _ = open_position(town)
    job = rows(
        town, "SELECT job_id FROM detail JOIN position ON detail_id = detail.id "
        "WHERE position.id = ?", position,
    )[0][0]  # fmt: skip
    async with opened(app) as driver:
        await at_seat(driver, town, position)
        await driver.press("r")
        before = driver.rows("candidates")
        await driver.press("escape")
        change_job(town, PAT, job, {"asked_officer_id": 5})
        await driver.press("r")
        after = driver.rows("candidates")
        assert "ASKED FOR" in driver.text("#first")
        assert [row.replace("| *", "| ") for row in after] == before
        assert sum("| *" in row for row in after) == 1


async def test_the_rule_on_call_offs_is_shown_and_a_name_lets_it_through(
    app: BookApp, town: Book
) -> None:
    assert isinstance(adopt_policy(town, PAT, RULE), Adopted)
    held, position, _, _ = coming(town)[0]
    async with opened(app) as driver:
        await at_seat(driver, town, position)
        await driver.press("c")
        assert "giving back (14.2)" in driver.text("#rule")
        assert "within 500 hours" in driver.text("#rule")
        assert "by telephone only, not by message" not in driver.text("#rule")
        await driver.press("m")
        assert "by telephone only, not by message" in driver.text("#rule")
        await driver.press("y")
        assert heading(app) == "Who allows it?"
        await driver.type("Sgt Gray")
        await driver.press("enter")
        kept = "SELECT assignment_id, allowed_by, by_message FROM call_off"
        assert rows(town, kept) == [(held, "Sgt Gray", 1)]


async def test_with_a_name_the_substitutes_follow(app: BookApp, town: Book) -> None:
    assert isinstance(adopt_policy(town, PAT, RULE), Adopted)
    _, position, _, _ = coming(town)[0]
    async with opened(app) as driver:
        await at_seat(driver, town, position)
        await driver.press("c", "r")
        assert heading(app) == "Who allows it?"
        await driver.type("Gray")
        await driver.press("enter")
        assert isinstance(app.screen, RefillScreen)
        assert position not in holders(town)
