"""Messages that did not get through take another way."""

import threading
from itertools import chain
from typing import Any

import pytest

from coordinator.actions.jobs.details import withdraw_offers
from coordinator.actions.messages.outbox import About, tell
from coordinator.actions.results import Actor
from coordinator.actions.told.falling_back import MINUTES, URGENT_MINUTES
from coordinator.actions.told.following_up import follow_up
from coordinator.actions.told.told import (
    fall_back,
)
from coordinator.rules.message_words import Audience, Event
from notify.parcels import Failed, Refused, Sent, Unknown
from storage.database import Book
from storage.models import Assignment, Contact, Officer
from storage.queries.messages.outbox import OutboxFilter, outbox_page, outbox_row
from tests.conftest import NOW
from tests.notify.asked import GRACE, MINUTE, ask, hand_over, new_ways
from tests.notify.conftest import HOUR, Town, set_setting


def test_what_came_back_goes_by_the_next_channel_once_and_never_again(town: Town) -> None:
    asked = ask(town, Sent())
    assert new_ways(town.book, 200) == []
    asked.tell("bounced", 200)
    way = ("email", "adams@pd.example", asked.message)
    assert new_ways(town.book, 201) == [way]
    hand_over(town.book, NOW + 300, Refused("no such user"))
    assert new_ways(town.book, HOUR) == [way]
    (words,) = town.book.reader().execute(
        "SELECT body FROM message WHERE instead_of_id IS NOT NULL"
    )
    assert "26-0412.3" in words[0]


def test_what_has_not_gone_in_time_is_recalled_and_told_otherwise(town: Town) -> None:
    asked = ask(town, Failed("busy"))
    assert new_ways(town.book, GRACE + 30 * MINUTE - 1) == []
    assert len(new_ways(town.book, GRACE + 30 * MINUTE)) == 1
    row = outbox_row(town.book.reader(), NOW + HOUR, asked.message)
    assert row is not None
    assert row.state == "recalled"
    courier = hand_over(town.book, NOW + HOUR)
    assert [parcel.channel for parcel in courier.given] == ["email"]


def test_a_text_of_unknown_fate_is_given_its_time_and_stays_in_doubt(town: Town) -> None:
    asked = ask(town, Unknown("the line broke"))
    assert new_ways(town.book, GRACE + 30 * MINUTE - 1) == []
    assert len(new_ways(town.book, GRACE + 30 * MINUTE)) == 1
    row = outbox_row(town.book.reader(), NOW + HOUR, asked.message)
    assert row is not None
    assert row.state == "unknown"


def test_patience_is_the_agencys_and_shorter_for_what_is_near(town: Town) -> None:
    ask(town, Failed("busy"))
    set_setting(town.book, MINUTES, "0")
    assert new_ways(town.book, HOUR) == []
    set_setting(town.book, URGENT_MINUTES, "5")
    fall_back(town.book, Actor("clock", NOW), NOW + 6 * HOUR)  # beyond the offer's last moment
    assert new_ways(town.book, 6 * HOUR + 1) == []


def test_near_the_start_it_goes_sooner(town: Town) -> None:
    ask(town, Failed("busy"), seconds=9 * HOUR)
    set_setting(town.book, MINUTES, "600")
    assert new_ways(town.book, 6 * HOUR) == []
    assert len(new_ways(town.book, 6 * HOUR + 1)) == 1


def test_no_other_way_and_a_detail_that_has_begun_are_left(town: Town) -> None:
    asked = ask(town, Sent(), seconds=20 * HOUR)
    asked.tell("bounced", 200)
    assert new_ways(town.book, 10 * HOUR) == []
    with town.book.action(Actor("Pat", NOW), "change", "officer") as tx:
        adams = tx.get(Officer, town.adams)
        adams.email = ""
        tx.save(adams)
    assert new_ways(town.book, 300) == []


def told_otherwise(town: Town, event: Event, first: str, **about: Any) -> str:
    """What the employer's contact reads by another way than his first, which sent it back."""
    for channel in ("sms", "email"):
        set_setting(town.book, f"gateway.{channel}", '"json://localhost"')
    with town.book.action(Actor("Pat", NOW), "change", "contact") as tx:
        kim = tx.get(Contact, town.contact)
        kim.phone, kim.channel = "202 555 0188", first
        tx.save(kim)
        tell(tx, event, town.detail, only=Audience.EMPLOYER, **about)
    hand_over(town.book, NOW + GRACE, Refused("no such address"))
    ((channel, _, _),) = new_ways(town.book, 200)
    assert channel != first
    (row,) = town.book.reader().execute("SELECT body FROM message WHERE instead_of_id > 0")
    return str(row[0])


@pytest.mark.parametrize("first", ["email", "sms"])
def test_who_comes_instead_of_whom_is_said_by_the_other_way_too(town: Town, first: str) -> None:
    whom = {"officer_id": town.baker, "substitute_id": town.adams}
    words = told_otherwise(town, Event.FILLED, first, **whom)
    assert "Dana Adams comes instead of Lee Baker" in words
    assert "\n" not in words


@pytest.mark.parametrize("first", ["email", "sms"])
def test_when_somebody_late_will_be_there_is_said_too(town: Town, first: str) -> None:
    expected = About(expected_at=NOW + 11 * HOUR)
    words = told_otherwise(town, Event.LATE, first, officer_id=town.baker, about=expected)
    assert "Lee Baker" in words
    assert "19:00" in words


@pytest.mark.parametrize("first", ["email", "sms"])
def test_a_question_goes_by_the_other_way_with_its_number_once(town: Town, first: str) -> None:
    words = told_otherwise(town, Event.REMINDER, first, officer_id=town.baker)
    (code,) = town.book.reader().execute("SELECT code FROM reply_code").fetchone()
    assert "Lee Baker" in words
    assert words.count(code) == 1


@pytest.mark.parametrize("first", ["email", "sms"])
def test_what_the_coordinator_wrote_goes_whole(town: Town, first: str) -> None:
    more = {"text": "Bring boots.\n\nPark behind the hall.", "what": "Mud"}
    words = told_otherwise(town, Event.BROADCAST, first, about=About(more=more))
    assert "Bring boots. Park behind the hall." in words


def test_a_corrected_number_is_another_way(town: Town) -> None:
    asked = ask(town, Sent())
    asked.tell("bounced", 200)
    with town.book.action(Actor("Pat", NOW), "change", "officer") as tx:
        adams = tx.get(Officer, town.adams)
        adams.email, adams.phone = "", "202 555 0199"
        tx.save(adams)
    assert new_ways(town.book, 300) == [("sms", "+12025550199", asked.message)]
    rows = outbox_page(town.book.reader(), NOW + 300, OutboxFilter(event="offered"))
    assert len({row.subject for row in rows}) == 1


def test_two_clocks_at_once_take_one_other_way_and_settle_once(town: Town) -> None:
    asked = ask(town, Sent())
    asked.tell("bounced", 200)
    barrier = threading.Barrier(2)
    done: list[tuple[str, ...]] = []

    def run() -> None:
        own = Book(town.book.path)
        barrier.wait()
        done.append(follow_up(own, NOW + 300))
        done.append(follow_up(own, NOW + 9 * HOUR))
        own.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(chain(*done)) == ["1 told by another way.", "Offers: 1 unreached."]
    verbs = town.book.reader().execute("SELECT verb FROM action WHERE who = 'clock'").fetchall()
    assert sorted(verbs) == [("fall back",), ("settle offers",)]


def test_what_is_no_longer_true_is_not_said_again(town: Town) -> None:
    asked = ask(town, Sent())
    asked.tell("bounced", 200)
    with town.book.action(Actor("Pat", NOW + 210), "withdraw", "offer:1") as tx:
        withdraw_offers(tx, asked.position)
    assert new_ways(town.book, 300) == []


def test_an_offer_of_a_seat_that_is_taken_is_not_made_again(town: Town) -> None:
    asked = ask(town, Sent())
    asked.tell("bounced", 200)
    with town.book.action(Actor("Pat", NOW + 210), "assign", "position:1") as tx:
        tx.add(
            Assignment(
                position_id=asked.position,
                officer_id=town.baker,
                awarded_at=tx.now,
                starts_at=NOW + 10 * HOUR,
                ends_at=NOW + 18 * HOUR,
            )
        )
    assert new_ways(town.book, 300) == []


def test_of_several_messages_only_the_last_is_said_again(town: Town) -> None:
    asked = ask(town, Sent())
    asked.tell("bounced", 200)
    with town.book.action(Actor("Pat", NOW + 210), "remind", "position:1") as tx:
        tell(tx, Event.CLOSING, town.detail, officer_id=town.adams, position_id=asked.position)
    assert new_ways(town.book, 300) == []
    hand_over(town.book, NOW + 400, Refused("no such number"))
    ((channel, _, old),) = new_ways(town.book, 500)
    assert (channel, old) == ("email", asked.message + 1)
