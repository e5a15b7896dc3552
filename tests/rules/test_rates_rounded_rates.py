"""The price of an hour rounded before it is multiplied: to the cent, a quarter, a dollar."""

from decimal import Decimal

import pytest

from coordinator.rules.rates import Priced, RateCard, price, read_card
from tests.rules.test_rates_bounds import HEAD
from tests.rules.test_rates_ceilings import card_of, cents_of, event_of

RATE = "[[bill.rate]]\nrate = 50.01\n[[bill.premium]]\npercent = 12.5\n"  # 56.26125


@pytest.mark.parametrize(
    ("settings", "an_hour"),
    [
        ("round_rate = true", "56.26"),
        # The rounding of the lines holds for the hour too.
        ("round_rate = true\nrounding = 'up'", "56.27"),
        ("round_rate = true\nrate_rounding = 'up'", "56.27"),
        ("round_rate = true\nrounding = 'up'\nrate_rounding = 'down'", "56.26"),
        ("round_rate = 0.25", "56.25"),
        ("round_rate = 0.25\nrate_rounding = 'up'", "56.50"),
        ("round_rate = 1.00", "56"),
        ("round_rate = 1\nrate_rounding = 'up'", "57"),
        ("round_rate = 5\nrate_rounding = 'down'", "55"),
    ],
)
def test_the_price_of_an_hour_is_rounded(settings: str, an_hour: str) -> None:
    card = card_of(f"[bill]\n{settings}\n{RATE}[[pay.rate]]\nbill_times = 1\n")
    assert cents_of(card, event_of(4)) == Decimal(an_hour) * 400
    assert cents_of(card, event_of(4), "pay") == Decimal(an_hour) * 400
    found = price(card, event_of(4), "bill")
    assert isinstance(found, Priced)
    (told,) = [step.words for step in found.lines[0].trace if step.clause == "round_rate"]
    assert told == f"56.26125 rounded to {Decimal(an_hour):.2f} an hour"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("rate_rounding = 'up'", "rounds nothing"),
        ("round_rate = 0", "is no step"),
        ("round_rate = false\nrate_rounding = 'up'", "rounds nothing"),
        ("round_rate = 'dollar'", "a number"),
    ],
)
def test_what_rounds_nothing_is_refused(settings: str, words: str) -> None:
    found = read_card(f"{HEAD}[bill]\n{settings}\n{RATE}")
    assert not isinstance(found, RateCard)
    assert words in str(found[0])


def test_what_rounding_adds_to_a_premium_is_borne_by_its_ceiling() -> None:
    """4 h at 57 instead of 56.26125: the premium comes to 27.96, of which 20 are charged."""
    capped = RATE + "most_per_officer = 20\n"
    card = card_of(f"[bill]\nround_rate = 1\nrate_rounding = 'up'\n{capped}")
    assert cents_of(card, event_of(4)) == 4 * 50_01 + 20_00
