"""A rate card in plain English: one sentence for each clause, and when it applies."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from coordinator.rules.rates.card import (
    EquipmentRate,
    Flat,
    HoursStep,
    Premium,
    Rate,
    RateCard,
    SideCard,
)
from coordinator.rules.rates.charge_words import (
    bounds_words,
    cancellation_words,
    crew_words,
    deposit_words,
    fee_words,
    late_words,
    maximum_words,
    minimum_words,
    tax_words,
)
from coordinator.rules.rates.charges import (
    Cancellation,
    CrewRule,
    Deposit,
    Fee,
    Late,
    Maximum,
    Minimum,
    Tax,
)
from coordinator.rules.rates.clause import Clause
from coordinator.rules.rates.days import A_DAY, WEEKDAYS, Entry
from coordinator.rules.rates.lines import CENT, hours_words, number, plain
from coordinator.rules.rates.scope_words import dates_words, portion_words, scope_words


@dataclass(frozen=True, slots=True)
class CardLine:
    """One clause as it is read: its place in the document, its number, what it says, and when."""

    table: str
    clause: str
    sentence: str
    applies: str

    @property
    def line(self) -> str:
        """The whole in one line."""
        return self.sentence + (f" ({self.applies})" if self.applies else "") + "."


def card_words(card: RateCard) -> Iterator[CardLine]:
    """Every clause of a card, in its order."""
    for entry in card.days.entries:
        yield CardLine("holiday", "", _holiday(entry), "")
    for rule in card.crew:
        yield _line("crew", rule)
    for name, side in (("bill", card.bill), ("pay", card.pay)):
        same = name == "pay" and side.hours is card.bill.hours
        for table, clause in side.clauses():
            if not (same and table == "hours"):
                yield _line(f"{name}.{table}", clause)
        for sentence in _settings(side):
            yield CardLine(name, "", sentence, "")


def _line(table: str, clause: Clause) -> CardLine:
    say: Callable[[Any], str] = _SENTENCES[type(clause)]
    portion = getattr(clause, "portion", None)
    applies = [
        portion_words(portion) if portion is not None else "",
        scope_words(clause.scope),
        dates_words(clause.scope),
    ]
    number_, _, _ = clause.key.rpartition(", ")
    shown = f"{clause.label}: {say(clause)}" if clause.label else say(clause)
    return CardLine(table, number_, shown, "; ".join(filter(None, applies)))


def _holiday(entry: Entry) -> str:
    days = "; ".join(rule.words() for rule in entry.rules)
    name = f"{entry.name}: {days}" if entry.name else days
    part = ""
    if (entry.begins, entry.ends) != (0, A_DAY):
        part = f", from {entry.begins / 60:g} h to {entry.ends / 60:g} h after its midnight"
    kept = f", observed {entry.observed.replace('_', ' ')}" if entry.observed != "no" else ""
    return f"holiday {name}{part}{kept}{' instead' if entry.instead else ''}"


def _settings(side: SideCard) -> Iterator[str]:
    if side.rounding != "half_up":
        yield f"lines are rounded {side.rounding.replace('_', ' ')} to the cent"
    if side.round_rate is not None:
        step = "cent" if side.round_rate == CENT else plain(side.round_rate)
        how = side.rate_rounding.replace("_", " ")
        yield f"the price of an hour is rounded to the {step} first, {how}"
    if side.round_total is not None:
        yield f"the total is rounded to the nearest {plain(side.round_total)}"
    if side.groups == "highest":
        yield "of the premiums of one group the highest counts"
    if side.dated_by != "start":
        what = {"requested": "the request", "hour": "each hour"}[side.dated_by]
        yield f"the date of {what} chooses among dated clauses"
    yield from _of_periods(side)
    for word, payee in side.payees.items():
        yield f"{word} go to {payee}"
    if side.paid_directly:
        yield f"the employer pays {', '.join(side.paid_directly)} himself"


def _of_periods(side: SideCard) -> Iterator[str]:
    if side.week_starts:
        yield f"a week begins on {WEEKDAYS[side.week_starts].title()}"
    if side.other_details != "all":
        whose = {"none": "no other details", "job": "other details of the same job"}
        counted = whose.get(side.other_details, "other details for the same employer")
        yield f"hours over a day or week count those of {counted}"
    if side.year_starts != (1, 1):
        month, day = side.year_starts
        yield f"the year of fees with a ceiling of a year begins on {month:02}-{day:02}"
    if side.invoices != "job":
        yield f"an invoice for each {side.invoices.replace('_', ' ')}"


def _rate(row: Rate) -> str:
    if row.rate is not None:
        says = f"{plain(row.rate)} an hour"
    elif row.own_times is not None:
        says = f"{number(row.own_times)} times the officer's own wage"
        says += "" if row.unknown is None else f" ({plain(row.unknown)} until it is known)"
    elif row.bill_times is not None:
        says = f"{number(row.bill_times)} times the employer's price"
    else:
        says = f"the employer's price less {plain(row.bill_less or Decimal(0))} an hour"
    return says + bounds_words(row.least, row.most)


def _premium(row: Premium) -> str:
    percent = number((row.times - 1) * 100)
    times = f"{percent} % more" if row.on_base else f"{number(row.times)} times the price"
    parts = [
        times if row.times != 1 else "",
        f"{plain(row.add)} an hour more" if row.add else "",
        f"{number(row.add_own_times)} times the own wage more" if row.add_own_times else "",
        f"at least {plain(row.at_least)}" if row.at_least is not None else "",
        f"at most {plain(row.at_most)}" if row.at_most is not None else "",
        "reckoned on the price before any premium" if row.on_base else "",
        f"in all at most {plain(row.most_per_officer)} for each officer on a detail"
        if row.most_per_officer is not None
        else "",
    ]
    says = ", ".join(filter(None, parts)) or "the price as it is"
    return says + (f"; only one of {row.group!r}" if row.group else "")


def _equipment(row: EquipmentRate) -> str:
    block = hours_words(row.block_minutes)
    parts = []
    if row.flat is not None:
        unit = f"the first {block}" if row.block_minutes else f"each {row.per}"
        parts.append(f"{plain(row.flat)} for {f'every {block}' if row.repeats else unit}")
    if row.rate is not None:
        parts.append(f"{plain(row.rate)} an hour")
    shown = (", then " if row.block_minutes else " and ").join(parts)
    if row.per_mile is not None:
        free = f" beyond {number(row.free_miles)}" if row.free_miles else ""
        shown += f"{' and ' if shown else ''}{plain(row.per_mile)} a {row.distance}{free}"
    shown += bounds_words(row.least, row.most)
    shown += " on each day" if row.bounds_a_day else ""
    more = [
        "hours as billed for the officers" if row.follows == "billed" else "",
        *(step.step.says() for step in row.steps),
        f"{row.free} of them free" if row.free else "",
        f"cancelled: {hours_words(row.cancelled_minutes)}" if row.cancelled_minutes else "",
        "cancelled: the flat sum" if row.cancelled_flat else "",
    ]
    return "; ".join([f"{row.kind.replace('_', ' ')}: {shown}", *filter(None, more)])


def _flat(row: Flat) -> str:
    covers = "all hours" if row.covers_all else f"the first {hours_words(row.covers)}"
    paid = f", for {covers}" if row.covers or row.covers_all else ""
    return f"{plain(row.amount)} for each officer and {row.per}{paid}"


_SENTENCES: Final[dict[type[Clause], Callable[[Any], str]]] = {
    HoursStep: lambda row: row.step.says(),
    Rate: _rate,
    Premium: _premium,
    Flat: _flat,
    EquipmentRate: _equipment,
    Minimum: minimum_words,
    Maximum: maximum_words,
    Fee: fee_words,
    Tax: tax_words,
    Cancellation: cancellation_words,
    Deposit: deposit_words,
    Late: late_words,
    CrewRule: crew_words,
}
