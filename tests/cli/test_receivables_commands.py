"""Money in, credit, chasing and disputes from the command line, as words and as JSON."""

import json
from pathlib import Path
from typing import Any

import pypdf
import pytest
from click.testing import CliRunner, Result

from coordinator.actions.results import Actor
from coordinator.cli import main
from storage.database import Book
from tests.actions.money_town import DAY
from tests.actions.receivables_town import MONDAY, Town, billed, rich_town
from tests.imports.statements import bank_csv, written

LATE = MONDAY + 50 * DAY


@pytest.fixture
def town(book: Book, actor: Actor, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("COORDINATOR_BOOK", str(book.path))
    monkeypatch.setenv("COORDINATOR_NAME", actor.name)
    monkeypatch.setenv("COORDINATOR_NOW", str(LATE))
    town = rich_town(book, actor)
    billed(town)
    billed(town, start=MONDAY + DAY)
    return town


def run(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, list(args))
    assert result.exit_code == code, result.output
    return result


def answer(*args: str) -> Any:
    return json.loads(run(*args, "--json").output)


def test_from_a_statement_to_paid_invoices(town: Town, tmp_path: Path) -> None:
    path = str(written(tmp_path, "june.csv", bank_csv()))
    assert answer("import", "bank", path, "--dry-run")["statements"][0]["new"] == 4
    assert "4 new lines" in run("import", "bank", path).output
    assert "in the book already" in run("import", "bank", path).output
    lines = answer("receipts", "lines")["lines"]
    assert lines[0]["suggestion"]["score"] == 100
    assert "names 2026-00001" in run("receipts", "lines").output
    assert answer("receipts", "book")["lines"] == 1
    run("receipts", "book", code=1)
    fee = next(each["line"]["id"] for each in lines if each["line"]["amount_cents"] < 0)
    run("receipts", "ignore", str(fee), "--reason", "bank fee")
    last = lines[-1]["line"]["id"]
    by_hand = ("receipts", "book", str(last), "--employer", "E1")
    assert answer(*by_hand, "--invoice", "2026-00002=300.00")["cents"] == 33_000
    (left,) = answer("receipts", "list", "--left")["receipts"]
    assert left["left_cents"] == 3_000
    run("receipts", "use", str(left["id"]))
    assert answer("invoice", "list", "is:open")["invoices"] == []
    run("import", "bank", str(written(tmp_path, "x.csv", b"a,b\n1,2\n")), code=1)


def test_money_by_hand_refunds_and_moves(town: Town) -> None:
    told = answer("receipts", "enter", "E1", "400.00", "--invoice", "2026-00001")
    assert (told["used"], told["left_cents"]) == ([["2026-00001", 33_000]], 7_000)
    receipt = str(told["receipt_id"])
    refund = ("receipts", "refund", "70.00", "--receipt", receipt, "--reason", "too much")
    run(*refund, "--approved-by", town.actor.name, code=1)
    assert answer(*refund, "--approved-by", "Chief Moss")["left_cents"] == 0
    whole = answer("receipts", "enter", "E1", "5.00")["receipt_id"]
    run("receipts", "move", str(whole), "E2")
    run("receipts", "enter", "E1", "5", "--method", "cash", code=1)
    run("receipts", "enter", "E1", "5,00", code=2)


def test_deposits_credits_late_charges_and_estimates(town: Town, tmp_path: Path) -> None:
    detail, _ = town.detail(start=LATE + DAY)
    number = str(town.scalar("SELECT number FROM detail WHERE id = ?", detail))
    assert "is not paid" in run("post", number, code=1).output
    run("post", number, "--allowed-by", "Captain Ray")
    deposit = answer("invoice", "deposit", "26-0001")
    run("invoice", "deposit", "26-0001", code=1)
    run("payments", "record", deposit["number"], "100.00")
    kept = answer("invoice", "keep-deposit", deposit["number"], "40.00", "--reason", "late")
    assert kept["cents"] == 4_000
    (row,) = answer("account", "show", "E1")["deposits"]
    assert row["used_cents"] == 4_000
    note = answer("invoice", "credit", "2026-00002", "--reason", "x", "--amount", "10.00")
    assert (note["number"], note["total_cents"]) == ("C2026-00001", -1_000)
    run("invoice", "credit", "2026-00002", "--reason", "x", "--amount", "1.00", "--bill-again",
        code=2)  # fmt: skip
    early = run("invoice", "late", "2026-00001", "--on", "2026-06-20", code=1).output
    assert "it is due on 2026-07-01 and not late before the day after" in early
    charged = answer("invoice", "late", "2026-00001")
    assert charged["total_cents"] == 495
    explained = run("invoice", "explain", charged["number"]).output
    assert "4.95  Late charge on invoice 2026-00001: 330.00 open, 13 days late" in explained
    assert "(due 2026-07-01): 1.5 % a month" in explained
    assert "paid" not in explained
    assert "bill.late" not in explained
    again = run("invoice", "late", "2026-00001", code=1).output
    assert f"4.95 was already charged for it ({charged['number']})" in again
    run("invoice", "pdf", charged["number"], str(tmp_path))
    page = pypdf.PdfReader(tmp_path / f"invoice-{charged['number']}.pdf").pages[0].extract_text()
    assert "Officers and equipment" not in page
    run("invoice", "quote", "26-0001", str(tmp_path))
    assert (tmp_path / "estimate-Q26-0001.pdf").exists()
    run("invoice", "pdf", "C2026-00001", str(tmp_path))
    check = answer("invoice", "charge", "E1", "35.00", "Returned check 4711", "--job", "26-0001")
    assert check["total_cents"] == 3_500
    assert "35.00  Returned check 4711" in run("invoice", "explain", check["number"]).output
    assert "Say what" in run("invoice", "charge", "E1", "35.00", " ", code=1).output


def test_orders_chasing_disputes_and_papers(town: Town, tmp_path: Path) -> None:
    run("purchase-order", "keep", "E1", "PO-1", "--ceiling", "500.00", "--until", "2026-12-31")
    (order,) = answer("purchase-order", "list", "--employer", "E1")["orders"]
    assert order["ceiling_cents"] == 50_000
    run("purchase-order", "drop", "E1", "PO-1")
    run("dispute", "open", "2026-00002", "--words", "nobody came")
    (row,) = answer("dispute", "list")["disputes"]
    (step,) = answer("dunning", "preview")["steps"]
    assert (step["invoices"], step["needs_approver"]) == (["2026-00001"], False)
    assert answer("dunning", "run")["steps"] == 1
    run("dunning", "run", code=1)
    run("dunning", "letters", code=1)
    run("dispute", "evidence", "2026-00002", str(tmp_path))
    settle = ("dispute", "settle", str(row["id"]), "--outcome", "the slip says so")
    assert answer(*settle, "--rejected")["state"] == "rejected"
    run("dispute", "evidence", "2026-99999", code=5)
    run("account", "statement", "E1", str(tmp_path))
    assert "not due" in run("account", "ageing").output
    assert answer("account", "balances")["balances"] == []


def test_terms_are_checked_with_lines_and_adopted(town: Town, tmp_path: Path) -> None:
    shown = run("terms", "show").output
    assert "7 days past due a reminder is drafted" in shown
    own = tmp_path / "terms.toml"
    own.write_text(run("terms", "show", "--toml").output.replace("days = 7", "dais = 7"))
    output = run("terms", "check", str(own), code=1).output
    assert "step[1].dais: is not a known key. Did you mean 'days'?" in output
    own.write_text(run("terms", "show", "--toml").output.replace("2000-01-01", "2026-01-01"))
    assert "never reached" not in run("terms", "check", str(own)).output
    discounts = "".join(f"\n[[discount]]\npercent = {n}\ndays = {n}0\n" for n in (2, 1))
    own.write_text(own.read_text() + discounts)
    assert "[[discount]] number 2 is never reached" in run("terms", "check", str(own)).output
    run("terms", "adopt", str(own))
    assert "[[discount]] number 2 is never reached" in run("terms", "show").output
    run("terms", "adopt", str(own), code=1)
