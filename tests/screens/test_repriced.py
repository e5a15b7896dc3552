"""Another rate card over a past period, on screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from coordinator.actions.billing.rates import CardAdopted, adopt_card
from coordinator.app import BookApp
from coordinator.desk import Desk
from coordinator.keymap import keys_of
from screens.modals import Reader
from screens.money.rates import REMARKED, Rates
from screens.money.repriced import RepricedScreen
from storage.database import Book
from tests.actions.money_town import CARD, DAY, MONDAY, make_town
from tests.conftest import NOW
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.waiting import work_ended

OTHER = CARD.replace("rate = 65.00", "rate = 71.35").replace("rate = 50.00", "rate = 48.10")


@pytest.fixture
def app(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BookApp]:
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)
    desk = Desk(book, clock=lambda: NOW, who="Pat Coordinator")
    town = make_town(book, desk.actor())
    for number in range(4):
        start = MONDAY - number * DAY
        detail, seats = town.detail(number % 2, start, 5, ("officer", "sergeant")[: 1 + number % 2])
        town.vehicle(detail, start, 3)
        for seat in seats:
            town.work(seat, start, 5)
    (tmp_path / "next.toml").write_text(OTHER, "utf-8")
    yield BookApp(desk, sending=False, keymap=tmp_path / "keymap.toml")
    desk.close()
    book.close()


async def repriced(driver: Driver, *keys: str) -> RepricedScreen:
    """Priced by a version of the book, or by what `keys` choose."""
    driver.app.go("rates")
    await driver.settled()
    await driver.press("W", *keys)
    screen = driver.app.screen
    assert isinstance(screen, RepricedScreen)
    await work_ended(driver, screen)
    return screen


async def by_file(driver: Driver, path: Path) -> RepricedScreen:
    driver.app.go("rates")
    await driver.settled()
    await driver.press("W", "1")
    await driver.type(str(path))
    await driver.press("enter")
    screen = driver.app.screen
    assert isinstance(screen, RepricedScreen)
    await work_ended(driver, screen)
    return screen


async def test_the_card_in_force_changes_nothing(app: BookApp) -> None:
    async with opened(app) as driver:
        await repriced(driver, "2")
        assert driver.rows("parties") == driver.rows("sums") == []
        assert "(the same sum)" in driver.text("#told")
        await driver.press("escape")
        assert isinstance(driver.app.screen, Rates)


async def test_a_version_is_shown_with_what_is_to_be_remarked_of_it(app: BookApp) -> None:
    idle = CARD.replace("[[bill.premium]]", "[[bill.rate]]\nrate = 99.00\n\n[[bill.premium]]")
    book = app.desk.book
    assert isinstance(adopt_card(book, app.desk.actor(), idle.replace("2020", "2021")), CardAdopted)
    async with opened(app) as driver:
        app.go("rates")
        await driver.settled()
        shown = driver.text("#words")
        assert shown.startswith(f"{REMARKED}:\nline ")
        assert "bill.rate[3]: is never reached: bill.rate[2] above it fits whenever" in shown
        assert "rate = 99.00" in shown
        await driver.press("down")
        assert REMARKED not in driver.text("#words")


async def test_a_card_in_a_file_says_who_would_have_paid_what(app: BookApp, tmp_path: Path) -> None:
    async with opened(app) as driver:
        screen = await by_file(driver, tmp_path / "next.toml")
        assert screen.found is not None
        # On each of four details 5 h at 6.35 more, and 10 % of all of it, rounded; six seats of 5 h
        # are paid 1.90 less.
        assert screen.found.compared.bill.more_cents == 4 * (3_175 + 318)
        assert screen.found.compared.pay.more_cents == 6 * -950
        assert len(driver.rows("parties")) == 2 + 2
        assert driver.rows("parties")[0].endswith("+69.86")
        assert [row.split(" | ")[0] for row in driver.rows("sums")] == [
            "Officer", "Administrative fee", "Officer", "Sergeant",
        ]  # fmt: skip
        await driver.press("w")
        reader = driver.app.screen
        assert isinstance(reader, Reader)
        assert "How the past was priced:" in reader.words
        assert "0 of 0 lines billed" in reader.words
        await driver.press("escape", "e")
        await driver.type("2027-01-01")
        await driver.press("tab")
        await driver.type("2026-01-01")
        await driver.press("enter")
        assert "is no period" in driver.message


async def test_a_wrong_file_is_refused_with_its_line(app: BookApp, tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text("name = 'x'", "utf-8")
    async with opened(app) as driver:
        screen = await by_file(driver, tmp_path / "wrong.toml")
        assert screen.found is None
        assert "effective_on" in driver.message


async def test_pricing_is_stopped(app: BookApp) -> None:
    async with opened(app) as driver:
        driver.app.go("rates")
        await driver.settled()
        await driver.press("W", "2", "x")
        screen = driver.app.screen
        assert isinstance(screen, RepricedScreen)
        await work_ended(driver, screen)
        assert screen.found is None or "(the same sum)" in driver.text("#told")


def test_every_key_has_its_action() -> None:
    for name, screen in (("repriced", RepricedScreen), ("rates", Rates)):
        assert not [key.id for key in keys_of(name) if not hasattr(screen, f"action_{key.action}")]


@on_one_python
@at_both_sizes
def test_picture(
    size: tuple[int, int], app: BookApp, tmp_path: Path, snap_compare: SnapCompare
) -> None:
    async def there(driver: Driver) -> None:
        await by_file(driver, tmp_path / "next.toml")
        await driver.press("down")

    assert picture_after(app, snap_compare, size, there)
