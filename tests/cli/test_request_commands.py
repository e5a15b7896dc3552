"""Everything about requests without the screen: `coordinator request`, `coordinator intake`."""

import json
from pathlib import Path
from typing import Any

import pypdf
import pytest
from click.testing import CliRunner

from coordinator.actions.results import Actor
from coordinator.cli import main
from storage.database import Book
from tests.actions.requests_town import DOCUMENT, MAIL, adopted, client
from tests.conftest import NOW


@pytest.fixture
def path(book: Book, actor: Actor) -> str:
    client(book, actor, phone="+1 617-555-8811")
    adopted(book, actor)
    return str(book.path)


def run(path: str, *args: str, code: int = 0, **env: str) -> str:
    found = CliRunner().invoke(
        main, [*args, "--book", path], env={"COORDINATOR_NOW": str(NOW), "COORDINATOR_NAME": "Pat"}
    )
    assert found.exit_code == code, found.output
    return found.output


def told(path: str, *args: str) -> Any:
    return json.loads(run(path, *args, "--json"))


ENTER = (
    "request", "enter", "shop", "Sale night", "--date", "2026-06-05 18:00-23:00", "--crew",
    "2 officer, 1 SGT", "--asker", "Ann Doyle", "--email", MAIL, "--place", "Pier 4",
    "--answer", "duties=Door",
)  # fmt: skip


def test_a_call_becomes_a_posted_job_without_the_screen(path: str, tmp_path: Path) -> None:
    assert "Request R26-0001 of Pier Goods · 1,155.00 by the rate card" in run(path, *ENTER)
    assert "R26-0001  received  2026-06-05 Pier Goods" in run(path, "request", "list")
    shown = told(path, "request", "show", "R26-0001", "--pdf", str(tmp_path))
    assert (shown["price_cents"], shown["approver"]) == (115_500, "coordinator")
    assert "Duties?" in pypdf.PdfReader(shown["file"]).pages[0].extract_text()
    assert "client         Client: met: 1001" in run(path, "request", "check", "R26-0001")
    waived = ("request", "check", "R26-0001", "client", "--waived")
    assert "needs a reason" in run(path, *waived, code=1)
    quote = told(path, "request", "quote", "R26-0001", "--pdf", str(tmp_path))
    assert Path(quote["path"]).name == "quote-Q-R26-0001.pdf"
    assert told(path, "request", "quote", "R26-0001")["minimum"] == ["minimum 4 h."]
    assert "leaves soon" in run(path, "request", "quote", "R26-0001", "--send")
    assert "only an approved one" in run(path, "request", "book", "R26-0001", code=1)
    run(path, "request", "approve", "R26-0001")
    assert "is job 26-0001 with 1 detail(s)" in run(path, "request", "book", "R26-0001")
    held = run(path, "post", "26-0001.1", code=1)
    assert "Terms: version" in held
    run(path, "request", "accept-terms", "R26-0001", "--by", "Ann Doyle")
    run(path, "post", "26-0001.1")
    run(path, "request", "visit", "R26-0001", "narrow gate")
    assert told(path, "request", "late")["late"] == []
    assert [hit["table"] for hit in told(path, "search", "R26")] == ["request"]


def test_again_ask_refuse_withdraw_and_link(path: str, tmp_path: Path) -> None:
    run(path, *ENTER)
    again = run(path, "request", "again", "R26-0001", "--weeks", "2")
    assert "R26-0002 of Pier Goods" in again
    assert "is asked, with the packet" in run(
        path, "request", "ask", "R26-0001", "--of", "Capt. Diaz", "--address", "d@x.example"
    )
    assert "R26-0002 withdrawn" in run(path, "request", "withdraw", "R26-0002", "--reason", "rain")
    refused = run(path, "request", "refuse", "R26-0001", "--clause", "7.2", "--pdf", str(tmp_path))
    assert "R26-0001 refused by Pat" in refused
    assert (tmp_path / "refusal-R26-0001.pdf").exists()
    run(path, *ENTER, "--firm", "Dock Films", "--email", "bo@dock.example")
    assert "Dock Films entered and linked" in run(path, "request", "link", "R26-0003", "--new")
    assert "Pier Goods linked" in run(path, "request", "link", "R26-0003", "1001")
    run(path, *ENTER, "--rule", "every Fri", "--employer", "1001")
    assert told(path, "request", "show", "R26-0004")["request"]["rule"] == "FREQ=WEEKLY;BYDAY=FR"
    run(path, *ENTER, "--rule", "FREQ=DAILY;UNTIL=20270105T045959Z", "--employer", "1001")
    ends = told(path, "request", "show", "R26-0005")["request"]["rule"]
    assert ends == "FREQ=DAILY;UNTIL=20270104", "the agency's date of that instant"
    assert "no date with hours" in run(path, *ENTER, "--date", "soon", code=2)
    run(path, "request", "show", "R26-9", code=5)


@pytest.mark.parametrize("letters", ["pier", "doy", "555-88", "1001"])
def test_three_letters_of_the_caller_tell_who_calls(path: str, letters: str) -> None:
    run(path, *ENTER)
    run(path, "request", "approve", "R26-0001")
    run(path, "request", "book", "R26-0001")
    (found,) = told(path, "request", "caller", letters)["callers"]
    assert (found["name"], found["jobs"][0]["title"]) == ("Pier Goods", "Sale night")
    said = run(path, "request", "caller", letters)
    assert "owes nothing · no insurance date" in said
    assert "Nobody is known" in run(path, "request", "caller", "pi")


def test_the_intake_document_is_checked_shown_explained_compared_and_set(
    path: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(DOCUMENT.replace("2026-01-01", "2027-01-01").replace("points = 5", "points = 4"))
    assert "in order, 0 examples hold" in run(path, "intake", "check", str(own))
    assert "in force from 2027-01-01" in run(path, "intake", "set", str(own))
    assert "from 2027-01-01 already" in run(path, "intake", "set", str(own), code=1)
    assert "risk crowd: points: 5 → 4" in run(path, "intake", "diff", "2027-01-01")
    assert [x["effective_on"] for x in told(path, "intake", "list")["versions"]] == [
        "2027-01-01",
        "2026-01-01",
    ]
    assert "duties: Duties? (text)" in run(path, "intake", "show", "--event", "shop")
    assert "The captain approves where risk is at least 5." in run(path, "intake", "show")
    assert run(path, "intake", "show", "2027-01-01", "--source").strip() == own.read_text().strip()
    assert "[[check]]: An item of the checklist." in run(path, "intake", "explain")
    assert 'finds = "paper"' in run(path, "intake", "explain", "check")
    assert "amount = { over = 5 }" in run(path, "intake", "explain", "when")
    own.write_text(DOCUMENT.replace('kind = "temporary"', 'kind = "temp"'))
    assert "line 7, event[1].kind" in run(path, "intake", "check", str(own), code=1)
    run(path, "intake", "show", "2020-01-01", code=5)
