"""Reports on the screen: found by typing, asked, run, drawn, opened, remembered."""

import pytest

from coordinator.app import BookApp
from coordinator.keymap import keys_of
from screens.reports.report import ReportScreen
from screens.reports.report_form import ReportForm
from screens.reports.reports import Reports
from screens.staffing.detail import DetailScreen
from storage.database import Book
from tests.screens.driver import opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture


async def test_a_report_is_found_run_asked_otherwise_and_opens_the_record(
    app: BookApp, town: Book
) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press("f12")
        assert isinstance(driver.screen, Reports)
        everything = len(driver.rows())
        await driver.press("slash")
        await driver.type("coming, filled")
        assert len(driver.rows()) < everything
        await driver.press("enter")
        assert "/coming, filled" in driver.status
        assert "Details of the coming days" in driver.rows()[0]
        assert "What is coming" in driver.text("#side")
        await driver.press("enter")
        assert isinstance(driver.screen, ReportScreen)
        assert driver.screen.result is not None
        rows = len(driver.screen.result.rows)
        assert rows > 5
        assert f"{rows} rows" in driver.status
        assert "2026-06-01 to 2026-06-30" in driver.status
        assert "Total: Positions" in driver.text("#totals")
        # The chart stands beside it, with its figures.
        assert "█" in driver.text("#side")
        await driver.press("enter")
        assert isinstance(driver.screen, DetailScreen)
        await driver.press("escape", "e")
        assert isinstance(driver.screen, ReportForm)
        await driver.press(*["backspace"] * 20)
        await driver.type("nonsense")
        await driver.press("ctrl+s")
        assert "'nonsense' is no period" in driver.message
        await driver.press(*["backspace"] * 8)
        await driver.type("today")
        await driver.press("ctrl+s")
        assert isinstance(driver.screen, ReportScreen)
        assert " · 2026-06-01 · " in driver.status
        assert len(driver.screen.result.rows) < rows
        await driver.press("greater_than_sign")
        assert " · 2026-06-02 · " in driver.status
        # What was typed is there the next time.
        await driver.press("escape", "enter")
        assert " · 2026-06-02 · " in driver.status
    actions = "SELECT count(*) FROM action WHERE verb LIKE '%report%'"
    assert town.reader().execute(actions).fetchone() == (0,)


async def test_the_palette_finds_reports(app: BookApp) -> None:
    async with opened(app) as driver:
        await driver.press("ctrl+p")
        await driver.type("outstanding payments")
        await driver.pilot.pause(0.5)
        await driver.press("enter")
        assert isinstance(driver.screen, ReportScreen)
        assert driver.screen.report.name == "receivables-by-age"
        await driver.press("v")
        assert "no chart" in driver.message


async def test_a_heat_map_fills_the_window_and_the_result_becomes_a_file(app: BookApp) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press("f12", "slash")
        await driver.type("hours of the week")
        await driver.press("enter", "enter")
        assert isinstance(driver.screen, ReportScreen)
        assert "Seats by weekday and hour" in driver.text("#side")
        await driver.press("v")
        assert driver.screen.has_class("-chart")
        assert "█" in driver.text("#side")
        await driver.press("escape", "s", "3")
        assert driver.rows("rows")[0] != driver.rows("rows")[-1]
        best = [int(row.split(" | ")[2]) for row in driver.rows("rows")]
        assert best == sorted(best, reverse=True)
        await driver.press("p", "2")
        assert "Demand by weekday and hour: " in driver.message
        folder = driver.app.desk.book.path.with_name("town.book.documents")
        assert [path.suffix for path in folder.iterdir()] == [".pdf"]


def test_every_key_has_its_action() -> None:
    for name, screen in (("reports", Reports), ("report", ReportScreen)):
        assert not [k.id for k in keys_of(name) if not hasattr(screen, f"action_{k.action}")]


@on_one_python
@at_both_sizes
@pytest.mark.parametrize("which", ["list", "report"])
def test_picture(
    app: BookApp, snap_compare: SnapCompare, size: tuple[int, int], which: str
) -> None:
    keys = ["f12"] if which == "list" else ["f12", "slash", *"coming", "enter", "enter"]
    assert same_picture(app, snap_compare, size, *keys)
