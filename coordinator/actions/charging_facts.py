"""What the book tells a rate card of details: read set-wise, then put together one by one."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from coordinator.actions.card_choice import DEFAULT_CARD, card_for
from coordinator.actions.pay_periods import pay_anchor, pay_kind
from coordinator.actions.rates_facts import job_numbers, job_words, own_wage
from coordinator.rules.accounts.periods import Period, period_of
from coordinator.rules.rates import Equipment, Event, RateCard, SideCard, Work
from coordinator.rules.rates.clock import week_of
from coordinator.rules.words import TRAINEE, EntryState
from storage.queries.billing import (
    EarlierCharge,
    OtherWork,
    PricedDetail,
    UsedEquipment,
    WorkedEntry,
    card_documents,
    earlier_charges,
    entries_of,
    equipment_of,
    other_work,
    ranks_of,
)
from storage.queries.settings import setting
from storage.queries.today import agency_words

LONGEST_WEEK = 8 * 86_400
"""Seconds before a piece of work within which its week began, on any night of the year."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read for a set of details."""

    zone: str
    cards: tuple[tuple[str, str, str], ...]
    default_card: str
    entries: Mapping[int, tuple[WorkedEntry, ...]]
    equipment: Mapping[int, tuple[UsedEquipment, ...]]
    earlier: Mapping[int, tuple[EarlierCharge, ...]]
    ranks: Mapping[int, tuple[tuple[str, str], ...]]
    pay_kind: str
    pay_anchor: date
    others: Mapping[int, tuple[OtherWork, ...]] = field(default_factory=dict)

    def card_of(self, detail: PricedDetail) -> RateCard | str:
        """The card that a detail is charged by, or one sentence saying why there is none."""
        named = detail.rate_card or self.default_card
        return card_for(self.cards, named, local_date(detail.starts_at, self.zone))

    def pay_period(self, day: date) -> Period:
        """The agency's pay period in which a local date lies."""
        return period_of(self.pay_kind, self.pay_anchor, day)


def read_facts(connection: sqlite3.Connection, side: str, details: tuple[int, ...]) -> Facts:
    """Read for one side of these details; other work only where some card of the book asks."""
    entries = entries_of(connection, details)
    officers = {entry.officer_id for each in entries.values() for entry in each}
    cards = card_documents(connection)
    return Facts(
        zone=agency_words(connection).timezone,
        cards=cards,
        default_card=str(setting(connection, DEFAULT_CARD, "")),
        entries=entries,
        equipment=equipment_of(connection, details),
        earlier=earlier_charges(connection, side, details),
        ranks=ranks_of(connection, officers),
        pay_kind=pay_kind(connection),
        pay_anchor=pay_anchor(connection),
        others=_others(connection, cards, officers, entries) if _may_ask(cards) else {},
    )


def local_date(instant: int, zone: str) -> date:
    """The agency's calendar date of an instant."""
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).date()


def key_of(entry: WorkedEntry) -> str:
    """What priced lines call an assignment."""
    return str(entry.assignment_id)


def waits(entry: WorkedEntry, side: str, detail: PricedDetail) -> bool:
    """Whether these hours, or this seat of a cancelled detail, are still to be charged.

    A trainee is beside the crew: nobody is billed for him.
    """
    if side == "bill" and entry.role == TRAINEE:
        return False
    if entry.entry_id is None:
        return detail.cancelled_at is not None
    done = entry.invoice_id if side == "bill" else entry.payroll_run_id
    return entry.state == EntryState.APPROVED and done is None


def event_of(
    facts: Facts, card: RateCard, side: str, detail: PricedDetail, waiting: Sequence[WorkedEntry]
) -> Event:
    """The detail as the rate card sees it. What it caused afterwards, such as an arrest, is kept
    apart from the hours on the employer's side; the officer's pay is for all of it."""
    day = local_date(detail.starts_at, facts.zone).isoformat()
    earlier = facts.earlier.get(detail.id, ())
    charged = any(charge.kind == "equipment" for charge in earlier)
    equipment = () if charged or side == "pay" else facts.equipment.get(detail.id, ())
    words = job_words(detail)
    there = [entry for entry in facts.entries.get(detail.id, ()) if entry.role != TRAINEE]
    crew = len({entry.assignment_id for entry in there})
    if earlier:
        words["supplementary"] = "yes"
    column = card.bill if side == "bill" else card.pay
    return Event(
        zone=facts.zone,
        starts_at=detail.starts_at,
        work=tuple(_work(facts, column, side, detail, entry, day) for entry in waiting),
        equipment=tuple(thing_of(each) for each in equipment),
        requested_at=detail.requested_at,
        cancelled_at=detail.cancelled_at,
        facts=words,
        numbers=job_numbers(detail, crew),
    )


def thing_of(used: UsedEquipment) -> Equipment:
    """A vehicle or other thing as the rate card sees it."""
    return Equipment(
        f"equipment:{used.id}", used.kind, used.starts_at, used.ends_at, count=used.quantity
    )


def _work(
    facts: Facts,
    column: SideCard,
    side: str,
    detail: PricedDetail,
    entry: WorkedEntry,
    day: str,
) -> Work:
    arrest = entry.arrest_minutes if side == "bill" and entry.ended_at is not None else 0
    ended = entry.ended_at if entry.ended_at is None else entry.ended_at - arrest * 60
    before = _before(facts, column, detail, entry)
    return Work(
        key=key_of(entry),
        role=entry.role,
        rank=_rank(facts, entry, day),
        started_at=entry.started_at,
        ended_at=ended,
        break_minutes=entry.break_minutes,
        extra=(("arrest", arrest),) if arrest else (),
        ordered_start=entry.ordered_start,
        ordered_end=entry.ordered_end,
        own_rate=_wage(detail, entry),
        day_before=before[0],
        week_before=before[1],
    )


def _wage(detail: PricedDetail, entry: WorkedEntry) -> Decimal | None:
    return own_wage(detail, entry)


def _rank(facts: Facts, entry: WorkedEntry, day: str) -> str:
    held = facts.ranks.get(entry.officer_id, ())
    return next((code for from_on, code in held if from_on <= day), "")


# ── other details of the same day and week ───────────────────────────────────────────────────


def _may_ask(cards: Sequence[tuple[str, str, str]]) -> bool:
    """Whether some card counts hours over a day or a week; a plain look at the text is enough."""
    return any("within" in document for _, _, document in cards)


def _others(
    connection: sqlite3.Connection,
    cards: Sequence[tuple[str, str, str]],
    officers: Iterable[int],
    entries: Mapping[int, tuple[WorkedEntry, ...]],
) -> Mapping[int, tuple[OtherWork, ...]]:
    starts = [e.started_at for each in entries.values() for e in each if e.started_at is not None]
    if not starts:
        return {}
    return other_work(connection, officers, min(starts) - LONGEST_WEEK, max(starts) + 1)


def _before(
    facts: Facts, column: SideCard, detail: PricedDetail, entry: WorkedEntry
) -> tuple[int, int]:
    """Minutes on other details before this work, of its local day and of its week."""
    mine = facts.others.get(entry.officer_id, ())
    if entry.started_at is None or len(mine) < 2 or column.other_details == "none":
        return 0, 0
    zone = ZoneInfo(facts.zone)
    day = datetime.fromtimestamp(entry.started_at, zone).date()
    week = week_of(day, column.week_starts)
    begins = [int(datetime.combine(each, time(), zone).timestamp()) for each in (day, week)]
    found = [0, 0]
    for other in mine:
        if _counts(column.other_details, other, detail, entry.started_at):
            for place, begin in enumerate(begins):
                found[place] += _minutes_after(other, begin)
    return found[0], found[1]


def _counts(which: str, other: OtherWork, detail: PricedDetail, started_at: int) -> bool:
    if other.detail_id == detail.id or other.started_at >= started_at:
        return False
    if which == "employer":
        return other.employer_id == detail.employer_id
    return which == "all" or other.job_id == detail.job_id


def _minutes_after(other: OtherWork, begin: int) -> int:
    """The minutes of a piece of work after an instant; a break counts by its share of them."""
    whole = (other.ended_at - other.started_at) // 60
    after = max(0, other.ended_at - max(other.started_at, begin)) // 60
    return after - (other.break_minutes * after // whole if whole else 0)
