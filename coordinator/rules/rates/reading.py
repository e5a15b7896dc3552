"""A rate card document (TOML) → `RateCard`, or its problems. The shape: the manual's Rate cards."""

import dataclasses
from collections.abc import Callable, Mapping
from decimal import Decimal
from difflib import get_close_matches
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
from coordinator.rules.rates.lines import CENT, ROUNDINGS
from coordinator.rules.rates.periods import read_year_start
from coordinator.rules.rates.reading_charges import (
    read_cancellation,
    read_crew_rule,
    read_deposit,
    read_fee,
    read_late,
    read_maximum,
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
    "maximum": ("maximums", read_maximum),
    "fee": ("fees", read_fee),
    "tax": ("taxes", read_tax),
    "deposit": ("deposits", read_deposit),
    "late": ("lates", read_late),
}
"""Tables of the bill side only: every line of the pay belongs to an officer."""

PAID: Final[Mapping[str, tuple[str, Reader]]] = {"equipment": ("equipment", read_equipment)}
"""Tables of the pay side beside those of both: what an officer gets for things of his own."""

DATED_BY = ("start", "requested", "hour")
GROUP_CHOICES = ("first", "highest")
OTHER_DETAILS = ("all", "employer", "job", "none")
INVOICES = ("job", "pay_period", "week", "half_month", "month")


def read_card(text: str) -> RateCard | tuple[Problem, ...]:
    """Read and check a rate card. Every problem is reported, not only the first."""
    return read_document(text, read_root)


def read_root(root: Table) -> RateCard:
    """The whole document."""
    days = read_days(root)
    bill = _read_side(root.table("bill"), days, {**HOURLY, **BILLED})
    pay = _read_side(root.table("pay"), days, {**HOURLY, **PAID})
    if not pay.hours:
        pay = dataclasses.replace(pay, hours=bill.hours)
    pay = dataclasses.replace(pay, **_as_billed(root.table("pay"), bill, pay))
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
        asks_numbers=any(_ask_numbers(side) for side in (bill, pay)),
        examples=tuple(Example(row.line(), row.body()) for row in root.tables("example")),
    )
    if not any((*bill.rates, *bill.flats, *pay.rates, *pay.flats)):
        root.wrong(
            "", "has no price.", 'Add [[bill.rate]] with rate = 60.00 and when.role = "officer".'
        )
    return card


def _as_billed(table: Table, bill: SideCard, pay: SideCard) -> dict[str, Any]:
    """Where pay is worked out from the employer's price, it goes by the same date, the same hours
    count before it, and what he is charged for a cancellation is paid for, unless the pay side
    says otherwise."""
    if not pay.follows:
        return {}
    words = ("other_details", "week_starts", "dated_by")
    found: dict[str, Any] = {word: getattr(bill, word) for word in words if word not in table}
    if not pay.cancellations:
        found["cancellations"] = tuple(
            dataclasses.replace(row, keeps_deposit=False, equipment=False)
            for row in bill.cancellations
        )
    return found


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
        _check_payees(table.table("payees"), side)
    table.finish()
    return dataclasses.replace(side, clocks=_clocks(side, days))


def _ask_numbers(side: SideCard) -> bool:
    """Whether any clause asks for a count or for hours: they are not reckoned otherwise."""
    scopes = [clause.scope for _, clause in side.clauses()]
    scopes += [step.scope for row in side.equipment for step in row.steps]
    scopes += [fee.whose for fee in side.fees]
    asked = [each for scope in scopes for each in (*scope.when, *scope.unless)]
    return any(isinstance(each, Number) for each in flattened(asked))


def _clocks(side: SideCard, days: DayList) -> frozenset[Any]:
    clocks = {edge for portion in side.portions() for edge in portion.edges(days)}
    return frozenset(clocks | ({MIDNIGHT} if side.dated_by == "hour" else set()))


def read_settings(table: Table, *, billed: bool) -> dict[str, Any]:
    """The plain settings of a side."""
    found: dict[str, Any] = {
        "rounding": table.choice("rounding", tuple(ROUNDINGS), "half_up"),
        "round_rate": _round_rate(table),
        "groups": table.choice("groups", GROUP_CHOICES, "first"),
        "dated_by": table.choice("dated_by", DATED_BY, "start"),
        "week_starts": WEEKDAYS.index(table.choice("week_starts", WEEKDAYS, "monday")),
        "other_details": table.choice("other_details", OTHER_DETAILS, "all"),
    }
    found["rate_rounding"] = table.choice("rate_rounding", tuple(ROUNDINGS), found["rounding"])
    if "rate_rounding" in table and found["round_rate"] is None:
        table.wrong(
            "rate_rounding", "rounds nothing.", "Write round_rate = true or 0.25 beside it."
        )
    step = table.decimal("round_total", Decimal(0))
    found["round_total"] = step or None
    if billed:
        found["year_starts"] = read_year_start(table)
        found["invoices"] = table.choice("invoices", INVOICES, "job")
        payees = table.table("payees")
        found["payees"] = {word: payees.text(word) for word in tuple(payees.keys())}
        found["paid_directly"] = table.texts("paid_directly", ())
    return found


def _round_rate(table: Table) -> Decimal | None:
    """The step to which the price of an hour is rounded: the cent, or what the card says."""
    table.known("round_rate", "true (to the cent), or a step such as 0.25 or 1.00")
    if "round_rate" not in table:
        return None
    if table.holds("round_rate", bool):
        return CENT if table.flag("round_rate") else None
    step = table.decimal("round_rate")
    if step < CENT:
        table.wrong("round_rate", "is no step.", "Write true for the cent, or 0.25, or 1.00.")
        return None
    return step


def _finished_row(row: Table, clause: C) -> C:
    row.finish()
    return clause


def _check_bases(table: Table, side: SideCard) -> None:
    """A percentage looks at a group, a kind of equipment, a role, or a fee or tax by its name."""
    known = _named(side)
    listed = ", ".join(sorted(known - {""}))
    for key in ("fee", "tax", "minimum", "maximum"):
        for row in table.tables(key):
            for word in sorted({str(each) for each in row.values("of", ())} - known):
                hint = f"Known: {listed}. A fee is meant by its name: add name = {word!r} to it."
                row.wrong("of", f"{word!r} names no line of this side.", hint)


def _named(side: SideCard) -> set[str]:
    """What lines of this side may be meant by."""
    known = {*GROUPS, "minimum", *(each.kind for each in side.equipment)}
    known |= {fee.name for fee in side.fees} | {tax.name for tax in side.taxes}
    return known | {word for _, clause in side.clauses() for word in _roles(clause.scope.when)}


def payable_words(side: SideCard) -> set[str]:
    """What `payees` may name: groups, lines by their names, and posts."""
    posts = {word for fee in side.fees for word in fee.roles}
    return {*_named(side), *posts, *_UNNAMED} - {""}


_UNNAMED = (
    "officer", "sergeant", "lieutenant", "corporal", "captain", "detective", "supervisor",
    "maximum", "deposit kept", "rounding",
)  # fmt: skip
"""Posts that a price may be for without naming them, and lines of every side."""


def _check_payees(payees: Table, side: SideCard) -> None:
    """A slip in a name would give a line to nobody, without a word; a post may be called anything,
    so that what is like nothing known is only remarked on (`remarks`)."""
    known = payable_words(side)
    for word in tuple(payees.keys()):
        near = get_close_matches(word, sorted(known), 1, 0.8)
        if word not in known and near:
            hint = f"Did you mean {near[0]!r}? Known: {', '.join(sorted(known))}."
            payees.wrong(word, "names no line of this side.", hint)


def _roles(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    named = [each.words for each in conditions if isinstance(each, Word) and each.name == "role"]
    return tuple(word for words in named for word in words)
