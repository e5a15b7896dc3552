"""What texts cost: parts of 160 or 70 letters, at the provider's price for a part."""

import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from notify.gsm import is_gsm, parts
from storage.queries.book.settings import setting
from storage.queries.messages.outbox_costs import texts_gone
from storage.queries.messages.telling import agency_facts

PRICE = "gateway.sms.cents_per_part"
"""Setting: the provider's price for one part in cents, such as 0.79; unset, none is shown."""


@dataclass(frozen=True, slots=True)
class TextCost:
    """What one text is on the bill. `cents` is exact, None where no price is set; `wide` says that
    a letter beyond the GSM alphabet makes each part 70 letters short."""

    parts: int
    cents: Decimal | None
    wide: bool

    @property
    def words(self) -> str:
        """The same for people: `2 parts, 1.58 cents`."""
        said = f"{self.parts} part{'s' if self.parts > 1 else ''}"
        if self.wide:
            said += " (a letter that needs twice the room)"
        return said if self.cents is None else f"{said}, {self.cents.normalize():f} cents"


@dataclass(frozen=True, slots=True)
class MonthCost:
    """The texts of one local month (2026-06). `cents` is rounded once, over all of them."""

    month: str
    texts: int
    parts: int
    cents: int | None


def cost_of(connection: sqlite3.Connection, body: str) -> TextCost:
    """What a text of these words costs each time that it goes out."""
    count, price = parts(body), price_of_part(connection)
    return TextCost(count, None if price is None else count * price, not is_gsm(body))


def costs_by_month(connection: sqlite3.Connection, since: int, until: int) -> tuple[MonthCost, ...]:
    """The texts that went out within a half-open span (UTC seconds), by month of the agency."""
    zone = ZoneInfo(agency_facts(connection).timezone)
    texts: Counter[str] = Counter()
    pieces: Counter[str] = Counter()
    for at, body in texts_gone(connection, since, until):
        month = f"{datetime.fromtimestamp(at, zone):%Y-%m}"
        texts[month] += 1
        pieces[month] += parts(body)
    price = price_of_part(connection)
    return tuple(
        MonthCost(month, texts[month], pieces[month], _cents(pieces[month], price))
        for month in sorted(texts)
    )


def price_of_part(connection: sqlite3.Connection) -> Decimal | None:
    """The price of one part in cents, or None where none is set that can be read."""
    try:
        price = Decimal(str(setting(connection, PRICE)))
    except InvalidOperation:
        return None
    return price if price.is_finite() and 0 <= price < 1_000 else None


def _cents(count: int, price: Decimal | None) -> int | None:
    return None if price is None else int((count * price).quantize(Decimal(1), ROUND_HALF_UP))
