"""The figures behind a line of an officer: the hours it began with, and the sum that it is."""

from decimal import Decimal

from coordinator.rules.rates.card import SideCard
from coordinator.rules.rates.hours import HourFacts
from coordinator.rules.rates.lines import Trace, hours_words, number, plain
from coordinator.rules.rates.prices import Piece


def fact_trace(facts: HourFacts) -> Trace:
    """What was worked, and ordered."""
    words = f"worked {hours_words(facts.worked)}"
    return Trace(
        "hours", words + (f", ordered {hours_words(facts.ordered)}" if facts.ordered else "")
    )


def sum_trace(column: SideCard, count: int, piece: Piece, amount: Decimal, rounded: int) -> Trace:
    """Hours, price, people: the amount in cents, and whether it was rounded."""
    people = f" x {number(Decimal(count))}" if count != 1 else ""
    exact = Decimal(rounded) / 100
    words = f"{hours_words(piece.minutes)} x {plain(piece.rate)}{people} = {exact:.2f}"
    if exact != amount:
        words += f" (rounded {column.rounding.replace('_', ' ')} to the cent)"
    return Trace("amount", words)


def many(units: int, amount: Decimal) -> tuple[Trace, ...]:
    """ "3 x 175.00 = 525.00", where there are several."""
    words = f"{units} x {plain(amount)} = {plain(units * amount)}"
    return (Trace("amount", words),) if units > 1 else ()
