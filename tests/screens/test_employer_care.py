"""Employers as clients from the keyboard: decided, insured, papers, in the register twice."""

from pathlib import Path

import pytest

from coordinator.actions.book.custom_fields import NewField, define_field
from coordinator.actions.book.kept_files import NewPaper, keep
from coordinator.actions.employers.standing import Insurance, decide_client, enter_insurance
from coordinator.actions.results import Actor
from coordinator.app import BookApp
from screens.people.employer import EmployerScreen
from screens.people.employer_acts import NEW
from storage.database import Book
from storage.models import Employer
from tests.screens.driver import Driver, opened
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture
from tests.screens.town import NOW, one

WHAT = [what for what, _ in NEW]
PAT = Actor("Pat Coordinator", NOW)
PDF = b"%PDF-1.7 certificate"


async def new(driver: Driver, what: str) -> None:
    await driver.press("n", *(["down"] * WHAT.index(what)), "enter")


async def test_a_client_is_denied_blocked_and_insured(
    app: BookApp, town: Book, tmp_path: Path
) -> None:
    (tmp_path / "acord.pdf").write_bytes(PDF)
    async with opened(app, wide=True) as driver:
        await driver.press("f6", "enter")
        assert isinstance(driver.screen, EmployerScreen)
        await new(driver, "client")
        await driver.fill(standing="denied")
        assert "Say why" in driver.message
        await driver.fill(words="fights")
        assert "DENIED" in driver.status
        assert "DENIED 2026-06-01 by " in driver.text("#facts")
        await new(driver, "block")
        await driver.fill(reason="Not paid", until_on="+5")
        assert "BLOCKED until 2026-06-06: Not paid" in driver.text("#facts")
        await new(driver, "insurance")
        await driver.fill(
            until_on="2027-01-01", cents="1,000,000", path=str(tmp_path / "acord.pdf")
        )
        assert "insured until 2027-01-01 for 1,000,000" in driver.text("#facts")
        assert any(row.startswith("PAPER | acord.pdf | insurance") for row in driver.rows("parts"))
        await new(driver, "apart")
        await driver.fill(officer="adams", reason="a row")
        assert any("APART | #" in row and "•••" in row for row in driver.rows("parts"))
        await driver.press("exclamation_mark")
        assert any("APART | #" in row and "a row" in row for row in driver.rows("parts"))
        await driver.press("u", "u")
    assert one(town, "SELECT insurance_until FROM employer WHERE number = 'E003'") != (
        "2027-01-01",
    )


async def test_papers_are_kept_and_taken_off_from_a_key(
    app: BookApp, town: Book, tmp_path: Path
) -> None:
    (tmp_path / "plan.pdf").write_bytes(PDF)
    async with opened(app) as driver:
        await driver.press("f6", "K", "enter")
        await driver.fill(path=str(tmp_path / "plan.pdf"), kind="permit")
        assert "plan.pdf is kept as file" in driver.message
        await driver.press("K", "2", "1", "ctrl+u")
        await driver.type(str(tmp_path / "out"))
        await driver.press("enter")
        assert len(list((tmp_path / "out").iterdir())) == 1
        await driver.press("K", "2", "2")
        assert "is removed" in driver.message
    assert one(town, "SELECT removed_at FROM kept_file") == (NOW,)


async def test_a_field_of_the_agencys_own_stands_in_the_form(app: BookApp, town: Book) -> None:
    define_field(town, PAT, NewField("employer", "region", "Region", "choice", "east\nwest"))
    async with opened(app) as driver:
        await driver.press("f6", "e")
        await driver.fill(own_region="north")
        assert "none of east, west" in driver.message
        await driver.fill(own_region="west")
        assert one(town, "SELECT custom FROM employer WHERE number = 'E003'") == (
            '{"region": "west"}',
        )
        await driver.press("slash")
        await driver.type("west")
        await driver.press("enter")
        assert len(driver.rows()) == 1
        await driver.press("enter")
        assert "Region: west" in driver.text("#facts")


async def test_a_site_says_where_it_is(app: BookApp, town: Book) -> None:
    async with opened(app) as driver:
        await driver.press("f6", "enter")
        await new(driver, "site")
        await driver.fill(name="Gate", place="north")
        assert "'north' is no position" in driver.message
        await driver.fill(place="42.36013, -71.05893", radius_m="150", code_word="heron")
    assert one(town, "SELECT lat, lon, radius_m, code_word FROM site WHERE name = 'Gate'") == (
        42_360_130, -71_058_930, 150, "heron",
    )  # fmt: skip


@pytest.fixture
def twins(town: Book) -> Book:
    with town.action(PAT, "add employer", "employer") as tx:
        tx.add(Employer(number="E9", name="MILL [/] CONSTRUCTION INC"))
    return town


async def test_two_that_are_one_are_made_one(app: BookApp, twins: Book) -> None:
    async with opened(app, wide=True) as driver:
        await driver.press("f6", "B")
        assert len(driver.rows("pairs")) == 1
        await driver.press("enter", "1", "y")
        assert "goes into" in driver.message
        assert driver.rows("pairs") == []
        await driver.press("u")
        assert len(driver.rows("pairs")) == 1
        await driver.press("enter", "3")
        assert driver.rows("pairs") == []
    assert one(twins, "SELECT count(*) FROM employer") == (4,)


@on_one_python
@at_both_sizes
def test_picture(
    app: BookApp, town: Book, snap_compare: SnapCompare, size: tuple[int, int]
) -> None:
    decide_client(town, PAT, 2, "approved", "2026-01-05", by="Chief Moss")
    enter_insurance(town, PAT, 2, Insurance("2026-06-20", 100_000_000))
    keep(town, PAT, NewPaper("employer:2", "permit", "street permit [/].pdf", PDF, "2026-07-01"))
    assert same_picture(app, snap_compare, size, "f6", "j", "j", "enter")
