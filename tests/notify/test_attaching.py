"""What goes with a message: one event in the officer's calendar, from the award to its end."""

from coordinator.actions.jobs.details import DetailEdit, cancel_detail, change_detail
from coordinator.actions.messages.joining import join
from coordinator.actions.messages.outbox import tell
from coordinator.actions.staffing.exchanging import (
    Exchanged,
    Wish,
    agree_to_exchange,
    propose_exchange,
)
from coordinator.actions.staffing.leaving import call_off, release
from coordinator.actions.staffing.staffing import Filled, assign, refill
from coordinator.rules.message_words import Audience, Event
from storage.models import Assignment, Detail, Officer, Position
from tests.conftest import NOW
from tests.notify.calendars import Reader, by, invitations, next_day, read, sent
from tests.notify.conftest import HOUR, Town


def test_an_assignment_is_one_event_until_it_is_called_off(town: Town, seat: int) -> None:
    book, reader = town.book, Reader()
    held = assign(book, by(0), seat, town.adams, reason="asked")
    assert isinstance(held, Filled), held
    assert read(reader, book, NOW + 5 * 60) == 1
    assert reader.shown == [(NOW + 10 * HOUR, NOW + 18 * HOUR)]
    edit = DetailEdit(starts_at=NOW + 11 * HOUR, ends_at=NOW + 19 * HOUR)
    change_detail(book, by(10), town.detail, edit)
    assert read(reader, book, NOW + 15 * 60) == 1
    assert reader.shown == [(NOW + 11 * HOUR, NOW + 19 * HOUR)]
    call_off(book, by(20), held.assignment_id, "sick")
    assert read(reader, book, NOW + 25 * 60) == 1
    assert reader.shown == []
    assert len(reader.events) == 1


def test_a_released_officer_is_rid_of_the_event(town: Town, seat: int) -> None:
    book, reader = town.book, Reader()
    held = assign(book, by(0), seat, town.adams, reason="asked")
    assert isinstance(held, Filled)
    read(reader, book, NOW + 5 * 60)
    release(book, by(10), (held.assignment_id,), "not needed")
    assert read(reader, book, NOW + 15 * 60) == 1
    assert reader.shown == []


def test_two_who_change_places_each_have_the_other_event(town: Town, seat: int) -> None:
    book, his, hers = town.book, Reader(), Reader()
    other = next_day(town)
    with book.action(by(0), "enter", "detail") as tx:
        detail = tx.get(Detail, other)
        position = tx.add(
            Position(
                detail_id=other, number="26-0412.4a",
                starts_at=detail.starts_at, ends_at=detail.ends_at,
            )
        )  # fmt: skip
        cole = tx.add(Officer(badge="103", last_name="Cole", email="cole@pd.example"))
    first = assign(book, by(1), seat, town.adams, reason="asked")
    second = assign(book, by(1), position.id, cole.id, reason="asked")
    assert isinstance(first, Filled)
    assert isinstance(second, Filled)
    given = list(sent(book, NOW + 5 * 60))
    wish = Wish(first.assignment_id, cole.id, second.assignment_id)
    asked = propose_exchange(book, by(10), wish)
    assert isinstance(asked, Exchanged), asked
    done = agree_to_exchange(book, by(11), asked.exchange_id, taker=True, reason="both ask")
    assert isinstance(done, Exchanged), done
    given += sent(book, NOW + 15 * 60)
    for text in invitations(iter(given), "adams@pd.example"):
        hers.take(text)
    for text in invitations(iter(given), "cole@pd.example"):
        his.take(text)
    assert hers.shown == [(NOW + 34 * HOUR, NOW + 42 * HOUR)]
    assert his.shown == [(NOW + 10 * HOUR, NOW + 18 * HOUR)]


def test_a_cancelled_detail_leaves_every_calendar(town: Town, seat: int) -> None:
    book, reader = town.book, Reader()
    assert isinstance(assign(book, by(0), seat, town.adams, reason="asked"), Filled)
    read(reader, book, NOW + 5 * 60)
    cancel_detail(book, by(10), town.detail, "rain")
    assert read(reader, book, NOW + 15 * 60) == 1
    assert reader.shown == []


def test_filled_at_once_the_canceller_is_told_once_and_his_event_goes(
    town: Town, seat: int
) -> None:
    book, his, hers = town.book, Reader(), Reader()
    held = assign(book, by(0), seat, town.adams, reason="asked")
    assert isinstance(held, Filled)
    read(hers, book, NOW + 5 * 60)
    with book.action(by(6), "enter", "officer") as tx:
        cole = tx.add(Officer(badge="103", last_name="Cole", email="cole@pd.example"))
    call_off(book, by(10), held.assignment_id, "sick")
    assert isinstance(refill(book, by(10), seat, cole.id, reason="next"), Filled)
    given = list(sent(book, NOW + 15 * 60))
    for text in invitations(iter(given), "adams@pd.example"):
        hers.take(text)
    for text in invitations(iter(given), "cole@pd.example"):
        his.take(text)
    assert hers.shown == []
    assert his.shown == [(NOW + 10 * HOUR, NOW + 18 * HOUR)]


def test_a_message_about_several_details_brings_an_event_of_each(town: Town) -> None:
    book, reader = town.book, Reader()
    details = [town.detail, next_day(town)]
    with book.action(by(0), "award", "detail") as tx:
        for detail_id in details:
            span = tx.get(Detail, detail_id)
            position = tx.add(
                Position(
                    detail_id=detail_id, number=f"{span.number}c",
                    starts_at=span.starts_at, ends_at=span.ends_at,
                )
            )  # fmt: skip
            tx.add(
                Assignment(
                    position_id=position.id, officer_id=town.adams, awarded_at=NOW,
                    starts_at=span.starts_at, ends_at=span.ends_at,
                )
            )  # fmt: skip
            tell(tx, "assigned", detail_id, officer_id=town.adams, only=Audience.OFFICER)
        join(tx, Event.ASSIGNED)
    assert read(reader, book, NOW + 5 * 60) == 2
    assert len(reader.shown) == 2
    cancel_detail(book, by(10), town.detail, "rain")
    read(reader, book, NOW + 15 * 60)
    assert reader.shown == [(NOW + 34 * HOUR, NOW + 42 * HOUR)]
