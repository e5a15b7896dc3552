"""Offers run out in silence, or unreached."""

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.distribution.signing_up import sign_up
from coordinator.actions.jobs.details import cancel_detail as cancel
from coordinator.actions.results import Actor
from coordinator.actions.results import Refused as NotDone
from coordinator.actions.staffing.offering import record_call
from coordinator.actions.told.settling import SilenceTaken, take_silence_back
from notify.parcels import Failed, Outcome, Refused, Sent, Unknown
from tests.conftest import NOW
from tests.notify.asked import GRACE, ask
from tests.notify.conftest import HOUR, Town, set_setting


def test_the_window_begins_when_delivery_is_plausible(town: Town) -> None:
    asked = ask(town, Sent())
    assert asked.state == ("open", 2 * HOUR)
    asked.settle(GRACE + 299)
    assert asked.state == ("open", 2 * HOUR)
    asked.settle(GRACE + 300)
    assert asked.state == ("open", GRACE + 300 + 2 * HOUR)
    asked.tell("read", GRACE + 400)
    asked.settle(GRACE + 300 + 2 * HOUR - 1)
    assert asked.state[0] == "open"
    asked.settle(GRACE + 300 + 2 * HOUR)
    assert asked.state[0] == "expired"
    assert asked.silences(3 * HOUR) == ["no_answer"]


def test_a_hand_over_alone_is_no_proof_unless_the_agency_says_so(town: Town) -> None:
    asked = ask(town, Sent())
    asked.settle(3 * HOUR)
    assert asked.state[0] == "unreached"
    assert asked.silences(4 * HOUR) == []


def test_an_agency_that_trusts_its_gateways_counts_it(town: Town) -> None:
    set_setting(town.book, "offers.silence", '"plausible"')
    asked = ask(town, Sent())
    asked.settle(3 * HOUR)
    assert asked.state[0] == "expired"
    assert asked.silences(4 * HOUR) == ["no_answer"]
    # It came back after all: he keeps his turn.
    asked.tell("bounced", 4 * HOUR)
    asked.settle(5 * HOUR)
    assert asked.state[0] == "unreached"
    assert asked.silences(5 * HOUR) == []


@pytest.mark.parametrize("outcome", [None, Refused("no"), Failed("busy"), Unknown("broke")])
def test_who_got_nothing_loses_nothing(town: Town, outcome: Outcome | None) -> None:
    asked = ask(town, outcome)
    asked.settle(2 * HOUR - 1)
    assert asked.state[0] == "open"
    asked.settle(2 * HOUR)
    assert asked.state[0] == "unreached"
    assert asked.silences(3 * HOUR) == []


def test_a_silence_is_not_judged_before_a_dead_channel_would_be_seen(town: Town) -> None:
    set_setting(town.book, "offers.silence", '"plausible"')
    asked = ask(town, Sent(), seconds=600)
    asked.settle(GRACE + 300 + 600)
    assert asked.state[0] == "open"
    asked.settle(GRACE + 300 + 600 + 1_800)
    assert asked.state[0] == "expired"


def test_who_asked_for_it_is_not_silent(town: Town) -> None:
    asked = ask(town, Sent())
    asked.tell("delivered", 200)
    sign_up(town.book, Actor("Adams", NOW + 300), (asked.position,), town.adams)
    asked.settle(9 * HOUR)
    assert asked.state[0] == "open"
    assert asked.silences(9 * HOUR) == []
    asked.settle(10 * HOUR)
    assert asked.state[0] == "withdrawn"


@pytest.mark.parametrize(
    ("outcome", "state", "heard"),
    [("refused", "open", ["refused"]), ("rings_back", "expired", ["no_answer"]),
     ("no_answer", "unreached", ["no_answer"])],
)  # fmt: skip
def test_a_call_shows_that_he_was_reached(
    town: Town, outcome: str, state: str, heard: list[str]
) -> None:
    asked = ask(town, None)
    call = Actor("Pat", NOW + 300)
    record_call(town.book, call, asked.position, town.adams, outcome)
    asked.settle(5 * HOUR)
    assert asked.state[0] == state
    assert asked.silences(6 * HOUR) == heard


def test_an_answer_that_waits_is_no_silence(town: Town) -> None:
    asked = ask(town, Sent())
    asked.tell("answered", HOUR)
    asked.settle(9 * HOUR)
    assert asked.state[0] == "open"


def test_who_heard_just_before_the_start_had_not_his_time(town: Town) -> None:
    asked = ask(town, Sent(), seconds=8 * HOUR)
    asked.tell("delivered", 7 * HOUR)
    asked.settle(10 * HOUR)
    assert asked.state == ("unreached", 10 * HOUR)


def test_a_withdrawn_or_answered_offer_is_left_alone(town: Town) -> None:
    asked = ask(town, Sent())
    cancel(town.book, Actor("Pat", NOW + 500), town.detail, "rain")
    before = asked.state
    asked.settle(9 * HOUR)
    assert asked.state == before
    assert before[0] == "withdrawn"


def test_a_silence_that_was_taken_back_can_be_put_back(town: Town) -> None:
    asked = ask(town, Sent())
    asked.tell("delivered", 200)
    asked.settle(9 * HOUR)
    later = Actor("Pat", NOW + 9 * HOUR)
    taken = take_silence_back(town.book, later, asked.position, town.adams, "phone in repair")
    assert isinstance(taken, SilenceTaken)
    assert asked.silences(10 * HOUR) == []
    assert isinstance(undo_last(town.book, later), Undone)
    assert asked.silences(10 * HOUR) == ["no_answer"]
    asked.settle(11 * HOUR)
    assert asked.state[0] == "expired"
    refused = take_silence_back(town.book, later, asked.position, town.adams, " ")
    assert isinstance(refused, NotDone)
