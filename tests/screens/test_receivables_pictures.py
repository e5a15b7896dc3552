"""Pictures of the windows about credit, disputes and columns of a bank's file."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from coordinator.app import BookApp
from coordinator.desk import Desk
from screens.money.receipts import Receipts
from tests.screens.driver import Driver
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.test_receivables import billed

__all__ = ["billed"]

CHASING = ("right_square_bracket",) * 3
PATHS: Mapping[str, tuple[str, ...]] = {
    "credit_lines": ("C", "j", "space", "space"),
    "credit_form": ("C", "enter"),
    "dispute": ("d", "j"),
    "dispute_words": ("d", "enter"),
    "settlement": (*CHASING, "DISPUTE", "enter"),
    "accept_form": (*CHASING, "DISPUTE", "enter", "1"),
}


@on_one_python
@pytest.mark.usefixtures("billed")
@at_both_sizes
@pytest.mark.parametrize("name", PATHS)
def test_picture(
    name: str, size: tuple[int, int], app: BookApp, desk: Desk, snap_compare: SnapCompare
) -> None:
    from coordinator.actions.billing.disputes import open_dispute

    if "DISPUTE" in PATHS[name]:
        row = desk.book.reader().execute("SELECT id FROM invoice ORDER BY id").fetchone()
        open_dispute(desk.book, desk.actor(), row[0], "only two officers came, and late")

    async def there(driver: Driver) -> None:
        await driver.press("f8")
        for key in PATHS[name]:
            if key == "DISPUTE":
                places = [row.split(" | ")[1] for row in driver.rows("records")]
                await driver.press(*["j"] * places.index(key))
            else:
                await driver.press(key)

    assert picture_after(app, snap_compare, size, there)


@on_one_python
@pytest.mark.usefixtures("billed")
@at_both_sizes
def test_picture_of_columns(
    size: tuple[int, int], app: BookApp, tmp_path: Path, snap_compare: SnapCompare
) -> None:
    path = tmp_path / "may.csv"
    path.write_text("wann;wieviel;wer;zweck\n02.05.2026;5.00;A;x\n", encoding="utf-8")

    async def there(driver: Driver) -> None:
        await driver.press("f8", "right_square_bracket", "right_square_bracket")
        assert isinstance(driver.screen, Receipts)
        driver.screen._file_chosen(str(path))
        await driver.settled()

    assert picture_after(app, snap_compare, size, there)
