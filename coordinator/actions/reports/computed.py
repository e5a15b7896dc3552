"""Reports that no query can give: what is worked out by the rules, under a head like any other.

Each takes the values of its parameters and whether somebody wants it to stop. Its rules are
imported when it runs.
"""

import importlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from coordinator.rules.reports.report import Cell
from storage.queries.reports.running import QueryTrouble, Rows, never

Stop = Callable[[], bool]
Progress = Callable[[int, int], bool | None]


@dataclass(frozen=True, slots=True)
class Run:
    """One run: the book's file, whether somebody wants it to stop (ask by calling it), and whom to
    tell (done, total) now and then; he answers False where it is to stop."""

    book: Path
    stop: Stop = never
    progress: Progress | None = None

    def __call__(self) -> bool:
        """Whether to stop."""
        return self.stop()

    def tell(self, done: int, total: int) -> bool:
        """Say how far it is; gives whether to go on."""
        told = self.progress(done, total) if self.progress else None
        return told is not False and not self.stop()


Computing = Callable[[sqlite3.Connection, Mapping[str, Cell], Run], Rows | QueryTrouble]
STOPPED: Final = QueryTrouble("Stopped.")
MOST: Final = 50_000
"""Rows."""


def order_list(
    connection: sqlite3.Connection, values: Mapping[str, Cell], stop: Stop
) -> Rows | QueryTrouble:
    """Everybody in the order of each method of the policy, at the start of a local date."""
    from coordinator.actions.distribution.standing_lists import method_orders, orders_on

    day, now, wanted = (
        date.fromisoformat(str(values["date"])),
        _int(values["now_at"]),
        values["method"],
    )
    found = (
        method_orders(connection, now, now)
        if values["date"] == values["today"]
        else orders_on(connection, day, now)
    )
    rows = [
        (each.officer_id, order.name, each.place, each.badge, each.name, " · ".join(each.why))
        for order in found
        for each in order.placed
        if wanted in ("", order.name)
    ]
    return _rows(("officer_id", "method", "place", "badge", "officer", "why"), rows)


def award_explained(
    connection: sqlite3.Connection, values: Mapping[str, Cell], stop: Stop
) -> Rows | QueryTrouble:
    """Every candidate of one award as its packet has him: place, facts, reasons, who took it."""
    from coordinator.actions.distribution.award_papers import Award, read_award

    names = ("place", "badge", "facts", "standing", "reasons", "passed", "taken", "rule")
    number = str(values["position"] or "")
    found = connection.execute("SELECT id FROM position WHERE number = ?", (number,)).fetchone()
    if found is None:
        if number:
            return QueryTrouble(f"There is no position {number}.")
        return _rows(names, ())
    award = read_award(connection, int(found[0]))
    if not isinstance(award, Award):
        return QueryTrouble(award.sentence)
    account = award.account
    rows = [
        (
            f"{each.place}{'=' if each.tied else ''}",
            each.badge,
            each.facts,
            each.standing,
            "; ".join(each.reasons),
            each.passed,
            int(each.taken),
            account.policy,
        )
        for each in account.places
    ]
    return _rows(names, rows)


def limits_broken(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """Every assignment of a period that breaks the policy of its date, with each reason."""
    names = ("detail_id", "starts_at", "position", "badge", "officer", "reason", "allowed", "by")
    rows: list[tuple[Cell, ...]] = []
    for row in _broken(connection, values, run):
        if row is None:
            return STOPPED
        rows.append(row)
        if len(rows) > MOST:
            break
    rows.sort(key=lambda row: (str(row[1]), str(row[2])))
    return _rows(names, rows)


def _broken(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Iterator[tuple[Cell, ...] | None]:
    from coordinator.actions.policy.checking import check_book

    span = (_int(values["from_at"]), _int(values["until_at"]))
    words = str(values["reason"] or "").lower()
    details = "SELECT detail_id FROM position WHERE number = ?"
    (officers,) = connection.execute("SELECT count(*) FROM officer").fetchone()
    for done, checked in enumerate(check_book(connection, span)):
        if not run.tell(done, officers):
            yield None
        for each in checked.violations:
            (detail,) = connection.execute(details, (each.position,)).fetchone()
            for reason in each.reasons:
                if words in reason.lower():
                    name = (each.position, each.badge, each.name)
                    allowed = (int(each.allowed), each.override_by)
                    yield (detail, each.starts_at, *name, reason, *allowed)


def _int(value: Cell) -> int:
    return value if isinstance(value, int) else 0


def _rows(names: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> Rows:
    return Rows(names, tuple(rows[:MOST]), len(rows) > MOST)


COMPUTED: Final[dict[str, Computing]] = {
    "order_list": order_list,
    "award_explained": award_explained,
    "limits_broken": limits_broken,
}
"""By the name that a head gives under `computed`."""
ELSEWHERE: Final = {
    "hours_over_policy": "coordinator.actions.reports.hours_over_policy",
    "who_may_apply": "coordinator.actions.reports.who_may_apply",
    "cannot_apply": "coordinator.actions.reports.who_may_apply",
    "apply_times": "coordinator.actions.reports.apply_times",
    "overrides": "coordinator.actions.reports.overrides",
    "rule_effect": "coordinator.actions.reports.rule_effect",
    "price_effect": "coordinator.actions.reports.price_effect",
    "retention": "coordinator.actions.reports.retention",
    "busy_months": "coordinator.actions.planning.busy_months",
    "unfilled_risk": "coordinator.actions.planning.risk_reports",
    "unfilled_score": "coordinator.actions.planning.risk_reports",
    "hours_shares": "coordinator.actions.planning.shares",
}
"""The same, in modules of their own: loaded when they run."""


def computing(name: str) -> Computing:
    """The function of that name. Raises KeyError."""
    if name in COMPUTED:
        return COMPUTED[name]
    found: Computing = getattr(importlib.import_module(ELSEWHERE[name]), name)
    return found
