"""What a rate card may ask of a job of the book: its own fields, and the facts kept with it."""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite
from zoneinfo import ZoneInfo

from coordinator.rules.rates import RateCard, SideCard, paid_by_employer
from coordinator.rules.rates.charges import EVERYBODY
from coordinator.rules.rates.facts import FLAGS, Estimate, fact_word
from coordinator.rules.words import TRAINEE
from storage.queries.money.billing import PricedDetail, WorkedEntry


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
    if detail.cancelled_at is not None:
        words |= _cancelled(detail, detail.cancelled_at)
    for name, value in _given(detail).items():
        if isinstance(value, dict):
            continue
        flag = name in FLAGS or isinstance(value, bool)
        words[name] = ("yes" if value else "") if flag else str(value)
    return words


def _cancelled(detail: PricedDetail, at: int) -> dict[str, str]:
    """Who cancelled it, and whether the officers were there already."""
    arrived = at >= detail.starts_at
    who = "agency" if detail.cancelled_by == "agency" else "customer"
    return {"cancelled_by": who, "cancelled_on_arrival": "yes" if arrived else ""}


def approved_at(detail: PricedDetail, zone: str) -> int | None:
    """When the request was approved (UTC), as kept with the job: a local time such as
    "2026-05-04T10:00"."""
    return _instant(_given(detail).get("approved_at"), zone)


def requested_at(detail: PricedDetail, zone: str) -> int | None:
    """When the detail was asked for (UTC): as kept with it where it was ordered later than its job
    ("asked_at"), else when the job was."""
    told = _instant(_given(detail).get("asked_at"), zone)
    return detail.requested_at if told is None else told


def seat_requested_at(detail: PricedDetail, number: str, zone: str) -> int | None:
    """When a seat was asked for (UTC) that was ordered later than its detail ("seats_asked_at")."""
    told = _given(detail).get("seats_asked_at")
    letter = number.removeprefix(detail.number)
    return _instant(told.get(letter), zone) if isinstance(told, dict) else None


def _instant(told: object, zone: str) -> int | None:
    if told is None:
        return None
    try:
        wall = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    aware = wall if wall.tzinfo else wall.replace(tzinfo=ZoneInfo(zone))
    return int(aware.timestamp())


def cut_by_agency(detail: PricedDetail) -> bool:
    """Whether what was cut of the order was the agency's doing, as kept with the job."""
    return str(_given(detail).get("cut_by", "")) == "agency"


def payer_of(detail: PricedDetail) -> str:
    """Who pays for the job, where the facts kept with it say so: "agency"."""
    return str(_given(detail).get("payer", ""))


def paid_elsewhere(card: RateCard, detail: PricedDetail, entry: WorkedEntry) -> bool:
    """Whether the employer pays these hours to the officer himself, so that no run does.

    For a trainee nobody is billed, and where the agency is the payer it pays its officers too.
    """
    if entry.role == TRAINEE or payer_of(detail) == "agency":
        return False
    return paid_by_employer(card, entry.role)


def job_numbers(detail: PricedDetail, crew: int) -> dict[str, Decimal]:
    """How many officers there are on the whole detail, and those facts kept with the job that are
    numbers: the attendance, or the agency's own."""
    given = _given(detail).items()
    return {"officers": Decimal(crew)} | {
        name: Decimal(str(value))
        for name, value in given
        if isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)
    }


def officer_facts(side: SideCard, entry: WorkedEntry) -> tuple[tuple[str, str], ...]:
    """The officer's figures, where a fee of the side asks whose they are."""
    if all(fee.whose is EVERYBODY for fee in side.fees):
        return ()
    told = _read(entry.figures)
    return tuple((name, fact_word(value)) for name, value in sorted(told.items()))


def own_wage(detail: PricedDetail, entry: WorkedEntry) -> Decimal | None:
    """The officer's own hourly wage: as kept with the job (own_rates, badge → wage), else as the
    roster has it (his figure pay_rate)."""
    wages = _given(detail).get("own_rates")
    wage = wages.get(entry.badge) if isinstance(wages, dict) else None
    try:
        return Decimal(str(entry.pay_rate if wage is None else wage))
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
