"""Employers: the register, one of them whole, and its forms."""

from coordinator.app import BookApp
from screens.people.employer import EmployerScreen
from storage.database import Book
from tests.screens.driver import opened


async def test_an_employer_lists_all_that_hangs_on_it(app: BookApp) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press("f6", "j", "j", "enter")
        assert isinstance(driver.screen, EmployerScreen)
        rows = driver.rows("parts")
        assert "Mill [/] Construction" in driver.status
        assert any(row.startswith("CONTACT | Sam Boss2") for row in rows)
        assert any(row.startswith("SITE | Mill [bold]Bridge") for row in rows)
        assert any("JOB | 26-0002 Crane [work] | 11 details" in row for row in rows)


async def test_a_contact_is_changed_from_its_line(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f6", "enter", "enter", "down")
        await driver.type("foreman")
        await driver.press("ctrl+s")
        role = town.reader().execute("SELECT role FROM contact WHERE name = 'Sam Boss3'")
        assert role.fetchone() == ("foreman",)
        assert any("foreman" in row for row in driver.rows("parts"))


async def test_a_new_employer_gets_a_number(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f6", "n")
        await driver.type("Zoo")
        await driver.press("ctrl+s")
        found = town.reader().execute("SELECT number FROM employer WHERE name = 'Zoo'").fetchone()
        assert found is not None
        assert found[0]
        await driver.press("u")
        assert town.reader().execute("SELECT count(*) FROM employer").fetchone() == (3,)


async def test_an_insurance_date_is_read_or_refused(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f6", "e", *("enter",) * 10)
        await driver.type("31 februar")
        await driver.press("ctrl+s")
        assert "is no date" in driver.message
        await driver.press(*("backspace",) * 10)
        await driver.type("2026-05-01")
        await driver.press("ctrl+s")
        found = town.reader().execute("SELECT insurance_until FROM employer WHERE number = 'E003'")
        assert found.fetchone() == ("2026-05-01",)
        assert "2026-05-01!" in driver.row()
