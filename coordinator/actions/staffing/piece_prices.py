"""What the pieces of a seat would bring by the rate card, shown before the seat is cut.

Every piece is priced as if somebody worked it exactly: minimum charges and rounding by piece are
what makes pieces dearer than the whole.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordinator.actions.billing.card_choice import DEFAULT_CARD, card_for
from coordinator.actions.billing.rates_facts import job_numbers, job_words, requested_at
from coordinator.actions.results import Refused
from coordinator.rules.rates import Event, Priced, RateCard, Unpriced, Work, price
from coordinator.rules.spans import Calendar, Span
from storage.queries.book.settings import setting
from storage.queries.money.billing import PricedDetail, card_documents, priced_details
from storage.queries.staffing.facts import agency_zone, position_facts


@dataclass(frozen=True, slots=True)
class PiecePrice:
    """A piece (UTC seconds) and what it would bring in cents; None where the card has no price.

    `billed_minutes` are those charged, as minimum and rounding make them; `paid_minutes` likewise.
    """

    span: Span
    bill_cents: int | None
    billed_minutes: int
    pay_cents: int | None
    paid_minutes: int


@dataclass(frozen=True, slots=True)
class PiecePrices:
    """The whole seat as one, and its pieces; `card` is the rate card's name."""

    card: str
    whole: PiecePrice
    pieces: tuple[PiecePrice, ...]

    @property
    def more_cents(self) -> int | None:
        """So much more the employer would be charged for the pieces than for the whole."""
        parts = [piece.bill_cents for piece in self.pieces]
        if self.whole.bill_cents is None or any(cents is None for cents in parts):
            return None
        return sum(cents or 0 for cents in parts) - self.whole.bill_cents


def piece_prices(
    connection: sqlite3.Connection, position_id: int, pieces: Sequence[Span]
) -> PiecePrices | Refused:
    """Price a seat as it is and in pieces, or say why there is no price. Raises Missing."""
    position = position_facts(connection, position_id)
    (detail,) = priced_details(connection, (position.detail_id,))
    zone = agency_zone(connection)
    name = detail.rate_card or str(setting(connection, DEFAULT_CARD, ""))
    on = Calendar(zone).local_date(detail.starts_at)
    card = card_for(card_documents(connection), name, on)
    if isinstance(card, str):
        return Refused((card,))
    event = _event(detail, zone)
    post = (position.role, position.rank_code)
    whole = _priced(card, event, position.span, post)
    parts = tuple(_priced(card, event, piece, post) for piece in pieces)
    return PiecePrices(card.name, whole, parts)


def _event(detail: PricedDetail, zone: str) -> Event:
    return Event(
        zone=zone,
        starts_at=detail.starts_at,
        work=(),
        requested_at=requested_at(detail, zone),
        facts=job_words(detail),
        numbers=job_numbers(detail, 1),
    )


def _priced(card: RateCard, event: Event, span: Span, post: tuple[str, str]) -> PiecePrice:
    start, end = span
    work = Work("1", *post, start, end, ordered_start=start, ordered_end=end)
    asked = replace(event, starts_at=start, work=(work,))
    bill, pay = (_side(price(card, asked, side)) for side in ("bill", "pay"))
    return PiecePrice(span, *bill, *pay)


def _side(found: Priced | Unpriced) -> tuple[int | None, int]:
    """The officer's lines of a side: their cents, and the minutes charged."""
    if isinstance(found, Unpriced):
        return None, 0
    own = [line for line in found.lines if line.key == "1" and not line.included]
    return sum(line.amount_cents for line in own), sum(line.minutes or 0 for line in own)
