"""The lists and marks that a distribution case hands over."""

from dataclasses import dataclass
from itertools import chain

from coordinator.rules.cases.clock import Clock, Json
from coordinator.rules.distribution.document import Distribution, Roster
from coordinator.rules.distribution.periods import Repeat
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.spans import DAY

GRACE = {Repeat.YEAR: 7 * DAY, Repeat.MONTHS: 7 * DAY, Repeat.MONTH: DAY}
"""A list handed over without its date is the one that the detail before left: a list that begins
again every year began again when its turn of the year lies within these days before the detail."""

Handed = tuple[dict[str, tuple[str, ...]], dict[str, str]]
"""Names by list, and marks by list."""


@dataclass(slots=True)
class Lists:
    """What a case hands over, for the lists of the method that fits its detail."""

    document: Distribution
    case: Json
    clock: Clock
    draft: Situation
    missing: list[str]

    def read(self) -> Handed:
        """Every list and mark; what names no list of the document, or nobody, is missing."""
        lists: dict[str, tuple[str, ...]] = {}
        marks: dict[str, str] = {}
        rosters = self._rosters()
        self._check(rosters)
        for roster in rosters:
            if self._begun_again(roster):
                continue
            if names := self._handed(roster):
                lists[roster.name] = names
            if roster.mark and "mark" in self.case:
                marks[roster.name] = str(self.case["mark"])
        return lists, marks

    def _rosters(self) -> tuple[Roster, ...]:
        method = self.document.method(self.draft.facts)
        return self.document.lists if method is None else self.document.lists_of(method)

    def _check(self, rosters: tuple[Roster, ...]) -> None:
        if not rosters and ("list" in self.case or "lists" in self.case):
            self.missing.append("the case hands over a list; the document has no [[list]]")
        if "mark" in self.case and not any(roster.mark for roster in rosters):
            self.missing.append("the case has a mark; no [[list]] of the document has mark = true")
        known = {word for each in self.document.lists for word in (each.name, *each.tiers)}
        for name in self.case.get("lists", {}):
            if rosters and name not in known:
                self.missing.append(f"lists: no [[list]] is called {name!r}, nor is for that tier")
        given = [*self.case.get("lists", {}).items(), ("list", self.case.get("list", ()))]
        for name, names in given:
            twice = sorted({each for each in names if list(names).count(each) > 1})
            self.missing += [f"{name}: {each} stands on it twice" for each in twice]
        self._check_mark([names for _, names in given])

    def _check_mark(self, given: list[list[str]]) -> None:
        mark = self.case.get("mark")
        members = set(chain.from_iterable(given)) or {each.id for each in self.draft.people}
        if mark is not None and mark not in members:
            self.missing.append(f"the mark {mark!r} is on nobody of the list")

    def _begun_again(self, roster: Roster) -> bool:
        draft = self.draft
        grace = GRACE.get(roster.period.repeat)
        if grace is None or draft.as_of is not None or "list_as_of" in self.case:
            return False
        if not roster.reset_when.met(draft.facts):
            return False
        begun = roster.period.begins(draft.span[0], self.clock.calendar)
        return draft.span[0] - begun < grace

    def _handed(self, roster: Roster) -> tuple[str, ...]:
        by_tier = self.case.get("lists", {})
        for name in (roster.name, *sorted(roster.tiers)):
            if name in by_tier:
                return tuple(by_tier[name])
        return tuple(self.case.get("list", ()))
