"""What a late payment costs: interest by the day or the month, or a flat sum."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from coordinator.rules.clauses.wording import plural
from coordinator.rules.rates.charges import Late
from coordinator.rules.rates.lines import Trace, cents, number, plain

MONTHS = ("full", "begun", "exact")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class LateCharge:
    """The interest in cents, with what it was reckoned from."""

    amount_cents: int
    days_late: int
    months_late: Decimal
    trace: Trace


def late_charge(
    row: Late, amount_cents: int, paid_on: date, *, invoiced_on: date | None, due_on: date | None
) -> LateCharge:
    """What is due for paying on that date; needs the day of the invoice or the day it was due.

    Raises ValueError when neither is known.
    """
    due = due_on or (invoiced_on + timedelta(days=row.due_days) if invoiced_on else None)
    if due is None:
        raise ValueError("Neither the day of the invoice nor the day it was due is known.")
    late = max(0, (paid_on - due).days)
    counted_from = (invoiced_on or due) if row.from_invoice else due
    days = max(0, (paid_on - counted_from).days) if late else 0
    months = _months(row, counted_from, paid_on) if late else Decimal(0)
    if late <= row.grace_days:
        return LateCharge(0, late, months, Trace(row.key, _in_time(row, late, due)))
    amount = Decimal(amount_cents)
    found = (
        row.flat * 100
        + amount * row.percent / HUNDRED
        + amount * row.percent_per_year * days / (HUNDRED * row.days_in_year)
    )
    found += _monthly(row, amount, months)
    found, bound = _bounded(row, found) if late else (found, "")
    words = f"{plain(amount / 100)} open, {_span_words(due, paid_on)}"
    if row.from_invoice:
        words += f", counted from {counted_from} ({_days(days)})"
    words += f": {_rate_words(row, months)}{bound}"
    return LateCharge(cents(found / 100), days, months, Trace(row.key, words))


def _span_words(due: date, until: date) -> str:
    """How late on which day: "12 days late on 2026-07-13 (due 2026-07-01)"."""
    return f"{_days((until - due).days)} late on {until} (due {due})"


def _days(number_of: int) -> str:
    return f"{number_of} {plural(number_of, 'day')}"


def _in_time(row: Late, late: int, due: date) -> str:
    if not late:
        return f"it is due on {due} and not late before the day after."
    grace = _days(row.grace_days)
    return f"it was due on {due}, {_days(late)} late: within the grace of {grace}."


def _bounded(row: Late, found: Decimal) -> tuple[Decimal, str]:
    """Hundredths of the currency within the row's bounds, and which bound it was."""
    if row.most is not None and found > row.most * HUNDRED:
        return row.most * HUNDRED, f", at most {plain(row.most)}"
    if row.least is not None and found < row.least * HUNDRED:
        return row.least * HUNDRED, f", at least {plain(row.least)}"
    return found, ""


def _monthly(row: Late, amount: Decimal, months: Decimal) -> Decimal:
    rate = row.percent_per_month / HUNDRED
    if row.compound:
        return amount * ((1 + rate) ** months - 1)
    return amount * rate * months


def _rate_words(row: Late, months: Decimal) -> str:
    parts = [
        f"{number(row.percent_per_year)} % a year" if row.percent_per_year else "",
        f"{number(row.percent_per_month)} % a month, {_months_words(months)}"
        if row.percent_per_month
        else "",
        f"{number(row.percent)} % once" if row.percent else "",
        f"{plain(row.flat)} flat" if row.flat else "",
    ]
    return " and ".join(filter(None, parts))


def _months_words(months: Decimal) -> str:
    return f"{number(months)} {'month' if months == 1 else 'months'}"


def _months(row: Late, start: date, end: date) -> Decimal:
    if row.months == "exact":
        return Decimal((end - start).days) * 12 / row.days_in_year
    whole = (end.year - start.year) * 12 + end.month - start.month
    whole -= end < _month_after(start, whole)
    if row.months == "begun" and _month_after(start, whole) < end:
        whole += 1
    return Decimal(whole)


def _month_after(start: date, months: int) -> date:
    """The same day so many months on; in a shorter month its last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = start.day
    while True:
        try:
            return date(year, month + 1, day)
        except ValueError:
            day -= 1
