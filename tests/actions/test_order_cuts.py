"""Orders that are cut down in the book cost what the card says, and so do those cancelled."""

import json
from collections.abc import Callable

import pytest

from coordinator.actions.billing.charging import price_waiting
from coordinator.actions.billing.invoicing import issue_invoice
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.jobs.bulk import cancel_details
from coordinator.actions.jobs.details import DetailEdit, cancel_detail, change_detail
from coordinator.actions.pay.hours import Worked, approve_hours, correct_hours
from coordinator.actions.results import Actor
from coordinator.actions.staffing.positions import cancel_position
from storage.database import Book
from storage.models import Job, Position
from tests.actions.money_town import HOUR, MONDAY, Town, make_town
from tests.actions.receivables_town import done

CARD = """
name = "Town"
effective_on = 2020-01-01
[[bill.hours]]
step = "take"
of = "worked"
[[bill.rate]]
rate = 50.00
[[bill.premium]]
label = "approved late"
when = { approved = { under = 24 } }
add = 7.00
[[bill.reduction]]
when = { reduced = { under = 24 } }
hours = 4
[[bill.cancellation]]
when = { cancelled_by = "agency" }
hours = 0
[[bill.cancellation]]
when = { cancelled_on_arrival = true }
hours = 3
[[bill.cancellation]]
when = { cancelled = { under = 24 } }
hours = 2
[[pay.rate]]
rate = 40.00
"""


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return make_town(book, actor, CARD)


def before(town: Town, hours: float) -> Actor:
    return Actor(town.actor.name, MONDAY - int(hours * HOUR))


def billed(town: Town, detail: int) -> int:
    works, held = price_waiting(town.book.reader(), "bill", [detail])
    assert held == ()
    return sum(work.total_cents for work in works)


def seat_of(town: Town, assignment: int) -> int:
    return int(str(town.scalar("SELECT position_id FROM assignment WHERE id = ?", assignment)))


def shorten(town: Town, detail: int, hours: float, ahead: float) -> None:
    edit = DetailEdit(ends_at=MONDAY + int(hours * HOUR))
    done(change_detail(town.book, before(town, ahead), detail, edit))


@pytest.mark.parametrize(("ahead", "cents"), [(30, 10_000), (10, 20_000)])
def test_hours_that_are_cut_late_are_charged(town: Town, ahead: int, cents: int) -> None:
    detail, (only,) = town.detail(hours=6)
    shorten(town, detail, 2, ahead)
    town.work(only, MONDAY, 2)
    assert billed(town, detail) == cents
    (work,), _ = price_waiting(town.book.reader(), "pay", [detail])
    assert work.total_cents == 8_000


def test_a_cut_that_is_undone_or_made_good_is_none(town: Town) -> None:
    first, (one,) = town.detail(hours=6)
    shorten(town, first, 2, 10)
    undo_last(town.book, before(town, 9))
    second, (two,) = town.detail(1, hours=6)
    shorten(town, second, 2, 10)
    shorten(town, second, 6, 9)
    for detail, assignment in ((first, one), (second, two)):
        town.work(assignment, MONDAY, 2)
        assert billed(town, detail) == 10_000


def test_what_was_lengthened_and_taken_back_is_no_cut(town: Town) -> None:
    detail, (only,) = town.detail(hours=3)
    shorten(town, detail, 6, 10)
    undo_last(town.book, before(town, 9))
    town.work(only, MONDAY, 3)
    assert billed(town, detail) == 15_000


@pytest.mark.parametrize(("ahead", "cents"), [(30, 15_000), (10, 35_000)])
def test_a_seat_that_is_taken_off_late_is_charged_once(town: Town, ahead: int, cents: int) -> None:
    detail, (one, two) = town.detail(hours=3, roles=("officer", "officer"))
    actor = before(town, ahead)
    done(cancel_position(town.book, actor, seat_of(town, two), "one is enough"))
    town.work(one, MONDAY, 3)
    assert billed(town, detail) == cents
    assert done(issue_invoice(town.book, town.actor, [detail])).total_cents == cents
    # Hours corrected later: the seat is not charged again.
    fixed = Worked(MONDAY, MONDAY + 4 * HOUR)
    done(correct_hours(town.book, town.actor, one, fixed, "stayed longer"))
    waiting = town.book.reader().execute("SELECT id FROM timesheet_entry WHERE state = 'entered'")
    done(approve_hours(town.book, town.actor, [row[0] for row in waiting]))
    assert billed(town, detail) == 5_000


def test_a_seat_in_pieces_is_no_cut(town: Town) -> None:
    detail, (only,) = town.detail(hours=6)
    with town.book.action(before(town, 10), "change detail", f"detail:{detail}") as tx:
        seat = tx.get(Position, seat_of(town, only))
        middle = MONDAY + 3 * HOUR
        tx.add(
            Position(
                detail_id=detail,
                number=f"{seat.number}2",
                starts_at=middle,
                ends_at=seat.ends_at,
                split_from_id=seat.id,
            )
        )
        seat.ends_at = middle
        tx.save(seat)
    town.work(only, MONDAY, 3)
    assert billed(town, detail) == 15_000


def told(town: Town, **facts: object) -> None:
    with town.book.action(town.actor, "tell", "job:1") as tx:
        job = tx.get(Job, town.job_ids[0])
        job.rate_facts = json.dumps(facts)
        tx.save(job)


def test_what_the_agency_cut_costs_nothing(town: Town) -> None:
    detail, (only,) = town.detail(hours=6)
    shorten(town, detail, 2, 10)
    town.work(only, MONDAY, 2)
    told(town, cut_by="agency")
    assert billed(town, detail) == 10_000


def test_when_a_request_was_approved_is_told_with_the_job(town: Town) -> None:
    detail, (only,) = town.detail(hours=3)
    town.work(only, MONDAY, 3)
    for at, cents in (("2026-05-24T09:00", 17_100), ("2026-05-22T09:00", 15_000), ("x", 15_000)):
        told(town, approved_at=at)
        assert billed(town, detail) == cents


@pytest.mark.parametrize(
    ("hours", "by_agency", "cents"), [(10, False, 10_000), (-1, False, 15_000), (10, True, 0)]
)
def test_who_cancelled_and_when_is_told(
    town: Town, hours: int, by_agency: bool, cents: int
) -> None:
    detail, _ = town.detail(hours=6)
    cancel: Callable[..., object] = cancel_detail
    done(cancel(town.book, before(town, hours), detail, "no need", by_agency=by_agency))
    assert billed(town, detail) == cents


@pytest.mark.parametrize(("reason", "cents"), [("no need", 10_000), ("Agency: no officers", 0)])
def test_on_the_screen_the_reason_says_whose_doing_it_is(
    town: Town, reason: str, cents: int
) -> None:
    detail, _ = town.detail(hours=6)
    done(cancel_details(town.book, before(town, 10), [detail], reason))
    assert billed(town, detail) == cents


@pytest.mark.parametrize("whose", ["", 'whose = { role = "officer" }\n'])
def test_a_fee_of_some_officers_counts_their_seats_that_were_cut(
    book: Book, actor: Actor, whose: str
) -> None:
    card = CARD.replace("[[pay.rate]]", f"[[bill.fee]]\npercent = 10\n{whose}[[pay.rate]]")
    town = make_town(book, actor, card)
    detail, (_, second) = town.detail(roles=("officer", "officer"))
    done(cancel_position(town.book, before(town, 10), seat_of(town, second), "fewer wanted"))
    assert billed(town, detail) == 22_000  # 4 h of the seat that was cut, and 10 %
