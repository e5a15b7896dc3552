"""Whom a rule of the billing terms is about, and sums of money in them."""

from dataclasses import dataclass
from decimal import Decimal

from coordinator.rules.documents import Table


@dataclass(frozen=True, slots=True)
class Debtor:
    """An employer as the terms see him."""

    number: str
    kind: str


@dataclass(frozen=True, slots=True)
class Whom:
    """Which employers something is about: by number or kind; empty means everybody."""

    numbers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    not_numbers: tuple[str, ...] = ()
    not_kinds: tuple[str, ...] = ()

    def holds(self, debtor: Debtor) -> bool:
        """Whether it is about this employer."""
        if debtor.number in self.not_numbers or debtor.kind in self.not_kinds:
            return False
        named = self.numbers or self.kinds
        return not named or debtor.number in self.numbers or debtor.kind in self.kinds

    def covers(self, other: "Whom") -> bool:
        """Whether it is surely about everybody whom the other is about."""
        if self == other:
            return True
        if self.not_numbers or self.not_kinds:
            return False
        if not (self.numbers or self.kinds):
            return True
        named = bool(other.numbers or other.kinds)
        numbers, kinds = set(other.numbers), set(other.kinds)
        return named and numbers <= set(self.numbers) and kinds <= set(self.kinds)


EVERYBODY = Whom()


def read_whom(row: Table) -> Whom:
    """The employers that a table names."""
    return Whom(
        row.texts("employers", ()),
        row.texts("kinds", ()),
        row.texts("not_employers", ()),
        row.texts("not_kinds", ()),
    )


def read_cents(row: Table, key: str) -> int:
    """An amount in whole cents; nothing where the key is left out."""
    amount = row.decimal(key, Decimal(0)) * 100
    if amount != int(amount):
        row.wrong(key, "has a part of a cent.", "Write it with two decimals.")
    return int(amount)
