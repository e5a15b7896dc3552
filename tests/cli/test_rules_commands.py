"""`coordinator candidates`, `check` and `replay`, as scripts and people call them."""

import json
import sqlite3
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coordinator.actions.results import Actor
from coordinator.actions.staffing.deciding import Decided, decide
from coordinator.cli import main
from storage.database import Book
from storage.models import Assignment, Position, Rank
from tests.conftest import NOW
from tests.rules.town import Town, at, found_town, on_duty, post, seat


def run(book: Book, *said: str) -> Result:
    arguments = [*said, "--book", str(book.path)]
    return CliRunner().invoke(main, arguments, env={"COORDINATOR_NOW": str(NOW)})


def told(result: Result, code: int = 0) -> dict[str, Any]:
    assert result.exit_code == code, result.output
    answer: dict[str, Any] = json.loads(result.output)
    return answer


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return found_town(book, actor)


@pytest.fixture
def position(book: Book, actor: Actor, town: Town) -> int:
    with book.action(actor, "post", "detail:0") as tx:
        found = post(tx, town, 1, at(1, 18), at(1, 22))
    on_duty(book, town, town.officers[0], at(1, 15), at(1, 23))
    return found


def test_candidates_as_json(book: Book, position: int) -> None:
    answer = told(run(book, "candidates", "26-0001.1", "--json"))
    assert answer["position"] == "26-0001.1a"
    assert answer["policy"]["name"] == "Standard policy"
    assert [(c["place"], c["badge"], c["verdict"]) for c in answer["candidates"]] == [
        (1, "102", "eligible"),
        (2, "103", "eligible"),
    ]
    assert answer["candidates"][0]["clean"] is True
    (barred,) = answer["barred"]
    assert (barred["badge"], barred["verdict"], barred["place"]) == ("101", "barred", None)
    assert barred["reasons"] == [
        {
            "clause": "1.2",
            "kind": "no_detail_on_duty",
            "name": "on duty",
            "severity": "bars",
            "by": "",
            "figure": 14_400,
            "limit": 0,
            "unit": "seconds",
            "window": [at(1, 15), at(1, 23)],
            "words": "on duty: 4 h inside regular Tue 2 Jun 15:00 to 23:00 (1.2)",
        }
    ]


def test_candidates_in_words(book: Book, position: int) -> None:
    result = run(book, "candidates", "26-0001.1a")
    assert result.output.splitlines() == [
        "26-0001.1a by Standard policy:",
        "   1 102 Name1, Sam  0.0 h  eligible",
        "   2 103 Name2, Sam  0.0 h  eligible",
        "   - 101 Name0, Sam  0.0 h  barred  "
        "on duty: 4 h inside regular Tue 2 Jun 15:00 to 23:00 (1.2)",
    ]


def test_an_unknown_detail_is_not_found(book: Book, position: int) -> None:
    assert run(book, "candidates", "26-9999").exit_code == 5


def test_seats_that_differ_must_be_named(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    with book.action(actor, "add", "position:0") as tx:
        first = tx.get(Position, position)
        rank = tx.add(Rank(code="SGT", name="Sergeant", level=2))
        tx.add(
            Position(
                detail_id=first.detail_id,
                number="26-0001.1b",
                rank_id=rank.id,
                starts_at=first.starts_at,
                ends_at=first.ends_at,
            )
        )
    result = run(book, "candidates", "26-0001.1")
    assert result.exit_code == 5
    assert "26-0001.1a, 26-0001.1b" in result.output
    with book.action(actor, "seat", "position:0") as tx:
        seat(tx, position, town.officers[1])
    assert told(run(book, "candidates", "26-0001.1", "--json"))["position"] == "26-0001.1b"


def test_check_finds_what_stands_against_the_policy(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    assert told(run(book, "check", "--json")) == {"assignments": 0, "violations": []}
    with book.action(actor, "seat", "position:0") as tx:
        seat(tx, position, town.officers[0])
    answer = told(run(book, "check", "--json"), code=4)
    (violation,) = answer["violations"]
    assert (violation["position"], violation["badge"]) == ("26-0001.1a", "101")
    assert violation["reasons"] == ["on duty: 4 h inside regular Tue 2 Jun 15:00 to 23:00 (1.2)"]
    assert violation["allowed"] is False
    assert run(book, "check", "--from", "2026-06-03").exit_code == 0
    assert run(book, "check", "--from", "2026-06-02", "--to", "2026-06-02").exit_code == 4
    assert run(book, "check", "--to", "2026-06-01").exit_code == 0


def test_an_override_on_record_is_allowed(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    on_duty(book, town, town.officers[1], at(1, 18), at(1, 20), "training")
    with book.action(actor, "assign", f"position:{position}") as tx:
        words = {"reason": "short of people", "override_by": "Lt. Wu"}
        decided = decide(tx, position, town.officers[1], kind="assign", **words)
        assert isinstance(decided, Decided)
        held = tx.get(Assignment, seat(tx, position, town.officers[1]))
        held.decision_id = decided.decision_id
        tx.save(held)
    result = run(book, "check")
    assert result.exit_code == 0
    assert "1 assignments, 1 against the policy, 1 of them allowed by an override." in result.output
    assert "[allowed by Lt. Wu]" in result.output


def test_replay_finds_an_edited_record(book: Book, actor: Actor, town: Town, position: int) -> None:
    with book.action(actor, "assign", f"position:{position}") as tx:
        decide(tx, position, town.officers[1], kind="assign")
    assert told(run(book, "replay", "--json")) == {"decisions": 1, "differ": []}
    assert told(run(book, "replay", "26-0001.1a", "--json"))["decisions"] == 1
    shell = sqlite3.connect(book.path)
    shell.execute("UPDATE packet SET body = x'1234'")
    shell.commit()
    shell.close()
    result = run(book, "replay")
    assert result.exit_code == 4
    assert "1 decisions worked out again, 1 come out differently." in result.output
