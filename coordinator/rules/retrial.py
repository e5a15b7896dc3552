"""Past awards worked out again in another world: another policy, or facts as they should have been.

Two worlds go through the record side by side. In the recorded one everything happens as it did; in
the other each award goes to the first by the rule who was willing and may take it, and counts for
the next ones. Whatever the record does not say is settled by the rules in `RULES`, which stand in
every result: what would have been is never known, only what the rule makes of what was recorded.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

RULES = (
    "Willing is whoever signed up, accepted, was awarded or was ordered. Whoever refused, did not "
    "answer or called off as recorded does so here too.",
    "Whoever stood ahead of the officer taken, could have taken it and was passed over by choice "
    "counts as not available for that award, with or without a recorded reason.",
    "Who was never asked is willing only where the method asks everybody.",
    "Where the rule ends in a tie, the officer taken stays the choice if he is among the equals; "
    "otherwise the first by badge is.",
    "An override that was given counts for the officer to whom it was given, after all who need "
    "none.",
    "An award that the rule and the facts of its time do not explain, since they bar the officer "
    "taken, is kept as it was, unless something new stands in the way.",
    "Whoever holds a seat here without having held it works it. A seat that was taken away is "
    "taken away from whoever holds it.",
    "Who was asked, what was answered, and when awards were made stay as recorded; so do seats "
    "taken over by the officers' own arrangement.",
)
"""How a replay settles what the record does not say."""


class Way(StrEnum):
    """How somebody came to a seat: by the order, ordered there, or by private arrangement."""

    RULE = "rule"
    ORDER = "order"
    ARRANGED = "arranged"
    GIVEN = "given"
    """It is not what is worked out again: it happens as it did."""


@dataclass(frozen=True, slots=True)
class Award:
    """One award of the record. `unwilling` are those whose recorded answer keeps them out.

    `allowed` says that an override was given. `at` is UTC seconds.
    """

    id: int
    seat: int
    officer: int
    at: int
    way: Way = Way.RULE
    allowed: bool = False
    unwilling: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Leave:
    """The holder of an award gave his seat up, or did not come; `closed`: the seat was taken away.

    `award` 0: the seat was taken away while, in the record, nobody held it.
    """

    award: int
    seat: int
    officer: int
    at: int
    closed: bool = False


Step = Award | Leave


class May(StrEnum):
    """What the clauses make of an officer for a seat."""

    TAKE = "take"
    WITH_OVERRIDE = "override"
    NOT = "not"


class Table(Protocol):
    """One world, asked at the moment of one step after another."""

    def turn(self, step: Step) -> None:
        """Everything that was heard by then has happened."""

    def holder(self, seat: int) -> int | None:
        """Who holds it."""

    def takers(self, award: Award) -> Iterable[Sequence[int]]:
        """Those who stand for the award's seat, were willing (as whoever has it was) and may take
        it without anybody's leave: the first first, in groups of equals, none of them empty."""

    def able(self, award: Award) -> Callable[[int], bool]:
        """The function that says of an officer whether he may take it without anybody's leave."""

    def may(self, officer: int, award: Award) -> May:
        """Whether he may take it, with an override if need be."""

    def before(self, officer: int, other: int, award: Award) -> bool:
        """Whether one stands for it, and comes before another or the other does not stand."""

    def bars(self, officer: int, award: Award) -> Mapping[str, str]:
        """The clauses that keep him from it, with their words."""

    def take(self, officer: int, award: Award) -> None:
        """He holds it from now on."""

    def leave(self, officer: int, leave: Leave) -> None:
        """He holds it no more, as the record says, or since the seat was taken away."""


class Cause(StrEnum):
    """Why an award came out as it did."""

    SAME = "same"
    OTHER_FIRST = "another comes first"
    BARRED = "may not take it"
    NOBODY = "nobody who was willing may take it"
    HELD = "the seat is held"
    UNEXPLAINED = "kept as it was"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one award in the other world: who gets it, None where nobody does.

    `chosen_over` are those who would come first but were passed over by choice in the record.
    """

    award: Award
    officer: int | None
    cause: Cause = Cause.SAME
    chosen_over: tuple[int, ...] = ()

    @property
    def same(self) -> bool:
        """It went to the same officer."""
        return self.officer == self.award.officer


def retry(steps: Iterable[Step], record: Table, other: Table) -> Iterator[Outcome]:
    """Go through the record; each outcome is told before its award is made in both worlds."""
    for step in steps:
        record.turn(step)
        other.turn(step)
        if isinstance(step, Leave):
            _leave(step, record, other)
            continue
        if step.way is Way.GIVEN:
            record.take(step.officer, step)
            other.take(step.officer, step)
            continue
        outcome = _decide(step, record, other)
        yield outcome
        record.take(step.officer, step)
        if outcome.officer is not None and other.holder(step.seat) is None:
            other.take(outcome.officer, step)


def goes_as_recorded(steps: Iterable[Step]) -> bool:
    """Whether a world in which nothing is changed must come out as the record did.

    It must, where no award was made of a seat that somebody still held. Then both worlds are the
    same before each award, so that whoever stands ahead of the officer taken and may take it was
    passed over by choice, and an officer whom the facts bar is kept; nothing need be worked out.
    """
    held: dict[int, int] = {}
    for step in steps:
        if isinstance(step, Leave):
            if step.award and held.get(step.seat) == step.officer:
                del held[step.seat]
        elif step.seat in held:
            return False
        else:
            held[step.seat] = step.officer
    return True


def _leave(step: Leave, record: Table, other: Table) -> None:
    if step.award:
        record.leave(step.officer, step)
    holder = other.holder(step.seat)
    if holder is not None and (step.closed or holder == step.officer):
        other.leave(holder, step)


def _decide(award: Award, record: Table, other: Table) -> Outcome:
    holder = other.holder(award.seat)
    if holder is not None:
        return Outcome(award, holder, Cause.SAME if holder == award.officer else Cause.HELD)
    if award.way is Way.ARRANGED:
        return Outcome(award, award.officer)
    found, over = _first(award, record, other)
    if found == award.officer:
        return Outcome(award, found, Cause.SAME, over)
    if _unexplained(award, record, other):
        return Outcome(award, award.officer, Cause.UNEXPLAINED, over)
    if found is None:
        return Outcome(award, None, Cause.NOBODY, over)
    barred = other.may(award.officer, award) is May.NOT
    return Outcome(award, found, Cause.BARRED if barred else Cause.OTHER_FIRST, over)


def _first(award: Award, record: Table, other: Table) -> tuple[int | None, tuple[int, ...]]:
    """The first by the rule who was willing and may take it, and whom choice kept out."""
    over: list[int] = []
    for group in other.takers(award):
        if award.officer in group:
            return award.officer, tuple(over)
        for officer in group:
            if not _passed(officer, award, record):
                return officer, tuple(over)
            over.append(officer)
    may = other.may(award.officer, award)
    willing = may is May.TAKE or (may is May.WITH_OVERRIDE and award.allowed)
    return (award.officer if willing else None), tuple(over)


def _passed(officer: int, award: Award, record: Table) -> bool:
    """Whether he came first in the record, could have taken it, and was not taken."""
    taken = award.officer
    ahead = record.before(officer, taken, award) or record.may(taken, award) is May.WITH_OVERRIDE
    return ahead and record.able(award)(officer)


def _unexplained(award: Award, record: Table, other: Table) -> bool:
    may = record.may(award.officer, award)
    if may is May.TAKE or (may is May.WITH_OVERRIDE and award.allowed):
        return False
    known = record.bars(award.officer, award)
    return all(name in known for name in other.bars(award.officer, award))
