"""Pricing against slow, obvious oracles, and how a card explains itself."""

from collections import Counter
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.documents import Problem
from coordinator.rules.rates import (
    Equipment,
    Event,
    Priced,
    RateCard,
    Unpriced,
    Work,
    price,
    read_card,
)
from coordinator.rules.rates.hours import HourFacts
from coordinator.rules.rates.limiting import Least, Round, StepTable

ZONE = "America/New_York"
HEAD = 'name = "Card"\neffective_on = 2020-01-01\n'
CARD = (
    HEAD
    + """
[[holiday]]
name = "Independence Day"
on = ["07-04"]

[[bill.rate]]
when = { role = "sergeant" }
rate = 80.33

[[bill.rate]]
label = "after 6 h"
after = 6
rate = 75.15

[[bill.rate]]
rate = 60.10

[[bill.premium]]
label = "night"
on = ["monday", "friday"]
between = [22:00:00, 06:00:00]
times = 1.5

[[bill.premium]]
label = "weekend"
week = ["saturday 06:00", "sunday 18:00"]
add = 7

[[bill.premium]]
label = "holiday"
on = ["holiday"]
add = 20

[[bill.fee]]
percent = 7.5
of = ["officers", "equipment"]

[[bill.equipment]]
kind = "vehicle"
rate = 12.35

[[bill.tax]]
percent = 13
of = ["fees"]
"""
)


def card(text: str) -> RateCard:
    found = read_card(text)
    assert isinstance(found, RateCard), found
    return found


def problems(text: str) -> tuple[Problem, ...]:
    found = read_card(text)
    assert not isinstance(found, RateCard)
    return found


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp())


def one(role: str, start: int, minutes: int, key: str = "1") -> Work:
    return Work(key, role, "", start, start + minutes * 60, 0, (), start, start + minutes * 60)


def priced(text: str, event: Event, side: str = "bill") -> Priced:
    found = price(card(text), event, side)
    assert isinstance(found, Priced), found
    return found


# Around both clock changes, the holiday, and ordinary weeks.
starts = st.one_of(
    st.integers(instant("2026-03-05T00:00"), instant("2026-03-10T00:00")),
    st.integers(instant("2026-10-30T00:00"), instant("2026-11-03T00:00")),
    st.integers(instant("2026-07-02T00:00"), instant("2026-07-06T00:00")),
).map(lambda at: at // 60 * 60)
roles = st.sampled_from(["officer", "sergeant"])
works = st.builds(one, roles, starts, st.integers(1, 30 * 60))


def minute_rate(start: int, done: int, role: str) -> Decimal:
    """The price of one minute's hour, from the words of the card, minute by minute."""
    local = datetime.fromtimestamp(start + done * 60, ZoneInfo(ZONE))
    clock, day = local.time(), local.date()
    rate = Decimal("80.33" if role == "sergeant" else "75.15" if done >= 360 else "60.10")
    began = day if clock >= time(22) else day - timedelta(days=1)
    if (clock >= time(22) or clock < time(6)) and began.weekday() in (0, 4):
        rate *= Decimal("1.5")
    saturday = day.weekday() == 5 and clock >= time(6)
    sunday = day.weekday() == 6 and clock < time(18)
    if saturday or sunday:
        rate += 7
    return rate + (20 if (day.month, day.day) == (7, 4) else 0)


@given(works)
def test_each_minute_is_priced_as_the_card_says(work: Work) -> None:
    assert work.started_at is not None
    lines = priced(CARD, Event(ZONE, work.started_at, (work,))).lines
    found: Counter[Decimal] = Counter()
    for line in lines:
        if line.kind == "officer":
            found[Decimal(line.rate or 0)] += line.minutes or 0
    oracle = Counter(
        minute_rate(work.started_at, done, work.role) for done in range(work.worked_minutes)
    )
    assert found == oracle


@given(st.lists(works, min_size=1, max_size=5), st.randoms())
def test_total_is_the_sum_of_its_lines_in_any_order(people: list[Work], random: object) -> None:
    things = (Equipment("v", "vehicle", people[0].started_at or 0, people[0].ended_at or 0),)
    event = Event(ZONE, people[0].started_at or 0, tuple(people), things)
    first = priced(CARD, event)
    assert first.total_cents == sum(line.amount_cents for line in first.lines)
    shuffled = list(people)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    second = priced(CARD, Event(ZONE, event.starts_at, tuple(shuffled), things))
    assert second.total_cents == first.total_cents
    assert Counter(second.lines) == Counter(first.lines)


@given(st.integers(1, 2000), st.sampled_from([5, 15, 30, 60, 240]), st.integers(0, 14))
def test_rounding_up_with_grace(minutes: int, step: int, grace: int) -> None:
    found = Round(step, "up", grace).run(minutes, HourFacts(minutes))
    part = minutes % step
    oracle = minutes if not part else minutes - part + (step if part >= max(grace, 1) else 0)
    assert found == oracle


@given(st.integers(1, 2000), st.sampled_from([15, 30, 60]))
def test_nearest_is_never_further_than_half_a_step(minutes: int, step: int) -> None:
    found = Round(step, "nearest").run(minutes, HourFacts(minutes))
    assert found % step == 0
    assert abs(found - minutes) * 2 <= step


@given(st.integers(0, 1500), st.integers(0, 1500))
def test_more_work_is_never_billed_less(first: int, second: int) -> None:
    for step in (Round(30), Round(60, over=480), Least(240), StepTable(((240, 240), (480, 480)))):
        low, high = sorted((first, second))
        assert step.run(low, HourFacts(low)) <= step.run(high, HourFacts(high))


def test_a_step_over_a_limit_leaves_the_hours_below_it_alone() -> None:
    step = Round(120, over=480)
    assert [step.run(m, HourFacts(m)) for m in (300, 480, 481, 600, 601)] == [
        300,
        480,
        600,
        600,
        720,
    ]


def test_the_order_of_the_steps_is_the_cards() -> None:
    least_first = HEAD + (
        '[[bill.hours]]\nstep = "least"\nhours = 3.25\n'
        '[[bill.hours]]\nstep = "round"\nminutes = 60\n[[bill.rate]]\nrate = 10\n'
    )
    round_first = HEAD + (
        '[[bill.hours]]\nstep = "round"\nminutes = 60\n'
        '[[bill.hours]]\nstep = "least"\nhours = 3.25\n[[bill.rate]]\nrate = 10\n'
    )
    event = Event(ZONE, 0, (one("officer", 0, 130),))
    assert priced(least_first, event).total_cents == 4000
    assert priced(round_first, event).total_cents == 3250


def test_every_line_unfolds_to_its_clauses_and_figures() -> None:
    start = instant("2026-06-05T18:00")
    line = priced(CARD, Event(ZONE, start, (one("officer", start, 300),))).lines[1]
    assert [step.words for step in line.trace] == [
        "worked 5 h, ordered 5 h",
        "officer: 60.10 an hour",
        "night: 60.10 x 1.5 = 90.15 an hour",
        "2026-06-05 22:00 to 23:00",
        "1 h x 90.15 = 90.15",
    ]
    assert [step.clause for step in line.trace] == [
        "hours",
        "bill.rate[3]",
        "bill.premium[1]",
        "when",
        "amount",
    ]


def test_what_the_card_does_not_price_is_said_not_guessed() -> None:
    only = HEAD + '[[bill.rate]]\nwhen = { role = "officer" }\nrate = 10\n'
    event = Event(ZONE, 0, (one("pilot", 0, 60),))
    assert price(card(only), event, "bill") == Unpriced(
        ("Card: no rate for pilot on 1969-12-31 (bill side).",)
    )
    assert isinstance(price(card(CARD), event, "pay"), Unpriced)


def test_exempt_employers_bear_no_fee_and_no_tax() -> None:
    work = (one("officer", 0, 60),)
    exempt = Event(ZONE, 0, work, facts={"fee_exempt": "yes"})
    assert {line.kind for line in priced(CARD, exempt).lines} == {"officer"}
    untaxed = Event(ZONE, 0, work, facts={"tax_exempt": "yes"})
    assert {line.kind for line in priced(CARD, untaxed).lines} == {"officer", "fee"}


def test_breaks_are_not_worked() -> None:
    work = Work("1", "officer", "", 0, 8 * 3600, break_minutes=45)
    assert work.worked_minutes == 435


def test_nobody_worked_and_nothing_cancelled_costs_nothing() -> None:
    work = Work("1", "officer", ordered_start=0, ordered_end=3600)
    text = HEAD + '[[bill.hours]]\nstep = "least"\nhours = 4\n[[bill.rate]]\nrate = 10\n'
    assert priced(text, Event(ZONE, 0, (work,))).lines == ()


@pytest.mark.parametrize(
    ("text", "line", "key", "says"),
    [
        ("[[bill.rate]]\nrat = 10\n", 3, "bill.rate[1]", "needs a price"),
        ("[[bill.rate]]\nrate = -1\n", 4, "bill.rate[1].rate", "not allowed"),
        ("[[bill.rate]]\nrate = 'ten'\n", 4, "bill.rate[1].rate", "is not a number"),
        (
            "[[bill.rate]]\nrate = 1\nwhen = { rol = 'x' }\n",
            5,
            "bill.rate[1].when.rol",
            "not a known",
        ),
        ("[[bill.rate]]\nrate = 1\non = ['holiday']\n", 5, "bill.rate[1].on", "lists none"),
        ("[[bill.rate]]\nrate = 1\non = ['caturday']\n", 5, "bill.rate[1].on", "is not a day"),
        ("[[bill.rate]]\nrate = 1\nbetween = [22:00:00]\n", 5, "bill.rate[1].between", "two times"),
        (
            "[[bill.rate]]\nrate = 1\n[[bill.hours]]\nstep = 'jump'\n",
            6,
            "bill.hours[1].step",
            "'jump'",
        ),
        (
            "[[bill.rate]]\nrate = 1\n[[bill.fee]]\npercent = 5\nof = ['boats']\n",
            7,
            "bill.fee[1].of",
            "'boats'",
        ),
        (
            "[[bill.rate]]\nrate = 1\nfrom = 2026-02-01\nuntil = 2026-01-01\n",
            6,
            "bill.rate[1].until",
            "after",
        ),
        ("[bill]\n", 1, "", "has no price"),
        ("[[bill.rate]]\nrate = 1e400\n", 4, "bill.rate[1].rate", "is not allowed"),
        (
            "[[bill.rate]]\nrate = 1\n[[bill.hours]]\nhours = 4\n",
            5,
            "bill.hours[1].step",
            "missing",
        ),
        (
            "[[bill.rate]]\nrate = 1\n[[bill.fee]]\nflat = 1\nwhen = { role = 'x' }\n",
            7,
            "bill.fee[1].when",
            "asks for 'role'",
        ),
        (
            "[[bill.rate]]\nrate = 1\n[[holiday]]\nname = 'x'\non = ['tenth monday of may']\n",
            7,
            "holiday[1].on",
            "not a day",
        ),
        (
            "[[bill.rate]]\nrate = 1\n[[holiday]]\ncountry = 'US'\nexcept = ['Nix']\n",
            7,
            "holiday[1].except",
            "no holiday there",
        ),
        ("[[bill.rate]]\nrate = 1\n[[bill.premium]]\n", 5, "bill.premium[1]", "changes nothing"),
        (
            "[[bill.rate]]\nrate = 1\n[[bill.hours]]\nstep = 'table'\nup_to = [[8, 8], [4, 4]]\n",
            7,
            "bill.hours[1].up_to",
            "does not rise",
        ),
        (
            "[[bill.rate]]\nrate = 1\n[[bill.equipment]]\nkind = 'car'\n"
            "block_hours = 4\nrate = 2\n",
            7,
            "bill.equipment[1].block_hours",
            "does nothing without flat",
        ),
        (
            "[[bill.rate]]\nrate = 1\n[[bill.equipment]]\nkind = 'car'\nblock_hours = 4\n"
            "flat = 8\nper_mile = 2\nper_km = 1\n",
            10,
            "bill.equipment[1].per_km",
            "stands beside per_mile",
        ),
        (
            "[[bill.rate]]\nrate = 1\n[[holiday]]\nname = 'x'\non = ['13-01']\n",
            7,
            "holiday[1].on",
            "not a day",
        ),
    ],
)
def test_problems_name_line_key_and_cause(text: str, line: int, key: str, says: str) -> None:
    found = problems(HEAD + text)
    assert any((p.line, p.key) == (line, key) and says in p.message for p in found), found
