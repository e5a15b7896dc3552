"""The chance that a post stays empty, learnt from the book, and how good it was.

What was learnt is kept while the program runs, a day long: a quote must not wait for it twice. On a
large book only every so manieth detail is learnt from, which is said wherever the chance is.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from coordinator.rules.planning.posts import Features, Post, features_of
from coordinator.rules.planning.risk import Risk, learn
from coordinator.rules.planning.score import Score, score
from coordinator.rules.spans import DAY, Calendar, Span
from storage.queries.planning.posts import PostRow, book_file, details_between, posts_between
from storage.queries.staffing.today import agency_words

YEARS: Final = 2
MOST_DETAILS: Final = 12_000
"""So many details are learnt from at most."""
QUICK: Final = 2
"""Months that are held out where a chance is to be told at once."""
MOST_KEPT: Final = 4
UNTRIED: Final = "Too little history: no month could be held out to try the chances."


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the past taught, how well it did on held-out months, and of how many details it learnt
    (every so manieth). `why_not` says why no chance is told."""

    risk: Risk | None
    score: Score
    every: int = 1
    why_not: str = ""

    @property
    def rests_on(self) -> str:
        """From how many posts it was learnt."""
        if self.risk is None:
            return self.why_not
        thinned = f", every {ordinal(self.every)} detail" if self.every > 1 else ""
        return (
            f"Learnt from {self.risk.posts:,} posts of the last {YEARS} years{thinned}, of which"
            f" {100 * self.risk.rate:.1f} % stayed empty."
        )


_KEPT: dict[tuple[str, Span, int, int], Forecast] = {}
"""By the book's file, the span, its details and the months held out."""


def ordinal(number: int) -> str:
    """2nd, 3rd, 11th."""
    if number % 100 // 10 == 1:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def forecast(connection: sqlite3.Connection, now: int, held: int = QUICK) -> Forecast:
    """What the details that began in the last two years teach, as the book stands at `now` (UTC).

    Where too little has happened, or the chances were no better than the rate of the month before,
    no chance is told.
    """
    calendar = Calendar(agency_words(connection).timezone)
    until = calendar.midnight(calendar.local_date(now))
    span = (until - YEARS * 366 * DAY, until)
    many = details_between(connection, span)
    path = book_file(connection)
    key = (str(path), span, many, held)
    found = _KEPT.get(key)
    if found is None:
        while len(_KEPT) >= MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
        found = _KEPT[key] = _learnt(connection, calendar, span, many, held)
    return found


def _learnt(
    connection: sqlite3.Connection, calendar: Calendar, span: Span, many: int, held: int
) -> Forecast:
    every = max(1, -(-many // MOST_DETAILS))
    posts = list(posts_told(posts_between(connection, span, every), calendar))
    risk = learn(posts)
    if isinstance(risk, str):
        return Forecast(None, Score(()), every, risk)
    found = score(whole_months(posts, calendar, span[1]), held, risk)
    if not found.months:
        return Forecast(None, found, every, UNTRIED)
    if not found.better:
        rate = f"{100 * risk.rate:.1f} % of {risk.posts:,} posts"
        why = f"What sets posts apart tells no more here than the rate: {rate} stayed empty."
        return Forecast(None, found, every, why)
    return Forecast(risk, found, every)


def posts_told(rows: Iterable[PostRow], calendar: Calendar) -> Iterator[Post]:
    """Rows as the rules know them."""
    for row in rows:
        month = calendar.local_iso(row.starts_at)[:7]
        yield Post(row.detail_id, month, row_features(row, calendar), bool(row.empty))


def row_features(row: PostRow, calendar: Calendar) -> Features:
    """What a post of the book is told apart by."""
    notice = None if row.asked_at is None else row.starts_at - row.asked_at
    wall = calendar.wall(row.starts_at)
    local = (wall.month, wall.weekday(), wall.hour)
    long, employer = row.ends_at - row.starts_at, str(row.employer_id)
    return features_of(row.job_class, row.rank, local, notice, long, row.posts, employer)


def whole_months(posts: Iterable[Post], calendar: Calendar, until: int) -> list[Post]:
    """Without those of the month that goes on."""
    month = calendar.local_iso(until)[:7]
    return [post for post in posts if post.month < month]
