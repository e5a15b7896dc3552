"""Hours that were charged before earlier hours of their day or week came in, and cost another sum
now: what they would come to is said, and their correction charges the difference."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from coordinator.actions.billing.charging import Held, PricedWork, price_by
from coordinator.actions.billing.charging_facts import Facts, asks_of_others, key_of, read_facts
from coordinator.actions.billing.price_words import more
from coordinator.rules.words import TRAINEE, EntryState
from storage.queries.money.billing import (
    PricedDetail,
    WorkedEntry,
    card_documents,
    priced_details,
)
from storage.queries.money.late_hours import LateHours, late_hours

LOOKBACK = 62 * 86_400
"""Seconds. Hours that came in later than so long after their work are not looked for."""
_DONE = {"bill": "billed", "pay": "paid"}


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Settled hours of one officer with what they would come to beside what was charged, before
    fees; `late` are the seats whose hours came in after them."""

    detail: PricedDetail
    assignment_id: int
    position_number: str
    side: str
    late: tuple[str, ...]
    cents: int

    @property
    def reason(self) -> str:
        """What happened and what it makes, in one sentence, with what to do."""
        late = ", ".join(self.late)
        return (
            f"{self.position_number} was {_DONE[self.side]} before the hours of {late} came in,"
            f" which count before it: {more(self.cents)} before fees. To charge the"
            f" difference enter its hours again: coordinator hours {self.detail.number} --again."
        )


def overtaken(
    connection: sqlite3.Connection,
    side: str,
    now: int,
    entries: Iterable[int] | None = None,
    *,
    wanted: Callable[[PricedDetail], bool] = lambda _: True,
) -> tuple[Overtaken, ...]:
    """What was charged on a side of the `wanted` details and would cost another sum, because of
    hours that were approved since; of these entries alone, or of the last two months."""
    if not asks_of_others(card_documents(connection)):
        return ()
    found: dict[int, list[LateHours]] = defaultdict(list)
    for each in late_hours(connection, side, now - LOOKBACK, entries):
        found[each.detail_id].append(each)
    details = [each for each in priced_details(connection, tuple(found)) if wanted(each)]
    if not details:
        return ()
    facts = read_facts(connection, side, tuple(each.id for each in details))
    return tuple(one for each in details for one in _of_detail(facts, side, each, found[each.id]))


def _of_detail(
    facts: Facts, side: str, detail: PricedDetail, late: Sequence[LateHours]
) -> Iterator[Overtaken]:
    now = _sums(facts, side, detail)
    before = _sums(_without(facts, late), side, detail)
    for seat in dict.fromkeys((each.assignment_id, each.position_number) for each in late):
        key = str(seat[0])
        charges = facts.earlier.get(detail.id, ())
        charged = sum(x.amount_cents for x in charges if x.assignment_id == seat[0])
        cents = now.get(key, 0) - charged
        if cents and now.get(key) != before.get(key):
            by = tuple(x.late_number for x in late if x.assignment_id == seat[0])
            yield Overtaken(detail, *seat, side, by, cents)


def _sums(facts: Facts, side: str, detail: PricedDetail) -> dict[str, int]:
    """Seat → what its settled hours come to, in cents, as if nothing had been charged yet."""
    card = facts.card_of(detail)
    settled = tuple(x for x in facts.entries.get(detail.id, ()) if _settled(x, side))
    if isinstance(card, str) or not settled:
        return {}
    fresh = replace(facts, earlier={}, years=None)
    priced = price_by(fresh, card, side, detail, settled)
    found: dict[str, int] = defaultdict(int)
    for line in priced.lines if isinstance(priced, PricedWork) else ():
        found[line.key] += line.amount_cents
    return {key_of(x): found[key_of(x)] for x in settled} if not isinstance(priced, Held) else {}


def _settled(entry: WorkedEntry, side: str) -> bool:
    done = entry.invoice_id if side == "bill" else entry.payroll_run_id
    crew = side == "pay" or entry.role != TRAINEE
    return crew and entry.state == EntryState.APPROVED and done is not None


def _without(facts: Facts, late: Sequence[LateHours]) -> Facts:
    """The facts as if the late hours had not come in."""
    gone = {(each.officer_id, each.late_started_at) for each in late}
    others = {
        officer: tuple(x for x in rows if (officer, x.started_at) not in gone)
        for officer, rows in facts.others.items()
    }
    return replace(facts, others=others)
