"""`look-back` and `cases` on the command line: exit codes, lists, answers, decisions, registers."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coordinator.actions.results import Actor
from coordinator.cli import main
from storage.database import Book
from storage.models import Assignment
from tests.rules.town import Town, at, found_town, post, seat

NOW = at(0, 8)
PAYROLL = "badge,start,end,kind\n101,{first},regular\n102,{second},court\n"


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    """Two details of Friday 29 May; the second was given only after it had begun."""
    town = found_town(book, actor)
    with book.action(Actor("setup", at(-9, 12)), "seat", "detail:0") as tx:
        seat(tx, post(tx, town, 1, at(-3, 10), at(-3, 18)), town.officers[0])
        late = seat(tx, post(tx, town, 2, at(-3, 10), at(-3, 18)), town.officers[1])
        row = tx.get(Assignment, late)
        row.awarded_at = at(-3, 12.5)
        tx.save(row)
    return town


@pytest.fixture
def payroll(tmp_path: Path) -> Path:
    file = tmp_path / "payroll.csv"
    hours = {
        "first": "2026-05-29T08:00,2026-05-29T12:05",
        "second": "2026-05-29T17:59,2026-05-29T20:00",
    }
    file.write_text(PAYROLL.format(**hours))
    return file


def run(book: Book, *words: object, code: int = 0) -> Result:
    environment = {"COORDINATOR_NOW": str(NOW), "COORDINATOR_NAME": "Pat"}
    words = (*map(str, words), "--book", str(book.path))
    result = CliRunner().invoke(main, words, env=environment)
    assert result.exit_code == code, result.output
    return result


def brought(book: Book, payroll: Path) -> None:
    run(book, "import", "on-duty", payroll, "--source", "payroll")


def test_an_import_says_what_it_gave_rise_to(book: Book, town: Town, payroll: Path) -> None:
    told = run(book, "import", "on-duty", payroll, "--source", "payroll").output
    assert "It gives rise to 2 cases of details already worked." in told
    again = run(book, "import", "on-duty", payroll, "--source", "payroll", "--json").output
    assert json.loads(again)["cases"] == 0


def test_looking_back_lists_cases_and_late_approvals(book: Book, town: Town, payroll: Path) -> None:
    clean = run(book, "look-back", "--json")
    assert json.loads(clean.output)["open"] == 0
    brought(book, payroll)
    told = run(book, "look-back", code=4).output
    assert "2 to settle" in told
    assert "26-0001.1a  101 Name0: 2 h 05 in regular 29 May 2026 08:00 to 12:05" in told
    assert "26-0001.2a  102 Name1: 1 min in court" in told
    assert "26-0001.2a  102 Name1: began 29 May 2026 10:00, approved 2 h later" in told
    answer = json.loads(run(book, "look-back", "--json", code=4).output)
    assert [case["minutes"] for case in answer["cases"]] == [125, 1]
    assert [late["minutes"] for late in answer["late_approvals"]] == [150]
    elsewhere = run(book, "look-back", "--to", "2026-05-28", "--json")
    assert json.loads(elsewhere.output)["cases"] == []


def test_a_case_is_answered_decided_and_the_decision_undone(
    book: Book, town: Town, payroll: Path
) -> None:
    brought(book, payroll)
    run(book, "cases", "ask", 1, 2)
    run(book, "cases", "answer", 1, "--words", "I was let go at ten")
    told = run(book, "cases", "show", 1).output
    assert "The officer, 1 Jun 2026 08:00: I was let go at ten" in told
    run(book, "cases", "clear", 1, "--words", "Sgt confirms", "--by", "Capt Roe")
    run(book, "cases", "uphold", 2, "--words", "Paid twice")
    run(book, "look-back", code=0)
    found = json.loads(run(book, "cases", "list", "is:cleared", "--json").output)
    assert [(case["id"], case["decided_by"], case["words"]) for case in found] == [
        (1, "Capt Roe", "Sgt confirms")
    ]
    refused = run(book, "cases", "answer", 2, "--words", "late", code=1)
    assert "is decided" in refused.output
    run(book, "undo")
    assert json.loads(run(book, "cases", "show", 2, "--json").output)["state"] == "asked"


def test_empty_words_and_unknown_cases_are_refused(book: Book, town: Town, payroll: Path) -> None:
    brought(book, payroll)
    run(book, "cases", "clear", 1, "--words", "  ", code=1)
    run(book, "cases", "answer", 1, "--words", " ", code=1)
    run(book, "cases", "show", 77, code=5)
    run(book, "cases", "uphold", 77, "--words", "x", code=5)
    run(book, "cases", "list", "is:nonsense", code=2)


def test_undoing_the_import_puts_its_cases_away_and_redoing_brings_them_back(
    book: Book, town: Town, payroll: Path
) -> None:
    brought(book, payroll)
    run(book, "cases", "clear", 1, "--words", "Sgt confirms")
    run(book, "undo")
    assert "import on-duty" in run(book, "undo").output
    (gone, _) = json.loads(run(book, "cases", "list", "is:gone", "--json").output)
    assert gone["gone_why"] == "The import of payroll.csv was withdrawn."
    refused = run(book, "cases", "clear", 1, "--words", "x", code=1)
    assert "its record no longer stands" in refused.output
    run(book, "redo")
    assert len(json.loads(run(book, "cases", "list", "--json").output)) == 2


def test_the_register_is_written_as_csv_and_pdf(
    book: Book, town: Town, payroll: Path, tmp_path: Path
) -> None:
    brought(book, payroll)
    run(book, "cases", "clear", 1, "--words", "=HYPERLINK(1)")
    table, paper = tmp_path / "cases.csv", tmp_path / "cases.pdf"
    run(book, "cases", "list", "is:cleared", "--csv", table, "--pdf", paper)
    with table.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["minutes"] == "125"
    assert row["worked_from"] == "2026-05-29 10:00"
    assert row["decision"] == "'=HYPERLINK(1)"
    assert row["file"] == "payroll.csv"
    assert paper.read_bytes().startswith(b"%PDF")
