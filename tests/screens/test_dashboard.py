"""The dashboard on the screen: two keys away, every panel opens the report behind it."""

from coordinator.app import BookApp
from coordinator.keymap import keys_of
from screens.reports.dashboard import Dashboard, PanelBox
from screens.reports.report import ReportScreen
from tests.screens.driver import opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture


async def test_two_keys_lead_there_and_each_panel_opens_its_report(app: BookApp) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press("f12", "left_square_bracket")
        assert isinstance(driver.screen, Dashboard)
        boxes = driver.screen.boxes
        assert all(box.panel is not None for box in boxes)
        assert "the last 12 whole months" in driver.status
        assert "Open seats ahead" in str(boxes[2].render())
        for box in boxes:
            box.focus()
            await driver.press("enter")
            assert isinstance(driver.screen, ReportScreen)
            assert box.panel is not None
            assert driver.screen.report.name == box.panel.report
            assert driver.screen.result is not None, driver.message
            asked = driver.screen.typed
            assert {name: asked[name] for name in box.panel.typed} == box.panel.typed
            await driver.press("escape")
        await driver.press("p", "2")
        assert "Dashboard of 2026-06-01: " in driver.message


async def test_arrows_go_from_panel_to_panel_in_either_form(app: BookApp) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press("f12", "left_square_bracket")
        names = [box.id for box in driver.app.screen.query(PanelBox)]

        def at() -> int:
            assert driver.app.focused is not None
            return names.index(driver.app.focused.id)

        await driver.press("right", "down")
        assert at() == 4
        await driver.press("up", "left", "left")
        assert at() == 0
        await driver.resize(80, 24)
        await driver.press("down", "down")
        assert at() == 2
        small = driver.app.screen.query_one("#panel-open", PanelBox)
        assert len(str(small.render()).splitlines()) == 2
        assert small.size.height == 2


def test_every_key_has_its_action() -> None:
    keys = keys_of("dashboard")
    assert not [k.id for k in keys if not hasattr(Dashboard, f"action_{k.action}")]


@on_one_python
@at_both_sizes
def test_picture(app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    assert same_picture(app, snap_compare, size, "f12", "left_square_bracket", "right")
