"""Comparing what a case expects of the job as a whole: deposits, payees, invoices, crew, notice."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from coordinator.rules.cases.rates_found import Found, interest_of, invoices_of, money, notice_of
from coordinator.rules.cases.rates_saying import both, cents_of, maybe, no_price, sums
from coordinator.rules.rates.crews import positions_required
from coordinator.rules.rates.lines import Unpriced
from coordinator.rules.rates.pricing import deposit_applied, deposit_of, payees_of
from coordinator.rules.spans import instant_of

Expected = Mapping[str, Any]
NEAR = Decimal("0.005")
"""Hours and notices this close are the same."""


def _deposit_required(found: Found, expect: Expected) -> Iterator[str]:
    # A card that asks for none asks for 0.00.
    have = deposit_of(found.card, found.case.event) or 0
    yield from _of_deposit(have, expect["deposit_required"])


def _deposit_applied(found: Found, expect: Expected) -> Iterator[str]:
    have = deposit_applied(found.card, found.case.event) or 0
    yield from _of_deposit(have, expect["deposit_applied"])


def _of_deposit(have: int | Unpriced, wanted: Any) -> Iterator[str]:
    if isinstance(have, Unpriced):
        yield " ".join(have.reasons)
        return
    yield from maybe(have, wanted, "")


def _balance(found: Found, expect: Expected) -> Iterator[str]:
    if isinstance(found.bill, Unpriced):
        yield no_price(found)
        return
    applied = deposit_applied(found.card, found.case.event) or 0
    have = applied if isinstance(applied, Unpriced) else found.bill.total_cents - applied
    yield from _of_deposit(have, expect["balance_due"])


def _payees(found: Found, expect: Expected) -> Iterator[str]:
    if isinstance(found.bill, Unpriced):
        yield no_price(found)
        return
    have = payees_of(found.card.bill, found.bill.lines)
    wanted = {str(each["payee"]): cents_of(each["amount"]) for each in expect["payees"]}
    # The names are the agency's own: where the card uses others, the sums must be the same.
    named = wanted.keys() <= have.keys()
    same = have == wanted if named else sorted(have.values()) == sorted(wanted.values())
    if not found.card.bill.payees:
        yield "the card names no payees ([bill.payees])"
    elif not same:
        yield both(_shares(wanted), _shares(have))


def _invoices(found: Found, expect: Expected) -> Iterator[str]:
    have = invoices_of(found)
    if isinstance(have, str):
        yield have
        return
    zone = found.case.event.local_zone
    wanted = [
        (instant_of(datetime.fromisoformat(each["period_start"]), zone)[0], cents_of(each["total"]))
        for each in expect["invoices"]
    ]
    if have != wanted:
        yield both(sums([n for _, n in wanted]), sums([n for _, n in have]))


def _positions(found: Found, expect: Expected) -> Iterator[str]:
    if not found.card.crew:
        yield "the card says nothing of who is needed ([[crew]])"
        return
    wanted: Counter[str] = Counter()
    for each in expect["positions_required"]:
        wanted[str(each["role"])] += int(each["count"])
    have = Counter(positions_required(found.card, found.case.event, found.case.asked))
    if have != wanted:
        yield both(_crew(wanted), _crew(have))


def _notice(found: Found, expect: Expected) -> Iterator[str]:
    unit = str(expect["notice"]["unit"])
    have, wanted = notice_of(found, unit), Decimal(str(expect["notice"]["value"]))
    if isinstance(have, str):
        yield have
    elif abs(have - wanted) > NEAR:
        yield both(f"{wanted} {unit}", f"{have:.2f} {unit}")


def _interest(found: Found, expect: Expected) -> Iterator[str]:
    have = interest_of(found)
    if isinstance(have, str):
        yield have
        return
    told = expect["interest"]
    if "amount" in told and have.amount_cents != cents_of(told["amount"]):
        yield both(told["amount"], money(have.amount_cents))
    if "days_late" in told and have.days_late != int(told["days_late"]):
        yield both(f"{told['days_late']} days late", str(have.days_late))
    if "months_late" in told and abs(have.months_late - Decimal(str(told["months_late"]))) > NEAR:
        yield both(f"{told['months_late']} months late", f"{have.months_late:.2f}")
    for key in ("percent_per_year", "percent_per_month"):
        rates = [getattr(row, key) for row in found.card.bill.lates]
        if key in told and Decimal(str(told[key])) not in rates:
            yield both(f"{key} {told[key]}", ", ".join(map(str, rates)))


def _shares(shares: Mapping[str, int]) -> str:
    return ", ".join(f"{payee} {money(amount)}" for payee, amount in sorted(shares.items()))


def _crew(crew: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {role}" for role, count in sorted(crew.items()))


OF_JOB: Final[Mapping[str, Callable[[Found, Expected], Iterator[str]]]] = {
    "deposit_required": _deposit_required,
    "deposit_applied": _deposit_applied,
    "balance_due": _balance,
    "payees": _payees,
    "invoices": _invoices,
    "positions_required": _positions,
    "notice": _notice,
    "interest": _interest,
    "note": lambda found, expect: iter(()),
}
"""Fields about the job as a whole, and how each is compared."""
