"""Worked and not paid yet: officer by officer, and how long it has waited."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from coordinator.actions.billing.charging import price_waiting
from storage.queries.money.billing import Scope, waiting_details
from storage.queries.money.hours import HoursLine, waiting_hours

STEPS = (7, 14, 30, 60)
"""Days: waiting up to a week, two weeks, a month, two months, and longer."""
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Unpaid:
    """One officer's hours that wait. `cents` by age: one more than STEPS; not approved apart."""

    badge: str
    officer: str
    minutes: int
    cents: tuple[int, ...]
    oldest_days: int
    unapproved: int

    @property
    def total_cents(self) -> int:
        """All that waits to be paid."""
        return sum(self.cents)


@dataclass(frozen=True, slots=True)
class UnpaidList:
    """Everybody who waits, who waits longest first; what has no price is named."""

    officers: tuple[Unpaid, ...]
    held: tuple[str, ...]

    @property
    def total_cents(self) -> int:
        """What is owed to all of them."""
        return sum(each.total_cents for each in self.officers)


def worked_unpaid(connection: sqlite3.Connection, now: int) -> UnpaidList:
    """Approved hours on no payroll run, priced as the next run would; entered ones are counted."""
    details = waiting_details(connection, "pay", Scope(until=now))
    works, held = price_waiting(connection, "pay", details)
    found: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
    for work in works:
        for entry in work.entries:
            mine = [x for x in work.lines if x.key == str(entry.assignment_id)]
            ended = entry.ended_at or work.detail.ends_at
            days = max(0, (now - ended) // _DAY)
            minutes = sum(x.minutes or 0 for x in mine if x.kind == "officer")
            cents = sum(x.amount_cents for x in mine)
            found[entry.badge, entry.officer].append((days, minutes, cents))
    waiting: dict[tuple[str, str], int] = defaultdict(int)
    for line in waiting_hours(connection, limit=100_000):
        waiting[_who(line)] += 1
    officers = [_unpaid(who, found.get(who, []), waiting[who]) for who in {**found, **waiting}]
    return UnpaidList(
        tuple(sorted(officers, key=lambda each: (-each.oldest_days, each.badge))),
        tuple(each.sentence for each in held),
    )


def _who(line: HoursLine) -> tuple[str, str]:
    return line.badge, line.officer


def _unpaid(who: tuple[str, str], rows: list[tuple[int, int, int]], unapproved: int) -> Unpaid:
    cents = [0] * (len(STEPS) + 1)
    for days, _, amount in rows:
        cents[sum(days > step for step in STEPS)] += amount
    minutes = sum(row[1] for row in rows)
    oldest = max((row[0] for row in rows), default=0)
    return Unpaid(*who, minutes, tuple(cents), oldest, unapproved)
