"""What every file for the bank has: its control figures, and what no bank takes."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from coordinator.rules.accounts.banking_days import banking_day, closed_for

MOST_CENTS: Final = 9_999_999_999
"""What the ten digits of an amount hold."""


@dataclass(frozen=True, slots=True)
class Control:
    """The control figures of a file as it was written."""

    entries: int
    credits: int
    total_cents: int
    entry_hash: int
    batches: int
    blocks: int


def day_problems(made: date, paid: date, country: str) -> list[str]:
    """Why no bank of a country pays on this day by a file that is made on that one."""
    if paid < made:
        return [f"The money cannot be there on {paid}, before the file is made."]
    closed = closed_for(paid, country)
    if not closed:
        return []
    return [f"On {paid}, {closed}, no bank pays; on {banking_day(paid, country)} they do."]


def amount_problems(who: str, cents: int, *, least: int = 1) -> list[str]:
    """Why so much cannot be paid in one entry."""
    return [] if least <= cents <= MOST_CENTS else [f"{who}: the amount does not fit a payment."]


def check_digit(eight: str) -> str:
    """The ninth digit of a routing number."""
    weights = (3, 7, 1, 3, 7, 1, 3, 7)
    weighed = sum(int(digit) * weight for digit, weight in zip(eight, weights, strict=True))
    return str(-weighed % 10)


def is_routing(number: str) -> bool:
    """Whether nine digits are a routing number with the right check digit."""
    plain = len(number) == 9 and number.isascii() and number.isdigit()
    return plain and check_digit(number[:8]) == number[8] and number != "0" * 9
