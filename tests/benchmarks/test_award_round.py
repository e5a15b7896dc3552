"""An award round over a thousand seats and a thousand officers, against the best that there is.

The best is found by HiGHS, which is no dependency of the program: `pip install --group solver`.
"""

from collections import defaultdict
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pytest

from coordinator.actions.awarding import Plan
from coordinator.actions.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.long_work import LongWork, Task
from storage.database import Book, create_book
from storage.models import Interest, Officer
from tests.benchmarks.figures import Figure
from tests.rules.town import DAY, at, found_town, post

COUNT = 1_000
ASKED_BY_EACH = 3
CAP = 24 * 3600
POLICY = """
name = "P"
effective_on = 2020-01-01
[[clause]]
kind = "no_two_details"
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
[[rotation.key]]
by = "seniority"
"""

Asked = dict[int, list[int]]
Spans = dict[int, tuple[int, int]]


@pytest.fixture
def month(tmp_path: Path) -> tuple[Path, Spans, Asked]:
    """A month of seats, most of them on a few crowded days, and who asked for which."""
    random, actor = Random(7), Actor("bench", at(0, 8))
    path = tmp_path / "round.book"
    book = create_book(path, name="R", timezone="America/New_York", currency="USD", actor=actor)
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    town = found_town(book, actor)
    spans: Spans = {}
    asked: Asked = defaultdict(list)
    with book.action(actor, "post", "job:1") as tx:
        for number in range(1, COUNT + 1):
            start = at(random.choice((1, 2, 3, 4, 8, 9, 15, 22)), random.randint(6, 18))
            end = start + random.choice((4, 6, 8)) * 3600
            spans[post(tx, town, number, start, end)] = (start, end)
        seats = sorted(spans)
        for number in range(COUNT):
            day = f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}"
            officer = tx.add(Officer(badge=str(5000 + number), last_name="N", seniority_on=day)).id
            for seat in random.sample(seats, ASKED_BY_EACH):
                asked[officer].append(seat)
                tx.add(Interest(position_id=seat, officer_id=officer, expressed_at=tx.now))
    book.close()
    return path, spans, asked


def best(spans: Spans, asked: Asked) -> int:
    """The most seats that can be filled at all, by HiGHS."""
    highspy = pytest.importorskip(
        "highspy", reason="THE BEST IS NOT KNOWN: pip install --group solver, then again"
    )
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    chosen: dict[tuple[int, int], Any] = {
        (officer, seat): solver.addBinary() for officer, seats in asked.items() for seat in seats
    }
    by_seat = defaultdict(list)
    for (_, seat), one in chosen.items():
        by_seat[seat].append(one)
    for ones in by_seat.values():
        solver.addConstr(sum(ones) <= 1)
    for officer, seats in asked.items():
        weeks = defaultdict(list)
        for place, seat in enumerate(seats):
            start, end = spans[seat]
            weeks[(start - at(-1, 0)) // (7 * DAY)].append((end - start) * chosen[officer, seat])
            for other in seats[place + 1 :]:
                if start < spans[other][1] and spans[other][0] < end:
                    solver.addConstr(chosen[officer, seat] + chosen[officer, other] <= 1)
        for hours in weeks.values():
            solver.addConstr(sum(hours) <= CAP)
    solver.maximize(sum(chosen.values()))
    return round(solver.getObjectiveValue())


def test_a_thousand_seats(month: tuple[Path, Spans, Asked], figures: list[Figure]) -> None:
    path, spans, asked = month
    begun = perf_counter()
    task = Task("coordinator.actions.awarding:plan_round", path, (at(0, 8), at(60, 0), at(0, 8)))
    plan: Plan = LongWork(task).result.result()
    took = perf_counter() - begun
    filled = len(plan.awards) + len(plan.swaps)
    name = f"award round of {COUNT} seats: {len(plan.awards)} by rule, {len(plan.swaps)} by swap"
    figures.append(Figure(name, took, unit="s", limit=5))
    most = best(spans, asked)
    figures.append(Figure(f"of {most} that can be filled", 100 * filled / most, unit="%"))
    assert filled >= 0.995 * most
    assert Book(path).reader().execute("SELECT count(*) FROM assignment").fetchone() == (0,)
