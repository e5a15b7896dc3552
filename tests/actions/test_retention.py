"""What is past its term is closed for good, and only that; what a hold names stays."""

from typing import Any

import pytest
from click.testing import CliRunner

from coordinator.actions.book.kept_files import NewPaper, PaperKept, erase, keep
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import undo, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.oversight.holds import HoldSet, lift_hold, place_hold
from coordinator.actions.oversight.retention import Deleted, apply_retention, retention_table
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from coordinator.rules.retention import TERMS, YEAR, Due, days_words
from storage.database import Book
from storage.kept_files import folder_of
from storage.models import (
    Availability,
    BankAccount,
    DispatchEntry,
    Feedback,
    Message,
    OfficerStatus,
    OutsideWork,
    OverlapCase,
    Punch,
    Received,
    Request,
    SpotCheck,
)
from storage.queries.oversight.retention import KINDS
from tests.screens import town
from tests.screens.town import DAY, NOW
from tests.trust.test_undo import last_action

SECRET = "nobody need know this any more"
LATER = NOW + 8 * YEAR * DAY
TITLES = {each.kind for each in TERMS if each.days}


def later(days: int = 0) -> Actor:
    return Actor("Pat", LATER + days * DAY)


@pytest.fixture
def old(town_book: Book, pat: Actor) -> Book:
    """A book with something of every kind, eight years ago."""
    officer, assignment, detail = ids(town_book)
    with town_book.action(pat, "plant", "agency:1") as tx:
        came = tx.add(
            Received(key="k", channel="email", source="desk", received_at=NOW, read_at=NOW,
                     state="done", text=SECRET, officer_id=officer)
        )  # fmt: skip
        seat: dict[str, Any] = {"assignment_id": assignment}
        rows = (
            Punch(kind="in", at=NOW, received_at=NOW, lat=1, lon=2, received_id=came.id, **seat),
            SpotCheck(seed="s", place=1, drawn_at=NOW, checked_at=NOW, words=SECRET, **seat),
            OverlapCase(
                officer_id=officer, source="x", kind="court", starts_at=NOW, ends_at=NOW + 9,
                came_at=NOW, worked_from_at=NOW, worked_until_at=NOW + 9, told_from_at=NOW,
                told_until_at=NOW + 9, found_at=NOW, state="cleared", decided_at=NOW, words=SECRET,
                **seat,
            ),
            Message(
                event="broadcast", audience="officer", officer_id=officer, channel="email",
                name="x", body=SECRET, key="m", queued_at=NOW, leaves_at=NOW, not_after_at=NOW + 1,
            ),
            Request(number="R1", state="refused", requested_at=NOW, received_at=NOW, asker=SECRET),
            OfficerStatus(
                officer_id=officer, kind="sick", from_on="2026-01-01", until_on="2026-01-09",
                note=SECRET,
            ),
            Availability(
                officer_id=officer, kind="available", starts_at=NOW, ends_at=NOW + 9, words=SECRET,
                stated_at=NOW,
            ),
            Feedback(
                detail_id=detail, side="employer", score=2, words=SECRET, asked_at=NOW,
                closes_at=NOW, given_at=NOW,
            ),
            DispatchEntry(batch="b", call_sign="9", starts_at=NOW, words=SECRET),
            OutsideWork(officer_id=officer, starts_at=NOW, ends_at=NOW + 9, employer=SECRET),
            BankAccount(
                officer_id=officer, sealed=SECRET, from_on="2020-01-01", until_on="2026-01-01"
            ),
            OfficerStatus(officer_id=last_officer(town_book), kind="departed",
                          from_on="2026-06-02"),
        )  # fmt: skip
        tx.add_all(rows)
        tx.connection.execute(
            "INSERT INTO raw_mail (received_id, data, sha256, length, cut) VALUES (?, ?, '', 0, 0)",
            (came.id, SECRET.encode()),
        )
    kept = keep(town_book, pat, NewPaper(f"officer:{officer}", "other", "a.txt", SECRET.encode()))
    assert isinstance(kept, PaperKept)
    return town_book


def ids(book: Book) -> tuple[int, int, int]:
    found = town.one(
        book,
        "SELECT a.officer_id, a.id, p.detail_id FROM assignment AS a"
        " JOIN position AS p ON p.id = a.position_id ORDER BY a.id LIMIT 1",
    )
    return tuple(map(int, map(str, found)))  # type: ignore[return-value]


def last_officer(book: Book) -> int:
    return int(str(town.one(book, "SELECT max(id) FROM officer")[0]))


def table(book: Book, now: int = LATER) -> dict[str, Due]:
    return {each.term.kind: each for each in retention_table(book.reader(), now)}


def due(book: Book, now: int = LATER) -> dict[str, int]:
    return {kind: each.due for kind, each in table(book, now).items() if each.due}


def test_every_term_that_runs_has_a_place_where_it_is_read() -> None:
    assert set(KINDS) == TITLES
    assert days_words(2 * YEAR) == "2 years"
    assert days_words(30) == "30 days"


def test_nothing_is_due_early_and_all_of_it_is_closed_late(old: Book) -> None:
    assert due(old, NOW + DAY) == {}
    assert set(due(old)) == TITLES
    head = verify_book(old).head
    done = apply_retention(old, later())
    assert isinstance(done, Deleted)
    assert done.refused == ()
    # What brought a position went with it.
    assert {kind for kind, many in done.records.items() if many} == TITLES - {
        "answers", "raw_mails",
    }  # fmt: skip
    assert due(old) == {}
    verified = verify_book(old, seal=head)
    assert verified.clean, verified.findings
    folder = folder_of(old.path)
    assert not list(folder.iterdir())
    old.close()
    assert SECRET.encode() not in old.path.read_bytes()
    again = apply_retention(Book(old.path), later())
    assert isinstance(again, Deleted)
    assert again.sentence.startswith("Nothing was due")


def test_it_is_final_and_says_so(old: Book) -> None:
    assert isinstance(apply_retention(old, later(), ["feedback"]), Deleted)
    back = undo(old, later(), last_action(old))
    assert isinstance(back, Refused)
    assert "gone for good" in back.sentence
    assert due(old)["messages"] >= 1
    strange = apply_retention(old, later(), ["hours"])
    assert isinstance(strange, Refused)
    assert "feedback" in strange.sentence


def test_a_hold_keeps_what_it_names_and_nothing_else(old: Book, pat: Actor) -> None:
    officer, _, _ = ids(old)
    before = due(old)
    held = place_hold(old, pat, "grievance 12", officer_id=officer)
    assert isinstance(held, HoldSet)
    standing = table(old)
    for kind in ("papers", "messages", "positions", "cases", "status_notes", "bank_details"):
        assert standing[kind].held >= 1
        assert standing[kind].grounds == ("grievance 12",)
        assert "held (grievance 12)" in standing[kind].sentence
    assert standing["dispatch"].held == standing["requests"].held == 0
    done = apply_retention(old, later())
    assert isinstance(done, Deleted)
    left = table(old)
    for kind in TITLES:
        assert left[kind].due == 0
    kept = town.one(old, "SELECT id FROM kept_file")
    refused = erase(old, later(), int(str(kept[0])))
    assert isinstance(refused, Refused)
    assert "grievance 12" in refused.sentence
    assert town.one(old, "SELECT lat, words FROM punch, outside_work LEFT JOIN overlap_case"
                    " ON 1 LIMIT 1") == (1, SECRET)  # fmt: skip
    assert isinstance(lift_hold(old, later(), held.id, " ", "settled"), Refused)
    assert isinstance(lift_hold(old, later(), held.id, "Counsel", "settled"), HoldSet)
    assert isinstance(lift_hold(old, later(), held.id, "Counsel", "settled"), Refused)
    assert set(due(old)) <= set(before)
    assert due(old)["papers"] == 1


def test_a_job_an_employer_or_the_whole_book_can_be_held(old: Book, pat: Actor) -> None:
    _, _, detail = ids(old)
    job, employer = town.one(
        old,
        "SELECT j.id, j.employer_id FROM detail AS d JOIN job AS j ON j.id = d.job_id"
        f" WHERE d.id = {detail}",
    )
    for names in ({"job_id": job}, {"employer_id": employer}):
        assert isinstance(place_hold(old, pat, "claim", **names), HoldSet)  # type: ignore[arg-type]
        assert table(old)["feedback"].held == 1
        assert table(old)["papers"].held == 0
        undo_last(old, pat)
    assert isinstance(place_hold(old, pat, "inquiry"), HoldSet)
    assert due(old) == {}
    assert isinstance(apply_retention(old, later()), Deleted)
    assert table(old)["dispatch"].held == 1
    assert isinstance(place_hold(old, pat, " "), Refused)
    assert isinstance(place_hold(old, pat, "x", officer_id=1, job_id=1), Refused)


def test_the_agency_sets_its_own_terms(old: Book, pat: Actor) -> None:
    set_setting(old, pat, "retention.feedback", 10)
    set_setting(old, pat, "retention.dispatch", 0)
    soon = table(old, NOW + 11 * DAY)
    assert (soon["feedback"].due, soon["feedback"].own) == (1, True)
    assert soon["messages"].due == 0
    assert "stay" in table(old)["dispatch"].sentence
    assert table(old)["dispatch"].due == 0


def test_it_is_all_done_by_command_too(old: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORDINATOR_NOW", str(LATER))
    old.close()

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, [*words, "--book", str(old.path)])
        assert done.exit_code == 0, done.output
        return done.output

    assert "1 due" in run("retention", "show")
    assert "Nothing was done" in run("retention", "apply", "feedback")
    assert "runs: claim 4" in run("hold", "place", "claim 4")
    assert "the whole book: claim 4" in run("hold", "list")
    assert "held (claim 4)" in run("retention", "show")
    assert "Nothing was due" in run("retention", "apply", "feedback", "--yes")
    run("hold", "lift", "1", "--by", "Counsel", "--why", "settled")
    assert "No hold" in run("hold", "list")
    assert "Closed for good: 1 employers' words" in run("retention", "apply", "feedback", "--yes")
