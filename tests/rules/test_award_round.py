"""The award round against slow obvious oracles: the rule seat by seat, and every way to fill."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.award_round import LONGEST_CHAIN, Awarded, Chain, Outcome, run_round, swaps

REST = 2
Held = dict[int, int]
"""Seat → officer."""


@dataclass
class Small:
    """A few seats in order of start and who asked for them; hours are whole numbers.

    A seat must begin at least two hours after the one before has ended; like many a clause this one
    looks only back. Nobody works more than `cap` hours. The order is by fewest hours held, then,
    unless equals are shown as equals, by number.
    """

    spans: tuple[tuple[int, int], ...]
    asked: tuple[frozenset[int], ...]
    cap: int
    ties: bool
    held: Held = field(default_factory=dict)

    def of(self, officer: int) -> list[int]:
        return [seat for seat, holder in self.held.items() if holder == officer]

    def hours(self, seats: Sequence[int]) -> int:
        return sum(self.spans[seat - 1][1] - self.spans[seat - 1][0] for seat in seats)

    # ── the table that the round asks ───────────────────────────────────────────────────────

    def order(self, seat: int) -> list[tuple[int, ...]]:
        standing = [officer for officer, seats in enumerate(self.asked, 1) if seat in seats]
        groups: dict[object, list[int]] = {}
        for officer in sorted(standing, key=lambda each: (self.hours(self.of(each)), each)):
            hours = self.hours(self.of(officer))
            groups.setdefault(hours if self.ties else (hours, officer), []).append(officer)
        return [tuple(group) for group in groups.values()]

    def barred(self, officer: int, seat: int, without: frozenset[int] = frozenset()) -> str:
        others = [each for each in self.of(officer) if each not in without and each != seat]
        start, end = self.spans[seat - 1]
        if self.hours([*others, seat]) > self.cap:
            return "cap"
        for begin, finish in (self.spans[each - 1] for each in others):
            if start < finish and begin < end:
                return "overlap"
            if finish <= start < finish + REST:
                return "rest"
        return ""

    def disturbed(self, officer: int, seat: int, without: frozenset[int] = frozenset()) -> str:
        kept = [each for each in self.of(officer) if each not in without and each != seat]
        return "" if legal(self, [*kept, seat]) else "another one"

    def award(self, officer: int, seat: int) -> None:
        self.held[seat] = officer


def legal(table: Small, seats: Sequence[int]) -> bool:
    """Whether somebody may have all of these, said pair by pair."""
    if table.hours(seats) > table.cap:
        return False
    spans = sorted(table.spans[seat - 1] for seat in seats)
    return all(after[0] >= before[1] + REST for before, after in combinations(spans, 2))


@st.composite
def tables(draw: st.DrawFn, *, ties: bool | None = None, cap: int | None = None) -> Small:
    count = draw(st.integers(1, 6))
    hour = st.integers(0, 14)
    starts = sorted(draw(st.lists(hour, min_size=count, max_size=count)))
    spans = tuple((start, start + draw(st.sampled_from((2, 4)))) for start in starts)
    seats = st.frozensets(st.integers(1, count), max_size=count)
    asked = tuple(draw(st.lists(seats, max_size=5)))
    return Small(
        spans,
        asked,
        draw(st.sampled_from((4, 6, 8, 100))) if cap is None else cap,
        draw(st.booleans()) if ties is None else ties,
    )


def everything(table: Small) -> tuple[Outcome, tuple[Chain, ...]]:
    outcome = run_round(range(1, len(table.spans) + 1), table)
    return outcome, swaps(outcome, table)


def exhaustive(
    table: Small, seat: int, moved: frozenset[int] = frozenset(), left: int = LONGEST_CHAIN
) -> bool:
    """Whether any chain of moves at all fills a seat, tried one after the other."""
    if not left:
        return False
    for officer, seats in enumerate(table.asked, 1):
        if seat not in seats or officer in moved:
            continue
        mine = table.of(officer)
        if legal(table, [*mine, seat]):
            return True
        for given_up in mine:
            rest = [each for each in mine if each != given_up]
            if legal(table, [*rest, seat]) and exhaustive(
                table, given_up, moved | {officer}, left - 1
            ):
                return True
    return False


def most(table: Small) -> int:
    """The most seats that can be filled, by trying everything."""

    def fill(seat: int, held: Held) -> int:
        if seat > len(table.spans):
            return len(held)
        found = fill(seat + 1, held)
        for officer, seats in enumerate(table.asked, 1):
            mine = [each for each, holder in held.items() if holder == officer]
            if seat in seats and legal(table, [*mine, seat]):
                found = max(found, fill(seat + 1, {**held, seat: officer}))
        return found

    return fill(1, {})


def by_definition(table: Small) -> Iterator[tuple[int, list[tuple[int, ...]], list[int]]]:
    """Seat by seat: the order, and those who may take it, on a table that is filled beside."""
    for seat in range(1, len(table.spans) + 1):
        groups = table.order(seat)
        able = [[each for each in group if not table.barred(each, seat)] for group in groups]
        yield seat, groups, next(filter(None, able), [])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(tables())
def test_each_seat_goes_to_the_first_who_may_and_all_ahead_have_a_reason(table: Small) -> None:
    beside = Small(table.spans, table.asked, table.cap, table.ties)
    outcome = run_round(range(1, len(table.spans) + 1), table)
    awards = {award.seat: award for award in outcome.awards}
    assert len(awards) + len(outcome.empty) == len(table.spans)
    for seat, groups, able in by_definition(beside):
        award = awards.get(seat)
        assert (award is not None) == (len(able) == 1)
        if award is None:
            assert outcome.empty[seat]
            assert outcome.tied.get(seat, ()) == (tuple(able) if len(able) > 1 else ())
            continue
        assert award.officer == able[0]
        assert dict(award.passed) == _ahead(beside, award, groups)
        beside.award(award.officer, seat)


def _ahead(table: Small, award: Awarded, groups: list[tuple[int, ...]]) -> dict[int, str]:
    """Everybody before him and every equal, each with what keeps him out."""
    place = next(n for n, group in enumerate(groups) if award.officer in group)
    before = [officer for group in groups[: place + 1] for officer in group]
    return {each: table.barred(each, award.seat) for each in before if each != award.officer}


@settings(max_examples=300, deadline=None, derandomize=True)
@given(tables())
def test_no_clause_is_broken_with_the_swaps_or_without(table: Small) -> None:
    outcome = run_round(range(1, len(table.spans) + 1), table)
    officers = range(1, len(table.asked) + 1)
    assert all(legal(table, table.of(officer)) for officer in officers)
    before = dict(table.held)
    chains = swaps(outcome, table)
    assert all(legal(table, table.of(officer)) for officer in officers)
    assert all(seat in table.asked[officer - 1] for seat, officer in table.held.items())
    assert set(table.held) == set(before) | {chain.seat for chain in chains}
    assert len(table.held) == len(before) + len(chains)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(tables())
def test_a_chain_is_what_it_says(table: Small) -> None:
    outcome = run_round(range(1, len(table.spans) + 1), table)
    held = dict(table.held)
    for chain in swaps(outcome, table):
        assert 1 <= len(chain.moves) <= LONGEST_CHAIN
        assert chain.moves[0][1] == 0
        assert chain.moves[-1][2] == chain.seat
        assert chain.seat not in outcome.tied
        for (_, _, taken), (officer, left, _) in zip(chain.moves, chain.moves[1:], strict=False):
            assert taken == left
            assert held[left] == officer
        held |= {to: officer for officer, _, to in chain.moves}
    assert held == table.held


@settings(max_examples=400, deadline=None, derandomize=True)
@given(tables())
def test_what_stays_empty_is_filled_by_no_chain(table: Small) -> None:
    outcome, chains = everything(table)
    still = set(outcome.empty) - set(outcome.tied) - {chain.seat for chain in chains}
    assert [seat for seat in still if exhaustive(table, seat)] == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(tables(ties=False))
def test_no_more_is_filled_than_can_be(table: Small) -> None:
    everything(table)
    assert len(table.held) <= most(table)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(tables(ties=False, cap=4))
def test_where_each_may_have_one_the_most_is_filled(table: Small) -> None:
    table.spans = tuple((start, start + 4) for start, _ in table.spans)
    everything(table)
    # Any filling that can be bettered is bettered by one chain, here of at most four officers.
    if len(table.asked) <= LONGEST_CHAIN:
        assert len(table.held) == most(table)


def ladder(rungs: int) -> Small:
    """Everybody may have one: each holds the seat before the one that only he could take instead,
    and the last to ask can have the first seat only."""
    spans = tuple((10 * seat, 10 * seat + 4) for seat in range(rungs))
    asked = [frozenset({rung, rung + 1}) for rung in range(1, rungs)]
    return Small(spans, (*asked, frozenset({1})), cap=4, ties=False)


def test_a_chain_is_as_long_as_it_may_be_and_no_longer() -> None:
    table = ladder(LONGEST_CHAIN)
    outcome, chains = everything(table)
    assert list(outcome.empty) == [LONGEST_CHAIN]
    assert chains == (Chain(4, ((4, 0, 1), (1, 1, 2), (2, 2, 3), (3, 3, 4))),)
    assert everything(ladder(LONGEST_CHAIN + 1))[1] == ()
