"""A call from the keyboard to the job: intake form, list, one request, decisions."""

import json
from pathlib import Path

import pytest
from textual.widgets import Input

from coordinator.actions.results import Actor
from coordinator.app import BookApp
from coordinator.keymap import keys_of
from screens.requests.intake_form import IntakeForm
from screens.requests.request import RequestScreen
from screens.requests.requests import Requests
from storage.database import Book
from tests.actions.requests_town import DOCUMENT, SHOP, adopted, entered
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after
from tests.screens.town import NOW

PAT = Actor("Pat Coordinator", NOW)
LIST = ("f4", "left_square_bracket")
CALL = {
    "asker": "Ann Doyle",
    "title": "Crane lift",
    "place": "Pier 4",
    "dates": "2026-06-05",
    "start": "1800",
    "end": "2300",
    "crew": "2, 1 SGT",
    "q_duties": "Hold the road",
}


HANGING = """
[[question]]
key = "until"
label = "Until when is the permit?"
kind = "date"
required = true
when = { people = { over = 100 } }
"""


@pytest.fixture
def asking(town: Book) -> Book:
    adopted(town, PAT, DOCUMENT)
    return town


def field(driver: Driver, name: str) -> str:
    return driver.app.screen.query_one(f"#field-{name}", Input).value


async def said(driver: Driver) -> str:
    """What is known and what it costs, once the hand has rested."""
    form = driver.app.screen
    assert isinstance(form, IntakeForm)
    form._look()
    await driver.settled()
    return driver.text("#known")


async def test_a_call_is_known_by_three_letters_priced_at_once_and_becomes_a_job(
    asking: Book, app: BookApp
) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press(*LIST)
        assert isinstance(driver.app.screen, Requests)
        assert driver.rows() == []
        await driver.press("n", "1")
        await driver.type("harb")
        known = await said(driver)
        assert "Harbor Power & Light" in known
        assert "owes" in known
        await driver.press("enter")
        assert field(driver, "firm") == "Harbor Power & Light"
        driver.put(**CALL)
        priced = await said(driver)
        assert "1,155.00 by the rate card Standard; minimum 4 h." in priced
        assert "2 Officer: 5 h at 65.00; 1 Sergeant: 5 h at 80.00; Administrative" in priced
        await driver.press("ctrl+s")
        assert "Request R26-0001 of Harbor Power & Light" in driver.message
        (row,) = driver.rows()
        assert "R26-0001 | RECEIVED | 06-05 | Harbor Power & Light | Crane lift | 1,155.00" in row
        await driver.press("enter")
        assert isinstance(driver.app.screen, RequestScreen)
        assert any("✓ Client" in line for line in driver.rows("parts"))
        await driver.press("y")
        assert "only an approved one is booked" in driver.message
        await driver.press("a")
        assert "Request R26-0001 approved by Pat Coordinator" in driver.message
        await driver.press("y")
        assert "Request R26-0001 is job 26-0004 with 1 detail(s)" in driver.message
        assert "before posting: Terms" in driver.text("#facts")
        await driver.press("T")
        await driver.press("enter")
        assert "accepted by Ann Doyle" in driver.message
        assert "before posting" not in driver.text("#facts")
        await driver.press("u")
        assert "before posting: Terms" in driver.text("#facts")


async def test_a_question_shows_only_where_it_is_asked(town: Book, app: BookApp) -> None:
    adopted(town, PAT, DOCUMENT + HANGING)
    async with opened(app, wide=True) as driver:
        await driver.press(*LIST, "n", "1")
        hidden = driver.app.screen.query_one("#field-q_until", Input)
        assert not hidden.parent.display  # type: ignore[union-attr]
        driver.put(firm="Harbor Power & Light", **CALL, q_people="200")
        await driver.settled()
        assert hidden.parent.display  # type: ignore[union-attr]
        driver.put(q_until="no date at all")
        await driver.press("ctrl+s")
        assert "until" in driver.message.casefold()
        # What is asked no more need not be readable, and is not kept.
        driver.put(q_people="20")
        await driver.press("ctrl+s")
        assert "Request R26-0001" in driver.message
        answers = town.reader().execute("SELECT answers FROM request").fetchone()[0]
        assert json.loads(answers) == {"duties": "Hold the road", "people": 20}


async def test_last_time_fills_the_form_and_a_request_is_changed_copied_and_refused(
    asking: Book, app: BookApp
) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press(*LIST, "n", "1")
        await driver.press("ctrl+t")
        assert "Nothing is known" in driver.message
        await driver.type("Harbor Power & Light")
        await said(driver)
        await driver.press("ctrl+t", "1")
        assert field(driver, "title")
        assert field(driver, "crew")
        days = field(driver, "dates")
        assert days > "2026-06-01"
        driver.put(q_duties="As before")
        await driver.press("ctrl+s")
        assert "Request R26-0001" in driver.message
        await driver.press("e")
        driver.put(title="Repossession of a boat", asked_officer="1001")
        await driver.press("ctrl+s")
        assert "Request R26-0001 changed" in driver.message
        await driver.press("plus")
        await driver.type("2")
        await driver.press("enter")
        assert "Request R26-0002" in driver.message
        assert "not taken by the rules: repossession" in driver.message
        await driver.press("enter")
        assert any("Asks for" in row and "1001" in row for row in driver.rows("parts"))
        await driver.press("a")
        assert "It lacks something" in driver.window
        await driver.press("escape", "X", "1", "enter")
        assert "Request R26-0001 refused" in driver.message
        assert any("clause" in line.lower() and "7.2" in line for line in driver.rows("parts"))


async def test_today_leads_to_a_request_that_waits(asking: Book, app: BookApp) -> None:
    entered(asking, PAT)
    async with opened(app) as driver:
        line = next(n for n, row in enumerate(driver.rows("needs")) if "R26-0001" in row)
        assert driver.rows("needs")[line].startswith("REQUEST")
        await driver.press("shift+tab", "g", *["j"] * line, "enter")
        assert isinstance(driver.app.screen, RequestScreen)
        await driver.press("escape", "ctrl+p")
        await driver.type("sale night")
        await driver.press("enter")
        assert isinstance(driver.app.screen, RequestScreen)


async def test_ticks_waivers_and_command(asking: Book, app: BookApp) -> None:
    entered(asking, PAT, SHOP, firm="Nobody Known", email="", phone="",
            answers={"duties": "Door", "people": 500})  # fmt: skip
    async with opened(app, wide=True) as driver:
        await driver.press(*LIST, "enter")
        line = next(n for n, row in enumerate(driver.rows("parts")) if "Rung back" in row)
        await driver.press(*["j"] * line, "enter", "1", "enter")
        assert "Rung back met" in driver.message
        await driver.press("L")
        await driver.press("ctrl+u")
        await driver.type("new")
        await driver.press("enter")
        assert "Nobody Known entered and linked" in driver.message
        await driver.press("o")
        assert "Capt. Diaz is asked, with the packet" in driver.message
        assert "Capt. Diaz was asked: open" in driver.text("#facts")
        await driver.press("a")
        assert "Which captain approved it?" in driver.window
        await driver.press("enter")
        assert "approved by Capt. Diaz" in driver.message
        await driver.press("x")
        await driver.type("rain")
        await driver.press("enter")
        assert "withdrawn" in driver.message


@pytest.mark.parametrize("name", ["request", "intake"])
def test_every_key_has_its_action(name: str) -> None:
    screen = {"request": RequestScreen, "intake": IntakeForm}[name]
    assert not [k.id for k in keys_of(name) if not hasattr(screen, f"action_{k.action}")]


async def _form(driver: Driver) -> None:
    await driver.press(*LIST, "n", "1")
    await driver.type("harb")
    await said(driver)
    await driver.press("enter")
    driver.put(**CALL)
    await said(driver)


@on_one_python
@at_both_sizes
def test_picture_of_a_call(
    asking: Book, app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    assert picture_after(app, snap_compare, size, _form)


@on_one_python
@at_both_sizes
def test_picture_of_a_request(
    asking: Book, app: BookApp, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    entered(asking, PAT, answers={"duties": "Stand at the door", "people": 500})

    async def going(driver: Driver) -> None:
        await driver.press(*LIST, "enter")

    assert picture_after(app, snap_compare, size, going)


async def test_the_intake_document_is_read_and_put_in_force(
    asking: Book, app: BookApp, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(DOCUMENT.replace("2026-01-01", "2026-06-01").replace("points = 5", "points = 9"))
    async with opened(app, wide=True) as driver:
        driver.app.go("intake_document")
        await driver.settled()
        assert driver.rows("versions")[0].startswith("TODAY | 2026-01-01 | open | Ours")
        assert "Risk: crowd, 5 points where people is over 100." in driver.text("#words")
        await driver.press("n")
        driver.app.screen.query_one(Input).value = str(own)
        await driver.press("enter")
        assert "in force from 2026-06-01" in driver.message
        assert driver.rows("versions")[1].split(" | ")[1:3] == ["2026-01-01", "2026-05-31"]
        assert "crowd, 9 points" in driver.text("#words")
