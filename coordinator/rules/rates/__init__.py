"""Rate cards: what a detail costs its employer and pays its officers, and why.

`read_card` turns a TOML document into a frozen `RateCard` or problems; `price` turns a card and
what happened into priced lines with their traces. Pure: no book, no clock.
"""

from coordinator.rules.rates.card import RateCard, SideCard
from coordinator.rules.rates.facts import Equipment, Estimate, Event, Work
from coordinator.rules.rates.lines import (
    EQUIPMENT,
    FEE,
    OFFICER,
    TAX,
    Priced,
    PricedLine,
    Trace,
    Unpriced,
    cents,
    hours_words,
    plain,
)
from coordinator.rules.rates.pricing import (
    deposit_applied,
    deposit_of,
    deposit_parts,
    paid_by_employer,
    payee_of,
    payees_of,
    price,
)
from coordinator.rules.rates.reading import read_card

__all__ = [
    "EQUIPMENT",
    "FEE",
    "OFFICER",
    "TAX",
    "Equipment",
    "Estimate",
    "Event",
    "Priced",
    "PricedLine",
    "RateCard",
    "SideCard",
    "Trace",
    "Unpriced",
    "Work",
    "cents",
    "deposit_applied",
    "deposit_of",
    "deposit_parts",
    "hours_words",
    "paid_by_employer",
    "payee_of",
    "payees_of",
    "plain",
    "price",
    "read_card",
]
