"""What a premium makes of the price of an hour, and how a line says it."""

from decimal import Decimal

from coordinator.rules.rates.card import Premium, SideCard
from coordinator.rules.rates.lines import CENT, ROUNDINGS, number, plain
from coordinator.rules.rates.own_wages import NoPriceError


def bounded(rate: Decimal, least: Decimal | None, most: Decimal | None) -> Decimal:
    """A price within its floor and ceiling."""
    rate = rate if least is None else max(rate, least)
    return rate if most is None else min(rate, most)


def changed(premium: Premium, rate: Decimal, base: Decimal, own: Decimal | None) -> Decimal:
    """The price after a premium; a share of an unknown own wage raises `NoPriceError`."""
    if premium.add_own_times and own is None:
        raise NoPriceError("no own hourly rate for a premium on it")
    share = base * (premium.times - 1) if premium.on_base else rate * (premium.times - 1)
    found = rate + share + premium.add + premium.add_own_times * (own or 0)
    return bounded(found, premium.at_least, premium.at_most)


def rounded_rate(side: SideCard, rate: Decimal) -> Decimal:
    """The price of an hour in full steps, where the side rounds it."""
    if side.round_rate is None:
        return rate
    steps = (rate / side.round_rate).to_integral_value(ROUNDINGS[side.rate_rounding])
    return (steps * side.round_rate).quantize(CENT)


def premium_words(premium: Premium, before: Decimal, after: Decimal) -> str:
    """What a premium made of a price, as the line says it."""
    words = f"{plain(before)}"
    words += f" x {number(premium.times)}" if premium.times != 1 else ""
    words += " on the price before premiums" if premium.on_base and premium.times != 1 else ""
    words += f" + {plain(premium.add)}" if premium.add else ""
    if premium.add_own_times:
        words += f" + {number(premium.add_own_times)} x own rate"
    for bound, says in ((premium.at_least, "at least"), (premium.at_most, "at most")):
        words += f", {says} {plain(bound)}" if bound is not None else ""
    label = f"{premium.label}: " if premium.label else ""
    return f"{label}{words} = {plain(after)} an hour"
