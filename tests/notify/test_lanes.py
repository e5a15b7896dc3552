import threading

from notify.lanes import AHEAD, WIDTHS, Lanes
from notify.parcels import Outcome, Parcel, Sent, Unknown


def parcel(channel: str, key: str = "k") -> Parcel:
    return Parcel(channel, key, "", "a", "", "text")


def test_a_slow_channel_holds_up_no_other() -> None:
    go = threading.Event()

    def hand_over(given: Parcel) -> Outcome:
        if given.channel == "email":
            go.wait(5)
        return Sent(given.key)

    lanes = Lanes(hand_over, lambda _channel: None)
    lanes.give(1, parcel("email"))
    lanes.give(2, parcel("sms", "text"))
    (first,) = lanes.collect()
    assert (first.ticket, first.outcome) == (2, Sent("text"))
    go.set()
    (second,) = lanes.collect()
    assert second.ticket == 1
    assert not lanes.busy()


def test_a_hand_over_that_does_not_end_is_given_up_and_the_next_goes_on() -> None:
    stuck, hung_up = threading.Event(), []

    def hand_over(given: Parcel) -> Outcome:
        if given.key == "stuck":
            stuck.wait(10)
        return Sent(given.key)

    lanes = Lanes(hand_over, hung_up.append, longest=0.1)
    lanes.give(1, parcel("email", "stuck"))
    lanes.give(2, parcel("email", "next"))
    (given_up,) = lanes.collect()
    assert isinstance(given_up.outcome, Unknown)
    assert hung_up == ["email"]
    (after,) = lanes.collect()
    assert (after.ticket, after.outcome) == (2, Sent("next"))
    stuck.set()
    assert lanes.collect() == ()


def test_room_is_what_the_threads_and_the_queue_take() -> None:
    go = threading.Event()

    def hand_over(_given: Parcel) -> Outcome:
        go.wait(5)
        return Sent()

    lanes = Lanes(hand_over, lambda _channel: None)
    assert lanes.room("email") == WIDTHS["email"] + AHEAD["email"]
    for ticket in range(lanes.room("sms")):
        lanes.give(ticket, parcel("sms"))
    assert lanes.room("sms") == 0
    assert lanes.room("email") > 0
    go.set()


def test_what_nobody_has_begun_can_be_taken_back() -> None:
    go, begun = threading.Event(), threading.Event()

    def hand_over(_given: Parcel) -> Outcome:
        begun.set()
        go.wait(5)
        return Sent()

    lanes = Lanes(hand_over, lambda _channel: None)
    for ticket in range(3):
        lanes.give(ticket, parcel("email"))
    begun.wait(5)
    assert lanes.take_back("email") == (1, 2)
    assert lanes.take_back("sms") == ()
    go.set()
    assert [result.ticket for result in lanes.collect()] == [0]
    assert not lanes.busy()
