"""Files on the screens: folders watched and files written from Settings, what waits on Today."""

import os
from pathlib import Path

from coordinator.actions.book.settings import set_setting
from coordinator.actions.results import Actor
from coordinator.actions.watching.looking import look_into_folders
from coordinator.actions.watching.sources import WatchedFolder, watch
from coordinator.app import BookApp
from storage.database import Book
from storage.queries.book.settings import setting
from storage.queries.book.watched import watched_files
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.town import NOW

SPAN = "2026-06-02 08:00,2026-06-02 16:00"
SHIFTS = f"badge,start,end\n1000,{SPAN}\n[/b]99,{SPAN}\n"


async def at_line(driver: Driver, table: str, words: str) -> None:
    line = next(n for n, row in enumerate(driver.rows(table)) if words in row)
    driver.table(table).focus()
    driver.table(table).move_cursor(line)
    await driver.press("enter")


def put(folder: Path, name: str) -> None:
    (folder / name).write_text(f"{SHIFTS}{name},{SPAN}\n")
    os.utime(folder / name, (NOW - 600, NOW - 600))


async def test_a_folder_is_set_and_its_files_are_dealt_with(
    app: BookApp, town: Book, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    put(folder, "[bold]june.csv")
    put(folder, "july.csv")
    async with opened(app, wide=True) as driver:
        app.go("settings")
        await driver.settled()
        await at_line(driver, "settings", "Watched: another")
        await driver.press("3")
        await driver.type(str(folder))
        await driver.press("enter", "enter")
        await driver.type("26")
        await driver.press("enter")
        source = setting(town.reader(), "watch.sources", {})["on-duty"]
        assert source["limit_hours"] == 26, driver.message
        await at_line(driver, "settings", "Watched: on-duty")
        await driver.press("1")
        assert "waits: Row 3" in driver.message
        app.go("today")
        await driver.settled()
        rows = driver.rows("needs")
        assert sum("FILE " in row for row in rows) == 2
        assert any("nothing has come yet" in row for row in rows)
        await at_line(driver, "needs", "july.csv")
        await driver.press("i")
        assert "1 new" in driver.message
        assert len(watched_files(town.reader())) == 1
        await at_line(driver, "needs", "june.csv")
        await driver.press("r")
        await driver.type("Not ours")
        await driver.press("enter")
        assert "is refused" in driver.message
        assert not any("FILE " in row for row in driver.rows("needs"))
    assert (folder / "refused" / "[bold]june.csv").exists()
    assert look_into_folders(town, NOW + 60).sentences == ()


async def test_files_for_others_are_written_now(app: BookApp, town: Book, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    async with opened(app, wide=True) as driver:
        app.go("settings")
        await driver.settled()
        await at_line(driver, "settings", "Files for others: now")
        await driver.press("1")
        assert "board.folder" in driver.message
        await at_line(driver, "settings", "Files for others: now")
        await driver.press("3")
        await driver.type(str(copy))
        await driver.press("enter")
        assert "rows is in" in driver.message
        await at_line(driver, "settings", "Files for others: now")
        await driver.press("7")
        await driver.type("1000")
        await driver.press("enter")
        assert driver.message.startswith("officer-")
        await at_line(driver, "settings", "Files for others: now")
        await driver.press("8")
        await driver.type("no such badge")
        await driver.press("enter")
        assert "no such badge" in driver.message
    assert copy.exists()


class Ticks:
    """Stands in for the child that runs ticks; it is never time for one."""

    def __init__(self) -> None:
        self.begun = 0

    def is_time(self, _now: int) -> bool:
        return False

    def reap(self) -> bool:
        return True

    def start(self, _now: int) -> None:
        self.begun += 1


async def test_a_change_is_on_the_board_soon(app: BookApp, town: Book, tmp_path: Path) -> None:
    async with opened(app) as driver:
        ticks = Ticks()
        app._sender = ticks  # type: ignore[assignment]

        async def after_a_change(key: str, value: object) -> int:
            set_setting(town, Actor("Pat", NOW), key, value)
            app._watch()
            await driver.settled()
            for _ in range(2):
                app._send_what_is_due()
                await driver.settled()
                await app.workers.wait_for_complete()
            return ticks.begun

        # Nobody reads a board: the next minute is soon enough.
        assert await after_a_change("messages.day_hour", 7) == 0
        assert await after_a_change("board.folder", str(tmp_path)) == 1
        assert await after_a_change("messages.day_hour", 8) == 2


@on_one_python
@at_both_sizes
def test_picture_of_a_file_that_waits(
    town: Book, app: BookApp, snap_compare: SnapCompare, size: tuple[int, int], tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    put(folder, "[bold]june.csv")
    source = WatchedFolder("telestaff", "on-duty", str(folder), 26)
    watch(town, Actor("Pat Coordinator", NOW), source)
    look_into_folders(town, NOW)

    async def going(driver: Driver) -> None:
        await at_line(driver, "needs", "june.csv")

    assert picture_after(app, snap_compare, size, going)
