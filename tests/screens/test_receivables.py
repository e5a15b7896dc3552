"""Money in, chasing, credit, disputes, estimates from the keyboard; pictures of both screens."""

from pathlib import Path

import pytest

from coordinator.actions.billing.billing_terms import TermsAdopted, adopt_terms
from coordinator.app import BookApp
from coordinator.desk import Desk
from screens.modals import Reader
from screens.money.chasing import Chasing
from screens.money.receipts import Receipts
from storage.database import Book
from storage.models import Invoice
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture
from tests.screens.town import one

BANK = """Date,Description,Name,Amount,Transaction ID
2026-05-28,Invoice 2026-00001,COUNTY FAIR,858.00,t1
2026-05-29,Wire,HARBOR POWER AND LIGHT,858.00,t2
2026-05-30,Something,Nobody we know,12.34,t3
2026-05-31,Account fee,,-5.00,t4
"""


@pytest.fixture
def billed(desk: Desk) -> Desk:
    """What has ended is approved and invoiced; the invoices are as old as a quarter."""
    from coordinator.actions.billing.invoicing import issue_batch, preview_invoices
    from coordinator.actions.pay.hours_sheet import sign_off
    from storage.queries.money.billing import Scope

    now = desk.clock()
    ended = desk.book.reader().execute("SELECT id FROM assignment WHERE ends_at <= ?", (now,))
    sign_off(desk.book, desk.actor(), [row[0] for row in ended])
    issue_batch(desk.book, desk.actor(), preview_invoices(desk.book, Scope(now)).plans)
    with desk.book.action(desk.actor(), "make old", "invoice") as tx:
        for (key,) in tx.connection.execute("SELECT id FROM invoice ORDER BY id").fetchall():
            row = tx.get(Invoice, key)
            row.issued_on, row.due_on = "2026-03-01", "2026-03-31"
            tx.save(row)
    return desk


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    path = tmp_path / "may.csv"
    path.write_text(BANK, encoding="utf-8")
    return path


async def receipts_with(driver: Driver, statement: Path) -> None:
    await driver.press("f8", "right_square_bracket", "right_square_bracket")
    assert isinstance(driver.screen, Receipts)
    driver.screen._file_chosen(str(statement))
    await driver.settled()


async def test_one_key_books_what_is_sure_and_lists_what_is_left(
    app: BookApp, billed: Desk, town: Book, statement: Path
) -> None:
    async with opened(app) as driver:
        await receipts_with(driver, statement)
        assert "4 new lines" in driver.message
        states = [row.split(" | ")[1] for row in driver.rows("records")]
        assert states == ["SURE", "SURE", "LOOK", "OUT"]
        assert "names 2026-00001" in driver.text("#why")
        await driver.press("y")
        assert "2 bank lines booked, 1,716.00" in driver.message
        assert [row.split(" | ")[1] for row in driver.rows("records")] == ["LOOK", "OUT"]
        await driver.press("j", "x")
        await driver.type("bank's own fee")
        await driver.press("enter")
        assert one(town, "SELECT count(*) FROM bank_line WHERE state = 'ignored'") == (1,)
        await driver.press("u", "u")
        assert one(town, "SELECT count(*) FROM bank_line WHERE state = 'waiting'") == (4,)
        assert one(town, "SELECT count(*) FROM receipt") == (0,)


async def test_columns_that_nobody_knows_are_asked_once(
    app: BookApp, billed: Desk, town: Book, tmp_path: Path
) -> None:
    path = tmp_path / "own.csv"
    path.write_text("wann;wieviel;wer\n2026-05-28;858.00;COUNTY FAIR\n", encoding="utf-8")
    async with opened(app) as driver:
        await receipts_with(driver, path)
        assert "among wann, wieviel, wer" in driver.text(".window-hint")
        await driver.press("escape")
        assert "No column was found" in driver.message
        assert isinstance(driver.screen, Receipts)
        driver.screen._file_chosen(str(path))
        await driver.settled()
        await driver.press("ctrl+k")
        await driver.type("date=wann; amount=wieviel; payer=wer; words=")
        await driver.press("enter")
        assert "1 new line" in driver.message
        path.write_text("wann;wieviel;wer\n2026-05-29;8.00;COUNTY FAIR\n", encoding="utf-8")
        driver.screen._file_chosen(str(path))
        await driver.settled()
        assert "1 new line" in driver.message


async def test_a_line_is_booked_by_hand_and_the_rest_is_refunded(
    app: BookApp, billed: Desk, town: Book, statement: Path
) -> None:
    async with opened(app) as driver:
        await receipts_with(driver, statement)
        await driver.press("j", "j", "a")
        await driver.type("County Fair")
        await driver.press("ctrl+s")
        assert one(town, "SELECT amount_cents FROM receipt") == (1_234,)
        await driver.press("end")
        assert "ON ACCT" in driver.row("records")
        await driver.press("R")
        await driver.press("enter")
        await driver.type("nobody knows them")
        await driver.press("enter")
        await driver.type("Chief Moss")
        await driver.press("ctrl+s")
        assert one(town, "SELECT amount_cents, approved_by FROM refund") == (1_234, "Chief Moss")


async def test_money_is_entered_and_used_from_account(
    app: BookApp, billed: Desk, town: Book
) -> None:
    async with opened(app) as driver:
        await driver.press("f8", "right_square_bracket", "right_square_bracket", "n")
        await driver.type("County")
        await driver.press("enter")
        await driver.type("1000.00")
        await driver.press("ctrl+s")
        assert "on account" in driver.message
        assert one(town, "SELECT count(*) FROM payment") == (1,)


async def test_all_steps_that_are_due_are_taken_in_one_go(
    app: BookApp, billed: Desk, town: Book
) -> None:
    async with opened(app) as driver:
        await driver.press("f8", *["right_square_bracket"] * 3)
        assert isinstance(driver.screen, Chasing)
        assert "3 steps due" in driver.status
        await driver.press("enter")
        words = str(driver.app.screen.query_one(".reader Static").content)
        assert "past due" in words
        await driver.press("escape", "y", "y")
        assert "3 steps taken, 3 messages drafted" in driver.message
        assert one(town, "SELECT count(*) FROM message WHERE state = 'draft'") == (3,)
        await driver.press("u")
        assert one(town, "SELECT count(*) FROM dunning_step") == (0,)
        await driver.press("w")
        words = str(driver.app.screen.query_one(".reader Static").content)
        assert "7 days past due a reminder is drafted" in words


async def test_least_sums_of_the_last_year_are_invoiced_from_chasing(
    app: BookApp, billed: Desk, town: Book, tmp_path: Path
) -> None:
    terms = tmp_path / "terms.toml"
    annual = '[[annual]]\nleast = 250.00\nalways = true\nyear_starts = "05-01"\n'
    terms.write_text(f'name = "Ours"\neffective_on = 2020-01-01\n{annual}', "utf-8")
    assert isinstance(adopt_terms(town, billed.actor(), terms), TermsAdopted)
    async with opened(app) as driver:
        await driver.press("f8", *["right_square_bracket"] * 3)
        before = one(town, "SELECT count(*) FROM invoice")[0]
        await driver.press("Y", "y")
        assert "invoices over least sums of a year" in driver.message
        assert one(town, "SELECT count(*) FROM invoice")[0] != before
        await driver.press("Y")
        reader = driver.app.screen
        assert isinstance(reader, Reader)
        assert "250.00 on 2026-" in reader.words


async def test_a_dispute_is_opened_and_settled(app: BookApp, billed: Desk, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f8", "d", "enter")
        await driver.type("only two officers")
        await driver.press("enter")
        assert "DISPUTE" in driver.rows()[0]
        await driver.press(*["right_square_bracket"] * 3)
        assert "2 steps due" in driver.status
        places = [row.split(" | ")[1] for row in driver.rows("records")]
        await driver.press(*["j"] * places.index("DISPUTE"), "enter", "2")
        await driver.type("the slip says three")
        await driver.press("enter")
        assert one(town, "SELECT state FROM dispute") == ("rejected",)


async def test_an_invoice_is_credited(app: BookApp, billed: Desk, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f8", "C", "enter", "enter")
        await driver.type("never came")
        await driver.press("ctrl+s")
        assert driver.message.startswith("Credit note C2026-00001")
        assert "undoes" not in driver.message
        assert "CREDIT" in driver.rows()[0]


async def test_lines_of_an_invoice_are_credited(app: BookApp, billed: Desk, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f8", "C", "j", "space", "space", "enter")
        assert "2 lines" in driver.status
        await driver.type("left at noon")
        await driver.press("ctrl+s")
        assert driver.message.startswith("Credit note C2026-00001")
        taken = "SELECT count(*), -sum(amount_cents) FROM charge WHERE trace LIKE '%credits%'"
        note = "SELECT 2, -total_cents FROM invoice WHERE number = 'C2026-00001'"
        assert one(town, taken) == one(town, note)
        whole = (
            "SELECT total_cents + (SELECT total_cents FROM invoice WHERE number = 'C2026-00001')"
        )
        assert one(town, f"{whole} > 0 FROM invoice WHERE id = 3") == (1,)


async def test_an_accepted_dispute_proposes_its_credit(
    app: BookApp, billed: Desk, town: Book
) -> None:
    async with opened(app) as driver:
        await driver.press("f8", "d", "enter")
        await driver.type("nobody came")
        await driver.press("enter", *["right_square_bracket"] * 3)
        places = [row.split(" | ")[1] for row in driver.rows("records")]
        await driver.press(*["j"] * places.index("DISPUTE"), "enter", "1")
        await driver.type("nobody did")
        await driver.press("ctrl+s")
        assert "accepted, credit note C2026-00001" in driver.message
        assert one(town, "SELECT state FROM dispute") == ("accepted",)
        left = "SELECT sum(total_cents) FROM invoice WHERE ? IN (id, credits_id)"
        (disputed,) = one(town, "SELECT invoice_id FROM dispute")
        assert town.reader().execute(left, (disputed,)).fetchone() == (0,)


async def test_what_goes_beyond_an_order_is_allowed_by_name(
    app: BookApp, desk: Desk, town: Book
) -> None:
    from coordinator.actions.billing.purchase_orders import OrderTerms, keep_order
    from coordinator.actions.pay.hours_sheet import sign_off
    from storage.models import Employer

    ended = desk.book.reader().execute(
        "SELECT id FROM assignment WHERE ends_at <= ?", (desk.clock(),)
    )
    sign_off(desk.book, desk.actor(), [row[0] for row in ended])
    keep_order(desk.book, desk.actor(), 1, OrderTerms("PO-1", 100))
    with desk.book.action(desk.actor(), "edit", "employer:1") as tx:
        row = tx.get(Employer, 1)
        row.po_number = "PO-1"
        tx.save(row)
    async with opened(app) as driver:
        await driver.press("f8", "i")
        states = [row.split(" | ")[1] for row in driver.rows("plans")]
        assert sorted(states) == ["ORDER", "READY", "READY"]
        await driver.press("y")
        await driver.type("Ms. Ruiz")
        await driver.press("enter")
        assert one(town, "SELECT count(*) FROM invoice") == (3,)
        reason = one(town, "SELECT reason FROM action WHERE reason LIKE 'allowed by Ms. Ruiz%'")
        assert "PO-1 has 1.00 left" in str(reason)


async def test_the_account_of_an_employer(app: BookApp, billed: Desk) -> None:
    async with opened(app) as driver:
        await driver.press("f6", "M", "1")
        words = str(driver.app.screen.query_one(".reader Static").content)
        assert "balance" in words
        await driver.press("escape", "M", "4")
        await driver.type("PO-1")
        await driver.press("ctrl+s")
        assert "Purchase order PO-1 kept" in driver.message


async def test_the_estimate_of_a_job(app: BookApp, desk: Desk, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "Q", "1", "2")
        (made,) = Path(f"{town.path}.documents").glob("estimate-*.pdf")
        assert made.read_bytes()[:5] == b"%PDF-"


@on_one_python
@at_both_sizes
@pytest.mark.parametrize("name", ["receipts", "chasing"])
def test_picture(
    name: str,
    size: tuple[int, int],
    app: BookApp,
    billed: Desk,
    statement: Path,
    snap_compare: SnapCompare,
) -> None:
    from coordinator.actions.billing.bank_statements import import_statements

    import_statements(billed.book, billed.actor(), statement)

    tabs = 2 if name == "receipts" else 3
    assert same_picture(app, snap_compare, size, "f8", *["right_square_bracket"] * tabs)
