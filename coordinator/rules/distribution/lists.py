"""The lists of a document while what has happened is replayed: their names in order, and marks."""

from collections.abc import Mapping, Sequence
from copy import copy

from coordinator.rules.distribution.document import Distribution, Method, Place, Roster
from coordinator.rules.distribution.facts import Happening, Person, Situation
from coordinator.rules.distribution.lines import Line
from coordinator.rules.distribution.periods import BEGINNING
from coordinator.rules.distribution.rosters import joined, started
from coordinator.rules.distribution.tallies import Newcomers


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
        for roster in document.lists:
            self._hand_over(roster, case)

    def copy(self) -> "Lists":
        """The same lists, to be moved apart from these."""
        other = copy(self)
        other.lines = {name: line.copy() for name, line in self.lines.items()}
        other.marks, other.begun = dict(self.marks), dict(self.begun)
        other._places = dict(self._places)
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
        if roster.mark and line.first:
            self.marks[roster.name] = line.first

    def move(self, what: Happening, method: Method | None, since: Mapping[str, int]) -> None:
        """Do what a happening does to the lists by which a method goes, to all without a method.

        `since` says from when on a list that was handed over moves at all.
        """
        for roster in self._lists_of(method):
            line = self.lines[roster.name]
            if what.officer not in line or what.at < since.get(roster.name, what.at):
                continue
            self._places.clear()
            following = line.next_after(what.officer)
            line.move(what.officer, _place(roster, what))
            if roster.mark and what.what in roster.mark_after:
                self.marks[roster.name] = following

    def _hand_over(self, roster: Roster, case: Situation) -> None:
        """The list as it was handed over, or in its starting order; those missing come in."""
        given = case.lists.get(roster.name)
        as_of = case.since.get(roster.name, case.as_of)
        self.begun[roster.name] = BEGINNING if given is None or as_of is None else as_of
        if as_of is None or given is None:
            first = [h.at for h in case.happened] or [case.span[0]]
            self.begun[roster.name] = min(first)
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


def _place(roster: Roster, what: Happening) -> Place:
    """Where a happening puts a name of a list."""
    for move in roster.moves:
        if what.what in move.on and move.condition.met(what.facts):
            return move.to
    if what.what == "became_eligible" and roster.newcomers is not Newcomers.ORDER:
        return Place(str(roster.newcomers))
    return Place.STAYS
