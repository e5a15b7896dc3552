"""Past awards worked out again, against a copy of the book that is written anew step by step."""

from pathlib import Path

import pytest

from coordinator.actions.past_awards.alternate_policies import Policies
from coordinator.actions.past_awards.alternate_span import governing_between, needed
from coordinator.actions.past_awards.alternate_table import World
from coordinator.actions.past_awards.background import Background
from coordinator.actions.past_awards.past_record import Record
from coordinator.actions.past_awards.what_if import WhatIf, what_if
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.rules.retrial import Award, Way
from coordinator.rules.spans import DAY
from storage.database import Book
from storage.models import Officer
from tests.actions.histories import CALENDAR, hand_over, write
from tests.actions.shadow import History, Shadow, work_out
from tests.actions.test_standings import CHARGED, DOCUMENTS, HEAD
from tests.conftest import NOW

USUAL = [
    *((name, 1) for name in ("charged by the month", "a mark of the month", "longest since")),
    *((name, 2) for name in ("the book's own keys", "work and then a lot", "a list of the week")),
    *((name, 0) for name in ("lexington", "miami", "minneapolis_park", "charged by notice")),
    *((name, 1) for name in ("kept apart, skipped, in parts", "going on, turns skipped")),
    ("in parts", 1),
]
SPARED = {
    "spared from orders": """
[[clause]]
kind = "max_jobs"
number = "5"
window = "rolling"
window_days = 21
jobs = 1
scope = { ordered = true }
[[clause]]
kind = "max_jobs"
number = "6"
window = "rolling"
window_days = 14
jobs = 1
scope = { ordered = false }
[rotation]
who = "everybody"
[rotation.draft]
service_under_months = 300
"""
}
ALL = [(name, seed) for name in DOCUMENTS for seed in range(4)]
SPAN = (NOW - 100 * DAY, NOW)


def whole(text: str) -> str:
    """Nobody is on two seats at once: the book's own sums know no such thing."""
    apart = '[[clause]]\nkind = "no_two_details"\n'
    return text if "effective_on" in text else HEAD + apart + text


def adopted(book: Book, document: str) -> None:
    done = adopt_policy(book, Actor("chief", NOW), whole(document))
    assert isinstance(done, Adopted), done


def told(book: Book, seed: int) -> None:
    history = write(book, seed, officers=7, details=24)
    if seed % 2:
        hand_over(book, history, "l")


@pytest.mark.parametrize(("name", "seed"), USUAL)
def test_the_order_is_that_of_the_book_as_it_stood(
    book: Book, tmp_path: Path, name: str, seed: int
) -> None:
    in_step(book, tmp_path, name, seed)


@pytest.mark.soak
@pytest.mark.parametrize(("name", "seed"), ALL)
def test_the_order_is_that_of_the_book_by_every_document(
    book: Book, tmp_path: Path, name: str, seed: int
) -> None:
    in_step(book, tmp_path, name, seed)


def in_step(book: Book, tmp_path: Path, name: str, seed: int) -> None:
    """A world and a book go through the same history: order and verdicts are the same."""
    adopted(book, (DOCUMENTS | SPARED)[name])
    told(book, seed)
    goes_on_in_step(book, tmp_path)


def test_awards_count_at_once_for_a_detail_after_which_somebody_is_new(
    book: Book, tmp_path: Path
) -> None:
    adopted(book, CHARGED.format(reset="year", more='newcomers = "average"'))
    told(book, 1)
    with book.action(Actor("chief", NOW), "hire", "agency:1") as tx:
        eligible = CALENDAR.local_iso(NOW - 45 * DAY)
        tx.add(Officer(badge="300", last_name="New", hired_on="2020-01-01", eligible_on=eligible))
    goes_on_in_step(book, tmp_path)


def goes_on_in_step(book: Book, tmp_path: Path) -> None:
    connection = book.reader()
    policies = Policies(connection)
    held = governing_between(policies, CALENDAR, SPAN)
    since, window = needed(connection, held, CALENDAR, SPAN)
    record = Record(connection, SPAN, NOW, since)
    world = World(record, policies, ((0, Background(connection, record, window)),))
    shadow = Shadow.of(book.path, tmp_path / "shadow", History.of(book.path, SPAN), None)
    rows = {row["id"]: row for row in shadow.history.assignments}
    steps = shadow.history.steps()
    early = [step for step in steps if step[2] < 2 and _before(step, record)]
    asked = 0
    for at, _, kind, row in steps:
        shadow.hear(at)
        if kind == 2:
            continue
        step = next(
            (s for s in record.steps if _same(s, row, kind)),
            None,
        )
        if step is not None:
            world.turn(step)
        if kind == 0 and step is not None and isinstance(step, Award) and step.way is not Way.GIVEN:
            asked += 1
            compare(world, step, shadow, row)
        if kind == 0:
            shadow.take(row, row["officer_id"])
            if step is not None and isinstance(step, Award):
                world.take(row["officer_id"], step)
        else:
            shadow.leave(row["position_id"], row, row["officer_id"])
            if step is not None and not isinstance(step, Award):
                world.leave(row["officer_id"], step)
    assert asked > 5
    assert rows
    assert len(early) == len(record.before)


def _before(step: tuple[int, int, int, dict[str, int]], record: Record) -> bool:
    return any(_same(each, step[3], step[2]) for each in record.before)


def _same(step: object, row: dict[str, int], kind: int) -> bool:
    if isinstance(step, Award):
        return kind == 0 and step.id == row["id"]
    return kind == 1 and getattr(step, "award", 0) == row["id"]


def compare(world: World, step: Award, shadow: Shadow, row: dict[str, int]) -> None:
    ranking = shadow.ranking(row)
    there = [{c.id for c in group} for group in ranking.ordered if not group[0].aside]
    if step.way is not Way.ORDER:
        assert [set(group) for group in world.groups(step)] == there
    for group in ranking.ordered:
        for candidate in group:
            found = world.verdict(candidate.id, step)
            assert found.standing == candidate.standing, candidate.reasons
            words = tuple(reason.words(CALENDAR) for reason in found.reasons)
            assert words == candidate.reasons


@pytest.mark.parametrize(("name", "seed"), USUAL)
def test_another_policy_gives_what_the_slow_way_gives(
    book: Book, tmp_path: Path, name: str, seed: int
) -> None:
    as_slowly(book, tmp_path, name, seed)


@pytest.mark.soak
@pytest.mark.parametrize(("name", "seed"), ALL)
def test_every_document_gives_what_the_slow_way_gives(
    book: Book, tmp_path: Path, name: str, seed: int
) -> None:
    as_slowly(book, tmp_path, name, seed)


@pytest.mark.parametrize("seed", [0, 1])
def test_orders_are_judged_as_orders(book: Book, tmp_path: Path, seed: int) -> None:
    in_step(book, tmp_path, "spared from orders", seed)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_orders_by_another_policy_are_what_the_slow_way_gives(
    book: Book, tmp_path: Path, seed: int
) -> None:
    as_slowly(book, tmp_path, "spared from orders", seed)


def as_slowly(book: Book, tmp_path: Path, name: str, seed: int) -> None:
    adopted(book, DOCUMENTS["the book's own keys"])
    told(book, seed)
    other = whole((DOCUMENTS | SPARED)[name])
    found = replayed(book, other)
    slow, _, holders = work_out(book.path, tmp_path, SPAN, other)
    assert outcomes(found) == {
        one.assignment: one.officer for one in slow if one.officer != _officer(book, one.assignment)
    }
    assert holders


def _officer(book: Book, assignment: int) -> int:
    row = book.reader().execute("SELECT officer_id FROM assignment WHERE id = ?", (assignment,))
    return int(row.fetchone()[0])


def replayed(book: Book, document: str | None) -> WhatIf:
    return what_if(book.path, document, *SPAN, NOW, lambda done, total: True)


def outcomes(found: WhatIf) -> dict[int, int | None]:
    return {one.assignment_id: one.instead_id for one in found.retried.differing}


def test_the_same_policy_changes_nothing(book: Book) -> None:
    adopted(book, DOCUMENTS["the book's own keys"])
    told(book, 3)
    found = replayed(book, None)
    assert found.retried.awards == found.retried.same > 5
    assert found.retried.differing == ()
    assert found.retried.moved == ()
