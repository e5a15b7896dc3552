"""What the order by a method rests on: which tallies, lists and happenings, and from when on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from coordinator.rules.distribution.charges import UNDOING, periods_back
from coordinator.rules.distribution.conditions import ALWAYS
from coordinator.rules.distribution.counting import TAKING
from coordinator.rules.distribution.document import (
    By,
    Distribution,
    Key,
    Method,
    Place,
    Roster,
)
from coordinator.rules.distribution.duty import OFF_DUTY
from coordinator.rules.distribution.periods import BEGINNING, Named, Repeat
from coordinator.rules.distribution.skipping import LAPSES, SKIPPED
from coordinator.rules.distribution.tallies import Newcomers, Tally, Unit
from coordinator.rules.rates.days import DayList
from coordinator.rules.spans import Calendar, Span

COUNTING = (By.FEWEST, By.FEWEST_HOURS, By.FEWEST_DETAILS)

OF_EACH = frozenset({"notice", "assigned", "positions"})
"""Facts that differ from one assignment to another of the same hours and the same kind of job."""

WORK = frozenset({"worked", "taken_over"})
"""Happenings whose latest the book finds by itself, whatever its length."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What must be known for a method: `document` is the whole one without what it does not use.

    `words` are the happenings of which the latest is compared; `duty`, that the schedule around the
    detail is, and `groups`, that it matters who is in which.
    """

    document: Distribution
    method: Method
    words: frozenset[str]
    duty: bool = False
    groups: bool = False
    beside_leave: bool = False
    """Whether it matters who has leave on a day beside the detail."""
    holders: bool = False
    """Whether it matters who held the same post the day before."""

    @property
    def in_order(self) -> bool:
        """Whether it matters in what order things happened; otherwise charges are just added up.

        Where somebody is new to a tally, it matters too (`averaged`).
        """
        return (
            bool(self.document.lists)
            or bool(self.method.priorities)
            or (bool(self.method.skips) and not self.skips_alone)
            or not self.latest_work
            or not self.facts.isdisjoint(OF_EACH)
            or (self.money and (bool(self.facts) or not self._even))
            or bool(self.document.countings)
            or self.carried
        )

    @property
    def skips_alone(self) -> bool:
        """Whether who is skipped hangs on nothing but which details were given out."""
        turns = any(skip.own_turns for skip in self.method.skips)
        return bool(self.method.skips) and not turns and SKIPPED not in self.charged | self.words

    @property
    def of_skips(self) -> "Needs":
        """What must be known for those who are skipped alone."""
        document = replace(self.document, tallies=(), lists=())
        return replace(self, document=document, words=frozenset())

    @property
    def carried(self) -> bool:
        """Whether a share of older balances counts."""
        return any(tally.carried for tally in self.document.tallies)

    @property
    def whole_history(self) -> bool:
        """Whether what happened must be told again for each detail: sums by the way are no use."""
        apart = any(tally.per for tally in self.document.tallies)
        return bool(self.document.countings or self.method.skips) or self.carried or apart

    @property
    def money(self) -> bool:
        """Whether a tally counts what details pay."""
        return any(tally.unit is Unit.MONEY for tally in self.document.tallies)

    @property
    def _even(self) -> bool:
        """Whether sums are enough to charge by."""
        return all(charge.even for tally in self.document.tallies for charge in tally.charges)

    @property
    def averaged(self) -> bool:
        """Whether newcomers' figures hang on those of the others."""
        return any(
            tally.newcomers is not Newcomers.ZERO or tally.newcomers_plus
            for tally in self.document.tallies
        )

    @property
    def forgetful(self) -> bool:
        """Whether of each officer only the last move counts, and of a mark the last that moved it.

        So it is with lists on which names go to the bottom only, or stay where they are while a
        mark goes on. What lies further back then matters for those alone who have not moved since.
        """
        return (
            not self.document.tallies
            and not self.document.countings
            and not self.method.skips
            and self.latest_work
            and all(_forgets(roster) for roster in self.document.lists)
        )

    @property
    def moving(self) -> frozenset[str]:
        """What moves a name to the bottom of whatever list it is on, whatever else is so."""
        sets = [
            {word for move in roster.moves if move.condition == ALWAYS for word in move.on}
            for roster in self.document.lists
        ]
        plain = all(method.condition == ALWAYS for method in self.document.methods)
        return frozenset.intersection(*map(frozenset, sets)) if sets and plain else frozenset()

    @property
    def by_award(self) -> bool:
        """Whether of somebody's assignments none but the last one awarded can have moved him last.

        Those who have an offer before all others apart.
        """
        taking = frozenset({"accepted", "ordered"})
        other = (UNDOING | WORK | {"awarded"}) - self.putting_ahead
        return self.heard & taking <= self.moving and self.heard.isdisjoint(other)

    @property
    def heard(self) -> frozenset[str]:
        """Every happening that makes a difference."""
        words = set(self.charged | self.entering | self.putting_ahead)
        for counting in self.document.countings:
            words |= counting.heard
        for roster in self.document.lists:
            words |= roster.mark_after if roster.mark else frozenset()
        if self.document.tallies:
            words |= UNDOING
        if self.method.priorities:
            words |= {"accepted", "refused", "no_answer"}
        for skip in self.method.skips:
            words |= skip.on | TAKING
        return frozenset(words)

    @property
    def putting_ahead(self) -> frozenset[str]:
        """What gives an officer an offer before all others."""
        return frozenset(word for each in self.method.priorities for word in each.on)

    @property
    def latest_work(self) -> bool:
        """Whether of instants no more is compared than when somebody's last detail ended."""
        return not self.words or self.words == WORK

    @property
    def entering(self) -> frozenset[str]:
        """What makes somebody new in a tally or moves him on a list without a detail."""
        words = {word for tally in self.document.tallies for word in tally.new_on}
        for roster in self.document.lists:
            words |= {"became_eligible"} | {word for move in roster.moves for word in move.on}
        return frozenset(words) | self.words

    @property
    def holidays(self) -> DayList:
        """The days that the document's conditions mean by holidays."""
        return self.document.holidays

    @property
    def facts(self) -> frozenset[str]:
        """The facts of details and happenings that are asked for."""
        return self.document.facts_named

    @property
    def numbers(self) -> frozenset[str]:
        """The stored numbers of officers that are compared."""
        started = [key for roster in self.document.lists for key in roster.start]
        return frozenset(key.of for key in (*keys_of(self.method), *started) if key.by is By.NUMBER)

    @property
    def charged(self) -> frozenset[str]:
        """Every happening that costs something."""
        return frozenset(
            word
            for tally in self.document.tallies
            for charge in tally.charges
            for word in charge.on
        )

    def window(self, at: int, calendar: Calendar, named: Sequence[Named] = ()) -> Span:
        """The time from which details count in the tallies of the period that holds an instant."""
        spans = [_span(tally, at, calendar, named) for tally in self.document.tallies]
        if not spans:
            return at, at
        return min(begun for begun, _ in spans), max(ends for _, ends in spans)

    def since(self, at: int, calendar: Calendar, named: Sequence[Named] = ()) -> int:
        """The instant from which everything that happened matters, where the order does."""
        if self.method.priorities or not self.latest_work:
            return BEGINNING
        begun = [_span(roster, at, calendar, named)[0] for roster in self.document.lists]
        lapsed = [at - LAPSES] if self.method.skips else []
        first = min([self.window(at, calendar, named)[0], *begun, *lapsed])
        back = max((each.seconds for each in self.document.countings), default=0)
        return first - back if first > BEGINNING + back else BEGINNING


def _forgets(roster: Roster) -> bool:
    # A last move may be one of the next period.
    if roster.period.repeat is not Repeat.NEVER or roster.goes_on is not None:
        return False
    if roster.mark:
        return not roster.moves
    return all(move.to in (Place.BOTTOM, Place.STAYS) for move in roster.moves)


@lru_cache(maxsize=64)
def needs_of(document: Distribution, method: Method) -> Needs:
    """What the order by one method of a document rests on."""
    keys = keys_of(method)
    names = {name for key in keys if key.by in COUNTING for name in (key.of, *key.plus)}
    names |= {draft.tally for draft in method.drafts}
    listed = any(key.by is By.LIST for key in keys)
    used = Distribution(
        tuple(tally for tally in document.tallies if tally.name in names),
        document.lists_of(method) if listed else (),
        document.methods if listed or method.skips or method.priorities else (),
        document.words,
        holidays=document.holidays,
    )
    words = {word for key in keys if key.by is By.LONGEST_SINCE for word in key.on}
    groups, beside_leave = method.groups, any(each.spares_beside_leave for each in method.drafts)
    return Needs(
        used,
        method,
        frozenset(words - {OFF_DUTY}),
        OFF_DUTY in words
        or any(key.by is By.DUTY for key in keys)
        or any(each.duty for each in groups)
        or any(each.after_tour is not None for each in method.drafts)
        or beside_leave,
        any(key.by is By.GROUP for key in keys)
        or any(each.groups for each in (*groups, *method.shares))
        or any(each.each == "group" for each in method.shares),
        beside_leave,
        any(key.by is By.HELD_BEFORE for key in keys),
    )


def keys_of(method: Method) -> tuple[Key, ...]:
    """Every key by which the method orders anybody."""
    return method.all_keys


def _span(counted: Tally | Roster, at: int, calendar: Calendar, named: Sequence[Named]) -> Span:
    begun, ends = counted.period.span(at, calendar, named)
    if counted.reset_when != ALWAYS and begun != BEGINNING:  # the one before may still run
        begun = counted.period.begins(begun - 1, calendar, named)
    for _ in range(periods_back(counted.carried) if isinstance(counted, Tally) else 0):
        if begun != BEGINNING:
            begun = counted.period.begins(begun - 1, calendar, named)
    return begun, ends
