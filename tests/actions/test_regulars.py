"""Regular officers are seated on all coming details at once, judged; a term is asked about."""

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.jobs.jobs import DetailAdded, copy_detail
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.regulars import (
    ASKED_DAYS,
    NewRegular,
    RegularKept,
    RegularsSeated,
    add_regular,
    end_regular,
    renew_regular,
    seat_regulars,
)
from storage.database import Book
from storage.queries.staffing.regulars import all_regulars, regulars_of
from tests.actions.test_exchanging import events, holders, rows
from tests.screens.town import DAY, NOW

CAP = """
name = "P"
effective_on = 2026-01-02
[[clause]]
kind = "max_hours"
number = "4.2"
window = "week"
hours = 12
counts = ["detail"]
"""
JOB = 3


def kept(found: object) -> RegularKept:
    assert isinstance(found, RegularKept), found
    return found


def seated(found: object) -> RegularsSeated:
    assert isinstance(found, RegularsSeated), found
    return found


def emptied(book: Book) -> None:
    """Nobody on the coming details of the job."""
    with book.action(Actor("x", NOW), "empty", f"job:{JOB}") as tx:
        tx.connection.execute(
            "UPDATE assignment SET state = 'released', left_at = 1 WHERE starts_at > ? AND "
            "position_id IN (SELECT position.id FROM position JOIN detail ON detail.id = "
            "detail_id WHERE job_id = ?)",
            (NOW, JOB),
        )


def open_seats(book: Book) -> int:
    held = set(holders(book))
    coming = rows(
        book,
        "SELECT position.id FROM position JOIN detail ON detail.id = detail_id "
        "WHERE job_id = ? AND position.starts_at > ?",
        JOB,
        NOW,
    )
    return sum(row not in held for (row,) in coming)


def test_one_key_seats_them_on_every_coming_detail_and_one_undo_takes_it_back(
    town_book: Book, pat: Actor
) -> None:
    emptied(town_book)
    before, waiting = holders(town_book), open_seats(town_book)
    kept(add_regular(town_book, pat, NewRegular(JOB, 7, "2026-01-01")))
    kept(add_regular(town_book, pat, NewRegular(JOB, 9, "2026-01-01")))
    found = seated(seat_regulars(town_book, pat, JOB))
    assert found.assignment_ids
    assert len(found.assignment_ids) + open_seats(town_book) == waiting
    how = "SELECT DISTINCT how FROM assignment WHERE id IN (SELECT value FROM json_each(?))"
    assert rows(town_book, how, str(list(found.assignment_ids))) == [("regular",)]
    assert {event for event, *_ in events(town_book)} == {"assigned"}
    undo_last(town_book, pat)
    assert holders(town_book) == before
    assert verify_book(town_book).clean


def test_whoever_the_policy_keeps_out_is_named_with_the_reason(town_book: Book, pat: Actor) -> None:
    emptied(town_book)
    assert isinstance(adopt_policy(town_book, pat, CAP), Adopted)
    kept(add_regular(town_book, pat, NewRegular(JOB, 7, "2026-01-01")))
    found = seated(seat_regulars(town_book, pat, JOB))
    assert found.barred
    assert all("(4.2)" in words for words in found.barred)
    assert "kept out" in found.sentence
    # A second time there is nothing left for him: all that stays open is what he is kept from.
    again = seat_regulars(town_book, pat, JOB)
    assert isinstance(again, Refused)
    assert "(4.2)" in again.sentence


def test_term_weekday_and_role_narrow_it(town_book: Book, pat: Actor) -> None:
    emptied(town_book)
    kept(add_regular(town_book, pat, NewRegular(JOB, 7, "2026-06-03", "2026-06-05")))
    kept(add_regular(town_book, pat, NewRegular(JOB, 9, "2026-01-01", weekdays="Sat")))
    kept(add_regular(town_book, pat, NewRegular(JOB, 8, "2026-01-01", role="sergeant")))
    found = seated(seat_regulars(town_book, pat, JOB))
    got = rows(
        town_book,
        "SELECT officer_id, date(starts_at - 14400, 'unixepoch') FROM assignment "
        "WHERE how = 'regular' ORDER BY 2",
    )
    assert [day for officer, day in got if officer == 7] == ["2026-06-03", "2026-06-04"]
    assert [day for officer, day in got if officer == 9] == ["2026-06-06"]
    assert all(officer != 8 for officer, _ in got)
    assert len(found.seated) == len(got)


def test_new_details_of_the_job_get_them_with_the_same_key(town_book: Book, pat: Actor) -> None:
    kept(add_regular(town_book, pat, NewRegular(JOB, 7, "2026-01-01")))
    detail = rows(town_book, "SELECT id FROM detail WHERE job_id = ? LIMIT 1", JOB)[0][0]
    copied = copy_detail(town_book, pat, detail, NOW + 20 * DAY)
    assert isinstance(copied, DetailAdded)
    found = seated(seat_regulars(town_book, pat, JOB, (copied.detail_id,)))
    assert len(found.seated) == 1
    assert copied.number in found.seated[0]


def test_before_the_term_ends_it_is_asked_and_a_renewal_asks_anew(
    town_book: Book, pat: Actor
) -> None:
    new = NewRegular(JOB, 7, "2026-01-01", "2026-12-31", decided_by="Chief")
    regular = kept(add_regular(town_book, pat, new)).regular_id
    asked = "SELECT due_at, text LIKE '%Open it again%', done_at IS NULL FROM note ORDER BY id"
    ((due, is_asked, is_open),) = rows(town_book, asked)
    assert (is_asked, is_open) == (1, 1)
    assert due == 1_798_693_200 - ASKED_DAYS * DAY
    kept(renew_regular(town_book, pat, regular, "2027-12-31"))
    assert [open_ for _, _, open_ in rows(town_book, asked)] == [0, 1]
    (line,) = regulars_of(town_book.reader(), JOB)
    assert (line.until_on, line.decided_by) == ("2027-12-31", "Chief")
    assert isinstance(undo_last(town_book, pat), Undone)
    assert [open_ for _, _, open_ in rows(town_book, asked)] == [1]
    kept(end_regular(town_book, pat, regular, "2026-06-01"))
    assert all_regulars(town_book.reader(), "2026-06-01") == ()


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (NewRegular(JOB, 7, "soon"), "The term begins on a date"),
        (NewRegular(JOB, 7, "2026-01-01", "never"), "The term ends on a date"),
        (NewRegular(JOB, 7, "2026-01-01", "2025-01-01"), "The end of the term"),
        (NewRegular(JOB, 7, "2026-01-01", weekdays="xy"), "Weekdays are written mo tu"),
    ],
)
def test_what_is_wrong_is_said(town_book: Book, pat: Actor, new: NewRegular, why: str) -> None:
    found = add_regular(town_book, pat, new)
    assert isinstance(found, Refused)
    assert found.sentence.startswith(why)
