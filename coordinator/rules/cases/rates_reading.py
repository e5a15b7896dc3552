"""A case about rates: one job, who worked on it, and what it must cost and pay.

The format is that of the shared case files (see the manual's chapter on rate cards). What stands in
a case and nobody knows is noted as missing; nothing is raised.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from coordinator.rules.cases.rates_cutting import as_ordered, count_of, cut_down
from coordinator.rules.cases.values import Fields
from coordinator.rules.rates.equipment import KM
from coordinator.rules.rates.facts import Equipment, Estimate, Event, Work, fact_word
from coordinator.rules.spans import Calendar

Expected = Mapping[str, Any]

WORD_FACTS = {
    "class": "job_class",
    "customer_class": "customer_class",
    "customer": "employer",
    "tier": "tier",
    "price_list": "price_list",
    "payment_method": "payment_method",
    "cancelled_by": "cancelled_by",
}
FLAG_FACTS = (
    "alcohol",
    "outdoor",
    "vehicle_available",
    "released_early",
    "weather_cancellation",
    "cancelled_on_arrival",
)
SOME_DAY = 1_999_868_400
"""A Monday in May 2033, by day in America: an ordinary time for a question without any."""

ESTIMATE_FORM = 'estimate = { officers = 2, hours_each = "6", days = 1, vehicles = 0 }'
EXTRA_FORM = (
    'extra_time = [{ reason = "arrest", start = 2026-06-10T20:00:00, end = 2026-06-10T21:30:00 }]'
)

_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?\Z")
"""What is read as a number, in quotes too: the same as in the facts of a job of the book."""

CASE_FIELDS = ("id", "title", "score", "clauses", "expect", "assumptions", "other_reading")


@dataclass(frozen=True, slots=True)
class Account:
    """An invoice that was paid late; the amount in cents."""

    amount_cents: int
    invoiced_on: date | None
    due_on: date | None
    paid_on: date


@dataclass(frozen=True, slots=True)
class Charged:
    """What the employer was charged of a fee for a detail of a local date, perhaps of the job."""

    label: str
    on: date
    amount: Decimal
    same_job: bool = False


@dataclass(frozen=True, slots=True)
class RateCase:
    """One case as it is priced; `missing` says what of it cannot be expressed.

    `asked` is how many officers the customer asked for; `periods` are (start, end) instants of pay
    periods.
    """

    id: str
    title: str
    scored: bool
    event: Event
    asked: int | None
    account: Account | None
    periods: tuple[tuple[int, int], ...]
    expect: Expected
    other: Expected | None
    missing: tuple[str, ...]
    charged: tuple[Charged, ...] = ()


def read_rate_case(
    body: Mapping[str, Any], calendar: Calendar, own_facts: Iterable[str] = ()
) -> RateCase:
    """The facts of one case. `own_facts` are further facts of a job that the card asks for."""
    missing: list[str] = []
    case = Fields(body, "case", calendar, missing)
    for field in CASE_FIELDS:
        case.value(field)
    job = case.below("job")
    event = _event(case, job, own_facts)
    asked, account = job.count("officers_requested"), _account(job)
    periods, charged = _periods(case), _charged_before(job)
    job.finish("no clause of this card asks for such a fact")
    case.finish()
    other = case.value("other_reading")
    named = other.get("expect") if isinstance(other, Mapping) else None
    return RateCase(
        case.text("id"),
        case.text("title"),
        case.value("score") is not False,
        event,
        asked,
        account,
        periods,
        case.value("expect", {}),
        named if isinstance(named, Mapping) else None,
        tuple(dict.fromkeys(missing)),
        charged,
    )


def _event(case: Fields, job: Fields, own_facts: Iterable[str]) -> Event:
    start, end = job.instant("ordered_start"), job.instant("ordered_end")
    job.in_order("ordered_start", "ordered_end")
    work = [_work(each, place, start, end) for place, each in enumerate(case.each("crew"))]
    if not work and "cancelled_at" in job and "changes" not in job:
        work = as_ordered(job, start, end)
    things = tuple(_thing(each, start, end) for each in case.each("equipment"))
    crew = {"", *(each.key for each in work)}
    if any(thing.holder not in crew for thing in things):
        case.lacks("equipment is held_by a row that the crew has not")
    starts = [work.started_at for work in work if work.started_at is not None]
    begins = start if start is not None else min(starts, default=_without_times(job))
    facts, numbers = _facts(job, own_facts)
    cancelled_at = job.instant("cancelled_at")
    if cancelled_at is None and facts.get("cancelled_on_arrival"):
        cancelled_at = begins
    event = Event(
        zone=case.calendar.zone.key,
        starts_at=begins,
        work=tuple(work),
        equipment=things,
        requested_at=job.instant("requested_at"),
        approved_at=job.instant("approved_at"),
        cancelled_at=cancelled_at,
        estimate=_estimate(job),
        facts=facts,
        numbers=numbers,
    )
    return cut_down(event, job)


def _charged_before(job: Fields) -> tuple[Charged, ...]:
    """What the employer was charged of each fee for details before."""
    found = tuple(_charged(each) for each in job.each("charged_before"))
    return tuple(each for each in found if each is not None)


def _charged(fields: Fields) -> Charged | None:
    label, on, amount = fields.text("fee"), fields.day("on"), _number(fields, "amount")
    same_job = fields.flag("same_job")
    fields.finish()
    if on is None or amount is None:
        fields.lacks("needs the date of the detail and an amount")
        return None
    return Charged(label, date.fromisoformat(on), amount, same_job)


def _without_times(job: Fields) -> int:
    """When a question without times is asked: of an account on its own day, else some day far on,
    by the clauses in force to the last."""
    if "account" not in job:
        return SOME_DAY
    told = job.below("account")
    return told.instant("invoiced_on") or told.instant("due_on") or SOME_DAY


def _own_facts(fields: Fields) -> tuple[tuple[str, str], ...]:
    """What is known of the officers of a row: words, yes or no, numbers."""
    told = fields.value("facts")
    if told is not None and not isinstance(told, dict):
        fields.lacks("facts is no table")
    known = told.items() if isinstance(told, dict) else ()
    return tuple((str(name), fact_word(value)) for name, value in sorted(known))


def _work(fields: Fields, place: int, start: int | None, end: int | None) -> Work:
    own = _number(fields, "own_hourly_rate")
    work = Work(
        key=str(place),
        role=fields.text("role", "officer"),
        rank=fields.text("rank"),
        started_at=fields.instant("start"),
        ended_at=fields.instant("end"),
        extra=tuple(_extra(each) for each in fields.each("extra_time", EXTRA_FORM)),
        ordered_start=start,
        ordered_end=end,
        count=count_of(fields),
        own_rate=own,
        facts=_own_facts(fields),
        requested_at=fields.instant("requested_at"),
    )
    if (work.started_at is None) != (work.ended_at is None):
        fields.lacks("has a start without an end, or an end without a start")
    fields.in_order("start", "end")
    fields.finish()
    return work


def _extra(fields: Fields) -> tuple[str, int]:
    found = fields.text("reason"), (fields.needed("end") - fields.needed("start")) // 60
    fields.in_order("start", "end")
    fields.finish()
    return found


def _thing(fields: Fields, start: int | None, end: int | None) -> Equipment:
    began, ended = fields.instant("start"), fields.instant("end")
    fields.in_order("start", "end")
    thing = Equipment(
        key="",
        kind=fields.text("kind"),
        started_at=began if began is not None else start or 0,
        ended_at=ended if ended is not None else end or 0,
        use=fields.text("use"),
        count=count_of(fields),
        miles=_miles(fields),
        holder=_holder(fields),
    )
    fields.finish()
    return thing


def _holder(fields: Fields) -> str:
    """The key of the row of the crew, counted from 1, that has the thing with it."""
    place = fields.count("held_by")
    return "" if place is None else str(place - 1)


def _miles(fields: Fields) -> Decimal:
    miles, km = _number(fields, "miles"), _number(fields, "km")
    return miles or Decimal(0) if km is None else km / KM


def _number(fields: Fields, key: str) -> Decimal | None:
    found = fields.value(key)
    if found is None:
        return None
    try:
        return Decimal(str(found))
    except InvalidOperation:
        fields.lacks(f"{key} is not a number")
        return None


def _facts(job: Fields, own_facts: Iterable[str]) -> tuple[dict[str, str], dict[str, Decimal]]:
    words = {name: _word(job, key) for key, name in WORD_FACTS.items() if key in job}
    words |= {flag: "yes" for flag in FLAG_FACTS if job.flag(flag)}
    numbers: dict[str, Decimal] = {}
    attendance = _number(job, "attendance")
    if attendance is not None:
        numbers["attendance"] = attendance
    for name in own_facts:
        value = job.value(name)
        if isinstance(value, bool):
            words[name] = "yes" if value else ""
        elif value is not None:
            # A number may stand for a word (zone 2), as it may in the book.
            words[name] = str(value)
            numbers |= {name: Decimal(words[name])} if _NUMBER.match(words[name]) else {}
    return words, numbers


def _word(job: Fields, key: str) -> str:
    """A word; a number that stands for one (tier 2) is taken as it is written."""
    found = job.value(key)
    plain_number = isinstance(found, int) and not isinstance(found, bool)
    return str(found) if plain_number else job.text(key)


def _estimate(job: Fields) -> Estimate | None:
    if "estimate" not in job:
        return None
    told = job.below("estimate", ESTIMATE_FORM)
    hours = _number(told, "hours_each") or Decimal(0)
    days, officers = told.count("days"), told.count("officers")
    found = Estimate(
        1 if days is None else days,
        int(hours * 60),
        1 if officers is None else officers,
        told.count("vehicles") or 0,
    )
    told.finish()
    return found


def _account(job: Fields) -> Account | None:
    if "account" not in job:
        return None
    told = job.below("account")
    amount, paid = _number(told, "amount"), told.day("paid_on")
    invoiced, due = told.day("invoiced_on"), told.day("due_on")
    told.finish()
    if amount is None or paid is None:
        told.lacks("needs an amount and the day on which it was paid")
        return None
    return Account(int(amount * 100), _day(invoiced), _day(due), date.fromisoformat(paid))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _periods(case: Fields) -> tuple[tuple[int, int], ...]:
    found = []
    for period in case.each("periods"):
        period.text("kind")
        found.append((period.needed("start"), period.needed("end")))
        period.in_order("start", "end")
        period.finish()
    return tuple(found)
