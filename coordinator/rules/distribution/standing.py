"""How everybody stands: tallies, lists, marks and turns, replayed from what has happened.

A detail costs an officer what the last thing that happened to him on it costs: awarded and then
worked is charged once, awarded and then cancelled by the customer is charged as the cancellation
is. So charges are kept by detail, and a later happening takes the earlier one's place.

What is planned for later than the detail in question counts in tallies only, in those periods that
hold the detail too.
"""

from collections.abc import Hashable, Iterable, Mapping
from copy import copy
from fractions import Fraction

from coordinator.rules.distribution.charges import UNDOING, charged, periods_back
from coordinator.rules.distribution.counting import Counts
from coordinator.rules.distribution.document import Distribution, Method, Priority, Roster
from coordinator.rules.distribution.duty import OFF_DUTY
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.lines import Line
from coordinator.rules.distribution.lists import Lists
from coordinator.rules.distribution.newcomers import enter
from coordinator.rules.distribution.periods import BEGINNING, Repeat
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.distribution.skipping import Skipping
from coordinator.rules.distribution.tallies import Tally
from coordinator.rules.spans import Calendar, Span

__all__ = ["ANSWERS", "OF_DETAIL", "UNDOING", "Standing", "replay"]

OF_DETAIL = (OFF_DUTY, "held_before", "on_detail")
"""Latest happenings that hang on which detail is asked about."""

ANSWERS = frozenset({"accepted", "refused", "no_answer"})
"""What uses up an offer that was made before all others."""

Entry = tuple[int, Fraction]
"""(when, amount) of one charge."""

ZERO = Fraction(0)
NO_CHARGES: Mapping[Hashable, Entry] = {}
NOTHING: Mapping[str, int] = {}


class Standing:
    """Everybody's standing while a situation is replayed; read it when all has happened."""

    def __init__(self, document: Distribution, case: Situation, calendar: Calendar) -> None:
        self.document = document
        self.case = case
        self.calendar = calendar
        self.people = {person.id: person for person in case.people}
        self.last: dict[str, dict[str, int]] = {}
        for (officer, word), at in case.last.items():
            self.last.setdefault(officer, {})[word] = at
        self.ahead: dict[str, tuple[int, Priority]] = {}
        skips = any(method.skips for method in (*document.methods, *filter(None, (case.method,))))
        self._skipping = Skipping() if skips else None
        self._charges: dict[tuple[str, str], dict[Hashable, Entry]] = {}
        self._spans: dict[str, Span] = {}
        self._kept: set[tuple[str, Hashable]] = set()
        self._counts = Counts(document.countings, calendar)
        self._unique = 0
        for name, officer, at, amount in case.entries:
            self._charges.setdefault((name, officer), {})[self._unused()] = at, amount
        self._lists = Lists(document, case)

    # ── what is read ────────────────────────────────────────────────────────────────────────

    @property
    def lines(self) -> Mapping[str, Line]:
        """Every list as a chain, by name."""
        return self._lists.lines

    @property
    def marks(self) -> Mapping[str, str]:
        """At whom each list with a mark goes on, by its name."""
        return self._lists.marks

    @property
    def lists(self) -> Mapping[str, tuple[str, ...]]:
        """Every list as it stands, by name."""
        return {name: tuple(line) for name, line in self.lines.items()}

    @property
    def method(self) -> Method | None:
        """The method for the detail in question."""
        return self.case.method or self.document.method(self.case.facts)

    def last_of(self, officer: str) -> Mapping[str, int]:
        """The latest instant of each thing that happened to an officer."""
        return self.last.get(officer, NOTHING)

    def places(self, name: str) -> Mapping[str, int]:
        """Officer → his place on a list as it is gone through: from its mark, wrapping round."""
        return self._lists.places(name)

    def skipped(self, officer: str) -> int:
        """How many more times somebody does not stand."""
        return self._skipping.left(officer, self.case) if self._skipping else 0

    def skip(self, what: Happening) -> None:
        """Let it count for whom is skipped, and nowhere else."""
        if self._skipping is not None and what.officer in self.people:
            self._skipping.use_up(self, what)

    def figure(self, name: str, officer: str, at: int) -> Fraction:
        """An officer's figure in a tally, in the period that holds an instant."""
        tally = self.document.tally(name)
        if tally is None:
            raise KeyError(name)
        return self.balance(tally, "", officer, at)

    def figures(self, officer: str, at: int) -> dict[str, Fraction]:
        """An officer's figures in all tallies, by their names."""
        return {tally.name: self.balance(tally, "", officer, at) for tally in self.document.tallies}

    def accounts(self, tally: Tally) -> tuple[str, ...]:
        """The names under which a tally that is kept apart is known, that of the detail first."""
        if not tally.per:
            return (tally.name,)
        mine, head = tally.account(self.case.facts), f"{tally.name}["
        known = {name for name, _ in self._charges if name.startswith(head)}
        given = {name for each in self.case.people for name in each.tallies}
        return (mine, *sorted((known | {n for n in given if n.startswith(head)}) - {mine}))

    def is_known(self, tally: Tally, account: str, officer: str) -> bool:
        """Whether an officer is not new to an account: something was handed over or charged."""
        tallies = self.people[officer].tallies
        names = tally.names(self.case.facts, account)
        known = any(name in tallies or (name, officer) in self._charges for name in names)
        return known or officer in self.case.settled

    def balance(self, tally: Tally, account: str, officer: str, at: int) -> Fraction:
        """An officer's figure in an account ("": the detail's), in the period of an instant."""
        names = tally.names(self.case.facts, account)
        begun, ends = self.span(tally, at)
        total = self._balance(names, officer, (begun, ends))
        part, back = tally.carried, periods_back(tally.carried) if tally.carried else 0
        while back and begun != BEGINNING and not self._handed(names, officer, begun):
            ends, begun = begun, tally.period.begins(begun - 1, self.calendar, self.case.periods)
            total += part * self._balance(names, officer, (begun, ends))
            part, back = part * tally.carried, back - 1
        return total

    def _handed(self, names: tuple[str, ...], officer: str, begun: int) -> bool:
        """Whether a figure was handed over in the period that began then: it holds what was
        carried over."""
        as_of, tallies = self.case.as_of, self.people[officer].tallies
        now = bool(tallies) and (as_of is None or as_of >= begun)
        return now and any(name in tallies for name in names)

    def _balance(self, names: tuple[str, ...], officer: str, period: Span) -> Fraction:
        """What was handed over, and charged."""
        (begun, ends), total, given = period, ZERO, self.people[officer].tallies
        if self._handed(names, officer, begun):
            total = sum((given.get(name, ZERO) for name in names), ZERO)
        for name in names:
            for when, amount in self._charges.get((name, officer), NO_CHARGES).values():
                if begun <= when < ends:
                    # Adding fractions is dear, and most officers have a single charge.
                    total = amount if total is ZERO else total + amount
        return total

    def span(self, counted: Tally | Roster, at: int) -> Span:
        """The period that holds an instant; with the one before while a reset waits."""
        known = self._spans.get(counted.name)
        if known is not None and known[0] <= at < known[1]:
            return known
        begun, ends = counted.period.span(at, self.calendar, self.case.periods)
        if begun != BEGINNING and not counted.reset_when.met(self.case.facts):
            begun = counted.period.begins(begun - 1, self.calendar, self.case.periods)
        elif counted.period.repeat is not Repeat.ROLLING:
            self._spans[counted.name] = begun, ends
        return begun, ends

    # ── what happens ────────────────────────────────────────────────────────────────────────

    def copy(self) -> "Standing":
        """The same standing, to which other things may happen."""
        other = copy(self)
        other._lists = self._lists.copy()
        other.last = {officer: dict(last) for officer, last in self.last.items()}
        other.ahead = dict(self.ahead)
        other._charges = {key: dict(charges) for key, charges in self._charges.items()}
        other._spans, other._kept = dict(self._spans), set(self._kept)
        other._counts = self._counts.copy()
        other._skipping = self._skipping.copy() if self._skipping is not None else None
        return other

    def turn(self, case: Situation) -> None:
        """Look at another detail: another time, other facts, the same past.

        The people are the same too, but for what hangs on when the detail is: duty and groups.
        """
        if case.people is not self.case.people:
            self.people = {person.id: person for person in case.people}
            for officer in self.people:
                last = self.last.setdefault(officer, {})
                for word in OF_DETAIL:
                    last.pop(word, None)
            for (officer, word), at in case.last.items():
                if word in OF_DETAIL:
                    self.last.setdefault(officer, {})[word] = at
        self.case = case
        self._spans.clear()

    def settle(self, at: int) -> None:
        """Begin again the lists whose period ended before an instant."""
        for roster in self.document.lists:
            begun = self.span(roster, at)[0]
            if begun > self._lists.begun[roster.name]:
                self._lists.start(roster, self.case.people, at)
                self._lists.due(roster, self._begun)
            if roster.goes_on is not None:
                periods = self.case.periods
                self._lists.go_on(roster, roster.goes_on, at, self.calendar, periods)

    def _begun(self, counted: Roster, at: int) -> int:
        return self.span(counted, at)[0]

    def happen(self, what: Happening) -> None:
        """Let one thing happen, after all that happened before it."""
        if what.officer not in self.people:
            return
        what = self._counts.told(what)
        self.settle(what.at)
        self.skip(what)  # turns are compared as all stood when he took it
        last = self.last.setdefault(what.officer, {})
        last[what.what] = max(what.at, last.get(what.what, what.at))
        self._charge(what)
        self._use_up(what)
        if (what.officer, what.which or what.detail) not in self._kept:
            method = self.document.method(what.facts) if what.detail else None
            self._lists.move(what, method, self.case.since, self._begun)
        self._put_ahead(what)

    def charge(self, what: Happening) -> None:
        """Let it count in the tallies, and nowhere else."""
        if what.officer in self.people:
            self._charge(self._counts.told(what))

    def expect(self, happenings: Iterable[Happening]) -> None:
        """Know of what will be told, so that each thing counts for what comes after it."""
        for each in happenings:
            self._counts.note(each)

    def _charge(self, what: Happening) -> None:
        if self.case.as_of is not None and (what.detail or what.at) < self.case.as_of:
            return  # the figures that were handed over hold it
        for tally in self.document.tallies:
            amount = charged(tally, what)
            if amount is not None:
                kept = self._charges.setdefault((tally.account(what.facts), what.officer), {})
                key = what.which or what.detail or self._unused()
                kept[key] = what.detail or what.at, amount
            if what.what in tally.new_on:
                enter(self, tally, what)

    def add(self, tally: str, officer: str, when: int, amount: Fraction) -> None:
        """A charge that nothing later takes back."""
        self._charges.setdefault((tally, officer), {})[self._unused()] = when, amount

    def _unused(self) -> int:
        """A key of its own for a charge that belongs to no detail."""
        self._unique -= 1
        return self._unique

    # ── who is asked before all others ──────────────────────────────────────────────────────

    def _use_up(self, what: Happening) -> None:
        """One of the offers of the method that came before all others has been answered."""
        if what.what not in ANSWERS or what.officer not in self.ahead:
            return
        if self.document.method(what.facts) is not self.method:
            return
        left, priority = self.ahead.pop(what.officer)
        if left > 1:
            self.ahead[what.officer] = left - 1, priority
        if not priority.moves:
            self._kept.add((what.officer, what.which or what.detail))

    def _put_ahead(self, what: Happening) -> None:
        method = self.method
        for priority in method.priorities if method else ():
            if what.what in priority.on and priority.condition.met(what.facts):
                self.ahead[what.officer] = priority.times, priority
                return


def replay(document: Distribution, case: Situation, calendar: Calendar) -> Standing:
    """Everybody's standing when the decision about the detail begins, after all resets."""
    standing = Standing(document, case, calendar)
    now = case.span[0]
    standing.expect(case.happened)
    for what in case.happened:
        if what.by(now):
            standing.happen(what)
        else:
            standing.charge(what)
    standing.settle(now)
    return standing
