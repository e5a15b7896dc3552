"""Many details at once: pasted lines, the same as last month, and jobs from templates."""

from datetime import date
from pathlib import Path

import pytest

from coordinator.actions.jobs.bulk_details import (
    BulkPlan,
    DetailsEntered,
    enter_planned,
    plan_pasted,
    same_as_month,
)
from coordinator.actions.jobs.jobs import NewDetail, NewJob, Seat, add_detail, add_job
from coordinator.actions.jobs.templates import (
    FromTemplate,
    TemplateChanged,
    TemplateUse,
    drop_template,
    enter_from_template,
    keep_template,
)
from coordinator.actions.results import Actor, Refused
from coordinator.rules.recurring.month_moved import moved
from coordinator.rules.recurring.pasted_details import MOST_LINES, read_pasted
from storage.database import Book
from storage.queries.staffing.patterns import template_named, templates
from tests.actions.test_series import got, rows, undone_and_redone
from tests.screens.town import DAY, NOW

JOB = 1
MOUNTED = Seat("officer", "north gate", 2, (), muster_minutes=30)


def planned(found: object) -> BulkPlan:
    assert isinstance(found, BulkPlan), found
    return found


def test_lines_are_previewed_with_their_problems_and_entered_at_once(
    town_book: Book, pat: Actor
) -> None:
    text = "\n".join(
        (
            "Wed 2026-07-01 18:00-23:00",
            "7/2/2026 1800 - 0200 x3",
            "",
            "2026-07-02 20:00-22:00",
            "2026-06-02 09:00-13:00",
            "2026-05-01 09:00-13:00",
            "2027-03-14 02:30-06:00",
            "2026-11-01 01:30-06:00",
            "2026-07-03 18:00-23:00 Nowhere",
            "someday",
        )
    )
    plan = planned(plan_pasted(town_book.reader(), JOB, text, NOW))
    assert [(line.row, line.problem.partition(" ")[0]) for line in plan.lines] == [
        (1, ""),
        (2, ""),
        (4, "the"),
        (5, "26-0001.5"),
        (6, "it"),
        (7, "there"),
        (8, ""),
        (9, "there"),
        (10, "it"),
    ]
    assert plan.lines[6].notes == "its start comes twice: the first is taken"
    assert plan.sentence == "3 detail(s) of 26-0001 to be entered, 6 left out"
    before = rows(town_book)
    done = got(enter_planned(town_book, pat, plan), DetailsEntered)
    assert len(done.numbers) == 3
    seats = town_book.reader().execute(
        "SELECT count(*), max(ends_at - starts_at) FROM position WHERE detail_id IN (?, ?)",
        done.detail_ids[:2],
    )
    assert seats.fetchone() == (4, 8 * 3600)
    undone_and_redone(town_book, pat, before)
    # They are there now: the same plan once more would double them.
    assert isinstance(enter_planned(town_book, pat, plan), Refused)
    again = planned(plan_pasted(town_book.reader(), JOB, text, NOW))
    assert not again.good
    assert isinstance(enter_planned(town_book, pat, again), Refused)


def test_a_table_names_its_columns(town_book: Book, tmp_path: Path) -> None:
    text = 'Officers;Date;Start;End;Site\n4;2026-07-01;06:00;14:00;"Pier 4"\n0;2026-07-02;6:00;14;'
    plan = planned(plan_pasted(town_book.reader(), JOB, text, NOW))
    assert [line.problem for line in plan.lines] == [
        "",
        "its start and end are times such as 18:00",
    ]
    assert plan.lines[0].detail is not None
    assert (len(plan.lines[0].detail.seats), plan.lines[0].detail.site_id) == (4, 1)


def test_a_flood_of_lines_is_cut() -> None:
    lines = read_pasted("2026-07-01 18:00-23:00\n" * (MOST_LINES + 5))
    assert len(lines) == MOST_LINES + 1
    assert lines[-1].problem.startswith("more than 1000")
    assert read_pasted("\n \n") == ()
    assert read_pasted("x" * 100_000)[0].problem


def test_the_same_as_last_month_by_weekday(town_book: Book, pat: Actor) -> None:
    before = rows(town_book)
    plan = planned(same_as_month(town_book.reader(), JOB, date(2026, 6, 9), date(2026, 7, 1), NOW))
    # 1 to 8 June are the 1st Monday to the 2nd: in July the 1st Monday is the 6th.
    days = [line.words.partition(",")[0] for line in plan.good]
    assert days[:3] == [
        "Mon 2026-07-06 09:00-13:00",
        "Tue 2026-07-07 09:00-13:00",
        "Wed 2026-07-01 09:00-13:00",
    ]
    assert len(plan.good) == 8
    done = got(enter_planned(town_book, pat, plan), DetailsEntered)
    assert len(done.numbers) == 8
    undone_and_redone(town_book, pat, before)
    none = same_as_month(town_book.reader(), JOB, date(2026, 9, 1), date(2026, 10, 1), NOW)
    assert "no detail in 2026-09" in got(none, Refused).sentence


def test_a_fifth_weekday_that_is_not_there_is_said(town_book: Book, pat: Actor) -> None:
    at = NOW + 28 * DAY  # Monday 29 June, the fifth
    add_detail(town_book, pat, 2, NewDetail(2, at, at + 3600))
    plan = planned(same_as_month(town_book.reader(), 2, date(2026, 6, 1), date(2026, 7, 1), NOW))
    assert [line.problem for line in plan.bad] == ["2026-07 has no 5th Mon"]


def test_every_date_moves_to_its_own_weekday() -> None:
    for day in range(1, 31):
        on = date(2026, 6, day)
        found = moved(on, date(2026, 8, 20))
        if found is None:
            assert day > 28
        else:
            assert (found.weekday(), (found.day - 1) // 7) == (on.weekday(), (day - 1) // 7)


# ── templates ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def parade(town_book: Book, pat: Actor) -> int:
    new = NewJob(2, "Parade", job_class="special", post_orders="Keep left", po_number="PO 7")
    seats = (MOUNTED, Seat(), Seat())
    done = add_job(town_book, pat, new, (NewDetail(2, NOW + DAY, NOW + DAY + 5 * 3600, seats),))
    assert not isinstance(done, Refused)
    kept = got(keep_template(town_book, pat, done.job_id, "Parade"), TemplateChanged)
    return kept.template_id


def test_a_job_is_kept_and_entered_again(town_book: Book, pat: Actor, parade: int) -> None:
    before = rows(town_book)
    use = TemplateUse(("2026-07-04", "2026-07-05"), title="Parade 2", starts_clock="07:00")
    done = got(enter_from_template(town_book, pat, parade, use), FromTemplate)
    assert "In the past" not in done.sentence
    found = town_book.reader().execute(
        "SELECT title, job_class, post_orders, po_number, employer_id FROM job WHERE id = ?",
        (done.job_id,),
    )
    # An order number is of one order: it is not kept.
    assert found.fetchone() == ("Parade 2", "special", "Keep left", "", 2)
    seats = town_book.reader().execute(
        "SELECT label, rank_id, (starts_at - muster_at) / 60, ends_at - starts_at FROM position"
        " WHERE detail_id = ? ORDER BY id",
        (done.detail_ids[1],),
    )
    assert seats.fetchall()[:2] == [("north gate", 2, 30, 6 * 3600), ("", None, None, 6 * 3600)]
    undone_and_redone(town_book, pat, before)


def test_a_template_s_date_in_the_past_is_remarked_on(
    town_book: Book, pat: Actor, parade: int
) -> None:
    use = TemplateUse(("2025-07-04",), starts_clock="07:00")
    done = got(enter_from_template(town_book, pat, parade, use), FromTemplate)
    assert "In the past: 2025-07-04 07:00" in done.sentence


def test_a_job_from_a_template_may_recur(town_book: Book, pat: Actor, parade: int) -> None:
    use = TemplateUse(("2026-06-05",), rule="every Fri", last_on="2026-06-30")
    done = got(enter_from_template(town_book, pat, parade, use), FromTemplate)
    assert len(done.detail_ids) == 4
    assert "recurs every Fri 08:00-13:00" in done.sentence


def test_templates_are_replaced_and_taken_away(town_book: Book, pat: Actor, parade: int) -> None:
    kept = got(keep_template(town_book, pat, 1, "parade", any_employer=True), TemplateChanged)
    assert kept.template_id == parade
    assert "replaced" in kept.sentence
    (only,) = templates(town_book.reader())
    assert only.employer_id is None
    use = TemplateUse(("2026-07-04",))
    assert "any employer" in got(enter_from_template(town_book, pat, parade, use), Refused).sentence
    drop_template(town_book, pat, parade)
    assert template_named(town_book.reader(), "Parade") is None
    for dates in ((), ("soon",)):
        use = TemplateUse(dates)
        assert isinstance(enter_from_template(town_book, pat, parade, use), Refused)
