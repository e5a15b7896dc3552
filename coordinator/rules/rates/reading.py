"""A rate card document (TOML) → `RateCard`, or its problems. The shape: the manual's Rate cards."""

import dataclasses
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from coordinator.rules.documents import Problem, Table, read_document
from coordinator.rules.rates.card import Example, RateCard, SideCard
from coordinator.rules.rates.charges import CrewRule
from coordinator.rules.rates.clause import Clause
from coordinator.rules.rates.clock import MIDNIGHT
from coordinator.rules.rates.conditions import Condition, Number, Word, flattened
from coordinator.rules.rates.days import WEEKDAYS, DayList
from coordinator.rules.rates.fees import GROUPS
from coordinator.rules.rates.lines import ROUNDINGS
from coordinator.rules.rates.reading_charges import (
    read_cancellation,
    read_crew_rule,
    read_deposit,
    read_fee,
    read_late,
    read_minimum,
    read_tax,
)
from coordinator.rules.rates.reading_days import read_days
from coordinator.rules.rates.reading_prices import (
    read_equipment,
    read_flat,
    read_hours,
    read_premium,
    read_rate,
)

C = TypeVar("C", bound=Clause)
Reader = Callable[[Table, DayList], Clause]

HOURLY: Final[Mapping[str, tuple[str, Reader]]] = {
    "hours": ("hours", read_hours),
    "rate": ("rates", read_rate),
    "premium": ("premiums", read_premium),
    "flat": ("flats", read_flat),
    "cancellation": ("cancellations", read_cancellation),
    "reduction": ("reductions", read_cancellation),
}
"""Tables of both sides: the word in the document → the field of `SideCard`, and its reader."""

BILLED: Final[Mapping[str, tuple[str, Reader]]] = {
    "equipment": ("equipment", read_equipment),
    "minimum": ("minimums", read_minimum),
    "fee": ("fees", read_fee),
    "tax": ("taxes", read_tax),
    "deposit": ("deposits", read_deposit),
    "late": ("lates", read_late),
}
"""Tables of the bill side only: every line of the pay belongs to an officer."""

DATED_BY = ("start", "requested", "hour")
GROUP_CHOICES = ("first", "highest")
OTHER_DETAILS = ("all", "employer", "job", "none")
INVOICES = ("job", "pay_period", "week", "half_month", "month")


def read_card(text: str) -> RateCard | tuple[Problem, ...]:
    """Read and check a rate card. Every problem is reported, not only the first."""
    return read_document(text, _card)


def _card(root: Table) -> RateCard:
    days = read_days(root)
    bill = _read_side(root.table("bill"), days, {**HOURLY, **BILLED})
    pay = _read_side(root.table("pay"), days, HOURLY)
    if not pay.hours:
        pay = dataclasses.replace(pay, hours=bill.hours)
    card = RateCard(
        name=root.text("name"),
        effective_on=root.day("effective_on"),
        source=root.text("source", ""),
        note=root.text("note", ""),
        bill=bill,
        pay=pay,
        days=days,
        crew=_crew(root, days),
        timezone=_timezone(root),
        examples=tuple(Example(row.line(), row.body()) for row in root.tables("example")),
    )
    if not any((*bill.rates, *bill.flats, *pay.rates, *pay.flats)):
        root.wrong(
            "", "has no price.", 'Add [[bill.rate]] with rate = 60.00 and when.role = "officer".'
        )
    return card


def _timezone(root: Table) -> str:
    zone = root.text("timezone", "UTC")
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        root.wrong("timezone", f"{zone!r} is no time zone.", "Write it as America/New_York.")
        return "UTC"
    return zone


def _crew(root: Table, days: DayList) -> tuple[CrewRule, ...]:
    return tuple(_finished_row(row, read_crew_rule(row, days)) for row in root.tables("crew"))


def _read_side(table: Table, days: DayList, tables: Mapping[str, tuple[str, Reader]]) -> SideCard:
    read: dict[str, Any] = {}
    for word, (field, reader) in tables.items():
        read[field] = tuple(_finished_row(row, reader(row, days)) for row in table.tables(word))
    side = SideCard(**read, **read_settings(table, billed="fee" in tables))
    if "fee" in tables:
        _check_bases(table, side)
    table.finish()
    return dataclasses.replace(side, clocks=_clocks(side, days), asks_numbers=_asks_numbers(side))


def _asks_numbers(side: SideCard) -> bool:
    """Whether any clause asks for a count or for hours: they are not reckoned otherwise."""
    scopes = [clause.scope for _, clause in side.clauses()]
    scopes += [step.scope for row in side.equipment for step in row.steps]
    asked = (each for scope in scopes for each in flattened((*scope.when, *scope.unless)))
    return any(isinstance(each, Number) for each in asked)


def _clocks(side: SideCard, days: DayList) -> frozenset[Any]:
    clocks = {edge for portion in side.portions() for edge in portion.edges(days)}
    return frozenset(clocks | ({MIDNIGHT} if side.dated_by == "hour" else set()))


def read_settings(table: Table, *, billed: bool) -> dict[str, Any]:
    """The plain settings of a side."""
    found: dict[str, Any] = {
        "rounding": table.choice("rounding", tuple(ROUNDINGS), "half_up"),
        "round_rate": table.flag("round_rate"),
        "groups": table.choice("groups", GROUP_CHOICES, "first"),
        "dated_by": table.choice("dated_by", DATED_BY, "start"),
        "week_starts": WEEKDAYS.index(table.choice("week_starts", WEEKDAYS, "monday")),
        "other_details": table.choice("other_details", OTHER_DETAILS, "all"),
    }
    step = table.decimal("round_total", Decimal(0))
    found["round_total"] = step or None
    if billed:
        found["invoices"] = table.choice("invoices", INVOICES, "job")
        payees = table.table("payees")
        found["payees"] = {word: payees.text(word) for word in tuple(payees.keys())}
        found["paid_directly"] = table.texts("paid_directly", ())
    return found


def _finished_row(row: Table, clause: C) -> C:
    row.finish()
    return clause


def _check_bases(table: Table, side: SideCard) -> None:
    """A percentage looks at a group, a kind of equipment, a role, or a fee or tax by its name."""
    known = {*GROUPS, "minimum", *(each.kind for each in side.equipment)}
    known |= {fee.name for fee in side.fees} | {tax.name for tax in side.taxes}
    known |= {word for _, clause in side.clauses() for word in _roles(clause.scope.when)}
    listed = ", ".join(sorted(known - {""}))
    for key in ("fee", "tax", "minimum"):
        for row in table.tables(key):
            for word in sorted({str(each) for each in row.values("of", ())} - known):
                row.wrong("of", f"{word!r} names no line of this side.", f"Known: {listed}.")


def _roles(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    named = [each.words for each in conditions if isinstance(each, Word) and each.name == "role"]
    return tuple(word for words in named for word in words)
