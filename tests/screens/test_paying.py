"""Money's other tabs: deductions, bank accounts, the accounts, and the month in one go."""

from pathlib import Path

import pytest

from coordinator.app import BookApp
from coordinator.desk import Desk
from screens.modals import Reader
from screens.money.accounts import Accounts
from screens.money.adjustments import Adjustments
from screens.money.bank import Bank
from screens.money.month_end import MonthEnd
from screens.money.payroll import Payroll
from storage.database import Book
from tests.screens.driver import Driver, opened
from tests.screens.waiting import work_ended

SECRET = "k" * 43 + "="


@pytest.fixture
def worked(desk: Desk) -> None:
    """Everything that has ended was worked as scheduled and is approved."""
    from coordinator.actions.pay.hours_sheet import sign_off

    now = desk.clock()
    ended = desk.book.reader().execute("SELECT id FROM assignment WHERE ends_at <= ?", (now,))
    sign_off(desk.book, desk.actor(), [row[0] for row in ended])


async def tab(driver: Driver, name: str) -> None:
    await driver.press("f8")
    for _ in range(12):
        if name == driver.screen.NAME:
            return
        await driver.press("right_square_bracket")
    raise AssertionError(f"there is no tab {name}")


async def test_a_deduction_is_entered_and_taken_off(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await tab(driver, "adjustments")
        assert isinstance(driver.screen, Adjustments)
        await driver.press("n")
        await driver.type("1000")
        await driver.press("enter", "enter")
        await driver.type("12.50")
        await driver.press("enter")
        await driver.type("fuel")
        await driver.press("ctrl+s")
        assert "Deduction entered: fuel" in driver.message
        assert "-12.50" in driver.rows()[0]
        await driver.press("x")
        await driver.type("slip")
        await driver.press("enter")
        assert town.reader().execute("SELECT count(*) FROM pay_adjustment").fetchone() == (0,)
        await driver.press("u")
        assert town.reader().execute("SELECT count(*) FROM pay_adjustment").fetchone() == (1,)


async def test_an_account_is_entered_unseen_and_shown_masked(
    app: BookApp, town: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COORDINATOR_SECRET_BANK", SECRET)
    async with opened(app) as driver:
        await tab(driver, "bank")
        assert isinstance(driver.screen, Bank)
        await driver.press("e", "enter", "enter")
        await driver.type("021000021")
        await driver.press("enter")
        await driver.type("000987654321")
        await driver.press("enter")
        assert "is paid to ····4321" in driver.message
        assert "····4321" in driver.rows()[0]
    assert town.reader().execute("SELECT count(*) FROM bank_account").fetchone() == (1,)
    drafts = town.reader().execute("SELECT * FROM draft").fetchall()
    assert not any("987654321" in str(each) for each in drafts)


@pytest.mark.usefixtures("worked")
async def test_the_month_is_ended_on_one_key(app: BookApp, town: Book, desk: Desk) -> None:
    async with opened(app) as driver:
        await tab(driver, "month_end")
        assert isinstance(driver.screen, MonthEnd)
        await work_ended(driver, driver.screen)
        assert any("3 invoices over" in row for row in driver.rows("steps"))
        await driver.press("c", "y", "y")
        await work_ended(driver, driver.screen)
        assert "done" in driver.status
        assert town.reader().execute("SELECT count(*) FROM invoice").fetchone() == (3,)
        assert town.reader().execute("SELECT month FROM closed_month").fetchall() == [("2026-05",)]
        folder = Path(f"{town.path}.documents")
        assert {path.suffix for path in folder.rglob("*.*")} == {".pdf", ".csv"}


@pytest.mark.usefixtures("worked")
async def test_months_are_read_proved_and_closed(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await tab(driver, "accounts")
        assert isinstance(driver.screen, Accounts)
        await driver.press("j", "w")
        assert isinstance(app.screen, Reader)
        assert "Proved" in app.screen.words
        await driver.press("escape", "y", "y")
        assert "2026-05 closed" in driver.message
        assert "CLOSED" in driver.rows("months")[1]


@pytest.mark.usefixtures("worked")
async def test_corrections_alone_can_be_paid(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await tab(driver, "payroll")
        assert isinstance(driver.screen, Payroll)
        await driver.press("i", "c")
        assert "corrections only" in driver.status


AGREEMENT = {
    "destination": "091000019",
    "destination_name": "River Bank",
    "origin": "1234567890",
    "origin_name": "Rivermouth",
    "company_id": "1234567890",
    "company_name": "RIVERMOUTH",
    "odfi": "091000019",
}


@pytest.mark.usefixtures("worked")
async def test_a_run_goes_to_the_bank_and_to_the_officers(
    app: BookApp, town: Book, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coordinator.actions.pay.bank_accounts import BankDetails, set_account
    from coordinator.actions.pay.bank_agreement import set_agreement
    from coordinator.actions.pay.payroll import lock_payroll
    from coordinator.actions.pay.sealing import SealingKey, key_of, make_key

    monkeypatch.setenv("COORDINATOR_SECRET_BANK", SECRET)
    lock_payroll(town, desk.actor(), "2026-05-18", "2026-06-01")
    set_agreement(town, desk.actor(), "nacha", AGREEMENT)
    make_key(town, desk.actor())
    key = key_of(town.reader())
    assert isinstance(key, SealingKey)
    (officer,) = town.reader().execute("SELECT min(officer_id) FROM assignment").fetchone()
    details = BankDetails("021000021", "000987654321")
    set_account(town, desk.actor(), key, officer, details, "2026-05-01")
    folder = Path(f"{town.path}.documents")
    async with opened(app) as driver:
        await tab(driver, "payroll")
        await driver.press("b", "enter", "y")
        assert "Bank file 1: 1 payments" in driver.message
        assert len(list(folder.glob("bank-*.txt"))) == 1
        await driver.press("b", "enter")
        assert "already" in str(getattr(app.screen, "words", ""))
        await driver.press("escape", "m")
        assert "statements" in driver.message
        assert list(folder.glob("statements-2026-P001/*.pdf"))
        await driver.press("O")
        assert isinstance(app.screen, Reader)
        await driver.press("escape", "Y", "enter", "1", "2")
        assert list(folder.glob("paid-2026.csv"))
    assert town.reader().execute("SELECT count(*) FROM bank_file").fetchone() == (1,)
