"""What a rate card makes of a case, in the words of the case format."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from coordinator.rules.cases.rates_reading import Charged, RateCase
from coordinator.rules.rates.card import RateCard, SideCard
from coordinator.rules.rates.clock import MIDNIGHT
from coordinator.rules.rates.crews import positions_required
from coordinator.rules.rates.facts import Event
from coordinator.rules.rates.invoice_split import split_by_period
from coordinator.rules.rates.lates import LateCharge, late_charge
from coordinator.rules.rates.lines import OFFICER, Priced, PricedLine, Unpriced, plain
from coordinator.rules.rates.notices import Count, Notice
from coordinator.rules.rates.periods import invoice_period, year_of
from coordinator.rules.rates.pricing import deposit_applied, deposit_of, payees_of, price
from coordinator.rules.rates.situations import situation_of

LAST_FIRST = ("cancelled", "reduced", "approved", "requested")
ELAPSED = ("minutes", "hours", "days")
COUNTED = {
    "minutes": ELAPSED,
    "hours": (*ELAPSED, "working_hours"),
    "days": ("days", "calendar_days"),
    "business_days": ("business_days", "clear_business_days"),
}
"""What a case calls a unit → the units in which a card may count it."""


@dataclass(frozen=True, slots=True)
class Found:
    """Both sides of a case as the card prices them; what has no price says so."""

    card: RateCard
    case: RateCase
    bill: Priced | Unpriced
    pay: Priced | Unpriced

    @property
    def hours_side(self) -> Priced | Unpriced:
        """The side whose hours a case means: the bill, unless the card or the case has only pay."""
        only_pay = not (self.card.bill.rates or self.card.bill.flats)
        asks = self.case.expect
        pays = "pay_lines" in asks or "officer_pay" in asks
        if only_pay or (pays and not {"lines", "total", "subtotal"} & set(asks)):
            return self.pay
        return self.bill


def find(card: RateCard, case: RateCase) -> Found:
    """Price both sides. Where a case is about hours only, an unknown own wage counts as 1."""
    first, last = year_of(card.bill.year_starts, case.event.starts_on)
    in_year = [each for each in case.charged if first <= each.on < last]
    of_job = [each for each in case.charged if each.same_job]
    event = replace(case.event, year_before=_by_label(in_year), job_before=_by_label(of_job))
    if "rate_hours" in case.expect:
        known = [replace(x, own_rate=x.own_rate or Decimal(1)) for x in event.work]
        event = replace(event, work=tuple(known))
    return Found(card, case, price(card, event, "bill"), price(card, event, "pay"))


def _by_label(charged: Iterable[Charged]) -> Mapping[str, Decimal]:
    """What was charged before, by the label of the fee."""
    found: dict[str, Decimal] = {}
    for each in charged:
        found[each.label] = found.get(each.label, Decimal(0)) + each.amount
    return found


def billed_hours(side: Priced, crew: int, *, times: bool = False) -> list[Decimal]:
    """Hours for each crew entry; with `times` each hour by the multiplier of its price."""
    hours = [Decimal(0)] * crew
    for line in side.lines:
        if line.kind == OFFICER and line.key.isdecimal() and int(line.key) < crew:
            factor = line.factor if times else 1
            hours[int(line.key)] += Decimal(line.minutes or 0) * factor / 60
    return hours


def invoices_of(found: Found) -> list[tuple[int, int]] | str:
    """(start of the period, total in cents) of each invoice, or why there are none."""
    periods = _periods(found)
    if isinstance(periods, str):
        return periods
    parts = split_by_period(found.card, found.case.event, periods)
    if isinstance(parts, Unpriced):
        return parts.reasons[0]
    return [(part.start, part.total_cents) for part in parts]


def _periods(found: Found) -> list[tuple[int, int]] | str:
    way = found.card.bill.invoices
    if way == "job":
        return "the card makes one invoice for a job (bill.invoices)"
    if way == "pay_period":
        return list(found.case.periods) or "the case names no pay periods"
    event = found.case.event
    pieces = [each.anchor for each in (*event.work, *event.dropped)]
    pieces += [thing.started_at for thing in event.equipment]
    first, last = min(pieces, default=event.starts_at), max(pieces, default=event.starts_at)
    periods = []
    start = _period_start(event, first, way, found.card.bill)
    while start <= last:
        end = _period_start(event, start, way, found.card.bill, after=True)
        periods.append((start, end))
        start = end
    return periods


def _period_start(
    event: Event, instant: int, way: str, side: SideCard, *, after: bool = False
) -> int:
    """The instant at which the invoice period of an instant begins, or the one after it."""
    period = invoice_period(way, event.local_date(instant), side.week_starts)
    assert period is not None, way
    return int(datetime.combine(period[1 if after else 0], MIDNIGHT, event.local_zone).timestamp())


def notice_of(found: Found, unit: str) -> Decimal | str:
    """The notice given, as the card's own clauses count it in that unit, or why it is not known."""
    event = found.case.event
    situation = situation_of(found.card, event)
    known = [which for which in LAST_FIRST if situation.instant(which) is not None]
    if not known:
        return "the case has neither a request nor a cancellation"
    rows = [row for side in (found.card.bill, found.card.pay) for _, row in side.clauses()]
    notices = [
        condition
        for row in rows
        for condition in (*row.scope.when, *row.scope.unless)
        if isinstance(condition, Notice) and condition.count.unit in COUNTED.get(unit, (unit,))
    ]
    for which in known:
        for notice in notices:
            at = situation.instant(which)
            if notice.which == which and at is not None:
                elapsed = notice.count.unit in ELAPSED and unit in ELAPSED
                count = Count(unit) if elapsed else notice.count
                return count.given(at, situation)
    return f"no clause of the card counts notice in {unit}"


def interest_of(found: Found) -> LateCharge | str:
    """The interest on the case's account, or why there is none."""
    account = found.case.account
    if account is None:
        return "the case names no account"
    situation = situation_of(found.card, found.case.event)
    row = next((x for x in found.card.bill.lates if x.scope.holds(situation)), None)
    if row is None:
        return "the card says nothing of late payment ([[bill.late]])"
    try:
        return late_charge(
            row, account.amount_cents, account.paid_on,
            invoiced_on=account.invoiced_on, due_on=account.due_on,
        )  # fmt: skip
    except ValueError as error:
        return str(error)


def values_of(found: Found) -> Mapping[str, Any]:
    """Everything that the card makes of the case, as the format writes it, with the reasons."""
    values: dict[str, Any] = {}
    hours = found.hours_side
    if isinstance(hours, Priced):
        crew = len(found.case.event.work)
        values["billed_hours"] = [_hours(x) for x in billed_hours(hours, crew)]
    if isinstance(found.bill, Priced):
        values |= _bill_values(found, found.bill)
    if isinstance(found.pay, Priced) and (found.card.pay.rates or found.card.pay.flats):
        values["pay_lines"] = [line_values(x) for x in found.pay.lines]
        values["officer_pay"] = money(found.pay.total_cents)
        if isinstance(found.bill, Priced):
            values["agency_share"] = money(found.bill.total_cents - found.pay.total_cents)
    if found.card.crew:
        needed = positions_required(found.card, found.case.event, found.case.asked)
        values["positions_required"] = [{"role": r, "count": n} for r, n in needed.items()]
    for side in (found.bill, found.pay):
        if isinstance(side, Unpriced):
            values.setdefault("unpriced", []).extend(side.reasons)
    return values


def _bill_values(found: Found, bill: Priced) -> dict[str, Any]:
    tax = [line for line in bill.lines if line.kind == "tax"]
    priced = [x for x in bill.lines if x.kind in ("officer", "equipment")]
    values: dict[str, Any] = {
        "lines": [line_values(line) for line in priced],
        "fees": [line_values(line) for line in bill.lines if line.kind == "fee"],
        "tax": [line_values(line) for line in tax if not line.included],
        "tax_included": [line_values(line) for line in tax if line.included],
        "subtotal": money(bill.net_cents),
        "total": money(bill.total_cents),
    }
    event = found.case.event
    required, applied = deposit_of(found.card, event), deposit_applied(found.card, event)
    if isinstance(required, int):
        values["deposit_required"] = money(required)
    if isinstance(applied, int):
        values["deposit_applied"] = money(applied)
        values["balance_due"] = money(bill.total_cents - applied)
    if found.card.bill.payees:
        shares = payees_of(found.card.bill, bill.lines)
        values["payees"] = [{"payee": p, "amount": money(n)} for p, n in shares.items()]
    invoices = invoices_of(found) if found.card.bill.invoices != "job" else ""
    if not isinstance(invoices, str):
        values["invoices"] = [{"total": money(total)} for _, total in invoices]
    interest = interest_of(found) if found.case.account else ""
    if not isinstance(interest, str):
        values["interest"] = {"amount": money(interest.amount_cents)}
    return values


def line_values(line: PricedLine) -> dict[str, Any]:
    """One line with the clauses, figures and facts behind it."""
    values: dict[str, Any] = {"what": line.label}
    if line.unit == "hour" and line.minutes:
        values |= {"hours": _hours(Decimal(line.minutes) / 60), "count": line.quantity}
    elif line.unit == "percent":
        values["percent"] = plain(line.rate or Decimal(0))
    else:
        values |= {"units": line.quantity, "unit": line.unit}
    if line.rate is not None and line.unit != "percent":
        values["rate"] = plain(line.rate)
    values["amount"] = money(line.amount_cents)
    values["why"] = [step.as_json() for step in line.trace]
    return values


def money(cents: int) -> str:
    """Cents as the format writes money."""
    return f"{Decimal(cents) / 100:.2f}"


def _hours(value: Decimal) -> str:
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded.normalize():f}"
