"""Past awards in two worlds: what came of each, and what that is worth to whom.

Both the what-if of a changed policy and the making good of an error go this way; they differ in
what the other world is made of.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coordinator.actions.distribution.difference_words import difference_words
from coordinator.actions.past_awards.alternate_table import World
from coordinator.actions.past_awards.past_record import Record
from coordinator.actions.policy.policy_reading import StoppedError
from coordinator.rules.retrial import Award, Cause, Leave, May, Outcome, Step, Way, retry

if TYPE_CHECKING:
    from coordinator.long_work import Progress

TELL_EVERY = 50
"""Awards between two words of progress."""


@dataclass(frozen=True, slots=True)
class Differing:
    """One award that comes out differently: who got it, who would have, and why.

    `officer` is who got it, or would have where the world without the change does not come out as
    recorded; `instead` who would have in the other. Either is "" where nobody. Instants are UTC
    seconds.
    """

    assignment_id: int
    position: str
    starts_at: int
    awarded_at: int
    officer_id: int | None
    officer: str
    instead_id: int | None
    instead: str
    cause: Cause
    why: str


@dataclass(frozen=True, slots=True)
class Gain:
    """What one officer had, and what he would have had: minutes, details, cents of pay."""

    officer_id: int
    officer: str
    minutes: int
    other_minutes: int
    details: int
    other_details: int
    cents: int
    other_cents: int

    @property
    def gained(self) -> tuple[int, int, int]:
        """Minutes, details and cents that he would have had more."""
        return (
            self.other_minutes - self.minutes,
            self.other_details - self.details,
            self.other_cents - self.cents,
        )


@dataclass(frozen=True, slots=True)
class Retried:
    """What came of a past period in the other world.

    `causes` counts the awards by what became of them; `chosen` are those at which somebody ahead
    had been passed over by choice; `unpriced` are seats that changed hands and have no pay yet.
    `unreproduced` are the awards that come out differently without the change already: they are
    compared with what came out there, not with the record.
    """

    awards: int
    same: int
    chosen: int
    unpriced: int
    causes: dict[str, int]
    differing: tuple[Differing, ...]
    gains: tuple[Gain, ...]
    unreproduced: int = 0

    @property
    def moved(self) -> tuple[Gain, ...]:
        """Those for whom anything is different, who would have gained most first."""
        found = [gain for gain in self.gains if any(gain.gained)]
        return tuple(
            sorted(found, key=lambda gain: (*[-each for each in gain.gained], gain.officer))
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """One officer whose place in an order was another: at how many awards, and at which first.

    Places count from 1; 0 is none, since he did not stand for it. `position` is the first one.
    """

    officer_id: int
    officer: str
    awards: int
    position: str
    place: int
    other_place: int


Watch = Callable[[Record, Outcome, World, World], None]
"""Told of every outcome before it is made."""


def unwatched(record: Record, outcome: Outcome, was: World, other: World) -> None:
    """Nothing more is wanted of an outcome than what came of it."""


def watch_places(moved: dict[int, Moved]) -> Watch:
    """Note whose place was another, officer by officer."""

    def watch(record: Record, outcome: Outcome, was: World, other: World) -> None:
        award = outcome.award
        if award.way is Way.ARRANGED or outcome.cause is Cause.HELD:
            return
        before, after = was.places(award), other.places(award)
        if before == after:
            return
        for officer in before.keys() | after.keys():
            places = before.get(officer, 0), after.get(officer, 0)
            if places[0] == places[1]:
                continue
            known = moved.get(officer)
            if known is not None:
                moved[officer] = replace(known, awards=known.awards + 1)
            else:
                name, number = other.background.name(officer), record.held[award.id].number
                moved[officer] = Moved(officer, name, 1, number, *places)

    return watch


class _Beheld:
    """The recorded world for who goes through it second: all that happens has happened there."""

    def __init__(self, was: World) -> None:
        self.holder, self.takers, self.able = was.holder, was.takers, was.able
        self.may, self.before, self.bars = was.may, was.before, was.bars

    def turn(self, step: Step) -> None:
        """It was turned."""

    def take(self, officer: int, award: Award) -> None:
        """It was taken."""

    def leave(self, officer: int, leave: Leave) -> None:
        """It was left."""


def go_through(
    record: Record,
    was: World,
    other: World,
    progress: "Progress",
    watch: Watch = unwatched,
    *,
    base: World | None = None,
) -> Retried:
    """Work every award of the record out again. Raises StoppedError.

    With `base`, a world in which nothing is changed, what comes out is compared with what comes out
    there: the record may hold awards that the rule itself does not explain.
    """
    differing: list[Differing] = []
    causes: Counter[str] = Counter()
    chosen = unreproduced = 0
    for done, (before, outcome) in enumerate(_outcomes(record, was, other, base)):
        if done % TELL_EVERY == 0 and progress(done, record.awards) is False:
            raise StoppedError("Working the awards out again was stopped.")
        chosen += bool(outcome.chosen_over)
        watch(record, outcome, base or was, other)
        unreproduced += not before.same
        found = _against(before, outcome, other)
        causes[found.cause] += 1
        if before.officer != outcome.officer:
            differing.append(_differing(record, before, found, other))
    gains, unpriced = _gains(record, base or was, other)
    return Retried(
        sum(causes.values()),
        sum(causes.values()) - len(differing),
        chosen,
        unpriced,
        dict(sorted(causes.items())),
        tuple(differing),
        gains,
        unreproduced,
    )


def _outcomes(
    record: Record, was: World, other: World, base: World | None
) -> Iterator[tuple[Outcome, Outcome]]:
    """Each award as it comes out without the change, and with it."""
    if base is None:
        for outcome in retry(record.steps, was, other):
            yield Outcome(outcome.award, outcome.award.officer), outcome
        return
    # The first takes the recorded world from step to step; strict, so that both come to the end.
    first, second = retry(record.steps, was, base), retry(record.steps, _Beheld(was), other)
    yield from zip(first, second, strict=True)


def _against(before: Outcome, outcome: Outcome, other: World) -> Outcome:
    """An outcome as one of an award that went to whoever gets it without the change."""
    if before.same:
        return outcome
    if before.officer == outcome.officer:
        return replace(outcome, cause=Cause.SAME)
    if before.officer is None:
        return outcome if not outcome.same else replace(outcome, cause=Cause.OTHER_FIRST)
    award = replace(outcome.award, officer=before.officer)
    cause = Cause.OTHER_FIRST
    if outcome.cause is Cause.HELD or other.holder(award.seat) is not None:
        cause = Cause.HELD
    elif outcome.officer is None:
        cause = Cause.NOBODY
    elif other.may(award.officer, award) is May.NOT:
        cause = Cause.BARRED
    return replace(outcome, award=award, cause=cause)


# ── what it is worth ─────────────────────────────────────────────────────────────────────────


def _differing(record: Record, before: Outcome, outcome: Outcome, other: World) -> Differing:
    award = outcome.award
    held = record.held[award.id]
    background = other.background
    return Differing(
        award.id,
        held.number,
        held.part.seat.starts_at,
        award.at,
        before.officer,
        "" if before.officer is None else background.name(before.officer),
        outcome.officer,
        "" if outcome.officer is None else background.name(outcome.officer),
        outcome.cause,
        "nobody gets it without the change"
        if before.officer is None
        else difference_words(outcome, other),
    )


def _gains(record: Record, was: World, other: World) -> tuple[tuple[Gain, ...], int]:
    """What everybody had in both worlds, seat by seat, and how many seats have no pay to tell."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0] * 6)
    unpriced = 0
    for seat in record.seats:
        worth = record.worth(seat)
        before, after = was.holder(seat), other.holder(seat)
        unpriced += before != after and worth.cents is None
        for column, holder in enumerate((before, after)):
            if holder is not None:
                mine = sums[holder]
                mine[column] += worth.minutes
                mine[2 + column] += 1
                mine[4 + column] += worth.cents or 0
    names = other.background
    gains = [Gain(officer, names.name(officer), *mine) for officer, mine in sums.items()]
    return tuple(sorted(gains, key=lambda gain: gain.officer)), unpriced
