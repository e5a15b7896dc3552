"""Reports that the rules work out, against slow and obvious workings: caps, who may apply, when."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coordinator.actions.policy.checking import check_book
from coordinator.actions.policy.policies import adopt_policy
from coordinator.actions.reports.applying import CLAUSES, clause_name
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import ask, facts_for
from coordinator.library import standard_policy
from coordinator.rules.eligibility import Standing, judge
from coordinator.rules.reports.report import Result
from coordinator.rules.spans import Calendar
from storage.database import Book
from storage.models import Officer, ShiftOverlay
from storage.queries.people.duty import duty_near_details, officer_duty
from storage.queries.staffing.facts import LIVE, agency_zone, positions_wanted
from tests.conftest import NOW

DAY = 86_400
WAVES = """
[[rotation.tier]]
name = "seniors"
ranks = ["SGT", "LT", "CPT"]

[[rotation.tier]]
name = "officers"
ranks = ["OFC"]
opens = { hours_before = 48 }
"""


def ran(book: Book, name: str, **typed: str) -> Result:
    report = shipped_reports().named(name)
    assert report is not None
    found = run_report(book.reader(), report, Asking(book.path, NOW, typed))
    assert isinstance(found, Result), found
    return found


def column(result: Result, name: str) -> list[object]:
    return [row[result.place(name)] for row in result.rows]


def test_hours_over_caps_are_those_that_a_check_of_every_detail_finds(report_town: Book) -> None:
    found = ran(report_town, "hours-over-policy", period="2026-04-01..2026-05-30")
    told = set(zip(column(found, "badge"), column(found, "clause"), strict=True))
    calendar = Calendar(agency_zone(report_town.reader()))
    # Whole weeks: of the one under way the check counts what is still planned, too.
    span = (calendar.midnight(date(2026, 4, 1)), calendar.midnight(date(2026, 5, 31)))
    caps = ("most in 24 hours", "weekly cap", "weekly detail cap")
    expected = {
        (violation.badge, f"{reason.partition(':')[0]} {re.findall(r'[(][0-9.]+[)]$', reason)[0]}")
        for checked in check_book(report_town.reader(), span)
        for violation in checked.violations
        for reason in violation.reasons
        if reason.startswith(caps) and "Sun 31 May to" not in reason
    }
    assert told == expected
    assert told
    assert found.notes == ()


@pytest.fixture
def copied(report_town: Book, tmp_path: Path) -> Iterator[Book]:
    """The book of everything, to be written to."""
    with closing(sqlite3.connect(tmp_path / "town.book")) as copy:
        report_town.reader().backup(copy)
    book = Book(tmp_path / "town.book")
    yield book
    book.close()


def near_details_is_his_duty(book: Book, reach: int = 30 * 3600) -> int:
    """Around each detail the whole-book way sees the duty that the officer has there: how much."""
    span = (NOW - 90 * DAY, NOW + 90 * DAY)
    near, total = duty_near_details(book.reader(), span, reach), 0
    for officer, start, end in book.reader().execute(
        f"SELECT officer_id, starts_at, ends_at FROM assignment WHERE {LIVE} AND starts_at >= ? "
        "AND starts_at < ?",
        span,
    ):
        low, high = start - reach, end + reach
        seen = {s for s in near.get(officer, ()) if s[1] < high and s[2] > low}
        his = officer_duty(book.reader(), officer, (low, high))
        assert seen == set(his)
        total += len(his)
    return total


def test_duty_near_details_is_that_of_each_officer(copied: Book) -> None:
    before = near_details_is_his_duty(copied)
    assert before > 0
    hidden, officer, start = copied.reader().execute(
        "SELECT shift.id, shift.officer_id, shift.starts_at FROM assignment AS a "
        f"JOIN shift ON shift.officer_id = a.officer_id WHERE a.{LIVE} "
        "AND abs(shift.starts_at - a.starts_at) < 86400 ORDER BY a.starts_at DESC LIMIT 1"
    ).fetchone()  # fmt: skip
    with copied.action(Actor("Pat", NOW), "change duty", "agency:1") as tx:
        tx.add(ShiftOverlay(officer_id=officer, starts_at=start, ends_at=start + 60 * 3600,
                            kind="training", hides_shift_id=hidden))  # fmt: skip
    assert near_details_is_his_duty(copied) > 0
    found = duty_near_details(copied.reader(), (NOW - 90 * DAY, NOW + 90 * DAY), DAY)
    assert "training" in {stretch[3] for stretch in found[officer]}


def test_hours_by_hand_and_sliding_windows_count(copied: Book) -> None:
    book = copied
    officer, start = book.reader().execute(
        "SELECT officer_id, starts_at FROM assignment WHERE state = 'worked' AND starts_at < ?"
        " ORDER BY starts_at DESC LIMIT 1", (NOW - 3 * DAY,)
    ).fetchone()  # fmt: skip
    before = ran(book, "hours-over-policy")
    with book.action(Actor("Pat", NOW), "add duty", "agency:1") as tx:
        tx.add(ShiftOverlay(officer_id=officer, starts_at=start - 15 * 3600, ends_at=start,
                            kind="overtime"))  # fmt: skip
        badge = tx.get(Officer, officer).badge
    after = ran(book, "hours-over-policy")
    new = Counter(column(after, "badge")) - Counter(column(before, "badge"))
    assert new[badge] >= 1
    assert "most in 24 hours (3.1)" in column(after, "clause")


def kept_slowly(book: Book) -> tuple[dict[str, tuple[int, int, int]], set[str]]:
    """Per position how many may, may with leave, may not; and who may ask for none of them. Every
    officer judged for every seat by the clauses about what he is."""
    connection = book.reader()
    counts: dict[str, tuple[int, int, int]] = {}
    best: dict[str, set[Standing]] = {}
    departed = "SELECT officer_id FROM officer_status WHERE kind = 'departed' AND from_on <= ?"
    gone = {row[0] for row in connection.execute(departed, ("2026-06-01",))}
    until = Calendar(agency_zone(connection)).midnight(date(2026, 6, 14))
    for seat in positions_wanted(connection, (NOW, until), open_only=True):
        question, governing = ask(connection, seat.id, NOW)
        clauses = tuple(each for each in governing.policy.clauses if each.kind in CLAUSES)
        policy = replace(governing.policy, clauses=clauses)
        standings = Counter[Standing]()
        for officer in facts_for(connection, question, governing):
            if officer.id not in gone:
                standing = judge(policy, question, officer).standing
                standings[standing] += 1
                best.setdefault(officer.badge, set()).add(standing)
        counts[seat.number] = tuple(standings[each] for each in Standing)  # type: ignore[assignment]
    return counts, {badge for badge, held in best.items() if Standing.ELIGIBLE not in held}


def test_who_may_apply_is_what_judging_everybody_for_every_seat_gives(report_town: Book) -> None:
    period = "2026-06-01..2026-06-13"
    counts, none = kept_slowly(report_town)
    jobs = ran(report_town, "who-may-apply", period=period)
    wanted = Counter(counts.values())
    told: Counter[tuple[object, ...]] = Counter()
    for may, leave, kept, seats in zip(
        *(column(jobs, name) for name in ("may", "with_leave", "kept", "seats")), strict=True
    ):
        told[(may, leave, kept)] += int(str(seats))
    assert told == wanted
    assert len(wanted) > 1
    officers = ran(report_town, "cannot-apply", period=period)
    assert set(column(officers, "badge")) == none
    assert {clause for why in column(officers, "why") for clause in str(why).split("; ")} <= {
        clause_name(each) for each in ask(report_town.reader(), 1, NOW)[1].policy.clauses
    }


def test_times_go_by_tiers_and_by_when_a_seat_was_put_up(copied: Book) -> None:
    book = copied
    document = standard_policy().replace("1970-01-01", "2026-05-30", 1) + WAVES
    assert not hasattr(adopt_policy(book, Actor("Chief", NOW), document), "reasons")
    found = ran(book, "apply-times", period="next 14 days")
    rows = [dict(zip([c.name for c in found.columns], row, strict=True)) for row in found.rows]
    posted = [row for row in rows if row["opens_at"] is not None]
    assert {row["tier"] for row in rows} == {"seniors", "officers"}
    put_up = dict(book.reader().execute("SELECT id, posted_at FROM detail"))
    for row in posted:
        at = put_up[row["detail_id"]]
        first = int(str(row["starts_at"])) - 48 * 3600
        assert row["opens_at"] == (at if row["tier"] == "seniors" else max(at, first))
    assert any(row["tier"] == "officers" for row in posted)
    assert all(put_up[row["detail_id"]] is None for row in rows if row["opens_at"] is None)
    words = column(ran(book, "who-may-apply", period="next 14 days"), "opens")
    assert any(str(each).startswith("seniors: ") and "officers: " in str(each) for each in words)
