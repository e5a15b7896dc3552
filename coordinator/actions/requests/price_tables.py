"""A price table for the pages that employers fill in, made by asking the program for prices.

Nothing of the rate card is worked out here a second time: every figure is a line that the program
priced, and before a table may add anything up, its sums are held against the program's own for work
drawn by lot. A card that is not so simple shows its rates, and the page says that it knows no sum.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from coordinator.actions.billing.card_choice import DEFAULT_CARD, card_for
from coordinator.actions.requests.price_asking import AMPLE, Asking
from coordinator.actions.requests.price_columns import (
    ColumnsFound,
    clock_changes,
    goes_by_clock,
    holidays_of,
    least_notice,
    quiet_week,
    week_of,
)
from coordinator.actions.requests.price_turning import (
    answers_to,
    facts_of,
    has_price,
    has_thing_price,
    roles_in,
    things_in,
    turning,
)
from coordinator.rules.intake.document import EventClass
from coordinator.rules.intake.questions import EventForm
from coordinator.rules.intake.words import Into
from coordinator.rules.rates import RateCard
from coordinator.rules.rates.card import SideCard
from coordinator.rules.rates.conditions import Word, flattened
from coordinator.rules.rates.price_shares import fee_share, tax_share
from coordinator.rules.rates.price_table import (
    EventPrices,
    Plain,
    PriceTable,
    Share,
    Variant,
    estimate,
    total,
)
from coordinator.rules.rates.words import card_words
from storage.queries.book.settings import setting
from storage.queries.money.billing import card_documents
from storage.queries.staffing.facts import agency_zone

AHEAD_DAYS = 400
"""How far ahead a page knows prices."""
DRAWN = 150
"""So many requests drawn by lot must cost the same by table and by program."""
_TOLD = ("bill.minimum", "bill.maximum", "bill.cancellation", "bill.deposit")


def event_prices(
    connection: sqlite3.Connection, event: EventClass, form: EventForm, now: int
) -> EventPrices | str:
    """The prices of an event class as of an instant (UTC seconds), or why there are none."""
    zone = ZoneInfo(agency_zone(connection))
    today = datetime.fromtimestamp(now, UTC).astimezone(zone).date()
    card = _card(connection, event, today)
    if isinstance(card, str):
        return card
    monday = quiet_week(card, zone, today)
    plain = Asking(connection, event, card, zone, monday, {})
    roles = tuple(role for role in roles_in(card.bill) if has_price(plain, role))
    if not roles:
        return f"The rate card {card.name} names no price for {event.label}."
    asking = replace(plain, roles=roles)
    things = tuple(each for each in things_in(form) if has_thing_price(asking, each))
    asking = replace(asking, things=things)
    until = _until(connection, card, today)
    followed, hinges = turning(asking, form)
    variants = tuple(
        Variant(when, _table(replace(asking, facts=facts_of(form, when)), card, today, until))
        for when in answers_to(followed)
    )
    return EventPrices(variants, hinges, tuple(_told(card, variants[0].table)))


def _told(card: RateCard, table: PriceTable) -> Iterator[str]:
    """What the card says beside the prices of hours."""
    for row in card_words(card):
        if row.table in _TOLD or (row.table == "bill.hours" and row.line.startswith("minimum")):
            yield f"{row.line[:1].upper()}{row.line[1:]}"
    names = dict.fromkeys(card.days.name(date.fromisoformat(day)) for day in table.days)
    if names:
        yield f"On holidays other prices may hold: {', '.join(names)}."
    if table.notice:
        yield f"Asked for less than {table.notice} hours before, other prices may hold."


def likeness(connection: sqlite3.Connection, event: EventClass, form: EventForm, now: int) -> str:
    """The same for event classes whose prices are the same by the rate card and their questions."""
    zone = ZoneInfo(agency_zone(connection))
    card = _card(connection, event, datetime.fromtimestamp(now, UTC).astimezone(zone).date())
    asked = [
        (x.key, x.kind, x.into, x.name, x.choices, x.least, x.most)
        for x in form.questions
        if x.into
    ]
    if isinstance(card, str) or _asks_class(card.bill):
        return event.code
    return repr((event.rate_card, [x for x in asked if x[2] != Into.POST_ORDERS]))


def _asks_class(column: SideCard) -> bool:
    scopes = (clause.scope for _, clause in column.clauses())
    conditions = flattened(x for scope in scopes for x in (*scope.when, *scope.unless))
    return any(isinstance(x, Word) and x.name == "job_class" for x in conditions)


def _card(connection: sqlite3.Connection, event: EventClass, on: date) -> RateCard | str:
    named = event.rate_card or str(setting(connection, DEFAULT_CARD, ""))
    return card_for(card_documents(connection), named, on)


# ── one table ────────────────────────────────────────────────────────────────────────────────


def _until(connection: sqlite3.Connection, card: RateCard, today: date) -> date:
    """The first date on which another price may hold: another version, a dated clause."""
    dates = [date.fromisoformat(on) for _, on, _ in card_documents(connection)]
    for _, clause in card.bill.clauses():
        dates += [x for x in (clause.scope.from_on, clause.scope.until_on) if x is not None]
    return min([x for x in dates if x > today] + [today + timedelta(days=AHEAD_DAYS)])


def _table(asking: Asking, card: RateCard, today: date, until: date) -> PriceTable:
    by_clock = goes_by_clock(asking)
    columns = ColumnsFound(asking, 30 if by_clock else 15)
    week = week_of(asking, columns, by_clock)
    days = dict(holidays_of(card, today, until, columns, by_clock))
    table = PriceTable(
        card=card.name,
        from_on=today.isoformat(),
        until_on=until.isoformat(),
        roles=asking.roles,
        things=asking.things,
        step=columns.step,
        columns=tuple(columns.found),
        week=week,
        days=days,
        by_clock=by_clock,
        notice=least_notice(asking),
        unknown_on=tuple(clock_changes(asking.zone, today, until)),
        shares=tuple(shares_of(asking, card.bill)),
        rounding=card.bill.rounding,
    )
    # A page adds up dates, and cannot know of which one a fee once for the job is.
    once = any(fee.most_per_job is not None for fee in card.bill.fees)
    return replace(table, sums=not once and _holds(asking, table))


# ── held against the program ─────────────────────────────────────────────────────────────────


def _holds(asking: Asking, table: PriceTable) -> bool:
    """Whether the table adds up to what the program says, for requests drawn by lot."""
    draw = Random(table.card)
    for n in range(DRAWN):
        asked = _drawn(draw, table, n)
        lines = estimate(table, asked, AMPLE)
        if lines is None:
            continue
        if asking.total(asked.starts, asked.ends, asked.seats, asked.things) != total(lines):
            return False
    return True


def _drawn(draw: Random, table: PriceTable, place: int) -> Plain:
    first, last = date.fromisoformat(table.from_on), date.fromisoformat(table.until_on)
    days = list(table.days)
    day = first + timedelta(days=draw.randrange(max(1, (last - first).days)))
    if days and place % 5 == 0:
        day = date.fromisoformat(draw.choice(days))
    starts = datetime.combine(day, time(draw.randrange(24), draw.choice((0, 30))))
    minutes = table.step * draw.randint(1, 12 * 60 // table.step)
    names = draw.sample(table.roles, draw.randint(1, min(3, len(table.roles))))
    seats = {name: draw.choice((1, 1, 2, 3, 5, 12)) for name in names}
    things = {name: draw.randint(1, 3) for name in table.things if draw.random() < 0.5}
    return Plain(starts, starts + timedelta(minutes=minutes), seats, things)


def shares_of(asking: Asking, column: SideCard) -> Iterator[Share]:
    """The fees and taxes that such work meets, in the order in which they are added."""
    lines = asking.lines(asking.morning, 300)
    met = {trace.clause for line in lines for trace in line.trace}
    fees = [fee for fee in column.fees if fee.key in met]
    yield from (fee_share(fee) for fee in fees if not fee.after_tax)
    yield from (tax_share(tax) for tax in column.taxes if tax.key in met)
    yield from (fee_share(fee) for fee in fees if fee.after_tax)
