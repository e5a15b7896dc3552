"""Short notice of what is ordered later than its job: one more detail, one more seat."""

import json
from dataclasses import replace

import pytest

from coordinator.actions.billing.charging import price_waiting
from coordinator.actions.billing.ordered import ordered_worth
from coordinator.actions.jobs.detail_edits import DetailEdit
from coordinator.actions.jobs.details import change_detail
from coordinator.actions.jobs.jobs import NewDetail, Seat, add_detail
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.splitting import split_position
from storage.database import Book
from storage.models import Assignment, Job
from tests.actions.money_town import DAY, HOUR, MONDAY, Town, make_town
from tests.actions.receivables_town import done

CARD = """
name = "Town"
effective_on = 2020-01-01
[[bill.rate]]
rate = 60.00
[[bill.premium]]
label = "under 48 h"
when = { requested = { under = 48 } }
times = 1.5
[[pay.rate]]
bill_times = 1
"""
LATE = MONDAY - 12 * HOUR
"""Sun 24 May 2026 20:00 in New York."""


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    made = make_town(book, actor, CARD)
    with book.action(actor, "tell", "job:1") as tx:
        job = tx.get(Job, made.job_ids[0])
        job.requested_at = MONDAY - 30 * DAY
        tx.save(job)
    return made


def late(town: Town) -> Actor:
    return replace(town.actor, now=LATE)


def cents(town: Town, detail: int) -> tuple[int, int]:
    """What a detail costs and pays, all its seats worked."""
    found = [price_waiting(town.book.reader(), side, [detail])[0] for side in ("bill", "pay")]
    bill, pay = (sum(work.total_cents for work in works) for works in found)
    return bill, pay


def worked(town: Town, detail: int) -> None:
    with town.book.action(town.actor, "assign", f"detail:{detail}") as tx:
        seats = tx.connection.execute(
            "SELECT id FROM position WHERE detail_id = ? AND id NOT IN"
            " (SELECT position_id FROM assignment) ORDER BY number", (detail,)
        ).fetchall()  # fmt: skip
        added = [
            tx.add(
                Assignment(
                    position_id=seat, officer_id=town.officers[place], starts_at=MONDAY,
                    ends_at=MONDAY + 5 * HOUR, awarded_at=MONDAY - HOUR,
                )
            )
            for place, (seat,) in enumerate(seats)
        ]  # fmt: skip
    for each in added:
        town.work(each.id or 0, MONDAY, 5)


def new(town: Town) -> NewDetail:
    return NewDetail(town.site, MONDAY, MONDAY + 5 * HOUR, (Seat(),))


@pytest.mark.parametrize(
    ("asked", "total"), [(None, 450_00), (MONDAY - 20 * DAY, 300_00), (LATE - HOUR, 450_00)]
)
def test_a_detail_that_was_added_has_its_own_notice(
    town: Town, asked: int | None, total: int
) -> None:
    added = done(add_detail(town.book, late(town), town.job_ids[0], new(town), asked))
    assert ("it counts as asked for at 2026-05-24 20:00" in added.sentence) is (asked is None)
    assert ordered_worth(town.book.reader(), town.job_ids[0]) == total
    worked(town, added.detail_id)
    assert cents(town, added.detail_id) == (total, total)


@pytest.mark.parametrize(("asked", "third"), [(None, 450_00), (MONDAY - 20 * DAY, 300_00)])
def test_so_has_a_seat_that_was_added(town: Town, asked: int | None, third: int) -> None:
    pair = replace(new(town), seats=(Seat(), Seat()))
    in_time = MONDAY - 20 * DAY
    detail = done(add_detail(town.book, late(town), town.job_ids[0], pair, in_time)).detail_id
    changed = done(
        change_detail(town.book, late(town), detail, DetailEdit(), more_seats=1, asked_at=asked)
    )
    assert ("it counts as asked for" in changed.sentence) is (asked is None)
    worked(town, detail)
    assert cents(town, detail) == (600_00 + third, 600_00 + third)
    kept = json.loads(str(town.scalar("SELECT rate_facts FROM detail WHERE id = ?", detail)))
    assert list(kept["seats_asked_at"]) == ["c"]


def test_the_pieces_of_a_seat_were_asked_for_with_it(town: Town) -> None:
    pair = replace(new(town), seats=(Seat(), Seat()))
    in_time = MONDAY - 20 * DAY
    detail = done(add_detail(town.book, late(town), town.job_ids[0], pair, in_time)).detail_id
    done(change_detail(town.book, late(town), detail, DetailEdit(), more_seats=1))
    before = ordered_worth(town.book.reader(), town.job_ids[0])
    seat = town.scalar("SELECT id FROM position WHERE number LIKE '%c'")
    done(split_position(town.book, town.actor, int(str(seat)), [MONDAY + 2 * HOUR]))
    assert ordered_worth(town.book.reader(), town.job_ids[0]) == before == 600_00 + 450_00


def test_what_was_put_right_in_the_form_counts(town: Town) -> None:
    added = done(add_detail(town.book, late(town), town.job_ids[0], new(town)))
    edit = DetailEdit(facts="asked_at=2026-05-01T09:00")
    done(change_detail(town.book, town.actor, added.detail_id, edit))
    assert ordered_worth(town.book.reader(), town.job_ids[0]) == 300_00


@pytest.mark.parametrize("facts", ["asked_at=soon", "seats_asked_at.c=soon"])
def test_a_time_that_is_none_is_refused(town: Town, facts: str) -> None:
    detail, _ = town.detail()
    found = change_detail(town.book, town.actor, detail, DetailEdit(facts=facts))
    assert isinstance(found, Refused)
    assert "is a local time such as" in found.sentence


def test_nothing_is_asked_for_ahead(town: Town) -> None:
    ahead = LATE + HOUR
    detail, _ = town.detail()
    for found in (
        add_detail(town.book, late(town), town.job_ids[0], new(town), ahead),
        change_detail(town.book, late(town), detail, DetailEdit(), more_seats=1, asked_at=ahead),
    ):
        assert isinstance(found, Refused)
        assert "still ahead" in found.sentence


def test_without_a_card_that_looks_at_it_nothing_is_kept(book: Book, actor: Actor) -> None:
    plain = CARD.replace("requested = { under = 48 }", "alcohol = true")
    town = make_town(book, actor, plain)
    added = done(add_detail(book, actor, town.job_ids[0], new(town)))
    assert added.remarks == ()
    assert town.scalar("SELECT rate_facts FROM detail WHERE id = ?", added.detail_id) is None
