"""Money: invoices issued and voided, payments, payroll, the papers."""

from pathlib import Path

import pytest

from coordinator.actions.pay.payroll import lock_payroll
from coordinator.app import BookApp
from coordinator.desk import Desk
from screens.money.invoice_run import InvoiceRun
from screens.money.invoices import Invoices
from screens.money.payroll_run import PayrollRunScreen
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.waiting import work_ended


@pytest.fixture
def worked(desk: Desk) -> None:
    """Everything that has ended was worked as scheduled and is approved."""
    from coordinator.actions.pay.hours_sheet import sign_off

    now = desk.clock()
    ended = desk.book.reader().execute("SELECT id FROM assignment WHERE ends_at <= ?", (now,))
    sign_off(desk.book, desk.actor(), [row[0] for row in ended])


INVOICES = "SELECT number, state FROM invoice ORDER BY number"


async def issued(driver: Driver) -> None:
    """Bill everything that waits; the cursor is on the last invoice."""
    await driver.press("f8", "i", "y")
    await driver.press("g")


@pytest.mark.usefixtures("worked")
async def test_a_run_issues_each_invoice_under_its_number(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f8", "i")
        assert isinstance(driver.screen, InvoiceRun)
        assert [row.split(" | ")[1:3] for row in driver.rows("plans")] == [
            ["READY", "County Fair"],
            ["READY", "Harbor Power & Light"],
            ["READY", "Mill [/] Construction"],
        ]
        await driver.press("y")
        found = town.reader().execute(INVOICES).fetchall()
        assert found == [(f"2026-0000{n}", "issued") for n in (1, 2, 3)]
        assert isinstance(driver.screen, Invoices)
        assert "3 invoices issued: 2026-00001 to 2026-00003" in driver.message
        assert all("OPEN" in row for row in driver.rows())


@pytest.mark.usefixtures("worked")
async def test_only_the_marked_are_issued(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f8", "i", "j", "space", "y")
        found = town.reader().execute(
            "SELECT employer.name FROM invoice JOIN employer ON employer.id = employer_id"
        )
        assert found.fetchall() == [("Harbor Power & Light",)]


@pytest.mark.usefixtures("worked")
async def test_a_run_stops_between_two_invoices(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f8", "i")
        run = driver.screen
        assert isinstance(run, InvoiceRun)
        run.action_yes()
        run.action_stop()
        await driver.settled()
        assert town.reader().execute(INVOICES).fetchall() == [("2026-00001", "issued")]
        assert "1 invoice issued: 2026-00001, stopped after 1 of 3" in driver.message
        assert len(driver.rows("plans")) == 2


async def test_what_misses_hours_is_held_with_the_reason(app: BookApp, desk: Desk) -> None:
    from coordinator.actions.pay.hours import Worked, enter_hours

    line = desk.book.reader().execute(
        "SELECT assignment.id, starts_at, ends_at FROM assignment ORDER BY starts_at LIMIT 1"
    )
    assignment, start, end = line.fetchone()
    enter_hours(desk.book, desk.actor(), assignment, Worked(start, end))
    async with opened(app) as driver:
        await driver.press("f8", "i", "y")
        assert desk.book.reader().execute(INVOICES).fetchall() == []
        assert "Nothing is ready to be invoiced." in driver.message


@pytest.mark.usefixtures("worked")
async def test_a_payment_and_its_removal(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await issued(driver)
        await driver.press("a", "home", "ctrl+k")
        await driver.type("8.00")
        await driver.press("ctrl+s")
        paid = town.reader().execute("SELECT amount_cents, received_on FROM payment").fetchall()
        assert paid == [(800, "2026-06-01")]
        assert "850.00 still open" in driver.message
        await driver.press("right_square_bracket", "x")
        await driver.type("bounced")
        await driver.press("enter")
        assert town.reader().execute("SELECT count(*) FROM payment").fetchone() == (0,)


@pytest.mark.usefixtures("worked")
async def test_a_void_asks_for_a_reason_and_a_yes(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await issued(driver)
        await driver.press("x")
        await driver.type("wrong rate")
        await driver.press("enter", "enter")
        assert town.reader().execute(INVOICES).fetchall()[2] == ("2026-00003", "issued")
        await driver.press("y")
        assert town.reader().execute(INVOICES).fetchall()[2] == ("2026-00003", "void")
        assert "VOID" in driver.rows()[0]


@pytest.mark.usefixtures("worked")
async def test_the_pdf_lies_beside_the_book(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await issued(driver)
        await driver.press("p", "2")
        made = Path(f"{town.path}.documents") / "invoice-2026-00003.pdf"
        assert made.read_bytes()[:5] == b"%PDF-"
        assert str(made) in driver.message


@pytest.mark.usefixtures("worked")
async def test_the_pdf_explains_every_amount_on_demand(
    app: BookApp, town: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_files: list[Path] = []

    def noted(connection: object, path: Path) -> str:
        opened_files.append(path)
        return "opened"

    monkeypatch.setattr("coordinator.actions.book.documents.can_print", lambda: False)
    monkeypatch.setattr("coordinator.actions.book.documents.open_file", noted)
    async with opened(app) as driver:
        await issued(driver)
        for key in ("p", "3"):
            await driver.press(key)
        assert [path.name for path in opened_files] == ["invoice-2026-00003-explained.pdf"]
        assert opened_files[0].read_bytes()[:5] == b"%PDF-"
        for key in ("p", "4"):
            await driver.press(key)
        assert "Invoice 2026-00003 is told to" in driver.message


@pytest.mark.usefixtures("worked")
async def test_a_payroll_run_is_locked_once_and_makes_its_file(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f8", *["right_square_bracket"] * 4, "i")
        run = driver.screen
        assert isinstance(run, PayrollRunScreen)
        # The pay period that ended last has none of it; the work is of the days since.
        assert "2026-05-11 to 2026-05-24 · 0 officers" in driver.status
        await driver.press("e")
        await driver.type("2026-05-25")
        await driver.press("tab")
        await driver.type("2026-05-31")
        await driver.press("enter")
        assert "2026-05-25 to 2026-05-31 · 5 officers" in driver.status
        await driver.press("y")
        await work_ended(driver, run)
        found = town.reader().execute("SELECT number, state, total_minutes FROM payroll_run")
        assert found.fetchall() == [("2026-P001", "locked", 9 * 240)]
        assert "2026-P001 locked for 5 officers" in driver.message
        for key in ("p", "enter", "2"):
            # One by one: each window is there before its key comes.
            await driver.press(key)
        made = Path(f"{town.path}.documents") / "payroll-2026-P001.csv"
        assert "2026-P001" in made.read_text(encoding="utf-8-sig")
        await driver.press("i", "y")
        assert "No approved hours wait to be paid." in driver.message


@pytest.mark.usefixtures("worked")
async def test_the_cursor_is_on_the_run_that_was_locked(
    app: BookApp, desk: Desk, town: Book
) -> None:
    lock_payroll(town, desk.actor(), "2026-05-11", "2026-05-30")
    async with opened(app) as driver:
        await driver.press("f8", *["right_square_bracket"] * 4, "i")
        await driver.press("e")
        await driver.type("2026-05-30")
        await driver.press("tab")
        await driver.type("2026-05-31")
        await driver.press("enter")
        run = driver.screen
        assert isinstance(run, PayrollRunScreen)
        await driver.press("y")
        await work_ended(driver, run)
        assert [row.split(" | ")[1] for row in driver.rows()] == ["2026-P002", "2026-P001"]
        await driver.press("p")
        await driver.press("enter")
        assert "Payroll run 2026-P002" in driver.window


@pytest.mark.usefixtures("worked")
async def test_every_line_of_an_invoice_says_why(app: BookApp) -> None:
    async with opened(app) as driver:
        await issued(driver)
        await driver.press("enter")
        words = str(driver.app.screen.query_one(".reader Static").content)
        assert "TOTAL 858.00 USD" in words
        assert "Mill [bold]Bridge" in words
