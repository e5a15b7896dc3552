"""Ceilings of premiums and of a year's fees, things that officers are paid for, office hours."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.rates import Equipment, Event, Priced, RateCard, Work, price, read_card
from coordinator.rules.rates.differences import card_differences
from coordinator.rules.rates.remarks import remarks
from coordinator.rules.rates.words import card_words
from tests.rules.test_rates_bounds import HEAD, holds

HOUR = 3600
START = 1_780_308_000
"""Mon 1 Jun 2026 10:00 UTC."""


def card_of(text: str) -> RateCard:
    card = read_card(HEAD + text)
    assert isinstance(card, RateCard), [str(problem) for problem in card]
    return card


def event_of(hours: int, count: int = 1, role: str = "officer") -> Event:
    end = START + hours * HOUR
    return Event("UTC", START, (Work("0", role, started_at=START, ended_at=end, count=count),))


def cents_of(card: RateCard, event: Event, side: str = "bill") -> int:
    found = price(card, event, side)
    assert isinstance(found, Priced), found
    return found.total_cents


# ── premiums ─────────────────────────────────────────────────────────────────────────────────


@given(
    st.integers(1, 16), st.integers(1, 4), st.integers(20, 120), st.integers(1, 40),
    st.integers(0, 300),
)  # fmt: skip
def test_a_premium_adds_no_more_than_its_ceiling(
    hours: int, count: int, rate: int, more: int, most: int
) -> None:
    card = card_of(
        f"[[bill.rate]]\nrate = {rate}\n"
        f"[[bill.premium]]\nadd = {more}\nafter = 8\nmost_per_officer = {most}\n"
        f"[[pay.rate]]\nbill_times = 0.5\n"
    )
    extra = min(most, more * max(0, hours - 8))
    whole = 100 * count * (rate * hours + extra)
    assert cents_of(card, event_of(hours, count)) == whole
    assert 2 * cents_of(card, event_of(hours, count), "pay") == whole


@pytest.mark.parametrize(
    ("more", "total"),
    [
        # 10 h at 60, the last two at 90, of which only 40 in all.
        ("", 640),
        ("[[bill.premium]]\nadd = 1\n", 650),
        ("[[bill.fee]]\npercent = 10\n", 704),
        ("[[bill.fee]]\npercent = 10\nordinary = true\n", 700),
        ("[[bill.fee]]\nper_officer = 5\n", 645),
        ("[[bill.minimum]]\namount = 700\n", 700),
    ],
)
def test_a_ceiling_beside_what_else_a_card_says(more: str, total: int) -> None:
    premium = "[[bill.premium]]\nlabel = 'late'\npercent = 50\nafter = 8\nmost_per_officer = 40\n"
    card = card_of(f"[[bill.rate]]\nrate = 60\n{premium}{more}")
    assert cents_of(card, event_of(10)) == total * 100


def test_the_ceiling_stands_in_a_line_of_its_own_that_says_why() -> None:
    premium = "[[bill.premium]]\nlabel = 'night'\nadd = 10\nmost_per_officer = 25.50\n"
    card = card_of(f"[[bill.rate]]\nrate = 60\n{premium}")
    found = price(card, event_of(4, 3), "bill")
    assert isinstance(found, Priced)
    hours, over = found.lines
    assert (hours.amount_cents, over.amount_cents) == (84_000, -4_350)
    assert over.label == "Night, at most 25.50 for each officer"
    assert (over.rate, over.quantity) == (Decimal("-14.5"), 3)
    assert "night: 40.00 for an officer, at most 25.50" in over.trace[-1].words
    said = [line.line for line in card_words(card)]
    assert any("in all at most 25.50 for each officer on a detail" in line for line in said)


def test_pay_that_is_the_price_less_a_sum_or_within_bounds() -> None:
    bill = "[[bill.rate]]\nrate = 60\n[[bill.premium]]\nadd = 10\nmost_per_officer = 20\n"
    less = card_of(f"{bill}[[pay.rate]]\nbill_less = 15\n")
    assert cents_of(less, event_of(5), "pay") == (5 * 45 + 20) * 100
    # 70 an hour is more than 50: what the employer's premium adds does not reach the officer.
    bounded = card_of(f"{bill}[[pay.rate]]\nbill_times = 1\nmost = 50\n")
    assert cents_of(bounded, event_of(5), "pay") == 5 * 5_000


# ── a year's fees ────────────────────────────────────────────────────────────────────────────

YEARLY = """
[bill]
year_starts = "07-01"
[[bill.rate]]
rate = 60
[[bill.fee]]
label = "Administration"
percent = 10
most_per_year = 100.00
"""


@given(st.integers(1, 12), st.integers(0, 12_000))
def test_a_fee_stops_at_what_the_year_leaves(hours: int, before: int) -> None:
    event = replace(event_of(hours), year_before={"Administration": Decimal(before) / 100})
    fee = min(600 * hours, max(0, 10_000 - before))
    assert cents_of(card_of(YEARLY), event) == 6_000 * hours + fee


ONCE = """
[[bill.rate]]
rate = 60
[[bill.fee]]
label = "Application"
flat = 80
most_per_job = 80.00
"""


@pytest.mark.parametrize(("before", "fee"), [(0, 8_000), (8_000, 0), (3_000, 5_000)])
def test_a_fee_once_for_a_job_is_borne_by_the_first_details(before: int, fee: int) -> None:
    charged = {"Application": Decimal(before) / 100, "other": Decimal(80)}
    event = replace(event_of(1), job_before=charged, year_before={"Application": Decimal(900)})
    assert cents_of(card_of(ONCE), event) == 6_000 + fee


def test_the_ceiling_of_a_job_in_words_and_in_an_example() -> None:
    said = [line.line for line in card_words(card_of(ONCE))]
    assert any("at most 80.00 for all details of a job" in line for line in said)
    entry = '{ fee = "Application", on = 2020-07-01, amount = "80.00"'
    job = "crew = [{ start = 2026-06-10T10:00:00, end = 2026-06-10T15:00:00 }]\n"
    for more, total in ((", same_job = true }", "300.00"), (" }", "380.00")):
        holds(
            f"{ONCE}[[example]]\njob = {{ charged_before = [{entry}{more}] }}\n"
            f'{job}expect = {{ total = "{total}" }}\n'
        )
    assert "most_per_job" in "".join(card_differences(ONCE, ONCE.replace("80.00", "90.00")))


def test_fees_of_one_label_share_the_ceiling() -> None:
    more = '[[bill.fee]]\nlabel = "Administration"\nflat = 50\nmost_per_year = 100.00\n'
    assert cents_of(card_of(YEARLY + more), event_of(15)) == 90_000 + 10_000


def test_the_ceiling_of_a_year_in_words_and_in_an_example() -> None:
    said = [line.line for line in card_words(card_of(YEARLY))]
    assert any("at most 100.00 from an employer in a year" in line for line in said)
    assert any("begins on 07-01" in line for line in said)
    holds(
        YEARLY + "[[example]]\n"
        'job = { charged_before = [{ fee = "Administration", on = 2025-07-01, amount = "97.50" },'
        ' { fee = "Administration", on = 2025-06-30, amount = "9.00" }] }\n'
        "crew = [{ start = 2026-06-10T10:00:00, end = 2026-06-10T15:00:00 }]\n"
        'expect = { total = "302.50" }\n'
    )
    changed = YEARLY.replace("100.00", "90.00").replace("07-01", "10-01")
    differences = "\n".join(card_differences(YEARLY, changed))
    assert "most_per_year" in differences
    assert "year_starts" in differences


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[bill.rate]]\nrate = 6\n[[bill.fee]]\nflat = 5\nmost_per_year = 100\n",
         "line 7, bill.fee[1].most_per_year: counts by the label of the fee, which has none."
         ' Write label = "Administration" beside it.'),
        ('[bill]\nyear_starts = "13-01"\n[[bill.rate]]\nrate = 6\n',
         "line 4, bill.year_starts: '13-01' is no day of every year. Write it as \"07-01\"."),
        ("[[bill.rate]]\nrate = 6\n[[bill.premium]]\nmost_per_officer = 5\n",
         "line 5, bill.premium[1]: changes nothing. Write times = 1.5, percent = 25 or add ="
         " 10.00."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_line_key_and_remedy(text: str, said: str) -> None:
    found = read_card(HEAD + text)
    assert not isinstance(found, RateCard)
    assert said in [str(problem) for problem in found]


# ── things that officers are paid for ────────────────────────────────────────────────────────

OWN = """
[[bill.rate]]
rate = 60
[[bill.equipment]]
kind = "own_car"
flat = 0
[[bill.equipment]]
kind = "car"
rate = 20
[[pay.rate]]
rate = 40
[[pay.equipment]]
kind = "own_car"
label = "Own car"
rate = 3.00
per_mile = 0.70
most = 30.00
[[pay.flat]]
label = "Uniform"
amount = 12.50
"""


def with_things(*things: Equipment) -> Event:
    end = START + 5 * HOUR
    work = tuple(
        Work(key, "officer", started_at=START, ended_at=end) for key in ("first", "second")
    )
    return Event("UTC", START, work, things)


def thing(kind: str, holder: str, miles: int = 0) -> Equipment:
    end = START + 4 * HOUR
    return Equipment("thing", kind, START, end, miles=Decimal(miles), holder=holder)


@pytest.mark.parametrize(
    ("things", "allowance"),
    [
        ((), 0),
        ((thing("own_car", "second", 10),), 12 + 7),
        ((thing("own_car", "second", 40),), 30),
        ((thing("own_car", ""),), 0),
        ((thing("own_car", "third"),), 0),
        ((thing("car", "first"),), 0),
        ((thing("own_car", "first"), thing("own_car", "second")), 24),
    ],
)
def test_whoever_has_his_own_thing_is_paid_for_it(
    things: tuple[Equipment, ...], allowance: int
) -> None:
    card, event = card_of(OWN), with_things(*things)
    whole = 2 * 5 * 40 + 2 * Decimal("12.50") + allowance
    assert cents_of(card, event, "pay") == whole * 100
    cars = sum(80 for each in things if each.kind == "car")
    assert cents_of(card, event) == (600 + cars) * 100
    found = price(card, event, "pay")
    assert isinstance(found, Priced)
    lines = [line for line in found.lines if line.kind == "equipment"]
    assert {line.key for line in lines} <= {"first", "second"}
    # The hours of a car are no hours of an officer.
    assert not any(line.minutes for line in lines)


def test_things_of_the_crew_in_an_example_and_in_words() -> None:
    holds(
        OWN + "[[example]]\n"
        "crew = [{ count = 1, start = 2026-06-10T10:00:00, end = 2026-06-10T15:00:00 }]\n"
        'equipment = [{ kind = "own_car", held_by = 1, start = 2026-06-10T10:00:00, '
        "end = 2026-06-10T12:00:00, miles = 10 }]\n"
        'expect = { total = "300.00", officer_pay = "225.50" }\n'
    )
    said = [(line.table, line.line) for line in card_words(card_of(OWN))]
    assert any(
        table == "pay.equipment" and "Own car" in line and "3.00 an hour" in line
        for table, line in said
    )


def test_a_thing_without_a_price_for_the_employer_is_remarked() -> None:
    text = OWN.replace('[[bill.equipment]]\nkind = "own_car"\nflat = 0\n', "")
    (said,) = (str(each) for each in remarks(card_of(text), HEAD + text))
    assert "pay.equipment[1]: pays for 'own_car', for which employers have no price" in said
    assert "flat = 0" in said
    assert not remarks(card_of(OWN), HEAD + OWN)
