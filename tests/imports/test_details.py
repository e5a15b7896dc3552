"""Details with their assignments and hours, the published Boston file above all."""

import csv
from pathlib import Path

import pytest

from coordinator.actions.book.undoing import undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.importing import apply_import
from coordinator.actions.importing.plans import State
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Officer
from storage.transaction import Transaction
from tests.imports.books import BOSTON, actions, every_row, imported, planned, rows, wanted

HEAD = "tracking_no,officer,customer,customer_no,street,start,end,hours_worked\n"


def test_boston_is_guessed_without_help(book: Book, actor: Actor) -> None:
    plan = planned(book, actor, wanted("details", BOSTON))
    assert (plan.new, plan.refused, plan.questions) == (40, (), ())
    assert plan.also == {
        "officers": 39, "ranks": 6, "employers": 26, "sites": 36, "details": 40
    }  # fmt: skip
    assert plan.file.unused == ()
    assert rows(book, "SELECT count(*) FROM detail") == [(0,)]


def test_boston_comes_in_whole(book: Book, actor: Actor) -> None:
    imported(book, actor, wanted("details", BOSTON))
    held = rows(
        book,
        "SELECT reference, badge, rank.code, employer.number, job_class, site.name, starts_wall, "
        "(entry.ended_at - entry.started_at) / 60 - break_minutes, stated_pay_minutes, "
        "stated_pay_rate_cents, stated_pay_cents, assignment.state FROM detail "
        "JOIN job ON job.id = job_id JOIN employer ON employer.id = job.employer_id "
        "JOIN site ON site.id = site_id JOIN position ON detail_id = detail.id "
        "JOIN assignment ON position_id = position.id "
        "JOIN officer ON officer.id = assignment.officer_id "
        "JOIN rank_held ON rank_held.officer_id = officer.id "
        "JOIN rank ON rank.id = rank_held.rank_id "
        "JOIN timesheet_entry AS entry ON assignment_id = assignment.id ORDER BY detail.id",
    )
    with BOSTON.open(newline="") as file:
        told = [_as_held(row) for row in csv.DictReader(file)]
    assert held == told
    assert verify_book(book).clean


def _as_held(row: dict[str, str]) -> tuple[object, ...]:
    street = " ".join(part for part in (row["street_no"], row["street"]) if part)
    site = " at ".join(part for part in (street, row["cross_street"]) if part)
    worked = int(row["hours_worked"][:2]) * 60 + int(row["hours_worked"][2:])
    pay, rate, amount = (int(row[name]) for name in ("pay_hours", "pay_rate", "pay_amount"))
    return (
        row["tracking_no"], row["officer"], row["rank_code"], row["customer_no"],
        row["detail_type"], site, row["start"], worked, pay * 60, rate * 100, amount * 100,
        "worked",
    )  # fmt: skip


def test_boston_again_changes_nothing(book: Book, actor: Actor) -> None:
    imported(book, actor, wanted("details", BOSTON))
    before, count = every_row(book), actions(book)
    again = imported(book, actor, wanted("details", BOSTON))
    assert not again.written
    assert (again.plan.same, again.plan.new, again.plan.changed) == (40, 0, 0)
    assert (every_row(book), actions(book)) == (before, count)


def test_undo_takes_all_of_it_back(book: Book, actor: Actor) -> None:
    before = every_row(book)
    imported(book, actor, wanted("details", BOSTON))
    undone = undo_last(book, actor)
    assert not isinstance(undone, Refused)
    assert every_row(book) == before


def test_rows_of_one_number_are_positions_of_one_detail(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    text = HEAD + (
        "7,P1,ACME,1,MAIN ST,2026-05-01T08:00,2026-05-01T12:00,0400\n"
        "7,P2,ACME,1,MAIN ST,2026-05-01T09:00,2026-05-01T13:00,0400\n"
        "7,,ACME,1,MAIN ST,2026-05-01T08:00,2026-05-01T12:00,\n"
        "7,P1,ACME,1,MAIN ST,2026-05-02T08:00,2026-05-02T12:00,0400\n"
    )
    imported(book, actor, wanted("details", tmp_path / "d.csv", text))
    assert rows(book, "SELECT number FROM job") == [("26-0001",)]
    numbers = rows(book, "SELECT position.number, badge FROM position LEFT JOIN assignment "
                   "ON position_id = position.id LEFT JOIN officer ON officer.id = officer_id "
                   "ORDER BY position.number")  # fmt: skip
    assert numbers == [
        ("26-0001.1a", "P1"), ("26-0001.1b", None), ("26-0001.1c", "P2"), ("26-0001.2a", "P1")
    ]  # fmt: skip
    hours = rows(book, "SELECT (ends_at - starts_at) / 60 FROM detail ORDER BY number")
    assert hours == [(300,), (240,)]
    third = HEAD + "7,P1,ACME,1,MAIN ST,2026-05-03T08:00,2026-05-03T12:00,0400\n"
    imported(book, actor, wanted("details", tmp_path / "e.csv", third))
    assert rows(book, "SELECT number FROM detail ORDER BY id")[-1] == ("26-0001.3",)


def test_contradicting_and_double_rows_are_all_refused(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    text = HEAD + (
        "7,P1,ACME,1,MAIN ST,2026-05-01T08:00,2026-05-01T12:00,0400\n"
        "7,P2,ACME,1,ELM ST,2026-05-01T08:00,2026-05-01T12:00,0400\n"
        "8,P3,ACME,1,ELM ST,2026-05-03T08:00,2026-05-03T12:00,0400\n"
        "8,P3,ACME,1,ELM ST,2026-05-03T08:00,2026-05-03T11:00,0300\n"
        "9,P4,ACME,1,ELM ST,2026-05-03T12:00,2026-05-03T08:00,0400\n"
        "10,P5,ACME,1,ELM ST,2026-05-03T08:00,2026-05-03T12:00,0500\n"
    )
    plan = planned(book, actor, wanted("details", tmp_path / "d.csv", text))
    assert plan.new == 0
    assert {(problem.row, problem.column) for problem in plan.refused} == {
        (2, ""), (3, ""), (4, ""), (5, ""), (6, "end"), (7, "hours_worked")
    }  # fmt: skip


def test_a_corrected_hour_changes_that_entry_alone(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    row = "7,P1,ACME,1,MAIN ST,2026-05-01T08:00,2026-05-01T12:00,0400\n"
    other = "8,P1,ACME,1,MAIN ST,2026-05-02T08:00,2026-05-02T12:00,0400\n"
    imported(book, actor, wanted("details", tmp_path / "d.csv", HEAD + row + other))
    changed = HEAD + row.replace("12:00,0400", "13:00,0430") + other
    done = imported(book, actor, wanted("details", tmp_path / "d.csv", changed))
    assert (done.plan.changed, done.plan.same) == (1, 1)
    held = rows(book, "SELECT (ended_at - started_at) / 60, break_minutes FROM timesheet_entry")
    assert held == [(300, 30), (240, 0)]
    assert not imported(book, actor, wanted("details", tmp_path / "d.csv", changed)).written


def test_approved_hours_are_held_with_a_reason(book: Book, actor: Actor, tmp_path: Path) -> None:
    row = "7,P1,ACME,1,MAIN ST,2026-05-01T08:00,2026-05-01T12:00,0400\n"
    path = tmp_path / "d.csv"
    imported(book, actor, wanted("details", path, HEAD + row, answers={"hours": "approved"}))
    assert rows(book, "SELECT state, approved_by FROM timesheet_entry") == [
        ("approved", "Pat Coordinator")
    ]
    plan = planned(book, actor, wanted("details", path, HEAD + row.replace("0400", "0300")))
    assert (plan.changed, plan.refused[0].row) == (0, 2)
    assert "approved" in plan.refused[0].reason


def test_unknown_officers_are_asked_about_where_there_is_a_roster(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    with book.action(actor, "add officer", "officer:1") as tx:
        tx.add(Officer(badge="P1", last_name="Roe"))
    text = HEAD + "7,P2,ACME,1,MAIN ST,2026-05-01T08:00,2026-05-01T12:00,0400\n"
    want = wanted("details", tmp_path / "d.csv", text)
    refused = apply_import(book, actor, want)
    assert isinstance(refused, Refused)
    assert "P2" in refused.sentence
    assert rows(book, "SELECT count(*) FROM detail") == [(0,)]
    refusing = planned(book, actor, wanted("details", want.path, answers={"officers": "refuse"}))
    assert [(p.row, p.value) for p in refusing.refused] == [(2, "P2")]
    assert (refusing.new, refusing.also["officers"]) == (0, 0)
    imported(book, actor, wanted("details", want.path, answers={"officers": "create"}))
    assert rows(book, "SELECT badge FROM officer ORDER BY badge") == [("P1",), ("P2",)]


def test_officers_are_found_by_name(book: Book, actor: Actor, tmp_path: Path) -> None:
    with book.action(actor, "add officer", "officer:1") as tx:
        tx.add(Officer(badge="41", last_name="Roe", first_name="Ann"))
    text = HEAD + '7,"ROE, ANN",ACME,1,MAIN ST,2026-05-01T08:00,2026-05-01T12:00,0400\n'
    imported(book, actor, wanted("details", tmp_path / "d.csv", text))
    assert rows(book, "SELECT badge FROM assignment JOIN officer ON officer.id = officer_id") == [
        ("41",)
    ]


def test_date_and_times_apart_run_over_midnight_and_the_clock_change(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    text = (
        "Job No;Badge;Employer;Location;Date;Start Time;End Time;Hours\n"
        "1;P1;ACME;Depot;10/31/2026;22:00;06:00;8\n"
        "2;P1;ACME;Depot;03/07/2026;22:00;06:00;8\n"
    )
    plan = planned(book, actor, wanted("details", tmp_path / "d.csv", text))
    assert plan.refused == ()
    imported(book, actor, wanted("details", tmp_path / "d.csv", text))
    assert rows(book, "SELECT (ends_at - starts_at) / 3600 FROM detail ORDER BY starts_at") == [
        (7,), (9,)
    ]  # fmt: skip
    # The recorded 8 h of March are the clock's: 7 h passed. In November 8 h of 9 were worked.
    assert any("420 minutes" in note for note in plan.notes)


def test_an_order_and_a_site_without_numbers_are_found_again(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    text = "Badge,Employer,Location,Start,End\nP1,Acme,Depot,2026-06-05 08:00,2026-06-05 12:00\n"
    imported(book, actor, wanted("details", tmp_path / "d.csv", text))
    assert rows(book, "SELECT number, name FROM employer") == [("E0001", "Acme")]
    assert rows(book, "SELECT state FROM assignment") == [("assigned",)]
    again = planned(
        book, actor, wanted("details", tmp_path / "e.csv", text.replace("Acme", "ACME"))
    )
    assert (again.new, again.same, [item.state for item in again.items]) == (0, 1, [])


def test_ranks_of_new_officers_follow_the_dates(book: Book, actor: Actor, tmp_path: Path) -> None:
    head = "tracking_no,officer,rank,customer,street,start,end\n"
    text = head + (
        "2,P1,Sergeant,ACME,MAIN ST,2026-05-03T08:00,2026-05-03T12:00\n"
        "1,P1,Officer,ACME,MAIN ST,2026-05-01T08:00,2026-05-01T12:00\n"
    )
    imported(book, actor, wanted("details", tmp_path / "d.csv", text))
    held = rows(
        book, "SELECT code, level, from_on FROM rank_held JOIN rank ON rank.id = rank_id ORDER BY 3"
    )
    assert held == [("Officer", 10, "2026-05-01"), ("Sergeant", 30, "2026-05-03")]


def test_a_fault_while_writing_leaves_nothing(
    book: Book, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, mint, left = every_row(book), Transaction.mint, iter(range(100))

    def failing(tx: Transaction, table: str) -> int:
        if next(left, None) is None:
            raise MemoryError
        return mint(tx, table)

    monkeypatch.setattr(Transaction, "mint", failing)
    with pytest.raises(MemoryError):
        apply_import(book, actor, wanted("details", BOSTON))
    assert every_row(book) == before


def test_states_of_items_name_what_is_new(book: Book, actor: Actor) -> None:
    plan = planned(book, actor, wanted("details", BOSTON))
    first = plan.items[0]
    assert first.state is State.NEW
    assert first.key == "2036752"
    assert "P057" in first.name


def test_an_officer_fills_the_open_position_and_nobody_is_put_off(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    path, row = tmp_path / "d.csv", "7,,ACME,1,MAIN ST,2026-06-05T08:00,2026-06-05T12:00,0400\n"
    imported(book, actor, wanted("details", path, HEAD + row))
    assert not imported(book, actor, wanted("details", path)).written
    filled = HEAD + row.replace("7,,", "7,P1,").replace("12:00", "13:00")
    imported(book, actor, wanted("details", path, filled))
    seats = (
        "SELECT position.number, badge, (position.ends_at - position.starts_at) / 3600 "
        "FROM position LEFT JOIN assignment ON position_id = position.id "
        "LEFT JOIN officer ON officer.id = officer_id ORDER BY 1"
    )
    assert rows(book, seats) == [("26-0001.1a", "P1", 5)]
    assert rows(book, "SELECT (ends_at - starts_at) / 3600 FROM detail") == [(5,)]
    # Hours of a detail that is yet to come are a plan, not hours worked.
    assert rows(book, "SELECT count(*) FROM timesheet_entry") == [(0,)]
    other = filled.replace("7,P1,", "7,P2,")
    done = imported(book, actor, wanted("details", path, other, answers={"officers": "create"}))
    assert any("26-0001.1" in note for note in done.plan.notes)
    assert rows(book, seats) == [("26-0001.1a", "P1", 5), ("26-0001.1b", "P2", 5)]


def test_cancelled_rows_are_left_out_and_said(book: Book, actor: Actor, tmp_path: Path) -> None:
    text = HEAD.replace("hours_worked", "hours_worked,Status") + (
        "7,P1,ACME,1,MAIN ST,2026-05-01T08:00,2026-05-01T12:00,0400,Completed\n"
        "8,P2,ACME,1,MAIN ST,2026-05-01T08:00,2026-05-01T12:00,,CANCELED\n"
    )
    plan = planned(book, actor, wanted("details", tmp_path / "d.csv", text))
    assert (plan.new, plan.refused, plan.also["officers"]) == (1, (), 1)
    assert any("1 rows are marked as cancelled" in note for note in plan.notes)


def test_a_column_of_how_many_officers_is_a_count_and_when_it_was_asked_for_is_kept(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    head = "employer,title,site,start,end,officers,requested\n"
    text = (
        f"{head}Acme,Dance,High School,2026-06-22 05:00,2026-06-22 09:00,3,2026-05-28 10:00\n"
        "Acme,Fair,High School,2026-06-23 05:00,2026-06-23 09:00,1,2026-05-29\n"
    )
    # Badges under the same header are badges.
    named = text.replace(",3,", ",1042,").replace(",1,", ",1043,")
    plan = planned(book, actor, wanted("details", tmp_path / "badges.csv", named))
    assert plan.also["officers"] == 2
    want = wanted("details", tmp_path / "d.csv", text)
    plan = planned(book, actor, want)
    assert (plan.new, plan.refused, plan.also.get("officers", 0)) == (4, (), 0)
    imported(book, actor, want)
    assert rows(book, "SELECT count(*) FROM officer") == [(0,)]
    seats = "SELECT count(*) FROM position GROUP BY detail_id ORDER BY detail_id"
    assert rows(book, seats) == [(3,), (1,)]
    asked = rows(book, "SELECT datetime(requested_at, 'unixepoch') FROM job ORDER BY id")
    assert asked == [("2026-05-28 14:00:00",), ("2026-05-29 04:00:00",)]
    assert planned(book, actor, want).new == 0
    none = wanted(
        "details", tmp_path / "d.csv", text.replace(",3,", ",0,"), columns={"seats": "officers"}
    )
    (problem, *_) = planned(book, actor, none).refused
    assert problem.reason == "is no number of officers"
