"""The lists of a document while what has happened is replayed: their names in order, and marks."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy

from coordinator.rules.distribution.document import Distribution, Method, Place, Roster
from coordinator.rules.distribution.facts import Happening, Person
from coordinator.rules.distribution.going_on import GoingOn
from coordinator.rules.distribution.lines import Line
from coordinator.rules.distribution.periods import BEGINNING, Named, Repeat
from coordinator.rules.distribution.rosters import joined, started
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.distribution.tallies import Newcomers
from coordinator.rules.spans import Calendar

Due = tuple[Happening, Method | None]
"""What happened about a detail of a period that has not begun yet, and by which method."""

Begun = Callable[[Roster, int], int]
"""When the period of a list began that holds an instant."""

ALWAYS_OPEN = (Repeat.NEVER, Repeat.ROLLING)
"""Lists that have no period of their own for a detail to lie in."""


class Lists:
    """Every list of a document, by its name: its line, at whom it goes on, and when it began."""

    def __init__(self, document: Distribution, case: Situation) -> None:
        self.lines: dict[str, Line] = {}
        self.marks: dict[str, str] = {}
        self.begun: dict[str, int] = {}
        self._all = document.lists
        self._of = document.lists_of
        self._by_method: dict[int, tuple[Roster, ...]] = {}
        self._places: dict[str, dict[str, int]] = {}
        self._waiting: dict[str, tuple[Due, ...]] = {}
        self.gone_on: dict[str, int] = {}
        """Up to when a list that goes on by itself has done so."""
        for roster in document.lists:
            self._hand_over(roster, case)

    def copy(self) -> "Lists":
        """The same lists, to be moved apart from these."""
        other = copy(self)
        other.lines = {name: line.copy() for name, line in self.lines.items()}
        other.marks, other.begun = dict(self.marks), dict(self.begun)
        other.gone_on = dict(self.gone_on)
        other._places, other._waiting = dict(self._places), dict(self._waiting)
        return other

    def places(self, name: str) -> Mapping[str, int]:
        """Officer → his place on a list as it is gone through: from its mark, wrapping round."""
        if name not in self._places:
            names = tuple(self.lines[name])
            mark = self.marks.get(name, "")
            start = names.index(mark) if mark in names else 0
            turned = names[start:] + names[:start]
            self._places[name] = {officer: place for place, officer in enumerate(turned)}
        return self._places[name]

    def start(self, roster: Roster, people: Sequence[Person], at: int) -> None:
        """Begin a list again, in its starting order."""
        self.begun[roster.name] = at
        line = self.lines[roster.name] = Line(started(roster, people))
        self._places.clear()
        if roster.goes_on:
            self.gone_on[roster.name] = at
        if roster.mark and line.first:
            self.marks[roster.name] = line.first

    def go_on(
        self,
        roster: Roster,
        going: GoingOn,
        at: int,
        calendar: Calendar,
        periods: Sequence[Named] = (),
    ) -> None:
        """Let a list go on for every period that has begun by an instant."""
        since = self.gone_on.get(roster.name)
        if since is None:
            since = calendar.midnight(going.counted_from)
        begun = going.begins(since, at, calendar, periods)
        self.gone_on[roster.name] = max(since, at)
        if begun:
            self._go_on(roster, begun * going.names)

    def _go_on(self, roster: Roster, names: int) -> None:
        """By so many names: its mark, or else those at the top go behind all."""
        line, mark = self.lines[roster.name], self.marks.get(roster.name, "")
        self._places.clear()
        if not roster.mark:
            line.turn(names)
        elif mark in line:
            for _ in range(names % len(tuple(line))):
                mark = line.next_after(mark)
            self.marks[roster.name] = mark

    def move(
        self, what: Happening, method: Method | None, since: Mapping[str, int], begun: Begun
    ) -> None:
        """Do what a happening does to the lists by which a method goes, to all without a method.

        `since` says from when on a list that was handed over moves at all. A list that begins again
        moves for details of its own period only: for those of a later one when that begins (`due`).
        """
        for roster in self._lists_of(method):
            if what.officer not in self.lines[roster.name]:
                continue
            if what.at >= since.get(roster.name, what.at):
                self._move_in_time(roster, (what, method), begun)

    def due(self, roster: Roster, begun: Begun) -> None:
        """Do what happened before a list began again about details of its new period."""
        for each in self._waiting.pop(roster.name, ()):
            if each[0].officer in self.lines[roster.name]:
                self._move_in_time(roster, each, begun)

    def _move_in_time(self, roster: Roster, each: Due, begun: Begun) -> None:
        name, what = roster.name, each[0]
        if roster.period.repeat not in ALWAYS_OPEN:
            mine = begun(roster, what.detail or what.at)
            now = begun(roster, self.begun[name])
            if mine > now:
                self._waiting[name] = (*self._waiting.get(name, ()), each)
            if mine != now:
                return
        self._places.clear()
        line = self.lines[name]
        following = line.next_after(what.officer)
        line.move(what.officer, *_place(roster, what))
        if roster.mark and what.what in roster.mark_after:
            self.marks[name] = following

    def _hand_over(self, roster: Roster, case: Situation) -> None:
        """The list as it was handed over, or in its starting order; those missing come in."""
        given = case.lists.get(roster.name)
        as_of = case.since.get(roster.name, case.as_of)
        self.begun[roster.name] = BEGINNING if given is None or as_of is None else as_of
        if as_of is None or given is None:
            first = [h.at for h in case.happened] or [case.span[0]]
            self.begun[roster.name] = min(first)
        if roster.goes_on and given is not None:
            self.gone_on[roster.name] = case.span[0] if as_of is None else as_of
        start = started(roster, case.people)
        members, named = frozenset(start), frozenset(start if given is None else given)
        known = tuple(name for name in (start if given is None else given) if name in members)
        new = tuple(name for name in start if name not in named)
        self.lines[roster.name] = Line(joined(roster, known, new, start))
        if roster.mark and known:
            self.marks[roster.name] = case.marks.get(roster.name, known[0])

    def _lists_of(self, method: Method | None) -> tuple[Roster, ...]:
        """The lists by which a method goes, looked up once for each."""
        if method is None:
            return self._all
        # Methods are told apart by themselves: comparing all that they hold would be dear.
        found = self._by_method.get(id(method))
        if found is None:
            found = self._by_method[id(method)] = self._of(method)
        return found


def _place(roster: Roster, what: Happening) -> tuple[Place, int]:
    """Where a happening puts a name of a list, and by how many places."""
    for move in roster.moves:
        if what.what in move.on and move.condition.met(what.facts):
            return move.to, move.places
    if what.what == "became_eligible" and roster.newcomers is not Newcomers.ORDER:
        return Place(str(roster.newcomers)), 0
    return Place.STAYS, 0
