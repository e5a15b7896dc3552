"""The fairness statement from the command line."""

import json
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner, Result

from coordinator.cli import main
from coordinator.demo.book import make_demo

NOW = 1_795_340_000


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = tmp_path_factory.mktemp("fairness") / "demo.book"
    make_demo(path, NOW).close()
    return {"COORDINATOR_BOOK": str(path), "COORDINATOR_NOW": str(NOW)}


def run(environment: dict[str, str], *words: str) -> Result:
    return CliRunner().invoke(main, ["fairness", *words], env=environment)


def test_it_tells_shares_and_both_tests(environment: dict[str, str]) -> None:
    said = run(environment, "--from", "2026-09-01", "--to", "2026-10-31")
    assert said.exit_code == 0, said.output
    assert "2026-09-01 to 2026-10-31, both included" in said.output
    assert "│" in said.output
    assert "whose order is not on record" in said.output
    assert "What this could not have seen" in said.output


def test_both_dates_are_included(environment: dict[str, str]) -> None:
    days = {
        share["days"]
        for share in json.loads(
            run(environment, "--from", "2026-09-01", "--to", "2026-09-01", "--json").stdout
        )["officers"]
    }
    assert max(days) == 1


def test_an_officer_is_one_flat_object(environment: dict[str, str]) -> None:
    share = json.loads(run(environment, "--json").stdout)["officers"][0]
    assert "figures" not in share
    assert share["deviation_minutes"] == share["minutes"] - share["expected_minutes"]


def test_one_end_makes_a_year(environment: dict[str, str]) -> None:
    said = json.loads(run(environment, "--to", "2026-10-31", "--json").stdout)
    assert (said["from_on"], said["last_on"]) == ("2025-11-01", "2026-10-31")


def test_the_pdf_is_made_once_and_replaced_when_asked(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "fair.pdf"
    words = ("--from", "2026-10-01", "--to", "2026-10-31", "--pdf", str(path))
    assert str(path) in run(environment, *words).output
    assert "Fairness statement" in pypdf.PdfReader(path).pages[0].extract_text()
    path.write_text("somebody else's")
    assert run(environment, *words).exit_code == 1
    assert run(environment, *words, "--replace").exit_code == 0


def test_a_period_that_ends_first_is_refused(environment: dict[str, str]) -> None:
    said = run(environment, "--from", "2026-10-31", "--to", "2026-10-01")
    assert said.exit_code == 1
    assert "ends before it begins" in said.output
