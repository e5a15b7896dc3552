"""`P`: details are put up for officers to ask for, and not before their deposit is paid."""

import pytest

from coordinator.app import BookApp
from coordinator.desk import Desk
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, picture_after

DEPOSIT = """
name = "With deposit"
effective_on = 2026-01-01
[[bill.rate]]
rate = 60
[[bill.deposit]]
percent = 50
"""


@pytest.fixture
def with_deposit(desk: Desk) -> None:
    from coordinator.actions.billing.rates import CardAdopted, adopt_card

    found = adopt_card(desk.book, desk.actor(), DEPOSIT, default=True)
    assert isinstance(found, CardAdopted)


def posted(book: Book) -> list[tuple[int, str]]:
    sql = (
        "SELECT posted_at, (SELECT reason FROM action WHERE verb = 'post' ORDER BY seq DESC)"
        " FROM detail WHERE posted_at IS NOT NULL"
    )
    return [tuple(row) for row in book.reader().execute(sql)]


async def test_details_are_posted_at_once_or_from_a_time_on(
    app: BookApp, desk: Desk, town: Book
) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "space", "j", "space", "P", "enter")
        assert "2 detail(s) posted" in driver.message
        assert [at for at, _ in posted(town)] == [desk.clock()] * 2
        await driver.press("u", "P")
        await driver.type("someday")
        await driver.press("enter")
        assert "'someday' is no date and time" in driver.message
        await driver.press("P")
        await driver.type("+3 8:00")
        await driver.press("enter")
        # 8 in the morning in New York, three days after June 1.
        assert [at for at, _ in posted(town)] == [1_780_574_400]


@pytest.mark.usefixtures("with_deposit")
async def test_without_the_deposit_it_wants_a_name(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f4", "enter", "P", "enter")
        words = driver.text(".window-hint")
        assert "wants a deposit of" in words
        await driver.press("escape")
        assert "is not paid" in driver.message
        assert not posted(town)
        await driver.press("P", "enter")
        await driver.type("Captain Ray")
        await driver.press("enter")
        ((_, reason),) = posted(town)
        assert reason.startswith("allowed by Captain Ray: Job ")


@pytest.mark.usefixtures("with_deposit")
async def test_with_the_deposit_paid_nobody_is_asked(app: BookApp, desk: Desk, town: Book) -> None:
    from coordinator.actions.billing.deposits import invoice_deposit
    from coordinator.actions.billing.invoice_papers import InvoiceIssued
    from coordinator.actions.billing.payments import Receipt, record_payment

    jobs = [row[0] for row in town.reader().execute("SELECT id FROM job")]
    for job in jobs:
        made = invoice_deposit(town, desk.actor(), job)
        if isinstance(made, InvoiceIssued):
            paid = Receipt("2026-05-20", made.total_cents)
            record_payment(town, desk.actor(), made.invoice_id, paid)
    async with opened(app) as driver:
        await driver.press("f4", "P", "enter")
        assert "1 detail(s) posted" in driver.message


@on_one_python
@pytest.mark.usefixtures("with_deposit")
@at_both_sizes
def test_picture(size: tuple[int, int], app: BookApp, snap_compare: SnapCompare) -> None:
    async def there(driver: Driver) -> None:
        await driver.press("f4", "P", "enter")

    assert picture_after(app, snap_compare, size, there)
