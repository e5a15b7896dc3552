"""An award round: many open seats, one rule over all, and the swaps that would fill more.

The seats are gone through in their order; each goes to the first by the rule who may take it, as
everybody stands after the seats before. What stays empty has its reason. Where somebody could be
seated if another moved, the shortest such chain is proposed, never done: the coordinator decides.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

LONGEST_CHAIN = 4
"""Officers who move, at most, to fill one seat more."""

Group = tuple[int, ...]

Move = tuple[int, int, int]
"""(officer, the seat that he leaves or 0, the seat that he takes)."""


class Table(Protocol):
    """What the round asks of seats and officers, by their ids."""

    def order(self, seat: int) -> Sequence[Group]:
        """Those who stand for a seat, in groups of equals, as everybody stands now."""

    def barred(self, officer: int, seat: int, without: frozenset[int] = frozenset()) -> str:
        """Why he may not take it, given what he has but for some seats; "" where he may."""

    def disturbed(self, officer: int, seat: int, without: frozenset[int] = frozenset()) -> str:
        """Which of the others that he has he could not keep beside it, but for some; "" for none.

        Where seats are not given in order of time, a clause may look only from the later one back.
        """

    def award(self, officer: int, seat: int) -> None:
        """He has it from now on; whoever had it before has it no more."""


@dataclass(frozen=True, slots=True)
class Awarded:
    """One seat and who gets it; `passed` are those ahead of him, each with the reason."""

    seat: int
    officer: int
    passed: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Moves that fill an empty seat: (officer, from, to); the first comes from no seat (0)."""

    seat: int
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rule makes of all seats; `empty` says why those stay so, `tied` between whom."""

    awards: tuple[Awarded, ...] = ()
    empty: Mapping[int, str] = field(default_factory=dict)
    tied: Mapping[int, Group] = field(default_factory=dict)


def run_round(
    seats: Iterable[int], table: Table, told: Callable[[Awarded], None] = lambda _: None
) -> Outcome:
    """Go through the seats; `told` hears of each award before it is made."""
    awards: list[Awarded] = []
    empty: dict[int, str] = {}
    tied: dict[int, Group] = {}
    for seat in seats:
        passed: list[tuple[int, str]] = []
        able: Group = ()
        for group in table.order(seat):
            why = {officer: table.barred(officer, seat) for officer in group}
            passed += [(officer, words) for officer, words in why.items() if words]
            able = tuple(officer for officer in group if not why[officer])
            if able:
                break
        if len(able) == 1:
            award = Awarded(seat, able[0], tuple(passed))
            told(award)
            table.award(able[0], seat)
            awards.append(award)
        elif able:
            tied[seat] = able
            empty[seat] = f"the rule ends in a tie of {len(able)}"
        elif passed:
            empty[seat] = f"none of {len(passed)} who stand for it may take it"
        else:
            empty[seat] = "nobody stands for it"
    return Outcome(tuple(awards), empty, tied)


def swaps(
    outcome: Outcome,
    table: Table,
    watched: Callable[[Sequence[int]], Iterable[int]] = lambda seats: seats,
) -> tuple[Chain, ...]:
    """For each empty seat the shortest chain of moves that fills it and empties none.

    Every chain builds on those before it, so that all of them can be done. `watched` gives the
    empty seats one by one, to whoever follows how far it is.
    """
    holder = {award.seat: award.officer for award in outcome.awards}
    found = []
    for seat in watched([seat for seat in outcome.empty if seat not in outcome.tied]):
        chain = _shortest(seat, holder, table)
        if chain is not None:
            found.append(chain)
            for officer, _, to in chain.moves:
                holder[to] = officer
                table.award(officer, to)
    return tuple(found)


def _may(table: Table, officer: int, seat: int, without: frozenset[int] = frozenset()) -> bool:
    return not (table.barred(officer, seat, without) or table.disturbed(officer, seat, without))


def _shortest(seat: int, holder: Mapping[int, int], table: Table) -> Chain | None:
    """Breadth first: a chain of one move comes before one of two."""
    held: dict[int, list[int]] = {}
    for taken, officer in holder.items():
        held.setdefault(officer, []).append(taken)
    waiting: deque[tuple[int, tuple[Move, ...]]] = deque([(seat, ())])
    seen = {seat}
    while waiting:
        empty, moves = waiting.popleft()
        moved = {officer for officer, _, _ in moves}
        for officer in (each for group in table.order(empty) for each in group):
            if officer in moved or officer == holder.get(empty):
                continue
            if _may(table, officer, empty):
                return Chain(seat, ((officer, 0, empty), *moves))
            if len(moves) + 1 >= LONGEST_CHAIN:
                continue
            for left in held.get(officer, ()):
                if left not in seen and _may(table, officer, empty, frozenset({left})):
                    seen.add(left)
                    waiting.append((left, ((officer, left, empty), *moves)))
    return None
