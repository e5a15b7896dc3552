"""Premiums with a ceiling for each officer: what of them is too much is taken off in one line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from coordinator.rules.rates.card import Premium

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Extra:
    """What a premium with a ceiling adds to an hour; `share` of it reaches this price, where that
    is worked out from the employer's."""

    premium: Premium
    an_hour: Decimal
    share: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Over:
    """A premium with what of it goes beyond its ceiling, for one officer."""

    premium: Premium
    whole: Decimal
    most: Decimal
    amount: Decimal


def extra_of(premium: Premium, before: Decimal, after: Decimal) -> tuple[Extra, ...]:
    """What the premium made of an hour's price; nothing where it has no ceiling."""
    if premium.most_per_officer is None or after <= before:
        return ()
    return (Extra(premium, after - before),)


def reaching(extras: Iterable[Extra], share: Decimal) -> tuple[Extra, ...]:
    """The employer's extras as far as they reach the officer's price."""
    return tuple(Extra(x.premium, x.an_hour, x.share * share) for x in extras if share)


def overs(stretches: Iterable[tuple[int, Iterable[Extra]]]) -> Iterator[Over]:
    """Of (minutes, extras) of one officer: each premium that comes to more than its ceiling."""
    sums: dict[str, tuple[Premium, Decimal, Decimal]] = {}
    for minutes, extras in stretches:
        for each in extras:
            added = each.an_hour * minutes / 60
            _, whole, reached = sums.get(each.premium.key, (each.premium, ZERO, ZERO))
            sums[each.premium.key] = each.premium, whole + added, reached + added * each.share
    for premium, whole, reached in sums.values():
        most = premium.most_per_officer or ZERO
        if whole > most:
            # What reaches the officer's price does so evenly over the premium's hours.
            yield Over(premium, whole, most, reached * (whole - most) / whole)
