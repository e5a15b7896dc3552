"""From the book's facts to priced lines and charges: shared by invoicing and payroll.

Pricing reads through any connection, inside a transaction or outside; only `write_charges` writes.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coordinator.actions.rates_facts import job_numbers, job_words, own_wage
from coordinator.rules.rates import (
    OFFICER,
    TAX,
    Equipment,
    Event,
    Priced,
    PricedLine,
    RateCard,
    Unpriced,
    Work,
    plain,
    price,
    read_card,
)
from coordinator.rules.words import EntryState
from storage.queries.billing import (
    EarlierCharge,
    PricedDetail,
    UsedEquipment,
    WorkedEntry,
    card_documents,
    earlier_charges,
    entries_of,
    equipment_of,
    priced_details,
    ranks_of,
)
from storage.queries.settings import setting
from storage.queries.today import agency_words

if TYPE_CHECKING:
    from storage.transaction import Transaction

DEFAULT_CARD = "rates.default_card"
"""Setting: the card of jobs that name none. Without it, the only card there is."""

INCLUDED_TAX = "included_tax"
"""The kind of a charge that shows a tax inside the price; it adds nothing to a total."""


@dataclass(frozen=True, slots=True)
class PricedWork:
    """One side of one detail as it would be charged now."""

    detail: PricedDetail
    entries: tuple[WorkedEntry, ...]
    card: str
    lines: tuple[PricedLine, ...]

    @property
    def total_cents(self) -> int:
        """The sum of the lines, taxes inside the price aside."""
        return Priced(self.lines).total_cents


@dataclass(frozen=True, slots=True)
class Held:
    """A detail that cannot be charged yet, and why, in one sentence."""

    detail: PricedDetail
    reason: str


@dataclass(frozen=True, slots=True)
class _Facts:
    """What was read for a set of details."""

    zone: str
    cards: tuple[tuple[str, str, str], ...]
    default_card: str
    entries: Mapping[int, tuple[WorkedEntry, ...]]
    equipment: Mapping[int, tuple[UsedEquipment, ...]]
    earlier: Mapping[int, tuple[EarlierCharge, ...]]
    ranks: Mapping[int, tuple[tuple[str, str], ...]]


def price_waiting(
    connection: sqlite3.Connection, side: str, details: Iterable[int]
) -> tuple[tuple[PricedWork, ...], tuple[Held, ...]]:
    """Price what waits on one side of these details; what has no price is held with a reason."""
    wanted = tuple(details)
    facts = _read_facts(connection, side, wanted)
    priced: list[PricedWork] = []
    held: list[Held] = []
    for detail in priced_details(connection, wanted):
        found = _price_detail(facts, side, detail)
        if isinstance(found, Held):
            held.append(found)
        elif found.lines:
            priced.append(found)
    return tuple(priced), tuple(held)


def shipped_card() -> str:
    """The document of the standard card, which holds while a book has none of its own."""
    path = files("coordinator").joinpath("library/rate_cards/standard.toml")
    return path.read_text(encoding="utf-8")


def card_for(cards: Sequence[tuple[str, str, str]], name: str, on: date) -> RateCard | str:
    """The version of a card in force on a local date, or one sentence saying why there is none."""
    if not cards:
        return _parsed(shipped_card())
    names = {each[0] for each in cards}
    if not name and len(names) > 1:
        return f"The job names no rate card; the book has {', '.join(sorted(names))}."
    wanted = name or names.pop()
    for each, from_on, document in cards:
        if each == wanted and from_on <= on.isoformat():
            return _parsed(document)
    return f"No version of the rate card {wanted!r} is in force on {on.isoformat()}."


def write_charges(
    tx: "Transaction", work: PricedWork, side: str, *, invoice_id: int | None, run_id: int | None
) -> None:
    """Write the lines as charges; ordinals run on within each entry."""
    from storage.models import Charge

    assignments = {_key(entry): entry for entry in work.entries}
    for ordinal, line in enumerate(work.lines):
        entry = assignments.get(line.key)
        tx.add(
            Charge(
                detail_id=work.detail.id,
                entry_id=entry.entry_id if entry else None,
                assignment_id=entry.assignment_id if entry else None,
                side=side,
                ordinal=ordinal,
                kind=INCLUDED_TAX if line.kind == TAX and line.included else line.kind,
                label=line.label,
                minutes=line.minutes,
                quantity=line.quantity,
                rate="" if line.rate is None else plain(line.rate),
                amount_cents=line.amount_cents,
                trace=_trace(work.card, line),
                invoice_id=invoice_id,
                payroll_run_id=run_id,
            )
        )


def local_date(instant: int, zone: str) -> date:
    """The agency's calendar date of an instant."""
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).date()


def _trace(card: str, line: PricedLine) -> str:
    steps = [step.as_json() for step in line.trace]
    return json.dumps({"card": card, "unit": line.unit, "steps": steps}, ensure_ascii=False)


def _read_facts(connection: sqlite3.Connection, side: str, details: tuple[int, ...]) -> _Facts:
    entries = entries_of(connection, details)
    officers = {entry.officer_id for each in entries.values() for entry in each}
    return _Facts(
        zone=agency_words(connection).timezone,
        cards=card_documents(connection),
        default_card=str(setting(connection, DEFAULT_CARD, "")),
        entries=entries,
        equipment=equipment_of(connection, details),
        earlier=earlier_charges(connection, side, details),
        ranks=ranks_of(connection, officers),
    )


def _price_detail(facts: _Facts, side: str, detail: PricedDetail) -> PricedWork | Held:
    card = card_for(
        facts.cards,
        detail.rate_card or facts.default_card,
        local_date(detail.starts_at, facts.zone),
    )
    if isinstance(card, str):
        return Held(detail, card)
    waiting = tuple(x for x in facts.entries.get(detail.id, ()) if _waits(x, side, detail))
    earlier = facts.earlier.get(detail.id, ())
    event = _event(facts, side, detail, waiting)
    priced = price(card, event, side, taken_back(waiting, earlier))
    if isinstance(priced, Unpriced):
        return Held(detail, " ".join(priced.reasons))
    return PricedWork(detail, waiting, card.name, priced.lines)


def _waits(entry: WorkedEntry, side: str, detail: PricedDetail) -> bool:
    if entry.entry_id is None:
        return detail.cancelled_at is not None
    done = entry.invoice_id if side == "bill" else entry.payroll_run_id
    return entry.state == EntryState.APPROVED and done is None


def taken_back(
    waiting: Sequence[WorkedEntry], earlier: Sequence[EarlierCharge]
) -> tuple[PricedLine, ...]:
    """Lines that take back what was charged before for an assignment whose hours were corrected."""
    lines = []
    for entry in waiting:
        mine = [x for x in earlier if x.assignment_id == entry.assignment_id]
        amount = sum(charge.amount_cents for charge in mine)
        minutes = sum(charge.minutes for charge in mine)
        if amount or minutes:
            label = "Correction: as charged before"
            line = PricedLine(OFFICER, label, -amount, _key(entry), minutes=-minutes)
            lines.append(replace(line, name=entry.role))
    return tuple(lines)


def _key(entry: WorkedEntry) -> str:
    return str(entry.assignment_id)


def _event(facts: _Facts, side: str, detail: PricedDetail, waiting: Sequence[WorkedEntry]) -> Event:
    day = local_date(detail.starts_at, facts.zone).isoformat()
    earlier = facts.earlier.get(detail.id, ())
    charged = any(charge.kind == "equipment" for charge in earlier)
    equipment = () if charged or side == "pay" else facts.equipment.get(detail.id, ())
    words = job_words(detail)
    crew = len({entry.assignment_id for entry in facts.entries.get(detail.id, ())})
    if earlier:
        words["supplementary"] = "yes"
    return Event(
        zone=facts.zone,
        starts_at=detail.starts_at,
        work=tuple(
            _work(entry, _rank(facts, entry, day), own_wage(detail, entry)) for entry in waiting
        ),
        equipment=tuple(_thing(each) for each in equipment),
        requested_at=detail.requested_at,
        cancelled_at=detail.cancelled_at,
        facts=words,
        numbers=job_numbers(detail, crew),
    )


def _rank(facts: _Facts, entry: WorkedEntry, day: str) -> str:
    held = facts.ranks.get(entry.officer_id, ())
    return next((code for from_on, code in held if from_on <= day), "")


def _work(entry: WorkedEntry, rank: str, wage: Decimal | None) -> Work:
    return Work(
        key=_key(entry),
        role=entry.role,
        rank=rank,
        started_at=entry.started_at,
        ended_at=entry.ended_at,
        break_minutes=entry.break_minutes,
        ordered_start=entry.ordered_start,
        ordered_end=entry.ordered_end,
        own_rate=wage,
    )


def _thing(used: UsedEquipment) -> Equipment:
    return Equipment(
        f"equipment:{used.id}", used.kind, used.starts_at, used.ends_at, count=used.quantity
    )


@lru_cache(maxsize=64)
def _parsed(document: str) -> RateCard | str:
    card = read_card(document)
    if isinstance(card, RateCard):
        return card
    return f"The rate card does not read: {card[0]}"
