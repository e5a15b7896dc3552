"""A rate card in plain English: one sentence for each clause, and when it applies."""

from collections.abc import Callable, Iterable, Iterator
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
from coordinator.rules.rates.charges import Cancellation, CrewRule, Deposit, Fee, Late, Minimum, Tax
from coordinator.rules.rates.clause import Clause
from coordinator.rules.rates.days import A_DAY, Entry
from coordinator.rules.rates.lines import hours_words, number, plain
from coordinator.rules.rates.scope_words import dates_words, portion_words, scope_words

SIDES: Final = {"bill": "The employer is charged", "pay": "The officers are paid"}


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
    name = entry.name or "holidays of the country"
    part = ""
    if (entry.begins, entry.ends) != (0, A_DAY):
        part = f", from {entry.begins / 60:g} h to {entry.ends / 60:g} h after its midnight"
    kept = f", observed {entry.observed.replace('_', ' ')}" if entry.observed != "no" else ""
    return f"holiday {name}{part}{kept}"


def _settings(side: SideCard) -> Iterator[str]:
    if side.rounding != "half_up":
        yield f"lines are rounded {side.rounding.replace('_', ' ')} to the cent"
    if side.round_rate:
        yield "the price of an hour is rounded to the cent first"
    if side.round_total is not None:
        yield f"the total is rounded to the nearest {plain(side.round_total)}"
    if side.groups == "highest":
        yield "of the premiums of one group the highest counts"
    if side.dated_by != "start":
        what = {"requested": "the request", "hour": "each hour"}[side.dated_by]
        yield f"the date of {what} chooses among dated clauses"
    if side.invoices != "job":
        yield f"an invoice for each {side.invoices.replace('_', ' ')}"
    for word, payee in side.payees.items():
        yield f"{word} go to {payee}"


def _rate(row: Rate) -> str:
    if row.rate is not None:
        says = f"{plain(row.rate)} an hour"
    elif row.own_times is not None:
        says = f"{number(row.own_times)} times the officer's own wage"
    elif row.bill_times is not None:
        says = f"{number(row.bill_times)} times the employer's price"
    else:
        says = f"the employer's price less {plain(row.bill_less or Decimal(0))} an hour"
    return says + _bounds(row.least, row.most)


def _bounds(least: Decimal | None, most: Decimal | None) -> str:
    low = f", at least {plain(least)}" if least is not None else ""
    return low + (f", at most {plain(most)}" if most is not None else "")


def _premium(row: Premium) -> str:
    parts = [
        f"{number(row.times)} times the price" if row.times != 1 else "",
        f"{plain(row.add)} an hour more" if row.add else "",
        f"{number(row.add_own_times)} times the own wage more" if row.add_own_times else "",
        f"at least {plain(row.at_least)}" if row.at_least is not None else "",
        f"at most {plain(row.at_most)}" if row.at_most is not None else "",
    ]
    says = ", ".join(filter(None, parts))
    return says + (f"; only one of {row.group!r}" if row.group else "")


def _equipment(row: EquipmentRate) -> str:
    block = hours_words(row.block_minutes)
    parts = []
    if row.flat is not None:
        unit = f"the first {block}" if row.block_minutes else f"each {row.per}"
        parts.append(f"{plain(row.flat)} for {f'every {block}' if row.repeats else unit}")
    if row.rate is not None:
        parts.append(f"{plain(row.rate)} an hour")
    if row.per_mile is not None:
        free = f" beyond {number(row.free_miles)}" if row.free_miles else ""
        parts.append(f"{plain(row.per_mile)} a mile{free}")
    steps = [step.step.says() for step in row.steps]
    hours = ["as billed for the officers"] if row.follows == "billed" else []
    shown = ", then ".join(parts) + _bounds(row.least, row.most)
    return "; ".join([f"{row.kind.replace('_', ' ')}: {shown}", *hours, *steps])


def _flat(row: Flat) -> str:
    covers = "all hours" if row.covers_all else f"the first {hours_words(row.covers)}"
    paid = f", for {covers}" if row.covers or row.covers_all else ""
    return f"{plain(row.amount)} for each officer and {row.per}{paid}"


def _minimum(row: Minimum) -> str:
    if row.minutes:
        return f"at least {hours_words(row.minutes)} of officers for a request"
    return f"at least {plain(row.amount)} for a request ({_list(row.of)})"


def _fee(row: Fee) -> str:
    parts = [
        f"{number(row.percent)} % of {_list(row.of)}" if row.percent else "",
        f"{plain(row.flat)}" if row.flat else "",
        f"{plain(row.per_officer)} for each officer" if row.per_officer else "",
        f"{plain(row.per_officer_day)} for each officer and day" if row.per_officer_day else "",
        f"{plain(row.per_vehicle)} for each vehicle" if row.per_vehicle else "",
        f"{plain(row.per_day)} a day" if row.per_day else "",
        f"{plain(row.per_hour)} for each hour of an officer" if row.per_hour else "",
    ]
    says = " and ".join(filter(None, parts)) + _bounds(row.least, row.most)
    says += f", at most {plain(row.most_per_hour)} an hour" if row.most_per_hour else ""
    says += f", of {_list(row.roles)} only" if row.roles else ""
    says += ", without premiums" if row.ordinary else ""
    return says + (", after the taxes" if row.after_tax else "")


def _tax(row: Tax) -> str:
    where = "inside" if row.included else "on"
    return f"{number(row.percent)} % {where} {_list(row.of)}"


def _cancellation(row: Cancellation) -> str:
    parts = [
        hours_words(row.minutes) if row.minutes else "",
        f"{number(row.share * 100)} % of the order" if row.share else "",
        "the whole order" if row.whole_order else "",
        f"{plain(row.flat)}" if row.flat is not None else "",
    ]
    says = " or ".join(filter(None, parts)) or "nothing"
    says += " for each officer" if says != "nothing" else ""
    says += f", at {plain(row.rate)} an hour" if row.rate is not None else ""
    says += f", at {number(row.rate_times)} times the price" if row.rate_times is not None else ""
    says += ", with the equipment" if row.equipment else ""
    share = "" if row.deposit_share == 1 else f"{number(row.deposit_share * 100)} % of "
    return says + (f", {share}the deposit is kept" if row.keeps_deposit else "")


def _deposit(row: Deposit) -> str:
    parts = [
        plain(row.flat) if row.flat else "",
        f"{plain(row.per_officer)} for each officer" if row.per_officer else "",
        f"{number(row.percent)} % of the estimate" if row.percent else "",
    ]
    return "deposit " + " and ".join(filter(None, parts)) + _bounds(row.least, row.most)


def _late(row: Late) -> str:
    parts = [
        f"{number(row.percent_per_year)} % a year" if row.percent_per_year else "",
        f"{number(row.percent_per_month)} % a month" if row.percent_per_month else "",
        f"{number(row.percent)} % once" if row.percent else "",
        plain(row.flat) if row.flat else "",
    ]
    grace = f" and {row.grace_days} days of grace" if row.grace_days else ""
    return f"late after {row.due_days} days{grace}: " + " and ".join(filter(None, parts))


def _crew(row: CrewRule) -> str:
    role = row.role.replace("_", " ")
    if row.supervises:
        more = f", one more for each further {row.each}" if row.each else ""
        where = "among them" if row.inside else "on top"
        return f"from {row.from_officers} officers on {row.count} {role} {where}{more}"
    people = f"{row.count} {role} for every {row.per_attendance} people"
    return people if row.per_attendance else f"at least {row.least} {role}"


def _list(words: Iterable[str]) -> str:
    return ", ".join(word.replace("_", " ") for word in words)


_SENTENCES: Final[dict[type[Clause], Callable[[Any], str]]] = {
    HoursStep: lambda row: row.step.says(),
    Rate: _rate,
    Premium: _premium,
    Flat: _flat,
    EquipmentRate: _equipment,
    Minimum: _minimum,
    Fee: _fee,
    Tax: _tax,
    Cancellation: _cancellation,
    Deposit: _deposit,
    Late: _late,
    CrewRule: _crew,
}
