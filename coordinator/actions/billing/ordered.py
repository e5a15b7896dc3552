"""Jobs and details as they are ordered, before anybody worked: events that a rate card prices."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from coordinator.actions.billing.card_choice import DEFAULT_CARD, card_for
from coordinator.actions.billing.charging_facts import local_date, thing_of
from coordinator.actions.billing.rates_facts import (
    approved_at,
    job_estimate,
    job_numbers,
    job_words,
    requested_at,
    seat_requested_at,
)
from coordinator.rules.rates import FEE, Event, Priced, PricedLine, RateCard, Unpriced, Work, price
from coordinator.rules.rates.estimates import estimated
from storage.queries.book.settings import setting
from storage.queries.money.billing import (
    PricedDetail,
    card_documents,
    equipment_of,
    ordered_seats,
    priced_details,
)
from storage.queries.staffing.today import agency_words


def job_event(connection: sqlite3.Connection, job_id: int) -> tuple[Event, RateCard] | str:
    """A job as it is ordered now, all its details in one, with its card; or why there is none."""
    details = priced_details(connection, _details_of(connection, job_id))
    if not details:
        return "The job has no details yet."
    zone = agency_words(connection).timezone
    first = details[0]
    named = first.rate_card or str(setting(connection, DEFAULT_CARD, ""))
    card = card_for(card_documents(connection), named, local_date(first.starts_at, zone))
    if isinstance(card, str):
        return card
    return _ordered(connection, zone, details), card


def ordered_lines(
    connection: sqlite3.Connection, job_id: int
) -> tuple[tuple[tuple[PricedDetail, tuple[PricedLine, ...]], ...], RateCard | None, str]:
    """The planned details of a job, each priced as it is ordered, their card, and what is wrong."""
    found = _as_ordered(connection, _details_of(connection, job_id))
    priced: list[tuple[PricedDetail, tuple[PricedLine, ...]]] = []
    card: RateCard | None = None
    for detail, which, lines in found:
        if isinstance(lines, Unpriced):
            return (), None, f"{detail.number}: {' '.join(lines.reasons)}"
        card = which if isinstance(which, RateCard) else None
        priced.append((detail, lines.lines))
    return tuple(priced), card, "" if priced else "The job has no details yet."


def ordered_worth(connection: sqlite3.Connection, job_id: int) -> int | Unpriced:
    """What a job comes to in cents as it is ordered, each detail priced by itself as its invoice
    will be; or why one of them has no price."""
    total = 0
    for detail, _, lines in _as_ordered(connection, _details_of(connection, job_id)):
        if isinstance(lines, Unpriced):
            return Unpriced(tuple(f"{detail.number}: {each}" for each in lines.reasons))
        total += lines.total_cents
    return total


def ordered_price(connection: sqlite3.Connection, detail_ids: Sequence[int]) -> int:
    """What these details come to as they are ordered, in cents; without a price, nothing."""
    found = _as_ordered(connection, detail_ids)
    return sum(lines.total_cents for _, _, lines in found if isinstance(lines, Priced))


def _as_ordered(
    connection: sqlite3.Connection, detail_ids: Sequence[int]
) -> Iterator[tuple[PricedDetail, RateCard | str, Priced | Unpriced]]:
    zone = agency_words(connection).timezone
    cards = card_documents(connection)
    default = str(setting(connection, DEFAULT_CARD, ""))
    jobs: dict[int, dict[str, Decimal]] = {}
    for detail in priced_details(connection, detail_ids):
        on = local_date(detail.starts_at, zone)
        card = card_for(cards, detail.rate_card or default, on)
        if isinstance(card, str):
            yield detail, card, Unpriced((card,))
            continue
        known = jobs.setdefault(detail.job_id, {})
        alone = replace(_ordered(connection, zone, (detail,)), estimate=None, job_before=known)
        priced = price(card, estimated(card.bill, alone), "bill")
        if isinstance(priced, Priced):
            count_fees(known, priced)
        yield detail, card, priced


def count_fees(known: dict[str, Decimal], priced: Priced) -> None:
    """Add the fees of a detail to those of its job, by their labels, for the ceilings of a job."""
    for line in priced.lines:
        if line.kind == FEE:
            known[line.label] = known.get(line.label, Decimal(0)) + Decimal(line.amount_cents) / 100


def _details_of(connection: sqlite3.Connection, job_id: int) -> tuple[int, ...]:
    rows = connection.execute(
        "SELECT id FROM detail WHERE job_id = ? AND state = 'planned'", (job_id,)
    )
    return tuple(row[0] for row in rows)


def _ordered(connection: sqlite3.Connection, zone: str, details: tuple[PricedDetail, ...]) -> Event:
    """All seats of these details as ordered, in one event that begins with the first."""
    first = details[0]
    of = {detail.id: detail for detail in details}
    ids = list(of)
    seats = ordered_seats(connection, ids)
    things = equipment_of(connection, ids)
    return Event(
        zone=zone,
        starts_at=first.starts_at,
        work=tuple(
            Work(
                f"seat:{seat.position_id}",
                seat.role,
                seat.rank,
                ordered_start=seat.starts_at,
                ordered_end=seat.ends_at,
                requested_at=seat_requested_at(of[seat.detail_id], seat.number, zone),
            )
            for seat in seats
        ),
        equipment=tuple(thing_of(each) for used in things.values() for each in used),
        requested_at=requested_at(first, zone),
        approved_at=approved_at(first, zone),
        facts=job_words(first),
        numbers=job_numbers(first, -(-len(seats) // len(ids))),
        estimate=job_estimate(first),
    )
