"""Who worked without an award: nothing is refused, every breach is kept with who allowed it."""

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.jobs.details import cancel_detail
from coordinator.actions.pay.hours import Worked, approve_hours, enter_as_scheduled
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.after_the_fact import (
    Absent,
    Allowed,
    OnSite,
    swapped_on_site,
    worked_extra,
    worked_instead,
)
from storage.database import Book
from storage.queries.money.hours import hours_of_detail
from tests.actions.test_exchanging import holders, rows
from tests.screens.town import HOUR, NOW

ALLOWED = Allowed("Sgt Gray", "nobody else came")
NOBODY = """
name = "P"
effective_on = 2026-01-02
[[clause]]
kind = "approved"
number = "1"
[[clause]]
kind = "max_hours"
number = "4.2"
window = "week"
hours = 1
counts = ["detail"]
"""


def past(book: Book) -> list[tuple[int, int, int, int, int]]:
    """(assignment, position, officer, start, end) of the seats that are over."""
    return rows(  # type: ignore[return-value]
        book,
        "SELECT id, position_id, officer_id, starts_at, ends_at FROM assignment "
        "WHERE ends_at < ? AND state IN ('assigned', 'confirmed') ORDER BY starts_at, id",
        NOW,
    )


def other(book: Book, *but: int) -> int:
    return next(row for (row,) in rows(book, "SELECT id FROM officer") if row not in but)


def done(found: object) -> OnSite:
    assert isinstance(found, OnSite), found
    return found


@pytest.mark.parametrize("absent", Absent)
def test_another_came_and_the_absent_one_is_what_was_said(
    town_book: Book, pat: Actor, absent: Absent
) -> None:
    held, position, officer, start, end = past(town_book)[0]
    before = holders(town_book)
    comes = other(town_book, officer)
    hours = Worked(start, end)
    found = done(worked_instead(town_book, pat, position, comes, hours, ALLOWED, absent=absent))
    assert holders(town_book)[position] == comes
    state = "SELECT state FROM assignment WHERE id = ?"
    became = {"no_show": "no_show", "released": "released", "given_away": "called_off"}
    assert rows(town_book, state, held) == [(became[absent],)]
    given = rows(town_book, "SELECT given_to_id, reported FROM call_off")
    assert given == ([(comes, 0)] if absent is Absent.GIVEN_AWAY else [])
    how = "take over" if absent is Absent.GIVEN_AWAY else "after the fact"
    own = "SELECT how, state FROM assignment WHERE id = ?"
    assert rows(town_book, own, *found.assignment_ids) == [(how, "worked")]
    decided = "SELECT override_by, reason, kind FROM decision WHERE officer_id = ?"
    assert rows(town_book, decided, comes)[-1] == (*vars_of(ALLOWED), "after the fact")
    assert isinstance(undo_last(town_book, pat), Undone)
    assert holders(town_book) == before
    assert verify_book(town_book).clean


def vars_of(allowed: Allowed) -> tuple[str, str]:
    return allowed.by, allowed.why


def test_the_hours_are_approved_and_billed_as_any_others(town_book: Book, pat: Actor) -> None:
    _, position, officer, start, end = past(town_book)[0]
    comes = other(town_book, officer)
    found = done(worked_instead(town_book, pat, position, comes, Worked(start, end), ALLOWED))
    detail = rows(town_book, "SELECT detail_id FROM position WHERE id = ?", position)[0][0]
    (line,) = [x for x in hours_of_detail(town_book.reader(), detail) if x.officer_id == comes]
    assert (line.state, line.minutes) == ("entered", (end - start) // 60)
    approved = approve_hours(town_book, pat, found.entry_ids)
    assert not isinstance(approved, Refused)


def test_breaches_are_shown_and_never_refused(town_book: Book, pat: Actor) -> None:
    assert isinstance(adopt_policy(town_book, pat, NOBODY), Adopted)
    _, position, officer, start, end = past(town_book)[0]
    comes = other(town_book, officer)
    found = done(worked_instead(town_book, pat, position, comes, Worked(start, end), ALLOWED))
    assert any("(4.2)" in words for words in found.against)
    assert "against" in found.sentence
    assert "Sgt Gray" in found.sentence


def test_a_name_and_a_reason_are_needed(town_book: Book, pat: Actor) -> None:
    _, position, officer, start, end = past(town_book)[0]
    for allowed in (Allowed("", "x"), Allowed("x", " ")):
        found = worked_instead(
            town_book, pat, position, other(town_book, officer), Worked(start, end), allowed
        )
        assert isinstance(found, Refused)
        assert found.sentence.startswith("This needs the name")


def test_one_more_than_was_ordered_gets_a_seat_of_his_own(town_book: Book, pat: Actor) -> None:
    _, position, officer, start, end = past(town_book)[0]
    detail = rows(town_book, "SELECT detail_id FROM position WHERE id = ?", position)[0][0]
    before = holders(town_book)
    hours = Worked(start + HOUR, end)
    found = done(worked_extra(town_book, pat, detail, other(town_book, officer), hours, ALLOWED))
    assert len(holders(town_book)) == len(before) + 1
    span = "SELECT position.starts_at, label FROM position JOIN assignment ON position.id = " \
        "position_id WHERE assignment.id = ?"  # fmt: skip
    assert rows(town_book, span, *found.assignment_ids) == [(start + HOUR, "on site")]


def test_two_who_swapped_on_site_are_both_written_in_one_action(
    town_book: Book, pat: Actor
) -> None:
    (one, seat_a, giver, *_), *others = past(town_book)
    two, seat_b, taker = next(row[:3] for row in others if row[2] != giver)
    before = holders(town_book)
    found = done(swapped_on_site(town_book, pat, one, two, ALLOWED))
    assert len(found.entry_ids) == 2
    after = holders(town_book)
    assert (after[seat_a], after[seat_b]) == (taker, giver)
    given = rows(town_book, "SELECT count(*) FROM call_off WHERE reported = 0")
    assert given == [(2,)]
    undo_last(town_book, pat)
    assert holders(town_book) == before


def test_hours_entered_for_the_absent_one_by_mistake_count_no_more(
    town_book: Book, pat: Actor
) -> None:
    held, position, officer, start, end = past(town_book)[0]
    assert not isinstance(enter_as_scheduled(town_book, pat, (held,)), Refused)
    comes = other(town_book, officer)
    done(worked_instead(town_book, pat, position, comes, Worked(start, end), ALLOWED))
    counts = "SELECT assignment_id = ? FROM timesheet_entry WHERE state <> 'replaced'"
    assert (1,) not in rows(town_book, counts, held)
    own = worked_instead(town_book, pat, position, comes, Worked(start, end), ALLOWED)
    assert isinstance(own, Refused)
    assert "enter the hours as any others" in own.sentence


def test_a_cancelled_detail_or_an_end_before_the_start_is_refused(
    town_book: Book, pat: Actor
) -> None:
    _, position, officer, start, end = past(town_book)[0]
    detail = rows(town_book, "SELECT detail_id FROM position WHERE id = ?", position)[0][0]
    comes = other(town_book, officer)
    turned = worked_extra(town_book, pat, detail, comes, Worked(end, start), ALLOWED)
    assert isinstance(turned, Refused)
    assert turned.sentence == "The end is not after the start."
    cancel_detail(town_book, pat, detail, "rain")
    for found in (
        worked_extra(town_book, pat, detail, comes, Worked(start, end), ALLOWED),
        worked_instead(town_book, pat, position, comes, Worked(start, end), ALLOWED),
    ):
        assert isinstance(found, Refused)
        assert "cancelled" in found.sentence
