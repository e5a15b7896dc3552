"""The steps of an hours pipeline, as read from a document: one reader for each kind of step."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from coordinator.rules.documents import Table
from coordinator.rules.rates.hours import (
    Add,
    AddExtra,
    Least,
    Most,
    Round,
    Step,
    StepTable,
    Take,
    WholeOrder,
)

A_DAY = Decimal(24)


def whole_minutes(table: Table, key: str, default: Decimal | None = None) -> int:
    """Hours as written (4, 4.5) in whole minutes."""
    minutes = table.decimal(key, default) * 60
    if minutes != minutes.to_integral_value():
        table.wrong(key, "is not a whole number of minutes.", "Write 4.25 or 4.5, for instance.")
    return int(minutes)


def read_step(table: Table) -> Step:
    """One [[...hours]] table; its `step` names the kind."""
    kind = table.choice("step", tuple(_READERS))
    return _READERS[kind](table)


def _take(table: Table) -> Step:
    return Take(table.choice("of", ("worked", "ordered", "greater")))


def _round(table: Table) -> Step:
    to = table.whole("minutes", least=1)
    if to > 24 * 60:
        table.wrong("minutes", f"{to} is longer than a day.", "Round to 15, 30 or 60 minutes.")
    return Round(
        to=to,
        direction=table.choice("direction", ("up", "nearest", "down"), "up"),
        grace=table.whole("grace", 0),
        over=whole_minutes(table, "over", Decimal(0)),
    )


def _least(table: Table) -> Step:
    return Least(whole_minutes(table, "hours"))


def _most(table: Table) -> Step:
    return Most(whole_minutes(table, "hours"))


def _table(table: Table) -> Step:
    rows = [_row(table, value) for value in table.values("up_to")]
    limits = [limit for limit, _ in rows]
    if limits != sorted(set(limits)) or not rows:
        table.wrong("up_to", "does not rise from row to row.", "Write up_to = [[4, 4], [8, 8]].")
    return StepTable(tuple(rows))


def _row(table: Table, value: object) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2:
        minutes = [Decimal(x) * 60 for x in value if isinstance(x, (int, Decimal))]
        if len(minutes) == 2 and all(0 <= x < 60_000 and x % 1 == 0 for x in minutes):
            return int(minutes[0]), int(minutes[1])
    table.wrong("up_to", "has a row that is not two numbers of hours.", "Write [[4, 4], [8, 8]].")
    return 0, 0


def _whole_order(table: Table) -> Step:
    return WholeOrder(table.decimal("over_share", Decimal("0.5")))


def _add(table: Table) -> Step:
    return Add(whole_minutes(table, "hours"))


def _add_extra(table: Table) -> Step:
    return AddExtra(whole_minutes(table, "most", A_DAY))


_READERS: Final[Mapping[str, Callable[[Table], Step]]] = {
    "take": _take,
    "round": _round,
    "least": _least,
    "most": _most,
    "table": _table,
    "whole_order": _whole_order,
    "add": _add,
    "add_extra": _add_extra,
}
