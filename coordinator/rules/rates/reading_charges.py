"""What is charged beside the hours, as read: fees, taxes, minimums, cancellations, deposits."""

from decimal import Decimal

from coordinator.rules.documents import Table
from coordinator.rules.rates.charges import (
    EVERYBODY,
    Cancellation,
    CrewRule,
    Deposit,
    Fee,
    Late,
    Maximum,
    Minimum,
    Tax,
)
from coordinator.rules.rates.conditions import Condition, Scope
from coordinator.rules.rates.days import DayList
from coordinator.rules.rates.lates import MONTHS
from coordinator.rules.rates.limiting import Round
from coordinator.rules.rates.reading_portions import read_hours_of_week, whole_minutes
from coordinator.rules.rates.reading_prices import common, optional
from coordinator.rules.rates.reading_scopes import read_conditions

BASES = ("officers", "equipment", "fees")
NONE = Decimal(0)
_FEE_PARTS = (
    "percent",
    "flat",
    "per_officer",
    "per_officer_day",
    "per_vehicle",
    "per_day",
    "per_hour",
    "least",
)


def read_fee(table: Table, days: DayList) -> Fee:
    """One [[bill.fee]] table."""
    key, label, scope = common(table, days)
    _check_parts(table)
    return Fee(
        key,
        label or "Administrative fee",
        scope,
        name=table.text("name", ""),
        percent=table.decimal("percent", NONE, least=Decimal(-100)),
        flat=table.decimal("flat", NONE, least=Decimal(-100_000)),
        per_officer=table.decimal("per_officer", NONE),
        per_officer_day=table.decimal("per_officer_day", NONE),
        per_vehicle=table.decimal("per_vehicle", NONE),
        per_day=table.decimal("per_day", NONE),
        per_hour=table.decimal("per_hour", NONE),
        of=table.texts("of", ("officers",)),
        least=optional(table, "least"),
        most=optional(table, "most"),
        most_per_hour=optional(table, "most_per_hour"),
        hour_bounds=table.choice("hour_bounds", ("line", "fee"), "line"),
        most_per_officer=optional(table, "most_per_officer"),
        most_per_year=_most_of_all(table, label, "most_per_year"),
        most_per_job=_most_of_all(table, label, "most_per_job"),
        after_tax=table.flag("after_tax"),
        spares_exempt=table.flag("spares_exempt", default=True),
        roles=table.texts("roles", ()),
        ordinary=table.flag("ordinary"),
        portion=read_hours_of_week(table, days),
        whose=_whose(table, days),
    )


def _whose(table: Table, days: DayList) -> Scope:
    told: list[tuple[Condition, ...]] = []
    for key in ("whose", "not_whose"):
        table.known(key, "a table as `when`, about each officer: `rank`, `role`, `fact`")
        told.append(read_conditions(table.table(key), days) if key in table else ())
    return Scope(told[0], told[1]) if any(told) else EVERYBODY


def _check_parts(table: Table) -> None:
    if not any(part in table for part in _FEE_PARTS):
        table.wrong("", "charges nothing.", "Write percent = 10, flat = 50.00 or per_hour = 5.00.")
    if "hour_bounds" in table and "most_per_hour" not in table:
        table.wrong("hour_bounds", "bounds nothing.", "Write most_per_hour = 5.00 beside it.")


def _most_of_all(table: Table, label: str, key: str) -> Decimal | None:
    """The most of a year or job: what was charged before is known by the label on the invoices."""
    most = optional(table, key)
    if most is not None and not label:
        words = "counts by the label of the fee, which has none."
        table.wrong(key, words, 'Write label = "Administration" beside it.')
    return most


def read_tax(table: Table, days: DayList) -> Tax:
    """One [[bill.tax]] table."""
    key, label, scope = common(table, days)
    return Tax(
        key,
        label or "Tax",
        scope,
        name=table.text("name", ""),
        percent=table.decimal("percent"),
        of=table.texts("of", BASES),
        included=table.flag("included"),
    )


def read_minimum(table: Table, days: DayList) -> Minimum:
    """One [[bill.minimum]] table."""
    found = Minimum(
        *common(table, days),
        amount=table.decimal("amount", NONE),
        minutes=whole_minutes(table, "hours", NONE),
        rounds=_round(table),
        of=table.texts("of", ("officers",)),
    )
    if sum(map(bool, (found.amount, found.minutes, found.rounds))) != 1:
        hint = "Write either amount = 300.00, hours = 8 or round = { minutes = 60 }."
        table.wrong("", "needs one measure.", hint)
    return found


def read_maximum(table: Table, days: DayList) -> Maximum:
    """One [[bill.maximum]] table."""
    found = Maximum(
        *common(table, days),
        amount=table.decimal("amount"),
        of=table.texts("of", ("officers", "equipment")),
    )
    if found.amount <= 0:
        table.wrong("amount", "leaves nothing to charge.", "Write amount = 2500.00.")
    return found


def _round(table: Table) -> Round | None:
    """How the hours of all officers together are rounded."""
    table.known("round", "a table with the keys of the step `round`")
    if "round" not in table:
        return None
    below = table.table("round")
    found = Round.read(below)
    if found.over_order:
        below.wrong("over", "has no order here.", "Write a number of hours.")
    below.finish()
    return found


def read_cancellation(table: Table, days: DayList) -> Cancellation:
    """One [[...cancellation]] or [[...reduction]] table."""
    return Cancellation(
        *common(table, days),
        minutes=whole_minutes(table, "hours", NONE),
        share=table.decimal("share", NONE),
        whole_order=table.flag("whole_order"),
        through_steps=table.flag("steps"),
        rate=optional(table, "rate"),
        rate_times=optional(table, "rate_times"),
        flat=optional(table, "flat"),
        keeps_deposit=table.flag("keeps_deposit"),
        deposit_share=table.decimal("deposit_share", Decimal(1)),
        equipment=table.flag("equipment"),
    )


def read_deposit(table: Table, days: DayList) -> Deposit:
    """One [[bill.deposit]] table."""
    found = Deposit(
        *common(table, days),
        flat=table.decimal("flat", NONE),
        per_officer=table.decimal("per_officer", NONE),
        percent=table.decimal("percent", NONE),
        least=optional(table, "least"),
        most=optional(table, "most"),
        applied=table.flag("applied", default=True),
        also=table.flag("also"),
        days_ahead=table.whole("days_ahead", 1),
    )
    asks = found.flat or found.per_officer or found.percent or found.least
    if not asks and "flat" not in table:
        table.wrong(
            "", "asks for nothing.", "Write flat = 100.00 or percent = 50; flat = 0 asks for none."
        )
    return found


def read_late(table: Table, days: DayList) -> Late:
    """One [[bill.late]] table."""
    found = Late(
        *common(table, days),
        percent_per_year=table.decimal("percent_per_year", NONE),
        percent_per_month=table.decimal("percent_per_month", NONE),
        percent=table.decimal("percent", NONE),
        flat=table.decimal("flat", NONE),
        due_days=table.whole("due_days", 30),
        grace_days=table.whole("grace_days", 0),
        months=table.choice("months", MONTHS, "begun"),
        compound=table.flag("compound"),
        least=optional(table, "least"),
        most=optional(table, "most"),
        from_invoice=table.flag("from_invoice"),
        days_in_year=table.whole("days_in_year", 365, least=1),
    )
    sums = found.percent_per_year, found.percent_per_month, found.percent, found.flat, found.least
    if not any(sums):
        table.wrong("", "charges nothing.", "Write percent_per_month = 1.5, for instance.")
    return found


def read_crew_rule(table: Table, days: DayList) -> CrewRule:
    """One [[crew]] table."""
    counts = table.choice("counts", ("all", "officers"), "all")
    found = CrewRule(
        *common(table, days),
        role=table.text("role", "officer"),
        count=table.whole("count", 1, least=1),
        least=table.whole("least", 0),
        per_attendance=table.whole("per_attendance", 0),
        beyond=table.whole("beyond", 0),
        direction=table.choice("direction", ("up", "down", "nearest"), "up"),
        from_officers=table.whole("from_officers", 0),
        each=table.whole("each", 0),
        inside=table.flag("inside"),
        plain_role=table.text("plain_role", ""),
        counts=counts if "counts" in table else "",
    )
    if found.counts and not found.supervises:
        table.wrong("counts", "is of supervisors.", "Write it beside from_officers.")
    if not (found.least or found.per_attendance or found.from_officers):
        hint = "Write from_officers = 5, least = 2 or per_attendance = 1000."
        table.wrong("", "asks for nobody.", hint)
    if found.beyond and not (found.least and found.per_attendance):
        hint = "Write least = 2 and per_attendance = 100 beside it."
        table.wrong("beyond", "says nothing of those before and after.", hint)
    return found
