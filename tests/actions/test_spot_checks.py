"""Spot checks: drawn so that anybody can draw them again, printed, recorded once."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from coordinator.actions.answers.reviewing import Reviewed, accept
from coordinator.actions.attendance.grading import grade_of
from coordinator.actions.attendance.spot_checks import (
    Draw,
    SpotNoted,
    draw_spot_checks,
    make_spot_list,
    plan_draw,
    record_spot_check,
)
from coordinator.actions.book.documents import Made
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from coordinator.rules.spot_checks import drawn, how_many
from storage.database import Book
from tests.actions.phones import DESK, PAT, THIRD, one, say, state_of
from tests.screens.town import DAY, NOW

WEEK = (NOW, NOW + 7 * DAY)
FAST = settings(deadline=None, derandomize=True, database=None, max_examples=150)
NUMBERS = st.lists(st.integers(0, 400).map(lambda n: f"26-0001.{n}a"), max_size=30)


@FAST
@given(st.text(min_size=1, max_size=12), NUMBERS, st.integers(0, 12), st.randoms())
def test_the_lot_does_not_know_the_order_of_the_list(
    seed: str, numbers: list[str], count: int, luck: object
) -> None:
    found = drawn(seed, numbers, count)
    assert found == drawn(seed, numbers[::-1], count)
    assert len(found) == min(count, len(set(numbers)))
    hashes = {n: sha256(f"{seed}:{n}".encode()).hexdigest() for n in numbers}
    left = [hashes[n] for n in set(numbers) - set(found)]
    assert all(hashes[n] <= other for n in found for other in left)
    # One seat more in the list takes at most one of the drawn ones away.
    assert len(set(drawn(seed, [*numbers, "26-9999.1a"], count)) & set(found)) >= len(found) - 1


def test_a_share_is_rounded_up() -> None:
    assert [how_many(n, 10) for n in (0, 1, 10, 11, 100)] == [0, 1, 1, 2, 10]
    assert (how_many(7, 0), how_many(7, 100), how_many(7, 400)) == (0, 7, 7)


def test_every_seat_comes_as_often_as_the_others() -> None:
    numbers = [f"26-0001.{n}a" for n in range(20)]
    counts = dict.fromkeys(numbers, 0)
    for seed in range(1_000):
        for number in drawn(str(seed), numbers, 2):
            counts[number] += 1
    assert min(counts.values()) >= 60
    assert max(counts.values()) <= 140


def test_a_draw_is_written_once(town_book: Book) -> None:
    plan = plan_draw(town_book.reader(), "lot-23", *WEEK, 3)
    assert isinstance(plan, Draw)
    done = draw_spot_checks(town_book, PAT, "lot-23", *WEEK, 3)
    assert isinstance(done, Draw)
    assert (done.numbers, done.seats, done.written) == (plan.numbers, plan.seats, 3)
    assert isinstance(draw_spot_checks(town_book, PAT, " lot-23 ", *WEEK, 3), Refused)
    more = draw_spot_checks(town_book, PAT, "lot-23", *WEEK, 5)
    assert isinstance(more, Draw)
    assert (more.numbers[:3], more.written) == (plan.numbers, 2)
    assert isinstance(undo_last(town_book, PAT), Undone)
    assert one(town_book, "SELECT count(*) FROM spot_check") == 3
    for seed, span in (("", WEEK), ("x\n", (NOW + 90 * DAY, NOW + 91 * DAY))):
        assert isinstance(draw_spot_checks(town_book, PAT, seed, *span), Refused)


@pytest.mark.parametrize("found", ["present", "absent", "other"])
def test_a_result_is_recorded_once_and_counts(town_book: Book, found: str) -> None:
    draw_spot_checks(town_book, PAT, "lot", *WEEK, 1)
    assignment = int(str(one(town_book, "SELECT assignment_id FROM spot_check")))
    check = int(str(one(town_book, "SELECT id FROM spot_check")))
    done = record_spot_check(town_book, PAT, check, found, "Sgt. Cole", "at the gate")
    assert isinstance(done, SpotNoted)
    again = record_spot_check(town_book, PAT, check, "present", "Sgt. Cole")
    assert isinstance(again, Refused)
    graded = grade_of(town_book.reader(), assignment)
    assert graded is not None
    grades = {"present": "fair", "absent": "contradicted", "other": "none"}
    assert graded.grade.grade == grades[found]
    assert isinstance(undo_last(town_book, PAT), Undone)
    assert one(town_book, "SELECT result FROM spot_check") is None
    assert isinstance(record_spot_check(town_book, PAT, check, "gone", "Cole"), Refused)
    assert isinstance(record_spot_check(town_book, PAT, check, found, " "), Refused)
    late = record_spot_check(town_book, PAT, check, found, "Cole", at=NOW + 60)
    assert isinstance(late, Refused)


def test_the_list_is_printed_for_whoever_drives_round(town_book: Book, tmp_path: Path) -> None:
    assert isinstance(make_spot_list(town_book.reader(), tmp_path), Refused)
    done = draw_spot_checks(town_book, PAT, "lot <b>", *WEEK, 4)
    assert isinstance(done, Draw)
    made = make_spot_list(town_book.reader(), tmp_path)
    assert isinstance(made, Made)
    words = " ".join(page.extract_text() for page in PdfReader(made.path).pages)
    assert all(number in words for number in done.numbers)
    assert "lot <b>" in words


def test_on_the_command_line(
    town_book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town_book.close()
    monkeypatch.setenv("COORDINATOR_NOW", str(NOW))
    monkeypatch.setenv("COORDINATOR_BOOK", str(town_book.path))

    def run(*words: str, ends: int = 0) -> str:
        done = CliRunner().invoke(main, ["presence", "spot", *words])
        assert done.exit_code == ends, done.output
        return done.output

    dated = ("--from", "2026-06-01", "--to", "2026-06-07", "--seed", "lot", "--count", "2")
    assert run("draw", *dated, "--dry-run") == run("draw", *dated)
    run("draw", *dated, ends=1)
    checks = json.loads(run("list", "--json"))["checks"]
    assert len(checks) == 2
    run("list", "--pdf", str(tmp_path / "c.pdf"))
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    run("result", str(checks[0]["id"]), "absent", "--by", "Sgt. Cole", "--words", "post empty")
    assert "absent  Sgt. Cole post empty" in run("list", "is:absent")
    assert len(run("list").splitlines()) == 1


def test_a_result_by_text_waits_for_the_coordinator(town_book: Book) -> None:
    done = draw_spot_checks(town_book, PAT, "lot", *WEEK, 1)
    assert isinstance(done, Draw)
    number = done.numbers[0]
    drawn_officer = one(
        town_book, "SELECT officer_id FROM assignment JOIN spot_check ON assignment_id = "
        "assignment.id"
    )  # fmt: skip
    found = "SELECT result, checked_by, words, checked_at FROM spot_check"
    assert "Nobody records a visit to himself" in say(
        town_book, int(str(drawn_officer)), f"SPOT {number} PRESENT", NOW + 60
    )
    heard = say(town_book, THIRD, f"Spot {number.upper()} absent, gate not manned", NOW + 120)
    assert "coordinator decides" in heard
    assert state_of(town_book)[0] == "waiting"
    assert one(town_book, found) is None
    received = int(str(one(town_book, "SELECT max(id) FROM received")))
    assert isinstance(accept(town_book, Actor(DESK, NOW + 180), (received,)), Reviewed)
    row = town_book.reader().execute(found).fetchone()
    assert row == ("absent", "officer 1012", "gate not manned", NOW + 120)
    assert "No visit" in say(town_book, THIRD, f"SPOT {number} PRESENT", NOW + 240)


def test_a_result_by_text_is_carried_out_where_the_agency_wants(town_book: Book) -> None:
    done = draw_spot_checks(town_book, PAT, "lot", *WEEK, 1)
    assert isinstance(done, Draw)
    set_setting(town_book, PAT, "replies.automatic", ["spot"])
    heard = say(town_book, THIRD, f"SPOT {done.numbers[0]} PRESENT", NOW + 60)
    assert heard == f"Noted: {done.numbers[0]} present."
