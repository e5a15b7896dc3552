"""`E` changes the job behind a detail: what, contact, order number, post orders."""

import pytest
from click.testing import CliRunner
from textual.widgets import Input

from coordinator.app import BookApp
from coordinator.cli import main
from storage.database import Book
from tests.screens.driver import opened

SAYS = "SELECT po_number, contact_id, title FROM job WHERE number = '26-0001'"


@pytest.mark.parametrize("keys", [("E",), ("enter", "E"), ("f4", "E")])
async def test_the_order_number_is_entered_from_a_detail(
    keys: tuple[str, ...], app: BookApp, town: Book
) -> None:
    async with opened(app) as driver:
        for key in keys:
            await driver.press(key)
        assert driver.status.startswith("Job 26-0001")
        await driver.press("tab", "tab", "down", "tab")
        await driver.type("PO [/b] 77")
        await driver.press("ctrl+s")
        assert "Job 26-0001 changed · u undoes" in driver.message
        assert town.reader().execute(SAYS).fetchone() == ("PO [/b] 77", 1, "Traffic")
        await driver.press("u")
        assert town.reader().execute(SAYS).fetchone() == ("", None, "Traffic")


async def test_on_the_employer_the_cursor_says_which_job(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f6", "enter")
        await driver.press("E")
        assert "put the cursor on its line" in driver.message
        while not driver.row("parts").startswith("JOB"):
            await driver.press("j")
        await driver.press("E")
        assert driver.status.startswith("Job 26-0003")


def test_the_command_changes_only_what_is_said(town: Book) -> None:
    book = ["--book", str(town.path)]
    said = CliRunner().invoke(main, ["job", "change", "26-0001", "--po", "77", *book])
    assert said.exit_code == 0, said.output
    assert town.reader().execute(SAYS).fetchone() == ("77", None, "Traffic")
    said = CliRunner().invoke(main, ["job", "change", "26-0001", *book])
    assert said.exit_code == 2


def test_who_is_asked_for_and_who_pays_by_command(town: Book) -> None:
    book = ["--book", str(town.path)]
    kept = (
        "SELECT badge, rate_facts FROM job LEFT JOIN officer ON officer.id = asked_officer_id "
        "WHERE number = '26-0001'"
    )
    change = ["job", "change", "26-0001"]
    said = CliRunner().invoke(main, [*change, "--asks-for", "1003", "--payer", "agency", *book])
    assert said.exit_code == 0, said.output
    assert town.reader().execute(kept).fetchone() == ("1003", '{"payer": "agency"}')
    said = CliRunner().invoke(main, [*change, "--asks-for", "", "--payer", "employer", *book])
    assert said.exit_code == 0, said.output
    assert town.reader().execute(kept).fetchone() == (None, "{}")


async def test_whom_the_employer_asks_for_is_entered_in_the_form(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("E")
        form = driver.screen
        form.query_one("#field-asked", Input).value = "nobody"
        await driver.press("ctrl+s")
        assert "There is no officer nobody" in driver.message
        form.query_one("#field-asked", Input).value = "1003"
        await driver.press("ctrl+s")
        asked = "SELECT badge FROM officer JOIN job ON officer.id = asked_officer_id"
        assert town.reader().execute(asked).fetchall() == [("1003",)]


async def test_facts_for_the_rate_card_are_said_in_one_line(app: BookApp, town: Book) -> None:
    kept = "SELECT rate_facts FROM job WHERE number = '26-0001'"
    async with opened(app) as driver:
        await driver.press("E")
        field = driver.app.screen.query_one("#field-facts", Input)
        field.value = "attendance=450; zone=mill"
        await driver.press("ctrl+s")
        assert town.reader().execute(kept).fetchone() == ('{"attendance": 450, "zone": "mill"}',)
    book = ["--book", str(town.path)]
    change = ["job", "change", "26-0001", "--fact", "zone=", "--fact", "alcohol=yes", *book]
    said = CliRunner().invoke(main, change)
    assert said.exit_code == 0, said.output
    assert town.reader().execute(kept).fetchone() == ('{"attendance": 450, "alcohol": true}',)
