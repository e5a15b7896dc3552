"""Findings of audits from raised to closed, the officer's answer, and what undo makes of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from coordinator.actions.book.undoing import Undone, redo_last, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.oversight.early_warning import Asked, ask_officer, enter_answer
from coordinator.actions.oversight.findings import (
    NewFinding,
    Noted,
    answer_finding,
    assign_finding,
    close_finding,
    raise_finding,
    reopen_finding,
)
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from coordinator.rules.reports.report import Result
from storage.database import Book
from storage.models import Note
from storage.queries.book.kept_files import papers_of
from storage.queries.oversight.findings import finding, findings_of
from tests.screens import town

ABOUT = NewFinding(
    "Detail overlaps court", test="overlap-court", exception="26-0011.20b", words="an hour"
)


def state(book: Book) -> tuple[object, ...]:
    row = finding(book.reader(), "F26-0001")
    return () if row is None else (row.state, row.owner, row.due_on, row.answer, row.done)


def test_a_finding_goes_its_way_and_every_step_can_be_taken_back(
    town_book: Book, pat: Actor, tmp_path: Path
) -> None:
    made = raise_finding(town_book, pat, ABOUT)
    assert isinstance(made, Noted)
    assert made.number == "F26-0001"
    again = raise_finding(town_book, pat, ABOUT)
    assert isinstance(again, Refused)
    assert "F26-0001" in again.sentence
    paper = tmp_path / "memo.txt"
    paper.write_text("The time sheet was corrected.")
    steps: tuple[Callable[[], Noted | Refused], ...] = (
        lambda: assign_finding(town_book, pat, made.id, owner="Lt. Ray", due_on="2026-07-01"),
        lambda: answer_finding(town_book, pat, made.id, "the court closed at nine"),
        lambda: close_finding(
            town_book, pat, made.id, done="hours corrected", paper=paper, by="Chief"
        ),
    )
    stood = [state(town_book)]
    for step in steps:
        assert isinstance(step(), Noted)
        stood.append(state(town_book))
    assert stood[-1] == (
        "closed", "Lt. Ray", "2026-07-01", "the court closed at nine", "hours corrected",
    )  # fmt: skip
    row = finding(town_book.reader(), made.number)
    assert row is not None
    assert (row.closed_by, row.closed_at) == ("Chief", pat.now)
    (kept,) = papers_of(town_book.reader(), (f"audit_finding:{made.id}",))
    assert kept.sha256[:16] in row.evidence
    for before in reversed(stood[:-1]):
        assert isinstance(undo_last(town_book, pat), Undone)
        assert state(town_book) == before
    assert isinstance(undo_last(town_book, pat), Undone)
    assert state(town_book) == ()
    for after in stood:
        assert isinstance(redo_last(town_book, pat), Undone)
        assert state(town_book) == after
    assert isinstance(reopen_finding(town_book, pat, made.id, "once more"), Noted)
    assert state(town_book)[0] == "open"
    assert [row.number for row in findings_of(town_book.reader(), "overlap-court")] == ["F26-0001"]
    assert verify_book(town_book).clean


def test_a_due_date_that_is_past_is_taken_with_a_remark(town_book: Book, pat: Actor) -> None:
    for due, remarked in (("2020-01-02", True), ("2099-01-02", False), ("", False)):
        made = raise_finding(town_book, pat, NewFinding(f"Due {due}", due_on=due))
        assert isinstance(made, Noted)
        assert ("its due date 2020-01-02 is past already" in made.sentence) is remarked


def test_what_is_not_said_is_asked_for(town_book: Book, pat: Actor) -> None:
    made = raise_finding(town_book, pat, NewFinding("Keys are missing"))
    assert isinstance(made, Noted)
    refused = (
        raise_finding(town_book, pat, NewFinding(" ")),
        raise_finding(town_book, pat, NewFinding("x", due_on="soon")),
        assign_finding(town_book, pat, made.id, owner=" "),
        assign_finding(town_book, pat, made.id, owner="Ray", due_on="soon"),
        answer_finding(town_book, pat, made.id, ""),
        close_finding(town_book, pat, made.id, done=""),
        close_finding(town_book, pat, made.id, done="found again"),
        close_finding(town_book, pat, made.id, done="x", paper=Path("/nowhere/at/all")),
        reopen_finding(town_book, pat, made.id, "why"),
    )
    assert all(isinstance(each, Refused) for each in refused)
    assert state(town_book) == ("open", "", None, "", "")
    done = close_finding(town_book, pat, made.id, done="found", evidence="key cabinet")
    assert isinstance(done, Noted)
    later = answer_finding(town_book, pat, made.id, "too late")
    assert isinstance(later, Refused)
    assert "open it again" in later.sentence


def counted(book: Book, now: int) -> list[dict[str, object]]:
    report = shipped_reports().named("early-warning")
    assert report is not None
    typed = {"period": "2026", "threshold": "1"}
    result = run_report(book.reader(), report, Asking(book.path, now, typed))
    assert isinstance(result, Result)
    names = [column.name for column in result.columns]
    return [dict(zip(names, row, strict=True)) for row in result.rows]


def test_the_officer_is_asked_and_his_answer_stands_beside_the_counts(
    town_book: Book, pat: Actor
) -> None:
    officer, badge = town.one(town_book, "SELECT id, badge FROM officer ORDER BY id LIMIT 1")
    assert isinstance(officer, int)
    nothing = ask_officer(town_book, pat, officer, {"period": "2026"})
    assert isinstance(nothing, Refused)
    with town_book.action(pat, "plant", "agency:1") as tx:
        for kind, restricted in (("complaint", None), ("complaint", True), ("incident", False)):
            told: dict[str, Any] = {"kind": kind, "restricted": restricted, "text": "loud"}
            tx.add(Note(subject=f"officer:{officer}", written_at=pat.now, written_by="Ed", **told))
    assert isinstance(enter_answer(town_book, pat, officer, "it was a parade"), Refused)
    asked = ask_officer(town_book, pat, officer, {"period": "2026"})
    assert isinstance(asked, Asked), asked
    subject, body = town.one(
        town_book, f"SELECT subject, body FROM message WHERE id = {asked.message_id}"
    )
    assert "2026" in str(subject)
    assert "Complaints: 2" in str(body)
    assert "Nothing was concluded" in str(body)
    assert "loud" not in str(body)
    twice = ask_officer(town_book, pat, officer, {"period": "2026"})
    assert isinstance(twice, Refused)
    (row,) = counted(town_book, pat.now)
    assert (row["badge"], row["complaints"], row["asked_at"]) == (badge, 2, pat.now)
    assert row["answer"] is None
    assert isinstance(enter_answer(town_book, pat, officer, "it was a parade"), Noted)
    (row,) = counted(town_book, pat.now)
    assert row["answer"] == "it was a parade"
    assert isinstance(undo_last(town_book, pat), Undone)
    assert isinstance(undo_last(town_book, pat), Undone)
    assert town.one(
        town_book, f"SELECT state FROM message WHERE id = {asked.message_id}"
    ) == ("recalled",)  # fmt: skip


@pytest.fixture
def said(town_book: Book, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    monkeypatch.setenv("COORDINATOR_NOW", str(town.NOW))
    town_book.close()

    def run(*words: str) -> dict[str, Any]:
        done = CliRunner().invoke(main, [*words, "--json", "--book", str(town_book.path)])
        assert done.exit_code == 0, done.output
        found: dict[str, Any] = json.loads(done.output)
        return found

    return run


def test_everything_can_be_done_by_command(said: Callable[..., dict[str, Any]]) -> None:
    about = ("--test", "overlap-court", "--exception", "26-1", "--owner", "Ray")
    made = said("finding", "raise", "Overlaps", *about, "--due", "2026-07-01")
    number = made["number"]
    said("finding", "assign", number, "Ed")
    said("finding", "answer", number, "It was so")
    said("finding", "close", number, "--done", "put right", "--evidence", "memo 3")
    assert said("finding", "list")["findings"] == []
    said("finding", "reopen", number, "not quite")
    (listed,) = said("finding", "list", "test:overlap-court")["findings"]
    assert (listed["state"], listed["owner"]) == ("open", "Ed")
    assert said("finding", "show", number)["done"] == "put right"
    report = said("report", "run", "open-findings")
    assert report["row_count"] == 1
