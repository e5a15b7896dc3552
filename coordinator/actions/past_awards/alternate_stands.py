"""How everybody stands under a method in a world that is worked out award by award.

The same as `standings.standing_of` says of a book, from what has happened in the world so far. Sums
are kept up with each happening; where the order of things matters, the replay goes on from the
latest point that nothing has changed before.
"""

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from coordinator.actions.distribution.moments import Moment
from coordinator.actions.distribution.retelling import overtime
from coordinator.actions.distribution.standings import beside_detail, situation
from coordinator.actions.distribution.telling import dated, teller_for
from coordinator.actions.past_awards.alternate_entering import Entering
from coordinator.actions.past_awards.alternate_ledger import Ledger, Sums, Which
from coordinator.actions.past_awards.alternate_replay import Replay
from coordinator.rules.distribution.charges import charged
from coordinator.rules.distribution.document import Distribution
from coordinator.rules.distribution.facts import Happening, Person
from coordinator.rules.distribution.needs import Needs
from coordinator.rules.distribution.ordering import stand_of
from coordinator.rules.distribution.parts import Part, Said
from coordinator.rules.distribution.periods import BEGINNING
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.distribution.standing import Standing, replay
from coordinator.rules.spans import Calendar, Span
from storage.queries.distribution.happenings import FOREVER
from storage.queries.distribution.past_awards import boundaries

ZERO = Fraction(0)
NO_PLACES: Mapping[str, int] = {}


class Stands:
    """Everybody's stand under one method, asked at one detail after another, in any order."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        needs: Needs,
        ledger: Ledger,
        calendar: Calendar,
        first_start: int | None,
    ) -> None:
        self._connection = connection
        self._needs = needs
        self._ledger = ledger
        self._calendar = calendar
        self._teller = teller_for(connection, needs, calendar, (BEGINNING, FOREVER))
        self._sums = [Sums(tally) for tally in needs.document.tallies]
        self._ordered = bool(needs.document.lists or needs.method.priorities) or (
            not needs.latest_work
        )
        self._replay = Replay(ledger, self._happenings, self._without_tallies, calendar)
        self._point_key: Hashable = None
        self._dates, self._instants = boundaries(connection)
        self._spans: Standing | None = None
        self._people_of: tuple[Person, ...] = ()
        self._people: dict[str, Person] = {}
        self._renewed = any(tally.new_on for tally in needs.document.tallies)
        self._entering = Entering(connection, needs, calendar, self._teller.of_turned, first_start)
        self._dirty: set[str] = set()
        self._context: Hashable = None
        self.changed: frozenset[str] | None = None
        """Whose stand may differ from the one at the question before; None: anybody's."""
        self._overtime()
        for key in ledger.told:
            self._changed(key)
        ledger.listeners.append(self._changed)

    # ── what is asked ───────────────────────────────────────────────────────────────────────

    def ask(self, moment: Moment) -> Callable[[int, int | None], Stand]:
        """The function that gives an officer's stand for a detail: (officer, his last work)."""
        moment = dated(self._connection, self._needs, moment)
        news = self._entering.until(moment)
        entering = news and (self._needs.averaged or (self._needs.in_order and self._renewed))
        if entering or self._needs.whole_history:
            self._context = self.changed = None
            return self._replayed(moment, news)
        case = self._case(moment, news)
        standing = None
        if self._ordered:
            standing = self._replay.standing_at(moment, case, news, self._since(moment))
        totals = self._totals(moment, case)
        self._note_changes(moment)
        names = [sums.tally.name for sums in self._sums]
        if self._people_of is not case.people:
            self._people_of = case.people
            self._people = {person.id: person for person in case.people}
        people = self._people
        words = bool(self._needs.words)
        lines = [(name, standing.places(name)) for name in standing.lines] if standing else []
        known: dict[str, dict[str, int]] = defaultdict(dict)
        for (whose, word), at in case.last.items():
            known[whose][word] = at

        def stand(officer: int, worked: int | None) -> Stand:
            name = str(officer)
            person = people[name]
            figures = {
                each: found.get(name, ZERO) for each, found in zip(names, totals, strict=True)
            }
            places: Mapping[str, int] = NO_PLACES
            last = dict(known[name]) if name in known else {}
            ahead = 0
            if standing is not None:
                places = {each: found[name] for each, found in lines if name in found}
                last = dict(standing.last_of(name))
                ahead = standing.ahead[name][0] if name in standing.ahead else 0
            if words and worked is not None:
                last["worked"] = max(worked, last.get("worked", worked))
            return Stand(
                person.rank,
                person.tier,
                person.dates,
                person.numbers,
                figures,
                places,
                last,
                ahead,
                person.groups,
                person.duty,
                unit=person.unit,
                beside_leave=person.beside_leave,
            )

        return stand

    def _note_changes(self, moment: Moment) -> None:
        """Whose stand may have changed since the question before, by what was told meanwhile."""
        own = {key[0] for key in self._ledger.by_position.get(moment.position_id, ())}
        spans = tuple(self._spans.span(each.tally, moment.at) for each in self._sums if self._spans)
        context = (self._point_key, spans)
        moves = self._ordered or self._needs.duty or self._needs.groups
        whole = moves or context != self._context
        self.changed = None if whole else frozenset(self._dirty | own)
        # What is left out for this seat counts again for the next one.
        self._dirty = own
        self._context = context

    # ── sums ────────────────────────────────────────────────────────────────────────────────

    def _totals(self, moment: Moment, case: Situation) -> list[Mapping[str, Fraction]]:
        """Each tally's sums in the period of the detail, without what is about its own seat."""
        if not self._sums:
            return []
        if self._spans is None:
            self._spans = Standing(replace(self._needs.document, lists=()), case, self._calendar)
        self._spans.turn(case)
        own = self._ledger.by_position.get(moment.position_id, ())
        found: list[Mapping[str, Fraction]] = []
        for sums in self._sums:
            span = self._spans.span(sums.tally, moment.at)
            totals = sums.totals(span)
            if own:
                totals = dict(totals)
                for key in own:
                    amount = _within(self._charge(sums, key, moment.position_id), span)
                    amount -= _within(sums.charge(key), span)
                    if amount:
                        totals[key[0]] = totals.get(key[0], Fraction(0)) + amount
            found.append(totals)
        return found

    def _charge(self, sums: Sums, key: Which, without: int = 0) -> tuple[int, Fraction] | None:
        kept: tuple[int, Fraction] | None = None
        for _, _, _, _, what, position, _ in self._replay.told_of(key):
            if position == without:
                continue
            amount = charged(sums.tally, what)
            if amount is not None:
                kept = what.detail or what.at, amount
        return kept

    # ── what happened ───────────────────────────────────────────────────────────────────────

    def _changed(self, key: Which) -> None:
        self._dirty.add(key[0])
        for sums in self._sums:
            sums.keep(key, self._charge(sums, key))
        if self._ordered or self._needs.averaged or self._needs.whole_history:
            self._replay.change(key)

    def _happenings(self, told: Said | Part) -> Iterable[Happening]:
        if isinstance(told, Said):
            return (self._teller.of_said(told),)
        return self._teller.of_part(told)

    def _overtime(self) -> None:
        window = (0, 1 << 40)
        for n, each in enumerate(overtime(self._connection, self._needs, self._teller, window)):
            key = (each.officer, each.which)
            for sums in self._sums:
                amount = charged(sums.tally, each)
                if amount is not None:
                    sums.keep(key, (each.detail or each.at, amount))
            self._replay.overtime(n, each)
        for name, officer, at, amount in self._entries():
            self._entry(name, officer, at, amount)

    def _entries(self) -> Iterable[tuple[str, str, int, Fraction]]:
        moment = Moment((0, 0), 0, self._calendar, {})
        return situation(self._connection, self._needs, moment, []).entries

    def _entry(self, name: str, officer: str, at: int, amount: Fraction) -> None:
        for sums in self._sums:
            if sums.tally.name == name:
                sums.keep((officer, object()), (at, amount))

    # ── the order of things ─────────────────────────────────────────────────────────────────

    @property
    def _without_tallies(self) -> Distribution:
        return replace(self._needs.document, tallies=())

    def _since(self, moment: Moment) -> int:
        needs = replace(self._needs, document=self._without_tallies)
        if not needs.document.lists and not self._needs.method.priorities and needs.latest_work:
            return moment.at
        return needs.since(moment.at, moment.calendar, moment.periods)

    # ── situations ──────────────────────────────────────────────────────────────────────────

    def _case(self, moment: Moment, news: list[Happening]) -> Situation:
        """The situation without what the world itself tells; kept while nothing of it changes."""
        on = self._calendar.local_iso(moment.at)
        met = tuple(each.reset_when.met(moment.facts) for each in self._needs.document.lists)
        since = self._since(moment) if self._ordered else 0
        first = self._replay.first_since(since, moment.position_id) if self._ordered else ()
        key = (
            bisect_right(self._dates, on),
            bisect_right(self._instants, moment.at),
            since,
            met,
            tuple((each.officer, each.at) for each in news),
            first and first[0].at,
        )
        if key != self._point_key:
            self._point_key = key
            self._replay.restart()
            case = situation(self._connection, self._needs, moment, [])
            self._kept = replace(case, last={}, happened=first)
        found = replace(self._kept, span=moment.span, facts=moment.facts)
        return beside_detail(self._connection, self._needs, moment, found)

    def _replayed(
        self, moment: Moment, news: list[Happening]
    ) -> Callable[[int, int | None], Stand]:
        """All of it again, where newcomers begin at what the others had."""
        since = self._needs.since(moment.at, moment.calendar, moment.periods)
        happened = self._replay.heard(moment, news, since)
        case = situation(self._connection, self._needs, moment, happened)
        last = {key: at for key, at in case.last.items() if key[1] != "worked"}
        standing = replay(self._needs.document, replace(case, last=last), self._calendar)

        def stand(officer: int, worked: int | None) -> Stand:
            found = stand_of(standing, standing.people[str(officer)])
            if not self._needs.words or worked is None:
                return found
            latest = max(worked, found.last.get("worked", worked))
            return found._replace(last={**found.last, "worked": latest})

        return stand


def _within(charge: tuple[int, Fraction] | None, span: Span) -> Fraction:
    inside = charge is not None and span[0] <= charge[0] < span[1]
    return charge[1] if charge is not None and inside else Fraction(0)
