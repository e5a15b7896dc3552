"""What the book tells a rate card of details: read set-wise, then put together one by one."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from coordinator.actions.billing.card_choice import DEFAULT_CARD, card_for
from coordinator.actions.billing.charged_years import ChargedYears
from coordinator.actions.billing.other_hours import days_before, hours_before
from coordinator.actions.billing.rates_facts import (
    approved_at,
    cut_by_agency,
    job_numbers,
    job_words,
    officer_facts,
    own_wage,
    requested_at,
    seat_requested_at,
)
from coordinator.actions.pay.pay_periods import pay_anchor, pay_kind
from coordinator.rules.accounts.periods import Period, period_of
from coordinator.rules.rates import Equipment, Event, RateCard, SideCard, Work
from coordinator.rules.words import TRAINEE, EntryState
from storage.queries.book.settings import setting
from storage.queries.money.billing import (
    EarlierCharge,
    PricedDetail,
    UsedEquipment,
    WorkedEntry,
    card_documents,
    earlier_charges,
    entries_of,
    equipment_of,
)
from storage.queries.money.officers_work import OtherWork, other_work, ranks_of
from storage.queries.staffing.order_cuts import OrderCut, order_cuts
from storage.queries.staffing.today import agency_words

LONGEST_WEEK = 8 * 86_400
"""Seconds before a piece of work within which its week began, on any night of the year."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read for a set of details; `years` what was charged before in theirs, and for their
    jobs."""

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
    cuts: Mapping[int, tuple[OrderCut, ...]] = field(default_factory=dict)
    years: ChargedYears | None = None

    def card_of(self, detail: PricedDetail) -> RateCard | str:
        """The card that a detail is charged by, or one sentence saying why there is none."""
        named = detail.rate_card or self.default_card
        return card_for(self.cards, named, local_date(detail.starts_at, self.zone))

    def pay_period(self, day: date) -> Period:
        """The agency's pay period in which a local date lies."""
        return period_of(self.pay_kind, self.pay_anchor, day)


def read_facts(
    connection: sqlite3.Connection, side: str, details: tuple[int, ...], also: str = ""
) -> Facts:
    """Read for one side of these details; other work only where some card of the book asks, or
    `also`, the document of another."""
    entries = entries_of(connection, details)
    officers = {entry.officer_id for each in entries.values() for entry in each}
    cards = card_documents(connection)
    asking = (*cards, ("", "", also))
    zone = agency_words(connection).timezone
    return Facts(
        zone=zone,
        cards=cards,
        default_card=str(setting(connection, DEFAULT_CARD, "")),
        entries=entries,
        equipment=equipment_of(connection, details),
        earlier=earlier_charges(connection, side, details),
        ranks=ranks_of(connection, officers),
        pay_kind=pay_kind(connection),
        pay_anchor=pay_anchor(connection),
        others=_others(connection, officers, entries) if asks_of_others(asking) else {},
        cuts=order_cuts(connection, details) if _may_reduce(asking) else {},
        years=ChargedYears(connection, zone) if side == "bill" and _may_limit(asking) else None,
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
    used = () if charged and side == "bill" else facts.equipment.get(detail.id, ())
    holders = _holders(facts, detail, waiting) if used else {}
    things = [thing_of(each, holders.get(each.officer_id or 0, "")) for each in used]
    words = job_words(detail)
    there = [entry for entry in facts.entries.get(detail.id, ()) if entry.role != TRAINEE]
    crew = Counter({entry.assignment_id: entry.role for entry in there}.values())
    if earlier:
        words["supplementary"] = "yes"
    column = card.bill if side == "bill" else card.pay
    cuts = facts.cuts.get(detail.id, ())
    cuts = () if cuts and cut_by_agency(detail) else cuts
    work = [_work(facts, column, side, detail, entry, day) for entry in waiting]
    if cuts:
        pairs = zip(work, waiting, strict=True)
        work = [_as_ordered(each, entry, cuts) for each, entry in pairs]
    dropped = () if earlier or side == "pay" else tuple(_dropped(x) for x in cuts if x.dropped)
    return Event(
        zone=facts.zone,
        starts_at=detail.starts_at,
        work=tuple(work),
        equipment=tuple(things),
        requested_at=requested_at(detail, facts.zone),
        approved_at=approved_at(detail, facts.zone),
        cancelled_at=detail.cancelled_at,
        reduced_at=max((cut.at for cut in cuts), default=None),
        dropped=dropped,
        facts=words,
        numbers=job_numbers(detail, crew.total()),
        year_before=facts.years.before(card, detail) if facts.years else {},
        job_before=facts.years.of_job(card, detail) if facts.years else {},
        fees_here=facts.years.here(card, detail) if facts.years and earlier else None,
        crew=crew,
    )


def _holders(
    facts: Facts, detail: PricedDetail, waiting: Sequence[WorkedEntry]
) -> Mapping[int, str]:
    """With which of his seats each officer's things go: the one that they were paid with before,
    so that the seats may be paid one after the other; else the first that waits."""
    found = {entry.officer_id: key_of(entry) for entry in reversed(waiting)}
    earlier = facts.earlier.get(detail.id, ())
    paid = {charge.assignment_id for charge in earlier if charge.kind == "equipment"}
    entries = facts.entries.get(detail.id, ()) if paid else ()
    return found | {x.officer_id: key_of(x) for x in entries if x.assignment_id in paid}


def thing_of(used: UsedEquipment, holder: str = "") -> Equipment:
    """A vehicle or other thing as the rate card sees it, with the work of whoever has it."""
    return Equipment(
        f"equipment:{used.id}",
        used.kind,
        used.starts_at,
        used.ends_at,
        count=used.quantity,
        miles=Decimal(used.miles),
        holder=holder,
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
    mine = facts.others.get(entry.officer_id, ())
    before = hours_before(mine, column, detail, entry.started_at, facts.zone)
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
        own_rate=own_wage(detail, entry),
        facts=officer_facts(column, entry),
        day_before=before[0][0],
        week_before=before[1][0],
        days_before=days_before(mine, column, detail, entry.started_at, facts.zone),
        before_told=(before[0][1], before[1][1]),
        requested_at=seat_requested_at(detail, entry.position_number, facts.zone),
    )


def _dropped(cut: OrderCut) -> Work:
    """A seat that was ordered and taken off later."""
    return Work(
        key=f"seat:{cut.position_id}",
        role=cut.role,
        rank=cut.rank,
        ordered_start=cut.starts_at,
        ordered_end=cut.starts_at + cut.first_minutes * 60,
        reduced_at=cut.at,
    )


def _as_ordered(work: Work, entry: WorkedEntry, cuts: Sequence[OrderCut]) -> Work:
    """With what the seat was ordered for at first, where that was cut."""
    cut = next((x for x in cuts if x.number == entry.position_number and not x.dropped), None)
    if cut is None or work.ordered_start is None:
        return work
    first_end = work.ordered_start + cut.first_minutes * 60
    return replace(work, first_ordered_end=first_end, reduced_at=cut.at)


def _rank(facts: Facts, entry: WorkedEntry, day: str) -> str:
    held = facts.ranks.get(entry.officer_id, ())
    return next((code for from_on, code in held if from_on <= day), "")


# ── other details of the same day and week ───────────────────────────────────────────────────


def asks_of_others(cards: Sequence[tuple[str, str, str]]) -> bool:
    """Whether some card counts hours over a day or a week; a plain look at the text is enough."""
    return any("within" in document for _, _, document in cards)


def _may_limit(cards: Sequence[tuple[str, str, str]]) -> bool:
    """Whether some card has a fee with a ceiling for a year or a job."""
    return any(
        word in document for _, _, document in cards for word in ("most_per_year", "most_per_job")
    )


def _may_reduce(cards: Sequence[tuple[str, str, str]]) -> bool:
    """Whether some card charges for what is cut of an order."""
    return any("reduction]]" in document for _, _, document in cards)


def _others(
    connection: sqlite3.Connection,
    officers: Iterable[int],
    entries: Mapping[int, tuple[WorkedEntry, ...]],
) -> Mapping[int, tuple[OtherWork, ...]]:
    starts = [e.started_at for each in entries.values() for e in each if e.started_at is not None]
    if not starts:
        return {}
    return other_work(connection, officers, min(starts) - LONGEST_WEEK, max(starts) + 1)
