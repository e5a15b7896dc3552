"""Errors found afterwards: everybody whom one cost something is found, and nobody else is."""

from pathlib import Path
from random import Random

import pytest

from coordinator.actions.distribution.redressing import Redressed, keep_redress
from coordinator.actions.distribution.said_corrections import read_corrections
from coordinator.actions.past_awards.make_whole import Error, MadeWhole, make_whole
from coordinator.actions.past_awards.not_replayed import STILL
from coordinator.actions.past_awards.what_if import what_if
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.rules.corrections_of_facts import Correction
from coordinator.rules.spans import DAY
from storage.database import Book
from tests.actions.errors import KINDS, Injected, inject, put_right
from tests.actions.seeded_town import BEGAN, POLICIES, SeededTown, found
from tests.conftest import NOW

SPAN = (BEGAN, NOW)
FEW = [("charged", 1), ("the standard", 2), ("by list", 3)]
MANY = [(policy, seed) for policy in POLICIES for seed in range(10, 19)]


def made(book: Book, error: Error) -> MadeWhole:
    return make_whole(book.path, error, *SPAN, NOW, lambda done, total: True)


@pytest.mark.parametrize("policy", POLICIES)
def test_what_the_program_gave_out_comes_out_the_same(book: Book, policy: str) -> None:
    found(book, policy, 5)
    retried = what_if(book.path, None, *SPAN, NOW, lambda done, total: True).retried
    assert retried.awards == retried.same > 20
    assert retried.causes == {"same": retried.awards}
    assert retried.chosen == 0


def test_both_say_which_part_of_a_policy_that_held_they_leave_out(book: Book) -> None:
    found(book, "charged", 5)
    said = read_corrections(book.reader(), ["101 seniority 2001-01-01"])
    assert isinstance(said, tuple)
    error = Error(said)
    assert made(book, error).lacking == ()
    clause = '[[clause]]\nkind = "not_beside"\nranks = ["SGT"]\nwhere = "ranks_available"\n'
    document = (
        POLICIES["charged"]
        .replace("2020-01-01", "2026-05-01")
        .replace("[[tally]]", f"{clause}[[tally]]")
    )
    adopted = adopt_policy(book, Actor("Pat", NOW), document)
    assert isinstance(adopted, Adopted), adopted
    replayed = what_if(book.path, None, *SPAN, NOW, lambda done, total: True)
    whole = made(book, error)
    assert whole.lacking == replayed.lacking == (STILL,)
    # Before it held, nothing was left out.
    before = (BEGAN, BEGAN + 20 * DAY)
    early = make_whole(book.path, error, *before, NOW, lambda done, total: True)
    assert early.lacking == ()


def one_by_one(book: Book, town: SeededTown, folder: Path, seed: int, wanted: int) -> list[int]:
    """Errors of every kind, each put right both ways: how many awards each of them changed."""
    random, told = Random(seed), []
    for n in range(wanted):
        injected = inject(book, town, KINDS[n % len(KINDS)], random)
        if injected is None:
            continue
        own = folder / str(n)
        own.mkdir()
        told.append(as_slowly(book, injected, own))
    return told


def as_slowly(book: Book, injected: Injected, folder: Path) -> int:
    fast = made(book, injected.error).retried
    slow, before, after = put_right(book.path, folder, SPAN, injected)
    own = {row[0]: row[1] for row in book.reader().execute("SELECT id, officer_id FROM assignment")}
    differing = {one.assignment: one.officer for one in slow if own[one.assignment] != one.officer}
    assert {one.assignment_id: one.instead_id for one in fast.differing} == differing, injected
    assert {gain.officer_id: gain.gained[:2] for gain in fast.moved} == worth(book, before, after)
    return len(differing)


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
    assert any(one_by_one(book, town, tmp_path, seed, 4))


@pytest.mark.soak
@pytest.mark.parametrize(("policy", "seed"), MANY)
def test_two_hundred_errors(book: Book, tmp_path: Path, policy: str, seed: int) -> None:
    town = found(book, policy, seed)
    told = one_by_one(book, town, tmp_path, seed, 9)
    assert any(told)
    print(f"\n{policy}, {seed}: {len(told)} errors, awards changed by each: {told}, all found")


def odd(book: Book) -> None:
    """An imported history: a seat was given to another before its holder is said to have left."""
    with book.unlogged() as connection:
        seat, holder = connection.execute(
            "SELECT position_id, officer_id FROM assignment "
            "WHERE state = 'assigned' AND starts_at < ? ORDER BY starts_at LIMIT 1 OFFSET 8",
            (NOW,),
        ).fetchone()
        connection.execute(
            "INSERT INTO assignment "
            "(position_id, officer_id, starts_at, ends_at, awarded_at, state, left_at, how) "
            "SELECT position_id, (SELECT min(id) FROM officer WHERE id <> ?), starts_at, ends_at, "
            "awarded_at - 600, 'called_off', awarded_at + 600, how "
            "FROM assignment WHERE position_id = ? AND state = 'assigned'",
            (holder, seat),
        )


def test_what_the_rule_would_not_have_made_is_no_doing_of_an_error(book: Book) -> None:
    town = found(book, "charged", 1)
    real = Error((Correction("officer", town.officers[0], {"seniority_on": "2001-01-01"}),))
    clean = made(book, real).retried
    assert clean.unreproduced == 0
    odd(book)
    plain = what_if(book.path, None, *SPAN, NOW, lambda done, total: True).retried
    assert plain.differing
    (senior,) = book.reader().execute("SELECT seniority_on FROM officer WHERE id = 1").fetchone()
    nothing = made(book, Error((Correction("officer", 1, {"seniority_on": senior}),)))
    assert nothing.retried.unreproduced == len(plain.differing)
    assert nothing.retried.differing == nothing.retried.moved == nothing.moved == ()
    whole = made(book, real)
    assert whole.retried.differing
    assert whole.retried.unreproduced == len(plain.differing)
    kept = keep_redress(book, Actor("Pat", NOW), whole, "copied wrongly")
    assert isinstance(kept, Redressed)
    assert "still as it was" in kept.sentence
    again = keep_redress(book, Actor("Pat", NOW), whole, "copied wrongly")
    assert isinstance(again, Refused)
    assert f"Redress {kept.redress_id}" in again.sentence
