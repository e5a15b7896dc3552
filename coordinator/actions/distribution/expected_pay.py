"""What each assignment pays its officer: as payroll priced it, else by the rate card.

What payroll has not priced is priced as entered, and what nobody entered as if it had been worked
as ordered. What has no price (no rate card, a missing fact) counts as nothing.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from coordinator.actions.billing.charging_facts import Facts, event_of, key_of, read_facts
from coordinator.rules.rates import Unpriced, price
from coordinator.rules.spans import Span
from storage.queries.distribution import assigned_pay as past
from storage.queries.money.billing import PricedDetail, WorkedEntry, priced_details

PAY = "pay"


def pay_of(connection: sqlite3.Connection, window: Span) -> Mapping[int, Fraction]:
    """Assignment → what it pays, of every one that starts in a window."""
    priced = past.pay_charged(connection, window)
    cents: dict[int, int] = dict(expected(connection, past.unpriced_details(connection, window)))
    return {row: Fraction(amount, 100) for row, amount in (cents | priced).items()}


class PayOnDemand(Mapping[int, Fraction]):
    """What each assignment pays, looked up one by one: for the few told apart from sums."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __getitem__(self, row: int) -> Fraction:
        cents, detail = past.pay_of_one(self._connection, row)
        if cents is None:
            cents = expected(self._connection, [detail]).get(row, 0)
        return Fraction(cents, 100)

    def __contains__(self, row: object) -> bool:
        return True

    def __iter__(self) -> Iterator[int]:
        return iter(())

    def __len__(self) -> int:
        return 1


def summed(connection: sqlite3.Connection, window: Span, but_position: int) -> Mapping[int, int]:
    """Officer → cents of all that his live assignments of a window pay."""
    found: dict[int, int] = defaultdict(int)
    found |= past.pay_sums(connection, window, but_position)
    waiting = past.unpriced(connection, window, but_position)
    cents = expected(connection, {detail for _, _, detail in waiting})
    for row, officer, _ in waiting:
        found[officer] += cents.get(row, 0)
    return found


def expected(connection: sqlite3.Connection, details: Iterable[int]) -> Mapping[int, int]:
    """Assignment → cents, of the assignments on these details, as if all were worked as ordered."""
    wanted = tuple(details)
    if not wanted:
        return {}
    facts = read_facts(connection, PAY, wanted)
    found: dict[int, int] = defaultdict(int)
    for detail in priced_details(connection, wanted):
        for row, cents in _priced(facts, detail):
            found[row] += cents
    return found


def _priced(facts: Facts, detail: PricedDetail) -> Iterable[tuple[int, int]]:
    card = facts.card_of(detail)
    if isinstance(card, str):
        return
    entries = [_as_ordered(each) for each in facts.entries.get(detail.id, ())]
    rows = {key_of(each): each.assignment_id for each in entries}
    priced = price(card, event_of(facts, card, PAY, detail, entries), PAY)
    if isinstance(priced, Unpriced):
        return
    for line in priced.lines:
        if line.key in rows:
            yield rows[line.key], line.amount_cents


def _as_ordered(entry: WorkedEntry) -> WorkedEntry:
    if entry.started_at is not None:
        return entry
    return entry._replace(started_at=entry.ordered_start, ended_at=entry.ordered_end)
