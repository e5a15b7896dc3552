"""Hand-over on the screen: given, worked in elsewhere and here all the same, merged, settled."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from coordinator.actions.handover.giving import give, give_back, reclaim
from coordinator.actions.handover.taking import Taken, take_in
from coordinator.actions.results import Actor
from coordinator.actions.staffing.staffing import Filled, assign
from coordinator.app import BookApp
from coordinator.desk import Desk
from screens.book.handover import HandOver
from screens.parts.status import StatusLine
from storage.bundles import sealed
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.town import NOW
from tests.screens.waiting import work_ended

WORDS = "correct horse battery"
KIM = Actor("Kim", NOW + 600)


def open_seat(book: Book) -> tuple[int, str]:
    sql = (
        "SELECT id, number FROM position WHERE NOT cancelled AND starts_at > ? AND id NOT IN "
        "(SELECT position_id FROM assignment WHERE state IN ('assigned', 'confirmed', 'worked')) "
        "ORDER BY starts_at LIMIT 1"
    )
    return tuple(book.reader().execute(sql, (NOW,)).fetchone())


def put_in(book: Book, actor: Actor, first: int) -> int:
    """Fill the open seat with whoever can of those from an id on."""
    seat = open_seat(book)[0]
    for officer in range(first, first + 8):
        done = assign(book, actor, seat, officer, reason="free", override_by="Chief Moss")
        if isinstance(done, Filled):
            return officer
    raise AssertionError("nobody can")


async def handed_over(driver: Driver, bundle: Path) -> HandOver:
    """All the windows of a giving."""
    driver.app.go("handover")
    await driver.settled()
    screen = driver.screen
    assert isinstance(screen, HandOver)
    await driver.press("n")
    await driver.type("Kim")
    await driver.press("enter")
    driver.app.screen.query_one(Input).value = str(bundle)
    await driver.press("enter")
    for _ in range(2):
        await driver.type(WORDS)
        await driver.press("enter")
    await work_ended(driver, screen)
    return screen


async def test_given_reclaimed_merged_and_settled(app: BookApp, town: Book, tmp_path: Path) -> None:
    async with opened(app, wide=True) as driver:
        screen = await handed_over(driver, tmp_path / "out")
        assert "The book is handed to Kim (station B)" in driver.message
        assert "Kim (station B) HAS THE BOOK" in str(screen.status.content)
        # Every key that writes is refused with who has it.
        driver.app.go("today")
        await driver.settled()
        assert driver.rows("needs")[0].startswith("GIVEN")
        assert "Kim (station B) has the book: only read here" in driver.rows("needs")[0]
        await driver.press("u")
        assert "Kim (station B) has the book since 2026-06-01" in driver.message
        # The stand-in fills the open seat.
        taken = take_in(tmp_path / "kim.book", KIM, tmp_path / "out", WORDS)
        assert isinstance(taken, Taken)
        other = Book(tmp_path / "kim.book")
        theirs = put_in(other, KIM, 2)
        give_back(other, KIM, tmp_path / "back", WORDS)
        other.close()
        # Meanwhile it is taken back here, and the same seat given to somebody else.
        driver.app.go("handover")
        await driver.press("X")
        await driver.type("Chief Moss")
        await driver.press("enter")
        await driver.type("no word")
        await driver.press("enter")
        assert "The book is taken back from Kim (station B)" in driver.message
        put_in(town, Actor("Pat Coordinator", NOW + 60), theirs + 1)
        await driver.press("i")
        await driver.type(str(tmp_path / "back"))
        await driver.press("enter")
        await driver.type(WORDS)
        await driver.press("enter")
        await work_ended(driver, screen)
        assert "1 conflict waits to be settled" in driver.message
        (row,) = driver.rows("conflicts")
        assert row.startswith("1 | ")
        assert row.endswith(" | clash | A")
        side = driver.text("#side")
        assert "A and B each entered one; only one can stand." in side
        assert "1 takes A's side, 2 takes B's; till then A's holds." in side
        driver.app.go("today")
        await driver.settled()
        assert "1 thing said differently on two stations" in driver.rows("needs")[0]
        driver.app.go("handover")
        await driver.press("2")
        assert "station B's side holds" in driver.message
        assert driver.rows("conflicts") == []
        held = town.reader().execute(
            "SELECT officer_id, state FROM assignment WHERE awarded_at >= ? ORDER BY id", (NOW,)
        )
        assert [state for officer, state in held if officer == theirs] == ["assigned"]


async def test_the_stand_in_gives_it_back(
    town: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "COST", 1 << 14)
    give(town, Actor("Pat Coordinator", NOW), tmp_path / "out", WORDS, "Kim")
    take_in(tmp_path / "kim.book", KIM, tmp_path / "out", WORDS)
    desk = Desk(Book(tmp_path / "kim.book"), clock=lambda: NOW + 3_600, who="Kim")
    app = BookApp(desk, sending=False, keymap=tmp_path / "keymap.toml")
    async with opened(app) as driver:
        assert "HAS THE BOOK" not in str(driver.app.screen.query_one(StatusLine).content)
        # A night's work: an officer calls off, and whoever stands first comes in his place.
        await driver.press("c", "r", "enter", "y")
        driver.app.go("handover")
        await driver.settled()
        assert driver.status == "Hand-over · station B · you hold the book"
        screen = driver.screen
        assert isinstance(screen, HandOver)
        await driver.press("n", "1")
        driver.app.screen.query_one(Input).value = str(tmp_path / "back")
        await driver.press("enter")
        for _ in range(2):
            await driver.type(WORDS)
            await driver.press("enter")
        await work_ended(driver, screen)
        assert "given back to Pat Coordinator (station A)" in driver.message
        assert driver.status == "Hand-over · station B · Pat Coordinator (station A) has the book"
    desk.close()
    taken = take_in(town.path, Actor("Pat", NOW + 7_200), tmp_path / "back", WORDS)
    assert isinstance(taken, Taken)
    assert taken.merged is not None
    assert taken.merged.forward
    assert taken.merged.actions >= 3
    verbs = {row[0] for row in town.reader().execute("SELECT verb FROM action WHERE who = 'Kim'")}
    assert {"take over", "call off", "refill", "give back"} <= verbs


@on_one_python
@at_both_sizes
def test_picture_of_a_conflict(
    app: BookApp, town: Book, tmp_path: Path, snap_compare: SnapCompare, size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(sealed, "COST", 1 << 14)
    pat = Actor("Pat Coordinator", NOW - 7_200)
    give(town, pat, tmp_path / "out", WORDS, "Kim")
    take_in(tmp_path / "kim.book", KIM, tmp_path / "out", WORDS)
    other = Book(tmp_path / "kim.book")
    theirs = put_in(other, KIM, 2)
    give_back(other, KIM, tmp_path / "back", WORDS)
    other.close()
    reclaim(town, pat, "Chief Moss", "no word")
    put_in(town, Actor("Pat Coordinator", NOW - 3_600), theirs + 1)
    town.close()
    take_in(town.path, Actor("Pat Coordinator", NOW), tmp_path / "back", WORDS)
    app.desk.learn_holder()

    async def going(driver: Driver) -> None:
        driver.app.go("handover")
        await driver.settled()
        await asyncio.sleep(0)

    assert picture_after(app, snap_compare, size, going)
