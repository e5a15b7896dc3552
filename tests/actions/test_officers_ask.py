"""AVAIL, BUSY, SWAP, MINE, HELP and STOP of officers, and what is not theirs to say."""

import pytest

from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor
from coordinator.actions.staffing.offering import offer
from notify.gsm import parts
from storage.database import Book
from storage.models import Officer
from tests.actions.phones import (
    DESK,
    FIRST,
    PAT,
    Held,
    answer_of,
    code_for,
    coming,
    holder,
    one,
    open_seat,
    say,
    sms,
    state_of,
    take,
)
from tests.screens.town import DAY, HOUR, NOW


@pytest.mark.parametrize(
    ("text", "kind", "starts", "hours"),
    [
        ("AVAIL SAT 0800-1600", "available", NOW + 5 * DAY, 8),
        ("avail tomorrow", "available", NOW + 16 * HOUR, 24),
        ("BUSY mon 1000-1200", "unavailable", NOW + 2 * HOUR, 2),
        ("busy 6/14", "unavailable", NOW + 12 * DAY + 16 * HOUR, 24),
        ("avail 2026-06-14 1800-0200", "available", NOW + 13 * DAY + 10 * HOUR, 8),
    ],
)
def test_time_is_noted(town_book: Book, text: str, kind: str, starts: int, hours: int) -> None:
    say(town_book, FIRST, text)
    row = town_book.reader().execute(
        "SELECT kind, starts_at, ends_at, officer_id FROM availability"
    )
    assert row.fetchone() == (kind, starts, starts + hours * HOUR, FIRST), state_of(town_book)


@pytest.mark.parametrize("text", ["avail 5/14/2020", "avail 13/40", "busy today 0100-0200"])
def test_days_that_are_over_or_none_wait(town_book: Book, text: str) -> None:
    assert say(town_book, FIRST, text).startswith("Which day?")
    assert one(town_book, "SELECT count(*) FROM availability") == 0


def test_two_officers_change_places_by_text(town_book: Book) -> None:
    one_seat, other_seat = coming(town_book, 1), coming(town_book, 2)
    codes = code_for(town_book, 1, one_seat[1]), code_for(town_book, 2, other_seat[1])
    heard = say(town_book, 1, f"SWAP {codes[0]} {codes[1]}")
    assert heard.startswith("Asked the other.")
    assert holder(town_book, one_seat[1]) == 1
    theirs = str(
        one(town_book, "SELECT code FROM reply_code WHERE officer_id = 2 AND position_id = ?",
            one_seat[1])
    )  # fmt: skip
    assert say(town_book, 2, f"yes {theirs}", NOW + 60).endswith("It is settled.")
    assert (holder(town_book, one_seat[1]), holder(town_book, other_seat[1])) == (2, 1)
    assert verify_book(town_book).clean


def test_a_replacement_may_refuse(town_book: Book) -> None:
    assignment, position, officer, _, _ = coming(town_book, 3)
    code = code_for(town_book, officer, position)
    say(town_book, officer, f"swap {code} 1010")
    theirs = code_for(town_book, FIRST, position)
    assert "no exchange" in say(town_book, FIRST, f"no {theirs}", NOW + 60)
    assert one(town_book, "SELECT state FROM exchange") == "refused"
    assert holder(town_book, position) == officer
    assert "Nobody has the code or badge 77" in say(town_book, officer, f"swap {code} 77")
    assert assignment


def test_mine_lists_what_is_ahead_within_a_few_texts(town_book: Book) -> None:
    heard = say(town_book, 1, "MINE")
    assert parts(heard) <= 3
    assert heard.count("26-") == 3
    assert "June: " in heard
    assert "USD" in heard
    assert "nothing ahead" in say(town_book, FIRST, "mine")


def test_help_uses_the_agency_s_words(town_book: Book) -> None:
    set_setting(town_book, PAT, "replies.words", {"yes": ["oui"]})
    heard = say(town_book, FIRST, "help")
    assert heard.startswith("Send: OUI or NO code, OFF code SICK")
    assert len(heard) <= 160


def test_stop_is_honoured_at_once_and_start_takes_it_back(town_book: Book) -> None:
    position = open_seat(town_book)
    with town_book.action(PAT, "prefer", "officer:11") as tx:
        officer = tx.get(Officer, FIRST)
        officer.channel = "sms"
        tx.save(officer)
    set_setting(town_book, PAT, "gateway.sms", "set")
    offer(town_book, PAT, position, (FIRST,))
    waiting = "SELECT channel FROM message WHERE event = 'offered' AND state = 'queued'"
    assert one(town_book, waiting) == "sms"
    assert say(town_book, FIRST, "STOP").startswith("You get no more texts")
    # What had not left yet leaves by the way that he still lets us have.
    assert one(town_book, waiting) == "email"
    row = town_book.reader().execute("SELECT officer_id, state, source, stated_at FROM consent")
    assert row.fetchone() == (FIRST, "withdrawn", "text", NOW)
    offer(town_book, PAT, position, (FIRST,))
    later = "SELECT channel FROM message WHERE event = 'offered' ORDER BY id DESC"
    assert one(town_book, later) != "sms"
    say(town_book, FIRST, "START", NOW + 60)
    offer(town_book, Actor(DESK, NOW + 90), position, (FIRST,))
    assert one(town_book, later) == "sms"


def test_stop_of_a_stranger_is_kept_too(town_book: Book) -> None:
    take(town_book, sms("stop", "+16175550999"))
    assert one(town_book, "SELECT address FROM consent") == "+16175550999"
    assert state_of(town_book)[0] == "done"
    assert answer_of(town_book) == ""


def test_what_is_not_for_an_officer_waits(town_book: Book, held: Held) -> None:
    assert "not for you to say" in say(town_book, held[0], f"SEEN {held[1]}")
    assert state_of(town_book)[0] == "waiting"
