"""Five hundred overlaps planted in a file of duty, beside as many spans that are none."""

import csv
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from coordinator.actions.importing import Imported, Wanted, apply_import
from coordinator.actions.results import Actor
from storage.database import Book
from tests.rules.town import DAY, Town, at, found_town, post, seat

ZONE = ZoneInfo("America/New_York")
MINUTE, HOUR = 60, 3600
PLANTED = 500
FALL_BACK, SPRING_ON = (
    int(datetime(2025, 11, 1, 20, tzinfo=ZONE).timestamp()),
    int(datetime(2026, 3, 7, 20, tzinfo=ZONE).timestamp()),
)
"""20:00 on the evenings before the nights in which clocks change."""

Span = tuple[int, int]


class Plan:
    """Details far enough apart for their records not to meet, and what is planted beside them."""

    def __init__(self, officers: int) -> None:
        self.details: list[tuple[int, Span]] = []
        self.records: list[tuple[int, Span, str]] = []
        self.expected: dict[int, list[Span]] = defaultdict(list)
        self._free = {officer: at(-300, 6) for officer in range(officers)}
        self._random = Random(20260601)
        self.planted = 0

    def detail(self, officer: int, start: int | None = None) -> tuple[int, Span]:
        """The officer's next detail, four days after the one before; its place and its span."""
        if start is None:
            start = self._free[officer] + self._random.randrange(18) * HOUR
            self._free[officer] += 4 * DAY
        span = start, start + self._random.choice((4, 6, 8, 10)) * HOUR
        self.details.append((officer, span))
        return len(self.details) - 1, span

    def plant(self, place: int, record: Span, kind: str = "regular") -> None:
        """A record that runs into the detail."""
        self.expected[place].append(record)
        self.records.append((self.details[place][0], record, kind))
        self.planted += 1

    def decoy(self, officer: int, record: Span) -> None:
        """A record that runs into nothing."""
        self.records.append((officer, record, "regular"))


def _clocked(plan: Plan, place: int, span: Span) -> None:
    plan.plant(place, (span[0] - 3 * HOUR, span[0] + 7 * MINUTE))


def _split(plan: Plan, place: int, span: Span) -> None:
    plan.plant(place, (span[0] - 4 * HOUR, span[0] + HOUR))
    plan.plant(place, (span[1] - HOUR, span[1] + 3 * HOUR), "overtime")


def _minute(plan: Plan, place: int, span: Span) -> None:
    middle = span[0] + 100 * MINUTE
    plan.plant(place, (middle, middle + MINUTE), "court")


def _whole(plan: Plan, place: int, span: Span) -> None:
    plan.plant(place, (span[0] - HOUR, span[1] + HOUR), "sick")


def _night(plan: Plan, place: int, span: Span) -> None:
    plan.plant(place, (span[1] - MINUTE, span[1] + 8 * HOUR))


WAYS = (_clocked, _split, _minute, _whole, _night)


def planned(officers: int) -> Plan:
    """Alternating: one detail with something planted, one with spans that only touch it."""
    plan = Plan(officers)
    for officer in range(officers):
        for evening in (FALL_BACK, SPRING_ON):
            # Nights in which 22:00 to 06:00 is nine hours, or seven.
            place, span = plan.detail(officer, evening + 2 * HOUR)
            plan.plant(place, (span[1] - MINUTE, span[1] + 2 * HOUR))
            plan.decoy(officer, (span[0] - 2 * HOUR, span[0]))
    number = 0
    while plan.planted < PLANTED:
        officer = number % officers
        place, span = plan.detail(officer)
        WAYS[number // officers % len(WAYS)](plan, place, span)
        _, span = plan.detail(officer)
        plan.decoy(officer, (span[0] - 8 * HOUR, span[0]))
        plan.decoy(officer, (span[1], span[1] + MINUTE))
        number += 1
    return plan


def wall(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).astimezone(ZONE).isoformat(timespec="minutes")


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return found_town(book, actor, 40)


def test_all_planted_overlaps_are_found_and_nothing_else(
    book: Book, actor: Actor, town: Town, tmp_path: Path
) -> None:
    plan = planned(len(town.officers))
    with book.action(Actor("setup", at(-305, 0)), "seat", "detail:0") as tx:
        seats = [
            seat(tx, post(tx, town, number, *span), town.officers[officer])
            for number, (officer, span) in enumerate(plan.details, 1)
        ]
    file = tmp_path / "payroll.csv"
    with file.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("badge", "start", "end", "kind"))
        for officer, (start, end), kind in plan.records:
            writer.writerow((101 + officer, wall(start), wall(end), kind))
    wanted = Wanted("on-duty", file, source="payroll")
    done = apply_import(book, actor, wanted)
    assert isinstance(done, Imported)
    assert done.plan.refused == ()
    found = book.reader().execute(
        "SELECT assignment_id, starts_at, ends_at FROM overlap_case ORDER BY 1, 2"
    )
    expected = [
        (seats[place], *record) for place, records in plan.expected.items() for record in records
    ]
    assert found.fetchall() == sorted(expected)
    assert done.cases == plan.planted >= PLANTED
    assert f"gives rise to {plan.planted} cases" in done.sentence
    again = apply_import(book, actor, wanted)
    assert isinstance(again, Imported)
    assert not again.written
