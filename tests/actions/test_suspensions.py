"""The ladder proposes a suspension with the event, and a named supervisor decides."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.policy.policies import adopt_policy
from coordinator.actions.policy.suspensions import Decided, confirm_suspension, dismiss_suspension
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import judge_one
from coordinator.actions.staffing.leaving import Noted, no_show
from coordinator.library import standard_policy
from coordinator.rules.eligibility import Standing
from storage.database import Book
from storage.models import Assignment
from tests.screens.town import DAY, NOW, fill

LADDER = """
[[clause]]
kind = "penalty"
number = "9.1"
name = "no-shows"
events = ["no_show"]
ladder = [30, 60]
count_months = 12
confirmed = true
"""
PAT = Actor("Pat Coordinator", NOW)


@pytest.fixture
def strict(empty_book_file: Path, tmp_path: Path) -> Iterator[Book]:
    """The small town under a policy with a ladder for no-shows."""
    book = Book(Path(shutil.copy(empty_book_file, tmp_path / "strict.book")))
    fill(book)
    document = standard_policy().replace("effective_on = 1970-01-01", "effective_on = 2026-01-01")
    adopted = adopt_policy(book, PAT, document + LADDER)
    assert not isinstance(adopted, Refused), adopted
    yield book
    book.close()


def held(book: Book) -> list[Assignment]:
    rows = book.reader().execute("SELECT id FROM assignment ORDER BY id").fetchall()
    with book.action(PAT, "look", "agency:1") as tx:
        found = [tx.get(Assignment, key) for (key,) in rows]
        tx.abandon()
    return found


def absent(book: Book, seat: Assignment, at: int = NOW) -> str:
    done = no_show(book, Actor("Pat Coordinator", at), seat.id)
    assert isinstance(done, Noted)
    return done.sentence


def waiting(book: Book) -> list[tuple[object, ...]]:
    return book.reader().execute(
        "SELECT officer_id, step, days, event_on, until_on, state FROM suspension ORDER BY id"
    ).fetchall()  # fmt: skip


def test_a_no_show_proposes_the_first_rung_and_undo_takes_both_back(strict: Book) -> None:
    seat = held(strict)[0]
    assert absent(strict, seat).endswith("; 30 days of suspension proposed (9.1 no-shows)")
    ((officer, step, days, event_on, _until, state),) = waiting(strict)
    assert (officer, step, days, state) == (seat.officer_id, 1, 30, "proposed")
    assert str(event_on) < "2026-06-01"
    assert isinstance(undo_last(strict, PAT), Undone)
    assert waiting(strict) == []


def test_until_it_is_confirmed_it_warns_and_then_it_bars(strict: Book) -> None:
    seats = held(strict)
    seat = seats[0]
    absent(strict, seat)
    free = strict.reader().execute(
        "SELECT position.id FROM position WHERE starts_at > ? AND NOT EXISTS (SELECT 1 FROM "
        "assignment WHERE position_id = position.id AND officer_id = ?) ORDER BY starts_at",
        (NOW + DAY, seat.officer_id),
    ).fetchone()[0]  # fmt: skip
    before = judge_one(strict.reader(), free, seat.officer_id, NOW)
    assert before.standing is not Standing.BARRED
    done = confirm_suspension(strict, PAT, 1, "Lt. Hale")
    assert isinstance(done, Decided)
    assert done.state == "confirmed"
    after = judge_one(strict.reader(), free, seat.officer_id, NOW)
    assert after.standing is Standing.BARRED
    assert any("suspended" in words for words in after.reasons)
    assert isinstance(undo_last(strict, PAT), Undone)
    assert judge_one(strict.reader(), free, seat.officer_id, NOW).standing is before.standing


def test_the_second_time_asks_for_more_and_the_first_is_not_proposed_again(strict: Book) -> None:
    seats = held(strict)
    mine = [seat for seat in seats if seat.officer_id == seats[0].officer_id]
    absent(strict, mine[0])
    dismissed = dismiss_suspension(strict, PAT, 1, "Lt. Hale", "his child was in hospital")
    assert isinstance(dismissed, Decided)
    assert dismissed.state == "dismissed"
    absent(strict, mine[1], NOW + 4 * DAY)
    assert [(step, days, state) for _, step, days, _, _, state in waiting(strict)] == [
        (1, 30, "dismissed"),
        (2, 60, "proposed"),
    ]


def test_it_is_decided_once_by_name_and_not_by_the_officer(strict: Book) -> None:
    seat = held(strict)[0]
    absent(strict, seat)
    badge = strict.reader().execute(
        "SELECT badge FROM officer WHERE id = ?", (seat.officer_id,)
    ).fetchone()[0]  # fmt: skip
    nobody = confirm_suspension(strict, PAT, 1, "  ")
    assert isinstance(nobody, Refused)
    himself = confirm_suspension(strict, PAT, 1, badge)
    assert isinstance(himself, Refused)
    assert himself.reasons == ("Nobody decides on a suspension of his own.",)
    silent = dismiss_suspension(strict, PAT, 1, "Lt. Hale", "")
    assert isinstance(silent, Refused)
    shorter = confirm_suspension(strict, PAT, 1, "Lt. Hale", from_on="2026-06-02", days=10)
    assert isinstance(shorter, Decided)
    assert "suspended 2026-06-02 to 2026-06-12, confirmed by Lt. Hale" in shorter.sentence
    again = dismiss_suspension(strict, PAT, 1, "Lt. Hale", "second thoughts")
    assert isinstance(again, Refused)
    assert again.reasons == ("It was decided before: confirmed, by Lt. Hale.",)
