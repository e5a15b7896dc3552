import threading
from collections.abc import Callable
from dataclasses import replace

from notify.lanes import AHEAD, WIDTHS, Lanes
from notify.parcels import Failed, Outcome, Parcel, Sent, Unknown

Meanwhile = Callable[[], None]


def as_it_is(given: Parcel) -> Parcel | Outcome:
    return given


def parcel(channel: str, key: str = "k") -> Parcel:
    return Parcel(channel, key, "", "a", "", "text")


def test_a_slow_channel_holds_up_no_other() -> None:
    go = threading.Event()

    def hand_over(given: Parcel, _meanwhile: Meanwhile) -> Outcome:
        if given.channel == "email":
            go.wait(5)
        return Sent(given.key)

    lanes = Lanes(as_it_is, hand_over, lambda _channel: None)
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

    def hand_over(given: Parcel, _meanwhile: Meanwhile) -> Outcome:
        if given.key == "stuck":
            stuck.wait(10)
        return Sent(given.key)

    lanes = Lanes(as_it_is, hand_over, hung_up.append, longest=0.1)
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

    def hand_over(_given: Parcel, _meanwhile: Meanwhile) -> Outcome:
        go.wait(5)
        return Sent()

    lanes = Lanes(as_it_is, hand_over, lambda _channel: None)
    assert lanes.room("email") == WIDTHS["email"] + AHEAD["email"]
    for ticket in range(lanes.room("sms")):
        lanes.give(ticket, parcel("sms"))
    assert lanes.room("sms") == 0
    assert lanes.room("email") > 0
    go.set()


def test_what_nobody_has_begun_can_be_taken_back() -> None:
    go, begun = threading.Event(), threading.Event()

    def hand_over(_given: Parcel, _meanwhile: Meanwhile) -> Outcome:
        begun.set()
        go.wait(5)
        return Sent()

    lanes = Lanes(as_it_is, hand_over, lambda _channel: None)
    for ticket in range(3):
        lanes.give(ticket, parcel("email"))
    begun.wait(5)
    assert lanes.take_back("email") == (1, 2)
    assert lanes.take_back("sms") == ()
    go.set()
    assert [result.ticket for result in lanes.collect()] == [0]
    assert not lanes.busy()


def test_a_run_that_is_over_leaves_no_thread_behind() -> None:
    before = set(threading.enumerate())
    lanes = Lanes(as_it_is, lambda _parcel, _meanwhile: Sent(), lambda _channel: None)
    for ticket in range(6):
        lanes.give(ticket, parcel("sms"))
    while lanes.busy():
        lanes.collect()
    left = set(threading.enumerate()) - before
    assert left
    lanes.close()
    for thread in left:
        thread.join(5)
    assert not any(thread.is_alive() for thread in left)


def test_the_next_mail_is_made_ready_while_the_one_before_is_handed_over() -> None:
    go, seen = threading.Event(), []

    def ready(given: Parcel) -> Parcel | Outcome:
        seen.append(f"{given.key} made")
        return Failed("no paper") if given.key == "b" else replace(given, mail=b"mail")

    def hand_over(given: Parcel, meanwhile: Meanwhile) -> Outcome:
        go.wait(5)
        meanwhile()
        seen.append(f"{given.key} {given.mail.decode()}")
        return Sent(given.key)

    lanes = Lanes(ready, hand_over, lambda _channel: None)
    for ticket, key in enumerate("abc"):
        lanes.give(ticket, parcel("email", key))
    go.set()
    results = {}
    while lanes.busy():
        results |= {result.ticket: result.outcome for result in lanes.collect()}
    assert results == {0: Sent("a"), 1: Failed("no paper"), 2: Sent("c")}
    assert seen == ["a made", "b made", "a mail", "c made", "c mail"]


def test_all_that_went_well_is_told_of_in_order() -> None:
    lanes = Lanes(as_it_is, lambda given, _meanwhile: Sent(given.key), lambda _channel: None)
    told: list[int] = []
    given = 0
    while lanes.busy() or given < 60:
        for _ in range(min(60 - given, lanes.room("email"))):
            lanes.give(given, parcel("email"))
            given += 1
        told += [result.ticket for result in lanes.collect()]
    assert told == list(range(60))
