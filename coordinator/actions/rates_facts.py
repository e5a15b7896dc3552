"""What a rate card may ask of a job of the book: its own fields, and the facts kept with it."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite

from coordinator.rules.rates.facts import FLAGS, Estimate
from storage.queries.billing import PricedDetail, WorkedEntry


def job_words(detail: PricedDetail) -> dict[str, str]:
    """Words and flags for the card; those kept with the job win over what is derived."""
    words = {
        "job_class": detail.job_class,
        "customer_class": detail.employer_kind,
        "employer": detail.employer_number,
        "fee_exempt": "yes" if detail.fee_exempt else "",
        "tax_exempt": "yes" if detail.tax_exempt else "",
        "weather_cancellation": "yes" if "weather" in detail.cancel_reason.lower() else "",
    }
    for name, value in _given(detail).items():
        if isinstance(value, dict):
            continue
        flag = name in FLAGS or isinstance(value, bool)
        words[name] = ("yes" if value else "") if flag else str(value)
    return words


def payer_of(detail: PricedDetail) -> str:
    """Who pays for the job, where the facts kept with it say so: "agency"."""
    return str(_given(detail).get("payer", ""))


def job_numbers(detail: PricedDetail, crew: int) -> dict[str, Decimal]:
    """How many officers there are on the whole detail, and those facts kept with the job that are
    numbers: the attendance, or the agency's own."""
    given = _given(detail).items()
    return {"officers": Decimal(crew)} | {
        name: Decimal(str(value))
        for name, value in given
        if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)
    }


def own_wage(detail: PricedDetail, entry: WorkedEntry) -> Decimal | None:
    """The officer's own hourly wage, as kept with the job: own_rates, badge → wage."""
    wages = _given(detail).get("own_rates")
    wage = wages.get(entry.badge) if isinstance(wages, dict) else None
    try:
        return None if wage is None else Decimal(str(wage))
    except InvalidOperation:
        return None


def job_estimate(detail: PricedDetail) -> Estimate | None:
    """What was expected to be worked, as kept with the job: estimate = {days, hours_each, ...}."""
    told = _given(detail).get("estimate")
    if not isinstance(told, dict):
        return None
    try:
        return Estimate(
            int(told.get("days", 1)),
            int(Decimal(str(told["hours_each"])) * 60),
            int(told.get("officers", 1)),
            int(told.get("vehicles", 0)),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation):
        return None


def _given(detail: PricedDetail) -> Mapping[str, object]:
    """The facts kept with the job; what does not read as such is no fact."""
    return _read(detail.rate_facts)


@lru_cache(maxsize=4096)
def _read(rate_facts: str) -> Mapping[str, object]:
    try:
        given = json.loads(rate_facts or "{}")
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}
