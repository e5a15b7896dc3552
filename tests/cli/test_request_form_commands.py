"""Forms on the command line: written, filled in, taken in."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coordinator.cli import main
from coordinator.rules.intake.request_file import block_of
from storage.database import Book
from tests.actions.forms_town import filled
from tests.conftest import NOW

Run = Callable[..., Result]


@pytest.fixture
def run(book: Book, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COORDINATOR_NOW", str(NOW))

    def call(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words] + ["--book", str(book.path)])

    return call


def test_forms_are_written_and_taken_in(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "form.html"
    done = run("request", "form", page, "--event", "road")
    assert "Request form for 1 kind(s) of work, which writes files" in done.output
    assert "[END OF REQUEST]" in page.read_text("utf-8")
    assert run("request", "form", page).exit_code == 1
    assert run("request", "form", page, "--replace").exit_code == 0
    assert run("request", "prices", tmp_path / "prices.html").exit_code == 0
    assert run("request", "pdf", "road", tmp_path / "road.pdf").exit_code == 0
    refused = run("request", "pdf", "ball", tmp_path / "ball.pdf")
    assert refused.exit_code == 1
    assert "There is no event class 'ball'" in refused.output

    one, two, three = (tmp_path / name for name in ("one.json", "two.txt", "three.json"))
    one.write_text(json.dumps(filled()), "utf-8")
    two.write_text(block_of(filled(title="Two")), "utf-8")
    three.write_text(json.dumps(filled() | {"title": "Three"}), "utf-8")
    done = run("request", "receive", one, two, three, "--json")
    told = json.loads(done.output)
    assert [each["number"] for each in told["taken"]] == ["R26-0001", "R26-0002"]
    assert told["refused"][0].startswith("three.json: Changed after the form wrote it: title.")
    again = run("request", "receive", one)
    assert again.exit_code == 1
    assert "came in already, as request R26-0001" in again.output
    assert "R26-0003" in run("request", "receive", three, "--changed").output
    assert "not a request form's file" in run("request", "receive", page).output
