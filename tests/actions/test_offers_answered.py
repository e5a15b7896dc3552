"""YES and NO of officers to an offer, a posted position and a seat of their own."""

import pytest

from coordinator.actions.answers.answers_in_turn import settle_waiting
from coordinator.actions.answers.receiving import receive_due
from coordinator.actions.answers.reviewing import Reviewed, accept
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.people.roster import begin_status
from coordinator.actions.policy.policies import adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.offering import offer
from coordinator.actions.staffing.staffing import assign, refill
from storage.database import Book
from storage.models import Offer
from storage.queries.messages.waiting_answers import TAKEN
from tests.actions.phones import (
    DESK,
    FIRST,
    PAT,
    SECOND,
    THIRD,
    answer_of,
    code_for,
    coming,
    holder,
    number_of,
    offers,
    one,
    open_seat,
    say,
    sms,
    state_of,
    take,
)
from tests.screens.town import NOW

WARNING = """
name = "Warning"
effective_on = 2026-01-01
[[rotation]]
[[rotation.key]]
by = "seniority"
[[clause]]
kind = "max_hours"
number = "9.3"
window = "week"
hours = 2
severity = "warns"
[[clause]]
kind = "schedule_fresh"
number = "5.1"
days = 1
severity = "warns"
"""


@pytest.fixture
def offered(town_book: Book) -> tuple[int, dict[int, str]]:
    """A seat that was called off, offered to three officers: it, and their codes."""
    _, position, officer, _, _ = coming(town_book, 5)
    take(town_book, sms(f"OFF {code_for(town_book, officer, position)} sick", number_of(officer)))
    wave = offer(town_book, PAT, position, (FIRST, SECOND, THIRD))
    assert not isinstance(wave, Refused)
    return position, {who: code_for(town_book, who, position) for who in (FIRST, SECOND, THIRD)}


def test_the_first_yes_takes_a_called_off_seat_and_everybody_hears(
    town_book: Book, offered: tuple[int, dict[int, str]]
) -> None:
    position, codes = offered
    heard = say(town_book, SECOND, f"yes {codes[SECOND]}", NOW + 60)
    assert heard.startswith("It is yours: detail 26-")
    assert holder(town_book, position) == SECOND
    assert offers(town_book, position) == ["withdrawn", "accepted", "withdrawn"]
    assert one(town_book, "SELECT verb FROM action ORDER BY id DESC") == "refill"
    told = town_book.reader().execute(
        "SELECT DISTINCT audience FROM message WHERE event = 'filled' AND state = 'queued'"
    )
    assert {"substitute", "employer"} <= {who for (who,) in told}
    assert "is taken or off" in say(town_book, FIRST, f"yes {codes[FIRST]}", NOW + 90)
    assert holder(town_book, position) == SECOND
    assert verify_book(town_book).clean


def test_where_turns_count_a_yes_waits_for_those_before_him(
    town_book: Book, offered: tuple[int, dict[int, str]]
) -> None:
    position, codes = offered
    set_setting(town_book, PAT, "replies.first_yes", False)
    say(town_book, THIRD, f"yes {codes[THIRD]}", NOW + 60)
    say(town_book, SECOND, f"yes {codes[SECOND]}", NOW + 90)
    assert holder(town_book, position) is None
    assert state_of(town_book)[1].startswith("Before him in the wave: ")
    assert settle_waiting(town_book, NOW + 100) == ()
    say(town_book, FIRST, f"no {codes[FIRST]}", NOW + 120)
    found = receive_due(town_book, lambda: NOW + 130, only={})
    assert (found.filled, found.sentence) == (1, "1 seat(s) filled by turn")
    assert holder(town_book, position) == SECOND
    assert not receive_due(town_book, lambda: NOW + 131, only={}).busy
    rows = "SELECT state, reason FROM received WHERE officer_id = ?"
    assert town_book.reader().execute(rows, (THIRD,)).fetchone() == ("done", TAKEN)
    told = "SELECT body FROM message WHERE officer_id = ? AND event = 'reply' ORDER BY id DESC"
    assert "You need not come." in str(one(town_book, told, THIRD))
    count = "SELECT count(*) FROM message"
    before = one(town_book, count)
    assert settle_waiting(town_book, NOW + 140) == ()
    assert one(town_book, count) == before


def test_a_yes_to_a_seat_that_is_taken_waits_no_longer_until_it_is_open_again(
    town_book: Book, offered: tuple[int, dict[int, str]]
) -> None:
    position, codes = offered
    set_setting(town_book, PAT, "replies.automatic", ["call_off"])
    say(town_book, FIRST, f"yes {codes[FIRST]}", NOW + 60)
    assert settle_waiting(town_book, NOW + 70) == ()
    assert state_of(town_book)[0] == "waiting"
    refill(town_book, Actor(DESK, NOW + 80), position, SECOND, reason="rang him")
    settle_waiting(town_book, NOW + 90)
    assert state_of(town_book) == ("done", TAKEN)
    assert isinstance(undo_last(town_book, Actor(DESK, NOW + 100)), Undone)
    settle_waiting(town_book, NOW + 110)
    assert state_of(town_book)[0] == "waiting"
    assert isinstance(accept(town_book, Actor(DESK, NOW + 120), (2,)), Reviewed)
    assert holder(town_book, position) == FIRST


def test_a_turn_passes_when_the_time_to_answer_is_over(
    town_book: Book, offered: tuple[int, dict[int, str]]
) -> None:
    position, codes = offered
    set_setting(town_book, PAT, "replies.first_yes", False)
    say(town_book, SECOND, f"yes {codes[SECOND]}", NOW + 60)
    expires = int(str(one(town_book, "SELECT max(expires_at) FROM offer")))
    assert settle_waiting(town_book, expires - 1) == ()
    if settle_waiting(town_book, expires):
        assert holder(town_book, position) == SECOND
    else:
        starts = one(town_book, "SELECT starts_at FROM position WHERE id = ?", position)
        assert starts == expires


def test_who_may_not_take_it_is_told_the_clause_and_waits(
    town_book: Book, offered: tuple[int, dict[int, str]]
) -> None:
    position, codes = offered
    begin_status(town_book, PAT, FIRST, "suspended", "2026-05-01", None, "")
    heard = say(town_book, FIRST, f"yes {codes[FIRST]}", NOW + 60)
    assert holder(town_book, position) is None
    assert "uspended" in heard
    assert state_of(town_book)[0] == "waiting"
    assert offers(town_book, position) == ["accepted", "open", "open"]


def test_a_yes_after_the_offer_closed_waits(
    town_book: Book, offered: tuple[int, dict[int, str]]
) -> None:
    position, codes = offered
    with town_book.action(PAT, "shorten", "offer") as tx:
        row = tx.get(Offer, int(str(one(town_book, "SELECT min(id) FROM offer"))))
        row.expires_at = NOW + 30
        tx.save(row)
    say(town_book, FIRST, f"yes {codes[FIRST]}", NOW + 60)
    assert state_of(town_book) == ("waiting", "His yes came after the offer had closed.")
    assert offers(town_book, position)[0] == "open"
    # What counts is when it reached us, and not when it was read.
    take(town_book, sms(f"yes {codes[SECOND]}", number_of(SECOND), NOW + 20), now=NOW + 600)
    assert holder(town_book, position) == SECOND


def test_a_yes_to_an_ordinary_offer_waits_for_the_coordinator(town_book: Book) -> None:
    position = open_seat(town_book)
    offer(town_book, PAT, position, (FIRST,))
    code = code_for(town_book, FIRST, position)
    heard = say(town_book, FIRST, f"Yes please {code}")
    assert "You are not on it until we tell you." in heard
    assert state_of(town_book) == ("waiting", "He says yes: accept it to award.")
    assert offers(town_book, position) == ["accepted"]
    assert one(town_book, "SELECT source FROM interest WHERE officer_id = ?", FIRST) == "text"
    set_setting(town_book, PAT, "replies.automatic", ["award"])
    offer(town_book, PAT, position, (SECOND,))
    say(town_book, SECOND, f"yes {code_for(town_book, SECOND, position)}")
    assert holder(town_book, position) == SECOND


def test_a_warning_is_acknowledged_before_it_is_taken(
    town_book: Book, offered: tuple[int, dict[int, str]]
) -> None:
    position, codes = offered
    adopt_policy(town_book, PAT, WARNING)
    heard = say(town_book, FIRST, f"yes {codes[FIRST]}", NOW + 60)
    assert "9.3" in heard
    # How old the schedule is is the coordinator's to worry about.
    assert "5.1" not in heard
    assert heard.endswith(f"Take it all the same? YES {codes[FIRST]} AGREE")
    assert (holder(town_book, position), offers(town_book, position)[0]) == (None, "open")
    say(town_book, FIRST, f"YES {codes[FIRST]} AGREE", NOW + 90)
    assert holder(town_book, position) == FIRST
    assert "9.3" in str(one(town_book, "SELECT reason FROM decision ORDER BY id DESC"))


def test_an_offer_is_declined_and_what_that_costs_is_said(
    town_book: Book, offered: tuple[int, dict[int, str]]
) -> None:
    position, codes = offered
    heard = say(town_book, FIRST, f"no {codes[FIRST]}", NOW + 60)
    assert heard.startswith("Noted: you do not take detail 26-")
    assert offers(town_book, position) == ["declined", "open", "open"]
    assert one(town_book, "SELECT answered_at FROM offer ORDER BY id") == NOW + 60
    # He may think better of a no only with the coordinator.
    say(town_book, FIRST, f"yes {codes[FIRST]}", NOW + 90)
    assert state_of(town_book) == ("waiting", "He says yes; his offer is declined.")


def test_a_yes_is_taken_back_while_nothing_was_awarded(town_book: Book) -> None:
    position = open_seat(town_book)
    offer(town_book, PAT, position, (FIRST,))
    code = code_for(town_book, FIRST, position)
    say(town_book, FIRST, f"yes {code}")
    assert state_of(town_book)[0] == "waiting"
    say(town_book, FIRST, f"no {code}", NOW + 60)
    assert one(town_book, "SELECT count(*) FROM received WHERE state = 'waiting'") == 0
    assert offers(town_book, position) == ["declined"]
    assert one(town_book, "SELECT withdrawn_at FROM interest") == NOW + 60


def test_a_posted_position_is_asked_for_and_let_go(town_book: Book) -> None:
    position = open_seat(town_book)
    code = code_for(town_book, FIRST, position)
    take(town_book, sms(f"yes {code}", number_of(FIRST), NOW - 500))
    assert answer_of(town_book).startswith("You asked for detail 26-")
    assert one(town_book, "SELECT expressed_at FROM interest") == NOW - 500
    assert "asks for" in state_after(town_book, FIRST, f"yes {code}")
    say(town_book, FIRST, f"no {code}")
    assert one(town_book, "SELECT withdrawn_at FROM interest") == NOW


def test_a_seat_is_confirmed_but_never_given_back_by_no(town_book: Book) -> None:
    position = open_seat(town_book)
    assign(town_book, PAT, position, FIRST, reason="asked")
    code = code_for(town_book, FIRST, position)
    assert say(town_book, FIRST, f"NO {code}").endswith(f"send OFF {code} and why.")
    assert state_of(town_book)[0] == "waiting"
    assert say(town_book, FIRST, f"YES {code}").startswith("Confirmed: detail 26-")
    row = "SELECT state FROM assignment ORDER BY id DESC"
    assert one(town_book, row) == "confirmed"
    assert "nothing more is needed" in say(town_book, FIRST, f"YES {code}")


def state_after(book: Book, officer: int, text: str) -> str:
    say(book, officer, text)
    return state_of(book)[1]
