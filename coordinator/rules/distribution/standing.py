"""How everybody stands: tallies, lists, marks and turns, replayed from what has happened.

A detail costs an officer what the last thing that happened to him on it costs: awarded and then
worked is charged once, awarded and then cancelled by the customer is charged as the cancellation
is. So charges are kept by detail, and a later happening takes the earlier one's place.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from coordinator.rules.distribution.document import (
    Charge,
    Distribution,
    Method,
    Newcomers,
    Place,
    Priority,
    Roster,
    Tally,
    Unit,
)
from coordinator.rules.distribution.facts import Happening, Person, Situation
from coordinator.rules.distribution.periods import BEGINNING
from coordinator.rules.distribution.rosters import moved, next_after, started
from coordinator.rules.spans import Calendar

UNDOING = frozenset(
    {"called_off", "sick_from_detail", "no_show", "given_away", "cancelled_by_customer"}
)
"""What ends an officer's part in a detail: it takes back a charge even where it costs nothing."""

ANSWERS = frozenset({"accepted", "refused", "no_answer"})
"""What uses up an offer that was made before all others."""

Entry = tuple[int, Fraction]
"""(when, amount) of one charge."""


class Standing:
    """Everybody's standing while a situation is replayed; read it when all has happened."""

    def __init__(self, document: Distribution, case: Situation, calendar: Calendar) -> None:
        self.document = document
        self.case = case
        self.calendar = calendar
        self.people = {person.id: person for person in case.people}
        self.lists: dict[str, tuple[str, ...]] = {}
        self.marks: dict[str, str] = {}
        self.last: dict[tuple[str, str], int] = {}
        self.ahead: dict[str, tuple[int, Priority]] = {}
        self._charges: dict[tuple[str, str], dict[int, Entry]] = {}
        self._begun: dict[str, int] = {}
        self._kept: set[tuple[str, int]] = set()
        self._unique = 0
        for roster in document.lists:
            self._hand_over(roster)

    def figure(self, name: str, officer: str, at: int) -> Fraction:
        """An officer's figure in a tally, in the period that holds an instant."""
        tally = self.document.tally(name)
        if tally is None:
            raise KeyError(name)
        begun = self._begins(tally, at)
        as_of = self.case.as_of
        given = self.people[officer].tallies.get(name, Fraction(0))
        total = given if as_of is None or as_of >= begun else Fraction(0)
        charges = self._charges.get((name, officer), {}).values()
        return total + sum((amount for when, amount in charges if when >= begun), Fraction(0))

    def _begins(self, counted: Tally | Roster, at: int) -> int:
        """When the period that holds an instant began; the one before while a reset waits."""
        begun = counted.period.begins(at, self.calendar, self.case.periods)
        if begun == BEGINNING or counted.reset_when.met(self.case.facts):
            return begun
        return counted.period.begins(begun - 1, self.calendar, self.case.periods)

    def settle(self, at: int) -> None:
        """Begin again the lists whose period ended before an instant."""
        for roster in self.document.lists:
            begun = self._begins(roster, at)
            if begun > self._begun[roster.name]:
                self._begun[roster.name] = at
                self._start(roster)

    def happen(self, what: Happening) -> None:
        """Let one thing happen, after all that happened before it."""
        if what.officer not in self.people:
            return
        self.settle(what.at)
        self.last[what.officer, what.what] = max(
            what.at, self.last.get((what.officer, what.what), what.at)
        )
        for tally in self.document.tallies:
            self._charge(tally, what)
            if what.what in tally.new_on:
                self._enter(tally, what)
        self._use_up(what)
        if (what.officer, what.detail) not in self._kept:
            self._move(what)
        self._put_ahead(what)

    def _charge(self, tally: Tally, what: Happening) -> None:
        charge = _fitting(tally, what)
        if charge is None and what.what not in UNDOING:
            return
        kept = self._charges.setdefault((tally.name, what.officer), {})
        amount = Fraction(0) if charge is None else _amount(tally, charge, what)
        kept[what.detail or self._unused()] = what.detail or what.at, amount

    def _unused(self) -> int:
        """A key of its own for a charge that belongs to no detail."""
        self._unique -= 1
        return self._unique

    def _enter(self, tally: Tally, what: Happening) -> None:
        """Give somebody new the figure at which the document lets him start."""
        others = [
            self.figure(tally.name, other.id, what.at)
            for other in self._peers(tally, self.people[what.officer])
        ]
        wanted = _beginning(tally.newcomers, others)
        lacking = wanted - self.figure(tally.name, what.officer, what.at)
        kept = self._charges.setdefault((tally.name, what.officer), {})
        kept[self._unused()] = what.at, lacking

    def _peers(self, tally: Tally, newcomer: Person) -> list[Person]:
        def alike(other: Person) -> bool:
            if tally.among == "tier":
                return other.tier == newcomer.tier
            return tally.among != "rank" or other.rank == newcomer.rank

        def known(other: Person) -> bool:
            return tally.name in other.tallies or (tally.name, other.id) in self._charges

        others = [each for each in self.case.people if each.id != newcomer.id]
        return [each for each in others if alike(each) and known(each)]

    def _hand_over(self, roster: Roster) -> None:
        """The list as it was handed over, or in its starting order; those missing come in."""
        given = self.case.lists.get(roster.name)
        as_of = self.case.as_of
        self._begun[roster.name] = BEGINNING if given is None or as_of is None else as_of
        if as_of is None or given is None:
            first = [h.at for h in self.case.happened] or [self.case.span[0]]
            self._begun[roster.name] = min(first)
        start = started(roster, self.case.people)
        names = given if given is not None else start
        known = tuple(name for name in names if name in start)
        new = tuple(name for name in start if name not in known)
        self.lists[roster.name] = _joined(roster, known, new, start)
        if roster.mark and known:
            self.marks[roster.name] = self.case.marks.get(roster.name, known[0])

    def _start(self, roster: Roster) -> None:
        names = self.lists[roster.name] = started(roster, self.case.people)
        if roster.mark and names:
            self.marks[roster.name] = names[0]

    def _move(self, what: Happening) -> None:
        method = self.document.method(what.facts) if what.detail else None
        lists = self.document.lists if method is None else self.document.lists_of(method)
        for roster in lists:
            names = self.lists[roster.name]
            if what.officer not in names:
                continue
            to = self._place(roster, what)
            self.lists[roster.name] = moved(names, what.officer, to)
            if roster.mark and what.what in roster.mark_after:
                self.marks[roster.name] = next_after(names, what.officer)

    def _place(self, roster: Roster, what: Happening) -> Place:
        for move in roster.moves:
            if what.what in move.on and move.condition.met(what.facts):
                return move.to
        if what.what == "became_eligible" and roster.newcomers is not Newcomers.ORDER:
            return Place(str(roster.newcomers))
        return Place.STAYS

    def _use_up(self, what: Happening) -> None:
        """One of the offers that came before all others has been answered."""
        if what.what not in ANSWERS or what.officer not in self.ahead:
            return
        left, priority = self.ahead.pop(what.officer)
        if left > 1:
            self.ahead[what.officer] = left - 1, priority
        if not priority.moves:
            self._kept.add((what.officer, what.detail))

    def _put_ahead(self, what: Happening) -> None:
        method = self.method
        for priority in method.priorities if method else ():
            if what.what in priority.on and priority.condition.met(what.facts):
                self.ahead[what.officer] = priority.times, priority
                return

    @property
    def method(self) -> Method | None:
        """The method for the detail in question."""
        return self.document.method(self.case.facts)


def replay(document: Distribution, case: Situation, calendar: Calendar) -> Standing:
    """Everybody's standing when the decision about the detail begins, after all resets."""
    standing = Standing(document, case, calendar)
    for what in case.happened:
        standing.happen(what)
    standing.settle(case.span[0])
    return standing


def _fitting(tally: Tally, what: Happening) -> Charge | None:
    if not tally.condition.met(what.facts):
        return None
    for charge in tally.charges:
        if what.what in charge.on and charge.condition.met(what.facts):
            return charge
    return None


def _amount(tally: Tally, charge: Charge, what: Happening) -> Fraction:
    match tally.unit:
        case Unit.HOURS:
            size = what.hours
        case Unit.MONEY:
            pay = what.facts.get("pay")
            size = pay if isinstance(pay, Fraction) else Fraction(0)
        case _:
            size = Fraction(1)
    return max(size, charge.least) * charge.times + charge.plus


def _beginning(newcomers: Newcomers, others: Sequence[Fraction]) -> Fraction:
    if not others:
        return Fraction(0)
    match newcomers:
        case Newcomers.AVERAGE:
            return _sum(others) / len(others)
        case Newcomers.HIGHEST:
            return max(others)
        case Newcomers.LOWEST:
            return min(others)
        case _:
            return Fraction(0)


def _sum(figures: Iterable[Fraction]) -> Fraction:
    return sum(figures, Fraction(0))


def _joined(
    roster: Roster, known: tuple[str, ...], new: tuple[str, ...], start: tuple[str, ...]
) -> tuple[str, ...]:
    if roster.newcomers is Newcomers.TOP:
        return (*new, *known)
    if roster.newcomers is Newcomers.BOTTOM or not new:
        return (*known, *new)
    found = list(known)
    for name in new:  # before the first who stands behind him in the starting order
        behind = start[start.index(name) + 1 :]
        places = [place for place, other in enumerate(found) if other in behind]
        found.insert(places[0] if places else len(found), name)
    return tuple(found)
