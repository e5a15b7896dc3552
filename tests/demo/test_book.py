"""The demo book: sound, lively, and the same every time."""

import re
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from coordinator.actions.attendance.grading import grades_between
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.care.news import untold
from coordinator.actions.oversight.audit_tests import all_tests
from coordinator.actions.oversight.auditing import Auditing
from coordinator.actions.results import Refused
from coordinator.demo.book import make_demo
from coordinator.rules.presence_grade import Grade
from storage.database import Book
from storage.queries.staffing.today import needs
from tests.conftest import NOW
from tests.demo.columns import column


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return make_demo(tmp_path_factory.mktemp("demo") / "demo.book", NOW)


def test_the_log_tells_the_whole_truth_about_it(demo: Book) -> None:
    outcome = verify_book(demo)
    assert outcome.findings == ()
    assert outcome.rows > 5_000


def test_the_day_wants_a_hand_everywhere(demo: Book) -> None:
    found = _kinds(demo, NOW)
    wanted = {
        "call-off", "open", "ring back", "follow-up", "failed", "not seen", "unconfirmed", "hours",
        "certificate", "answer",
    }  # fmt: skip
    assert wanted <= found.keys()
    assert found["call-off"] == 1
    assert sum(found.values()) < 40


def test_nobody_is_told_news_of_it(demo: Book) -> None:
    assert untold(demo.reader(), NOW) == ""


def test_something_starts_within_the_hour(demo: Book) -> None:
    starts = column(demo, "SELECT starts_at FROM detail WHERE state = 'planned'")
    assert any(NOW < start <= NOW + 3_600 for start in starts)


def test_presence_is_sure_here_and_contradicted_there(demo: Book) -> None:
    found = grades_between(demo.reader(), NOW - 11 * 86_400, NOW, NOW)
    counts = Counter(each.grade.grade for each in found)
    assert set(counts) >= {Grade.STRONG, Grade.FAIR, Grade.NONE}
    assert 2 <= counts[Grade.CONTRADICTED] <= 5


def test_money_stands_at_every_stage(demo: Book) -> None:
    paid, overdue, waiting = (
        column(demo, sql)[0]
        for sql in (
            "SELECT count(*) FROM payment",
            "SELECT count(*) FROM invoice WHERE due_on < '2026-06-01' AND id NOT IN "
            "(SELECT invoice_id FROM payment)",
            "SELECT count(*) FROM timesheet_entry WHERE state = 'approved' AND invoice_id IS NULL",
        )
    )
    assert paid > 10
    assert 1 <= overdue <= 5
    assert waiting > 10
    assert column(demo, "SELECT count(*) FROM payroll_run") == [2]


def test_nobody_is_on_two_details_at_once(demo: Book) -> None:
    clashes = column(
        demo,
        "SELECT a.id FROM assignment a JOIN assignment b ON a.officer_id = b.officer_id "
        "AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at "
        "WHERE a.state IN ('assigned', 'confirmed', 'worked') "
        "AND b.state IN ('assigned', 'confirmed', 'worked')",
    )
    assert clashes == []


def test_no_address_in_it_could_reach_anybody(demo: Book) -> None:
    for table in ("officer", "contact", "employer"):
        for email, phone in demo.reader().execute(f"SELECT email, phone FROM {table}"):
            assert email.endswith("@example.org")
            assert "-555-01" in phone


@pytest.mark.parametrize("now", [NOW + 3 * 86_400 + 50_000, 1_793_509_200])
def test_it_can_be_made_at_any_hour(tmp_path: Path, now: int) -> None:
    """A Thursday night, and the hour that the clocks go back."""
    book = make_demo(tmp_path / "demo.book", now)
    assert verify_book(book).clean
    assert _kinds(book, now)["call-off"] == 1


def test_it_is_the_same_every_time(demo: Book, tmp_path: Path) -> None:
    again = make_demo(tmp_path / "again.book", NOW)
    assert _rows(again.reader()) == _rows(demo.reader())


def _kinds(book: Book, now: int) -> Counter[str]:
    """How many lines of each kind want a hand."""
    return Counter(need.kind for need in needs(book.reader(), now, "2026-06-01", "2026-07-01"))


def _rows(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    """All rows of the logged tables but what must not be guessable; the log has random salts."""
    found = {}
    tables = ("officer", "certificate", "employer", "job", "detail", "assignment", "shift",
              "timesheet_entry", "charge", "invoice", "payment", "note", "call_note")  # fmt: skip
    for table in tables:
        found[table] = connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
    messages = "SELECT event, audience, name, address, subject, body FROM message ORDER BY id"
    found["message"] = _without_codes(connection.execute(messages).fetchall())
    said = "SELECT address, text, state, reason FROM received ORDER BY id"
    found["received"] = _without_codes(connection.execute(said).fetchall())
    return found


def _without_codes(rows: list[Any]) -> list[Any]:
    return [tuple(re.sub(r"\b[1-9]\d{5}\b", "CODE", str(word)) for word in row) for row in rows]


def test_requests_stand_at_every_stage_and_one_recurs(demo: Book) -> None:
    states = Counter(column(demo, "SELECT state FROM request"))
    assert states == {"booked": 1, "approved": 1, "refused": 1, "received": 2}
    assert column(demo, "SELECT count(*) FROM detail WHERE series_id IS NOT NULL")[0] > 4
    assert column(demo, "SELECT count(*) FROM equipment") == [5]


def test_its_self_audit_finds_little_and_not_nothing(demo: Book) -> None:
    auditing = Auditing(demo.path, "last month", NOW)
    ran = zip(all_tests().tests, auditing.run_all(demo.reader(), all_tests().tests), strict=True)
    share = {
        test.name: tested.hit / max(1, len(tested.members))
        for test, tested in ran
        if not isinstance(tested, Refused)
    }
    assert len(share) == len(all_tests().tests)
    assert {name: part for name, part in share.items() if part > 0.2} == {}
    assert 0 < share["no-contract"] < 0.1
    assert 0 < share["self-approved-hours"] < 0.05
