"""How everybody stands under a method of distribution, worked out from the book.

Where only sums matter, details worked are counted by likeness and the rest is charged one by one;
where the order of things matters (lists, marks, turns, newcomers), all of it is replayed.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain
from operator import attrgetter

from coordinator.rules.distribution.charges import charged
from coordinator.rules.distribution.document import Tally, Unit
from coordinator.rules.distribution.facts import Facts, Happening, Person, Situation
from coordinator.rules.distribution.needs import Needs
from coordinator.rules.distribution.parts import Part, Seat, Teller, Turned
from coordinator.rules.distribution.periods import BEGINNING
from coordinator.rules.distribution.standing import Standing, replay
from coordinator.rules.facts import Period
from coordinator.rules.spans import Calendar, Span
from coordinator.rules.words import AssignmentState, DutyKind
from storage.queries import happenings as past
from storage.queries import stands as roster
from storage.queries.duty import duty_stretches
from storage.queries.facts import ranks_on

SCALES = {Unit.HOURS: 60, Unit.MONEY: 100, Unit.DETAILS: 100, Unit.POINTS: 100}
"""Parts of a tally's unit in which its entries are kept."""


@dataclass(frozen=True, slots=True)
class Moment:
    """For which detail, or simply when, the standing is asked for.

    `facts` are those of the detail; `position_id` is left out of what happened (0: none is). What
    ran out by `now` counts as run out.
    """

    span: Span
    now: int
    calendar: Calendar
    facts: Facts
    position_id: int = 0
    periods: tuple[Period, ...] = ()
    seed: str = ""

    @property
    def at(self) -> int:
        """When the detail starts."""
        return self.span[0]


def standing_of(connection: sqlite3.Connection, needs: Needs, moment: Moment) -> Standing:
    """Everybody's standing as far as a method needs it, as the book stands."""
    teller = Teller(needs.facts, moment.calendar)
    case = _situation(connection, needs, moment)
    if needs.in_order:
        happened = _in_order(connection, needs, moment, teller)
        return replay(needs.document, _with(case, needs, happened), moment.calendar)
    standing = Standing(needs.document, case, moment.calendar)
    if needs.document.tallies:
        _add_up(connection, needs, moment, teller, standing)
    return standing


# ── who there is, and what was handed over ───────────────────────────────────────────────────


def _situation(connection: sqlite3.Connection, needs: Needs, moment: Moment) -> Situation:
    calendar, at = moment.calendar, moment.at
    lists = roster.handed_over(connection, at) if needs.document.lists else {}
    worked = roster.last_work(connection, at, moment.position_id) if needs.words else {}
    return Situation(
        people_on(connection, calendar.local_iso(at)),
        moment.span,
        1,
        moment.facts,
        lists={name: tuple(map(str, given.officers)) for name, given in lists.items()},
        marks={name: str(given.mark) for name, given in lists.items() if given.mark},
        since={name: given.as_of_at for name, given in lists.items()},
        periods=moment.periods,
        last={(str(officer), "worked"): ended for officer, ended in worked.items()},
        entries=_entries(connection, needs.document.tallies),
        method=needs.method,
        seed=moment.seed,
        gone=frozenset(map(str, roster.departed(connection, calendar.local_iso(at)))),
    )


def people_on(connection: sqlite3.Connection, on: str) -> tuple[Person, ...]:
    """Every officer with his rank on a local date, and all by which a policy may order."""
    ranks = ranks_on(connection, on)
    return tuple(
        _person(member, ranks.get(member.id, (0, ""))[1]) for member in roster.members(connection)
    )


def _person(member: roster.Member, rank: str) -> Person:
    dates: dict[str, str] = {}
    numbers: dict[str, Fraction] = {}
    if member.seniority_on:
        # Of equal dates the agency's own tie-break decides: it sorts as a part of the date.
        tie = f" {member.seniority_tie:09}" if member.seniority_tie else ""
        dates["seniority_date"] = member.seniority_on + tie
    if member.hired_on:
        dates["hired_on"] = member.hired_on
    if member.badge.isdecimal():
        numbers["badge_number"] = Fraction(member.badge)
    for name, value in (json.loads(member.figures) if member.figures else {}).items():
        if isinstance(value, str):
            dates[name] = value
        else:
            numbers[name] = Fraction(str(value))
    return Person(str(member.id), rank, member.tier, dates, numbers=numbers)


def _entries(
    connection: sqlite3.Connection, tallies: Sequence[Tally]
) -> tuple[tuple[str, str, int, Fraction], ...]:
    units = {tally.name: tally.unit for tally in tallies}
    return tuple(
        (tally, str(officer), at, Fraction(amount, SCALES[units[tally]]))
        for tally, officer, at, amount in roster.entries(connection, tuple(units))
    )


# ── where the order of things matters ────────────────────────────────────────────────────────


def _in_order(
    connection: sqlite3.Connection, needs: Needs, moment: Moment, teller: Teller
) -> list[Happening]:
    since = needs.since(moment.at, moment.calendar, moment.periods)
    seat = moment.position_id
    parts = past.parts_since(connection, since, seat)
    found = [*map(teller.of_said, past.said_since(connection, since, seat, moment.now))]
    found += [happening for part in parts for happening in teller.of_part(part)]
    found += _overtime(connection, needs, (since, moment.at))
    # What is of one instant stays in the order in which it is told: answers first, then awards.
    found.sort(key=attrgetter("at"))
    turned = _turned(connection, needs, moment, found[0].at if found else moment.at)
    return sorted(chain(turned, found), key=attrgetter("at")) if turned else found


def _turned(
    connection: sqlite3.Connection, needs: Needs, moment: Moment, after: int
) -> list[Happening]:
    """What the roster tells. Who was there before the first detail is not new to anything."""
    calendar = moment.calendar
    rows = roster.turns(connection, needs.entering, calendar.local_iso(after))
    found = [
        Turned(officer, word, calendar.midnight(date.fromisoformat(on)))
        for officer, word, on in rows
    ]
    found.sort(key=attrgetter("at"))
    teller = Teller(frozenset(), calendar)
    return [teller.of_turned(each) for each in found if after < each.at <= moment.at]


def _overtime(connection: sqlite3.Connection, needs: Needs, window: Span) -> Iterator[Happening]:
    """Overtime of the imported schedule, where a tally counts it."""
    if "worked_overtime" not in needs.charged | needs.words:
        return
    for officer, start, end, kind in duty_stretches(connection, (max(0, window[0]), window[1])):
        if kind == DutyKind.OVERTIME and window[0] <= start < window[1]:
            hours = Fraction(end - start, 3600)
            # A shift is no detail: the sign keeps its charge apart from theirs.
            yield Happening("worked_overtime", str(officer), end, hours, start, {}, -start)


def _with(case: Situation, needs: Needs, happened: list[Happening]) -> Situation:
    """The situation with its history. Whoever is not new to it counts in averages with nothing."""
    new = {each.officer for each in happened if each.what == "became_eligible"}
    nothing = dict.fromkeys((tally.name for tally in needs.document.tallies), Fraction(0))
    people = tuple(p if p.id in new else replace(p, tallies=nothing) for p in case.people)
    return replace(case, people=people, happened=tuple(happened))


# ── where only sums matter ───────────────────────────────────────────────────────────────────


def _add_up(
    connection: sqlite3.Connection,
    needs: Needs,
    moment: Moment,
    teller: Teller,
    standing: Standing,
) -> None:
    window = needs.window(moment.at, moment.calendar, moment.periods)
    window = (max(window[0], BEGINNING), window[1])
    apart = _apart(connection, window, moment, teller)
    for happening in (*apart.happenings, *_overtime(connection, needs, window)):
        standing.charge(happening)
    for tally in needs.document.tallies:
        span = standing.span(tally, moment.at)
        if span != window:
            inside = [part for part in apart.common if span[0] <= part.seat.starts_at < span[1]]
        else:
            inside = apart.common
        worked = past.common_work(connection, span, moment.position_id, needs.facts)
        worked.subtract(_alike(part, needs.facts) for part in inside)
        _charge(tally, worked, moment.at, teller, standing)


@dataclass(frozen=True, slots=True)
class _Apart:
    """What cannot be added up: the happenings, and the live assignments that are among them."""

    happenings: list[Happening]
    common: list[Part]


def _apart(connection: sqlite3.Connection, window: Span, moment: Moment, teller: Teller) -> _Apart:
    """Everything about the details on which something else happened to an officer than work."""
    seat = moment.position_id
    parts = past.uncommon_parts(connection, window, seat)
    said = [
        each
        for each in past.said_since(connection, window[0], seat, moment.now)
        if each.seat.starts_at < window[1]
    ]
    pairs = {(part.officer, part.seat.detail_id) for part in parts}
    pairs |= {(each.officer, each.seat.detail_id) for each in said}
    beside = past.parts_of(connection, sorted(pairs), seat)
    told = sorted((*parts, *beside), key=attrgetter("row"))
    found = [*map(teller.of_said, said)]
    found += [happening for part in told for happening in teller.of_part(part)]
    found.sort(key=attrgetter("at"))
    live = [p for p in parts if p.state in ("assigned", "confirmed", AssignmentState.WORKED)]
    return _Apart(found, [*beside, *live])


def _alike(part: Part, asked: frozenset[str]) -> past.Likeness:
    """The likeness as which an assignment was counted."""
    seat = part.seat
    start = seat.starts_at if asked & {"weekday", "starts"} else 0
    plain = (part.officer, seat.ends_at - seat.starts_at, start)
    if asked <= {"weekday", "starts", "length"}:
        return (*plain, "", "", "", "")
    return (*plain, seat.job_class, seat.employer_kind, seat.role, seat.circumstances)


def _charge(
    tally: Tally,
    worked: "Counter[past.Likeness]",
    at: int,
    teller: Teller,
    standing: Standing,
) -> None:
    """Charge what was simply worked: so many times what one such detail costs."""
    costs: dict[past.Likeness, Fraction] = {}
    sums: dict[int, Fraction] = {}
    for (officer, *alike), times in worked.items():
        key = tuple(alike)
        cost = costs.get(key)
        if cost is None:
            cost = costs[key] = _cost(tally, key, teller)
        if cost and times:
            sums[officer] = sums.get(officer, Fraction(0)) + cost * times
    for officer, amount in sums.items():
        standing.add(tally.name, str(officer), at, amount)


def _cost(tally: Tally, alike: past.Likeness, teller: Teller) -> Fraction:
    seconds, start, job_class, employer_kind, role, circumstances = alike
    seat = Seat(1, start, start, start + seconds, job_class, employer_kind, role, circumstances)
    part = Part(0, seat, start, AssignmentState.WORKED)
    cost = Fraction(0)
    for happening in teller.of_part(part):
        amount = charged(tally, happening)
        cost = cost if amount is None else amount
    return cost
