"""A year of awards replayed: under the policy that was in force, and under another rotation.

The year is one that the program itself gave out (see `year`), so that every award must come out the
same. The floor is reading the same rows and ordering everybody once for each award.
"""

import resource
from pathlib import Path
from time import perf_counter, process_time

import pytest

from coordinator.actions.past_awards.what_if import WhatIf, what_if
from coordinator.demo.scale import SCALE_NOW
from coordinator.library import standard_policy
from coordinator.rules.spans import DAY
from storage.database import Book
from tests.benchmarks.figures import Figure
from tests.benchmarks.year import SHIFTS, year_book

SPAN = (SCALE_NOW - 365 * DAY, SCALE_NOW)
LIMIT_SECONDS, LIMIT_MEGABYTES = 10, 500
OTHERS = {
    "fewest hours of the year": ('period = "month"', 'period = "year"'),
    "48 hours a week": ("hours = 64", "hours = 48"),
}


@pytest.fixture(scope="module")
def year() -> Path:
    return year_book()


def floor(year: Path) -> float:
    """Seconds: everybody's rows read once, and sorted once for each award."""
    begun = perf_counter()
    connection = Book(year).reader()
    rows = connection.execute("SELECT officer_id, starts_at, ends_at FROM shift").fetchall()
    officers = connection.execute(
        "SELECT seniority_on, badge, id FROM officer WHERE ? > 0", (len(rows),)
    ).fetchall()
    for turn in range(SHIFTS):
        sorted((key % (turn % 7 + 1), senior, badge, key) for senior, badge, key in officers)
    return perf_counter() - begun


def replayed(year: Path, document: str | None, name: str, figures: list[Figure]) -> WhatIf:
    lowest = floor(year)
    begun, used = perf_counter(), process_time()
    found = what_if(year, document, *SPAN, SCALE_NOW, lambda done, total: True)
    took, used = perf_counter() - begun, process_time() - used
    words = f"what if, {found.retried.awards:,} awards: {name}"
    figures.append(Figure(words, took, unit="s", limit=LIMIT_SECONDS))
    figures.append(Figure(f"{words}, processor", used, unit="s"))
    figures.append(Figure(f"{words}, to the floor", took, unit="s", floor=lowest))
    return found


def test_the_policy_in_force_gives_the_year_again(year: Path, figures: list[Figure]) -> None:
    retried = replayed(year, None, "as it was", figures).retried
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    figures.append(Figure("memory", memory, unit="MB", limit=LIMIT_MEGABYTES))
    figures.append(
        Figure("of the year comes out the same", 100 * retried.same / retried.awards, unit="%")
    )
    assert retried.awards >= SHIFTS
    assert retried.same == retried.awards
    assert retried.causes == {"same": retried.awards}
    assert retried.chosen == 0


@pytest.mark.parametrize("name", OTHERS)
def test_another_policy_over_the_year(year: Path, name: str, figures: list[Figure]) -> None:
    before, after = OTHERS[name]
    document = standard_policy().replace(before, after)
    assert document != standard_policy()
    retried = replayed(year, document, name, figures).retried
    assert retried.differing
    assert sum(gain.gained[1] for gain in retried.moved) <= 0
