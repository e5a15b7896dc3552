"""Asking the program for prices of work that nobody ordered, to lay them out in tables."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from coordinator.actions.requests.pricing import Ordered, price_date
from coordinator.rules.intake.conditions import Value
from coordinator.rules.intake.document import EventClass
from coordinator.rules.intake.wanted import Post, WantedDate
from coordinator.rules.rates import Priced, RateCard, Unpriced
from coordinator.rules.rates.lines import EQUIPMENT, OFFICER, PricedLine
from coordinator.rules.rates.price_shares import fine
from coordinator.rules.rates.price_table import Cell, Piece

AMPLE = 90 * 24
"""Hours of notice that are enough for any card's ordinary prices."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks for prices of one event class, always with ample notice unless told otherwise.

    `monday` begins a week of the card's ordinary prices.
    """

    connection: sqlite3.Connection
    event: EventClass
    card: RateCard
    zone: ZoneInfo
    monday: datetime
    facts: Mapping[str, Value]
    roles: tuple[str, ...] = ()
    things: tuple[str, ...] = ()

    @property
    def morning(self) -> datetime:
        """An ordinary Wednesday at 10."""
        return self.monday + timedelta(days=2, hours=10)

    def price(
        self,
        starts: datetime,
        ends: datetime,
        seats: Mapping[str, int],
        things: Mapping[str, int],
        notice: float = AMPLE,
    ) -> Priced | Unpriced:
        """What the program says that it costs."""
        date_ = WantedDate(starts, ends, tuple(Post(x, n) for x, n in seats.items()))
        asked_at = date_.span(self.zone)[0] - int(notice * 3600)
        told = self.event.job_class(Decimal(str(notice)))
        code = told.code if told else self.event.code
        ordered = Ordered(self.event, (date_,), code, self.facts, dict(things), None, asked_at)
        return price_date(self.connection, ordered, date_, self.card, self.zone.key)

    def total(
        self, starts: datetime, ends: datetime, seats: Mapping[str, int], things: Mapping[str, int]
    ) -> int | None:
        """The sum in cents; None where the card names no price."""
        told = self.price(starts, ends, seats, things)
        return told.total_cents if isinstance(told, Priced) else None

    def lines(self, starts: datetime, minutes: int, notice: float = AMPLE) -> Sequence[PricedLine]:
        """The lines of one seat of each role and one thing of each kind."""
        seats, things = dict.fromkeys(self.roles, 1), dict.fromkeys(self.things, 1)
        told = self.price(starts, starts + timedelta(minutes=minutes), seats, things, notice)
        return told.lines if isinstance(told, Priced) else ()

    def cells(self, starts: datetime, minutes: int) -> dict[str, Cell]:
        """What each role and thing costs for so long."""
        found: dict[str, list[Piece]] = {name: [] for name in (*self.roles, *self.things)}
        for line in self.lines(starts, minutes):
            name = self._named(line)
            if name and line.rate is not None:
                each = 0 if line.unit != "hour" else line.minutes or 0
                found[name].append((fine(line.rate), each))
        return {name: tuple(pieces) for name, pieces in found.items()}

    def _named(self, line: PricedLine) -> str:
        if line.kind == OFFICER and line.key:
            return self.roles[int(line.key.rpartition(".")[2])]
        return line.key if line.kind == EQUIPMENT and line.key in self.things else ""
