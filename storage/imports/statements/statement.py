"""A statement as every format is read into: an account, its lines, and its balances."""

from dataclasses import dataclass
from decimal import Decimal

from storage.imports.problems import BadFile


@dataclass(frozen=True, slots=True)
class Line:
    """One movement: a local ISO date, cents (money in is positive), who, what for.

    `reference` is the bank's own id of it; within an account it is never used twice.
    """

    on: str
    cents: int
    payer: str
    words: str
    reference: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The movements of one account. Balances are None where the file has none."""

    account: str
    currency: str
    lines: tuple[Line, ...]
    opening_cents: int | None = None
    closing_cents: int | None = None
    notes: tuple[str, ...] = ()
    gross_of_fees: bool = False

    @property
    def from_on(self) -> str:
        """The first date of a line."""
        return min((line.on for line in self.lines), default="")

    @property
    def until_on(self) -> str:
        """The last date of a line."""
        return max((line.on for line in self.lines), default="")


def checked(statement: Statement) -> Statement:
    """The statement, if opening + lines = closing. Raises BadFile."""
    if statement.opening_cents is None or statement.closing_cents is None:
        return statement
    found = statement.opening_cents + sum(line.cents for line in statement.lines)
    if found != statement.closing_cents:
        off = (statement.closing_cents - found) / 100
        raise BadFile(
            f"Account {statement.account}: the opening balance and the lines come to"
            f" {found / 100:,.2f}, the closing balance is {statement.closing_cents / 100:,.2f}"
            f" ({off:+,.2f}). Get the file from the bank again."
        )
    return statement


def in_cents(amount: Decimal, where: str) -> int:
    """An exact amount in cents. Raises BadFile for a part of a cent or what is no number."""
    if not amount.is_finite() or amount * 100 != int(amount * 100):
        raise BadFile(f"{where}: {amount} is no amount in cents.")
    return int(amount * 100)
