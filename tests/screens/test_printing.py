"""`p` makes what the list shows into a PDF: roster, register, call list, day sheet."""

from pathlib import Path

import pypdf
import pytest

from coordinator.app import BookApp
from storage.database import Book
from tests.screens.driver import Driver, opened

LISTS = {
    "roster": (("f5",), "roster-2026-06-01.pdf", ("15 officers", "Adams, Chris", "CPR 2026-06-20")),
    "employers": (("f6",), "employers-2026-06-01.pdf", ("3 employers", "Mill [/] Construction")),
    "board": (("f3",), "calls-26-0002.4b.pdf", ("Call-down list", "Adams, Chris #1000")),
    "refill": (("j", "r"), "calls-26-0002.4b.pdf", ("May not take it", "on duty")),
    "day": ((), "day-2026-06-01.pdf", ("Day sheet", "OPEN")),
    "detail": (("enter",), "day-2026-06-01.pdf", ("Day sheet",)),
}
"""What is printed → the keys that lead there, the file, and words that stand in it."""


def text_of(path: Path) -> str:
    reader = pypdf.PdfReader(path)
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


async def go(driver: Driver, keys: tuple[str, ...]) -> None:
    for key in keys:
        await driver.press(key)


@pytest.mark.parametrize("what", LISTS)
async def test_p_makes_the_file_beside_the_book(what: str, app: BookApp, town: Book) -> None:
    keys, name, words = LISTS[what]
    async with opened(app) as driver:
        await go(driver, keys)
        await go(driver, ("p", "2"))
        assert name in driver.message.replace("\n", "")
    found = text_of(town.path.with_name(f"{town.path.name}.documents") / name)
    for word in words:
        assert word in found


async def test_a_filtered_list_prints_what_it_shows(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f5", "slash")
        await driver.type("ada")
        await driver.press("enter", "p", "2")
    folder = town.path.with_name(f"{town.path.name}.documents")
    found = text_of(folder / "roster-2026-06-01.pdf")
    assert "1 officer on 2026-06-01" in found
    assert "Baker" not in found


async def test_a_detail_has_a_sign_sheet_too(
    app: BookApp, town: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewed: list[Path] = []

    def view(path: Path) -> str:
        viewed.append(path)
        return ""

    monkeypatch.setattr("exports.printing.open_in_viewer", view)
    monkeypatch.setattr("exports.printing.can_print", lambda: False)
    async with opened(app) as driver:
        await go(driver, ("enter", "p", "3"))
        assert "Opened" in driver.message
    assert viewed[0].name.startswith("sign-26-")
    assert "Sign sheet" in text_of(viewed[0])
