"""Groups, declared interests, work for others and figures from the command line."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from coordinator.cli import main
from coordinator.demo.book import make_demo

NOW = 1_795_340_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bonds") / "demo.book"
    make_demo(path, NOW).close()
    return path


def run(made: Path, *words: str, code: int = 0) -> Any:
    environment = {"COORDINATOR_BOOK": str(made), "COORDINATOR_NOW": str(NOW)}
    said = CliRunner().invoke(main, [*words, "--json"], env=environment, catch_exceptions=False)
    assert said.exit_code == code, said.output
    return json.loads(said.output) if said.output.startswith(("{", "[")) else said.output


def badges(made: Path) -> list[str]:
    return [one["badge"] for one in run(made, "officers", "is:here")]


def test_a_group_keeps_its_history(made: Path) -> None:
    first, second, *_ = badges(made)
    done = run(made, "group", "add", "marine", first, second, "--from", "2026-01-01")
    assert len(done["officer_ids"]) == 2
    again = run(made, "group", "add", "marine", first, "--from", "2026-02-01", code=1)
    assert again == {"refused": ["All of them are in marine on 2026-02-01 already."]}
    run(made, "group", "remove", "marine", first, "--on", "2026-03-01")
    then = run(made, "group", "list", "marine", "--on", "2026-02-28")
    assert {one["badge"] for one in then} == {first, second}
    assert [one["badge"] for one in run(made, "group", "list", "--on", "2026-03-01")] == [second]
    run(made, "undo")
    assert len(run(made, "group", "list", "marine", "--on", "2026-03-01")) == 2
    run(made, "group", "remove", "marine", "nobody", code=5)


def test_interests_are_declared_and_end(made: Path) -> None:
    first, second, *_ = badges(made)
    employer = run(made, "employers")[0]["number"]
    run(made, "interest", "add", first, "own_business", "--employer", employer, "--words", "half")
    run(made, "interest", "add", first, "supervises", "--officer", second)
    assert run(made, "interest", "add", first, "family", code=1)
    assert run(made, "interest", "add", first, "supervises", "--employer", employer, code=1)
    (tie,) = run(made, "interest", "list", "--employer", employer)
    assert (tie["relation"], tie["badge"], tie["words"]) == ("own_business", first, "half")
    assert len(run(made, "interest", "list", "--officer", second)) == 1
    run(made, "interest", "end", str(tie["id"]), "--on", "2027-01-01")
    (tie,) = run(made, "interest", "list", "--employer", employer)
    assert tie["until_on"] == "2027-01-01"


def test_outside_work_is_declared_and_taken_away(made: Path) -> None:
    first = badges(made)[0]
    run(made, "outside-work", "add", first, "--start", "2026-12-01T18:00", "--hours", "4.5",
        "--employer", "Blue Moon", "--kind", "bar")  # fmt: skip
    (work,) = run(made, "outside-work", "list", first)
    assert (work["ends_at"] - work["starts_at"], work["employer_kind"]) == (4.5 * 3600, "bar")
    run(made, "outside-work", "remove", str(work["id"]))
    assert run(made, "outside-work", "list", first) == []


def test_figures_by_which_a_policy_may_order(made: Path) -> None:
    first = badges(made)[0]
    run(made, "figure", first, "merit", "12.5")
    run(made, "figure", first, "promoted_on", "2024-05-01")
    run(made, "figure", first, "merit", "a lot", code=1)
    run(made, "figure", first, "merit")
    connection = sqlite3.connect(made)
    kept = connection.execute("SELECT figures FROM officer WHERE badge = ?", (first,)).fetchone()
    connection.close()
    assert json.loads(kept[0]) == {"promoted_on": "2024-05-01"}


def test_who_schedules_and_leads_a_job_and_whom_caps_spare(made: Path) -> None:
    first = badges(made)[0]
    connection = sqlite3.connect(made)
    number, employer = connection.execute(
        "SELECT job.number, employer.number FROM job JOIN employer ON employer.id = employer_id"
    ).fetchone()
    run(made, "job", "change", number, "--run-by", "outside", "--led-by", first)
    run(made, "employer", "change", employer, "--exempt", "--kind", "school")
    found = connection.execute(
        "SELECT run_by, badge, exempt, employer.kind FROM job JOIN officer ON officer.id = "
        "led_by_id JOIN employer ON employer.id = employer_id WHERE job.number = ?",
        (number,),
    ).fetchone()
    assert found == ("outside", first, 1, "school")
    run(made, "job", "change", number, "--led-by", "")
    led = connection.execute("SELECT led_by_id FROM job WHERE number = ?", (number,)).fetchone()
    assert led == (None,)
    connection.close()
