"""This detail and all that follow: the series splits; officers keep their seats or lose them."""

from dataclasses import replace

import pytest

from coordinator.actions.book.undoing import redo_last, undo_last
from coordinator.actions.equipment.using import PutOn, Wanted, give_to, put_on
from coordinator.actions.jobs.details import DetailEdit, cancel_detail, change_detail
from coordinator.actions.jobs.series_changed import SeriesChanged
from coordinator.actions.jobs.series_dates import skip_date
from coordinator.actions.jobs.series_following import Keeping, SeriesEdit, change_following
from coordinator.actions.jobs.series_making import make_due
from coordinator.actions.policy.policies import adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.staffing import assign
from coordinator.rules.recurring.crew import CrewSeat
from storage.database import Book
from storage.queries.staffing.equipment import uses_on
from storage.queries.staffing.series import made_details
from tests.actions.test_series import NEW, changed, dates, rows, started, undone_and_redone
from tests.screens.town import NOW

TWO = replace(NEW, crew=(CrewSeat(count=2),))
SHORT_WEEKS = """
name = "P"
effective_on = 2026-01-02
[[clause]]
kind = "max_hours"
number = "4.2"
window = "week"
hours = 13
counts = ["detail"]
"""


def seats(book: Book, series: int, on: str) -> list[int]:
    (made,) = [each for each in made_details(book.reader(), series) if each.series_on == on]
    found = book.reader().execute(
        "SELECT id FROM position WHERE detail_id = ? AND NOT cancelled ORDER BY id", (made.id,)
    )
    return [row for (row,) in found]


def staffed(book: Book, pat: Actor, series: int, on: str, officer: int, place: int = 0) -> None:
    done = assign(book, pat, seats(book, series, on)[place], officer, reason="asked")
    assert not isinstance(done, Refused), done


def used(book: Book) -> dict[str, list[str]]:
    """What is on each detail of a series, in the order of the rows."""
    rows = book.reader().execute(
        "SELECT detail.id, detail.number FROM detail WHERE series_id IS NOT NULL ORDER BY starts_at"
    )
    return {
        number: [f"{use.quantity} {use.kind}" for use in uses_on(book.reader(), row)]
        for row, number in rows.fetchall()
    }


def events(book: Book) -> list[str]:
    found = book.reader().execute(
        "SELECT event FROM message WHERE state <> 'recalled' AND id > "
        "(SELECT coalesce(max(id), 0) FROM message WHERE event = 'assigned') ORDER BY id"
    )
    return [event for (event,) in found]


def test_new_hours_keep_officers_and_tell_them(town_book: Book, pat: Actor) -> None:
    old = started(town_book, pat).series_id
    staffed(town_book, pat, old, "2026-06-09", 1)
    before = rows(town_book)
    edit = SeriesEdit(starts_clock="19:00")
    tried = changed(change_following(town_book, pat, old, "2026-06-09", edit, trial=True))
    assert rows(town_book) == before
    found = changed(change_following(town_book, pat, old, "2026-06-09", edit))
    assert replace(found, series_id=0) == replace(tried, series_id=0)
    assert (len(found.changed), found.kept, found.released) == (6, 1, ())
    assert "19:00-02:00 from 2026-06-09" in found.sentence
    assert dates(town_book, old) == ["06-02", "06-04"]
    assert dates(town_book, found.series_id)[0] == "06-09"
    lengths = {
        each.ends_at - each.starts_at for each in made_details(town_book.reader(), found.series_id)
    }
    assert lengths == {7 * 3600}
    assert "changed" in events(town_book)
    assert make_due(town_book, NOW) == ""
    undone_and_redone(town_book, pat, before)


@pytest.mark.parametrize(
    ("keeping", "released"), [(Keeping.ABLE, 1), (Keeping.NONE, 1), (Keeping.ALL, 0)]
)
def test_whom_the_policy_keeps_from_the_new_hours_is_released(
    town_book: Book, pat: Actor, keeping: Keeping, released: int
) -> None:
    adopt_policy(town_book, pat, SHORT_WEEKS)
    old = started(town_book, pat).series_id
    staffed(town_book, pat, old, "2026-06-09", 1)
    edit = SeriesEdit(ends_clock="04:00")
    found = changed(change_following(town_book, pat, old, "2026-06-09", edit, keeping=keeping))
    assert len(found.released) == released
    assert found.kept == 1 - released
    # He has not heard of his seat yet, so what was to tell him of it is taken back.
    told = town_book.reader().execute(
        "SELECT DISTINCT state FROM message WHERE event = 'assigned' AND officer_id = 1"
    )
    assert told.fetchall()[-1] == ("recalled" if released else "queued",)


def test_another_rule_cancels_what_it_does_not_have(town_book: Book, pat: Actor) -> None:
    old = started(town_book, pat).series_id
    staffed(town_book, pat, old, "2026-06-11", 1)
    before = rows(town_book)
    edit = SeriesEdit(rule="every Tue and Fri")
    found = changed(change_following(town_book, pat, old, "2026-06-08", edit))
    # The Thursdays go, with the officer on one; the Tuesdays stay, the Fridays come.
    assert len(found.cancelled) == 3
    assert found.released == ("Adams on 26-0001.15a",)
    assert len(found.made) == 3
    assert dates(town_book, found.series_id) == [
        "06-09", "06-12", "06-16", "06-19", "06-23", "06-26",
    ]  # fmt: skip
    undone_and_redone(town_book, pat, before)


def test_every_second_week_stays_the_same_week(town_book: Book, pat: Actor) -> None:
    fortnight = replace(NEW, rule="every 2 weeks on Tue", ahead_days=56)
    old = started(town_book, pat, fortnight).series_id
    whole = dates(town_book, old)
    found = changed(change_following(town_book, pat, old, "2026-06-10", SeriesEdit(call_sign="X1")))
    assert dates(town_book, old) + dates(town_book, found.series_id) == whole
    assert not found.cancelled


def test_what_was_changed_by_hand_stays_and_exceptions_go_along(
    town_book: Book, pat: Actor
) -> None:
    old = started(town_book, pat).series_id
    made = made_details(town_book.reader(), old)
    changed(skip_date(town_book, pat, old, "2026-06-18", "closed"))
    cancel_detail(town_book, pat, made[6].id, "rain")
    by_hand = DetailEdit(made[3].starts_at + 3600, made[3].ends_at + 7200)
    change_detail(town_book, pat, made[3].id, by_hand)
    found = changed(
        change_following(town_book, pat, old, "2026-06-09", SeriesEdit(starts_clock="17:00"))
    )
    assert found.left == (f"{made[3].number} keeps its own hours",)
    after = {each.id: each for each in made_details(town_book.reader(), found.series_id)}
    assert after[made[3].id].starts_at == made[3].starts_at + 3600
    # Neither the skipped nor the cancelled date comes back with the new series.
    assert dates(town_book, found.series_id) == ["06-09", "06-11", "06-16", "06-25"]
    assert dates(town_book, found.series_id, "cancelled") == ["06-23"]
    assert make_due(town_book, NOW) == ""


def test_another_crew_keeps_the_seats_that_are_alike(town_book: Book, pat: Actor) -> None:
    old = started(town_book, pat, TWO).series_id
    staffed(town_book, pat, old, "2026-06-09", 1, place=1)
    staffed(town_book, pat, old, "2026-06-16", 1)
    staffed(town_book, pat, old, "2026-06-16", 3, place=1)
    before = rows(town_book)
    crew = (CrewSeat("supervisor", rank_id=2), CrewSeat(label="gate", muster_minutes=15))
    found = changed(change_following(town_book, pat, old, "2026-06-09", SeriesEdit(crew=crew)))
    # The held one of two seats alike is the one that stays; of two held ones, one must go.
    assert found.kept == 2
    assert [words.split(" on ")[0] for words in found.released] == ["Clark"]
    held = town_book.reader().execute(
        "SELECT label, (position.starts_at - muster_at) / 60 FROM position JOIN assignment"
        " ON position_id = position.id WHERE assignment.state = 'assigned' AND officer_id = 1"
        " AND position.detail_id IN (SELECT id FROM detail WHERE series_id = ?)",
        (found.series_id,),
    )
    assert held.fetchall() == [("gate", 15)] * 2
    assert len(seats(town_book, found.series_id, "2026-06-16")) == 2
    undone_and_redone(town_book, pat, before)


def test_other_equipment_goes_on_and_what_was_put_by_hand_stays(
    town_book: Book, pat: Actor
) -> None:
    cars = replace(NEW, equipment={"car": 2, "barrier": 1})
    old = started(town_book, pat, cars).series_id
    first, second, third = made_details(town_book.reader(), old)[:3]
    own = uses_on(town_book.reader(), third.id)[0]
    give_to(town_book, pat, own.id, 1)
    assert isinstance(put_on(town_book, pat, Wanted(second.id, kind="tent")), PutOn)
    before = used(town_book)
    edit = SeriesEdit(equipment={"car": 3, "board": 1})
    found = changed(change_following(town_book, pat, old, second.series_on, edit))
    assert second.number in found.changed
    assert found.kept == 0
    after = used(town_book)
    assert after[first.number] == ["2 car", "1 barrier"]
    assert after[second.number] == ["1 tent", "3 car", "1 board"]
    # Who has the cars was said by hand, so they stay as they are.
    assert after[third.number] == ["2 car", "1 board"]
    undo_last(town_book, pat)
    assert used(town_book) == before
    redo_last(town_book, pat)
    assert make_due(town_book, NOW + 7 * 86_400)
    assert list(used(town_book).values())[-1] == ["3 car", "1 board"]


def test_before_it_has_begun_it_is_changed_as_it_stands(town_book: Book, pat: Actor) -> None:
    series = started(town_book, pat).series_id
    found = changed(
        change_following(town_book, pat, series, "2026-06-01", SeriesEdit(ends_clock="01:00"))
    )
    assert found.series_id == series
    assert len(found.changed) == 8
    undo_last(town_book, pat)
    assert len(dates(town_book, series)) == 8


@pytest.mark.parametrize(
    ("on", "edit", "says"),
    [
        ("2026-05-01", SeriesEdit(starts_clock="19:00"), "from today"),
        ("someday", SeriesEdit(starts_clock="19:00"), "from today"),
        ("2026-06-09", SeriesEdit(rule="never"), "is no rule"),
        ("2026-06-09", SeriesEdit(starts_clock="19"), "local times"),
    ],
)
def test_what_cannot_be_changed_says_why(
    town_book: Book, pat: Actor, on: str, edit: SeriesEdit, says: str
) -> None:
    series = started(town_book, pat).series_id
    found = change_following(town_book, pat, series, on, edit)
    assert isinstance(found, Refused)
    assert says in found.sentence
    assert not isinstance(found, SeriesChanged)
