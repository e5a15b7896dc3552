"""The chance that posts stay empty, told of what is asked for and of what is ordered.

Nothing is said where the history is too little, or the chances were no better than a plain rate.
What has not been learnt today is learnt first, which takes a second or more on a large book: never
ask within a transaction what was not asked before it.
"""

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coordinator.actions.planning.forecasting import forecast, row_features
from coordinator.rules.planning.posts import features_of
from coordinator.rules.planning.telling import Told, risk_words
from coordinator.rules.spans import Calendar
from storage.queries.book.settings import setting
from storage.queries.planning.posts import PostRow, posts_of, posts_of_job
from storage.queries.staffing.today import agency_words

if TYPE_CHECKING:
    from coordinator.actions.requests.pricing import Ordered

ON_PAPER = "quotes.risk"
"""Setting: whether quotes and estimates say how likely it is that a post stays empty."""


def on_paper(connection: sqlite3.Connection) -> bool:
    """Whether employers are told."""
    return bool(setting(connection, ON_PAPER, default=True))


def risk_of_order(
    connection: sqlite3.Connection, ordered: "Ordered", now: int, *, why: bool = True
) -> str:
    """What is to be expected of the posts that a request asks for; empty where nothing can be
    said."""
    risk = forecast(connection, now).risk
    if risk is None:
        return ""
    zone = ZoneInfo(agency_words(connection).timezone)
    return risk_words(risk, list(_asked_for(ordered, zone)), why=why)


def _asked_for(ordered: "Ordered", zone: ZoneInfo) -> Iterator[Told]:
    for date in ordered.dates:
        start, end = date.span(zone)
        local = (date.starts.month, date.starts.weekday(), date.starts.hour)
        words = f"{date.starts:%a} {date.starts.day} {date.starts:%b %H:%M}"
        for post in date.posts:
            features = features_of(
                ordered.job_class, post.rank, local, start - ordered.requested_at, end - start,
                date.officers, str(ordered.employer_id or ""),
            )  # fmt: skip
            yield from [Told(f"{post.label or post.role}, {words}", features)] * post.count


def risk_of_detail(connection: sqlite3.Connection, detail_id: int, now: int) -> str:
    """The same of the open seats of a detail that has not begun."""
    return _of_rows(connection, list(posts_of(connection, detail_id)), now, why=True)


def risk_of_job(connection: sqlite3.Connection, job_id: int, now: int) -> str:
    """The same of a job, for its estimate."""
    return _of_rows(connection, list(posts_of_job(connection, job_id)), now, why=False)


def _of_rows(connection: sqlite3.Connection, rows: list[PostRow], now: int, *, why: bool) -> str:
    wanted = [row for row in rows if row.empty and row.starts_at > now]
    risk = forecast(connection, now).risk if wanted else None
    if risk is None:
        return ""
    calendar = Calendar(agency_words(connection).timezone)
    told = [Told(row.number, row_features(row, calendar)) for row in wanted]
    return risk_words(risk, told, why=why)
