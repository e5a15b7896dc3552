"""`coordinator import`, as scripts and people call it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coordinator.cli import main
from storage.database import Book
from tests.conftest import NOW
from tests.imports.books import BOSTON, rows


def run(book: Book, *arguments: object) -> Result:
    said = ["import", *map(str, arguments), "--book", str(book.path)]
    return CliRunner().invoke(main, said, env={"COORDINATOR_NOW": str(NOW)})


def answered(result: Result, code: int = 0) -> dict[str, Any]:
    assert result.exit_code == code, result.output
    told: dict[str, Any] = json.loads(result.output)
    return told


def test_a_dry_run_counts_and_writes_nothing(book: Book) -> None:
    told = answered(run(book, "details", BOSTON, "--dry-run", "--json"))
    assert {name: told[name] for name in ("new", "changed", "same", "gone", "refused")} == {
        "new": 40, "changed": 0, "same": 0, "gone": 0, "refused": []
    }  # fmt: skip
    assert told["mapping"]["employer_number"] == "customer_no"
    assert rows(book, "SELECT count(*) FROM action") == [(1,)]


def test_an_import_keeps_its_refused_rows(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("Badge,Name,Email\n1,Ann Roe,\n2,\x1b[31mBob Doe,nowhere\n")
    told = answered(run(book, "roster", path, "--json"))
    assert (told["new"], told["written"]) == (1, True)
    assert [(p["row"], p["column"], p["value"]) for p in told["refused"]] == [
        (3, "Email", "nowhere")
    ]
    assert told["refused"][0]["reason"]
    assert Path(told["refused_file"]).name == "roster-refused.csv"
    again = answered(run(book, "roster", path, "--json"))
    assert (again["new"], again["same"], again["written"]) == (0, 1, False)


def test_words_for_a_person_hold_no_control_characters(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("Badge,Name\n1,\x1b]52;c;evil\x07 \u202eRoe\n")
    shown = run(book, "roster", path, "--dry-run")
    assert shown.exit_code == 0
    assert "1 new" in shown.output
    assert all(character.isprintable() or character == "\n" for character in shown.output)


def test_corrections_answers_and_refusals(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("Zahl,Wer,Hire Date\n1,Roe,01/02/2020\n")
    assert run(book, "roster", path).exit_code == 1
    mapped = ("--map", "badge=Zahl", "--map", "last_name=Wer")
    asked = answered(run(book, "roster", path, *mapped, "--json"), code=1)
    assert "--answer dates=mdy|dmy" in asked["refused"][0]
    assert run(book, "roster", path, *mapped, "--answer", "dates=mdy").exit_code == 0
    assert rows(book, "SELECT hired_on FROM officer") == [("2020-01-02",)]
    assert run(book, "roster", path, "--map", "badge").exit_code == 2
    assert run(book, "shoes", path).exit_code == 2


@pytest.mark.parametrize("module", ["coordinator.cli.importing"])
def test_help_costs_no_heavy_import(module: str) -> None:
    heavy = ("sqlmodel", "icalendar", "recurring_ical_events", "textual")
    code = f"import sys, {module}; print([n for n in {heavy!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
