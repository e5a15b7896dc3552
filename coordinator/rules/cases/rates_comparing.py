"""Setting what a case about rates expects against what a card makes of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from coordinator.rules.cases.rates_comparing_job import NEAR, OF_JOB
from coordinator.rules.cases.rates_forms import meant, misformed
from coordinator.rules.cases.rates_found import (
    Found,
    billed_hours,
    money,
)
from coordinator.rules.cases.rates_lines import (
    Merged,
    Split,
    merged,
    merged_expected,
    natural_split,
    same_amounts,
    splits,
)
from coordinator.rules.cases.rates_saying import both, cents_of, no_price, sum_of, sums
from coordinator.rules.rates.lines import TAX, Unpriced

Expected = Mapping[str, Any]
MONEY_FIELDS = frozenset(
    {
        "billed_hours", "rate_hours", "lines", "fees", "tax", "tax_included", "total", "subtotal",
        "pay_lines", "officer_pay", "agency_share", "payees", "invoices", "balance_due",
    }
)  # fmt: skip
"""Fields that follow from one another: another reading of one of them may change them all."""


def differences(found: Found, expect: Expected) -> dict[str, str]:
    """Field → what was expected and what was found, of every field that is not right."""
    split = _best_split(found, expect)
    wrong: dict[str, str] = {}
    for field in expect:
        words = ""
        if field in OF_MONEY:
            words = "; ".join(OF_MONEY[field](found, expect, split))
        elif field in OF_JOB:
            words = "; ".join(OF_JOB[field](found, expect))
        if words:
            wrong[field] = words
    return wrong


def unknown(expect: Expected) -> Iterator[str]:
    """What a case expects that nothing compares: it is not expressible then."""
    for field, value in expect.items():
        if field not in COMPARED:
            yield f"expect: field {field!r}{meant(field, COMPARED)}"
        yield from misformed(field, value)


def _hours(found: Found, expect: Expected, split: Split | None) -> Iterator[str]:
    yield from _hours_of(found, expect["billed_hours"], times=False)


def _rate_hours(found: Found, expect: Expected, split: Split | None) -> Iterator[str]:
    yield from _hours_of(found, expect["rate_hours"], times=True)


def _hours_of(found: Found, wanted: Sequence[str], *, times: bool) -> Iterator[str]:
    side = found.hours_side
    if isinstance(side, Unpriced):
        yield side.reasons[0]
        return
    hours = billed_hours(side, len(found.case.event.work), times=times)
    expected = [Decimal(str(each)) for each in wanted]
    same = len(hours) == len(expected) and all(
        abs(one - other) <= NEAR for one, other in zip(hours, expected, strict=True)
    )
    if not same:
        yield both(", ".join(f"{x:.2f}" for x in expected), ", ".join(f"{x:.2f}" for x in hours))


def _best_split(found: Found, expect: Expected) -> Split | None:
    """Which priced lines stand for the case's lines and which for its fees: names are free."""
    if isinstance(found.bill, Unpriced):
        return None
    if "lines" in expect or "fees" in expect:
        wanted = merged_expected(expect["lines"]) if "lines" in expect else None
        fees = [cents_of(fee["amount"]) for fee in expect["fees"]] if "fees" in expect else None
        for split in splits(found.bill.lines):
            if split.fits(wanted, fees):
                return split
    return natural_split(found.bill.lines)


def _lines(found: Found, expect: Expected, split: Split | None) -> Iterator[str]:
    if split is None:
        yield no_price(found)
        return
    wanted, have = merged_expected(expect["lines"]), merged(split.lines)
    if wanted != have:
        yield both(_merged_words(wanted), _merged_words(have))


def _fees(found: Found, expect: Expected, split: Split | None) -> Iterator[str]:
    if split is None:
        yield no_price(found)
        return
    wanted = [cents_of(fee["amount"]) for fee in expect["fees"]]
    have = [line.amount_cents for line in split.fees]
    if not same_amounts(have, wanted):
        yield both(sums(wanted), sums(have))


def _tax(found: Found, expect: Expected, split: Split | None) -> Iterator[str]:
    if isinstance(found.bill, Unpriced):
        yield no_price(found)
        return
    have = [x.amount_cents for x in found.bill.lines if x.kind == TAX and not x.included]
    wanted = [cents_of(tax["amount"]) for tax in expect["tax"]]
    if not same_amounts(have, wanted):
        yield both(sums(wanted), sums(have))


def _tax_included(found: Found, expect: Expected, split: Split | None) -> Iterator[str]:
    told = expect["tax_included"]
    each = told if isinstance(told, list) else [told]
    have = [] if isinstance(found.bill, Unpriced) else [
        line.amount_cents for line in found.bill.lines if line.included
    ]  # fmt: skip
    wanted = [cents_of(tax["amount"]) for tax in each]
    if not same_amounts(have, wanted):
        yield both(sums(wanted), sums(have))


def _total(found: Found, expect: Expected, split: Split | None) -> Iterator[str]:
    yield from sum_of(found, found.bill, expect["total"])


def _subtotal(found: Found, expect: Expected, split: Split | None) -> Iterator[str]:
    """The sum before what the source leaves open: the fees and taxes that the case names count."""
    if split is None or isinstance(found.bill, Unpriced):
        yield no_price(found)
        return
    have = sum(line.amount_cents for line in split.lines)
    have += sum(line.amount_cents for line in split.fees) if "fees" in expect else 0
    have += found.bill.tax_cents if "tax" in expect else 0
    wanted = cents_of(expect["subtotal"])
    if wanted not in (have, found.bill.net_cents):
        yield both(money(wanted), money(have))


def _pay_lines(found: Found, expect: Expected, split: Split | None) -> Iterator[str]:
    if isinstance(found.pay, Unpriced):
        yield found.pay.reasons[0]
        return
    wanted, have = merged_expected(expect["pay_lines"]), merged(found.pay.lines)
    if wanted != have:
        yield both(_merged_words(wanted), _merged_words(have))


def _officer_pay(found: Found, expect: Expected, split: Split | None) -> Iterator[str]:
    yield from sum_of(found, found.pay, expect["officer_pay"])


def _agency_share(found: Found, expect: Expected, split: Split | None) -> Iterator[str]:
    if isinstance(found.bill, Unpriced) or isinstance(found.pay, Unpriced):
        yield no_price(found)
        return
    have = found.bill.total_cents - found.pay.total_cents
    if have != cents_of(expect["agency_share"]):
        yield both(expect["agency_share"], money(have))


Compare = Callable[[Found, Expected, "Split | None"], Iterator[str]]

OF_MONEY: Final[Mapping[str, Compare]] = {
    "billed_hours": _hours,
    "rate_hours": _rate_hours,
    "lines": _lines,
    "fees": _fees,
    "tax": _tax,
    "tax_included": _tax_included,
    "total": _total,
    "subtotal": _subtotal,
    "pay_lines": _pay_lines,
    "officer_pay": _officer_pay,
    "agency_share": _agency_share,
}
"""Fields about hours and money, and how each is compared."""

COMPARED: Final = frozenset({*OF_MONEY, *OF_JOB})
"""Every field that a case may expect; there is none that is read and not compared."""


def _merged_words(lines: Merged) -> str:
    rows = sorted(lines.items())
    return ", ".join(f"{units.normalize():f} x {rate:f} = {money(n)}" for rate, (units, n) in rows)
