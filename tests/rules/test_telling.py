"""When somebody was plausibly reached, and when a channel has gone quiet."""

import random
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.message_words import ReportKind
from coordinator.rules.telling import (
    FOREVER,
    KNOWN,
    ODDS,
    PLAUSIBLE_SECONDS,
    RIPE_SECONDS,
    SHOWING,
    Health,
    Heard,
    Reached,
    Sign,
    Try,
    came_back,
    health,
    may_still_arrive,
    reached,
    wants_another_way,
)

MINUTE, DAY = 60, 86_400
WELL: dict[str, Health] = {}
RECEIPTS = {"sms": Health(receipts=True)}


def sms(handed_at: int | None = 0, *heard: tuple[str, int], over: bool = False) -> Try:
    return Try("sms", handed_at, over, tuple(Heard(*each) for each in heard))


def test_a_hand_over_that_nothing_comes_back_of_is_plausible_after_a_while() -> None:
    wait = PLAUSIBLE_SECONDS["sms"]
    assert reached([sms()], wait - 1, WELL) is None
    assert reached([sms()], wait, WELL) == Reached(wait, shown=False)


@pytest.mark.parametrize(
    "told",
    [
        sms(None),
        sms(None, over=True),
        sms(0, ("bounced", 40)),
        sms(0, ("delayed", 40)),
    ],
)
def test_what_did_not_go_or_came_back_reached_nobody(told: Try) -> None:
    assert reached([told], DAY, WELL) is None


def test_a_dead_channel_reaches_nobody_and_a_receipt_is_missed_where_there_are_some() -> None:
    assert reached([sms(50)], DAY, {"sms": Health(dead=((50, 60),))}) is None
    assert reached([sms(60)], DAY, {"sms": Health(dead=((50, 60),))}) is not None
    assert reached([sms()], DAY, RECEIPTS) is None
    assert reached([sms(0, ("delivered", 7))], DAY, RECEIPTS) == Reached(7, shown=True)


def test_an_answer_shows_it_whatever_came_back() -> None:
    told = sms(0, ("bounced", 40), ("answered", 900))
    assert reached([told], DAY, {"sms": Health(dead=((0, FOREVER),))}) == Reached(900, shown=True)


def test_the_first_way_that_reached_him_counts() -> None:
    mail = Try("email", 100)
    assert reached([mail, sms(3_000, ("read", 5_000))], DAY, WELL) == Reached(700, shown=True)


def test_another_way_is_taken_at_once_after_a_bounce_and_late_for_want_of_a_receipt() -> None:
    assert wants_another_way(sms(0, ("bounced", 9)), 0, 600, 10, WELL)
    assert wants_another_way(sms(None, over=True), 0, 600, 1, WELL)
    assert not wants_another_way(sms(None), 0, 600, 599, WELL)
    assert wants_another_way(sms(None), 0, 600, 600, WELL)
    assert not wants_another_way(sms(0), 0, 600, 600, WELL)
    assert wants_another_way(sms(0), 0, 600, 600, RECEIPTS)
    assert wants_another_way(sms(0, ("delayed", 9)), 0, 600, 600, WELL)
    assert not wants_another_way(sms(0, ("bounced", 9), ("answered", 20)), 0, 600, DAY, WELL)


def test_a_channel_is_given_time_to_be_found_dead() -> None:
    assert may_still_arrive([sms(None)], DAY, WELL)
    assert not may_still_arrive([sms(None, over=True)], DAY, WELL)
    assert may_still_arrive([sms(0)], RIPE_SECONDS - 1, WELL)
    assert not may_still_arrive([sms(0)], RIPE_SECONDS, WELL)
    assert not may_still_arrive([sms(0, ("bounced", 3))], 4, WELL)


def test_came_back_is_said_of_all_that_went_only() -> None:
    back = sms(0, ("bounced", 9))
    assert came_back([back, sms(None, over=True)], WELL)
    assert not came_back([back, sms(0)], WELL)
    assert not came_back([sms(None, over=True)], WELL)
    assert not came_back([sms(0, ("bounced", 9), ("answered", 20))], WELL)


KINDS = st.sampled_from(list(ReportKind))
INSTANTS = st.integers(0, 4_000)
TRIES = st.builds(
    Try,
    st.sampled_from(["sms", "email"]),
    st.none() | INSTANTS,
    st.booleans(),
    st.lists(st.builds(Heard, KINDS, INSTANTS), max_size=3).map(tuple),
)


@given(st.lists(TRIES, max_size=4), INSTANTS, st.booleans())
def test_reached_is_what_a_plain_reading_says(tries: list[Try], now: int, receipts: bool) -> None:
    channels = {"sms": Health(((1_000, 2_000),), receipts)}
    found = []
    for told in tries:
        found += [(heard.at, True) for heard in told.heard if heard.kind in SHOWING]
        bad = any(heard.kind in ("bounced", "delayed", "delivered") for heard in told.heard)
        if told.handed_at is None or bad:
            continue
        if told.channel == "sms" and (receipts or 1_000 <= told.handed_at < 2_000):
            continue
        at = told.handed_at + PLAUSIBLE_SECONDS[told.channel]
        if at <= now:
            found.append((at, False))
    expected = Reached(min(at for at, _ in found), any(s for _, s in found)) if found else None
    assert reached(tries, now, channels) == expected


# ── dead channels ────────────────────────────────────────────────────────────────────────────


def lively(
    number: int, share: float, dice: random.Random, *, start: int = 0, gap: int = 900
) -> list[Sign]:
    """Messages of which a share is said to be delivered within seconds."""
    found = []
    for n in range(number):
        at = start + n * gap
        told = at + dice.randint(2, 40) if dice.random() < share else None
        found.append(Sign(at, f"{dice.randint(1, 60)}", False, told, told))
    return found


def dead(number: int, start: int, *, failed: bool = False, gap: int = 60) -> list[Sign]:
    people = count()
    return [Sign(start + n * gap, f"x{next(people)}", failed) for n in range(number)]


@pytest.mark.parametrize("share", [0.7, 0.8, 0.95])
def test_ten_silent_messages_are_a_dead_channel(share: float) -> None:
    before = lively(300, share, random.Random(5))
    last = max(sign.at for sign in before if sign.alive_at)
    before = [sign for sign in before if sign.at <= last]
    silent = dead(10, last + 900)
    now = silent[-1].at + 5 * MINUTE
    assert health([*before, *silent], now).quiet_since == silent[0].at
    assert health([*before, *silent[:2]], now).quiet_since is None
    assert health(before, now) == Health((), receipts=True)


def test_where_answers_are_rare_ten_silent_messages_say_nothing() -> None:
    before = lively(300, 0.2, random.Random(5))
    silent = dead(10, before[-1].at + 900)
    assert health([*before, *silent], silent[-1].at + DAY).quiet_since is None
    assert not health(before, before[-1].at + DAY).receipts
    silent = dead(80, before[-1].at + 900)
    assert health([*before, *silent], silent[-1].at + DAY).quiet_since is not None


def test_refusals_tell_from_the_first_day_on_and_one_bad_address_does_not() -> None:
    refused = dead(10, 0, failed=True)
    assert health(refused, 900).quiet_since == 0
    assert health(refused[:3], 900).quiet_since is None
    one_address = [sign._replace(address="one") for sign in refused]
    assert health(one_address, 900).quiet_since is None


def test_a_channel_that_comes_back_was_dead_for_that_span_and_is_judged_as_before() -> None:
    dice = random.Random(8)
    before = lively(200, 0.9, dice)
    silent = dead(200, before[-1].at + 900)
    after = lively(5, 1.0, dice, start=silent[-1].at + 900)
    found = health([*before, *silent, *after], after[-1].at + DAY)
    ((start, end),) = found.dead
    assert (start <= silent[0].at, end) == (True, after[0].at)
    assert found.quiet_since is None
    assert found.receipts  # the dead span is not what is usual
    assert found.dead_at(silent[50].at)
    assert not found.dead_at(after[0].at)


def test_too_little_is_known_of_a_new_channel() -> None:
    before = lively(KNOWN - 5, 1.0, random.Random(1))
    silent = dead(30, before[-1].at + 900)
    assert health([*before, *silent], silent[-1].at + DAY) == Health()


def test_what_is_not_old_enough_for_a_receipt_speaks_for_nothing() -> None:
    before = lively(100, 0.95, random.Random(2))
    silent = dead(10, before[-1].at + 900, gap=0)
    assert health([*before, *silent], silent[-1].at + 1).quiet_since is None
    assert health([*before, *silent], silent[-1].at + MINUTE).quiet_since is not None


def false_alarms(years: int, a_year: int, share: float) -> int:
    """Of a living channel on which a share of the messages is lost, looked at after each."""
    alarms = 0
    for year in range(years):
        dice = random.Random(year)
        run, losing, past = 0, False, lively(KNOWN + 170, share, dice)
        for n, sign in enumerate(lively(a_year, share, dice, start=past[-1].at + 900)):
            past = [*past[1:], sign]
            run = run + 1 if sign.alive_at is None else 0
            if run < 3:  # fewer are never a dead channel
                losing = False
                continue
            flagged = health(past, sign.at + 899).quiet_since is not None
            alarms += flagged and not losing
            losing = flagged
            assert n >= 0
    return alarms


def test_a_living_channel_is_hardly_ever_called_dead() -> None:
    assert false_alarms(1, 3_000, 0.8) <= 3_000 / ODDS * 3 + 1


@pytest.mark.soak
def test_false_alarms_keep_to_their_bound() -> None:
    messages = 20 * 5_000
    for share in (0.7, 0.8, 0.9):
        alarms = false_alarms(20, 5_000, share)
        print(f"{share:.0%} told of: {alarms} false alarms in {messages} messages")
        assert alarms <= messages / ODDS
