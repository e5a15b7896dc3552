"""Priced lines, and the figures that unfold behind each: why this amount."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from functools import lru_cache
from typing import Any, Final

ROUNDINGS: Final = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "up": ROUND_UP,
    "down": ROUND_DOWN,
}
"""How a fraction of a cent is settled; the card names one, `half_up` when it does not."""

CENT: Final = Decimal("0.01")

OFFICER, EQUIPMENT, FEE, TAX = "officer", "equipment", "fee", "tax"

CORRECTION: Final = "Correction: "
"""How the label of a line begins that takes back what was charged before."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One clause at work: which clause of the card, and what it made of which figures."""

    clause: str
    words: str

    def as_json(self) -> dict[str, str]:
        return {"clause": self.clause, "words": self.words}


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line of a bill or of a pay sheet; `amount_cents` is for all `quantity` together.

    `key` names the work or equipment it is for, and is empty for fees and taxes of the whole
    detail. `minutes` is for one person. `rate` is per `unit` (hour, assignment, day, block, mile,
    officer, vehicle, percent, flat); `factor` is how many times the plain price of an hour it is,
    `straight_cents` what of the amount is no premium (None: all of it). An `included` tax is inside
    the total and adds nothing to it.
    """

    kind: str
    label: str
    amount_cents: int
    key: str = ""
    minutes: int | None = None
    quantity: int = 1
    rate: Decimal | None = None
    unit: str = "hour"
    included: bool = False
    name: str = ""
    trace: tuple[Trace, ...] = ()
    factor: Decimal = Decimal(1)
    straight_cents: int | None = None

    def keyed(self, key: str) -> "PricedLine":
        """The same line for other work. Written out: `dataclasses.replace` takes four times as
        long, for every officer there is."""
        return PricedLine(
            self.kind,
            self.label,
            self.amount_cents,
            key,
            self.minutes,
            self.quantity,
            self.rate,
            self.unit,
            self.included,
            self.name,
            self.trace,
            self.factor,
            self.straight_cents,
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "label": self.label,
            "key": self.key,
            "minutes": self.minutes,
            "quantity": self.quantity,
            "rate": None if self.rate is None else plain(self.rate),
            "unit": self.unit,
            "amount_cents": self.amount_cents,
            "included": self.included,
            "trace": [step.as_json() for step in self.trace],
        }


@dataclass(frozen=True, slots=True)
class Priced:
    """All lines of one side of a detail."""

    lines: tuple[PricedLine, ...]

    def cents(self, *kinds: str) -> int:
        """The sum of the lines of these kinds; a tax inside the price adds nothing."""
        return sum(x.amount_cents for x in self.lines if x.kind in kinds and not x.included)

    @property
    def net_cents(self) -> int:
        return self.cents(OFFICER, EQUIPMENT)

    @property
    def fee_cents(self) -> int:
        return self.cents(FEE)

    @property
    def tax_cents(self) -> int:
        return self.cents(TAX)

    @property
    def total_cents(self) -> int:
        return self.cents(OFFICER, EQUIPMENT, FEE, TAX)


@dataclass(frozen=True, slots=True)
class Unpriced:
    """The card has no answer for something that happened; nothing is guessed."""

    reasons: tuple[str, ...]


def cents(amount: Decimal, rounding: str = "half_up") -> int:
    """An amount in units of the currency → integer cents, by a named rounding."""
    return int((amount * 100).to_integral_value(ROUNDINGS[rounding]))


@lru_cache(maxsize=4096)
def plain(amount: Decimal) -> str:
    """An amount or a rate as people write it: no exponent, at least two decimals."""
    whole, _, part = f"{amount:f}".partition(".")
    return f"{whole}.{part.rstrip('0'):0<2}"


@lru_cache(maxsize=4096)
def number(value: Decimal) -> str:
    """A factor or a percentage, without needless zeros: 1.5, 10, 0.39."""
    return f"{value.normalize():f}"


@lru_cache(maxsize=4096)
def hours_words(minutes: int) -> str:
    """Minutes as hours: 4 h, 7 h 30."""
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest:02}" if rest else f"{whole} h"
