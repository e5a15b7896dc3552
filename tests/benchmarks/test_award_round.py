"""An award round over a thousand seats and a thousand officers, against the best that there is.

The best is found by HiGHS, which is no dependency of the program: `pip install --group solver`.
What an officer can have is worked out here anew, from hours alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from random import Random
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter
from typing import Any

import pytest

from coordinator.actions.distribution.awarding import Plan
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.long_work import LongWork, Task
from storage.database import Book, create_book
from storage.models import Interest, Officer
from tests.benchmarks.figures import Figure
from tests.rules.town import DAY, Town, at, found_town, post

COUNT = 1_000
ASKED_BY_EACH = 6
HOUR = 3_600
REST, IN_24_HOURS, IN_A_WEEK = 6 * HOUR, 16 * HOUR, 24 * HOUR
POLICY = """
name = "P"
effective_on = 2020-01-01
[[clause]]
kind = "no_two_details"
[[clause]]
kind = "no_detail_on_duty"
duty = ["regular"]
[[clause]]
kind = "rest_before_duty"
hours = 6
duty = ["regular", "detail"]
[[clause]]
kind = "rest_after_duty"
hours = 6
duty = ["regular", "detail"]
[[clause]]
kind = "max_hours"
window = "rolling"
window_hours = 24
hours = 16
counts = ["detail", "regular"]
[[clause]]
kind = "max_hours"
window = "week"
hours = 24
counts = ["detail"]
[[tally]]
name = "hours"
reset = "month"
[[tally.charge]]
on = ["awarded", "worked"]
[rotation]
who = "signups"
ties = "draw"
[[rotation.key]]
by = "fewest_hours"
tally = "hours"
"""

Span = tuple[int, int]


@dataclass
class Month:
    """A month of seats, most of them on a few crowded days, who asked for which, and tours."""

    path: Path
    seats: dict[int, Span] = field(default_factory=dict)
    asked: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    tours: dict[int, list[Span]] = field(default_factory=dict)

    def ways(self, officer: int) -> Iterator[tuple[int, ...]]:
        """Every set of the seats he asked for that he could have together."""
        alone = [seat for seat in self.asked[officer] if self.may(officer, (seat,))]
        for size in range(1, len(alone) + 1):
            yield from (some for some in combinations(alone, size) if self.may(officer, some))

    def may(self, officer: int, some: Sequence[int]) -> bool:
        """Whether he may have these seats, by the clauses of the policy above."""
        details = [self.seats[seat] for seat in some]
        life = [*details, *self.tours[officer]]
        return (
            all(
                _rested(detail, other)
                for place, detail in enumerate(details)
                for other in life[place + 1 :]
            )
            and all(hours <= IN_A_WEEK for hours in _weeks(details))
            and all(_busiest(life, detail) <= IN_24_HOURS for detail in details)
        )


def _rested(detail: Span, other: Span) -> bool:
    return other[0] - detail[1] >= REST or detail[0] - other[1] >= REST


def _weeks(details: Sequence[Span]) -> list[int]:
    weeks: dict[int, int] = defaultdict(int)
    for start, end in details:
        weeks[(start - at(-1, 0)) // (7 * DAY)] += end - start
    return list(weeks.values())


def _busiest(life: Sequence[Span], detail: Span) -> int:
    """The most work in any 24 hours that touch a detail: such a window begins or ends with work."""
    lows = [start for start, _ in life] + [end - DAY for _, end in life]
    near = [low for low in lows if low < detail[1] and low + DAY > detail[0]]
    return max(
        sum(max(0, min(end, low + DAY) - max(start, low)) for start, end in life) for low in near
    )


@pytest.fixture
def month(tmp_path: Path) -> Month:
    random, actor = Random(7), Actor("bench", at(0, 8))
    found = Month(tmp_path / "round.book")
    book = create_book(
        found.path, name="R", timezone="America/New_York", currency="USD", actor=actor
    )
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        for number in range(1, COUNT + 1):
            start = at(random.choice((1, 2, 3, 4, 8, 9, 15, 22)), random.randint(6, 18))
            end = start + random.choice((4, 6, 8)) * HOUR
            found.seats[post(tx, town, number, start, end)] = (start, end)
        seats = sorted(found.seats)
        for number in range(COUNT):
            officer = tx.add(Officer(badge=str(5000 + number), last_name="N")).id
            assert officer is not None
            for seat in random.sample(seats, ASKED_BY_EACH):
                found.asked[officer].append(seat)
                tx.add(Interest(position_id=seat, officer_id=officer, expressed_at=tx.now))
    found.tours = {officer: _tours(number) for number, officer in enumerate(found.asked)}
    _write_tours(book, town, found)
    book.close()
    return found


def _tours(number: int) -> list[Span]:
    """Five tours of eight hours and two days off, early, late or by night."""
    begins = (7, 15, 23)[number % 3]
    days = [day for day in range(-7, 40) if (day + number) % 7 < 5]
    return [(at(day, begins), at(day, begins + 8)) for day in days]


def _write_tours(book: Book, town: Town, month: Month) -> None:
    with book.unlogged() as connection:
        connection.executemany(
            "INSERT INTO shift (batch_id, officer_id, starts_at, ends_at, kind) "
            "VALUES (?, ?, ?, ?, 'regular')",
            [
                (town.batch, officer, *tour)
                for officer, tours in month.tours.items()
                for tour in tours
            ],
        )


def best(month: Month) -> int:
    """The most seats that can be filled at all, by HiGHS."""
    highspy = pytest.importorskip(
        "highspy", reason="THE BEST IS NOT KNOWN: pip install --group solver, then again"
    )
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    by_seat: dict[int, list[Any]] = defaultdict(list)
    filled = []
    for officer in month.asked:
        chosen = []
        for way in month.ways(officer):
            one = solver.addBinary()
            chosen.append(one)
            filled.append(len(way) * one)
            for seat in way:
                by_seat[seat].append(one)
        if chosen:
            solver.addConstr(sum(chosen) <= 1)
    for ones in by_seat.values():
        solver.addConstr(sum(ones) <= 1)
    solver.maximize(sum(filled))
    return round(solver.getObjectiveValue())


def test_a_thousand_seats(month: Month, figures: list[Figure]) -> None:
    begun, worked = perf_counter(), getrusage(RUSAGE_CHILDREN).ru_utime
    times = (at(0, 8), at(60, 0), at(0, 8))
    task = Task("coordinator.actions.distribution.awarding:plan_round", month.path, times)
    plan: Plan = LongWork(task).result.result()
    took = perf_counter() - begun
    worked = getrusage(RUSAGE_CHILDREN).ru_utime - worked
    holders = {one.position_id: one.officer_id for one in plan.awards}
    holders |= {one.position_id: one.officer_id for swap in plan.swaps for one in swap.awards}
    name = f"award round of {COUNT} seats: {len(plan.awards)} by rule, {len(plan.swaps)} by swap"
    figures.append(Figure(name, took, unit="s", limit=5))
    figures.append(Figure("of these the processor worked", worked, unit="s"))
    most = best(month)
    figures.append(Figure(f"of {most} that can be filled", 100 * len(holders) / most, unit="%"))
    held = defaultdict(list)
    for seat, officer in holders.items():
        held[officer].append(seat)
    assert all(month.may(officer, seats) for officer, seats in held.items())
    assert len(holders) == len(plan.awards) + len(plan.swaps)
    assert len(holders) >= 0.995 * most
    assert Book(month.path).reader().execute("SELECT count(*) FROM assignment").fetchone() == (0,)
