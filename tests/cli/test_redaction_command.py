"""`coordinator redact`: shown first, done with --yes, refused while something holds it."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coordinator.actions.book.verifying import verify_book
from coordinator.actions.messages.messages import recall
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.leaving import release
from coordinator.actions.staffing.staffing import Filled, assign
from coordinator.cli import main
from storage.database import Book
from tests.conftest import NOW
from tests.trust.town import Town, order, seats_of, settle

PAT = Actor("Pat Coordinator", NOW)


@pytest.fixture
def town(book: Book, monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setenv("COORDINATOR_BOOK", str(book.path))
    monkeypatch.setenv("COORDINATOR_NOW", str(NOW))
    return settle(book, PAT)


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["redact", *words])
    assert result.exit_code == code, result.output
    return result


def answer(*words: str, code: int = 0) -> Any:
    return json.loads(run(*words, "--json", code=code).stdout)


def name_of(book: Book, badge: str) -> str:
    sql = "SELECT last_name FROM officer WHERE badge = ?"
    return str(book.reader().execute(sql, (badge,)).fetchone()[0])


@pytest.mark.usefixtures("town")
def test_without_yes_it_is_only_shown(book: Book) -> None:
    head = verify_book(book).head
    shown = run("1000").output
    assert "1 officer" in shown
    assert "would be closed for good" in shown
    assert shown.endswith("Nothing was done. Add --yes to close them.\n")
    told = answer("1000")
    assert told["closing"]["rows"] == {
        "officer": 1, "officer_status": 0, "exclusion": 0, "message": 0, "bank_account": 0,
        "spot_check": 0, "merge_conflict": 0, "audit_finding": 0, "hold": 0,
        "conflict": 0, "outside_work": 0, "overlap_case": 0, "suspension": 0, "received": 0,
        "consent": 0, "availability": 0, "feedback": 0, "punch": 0, "message_attachment": 0,
            "kept_file": 0,
    }  # fmt: skip
    assert told["redacted"] is None
    assert verify_book(book).head == head


@pytest.mark.usefixtures("town")
def test_with_yes_it_is_done_and_final(book: Book) -> None:
    assert name_of(book, "1000") == "Adams"
    done = answer("1000", "--yes")
    assert done["redacted"]["values"] > 0
    assert name_of(book, "1000") == ""
    assert verify_book(book).redacted == done["redacted"]["values"]
    undone = CliRunner().invoke(main, ["undo"])
    assert undone.exit_code == 1
    assert name_of(book, "1000") == ""


def test_a_seat_to_come_and_a_message_to_go_hold_it(book: Book, town: Town) -> None:
    job = order(book, PAT, town)
    seat = seats_of(book, job.detail_ids[0])[0]
    filled = assign(book, PAT, seat, 1, reason="first")
    assert isinstance(filled, Filled), filled
    held = answer("1000", "--yes", code=1)["refused"]
    assert [reason.partition(":")[2] for reason in held] == [
        " release them first.", " send or recall them first.",
    ]  # fmt: skip
    assert name_of(book, "1000") == "Adams"
    rows = book.reader().execute("SELECT id FROM message WHERE officer_id = 1").fetchall()
    assert not isinstance(recall(book, PAT, [row for (row,) in rows]), Refused)
    (only,) = answer("1000", code=1)["refused"]
    assert "release them first" in only
    release(book, PAT, (filled.assignment_id,), "leaves")
    (only,) = answer("1000", code=1)["refused"]
    assert "still to go" in only
    rows = book.reader().execute("SELECT id FROM message WHERE officer_id = 1").fetchall()
    assert not isinstance(recall(book, PAT, [row for (row,) in rows]), Refused)
    run("1000", "--yes")


@pytest.mark.usefixtures("town")
def test_nobody_goes_by_that_badge() -> None:
    assert "There is no officer 9999." in run("9999", code=5).output
