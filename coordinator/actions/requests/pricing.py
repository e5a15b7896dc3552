"""What a request would cost, said at once: by the rate card of its class, before it is a job."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

from coordinator.actions.billing.card_choice import DEFAULT_CARD, card_for
from coordinator.actions.billing.ordered import count_fees
from coordinator.actions.billing.rates_facts import job_numbers, job_words
from coordinator.actions.policy.taking_jobs import Wanted
from coordinator.actions.staffing.crew_asked import CrewAsked, Occasion, crew_asked
from coordinator.rules.intake.conditions import Value
from coordinator.rules.intake.document import EventClass
from coordinator.rules.intake.questions import EventForm
from coordinator.rules.intake.wanted import WantedDate
from coordinator.rules.intake.words import Into
from coordinator.rules.rates import Event, Priced, RateCard, Unpriced, Work, deposit_parts, price
from coordinator.rules.rates.estimates import estimated
from coordinator.rules.rates.facts import Equipment
from coordinator.rules.rates.words import card_words
from storage.queries.book.settings import setting
from storage.queries.money.billing import PricedDetail, card_documents
from storage.queries.staffing.facts import agency_zone


@dataclass(frozen=True, slots=True)
class Ordered:
    """What is to be priced. `job_class` is the class by notice; `facts` those kept with the job."""

    event: EventClass
    dates: tuple[WantedDate, ...]
    job_class: str
    facts: Mapping[str, Value | int]
    equipment: Mapping[str, int]
    employer_id: int | None
    requested_at: int


@dataclass(frozen=True, slots=True)
class DatePrice:
    """One date with its priced lines."""

    date: WantedDate
    priced: Priced


@dataclass(frozen=True, slots=True)
class RequestPrice:
    """What a request comes to. `minimum` are the card's own words on least hours and sums,
    `cancellation` on giving notice too late; `problem` says why there is no price."""

    cents: int = 0
    dates: tuple[DatePrice, ...] = ()
    card: str = ""
    minimum: tuple[str, ...] = ()
    cancellation: tuple[str, ...] = ()
    deposit_cents: int = 0
    problem: str = ""
    recurs: bool = False

    @property
    def sentence(self) -> str:
        """'1,188.00 by Standard; at least 4 hours each', or why there is no price."""
        if self.problem:
            return self.problem
        each = " for the first date" if self.recurs else ""
        deposit = f"; deposit {self.deposit_cents / 100:,.2f}" if self.deposit_cents else ""
        least = f"; {'; '.join(self.minimum)}" if self.minimum else ""
        return f"{self.cents / 100:,.2f}{each} by the rate card {self.card}{deposit}{least}"


def order_of(
    event: EventClass,
    form: EventForm,
    answers: Mapping[str, Value],
    dates: tuple[WantedDate, ...],
    job_class: str,
    employer_id: int | None,
    requested_at: int,
) -> Ordered:
    """What the answers say to a rate card."""
    facts: dict[str, Value] = {}
    equipment: dict[str, int] = {}
    for question in form.questions:
        value = answers.get(question.key)
        if value is None or question.into is None:
            continue
        if question.into is Into.EQUIPMENT and isinstance(value, int) and value > 0:
            equipment[question.name] = int(value)
        elif question.into is Into.FACT:
            facts[question.name] = value
        elif question.into in (Into.ATTENDANCE, Into.ALCOHOL):
            facts[str(question.into)] = value
    return Ordered(event, dates, job_class, facts, equipment, employer_id, requested_at)


NO_FEES: Mapping[str, Decimal] = MappingProxyType({})


def price_order(connection: sqlite3.Connection, ordered: Ordered) -> RequestPrice:
    """Every date as it would be billed if it were worked as ordered."""
    if not ordered.dates:
        return RequestPrice(problem="Without dates and hours there is no price.")
    zone = agency_zone(connection)
    documents = card_documents(connection)
    named = ordered.event.rate_card or str(setting(connection, DEFAULT_CARD, ""))
    found: list[DatePrice] = []
    card: RateCard | str = ""
    of_job: dict[str, Decimal] = {}
    for date in ordered.dates:
        card = card_for(documents, named, date.starts.date())
        if isinstance(card, str):
            return RequestPrice(problem=card)
        priced = price_date(connection, ordered, date, card, zone, of_job)
        if not isinstance(priced, Priced):
            return RequestPrice(problem=" ".join(priced.reasons))
        count_fees(of_job, priced)
        found.append(DatePrice(date, priced))
    assert isinstance(card, RateCard)
    whole = _event(connection, ordered, ordered.dates, zone)
    worth = sum(each.priced.total_cents for each in found)
    deposit = deposit_parts(card, whole, worth)
    if isinstance(deposit, Unpriced):
        return RequestPrice(problem=" ".join(deposit.reasons))
    return RequestPrice(
        cents=worth,
        dates=tuple(found),
        card=card.name,
        minimum=_least(card),
        cancellation=_cancelling(card),
        deposit_cents=sum(part.cents for part in deposit),
    )


def price_date(
    connection: sqlite3.Connection,
    ordered: Ordered,
    date: WantedDate,
    card: RateCard,
    zone: str,
    of_job: Mapping[str, Decimal] = NO_FEES,
) -> Priced | Unpriced:
    """One date by a card as it would be billed if it were worked as ordered; `zone` is IANA,
    `of_job` what fees came to on the dates before."""
    alone = replace(_event(connection, ordered, (date,), zone), job_before=of_job)
    event = estimated(card.bill, alone)
    return price(card, event, "bill")


def crew_wanted(connection: sqlite3.Connection, ordered: Ordered, now: int) -> CrewAsked:
    """The crew that card and policy ask for, by what is known of the occasion."""
    if not ordered.dates or ordered.employer_id is None:
        return CrewAsked()
    occasion = occasion_of(ordered.facts)
    if not occasion.told:
        return CrewAsked()
    first = ordered.dates[0]
    posts = tuple(word for post in first.posts for word in (post.rank or post.role,) * post.count)
    span = first.span(ZoneInfo(agency_zone(connection)))
    wanted = Wanted(ordered.employer_id, ordered.job_class, span, posts)
    return crew_asked(connection, wanted, occasion, ordered.event.rate_card, now)


def occasion_of(facts: Mapping[str, Value | int]) -> Occasion:
    """What is known of the occasion that a crew goes by."""
    attendance = facts.get(Into.ATTENDANCE)
    people = int(attendance) if isinstance(attendance, int) else None
    return Occasion(people, facts.get(Into.ALCOHOL) is True)


def _least(card: RateCard) -> tuple[str, ...]:
    """What the card says of the least hours and sums."""
    rows = card_words(card)
    return tuple(
        row.line
        for row in rows
        if row.table == "bill.minimum"
        or (row.table == "bill.hours" and row.line.startswith("minimum"))
    )


def _cancelling(card: RateCard) -> tuple[str, ...]:
    return tuple(row.line for row in card_words(card) if row.table == "bill.cancellation")


def _event(
    connection: sqlite3.Connection, ordered: Ordered, dates: Sequence[WantedDate], zone: str
) -> Event:
    """These dates as the rate card sees them, in one event that begins with the first."""
    local = ZoneInfo(zone)
    detail = _as_detail(connection, ordered, dates[0], local)
    work, things = [], []
    for place, date in enumerate(dates):
        start, end = date.span(local)
        for seat, post in enumerate(date.posts):
            key = f"{place}.{seat}"
            work.append(Work(key, post.role, post.rank, ordered_start=start, ordered_end=end,
                             count=post.count))  # fmt: skip
        things += [Equipment(kind, kind, start, end, count=count)
                   for kind, count in ordered.equipment.items()]  # fmt: skip
    crew = max(date.officers for date in dates)
    return Event(
        zone=zone,
        starts_at=detail.starts_at,
        work=tuple(work),
        equipment=tuple(things),
        requested_at=ordered.requested_at,
        facts=job_words(detail),
        numbers=job_numbers(detail, crew),
    )


def _as_detail(
    connection: sqlite3.Connection, ordered: Ordered, date: WantedDate, zone: ZoneInfo
) -> PricedDetail:
    """The detail that would come of it, as prices look at one."""
    row = connection.execute(
        "SELECT id, number, name, kind, fee_exempt, tax_exempt FROM employer WHERE id = ?",
        (ordered.employer_id or 0,),
    ).fetchone()
    employer = row or (0, "", "", "", 0, 0)
    start, end = date.span(zone)
    facts = json.dumps({key: _json(value) for key, value in ordered.facts.items()})
    return PricedDetail(
        id=0, number="", starts_at=start, ends_at=end, state="planned", cancelled_at=None,
        cancel_reason="", site="", address="", job_id=0, title="", job_class=ordered.job_class,
        rate_card=ordered.event.rate_card, rate_facts=facts, requested_at=ordered.requested_at,
        po_number="", employer_id=employer[0], employer_number=employer[1], employer=employer[2],
        employer_kind=employer[3], fee_exempt=bool(employer[4]), tax_exempt=bool(employer[5]),
    )  # fmt: skip


def _json(value: Value | int) -> str | int | bool:
    return value if isinstance(value, (str, int, bool)) else str(value)
