"""Series: made ahead once each, with exceptions, pauses and terms; every step undone whole."""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from coordinator.actions.book.undoing import Undone, redo_last, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.jobs.closed_days import set_closed_days
from coordinator.actions.jobs.details import DetailEdit, cancel_detail, change_detail
from coordinator.actions.jobs.jobs import NewDetail, NewJob, add_detail
from coordinator.actions.jobs.series import (
    NewSeries,
    SeriesStarted,
    begin_series,
    order_series,
    series_words,
)
from coordinator.actions.jobs.series_changed import SeriesChanged
from coordinator.actions.jobs.series_dates import add_date, skip_date
from coordinator.actions.jobs.series_making import DetailsMade, make_details, make_due
from coordinator.actions.jobs.series_terms import (
    end_series,
    extend_series,
    pause_series,
    resume_series,
)
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.regulars import NewRegular, add_regular
from coordinator.actions.staffing.staffing import assign
from coordinator.rules.recurring.crew import CrewSeat
from storage.database import Book
from storage.models import Employer, Series
from storage.queries.staffing.series import made_details, renewals
from tests.screens.town import DAY, NOW

JOB = 1
NEW = NewSeries(1, "every Tue and Thu", "2026-06-02", "18:00", "02:00", ahead_days=28)
"""NOW is Monday 1 June 2026."""

T = TypeVar("T")


def got(found: T | Refused, kind: type[T]) -> T:
    assert isinstance(found, kind), found
    return found


def started(book: Book, pat: Actor, new: NewSeries = NEW) -> SeriesStarted:
    return got(begin_series(book, pat, JOB, new), SeriesStarted)


def changed(found: object) -> SeriesChanged:
    assert isinstance(found, SeriesChanged), found
    return found


def dates(book: Book, series: int, state: str = "planned") -> list[str]:
    made = made_details(book.reader(), series)
    return [each.series_on[5:] for each in made if each.state == state]


def rows(book: Book) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for table in ("series", "series_exception", "detail", "position", "assignment"):
        found += book.reader().execute(f"SELECT '{table}', * FROM {table} ORDER BY id").fetchall()
    return found


def undone_and_redone(book: Book, pat: Actor, before: list[tuple[object, ...]]) -> None:
    after = rows(book)
    got(undo_last(book, pat), Undone)
    assert rows(book) == before
    got(redo_last(book, pat), Undone)
    assert rows(book) == after
    assert verify_book(book).clean


def test_it_is_made_ahead_and_one_undo_takes_it_back(town_book: Book, pat: Actor) -> None:
    before = rows(town_book)
    crew = (CrewSeat(rank_id=2, muster_minutes=30), CrewSeat(count=2, label="gate"))
    done = started(town_book, pat, replace(NEW, crew=crew))
    assert dates(town_book, done.series_id) == [
        "06-02", "06-04", "06-09", "06-11", "06-16", "06-18", "06-23", "06-25",
    ]  # fmt: skip
    assert "recurs every Tue and Thu 18:00-02:00 from 2026-06-02" in done.sentence
    seats = town_book.reader().execute(
        "SELECT label, rank_id, (starts_at - muster_at) / 60, ends_at - starts_at FROM position"
        " WHERE detail_id = ? ORDER BY id",
        (done.made.detail_ids[0],),
    )
    gate = ("gate", None, None, 28_800)
    assert seats.fetchall() == [("", 2, 30, 28_800), gate, gate]
    undone_and_redone(town_book, pat, before)


def test_the_clock_makes_each_date_once(town_book: Book, pat: Actor) -> None:
    series = started(town_book, pat).series_id
    cancel_detail(town_book, pat, made_details(town_book.reader(), series)[0].id, "rain")
    moved = made_details(town_book.reader(), series)[1]
    edit = DetailEdit(moved.starts_at + DAY, moved.ends_at + DAY)
    change_detail(town_book, pat, moved.id, edit)
    assert make_due(town_book, NOW) == ""
    before = town_book.reader().execute("SELECT count(*) FROM action").fetchone()
    assert make_due(town_book, NOW + 3600) == ""
    assert town_book.reader().execute("SELECT count(*) FROM action").fetchone() == before
    assert make_due(town_book, NOW + 7 * DAY) == "2 detail(s) of series made."
    assert make_due(town_book, NOW + 7 * DAY) == ""
    # The cancelled and the moved one keep their dates: neither is made again.
    every = dates(town_book, series) + dates(town_book, series, "cancelled")
    assert sorted(every) == [
        "06-02", "06-04", "06-09", "06-11", "06-16", "06-18", "06-23", "06-25", "06-30", "07-02",
    ]  # fmt: skip
    who = town_book.reader().execute("SELECT who FROM action ORDER BY id DESC").fetchone()
    assert who == ("clock",)
    assert isinstance(make_details(town_book, pat, series), Refused)
    by_hand = got(make_details(town_book, pat, series, "2026-07-20"), DetailsMade)
    assert len(by_hand.numbers) == 4


def test_what_was_slept_through_is_not_made_behind(town_book: Book, pat: Actor) -> None:
    series = started(town_book, pat).series_id
    assert make_due(town_book, NOW + 60 * DAY)
    assert not [on for on in dates(town_book, series) if "06-25" < on < "07-31"]


def test_regulars_are_seated_on_what_is_made(town_book: Book, pat: Actor) -> None:
    add_regular(town_book, pat, NewRegular(JOB, 1, "2026-06-01", "2026-06-15", weekdays="tu"))
    before = rows(town_book)
    done = started(town_book, pat)
    numbers = [each.officers for each in made_details(town_book.reader(), done.series_id)]
    assert [n for n, who in enumerate(numbers) if who] == [0, 2]
    assert len(done.made.seated) == 2
    undone_and_redone(town_book, pat, before)


def test_a_detail_entered_by_hand_becomes_the_series_own(town_book: Book, pat: Actor) -> None:
    at = int(datetime(2026, 6, 2, 18, tzinfo=ZoneInfo("America/New_York")).timestamp())
    add_detail(town_book, pat, JOB, NewDetail(1, at, at + 8 * 3600))
    (before,) = town_book.reader().execute("SELECT max(id) FROM detail").fetchone()
    done = started(town_book, pat)
    assert done.made.detail_ids[0] == before
    assert dates(town_book, done.series_id)[0] == "06-02"


# ── exceptions ───────────────────────────────────────────────────────────────────────────────


def test_a_date_is_skipped_and_put_back(town_book: Book, pat: Actor) -> None:
    done = started(town_book, pat)
    first = made_details(town_book.reader(), done.series_id)[0]
    (seat,) = (
        town_book.reader()
        .execute("SELECT id FROM position WHERE detail_id = ?", (first.id,))
        .fetchone()
    )
    assign(town_book, pat, seat, 1, reason="asked")
    before = rows(town_book)
    tried = changed(
        skip_date(town_book, pat, done.series_id, "2026-06-02", "shop closed", trial=True)
    )
    assert rows(town_book) == before
    found = changed(skip_date(town_book, pat, done.series_id, "2026-06-02", "shop closed"))
    assert found == tried
    assert len(found.released) == 1
    assert found.messages > 0
    assert "06-02" not in dates(town_book, done.series_id)
    assert make_due(town_book, NOW + DAY // 2) == ""
    undone_and_redone(town_book, pat, before)
    skipped = rows(town_book)
    assert isinstance(skip_date(town_book, pat, done.series_id, "2026-06-02", "again"), Refused)
    assert changed(add_date(town_book, pat, done.series_id, "2026-06-02")).made
    assert dates(town_book, done.series_id)[0] == "06-02"
    undone_and_redone(town_book, pat, skipped)


def test_a_date_is_added_and_taken_off_again(town_book: Book, pat: Actor) -> None:
    series = started(town_book, pat).series_id
    before = rows(town_book)
    assert changed(add_date(town_book, pat, series, "2026-06-05", "fair")).made
    assert "06-05" in dates(town_book, series)
    undone_and_redone(town_book, pat, before)
    assert isinstance(add_date(town_book, pat, series, "2026-06-05"), Refused)
    changed(skip_date(town_book, pat, series, "2026-06-05", "no fair"))
    assert "06-05" not in dates(town_book, series)
    left = town_book.reader().execute("SELECT count(*) FROM series_exception").fetchone()
    assert left == (0,)


@pytest.mark.parametrize(
    ("on", "says"),
    [("2026-06-03", "nothing there"), ("soon", "no date"), ("2026-05-28", "nothing there")],
)
def test_only_what_is_there_is_skipped(town_book: Book, pat: Actor, on: str, says: str) -> None:
    series = started(town_book, pat).series_id
    assert says in got(skip_date(town_book, pat, series, on, "x"), Refused).sentence
    assert "reason" in got(skip_date(town_book, pat, series, on, " "), Refused).sentence


def test_the_employer_s_closed_days_are_left_out(town_book: Book, pat: Actor) -> None:
    with town_book.action(pat, "change employer", "employer:1") as tx:
        employer = tx.get(Employer, 1)
        employer.closes = '{"calendar": "US", "dates": ["06-09"]}'
        tx.save(employer)
    weekdays = replace(NEW, rule="every weekday", skips_closed=True, ahead_days=40)
    series = started(town_book, pat, weekdays).series_id
    made = dates(town_book, series)
    assert "06-08" in made
    # A day of its own, Juneteenth, and the Fourth of July, which is kept on the Friday.
    assert not {"06-09", "06-19", "07-03"} & set(made)
    assert changed(add_date(town_book, pat, series, "2026-06-19", "open all the same")).made
    # A day that is closed only now keeps its detail until it is left out.
    set_closed_days(town_book, pat, 1, "US; 06-10")
    assert "06-10" in dates(town_book, series)
    assert changed(skip_date(town_book, pat, series, "2026-06-10", "closed")).cancelled
    assert isinstance(skip_date(town_book, pat, series, "2026-06-10", "closed"), Refused)


# ── terms ────────────────────────────────────────────────────────────────────────────────────


def test_a_pause_cancels_and_the_end_of_it_makes_again(town_book: Book, pat: Actor) -> None:
    series = started(town_book, pat).series_id
    cancel_detail(town_book, pat, made_details(town_book.reader(), series)[3].id, "rain")
    before = rows(town_book)
    found = changed(pause_series(town_book, pat, series, "2026-06-08", "2026-06-20"))
    assert len(found.cancelled) == 3
    assert dates(town_book, series) == ["06-02", "06-04", "06-23", "06-25"]
    undone_and_redone(town_book, pat, before)
    assert make_due(town_book, NOW + DAY // 2) == ""
    paused = rows(town_book)
    assert len(changed(resume_series(town_book, pat, series, "2026-06-15")).made) == 2
    # 11 June was cancelled by itself and stays so.
    assert dates(town_book, series) == ["06-02", "06-04", "06-16", "06-18", "06-23", "06-25"]
    undone_and_redone(town_book, pat, paused)
    assert isinstance(resume_series(town_book, pat, series, "2026-06-15"), Refused)


def test_a_pause_may_keep_what_is_made(town_book: Book, pat: Actor) -> None:
    series = started(town_book, pat).series_id
    found = changed(pause_series(town_book, pat, series, "2026-06-08", keep=True))
    assert len(found.left) == 6
    assert not found.cancelled
    assert make_due(town_book, NOW + 30 * DAY) == ""


def test_it_ends_and_is_extended(town_book: Book, pat: Actor) -> None:
    series = started(town_book, pat, replace(NEW, last_on="2026-06-18")).series_id
    assert dates(town_book, series)[-1] == "06-18"
    before = rows(town_book)
    changed(extend_series(town_book, pat, series, "2026-06-24"))
    assert dates(town_book, series)[-1] == "06-23"
    undone_and_redone(town_book, pat, before)
    assert (
        "end it earlier"
        in got(extend_series(town_book, pat, series, "2026-06-03"), Refused).sentence
    )
    before = rows(town_book)
    found = changed(end_series(town_book, pat, series, "2026-06-10"))
    assert len(found.cancelled) == 4
    assert dates(town_book, series)[-1] == "06-09"
    undone_and_redone(town_book, pat, before)
    assert isinstance(end_series(town_book, pat, series, "2026-06-10"), Refused)
    kept = changed(end_series(town_book, pat, series, "2026-06-03", keep=True))
    assert len(kept.left) == 2
    assert make_due(town_book, NOW + 30 * DAY) == ""


def test_its_renewal_comes_up_and_goes_with_the_next_term(town_book: Book, pat: Actor) -> None:
    series = started(town_book, pat, replace(NEW, last_on="2026-08-31")).series_id
    assert renewals(town_book.reader(), "2026-08-01", 9) == ()
    (due,) = renewals(town_book.reader(), "2026-08-02", 9)
    assert (due.table, due.record) == ("series", series)
    assert "its term ends before 2026-09-01" in due.words
    extend_series(town_book, pat, series, "2027-08-31")
    assert renewals(town_book.reader(), "2026-08-02", 9) == ()


def test_a_rule_s_own_end_is_the_term(town_book: Book, pat: Actor) -> None:
    done = started(town_book, pat, replace(NEW, rule="FREQ=DAILY;COUNT=3", ahead_days=9))
    assert dates(town_book, done.series_id) == ["06-02", "06-03", "06-04"]
    assert done.words.endswith("last 2026-06-04")
    assert make_due(town_book, NOW + DAY) == ""


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"rule": "now and then"}, "is no rule"),
        ({"starts_on": "june"}, "begins on a date"),
        ({"last_on": "2026-05-01"}, "before its first"),
        ({"starts_clock": "25:00"}, "local times"),
        ({"ahead_days": 0}, "days ahead"),
        ({"crew": (CrewSeat(count=0),)}, "1 to 200 seats"),
        ({"rule": "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"}, "has no date"),
    ],
)
def test_what_is_no_series_says_why(
    town_book: Book, pat: Actor, more: dict[str, object], says: str
) -> None:
    new = replace(NEW, **more)  # type: ignore[arg-type]
    assert says in got(begin_series(town_book, pat, JOB, new), Refused).sentence


def test_a_job_and_its_series_are_one_action(town_book: Book, pat: Actor) -> None:
    before = rows(town_book)
    done = got(
        order_series(town_book, pat, NewJob(2, "Market"), replace(NEW, site_id=2)), SeriesStarted
    )
    assert done.number == "26-0004"
    assert len(done.made.numbers) == 8
    with town_book.action(pat, "look", "") as tx:
        assert series_words(tx.get(Series, done.series_id)) == done.words
        tx.abandon()
    undone_and_redone(town_book, pat, before)
