"""The officer's own hourly wage: known of whoever worked, and not always in an estimate."""

from decimal import Decimal

from coordinator.rules.rates.card import Rate
from coordinator.rules.rates.reached import Run

UNKNOWN = "write unknown = 90.00 beside own_times: the price until the officer is known"


class NoPriceError(Exception):
    """The card names no price for this; the message says for what. Caught in `pricing`."""


def is_unknown(run: Run) -> bool:
    """Whether it is an estimate of an officer's hours whose wage nobody knows yet."""
    return run.expected and run.own_rate is None


def wage_of(row: Rate, run: Run) -> Decimal | None:
    """The officer's own wage; in an estimate, that which the row's `unknown` price stands for."""
    if row.unknown is not None and row.own_times and is_unknown(run):
        return row.unknown / row.own_times
    return run.own_rate


def own_wage(run: Run) -> Decimal:
    """The own wage of whoever worked. Raises `NoPriceError`, with the remedy in an estimate."""
    if run.own_rate is None:
        remedy = f" ({UNKNOWN})" if run.expected else ""
        raise NoPriceError(f"no own hourly rate for {run.what}{remedy}")
    return run.own_rate
