"""Hours, invoices, payroll, payments and the day sheet from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coordinator.actions.results import Actor
from coordinator.cli import main
from storage.database import Book
from storage.models import Employer, Officer
from tests.actions.money_town import CARD, MONDAY, Town, make_town
from tests.conftest import NOW


@pytest.fixture
def town(book: Book, actor: Actor, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("COORDINATOR_BOOK", str(book.path))
    monkeypatch.setenv("COORDINATOR_NOW", str(NOW))
    monkeypatch.setenv("COORDINATOR_NAME", actor.name)
    return make_town(book, actor)


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, list(words), color=True)
    assert result.exit_code == code, result.output
    return result


def answer(*words: str, code: int = 0) -> Any:
    return json.loads(run(*words, "--json", code=code).stdout)


def test_from_hours_to_money_and_files(town: Town, tmp_path: Path) -> None:
    town.detail(roles=("officer", "sergeant"))
    run("hours", "26-0001.1", "--badge", "100", "--from", "08:00", "--to", "13:30")
    run("hours", "26-0001.1", "--as-scheduled")
    listed = answer("hours", "26-0001.1")["hours"]
    assert [line["state"] for line in listed] == ["entered", "entered"]
    assert [line["ended_at"] - line["started_at"] for line in listed] == [19_800, 18_000]
    left = answer("approve", "26-0001.1", "--matching")["left"]
    assert left == ["26-0001.1a: the hours are not as scheduled"]
    run("approve", "26-0001.1")
    preview = answer("invoice", "preview")
    # 5.5 h x 65 + 5 h x 80 = 757.50, and 10 %
    assert preview["total_cents"] == 83_325
    assert preview["invoices"][0]["details"] == ["26-0001.1"]
    issued = answer("invoice", "issue", "--pdf", str(tmp_path / "out"))
    assert issued["run"]["issued"][0]["number"] == "2026-00001"
    assert (tmp_path / "out" / "invoice-2026-00001.pdf").read_bytes().startswith(b"%PDF")
    assert run("invoice", "issue", code=1).output.strip() == "Error: Nothing waits to be billed."
    run("payments", "record", "2026-00001", "800.00")
    assert answer("invoice", "list", "is:open")["invoices"][0]["paid_cents"] == 80_000
    csv = tmp_path / "pay.csv"
    locked = answer("payroll", "lock", "2026-05-25", "2026-06-01", "--csv", str(csv))
    assert (locked["number"], locked["total_cents"]) == ("2026-P001", 52_500)
    run("verify", "--seal", issued["seal"])
    run("verify", "--seal", locked["seal"])
    assert csv.read_text(encoding="utf-8").splitlines()[-1].endswith("TOTAL 2 rows,10.5000,,525.00")
    run("payroll", "lock", "2026-05-25", "2026-06-01", code=1)


def test_names_from_outside_cannot_command_the_terminal(town: Town) -> None:
    _, (only,) = town.detail()
    with town.book.action(town.actor, "edit", "employer:1") as tx:
        employer = tx.get(Employer, town.employers[0])
        employer.name = "Bad \x1b]52;c;AAAA\x07 \u202eFirm"
        tx.save(employer)
        officer = tx.get(Officer, town.officers[0])
        officer.last_name = "\x1b[2JAdams"
        tx.save(officer)
    town.work(only, MONDAY, 5)
    for words in (("hours", "26-0001.1"), ("invoice", "preview"), ("day", "2026-05-25")):
        assert "\x1b" not in run(*words).output
    run("invoice", "issue")
    for words in (("invoice", "list"), ("invoice", "explain", "2026-00001")):
        output = run(*words).output
        assert "\x1b" not in output
        assert "\u202e" not in output


def test_an_end_before_the_start_is_on_the_next_day(town: Town) -> None:
    town.detail(start=MONDAY + 12 * 3600, hours=8)
    run("hours", "26-0001.1", "--badge", "100", "--from", "20:00", "--to", "04:30")
    (line,) = answer("hours", "26-0001.1")["hours"]
    assert line["ended_at"] - line["started_at"] == 30_600


def test_a_correction_and_its_refusals(town: Town) -> None:
    town.detail()
    run("hours", "26-0001.1", "--as-scheduled")
    again = ("hours", "26-0001.1", "--badge", "100", "--to", "12:00")
    assert "correct them" in run(*again, code=1).output
    assert "needs a reason" in run(*again, "--correct", code=1).output
    run(*again, "--correct", "--reason", "slip")
    assert run("hours", "26-0001.1", "--badge", "999", code=5)
    assert run("hours", "26-0001.1", "--badge", "100", "--from", "noon", code=2)


def test_void_explain_and_what_is_not_there(town: Town, tmp_path: Path) -> None:
    _, (only,) = town.detail()
    town.work(only, MONDAY, 5)
    run("invoice", "issue", "--detail", "26-0001.1")
    assert "bill.rate[2]" in run("invoice", "explain", "2026-00001").output
    run("invoice", "pdf", "2026-00001", str(tmp_path), "--annex")
    assert (tmp_path / "invoice-2026-00001-explained.pdf").exists()
    (tmp_path / "invoice-2026-00001.pdf").write_bytes(b"something else")
    taken = run("invoice", "pdf", "2026-00001", str(tmp_path), code=1)
    assert "is there already" in taken.output
    run("invoice", "pdf", "2026-00001", str(tmp_path), "--replace")
    run("invoice", "void", "2026-00001", "--reason", "wrong order")
    assert answer("invoice", "list")["invoices"][0]["state"] == "void"
    run("invoice", "void", "2026-00009", "--reason", "x", code=5)
    run("payments", "record", "2026-00001", "12,50", code=2)
    run("payroll", "csv", "2026-P009", code=1)


def test_the_day_sheet_as_text_json_and_pdf(town: Town, tmp_path: Path) -> None:
    town.detail(roles=("sergeant", "officer"))
    text = run("day", "2026-05-25").output
    assert "08:00-13:00 26-0001.1 Harbor Paving, Inc." in text
    assert "*a sergeant" in text
    sheet = answer("day", "2026-05-25")
    assert [post["badge"] for post in sheet["details"][0]["posts"]] == ["100", "101"]
    run("day", "2026-05-25", "--pdf", str(tmp_path))
    assert (tmp_path / "day-2026-05-25.pdf").exists()
    assert "No details on this day." in run("day").output
    run("day", "yesterday", code=1)


def test_a_card_is_checked_with_lines_and_put_in_force(town: Town, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('name = "New"\neffective_on = 2026-01-01\n[[bill.rate]]\nrat = 70\n')
    output = run("rates", "check", str(wrong), code=1).output
    assert "line 4, bill.rate[1].rat: is not a known key. Did you mean 'rate'?" in output
    right = tmp_path / "right.toml"
    right.write_text('name = "New"\neffective_on = 2026-01-01\n[[bill.rate]]\nrate = 70\n')
    run("rates", "check", str(right))
    run("rates", "adopt", str(right))
    run("rates", "adopt", str(right), "--default", code=1)
    assert [card["name"] for card in answer("rates", "list")["cards"]] == ["New", "Town"]
    # Two cards, and the job names none: nothing is guessed.
    _, (only,) = town.detail()
    town.work(only, MONDAY, 5)
    assert "names no rate card; the book has New, Town" in run("invoice", "preview").output
    right.write_text('name = "New"\neffective_on = 2026-02-01\n[[bill.rate]]\nrate = 72\n')
    run("rates", "adopt", str(right), "--default")
    assert answer("invoice", "preview")["total_cents"] == 5 * 7_200


def test_another_card_over_what_was_billed_and_paid(town: Town, tmp_path: Path) -> None:
    _, (seat,) = town.detail(start=MONDAY)
    town.work(seat, MONDAY, 5)
    run("invoice", "issue")
    same = answer("rates", "what-if")
    assert same["bill"] == {
        "id": 0,
        "name": "employers",
        "was_cents": 35_750,
        "would_cents": 35_750,
    }
    assert [(each["lines"], each["same"], each["causes"]) for each in same["again"]] == [
        (2, 2, []), (0, 0, []),
    ]  # fmt: skip
    card = tmp_path / "next.toml"
    card.write_text(CARD.replace("rate = 65.00", "rate = 70.00"), "utf-8")
    words = run("rates", "what-if", str(card), "--since", "2026-05-01").output
    assert "employers 357.50 → 385.00 (+27.50); officers 250.00 → 250.00 (the same sum)" in words
    assert "Harbor Paving, Inc.: 357.50 → 385.00 (+27.50)" in words
    assert "2 of 2 lines billed, over 357.50, come out to the cent" in words
    assert "Only details that are charged by 'Town'" in words
    assert answer("rates", "what-if", str(card), "--until", "2026-05-24")["details"] == 0
    refused = run("rates", "what-if", str(card), "--instead-of", "Fair", code=1).output
    assert "no rate card 'Fair'. Its cards: Town." in refused
    assert "No file and no rate card" in run("rates", "what-if", "nowhere", code=5).output
