"""Ranking a position's candidates, and the whole-book check, against plain Python and SQLite."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from coordinator.actions.book.collecting import without_collecting
from coordinator.actions.policy.checking_apart import check_apart
from coordinator.actions.policy.policies import Governing
from coordinator.actions.staffing.candidates import Ranking, ask, rank_candidates, ranked
from coordinator.demo.scale import SCALE_NOW
from coordinator.rules.policy import Policy, read_policy
from storage.database import Book
from tests.benchmarks.figures import Figure, median_ms

LIBRARY = Path(__file__).parents[2] / "coordinator" / "library" / "policies"
TIMES = 9
DAY = 86_400
YEAR = (SCALE_NOW - 365 * DAY, SCALE_NOW)


@pytest.mark.parametrize("name", ["H", "T"])
def test_candidates_with_all_reasons(
    name: str, request: pytest.FixtureRequest, figures: list[Figure]
) -> None:
    connection = Book(request.getfixturevalue(f"book_{name.lower()}")).reader()
    position = _position_after(connection, SCALE_NOW + DAY)
    statements = _statements(connection, lambda: _ranked(connection, position))
    floor, taken = _side_by_side(
        lambda: [connection.execute(sql).fetchall() for sql in statements],
        lambda: _ranked(connection, position),
    )
    figures.append(Figure(f"candidates for one position ({name})", taken, floor=floor, limit=3))
    ranking = _ranked(connection, position)
    told = median_ms(lambda: _words(ranking), TIMES)
    figures.append(Figure(f"and all {_words(ranking):,} reasons put into words ({name})", told))


@pytest.mark.parametrize(
    ("method", "limit"),
    [("lexington", 3), ("salem", 3), ("labour_contract", 3), ("auburn", 3)],
)
def test_candidates_by_a_method(
    method: str, limit: float | None, book_t: Path, figures: list[Figure]
) -> None:
    """Hours of a month, turns of a week, hours charged for ever, a list that never begins again."""
    connection = Book(book_t).reader()
    position = _position_after(connection, SCALE_NOW + DAY)
    text = (LIBRARY / f"{method}.toml").read_text("utf-8")
    policy = read_policy(text.replace('who = "signups"', 'who = "everybody"'))
    assert isinstance(policy, Policy)
    question, _ = ask(connection, position, SCALE_NOW)
    governing = Governing(policy, None)

    def step() -> Ranking:
        with without_collecting():
            return ranked(connection, question, governing)

    statements = _statements(connection, step)
    floor, taken = _side_by_side(
        lambda: [connection.execute(sql).fetchall() for sql in statements], step
    )
    figures.append(Figure(f"candidates by {method} (T)", taken, floor=floor, limit=limit))


def test_candidates_do_not_grow_with_the_years(book_h: Path, figures: list[Figure]) -> None:
    connection = Book(book_h).reader()
    (first,) = connection.execute("SELECT min(starts_at) FROM position").fetchone()
    # Compare times at which there is a schedule or is none alike: both without.
    young = _position_after(connection, first + 300 * DAY)
    old = _position_after(connection, SCALE_NOW - 500 * DAY)
    floor, taken = _side_by_side(
        lambda: _ranked(connection, young), lambda: _ranked(connection, old)
    )
    words = "candidates three years in, against the first year (H)"
    figures.append(Figure(words, taken, floor=floor, limit=1.5))


def test_check_of_one_year(book_t: Path, figures: list[Figure]) -> None:
    connection = Book(book_t).reader()
    spans = _spans(connection)
    floor = median_ms(lambda: _one_pass(spans), 3)
    read = median_ms(lambda: _one_pass(_spans(connection)), 3)
    taken = median_ms(lambda: sum(len(c.violations) for c in check_apart(book_t, YEAR)), 1)
    figures.append(Figure("check of one year, against one pass (T)", taken, floor=floor, limit=10))
    figures.append(
        Figure("the same, against reading the spans and one pass (T)", taken, floor=read)
    )


def _side_by_side(floor: Callable[[], object], step: Callable[[], object]) -> tuple[float, float]:
    """Medians of both in milliseconds, taken in turn, so that a busy machine slows both alike."""
    pairs = [(median_ms(floor, 1), median_ms(step, 1)) for _ in range(TIMES)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def _ranked(connection: sqlite3.Connection, position: int) -> Ranking:
    return rank_candidates(connection, position, SCALE_NOW)


def _words(ranking: Ranking) -> int:
    return sum(len(c.reasons) for group in ranking.ordered for c in group)


def _position_after(connection: sqlite3.Connection, instant: int) -> int:
    return int(
        connection.execute(
            "SELECT id FROM position WHERE starts_at >= ? ORDER BY starts_at LIMIT 1", (instant,)
        ).fetchone()[0]
    )


def _statements(connection: sqlite3.Connection, step: Callable[[], object]) -> list[str]:
    """The SQL that a step runs, its values filled in: the rows that it rests on."""
    found: list[str] = []
    connection.set_trace_callback(found.append)
    step()
    connection.set_trace_callback(None)
    return found


def _spans(connection: sqlite3.Connection) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for table in ("assignment", "shift"):
        found += connection.execute(
            f"SELECT officer_id, starts_at, ends_at FROM {table} "
            "WHERE starts_at >= ? AND starts_at < ? ORDER BY id",
            YEAR,
        )
    return found


def _one_pass(spans: list[tuple[int, int, int]]) -> int:
    """Sort them by officer and start, and count those that begin before the last one ended."""
    overlaps, before, until = 0, 0, 0
    for officer, start, end in sorted(spans):
        if officer == before and start < until:
            overlaps += 1
        before, until = officer, end
    return overlaps
