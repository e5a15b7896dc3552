"""The roster, the register of employers and the call list from the command line."""

import json
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from coordinator.cli import main
from coordinator.demo.book import make_demo

NOW = 1_795_340_000


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    path = tmp_path_factory.mktemp("registers") / "demo.book"
    make_demo(path, NOW).close()
    return {"COORDINATOR_BOOK": str(path), "COORDINATOR_NOW": str(NOW)}


def run(environment: dict[str, str], *words: str) -> str:
    said = CliRunner().invoke(main, list(words), env=environment, catch_exceptions=False)
    assert said.exit_code == 0, said.output
    return said.output


def test_officers_are_filtered_as_on_the_screen(environment: dict[str, str]) -> None:
    here = json.loads(run(environment, "officers", "is:here", "--json"))
    ending = json.loads(run(environment, "officers", "is:expiring", "--json"))
    assert {one["badge"] for one in ending} < {one["badge"] for one in here}
    assert all(one["ending"] for one in ending)


def test_employers_in_an_order_of_the_list(environment: dict[str, str]) -> None:
    found = json.loads(run(environment, "employers", "--by", "debt", "--json"))
    debts = [one["debt_cents"] for one in found]
    assert debts == sorted(debts)


def test_an_unknown_order_or_flag_is_named(environment: dict[str, str]) -> None:
    for words in (["officers", "--by", "debt"], ["employers", "is:here"]):
        said = CliRunner().invoke(main, words, env=environment)
        assert said.exit_code == 2


@pytest.mark.parametrize("command", ["officers", "employers"])
def test_a_pdf_is_written_once(command: str, environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "list.pdf"
    run(environment, command, "--pdf", str(file))
    assert pypdf.PdfReader(file).pages
    run(environment, command, "--pdf", str(file))
    file.write_bytes(b"something else")
    said = CliRunner().invoke(main, [command, "--pdf", str(file)], env=environment)
    assert said.exit_code == 1


def test_the_call_list_of_a_position(environment: dict[str, str], tmp_path: Path) -> None:
    from storage.database import Book

    book = Book(Path(environment["COORDINATOR_BOOK"]))
    (number,) = (
        book.reader()
        .execute(
            "SELECT position.number FROM position JOIN detail ON detail.id = detail_id"
            " WHERE position.starts_at > ? AND detail.state = 'planned' LIMIT 1",
            (NOW,),
        )
        .fetchone()
    )
    book.close()
    run(environment, "candidates", number, "--pdf", str(tmp_path / "calls.pdf"))
    words = pypdf.PdfReader(tmp_path / "calls.pdf").pages[0].extract_text()
    assert f"Call-down list {number}" in words
