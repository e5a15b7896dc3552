"""Reports of posts that may stay empty, and of how good such forecasts were."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Final

from coordinator.actions.planning.forecasting import Forecast, forecast, row_features
from coordinator.actions.reports.computed import Run
from coordinator.rules.planning.posts import Features
from coordinator.rules.reports.report import Cell
from coordinator.rules.spans import Calendar
from storage.queries.planning.posts import PostRow, posts_between
from storage.queries.reports.running import QueryTrouble, Rows
from storage.queries.staffing.today import agency_words

AHEAD: Final = (
    "detail_id", "position", "starts_at", "employer", "type", "role", "chance", "alike", "why",
)  # fmt: skip
SCORED: Final = ("month", "posts", "empty", "was", "told", "ours", "base", "best")
DAY_TOLD: Final = (
    "A chance is that of the day on which the post was asked for. One that is open still shortly"
    " before it starts is in more danger than that."
)


def unfilled_risk(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """Every open post of a period with the chance that it stays empty, the greatest first."""
    now = _int(values["now_at"])
    learnt = forecast(connection, now)
    calendar = Calendar(agency_words(connection).timezone)
    span = (max(_int(values["from_at"]), now), _int(values["until_at"]))
    rows = [
        _row(each, learnt, row_features(each, calendar))
        for each in posts_between(connection, span)
        if each.empty and each.starts_at >= now and _wanted(each, values["employer"])
    ]
    rows.sort(key=lambda row: (-float(row[6] or 0), str(row[2])))
    return Rows(AHEAD, tuple(rows), cut=False, notes=tuple(_notes(learnt, rows)))


def _wanted(row: PostRow, employer: Cell) -> bool:
    return employer is None or row.employer_id == employer


def _row(row: PostRow, learnt: Forecast, features: Features) -> tuple[Cell, ...]:
    chance: tuple[Cell, ...] = (None, "", "")
    if learnt.risk is not None:
        alike, empty = learnt.risk.like(features)
        why = "; ".join(learnt.risk.why(features))
        chance = (100 * learnt.risk.chance(features), f"{empty} of {alike}", why)
    what = (row.employer, row.job_class, row.role)
    return (row.detail_id, row.number, row.starts_at, *what, *chance)


def _notes(learnt: Forecast, rows: list[tuple[Cell, ...]]) -> Iterator[str]:
    yield learnt.rests_on
    if learnt.score.months:
        yield learnt.score.words
    if learnt.risk is not None and rows:
        sure = sum(float(row[6] or 0) for row in rows) / 100
        yield f"Of {len(rows)} open posts about {sure:.1f} are expected to stay empty."
        yield DAY_TOLD


def unfilled_score(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """Held-out months, each foretold from what lay before it, with three Brier scores."""
    held = min(max(_int(values["months"]) or 6, 1), 12)
    learnt = forecast(connection, _int(values["now_at"]), held)
    rows = [
        (
            each.month,
            each.posts,
            each.empty,
            100 * each.empty / each.posts,
            100 * each.told,
            each.ours,
            each.base,
            each.best,
        )
        for each in learnt.score.months
    ]
    notes = (learnt.rests_on, learnt.score.words) if rows else (learnt.rests_on,)
    return Rows(SCORED, tuple(rows), cut=False, notes=notes)


def _int(value: Cell) -> int:
    return value if isinstance(value, int) else 0
