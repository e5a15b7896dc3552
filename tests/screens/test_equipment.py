"""Equipment from the keyboard: entered, on a detail, wanted twice, driven, out of service."""

from coordinator.actions.equipment.register import NewEquipment, add_equipment, take_out
from coordinator.actions.equipment.using import Wanted, put_on
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.town import NOW, one

PAT = Actor("Pat Coordinator", NOW)


async def register(driver: Driver) -> None:
    """Go to the tab, wherever among those of its place it stands."""
    driver.screen.post_place("equipment")
    await driver.settled()


async def test_a_car_from_its_entry_to_its_mileage(app: BookApp, town: Book) -> None:
    async with opened(app, wide=True) as driver:
        await register(driver)
        await driver.press("n")
        await driver.fill(code="M-12", kind="marked car", label="Ford [/b]", mileage="12,000")
        assert "M-12" in driver.row()
        assert "free" in driver.row()
        await driver.press("f2", "enter", "Y", "enter")
        await driver.fill(what="M-12", officer="adams")
        assert "marked car M-12 on detail" in driver.message
        await driver.press("Y", "2", "1")
        await driver.fill(out="12000", back="11000")
        assert "less than the 12,000" in driver.message
        await driver.fill(back="12040")
        assert "40 driven" in driver.message
        await driver.press("Y", "enter")
        await driver.fill(what="M-12")
        assert "Give a reason" in driver.message
        await driver.fill(reason="two halves")
        assert "although M-12 is on detail" in driver.message
        await driver.press("Y", "3", "3")
        assert "off detail" in driver.message
    assert one(town, "SELECT mileage FROM equipment") == (12_040,)
    assert one(town, "SELECT count(*) FROM equipment_use") == (1,)


async def test_out_of_service_and_back(app: BookApp, town: Book) -> None:
    add_equipment(town, PAT, NewEquipment("M-12", "car"))
    async with opened(app) as driver:
        await register(driver)
        await driver.press("x")
        await driver.fill(reason="brakes [/]")
        assert "OUT: brakes [/]" in driver.row()
        await driver.press("x")
        assert "Back in service" in driver.message
        assert "free" in driver.row()


@on_one_python
@at_both_sizes
def test_picture(
    app: BookApp, town: Book, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    for code, kind, label in (
        ("M-12", "marked car", "Ford [/b] 4711"), ("M-14", "marked car", "Ford 4712"),
        ("B-1", "message board", "Wanco"),
    ):  # fmt: skip
        add_equipment(town, PAT, NewEquipment(code, kind, label, "Traffic", 12_000))
    put_on(town, PAT, Wanted(5, 1))
    take_out(town, PAT, 2, (NOW, None), "brakes")
    assert picture_after(app, snap_compare, size, register)
