"""Reads the published case files (tests/cases/rates) into events, and compares what they expect."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from coordinator.rules.rates import Equipment, Event, Priced, PricedLine, Work, cents

CASES = Path(__file__).parent.parent / "cases" / "rates"

WORD_FACTS = {
    "class": "job_class",
    "customer_class": "customer_class",
    "tier": "tier",
    "price_list": "price_list",
    "payment_method": "payment_method",
}
FLAG_FACTS = ("alcohol", "released_early", "weather_cancellation")
PLAIN_FIELDS = {
    *WORD_FACTS,
    *FLAG_FACTS,
    "ordered_start",
    "ordered_end",
    "requested_at",
    "cancelled_at",
    "cancelled_by",
    # These say how many positions are needed or what to deposit, which is not asked of prices.
    "attendance",
    "estimate",
}
COMPARED = {
    "billed_hours",
    "lines",
    "fees",
    "tax",
    "tax_included",
    "total",
    "subtotal",
    "pay_lines",
    "officer_pay",
    "agency_share",
}


@dataclass(frozen=True)
class Case:
    agency: str
    zone: str
    body: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.body["id"])

    @property
    def expect(self) -> Mapping[str, Any]:
        return dict(self.body["expect"])


def read_cases() -> Iterable[Case]:
    for path in sorted(CASES.glob("*.json")):
        file = json.loads(path.read_text(encoding="utf-8"))
        for body in file["cases"]:
            yield Case(file["agency"], file["timezone"], body)


def inexpressible(case: Case) -> set[str]:
    """Facts of the case that an event has no field for."""
    return set(case.body.get("job", {})) - PLAIN_FIELDS


class _Clock:
    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)

    def at(self, holder: Mapping[str, Any], key: str) -> int | None:
        if key not in holder:
            return None
        local = datetime.fromisoformat(holder[key]).replace(fold=holder.get("fold", 0))
        return int(local.replace(tzinfo=self.zone).timestamp())


def event_of(case: Case) -> Event:
    clock = _Clock(case.zone)
    job = case.body.get("job", {})
    crew = case.body["crew"]
    starts = [clock.at(job, "ordered_start"), *(clock.at(each, "start") for each in crew)]
    return Event(
        zone=case.zone,
        starts_at=next(start for start in starts if start is not None),
        work=tuple(_work(clock, job, each, str(place)) for place, each in enumerate(crew)),
        equipment=tuple(_equipment(clock, x) for x in case.body.get("equipment", ())),
        requested_at=clock.at(job, "requested_at"),
        cancelled_at=clock.at(job, "cancelled_at"),
        facts=_facts(job),
    )


def _facts(job: Mapping[str, Any]) -> dict[str, str]:
    words = {name: str(job[key]) for key, name in WORD_FACTS.items() if key in job}
    return words | {flag: "yes" for flag in FLAG_FACTS if job.get(flag)}


def _work(clock: _Clock, job: Mapping[str, Any], crew: Mapping[str, Any], key: str) -> Work:
    extra = sum(
        (clock.at(each, "end") or 0) - (clock.at(each, "start") or 0)
        for each in crew.get("extra_time", ())
    )
    own = crew.get("own_hourly_rate")
    return Work(
        key=key,
        role=crew["role"],
        rank=crew.get("rank", ""),
        started_at=clock.at(crew, "start"),
        ended_at=clock.at(crew, "end"),
        extra_minutes=extra // 60,
        ordered_start=clock.at(job, "ordered_start"),
        ordered_end=clock.at(job, "ordered_end"),
        count=crew.get("count", 1),
        own_rate=None if own is None else Decimal(own),
    )


def _equipment(clock: _Clock, thing: Mapping[str, Any]) -> Equipment:
    return Equipment(
        key="",
        kind=thing["kind"],
        started_at=clock.at(thing, "start") or 0,
        ended_at=clock.at(thing, "end") or 0,
        use=thing.get("use", ""),
        count=thing.get("count", 1),
        miles=int(thing.get("miles", 0)),
    )


def money(text: str) -> int:
    return cents(Decimal(text))


def merged(lines: Iterable[PricedLine]) -> Counter[tuple[Decimal, Decimal]]:
    """Rate → hours (or units) and amount, as the format compares lines."""
    found: Counter[tuple[Decimal, str]] = Counter()
    for line in lines:
        rate = Decimal(line.rate or 0)
        units = Decimal(line.minutes) / 60 * line.quantity if line.minutes else line.quantity
        found[rate, "units"] += Decimal(units)  # type: ignore[assignment]
        found[rate, "cents"] += line.amount_cents
    return found  # type: ignore[return-value]


def merged_expected(lines: Iterable[Mapping[str, Any]]) -> Counter[tuple[Decimal, Decimal]]:
    found: Counter[tuple[Decimal, str]] = Counter()
    for line in lines:
        rate = Decimal(line["rate"])
        units = Decimal(line.get("hours") or line["units"]) * line["count"]
        found[rate, "units"] += units  # type: ignore[assignment]
        found[rate, "cents"] += money(line["amount"])
    return found  # type: ignore[return-value]


def billed_hours(priced: Priced, crew: int) -> list[Decimal]:
    hours = [Decimal(0)] * crew
    for line in priced.lines:
        if line.kind == "officer":
            hours[int(line.key)] += Decimal(line.minutes or 0) / 60
    return hours
