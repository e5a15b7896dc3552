"""How everybody stands under a method in a world that is worked out award by award.

The same as `standings.standing_of` says of a book, from what has happened in the world so far. Sums
are kept up with each happening; where the order of things matters, the replay goes on from the
latest point that nothing has changed before.
"""

import sqlite3
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from coordinator.actions.alternate_ledger import DUTY, TURNED, Ledger, Sums, Which
from coordinator.actions.moments import Moment
from coordinator.actions.retelling import overtime
from coordinator.actions.standings import beside_detail, situation
from coordinator.actions.telling import dated, teller_for
from coordinator.rules.distribution.charges import charged
from coordinator.rules.distribution.document import Distribution, Tally
from coordinator.rules.distribution.facts import Happening, Person, Situation
from coordinator.rules.distribution.needs import Needs
from coordinator.rules.distribution.ordering import stand_of
from coordinator.rules.distribution.parts import Said, Turned
from coordinator.rules.distribution.periods import BEGINNING
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.distribution.standing import Standing, replay
from coordinator.rules.spans import Calendar, Span
from storage.queries import stands as roster
from storage.queries.happenings import FOREVER
from storage.queries.past_awards import boundaries

Told = tuple[int, int, int, int, Happening, int, int]
"""(at, kind of telling, order in it, order within one row, happening, position, until when a
period may begin that still hears of it)."""

Order = tuple[int, int, int, int]

ZERO = Fraction(0)
NO_PLACES: Mapping[str, int] = {}
SPACED = 64
"""Happenings between two points from which a replay can go on."""


class Stands:
    """Everybody's stand under one method, asked at one detail after another, in any order.

    `last_worked` tells of an officer's details as the world has them.
    """

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
        self._happened: list[Told] = []
        self._of: dict[Which, list[Told]] = {}
        self._points: list[tuple[Order, Standing]] = []
        self._point_key: Hashable = None
        self._dates, self._instants = boundaries(connection)
        self._spans: Standing | None = None
        self._people_of: tuple[Person, ...] = ()
        self._people: dict[str, Person] = {}
        self._renewed = any(tally.new_on for tally in needs.document.tallies)
        self._turns = self._read_turns(first_start)
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
        news = self._news(moment)
        entering = news and (self._needs.averaged or (self._needs.in_order and self._renewed))
        if entering or self._needs.document.countings or self._needs.carried:
            self._context = None
            return self._replayed(moment, news)
        case = self._case(moment, news)
        standing = self._replay_on(moment, case, news) if self._ordered else None
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
                    amount = _within(self._charge(sums.tally, key, moment.position_id), span)
                    amount -= _within(sums.charge(key), span)
                    if amount:
                        totals[key[0]] = totals.get(key[0], Fraction(0)) + amount
            found.append(totals)
        return found

    def _charge(self, tally: Tally, key: Which, without: int = 0) -> tuple[int, Fraction] | None:
        kept: tuple[int, Fraction] | None = None
        for _, _, _, _, what, position, _ in self._tell(key):
            if position == without:
                continue
            amount = charged(tally, what)
            if amount is not None:
                kept = what.detail or what.at, amount
        return kept

    # ── what happened ───────────────────────────────────────────────────────────────────────

    def _tell(self, key: Which) -> list[Told]:
        found: list[Told] = []
        for (kind, order), (position, told) in self._ledger.told.get(key, {}).items():
            if isinstance(told, Said):
                happenings: Iterable[Happening] = (self._teller.of_said(told),)
                heard = told.seat.opens_at
            else:
                happenings = self._teller.of_part(told)
                heard = max(told.seat.starts_at, told.awarded_at)
            found += [
                (each.at, kind, order, n, each, position, heard)
                for n, each in enumerate(happenings)
            ]
        found.sort(key=_by_order)
        return found

    def _changed(self, key: Which) -> None:
        self._dirty.add(key[0])
        for sums in self._sums:
            sums.keep(key, self._charge(sums.tally, key))
        if not (self._ordered or self._needs.averaged):
            return
        before, now = self._of.get(key, []), self._tell(key)
        for told in before:
            if told not in now:
                del self._happened[bisect_left(self._happened, _by_order(told), key=_by_order)]
                self._forget(told)
        for told in now:
            if told not in before:
                insort(self._happened, told, key=_by_order)
                self._forget(told)
        self._of[key] = now

    def _overtime(self) -> None:
        window = (0, 1 << 40)
        for n, each in enumerate(overtime(self._connection, self._needs, self._teller, window)):
            key = (each.officer, each.which)
            for sums in self._sums:
                amount = charged(sums.tally, each)
                if amount is not None:
                    sums.keep(key, (each.detail or each.at, amount))
            insort(self._happened, (each.at, DUTY, n, 0, each, 0, each.detail), key=_by_order)
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

    def _forget(self, told: Told) -> None:
        """What was replayed past this point no longer holds."""
        key = _by_order(told)
        while self._points and self._points[-1][0] >= key:
            self._points.pop()

    def _replay_on(self, moment: Moment, case: Situation, news: list[Happening]) -> Standing:
        """The lists, marks and offers as they stand when the detail begins."""
        without = moment.position_id
        mine = self._ledger.by_position.get(without, ())
        own = [_by_order(each) for key in mine for each in self._of[key] if each[5] == without]
        limit: Order = min([(moment.at + 1, 0, 0, 0), *own])
        place = bisect_left(self._points, limit, key=lambda point: point[0])
        if place:
            key, standing = self._points[place - 1][0], self._points[place - 1][1].copy()
            begin = bisect_right(self._happened, key, key=_by_order)
        else:
            standing, begin = Standing(self._without_tallies, case, self._calendar), 0
        standing.turn(case)
        since = self._since(moment)
        merged = self._with_news(begin, news)
        self._go_on(standing, merged, moment, since, limit)
        standing.settle(moment.at)
        return standing

    def _with_news(self, begin: int, news: list[Happening]) -> Iterable[Told]:
        after = _by_order(self._happened[begin - 1]) if begin else (BEGINNING, 0, 0, 0)
        turned: list[Told] = [
            (each.at, TURNED, n, 0, each, 0, each.at) for n, each in enumerate(news)
        ]
        turned = [each for each in turned if _by_order(each) > after]
        if not turned:
            return self._happened[begin:]
        return sorted([*turned, *self._happened[begin:]], key=_by_order)

    def _go_on(
        self,
        standing: Standing,
        told: Iterable[Told],
        moment: Moment,
        since: int,
        limit: Order,
    ) -> None:
        at, without, steps = moment.at, moment.position_id, 0
        for each in told:
            what, position = each[4], each[5]
            if position == without and without:
                continue
            if what.at > at and not 0 < what.detail < at:
                continue
            if each[6] < since:
                continue
            standing.happen(what)
            steps += 1
            key = _by_order(each)
            farthest = not self._points or self._points[-1][0] < key
            if steps % SPACED == 0 and farthest and key < limit and what.at <= moment.now:
                self._points.append((key, standing.copy()))

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
        first = self._first_since(since, moment.position_id) if self._ordered else ()
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
            self._points.clear()
            case = situation(self._connection, self._needs, moment, [])
            self._kept = replace(case, last={}, happened=first)
        found = replace(self._kept, span=moment.span, facts=moment.facts)
        return beside_detail(self._connection, self._needs, moment, found)

    def _first_since(self, since: int, without: int) -> tuple[Happening, ...]:
        """What happened first, since that is when lists without a date began."""
        for told in self._happened:
            if told[6] >= since and (told[5] != without or not without):
                return (told[4],)
        return ()

    def _replayed(
        self, moment: Moment, news: list[Happening]
    ) -> Callable[[int, int | None], Stand]:
        """All of it again, where newcomers begin at what the others had."""
        since = self._needs.since(moment.at, moment.calendar, moment.periods)
        told = [
            each
            for each in self._happened
            if not (each[5] == moment.position_id and each[5])
            and each[6] >= since
            and (each[1] != DUTY or each[4].detail < moment.at)
        ]
        turned: list[Told] = [
            (each.at, TURNED, n, 0, each, 0, each.at) for n, each in enumerate(news)
        ]
        happened = [each[4] for each in sorted([*turned, *told], key=_by_order)]
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

    def _read_turns(self, first_start: int | None) -> list[Turned]:
        if first_start is None or not self._needs.entering:
            return []
        self._first_start = first_start
        found = [
            Turned(officer, word, self._calendar.midnight(date.fromisoformat(on)))
            for officer, word, on in roster.turns(self._connection, self._needs.entering, "")
        ]
        found.sort(key=lambda turned: turned.at)
        return found

    def _news(self, moment: Moment) -> list[Happening]:
        if not self._turns:
            return []
        since = self._needs.since(moment.at, moment.calendar, moment.periods)
        after = max(self._first_start, since)
        on = self._calendar.local_iso(after)
        midnight = self._calendar.midnight(date.fromisoformat(on))
        return [
            self._teller.of_turned(each)
            for each in self._turns
            if midnight < each.at <= moment.at and after < each.at
        ]


def _by_order(told: Told) -> Order:
    return told[:4]


def _within(charge: tuple[int, Fraction] | None, span: Span) -> Fraction:
    inside = charge is not None and span[0] <= charge[0] < span[1]
    return charge[1] if charge is not None and inside else Fraction(0)


__all__ = ["Ledger", "Stands"]
