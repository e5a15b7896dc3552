"""Windows that count from so many hours on, or go on beside themselves; hours rounded together."""

from collections import Counter
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.rates import Event, RateCard, Work, price, read_card
from coordinator.rules.rates.words import card_words
from tests.rules.test_rates import HEAD, ZONE, card, instant, one, priced, problems
from tests.rules.test_rates_properties import NEW_YORK

NIGHT = "between = [22:00:00, 06:00:00]\n"
RATE = "[[bill.rate]]\nrate = 60\n"

starts = st.integers(instant("2026-10-30T00:00") // 60, instant("2026-11-03T00:00") // 60).map(
    lambda minute: minute * 60
)


def nights(start: int, minutes: int) -> list[bool]:
    """Minute by minute, whether it lies in the night."""
    clocks = (datetime.fromtimestamp(start + n * 60, NEW_YORK).hour for n in range(minutes))
    return [hour >= 22 or hour < 6 for hour in clocks]


def found(text: str, work: Work) -> Counter[Decimal]:
    """Minutes at each price."""
    hours: Counter[Decimal] = Counter()
    for line in priced(text, Event(ZONE, work.anchor, (work,))).lines:
        hours[line.rate or Decimal(0)] += line.minutes or 0
    return hours


@settings(max_examples=60, deadline=None)
@given(starts, st.integers(1, 40 * 60), st.integers(0, 20), st.integers(0, 20))
def test_a_window_reaches_over_work_that_adjoins_it(
    start: int, minutes: int, quarters: int, quarters_back: int
) -> None:
    wider = f"goes_on = {quarters / 4}\ngoes_back = {quarters_back / 4}\n"
    on, back = quarters * 15, quarters_back * 15
    text = f"{HEAD}{RATE}[[bill.premium]]\nadd = 7\n{NIGHT}{wider}"
    night = nights(start, minutes)
    near = [any(night[max(0, n - on) : n + back + 1]) for n in range(minutes)]
    expected = Counter(Decimal(67 if each else 60) for each in near)
    assert found(text, one("officer", start, minutes)) == expected


@settings(max_examples=60, deadline=None)
@given(
    starts,
    st.integers(1, 40 * 60),
    st.sampled_from(["at_least", "over", "at_most", "under"]),
    st.integers(1, 12),
    st.booleans(),
)
def test_a_window_counts_where_so_much_of_the_work_lies_in_it(
    start: int, minutes: int, bound: str, hours: int, whole: bool
) -> None:
    judged = 'judged = "any"\n' if whole else ""
    text = (
        f"{HEAD}{RATE}[[bill.premium]]\nadd = 7\n{NIGHT}inside = {{ {bound} = {hours} }}\n{judged}"
    )
    night = nights(start, minutes)
    inside, limit = sum(night), hours * 60
    holds = {
        "at_least": inside >= limit,
        "over": inside > limit,
        "at_most": inside <= limit,
        "under": inside < limit,
    }[bound]
    mine = [holds and (any(night) if whole else each) for each in night]
    expected = Counter(Decimal(67 if each else 60) for each in mine)
    assert found(text, one("officer", start, minutes)) == expected


def test_hours_that_are_only_billed_do_not_count_as_night() -> None:
    """Two hours worked to midnight and billed as six: two of them are of the night."""
    least = '[[bill.hours]]\nstep = "least"\nhours = 6\n'
    for hours, rates in ((2, {Decimal(67): 360}), (3, {Decimal(60): 360})):
        inside = f"inside = {{ at_least = {hours} }}\n"
        text = f"{HEAD}{least}{RATE}[[bill.premium]]\nadd = 7\n{NIGHT}{inside}"
        assert found(text, one("officer", instant("2026-06-01T22:00"), 120)) == rates


@pytest.mark.parametrize(("minutes", "fee"), [(120, 0), (121, 50)])
def test_a_condition_may_ask_how_much_of_the_job_lies_so(minutes: int, fee: int) -> None:
    when = "when = { touches = { between = [22:00:00, 06:00:00], inside = { over = 2 } } }\n"
    text = f"{HEAD}{RATE}[[bill.fee]]\nflat = 50\n{when}"
    start = instant("2026-06-01T20:00")
    lines = priced(text, Event(ZONE, start, (one("officer", start, 120 + minutes),)))
    assert lines.fee_cents == fee * 100


@pytest.mark.parametrize(
    ("crew", "rule", "hours", "total"),
    [
        ((190, 100), "minutes = 60", 5, "350.00"),  # 4 h 50 together
        ((190, 110), "minutes = 60", 5, "350.00"),  # 5 h already
        ((190, 125), "minutes = 60, grace = 16", 5, "350.00"),  # 5 h 15: let go
        ((190, 126), "minutes = 60, grace = 16", 6, "420.00"),
        ((190, 80), 'minutes = 60, direction = "nearest"', 5, "350.00"),
        ((190, 79), 'minutes = 60, direction = "nearest"', 4, "280.00"),
        ((190, 79), 'minutes = 60, direction = "down"', 4, "280.00"),
        ((100, 100, 100), "minutes = 60", 5, "350.00"),  # three times 116.67, and a cent less
    ],
)
def test_the_hours_of_all_officers_are_rounded_together(
    crew: tuple[int, ...], rule: str, hours: int, total: str
) -> None:
    text = f"{HEAD}[[bill.rate]]\nrate = 70\n[[bill.minimum]]\nround = {{ {rule} }}\n"
    start = instant("2026-06-01T10:00")
    works = tuple(one("officer", start, minutes, str(key)) for key, minutes in enumerate(crew))
    lines = priced(text, Event(ZONE, start, works))
    assert sum((line.minutes or 0) * line.quantity for line in lines.lines) == hours * 60
    assert f"{lines.total_cents / 100:.2f}" == total


def test_rounding_together_goes_by_the_lowest_price_and_says_so() -> None:
    text = (
        f'{HEAD}[[bill.rate]]\nrate = 90\nwhen = {{ role = "sergeant" }}\n{RATE}'
        "[[bill.minimum]]\nround = { minutes = 60 }\n[[bill.fee]]\nper_hour = 6\n"
    )
    start = instant("2026-06-01T10:00")
    works = (one("officer", start, 90, "1"), one("sergeant", start, 60, "2"))
    line = priced(text, Event(ZONE, start, works)).lines[-2]
    assert (line.minutes, line.amount_cents) == (30, 3000)
    assert "2 h 30 of all officers rounded up to the full hour = 3 h" in line.trace[0].words
    assert priced(text, Event(ZONE, start, works)).fee_cents == 1800


def test_the_pay_sees_the_employers_wider_window() -> None:
    pay = "[[pay.rate]]\nbill_times = 0.5\n"
    text = f"{HEAD}{RATE}[[bill.premium]]\nadd = 10\n{NIGHT}goes_on = 2\n{pay}"
    start = instant("2026-06-02T04:00")
    work = one("officer", start, 300)
    assert priced(text, Event(ZONE, start, (work,)), "pay").total_cents == 4 * 3500 + 3000


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("inside = { at_least = 4 }", "has no window"),
        ("goes_on = 2", "has no window"),
        (NIGHT + "inside = {}", "names no limit"),
        (NIGHT + 'goes_on = 2\njudged = "any"', "means all of the work already"),
    ],
)
def test_a_window_that_is_none_is_refused(keys: str, words: str) -> None:
    assert any(
        words in str(each) for each in problems(f"{HEAD}{RATE}[[bill.premium]]\nadd = 7\n{keys}\n")
    )


def test_all_of_it_is_said_in_plain_english() -> None:
    text = (
        f"{HEAD}{RATE}[[bill.premium]]\nadd = 7\n{NIGHT}inside = {{ at_least = 4, under = 9 }}\n"
        f"[[bill.premium]]\nadd = 7\n{NIGHT}goes_on = 2\ngoes_back = 1.5\n"
        "[[bill.minimum]]\nround = { minutes = 60 }\n"
        "[[bill.fee]]\nflat = 5\n"
        "when = { touches = { between = [22:00:00, 06:00:00], inside = { at_least = 2 } } }\n"
    )
    read = read_card(text)
    assert isinstance(read, RateCard)
    said = "\n".join(line.line for line in card_words(read))
    assert "22:00 to 06:00, where at least 4 h and at most 8 h 59 of the work lie so" in said
    assert "and up to 2 h of work after it and up to 1 h 30 of work before it" in said
    assert "the hours of all officers together, rounded up to the full hour" in said
    assert "22:00 to 06:00, where at least 2 h of the work lie so" in said


def test_one_sides_rounding_is_the_bills() -> None:
    assert not isinstance(
        read_card(f"{HEAD}{RATE}[[pay.minimum]]\nround = {{ minutes = 60 }}\n"), RateCard
    )
    start = instant("2026-06-01T10:00")
    text = f"{HEAD}{RATE}[[bill.minimum]]\nround = {{ minutes = 60 }}\n[[pay.rate]]\nrate = 40\n"
    paid = price(card(text), Event(ZONE, start, (one("officer", start, 90),)), "pay")
    assert getattr(paid, "total_cents", None) == 6000


@settings(max_examples=40, deadline=None)
@given(
    st.integers(instant("2026-12-28T00:00") // 60, instant("2027-01-10T00:00") // 60),
    st.integers(1, 4 * 24 * 60),
    st.sampled_from([("12-30", "01-03"), ("01-02", "01-05"), ("01-04", "01-04")]),
)
def test_a_season_is_of_every_year_and_may_cross_it(
    minute: int, minutes: int, season: tuple[str, str]
) -> None:
    first, last = season
    text = f'{HEAD}[[bill.rate]]\nseason = ["{first}", "{last}"]\nrate = 70\n{RATE}'
    start = minute * 60
    expected: Counter[Decimal] = Counter()
    for done in range(minutes):
        day = f"{datetime.fromtimestamp(start + done * 60, NEW_YORK):%m-%d}"
        inside = first <= day <= last if first <= last else day >= first or day <= last
        expected[Decimal(70 if inside else 60)] += 1
    assert found(text, one("officer", start, minutes)) == expected


@pytest.mark.parametrize("season", ['["06-15"]', '["06-31", "07-01"]', '["june", "july"]'])
def test_a_season_is_two_days_of_a_year(season: str) -> None:
    text = f"{HEAD}[[bill.rate]]\nseason = {season}\nrate = 70\n"
    assert any("is not two days of a year" in str(each) for each in problems(text))


@pytest.mark.parametrize(
    ("when", "minutes", "count", "fee"),
    [
        ("officer_hours = { at_least = 12 }", 240, 3, 1),
        ("officer_hours = { at_least = 12 }", 239, 3, 0),
        ("days = { over = 1 }", 840, 1, 0),  # from 10:00 to midnight
        ("days = { over = 1 }", 841, 1, 1),
    ],
)
def test_a_clause_may_ask_for_all_hours_and_days(
    when: str, minutes: int, count: int, fee: int
) -> None:
    text = f"{HEAD}{RATE}[[bill.fee]]\nflat = 1\nwhen = {{ {when} }}\n"
    start = instant("2026-06-01T10:00")
    work = tuple(one("officer", start, minutes, str(key)) for key in range(count))
    assert priced(text, Event(ZONE, start, work)).fee_cents == fee * 100
