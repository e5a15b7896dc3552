"""What if, make whole and remedies by command."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from coordinator.cli import main
from coordinator.library import standard_policy
from coordinator.rules.retrial import RULES
from storage.database import Book
from tests.actions.seeded_town import found
from tests.conftest import NOW

MANUAL = Path(__file__).parents[2] / "coordinator" / "manual" / "past_awards.md"


@pytest.fixture
def seeded(book: Book, monkeypatch: pytest.MonkeyPatch) -> Book:
    monkeypatch.setenv("COORDINATOR_NOW", str(NOW))
    monkeypatch.setenv("COORDINATOR_NAME", "Pat")
    found(book, "charged", 1)
    return book


def run(book: Book, *said: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, [*said, "--book", str(book.path)])
    assert result.exit_code == code, result.output
    return result.output


def value(book: Book, *said: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run(book, *said, "--json"))
    return told


def test_what_was_in_force_changes_nothing(seeded: Book) -> None:
    told = value(seeded, "policy", "what-if")
    assert told["awards"] == told["same"] > 20
    assert told["differing"] == told["officers"] == []
    assert told["rules"] == list(RULES)
    assert "as they were, none differently" in run(seeded, "policy", "what-if")


def test_another_policy_says_who_instead_and_why(seeded: Book, tmp_path: Path) -> None:
    file = tmp_path / "other.toml"
    file.write_text(standard_policy(), "utf-8")
    told = value(seeded, "policy", "what-if", str(file), "--from", "2026-04-01")
    assert told["differing"]
    assert sum(each["gained"][1] for each in told["officers"]) <= 0
    one = told["differing"][0]
    assert {"position", "officer", "instead", "cause", "why"} <= set(one)
    assert one["why"]
    words = run(seeded, "policy", "what-if", str(file), "--from", "2026-04-01")
    assert f"{one['instead'] or 'nobody'} instead of {one['officer']}" in words


def test_a_wrong_document_is_refused(seeded: Book, tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text("name = 'x'", "utf-8")
    assert "effective_on" in run(seeded, "policy", "what-if", str(file), code=1)


def test_a_document_whose_example_fails_is_refused(seeded: Book, tmp_path: Path) -> None:
    library = files("coordinator.library").joinpath("policies", "broward.toml")
    document = library.read_text("utf-8")
    file = tmp_path / "wrong.toml"
    file.write_text(document.replace("day_hours = 16", "day_hours = 15"), "utf-8")
    assert "example[2]: is wrong" in run(seeded, "policy", "what-if", str(file), code=1)


def test_a_period_that_has_not_begun_is_said(seeded: Book) -> None:
    assert "Only up to now: details until 2099-01-01" in run(
        seeded, "policy", "what-if", "--to", "2099-01-01"
    )
    assert "Only up to now" not in run(seeded, "policy", "what-if")


def test_the_versions_of_the_policy_are_listed(seeded: Book, tmp_path: Path) -> None:
    before = value(seeded, "policy", "list")["policies"]
    file = tmp_path / "next.toml"
    later = standard_policy().replace("effective_on = 1970-01-01", "effective_on = 2027-01-01")
    file.write_text(later, "utf-8")
    run(seeded, "policy", "adopt", str(file))
    listed = value(seeded, "policy", "list")["policies"]
    assert listed[0]["effective_on"] == "2027-01-01"
    assert listed[1:] == before
    assert run(seeded, "policy", "list").startswith("2027-01-01  ")


def test_an_error_is_found_kept_given_and_waived(seeded: Book) -> None:
    said = ("make-whole", "--since", "2026-03-01", "--officer", "101", "--seniority", "2001-01-01")
    dry = value(seeded, *said)
    assert dry["differing"]
    assert dry["words"] == ["101 seniority 2001-01-01"]
    assert value(seeded, "remedies", "list")["remedies"] == []
    kept = value(seeded, *said, "--keep", "copied wrongly")
    assert kept["redress_id"]
    owed = value(seeded, "remedies", "list")["remedies"]
    gained = {each["officer_id"]: each["gained"] for each in dry["officers"]}
    assert {row["officer_id"]: [row["minutes"], row["details"], row["cents"]] for row in owed} == (
        gained
    )
    first, second = owed[0], owed[1]
    run(seeded, "remedies", "give", str(first["id"]), "--by", "Hale", "--ahead")
    entry = seeded.reader().execute("SELECT tally, amount FROM tally_entry ORDER BY id DESC")
    assert entry.fetchone() == ("hours", -first["minutes"])
    refused = run(seeded, "remedies", "give", str(first["id"]), "--by", "Hale", code=1)
    assert "given already, by Hale" in refused
    run(seeded, "remedies", "waive", str(second["id"]), "--by", "Hale", "--reason", "agreed")
    assert len(value(seeded, "remedies", "list")["remedies"]) == len(owed) - 2
    waived = value(seeded, "remedies", "list", "is:waived")["remedies"]
    assert [(row["id"], row["words"]) for row in waived] == [(second["id"], "agreed")]


def test_what_was_corrected_in_the_book_is_taken_from_its_log(seeded: Book) -> None:
    from coordinator.actions.results import Actor
    from storage.models import Officer

    with seeded.action(Actor("Pat", NOW - 60), "edit officer", "officer:1") as tx:
        row = tx.get(Officer, 1)
        row.seniority_on = "2001-01-01"
        tx.save(row)
    told = value(seeded, "make-whole", "--since", "2026-03-01")
    assert len(told["words"]) == 1
    assert "Pat: edit officer" in told["words"][0]
    with seeded.action(Actor("Pat", NOW - 30), "edit officer", "officer:1") as tx:
        row = tx.get(Officer, 1)
        row.seniority_on = json.loads(told["correction"])[0]["values"]["seniority_on"]
        tx.save(row)
    said = ("--officer", "101", "--seniority", "2001-01-01")
    by_hand = value(seeded, "make-whole", "--since", "2026-03-01", *said)
    assert by_hand["differing"] == told["differing"] != []
    assert by_hand["officers"] == told["officers"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("101 height 180", "cannot be understood"),
        ("101 seniority soon", "is no date"),
        ("101 rank GEN from 2026-01-01", "no rank 'GEN'"),
        ("101 status asleep from 2026-01-01", "is no status"),
        ("101 status sick", "from DATE"),
        ("101 certificate TC 2026-01-01", "from DATE to DATE"),
        ("101 not refused 26-0001.0a", "No refusal"),
        ("without status 99999", "no such record"),
        ("entry x is 3", "no whole number"),
    ],
)
def test_what_cannot_be_corrected_is_refused(seeded: Book, said: str, why: str) -> None:
    assert why in run(seeded, "make-whole", "--correct", said, code=1)


def test_the_manual_states_the_rules_of_the_replay() -> None:
    told = re.sub(r"\s+", " ", MANUAL.read_text("utf-8"))
    assert [rule for rule in RULES if rule not in told] == []
