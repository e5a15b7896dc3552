"""Paying officers and the accounts on the command line, with JSON for machines."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from coordinator.actions.results import Actor
from coordinator.cli import main
from storage.database import Book
from tests.actions.money_town import DAY, MONDAY, Town, make_town
from tests.actions.test_overtaken import monday, town_of
from tests.conftest import NOW

KEY = "a" * 43 + "="
GROUPS = ("payroll", "bank", "accounts", "invoice")


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    town = make_town(book, actor)
    for job, start in ((0, MONDAY), (1, MONDAY + DAY)):
        _, (seat,) = town.detail(job=job, start=start)
        town.work(seat, start, 5)
    return town


def said(town: Town, *words: str, code: int = 0, typed: str = "", **more: str) -> Any:
    """The JSON answer of a command."""
    environment = {
        "COORDINATOR_BOOK": str(town.book.path),
        "COORDINATOR_NOW": str(NOW),
        "COORDINATOR_NAME": "Pat Coordinator",
        "COORDINATOR_SECRET_BANK": KEY,
        **more,
    }
    found = CliRunner().invoke(main, [words[0], *words[1:2], "--json", *words[2:]]
                               if words[0] in GROUPS else [words[0], "--json", *words[1:]],
                               env=environment, input=typed)  # fmt: skip
    assert found.exit_code == code, found.output
    return json.loads(found.stdout.strip().splitlines()[-1])


def test_a_run_from_preview_to_the_bank(town: Town, tmp_path: Path) -> None:
    said(town, "payroll", "adjust", "--code", "FUEL", "--due", "2026-05-26", "--", "100", "-12.50",
         "fuel")  # fmt: skip
    preview = said(town, "payroll", "preview", "2026-05-25", "2026-06-01")
    assert (preview["total_cents"], preview["net_cents"]) == (50_000, 48_750)
    locked = said(town, "payroll", "lock", "2026-05-25", "2026-06-01")
    assert (locked["number"], locked["net_cents"]) == ("2026-P001", 48_750)
    file = said(town, "payroll", "csv", "2026-P001", str(tmp_path), "--layout", "adp")
    assert Path(file["path"]).read_text().startswith("Co Code,Batch ID,File #,")
    words = said(town, "payroll", "statement", "2026-P001", "100")["statement"]
    assert "487.50" in words
    assert said(town, "payroll", "year", "2026")["year"][0]["cents"] == 25_000
    assert said(town, "payroll", "unpaid")["officers"] == []
    said(town, "bank", "key")
    shown = said(town, "bank", "set", "100", typed="021000021\n000123456789\n")
    assert "····6789" in shown["sentence"]
    assert said(town, "bank", "list", "is:known")["accounts"][0]["account"] == "····6789"
    refused = said(town, "bank", "file", "2026-P001", "--to", str(tmp_path), code=1)
    assert "Settings say nothing" in refused["refused"][0]
    said(town, "bank", "agreement", "destination=091000019", "destination_name=River Bank",
         "origin=1234567890", "origin_name=Rivermouth", "company_id=1234567890",
         "company_name=RIVERMOUTH", "odfi=091000019")  # fmt: skip
    dry = said(town, "bank", "file", "2026-P001", "--dry-run")
    assert (dry["payments"], dry["total_cents"]) == (1, 48_750)
    made = said(town, "bank", "file", "2026-P001", "--on", "2026-06-05", "--to", str(tmp_path))
    assert made["control"]["total_cents"] == 48_750
    assert Path(made["path"]).exists()


def test_corrections_are_a_run_of_their_own(town: Town) -> None:
    said(town, "payroll", "lock", "2026-05-25", "2026-06-01")
    nothing = said(town, "payroll", "lock", "2026-05-25", "2026-06-01", "--corrections", code=1)
    assert nothing == {"refused": ["No approved hours wait to be paid."]}


def test_the_month_and_its_accounts(town: Town, tmp_path: Path) -> None:
    said(town, "accounts", "cost", "coordinator", "--hours", "1.5", "--on", "2026-05-30")
    dry = said(town, "month-end", "2026-05", "--dry-run")
    assert [step["name"] for step in dry["steps"]] == ["invoices", "payroll", "journal"]
    done = said(town, "month-end", "2026-05", "--to", str(tmp_path), "--close", "--no-pdf")
    assert done["steps"][-1]["name"] == "close"
    assert said(town, "accounts", "months")["months"][0]["month"] == "2026-05"
    journal = said(town, "accounts", "journal", "2026-05", "--to", str(tmp_path), "--form", "iif")
    assert sum(journal["balances"].values()) == 0
    assert Path(journal["file"]).read_text().startswith("!TRNS")
    assert said(town, "accounts", "proof", "2026-05")["proved"] is True
    recovered = said(town, "accounts", "recovery", "2026-05-01", "2026-06-01")
    assert (recovered["fee_cents"], recovered["minutes"]) == (6_500, 90)
    again = said(town, "accounts", "close", "2026-05", code=1)
    assert "cannot be closed any more" in again["refused"][0]


def test_documents_are_checked_before_they_hold(town: Town, tmp_path: Path) -> None:
    assert "munis" in said(town, "payroll", "layouts")["layouts"]
    own = tmp_path / "city.toml"
    own.write_text('name = "city"\neffective_on = 2026-01-01\n[[column]]\nfrom = "bagde"\n')
    wrong = said(town, "payroll", "layouts", "--adopt", str(own), "--check", code=1)
    assert wrong["refused"][0].startswith("line 4, column[1].from: 'bagde' is not known here.")
    own.write_text(own.read_text().replace("bagde", "badge"))
    said(town, "payroll", "layouts", "--adopt", str(own))
    assert "city" in said(town, "payroll", "layouts")["layouts"]
    assert said(town, "accounts", "chart")["name"] == "standard"


def test_hours_are_stated_and_agreed_on(town: Town) -> None:
    _, (seat,) = town.detail(start=MONDAY + 2 * DAY)
    number = town.scalar(
        "SELECT detail.number FROM assignment JOIN position ON position.id = position_id"
        " JOIN detail ON detail.id = detail_id WHERE assignment.id = ?", seat
    )  # fmt: skip
    said(town, "stated", str(number), "100", "punched", "--by", "the clock")
    said(town, "stated", str(number), "100", "certified", "--to", "12:00")
    refused = said(town, "approve", str(number), "--agreeing", code=1)
    assert "differ by 60 minutes" in refused["refused"][0]
    said(town, "settle", str(number), "100", "certified", "--reason", "sent home")
    listed = said(town, "hours", str(number))
    assert [x["stated_by"] for x in listed["stated"]] == ["punched", "certified"]
    assert listed["hours"][0]["state"] == "approved"


def test_hours_charged_before_earlier_ones_are_entered_again(book: Book, actor: Actor) -> None:
    town, days = town_of(book, actor)
    monday(town, days[0][1])
    later = {"COORDINATOR_NOW": str(MONDAY + 30 * DAY)}
    (told,) = said(town, "invoice", "preview", **later)["overtaken"]
    assert (told["detail"], told["cents"]) == ("26-0001.5", 20_000)
    (waiting,) = said(town, "payroll", "preview", *("2026-06-01", "2026-06-08"), **later)["waiting"]
    assert "26-0001.5a was paid before the hours of 26-0001.1a came in" in waiting
    assert "entered again" in said(town, "hours", "26-0001.5", "--again", **later)["sentence"]
    said(town, "approve", "26-0001.5", **later)
    assert said(town, "invoice", "preview", **later)["total_cents"] == 55_000 + 22_000
