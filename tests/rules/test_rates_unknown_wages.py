"""Estimates and deposits where nobody knows yet who will come, and what his wage is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from coordinator.rules.rates import Event, Priced, Unpriced, deposit_of, price, read_card
from coordinator.rules.rates.differences import card_differences
from coordinator.rules.rates.estimates import estimated
from coordinator.rules.rates.words import card_words
from tests.rules.test_rates_bounds import HEAD
from tests.rules.test_rates_ceilings import HOUR, START, card_of, event_of

OWN = "[[bill.rate]]\nown_times = 1.5\nleast = 75\n{}\n[[bill.deposit]]\npercent = 100\n"
UNKNOWN = "unknown = 90.00"


def ordered(hours: int, count: int = 1) -> Event:
    event = event_of(hours, count)
    (work,) = event.work
    seat = replace(
        work, started_at=None, ended_at=None, ordered_start=START,
        ordered_end=START + hours * HOUR,
    )  # fmt: skip
    return replace(event, work=(seat,))


def test_a_deposit_that_cannot_be_worked_out_says_so_and_what_helps() -> None:
    found = deposit_of(card_of(OWN.format("")), ordered(6, 2))
    assert isinstance(found, Unpriced)
    assert "The deposit is not known" in found.reasons[0]
    assert "unknown = 90.00" in found.reasons[0]


@pytest.mark.parametrize(
    ("wage", "more", "cents"),
    [
        (None, "", 2 * 6 * 90_00),
        # Bounds hold for it too; who is known costs what he costs.
        (None, "most = 80", 2 * 6 * 80_00),
        (Decimal(70), "", 2 * 6 * 105_00),
        # The wage that it stands for is 60: what premiums and straight time look at.
        (None, "[[bill.premium]]\nadd_own_times = 0.5", 2 * 6 * 120_00),
        (None, "[[bill.fee]]\npercent = 10\nordinary = true", 2 * 6 * 96_00),
    ],
)
def test_the_price_of_an_unknown_wage(wage: Decimal | None, more: str, cents: int) -> None:
    event = ordered(6, 2)
    (work,) = event.work
    event = replace(event, work=(replace(work, own_rate=wage),))
    assert deposit_of(card_of(OWN.format(f"{UNKNOWN}\n{more}")), event) == cents


def test_hours_that_were_worked_need_the_wage() -> None:
    card = card_of(OWN.format(UNKNOWN))
    found = price(card, event_of(6), "bill")
    assert isinstance(found, Unpriced)
    assert "no own hourly rate" in found.reasons[0]
    priced = price(card, estimated(card.bill, ordered(6)), "bill")
    assert isinstance(priced, Priced)
    assert "the price while no own hourly rate is known" in str(priced.lines[0].trace)


@pytest.mark.parametrize(
    "row",
    [
        f"[[bill.rate]]\nrate = 60\n{UNKNOWN}",
        f"[[bill.rate]]\nown_times = 0\n{UNKNOWN}",
        f"[[bill.rate]]\nrate = 60\n[[pay.rate]]\nown_times = 1\n{UNKNOWN}",
    ],
)
def test_it_belongs_to_the_own_wage_that_an_employer_pays(row: str) -> None:
    (problem,) = read_card(HEAD + row)  # type: ignore[misc]
    assert "while the officer's own wage is not known" in str(problem)


def test_it_is_told_and_differs() -> None:
    before, after = OWN.format(""), OWN.format(UNKNOWN)
    assert any("90.00 until it is known" in each.line for each in card_words(card_of(after)))
    assert "unknown" in str(list(card_differences(HEAD + before, HEAD + after)))
