"""Errors found afterwards: everybody whom one cost something is found, and nobody else is."""

from pathlib import Path
from random import Random

import pytest

from coordinator.actions.make_whole import Error, MadeWhole, make_whole
from coordinator.actions.what_if import what_if
from storage.database import Book
from tests.actions.errors import KINDS, Injected, inject, put_right
from tests.actions.seeded_town import BEGAN, POLICIES, SeededTown, found
from tests.conftest import NOW

SPAN = (BEGAN, NOW)
FEW = [("charged", 1), ("the standard", 2), ("by list", 3)]
MANY = [(policy, seed) for policy in POLICIES for seed in range(10, 17)]


def made(book: Book, error: Error) -> MadeWhole:
    return make_whole(book.path, error, *SPAN, NOW, lambda done, total: True)


@pytest.mark.parametrize("policy", POLICIES)
def test_what_the_program_gave_out_comes_out_the_same(book: Book, policy: str) -> None:
    found(book, policy, 5)
    retried = what_if(book.path, None, *SPAN, NOW, lambda done, total: True).retried
    assert retried.awards == retried.same > 20
    assert retried.causes == {"same": retried.awards}
    assert retried.chosen == 0


def one_by_one(
    book: Book, town: SeededTown, folder: Path, seed: int, wanted: int
) -> list[Injected]:
    """Errors of every kind, each put right both ways; those that made a difference."""
    random, told = Random(seed), []
    for n in range(wanted):
        injected = inject(book, town, KINDS[n % len(KINDS)], random)
        if injected is None:
            continue
        own = folder / str(n)
        own.mkdir()
        if as_slowly(book, injected, own):
            told.append(injected)
    return told


def as_slowly(book: Book, injected: Injected, folder: Path) -> bool:
    fast = made(book, injected.error).retried
    slow, before, after = put_right(book.path, folder, SPAN, injected)
    own = {row[0]: row[1] for row in book.reader().execute("SELECT id, officer_id FROM assignment")}
    differing = {one.assignment: one.officer for one in slow if own[one.assignment] != one.officer}
    assert {one.assignment_id: one.instead_id for one in fast.differing} == differing, injected
    assert {gain.officer_id: gain.gained[:2] for gain in fast.moved} == worth(book, before, after)
    return bool(differing)


def worth(book: Book, before: dict[int, int], after: dict[int, int]) -> dict[int, tuple[int, int]]:
    """Officer → minutes and details that he would have had more, seat by seat."""
    sums: dict[int, list[int]] = {}
    for seat, start, end in book.reader().execute("SELECT id, starts_at, ends_at FROM position"):
        for holders, sign in ((before, -1), (after, 1)):
            if seat in holders and SPAN[0] <= start < SPAN[1]:
                mine = sums.setdefault(holders[seat], [0, 0])
                mine[0] += sign * (end - start) // 60
                mine[1] += sign
    return {
        officer: (minutes, count) for officer, (minutes, count) in sums.items() if minutes or count
    }


@pytest.mark.parametrize(("policy", "seed"), FEW)
def test_every_error_costs_whom_it_costs(
    book: Book, tmp_path: Path, policy: str, seed: int
) -> None:
    town = found(book, policy, seed)
    assert one_by_one(book, town, tmp_path, seed, 4)


@pytest.mark.soak
@pytest.mark.parametrize(("policy", "seed"), MANY)
def test_two_hundred_errors(book: Book, tmp_path: Path, policy: str, seed: int) -> None:
    town = found(book, policy, seed)
    told = one_by_one(book, town, tmp_path, seed, 9)
    assert told
