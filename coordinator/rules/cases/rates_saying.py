"""What differs, in words: expected and found."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from coordinator.rules.cases.rates_found import Found, money
from coordinator.rules.rates.lines import Priced, Unpriced, cents


def sum_of(found: Found, side: Priced | Unpriced, wanted: str) -> Iterator[str]:
    if isinstance(side, Unpriced):
        yield side.reasons[0]
    elif side.total_cents != cents_of(wanted):
        yield both(wanted, money(side.total_cents))


def maybe(have: int | None, wanted: str, otherwise: str) -> Iterator[str]:
    if have is None:
        yield otherwise
    elif have != cents_of(wanted):
        yield both(wanted, money(have))


def no_price(found: Found) -> str:
    sides = [x for x in (found.bill, found.pay) if isinstance(x, Unpriced)]
    return sides[0].reasons[0] if sides else "nothing is priced"


def cents_of(value: object) -> int:
    try:
        return cents(Decimal(str(value)))
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is no sum of money") from error


def both(wanted: object, have: object) -> str:
    return f"{wanted or 'nothing'} expected, {have or 'nothing'} found"


def sums(amounts: Sequence[int]) -> str:
    return ", ".join(money(amount) for amount in amounts)
