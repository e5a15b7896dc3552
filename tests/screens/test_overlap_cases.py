"""Cases of details already worked: from Today, looked for, answered, decided, printed."""

from pathlib import Path

import pytest

from coordinator.actions.policy.looking_back import LookedBack, look_back
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from coordinator.keymap import keys_of
from screens.modals import Reader
from screens.oversight.overlap_cases import OverlapCases
from screens.staffing.detail import DetailScreen
from storage.database import Book
from storage.models import Assignment, ShiftBatch
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture
from tests.screens.town import NOW
from tests.screens.waiting import work_ended

HOUR, DAY = 3600, 86_400
RECORDS = (
    (1, -1, 3, "regular"),
    (2, 2, 3, "court"),
    (3, -2, 6, "sick"),
)
"""(assignment, hours from its start, length in hours, kind) of what payroll says afterwards."""


@pytest.fixture
def payroll(town: Book) -> Book:
    """A town whose payroll came in yesterday, with records that three details run into."""
    with town.action(Actor("payroll", NOW - DAY), "import on-duty", "shift_batch:0") as tx:
        batch = tx.add(
            ShiftBatch(
                source="payroll",
                file_name="payroll_may.csv",
                sha256="1" * 64,
                imported_at=tx.now,
                from_at=NOW - 7 * DAY,
                until_at=NOW,
                shifts=len(RECORDS),
                state="active",
            )
        )
        seats = [tx.get(Assignment, key) for key, *_ in RECORDS]
    with town.unlogged() as connection:
        for seat, (_, after, length, kind) in zip(seats, RECORDS, strict=True):
            start = seat.starts_at + after * HOUR
            connection.execute(
                "INSERT INTO shift (batch_id, officer_id, starts_at, ends_at, kind) "
                "VALUES (?, ?, ?, ?, ?)",
                (batch.id, seat.officer_id, start, start + length * HOUR, kind),
            )
    return town


@pytest.fixture
def looked(payroll: Book) -> Book:
    found = look_back(payroll, Actor("Pat Coordinator", NOW))
    assert isinstance(found, LookedBack)
    assert found.new == 3
    return payroll


async def cases(driver: Driver) -> OverlapCases:
    await driver.press("f7", "right_square_bracket")
    screen = driver.app.screen
    assert isinstance(screen, OverlapCases)
    return screen


async def test_a_line_of_today_opens_the_list(looked: Book, app: BookApp) -> None:
    async with opened(app) as driver:
        line = next(n for n, row in enumerate(driver.rows("needs")) if "CASES" in row)
        assert (
            "3 details already worked against a later on-duty record" in driver.rows("needs")[line]
        )
        await driver.press("shift+tab", "g", *["j"] * line, "enter")
        assert isinstance(driver.app.screen, OverlapCases)
        assert len(driver.rows()) == 3


async def test_b_looks_back_as_long_work(payroll: Book, app: BookApp) -> None:
    async with opened(app) as driver:
        screen = await cases(driver)
        assert driver.rows() == []
        await driver.press("B")
        await work_ended(driver, screen)
        assert driver.message == "Looked back: 3 new, 0 open again, 0 gone; 3 to settle."
        first = driver.rows()[0].split(" | ")
        assert first[1] == "OPEN"
        assert first[3] == "26-0003.1a"
        assert first[5:7] == ["sick", "4 h"]


async def test_answered_cleared_upheld_and_undone(looked: Book, app: BookApp) -> None:
    async with opened(app) as driver:
        await cases(driver)
        await driver.press("o")
        assert driver.row().split(" | ")[1] == "ASKED"
        await driver.press("a")
        await driver.type("I was relieved early")
        await driver.press("enter")
        assert "answered · u undoes" in driver.message
        await driver.press("v")
        await driver.type("Sergeant confirms")
        await driver.press("enter")
        assert len(driver.rows()) == 2
        await driver.press("u")
        assert len(driver.rows()) == 3
        await driver.press("g", "space", "j", "space", "X")
        await driver.type("Both paid twice")
        await driver.press("enter")
        assert driver.message.startswith("2 cases upheld")
        row = looked.reader().execute(
            "SELECT state, answer, words, decided_by FROM overlap_case WHERE answer <> ''"
        )
        expected = ("upheld", "I was relieved early", "Both paid twice", "Pat Coordinator")
        assert row.fetchone() == expected


async def test_enter_opens_the_detail_and_w_the_whole_case(looked: Book, app: BookApp) -> None:
    async with opened(app) as driver:
        await cases(driver)
        await driver.press("enter")
        assert isinstance(driver.app.screen, DetailScreen)
        await driver.press("escape", "w")
        window = driver.app.screen
        assert isinstance(window, Reader)
        assert "sick 29 May 2026 15:00 to 21:00, payroll_may.csv (payroll)" in window.words
        assert "4 h at the same time" in window.words
        assert "the book could not know of it" in window.words


async def test_l_lists_approvals_that_came_too_late(looked: Book, app: BookApp) -> None:
    with looked.action(Actor("x", NOW), "setup", "assignment:1") as tx:
        seat = tx.get(Assignment, 1)
        seat.awarded_at = seat.starts_at + 1800
        tx.save(seat)
    async with opened(app) as driver:
        await cases(driver)
        await driver.press("L")
        window = driver.app.screen
        assert isinstance(window, Reader)
        assert "approved 30 min later" in window.words


async def test_l_says_when_there_are_none(looked: Book, app: BookApp) -> None:
    async with opened(app) as driver:
        await cases(driver)
        await driver.press("L")
        assert driver.message.startswith("Nothing was approved after its work")


async def test_p_makes_the_register(looked: Book, app: BookApp) -> None:
    async with opened(app) as driver:
        await cases(driver)
        await driver.press("p", "down", "enter")
        (made,) = Path(f"{looked.path}.documents").glob("cases-*.pdf")
        assert made.read_bytes().startswith(b"%PDF")


def test_every_key_has_its_action() -> None:
    assert not [k.id for k in keys_of("cases") if not hasattr(OverlapCases, f"action_{k.action}")]


@on_one_python
@at_both_sizes
def test_picture(
    looked: Book, size: tuple[int, int], app: BookApp, snap_compare: SnapCompare
) -> None:
    assert same_picture(app, snap_compare, size, "f7", "right_square_bracket", "o")
