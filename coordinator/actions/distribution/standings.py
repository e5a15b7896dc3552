"""How everybody stands under a method of distribution, worked out from the book.

Where only sums matter, details worked are counted by likeness and the rest is charged one by one;
where the order of things matters (lists, marks, turns, newcomers), all of it is replayed.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from coordinator.actions.distribution.adding_up import add_up
from coordinator.actions.distribution.moments import Moment
from coordinator.actions.distribution.retelling import retold, turned
from coordinator.actions.distribution.telling import dated
from coordinator.rules.distribution.comparing import HELD_BEFORE
from coordinator.rules.distribution.duty import (
    LOOKED_BACK,
    LOOKED_BESIDE,
    OFF_DUTY,
    Tour,
    beside_leave,
    came_off,
    duty_word,
)
from coordinator.rules.distribution.facts import Happening, Person
from coordinator.rules.distribution.needs import Needs
from coordinator.rules.distribution.sharing import ON_DETAIL
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.distribution.standing import (
    OF_DETAIL,
    Standing,
    replay,
)
from coordinator.rules.distribution.tallies import Tally, Unit
from coordinator.rules.spans import DAY
from storage.queries.distribution import stands as roster
from storage.queries.people.duty import duty_stretches
from storage.queries.people.holders import held_in, on_detail
from storage.queries.people.ties import groups_on
from storage.queries.staffing.facts import ranks_on

SCALES = {Unit.HOURS: 60, Unit.MONEY: 100, Unit.DETAILS: 100, Unit.POINTS: 100}
"""Parts of a tally's unit in which its entries are kept."""

NOBODY: Mapping[int, Iterable[int]] = {}

BADGE = "badge_number"
"""By what name a policy compares badges."""


def standing_of(connection: sqlite3.Connection, needs: Needs, moment: Moment) -> Standing:
    """Everybody's standing as far as a method needs it, as the book stands."""
    moment = dated(connection, needs, moment)
    news = turned(connection, needs, moment)
    if needs.in_order or (needs.averaged and news):
        happened = retold(connection, needs, moment, news)
        case = situation(connection, needs, moment, happened)
        return replay(needs.document, case, moment.calendar)
    case = situation(connection, needs, moment, [])
    standing = Standing(needs.document, case, moment.calendar)
    add_up(connection, needs, moment, standing)
    if needs.skips_alone:
        for happening in retold(connection, needs.of_skips, moment, []):
            if happening.by(moment.at):
                standing.skip(happening)
    return standing


def situation(
    connection: sqlite3.Connection, needs: Needs, moment: Moment, happened: list[Happening]
) -> Situation:
    """The situation with its history. Whoever is not new to it counts in averages with nothing."""
    case = beside_detail(connection, needs, moment, _situation(connection, needs, moment))
    if not happened:
        return case
    new = {each.officer for each in happened if each.what == "became_eligible"}
    settled = frozenset(person.id for person in case.people if person.id not in new)
    return replace(case, settled=settled, happened=tuple(happened))


# ── who there is, and what was handed over ───────────────────────────────────────────────────


def _situation(connection: sqlite3.Connection, needs: Needs, moment: Moment) -> Situation:
    calendar, at = moment.calendar, moment.at
    lists = roster.handed_over(connection, at) if needs.document.lists else {}
    worked = roster.last_work(connection, at, moment.position_id) if needs.words else {}
    return Situation(
        people_on(connection, calendar.local_iso(at), badges=BADGE in needs.numbers),
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


def beside_detail(
    connection: sqlite3.Connection,
    needs: Needs,
    moment: Moment,
    case: Situation,
    joined: Mapping[int, Iterable[int]] = NOBODY,
) -> Situation:
    """The situation with what hangs on which detail it is: groups, how it lies in the duty, who
    held the same post the day before, who is on it, and which one it is where a method skips.

    `joined` are officers by detail who are on it though the book does not say so yet.
    """
    if needs.method.skips:
        case = replace(case, about=on_detail(connection, moment.about)[0])
    if not (needs.duty or needs.groups or needs.holders or needs.method.shares):
        return case
    calendar, at = moment.calendar, moment.at
    groups = groups_on(connection, calendar.local_iso(at)) if needs.groups else {}
    ahead = LOOKED_BESIDE + 1 if needs.beside_leave else 0
    tours = _tours(connection, moment, ahead) if needs.duty else {}
    people = tuple(
        each._replace(
            groups=tuple(sorted(groups.get(int(each.id), ()))),
            duty=duty_word(tours.get(each.id, ()), moment.span, calendar) if needs.duty else "",
            beside_leave=needs.beside_leave
            and beside_leave(tours.get(each.id, ()), moment.span, calendar),
        )
        for each in case.people
    )
    last = {key: value for key, value in case.last.items() if key[1] not in OF_DETAIL}
    last |= {
        (officer, OFF_DUTY): ended
        for officer, spans in tours.items()
        if (ended := came_off(spans, at)) is not None
    }
    last |= _company(connection, needs, moment, joined)
    return replace(case, people=people, last=last)


def _company(
    connection: sqlite3.Connection,
    needs: Needs,
    moment: Moment,
    joined: Mapping[int, Iterable[int]],
) -> dict[tuple[str, str], int]:
    """Who held the post the day before, and who is on the detail."""
    found: dict[tuple[str, str], int] = {}
    if needs.holders:
        day = moment.calendar.local_date(moment.at)
        before = moment.calendar.midnight(day - timedelta(days=1)), moment.calendar.midnight(day)
        held = held_in(connection, moment.about, before)
        found |= {(str(officer), HELD_BEFORE): at for officer, at in held.items()}
    if needs.method.shares:
        detail, there = on_detail(connection, moment.about)
        everybody = {*there, *joined.get(detail, ())}
        found |= {(str(officer), ON_DETAIL): moment.at for officer in everybody}
    return found


def _tours(connection: sqlite3.Connection, moment: Moment, ahead: int) -> dict[str, list[Tour]]:
    """Everybody's duty from long before a detail to so many days after it."""
    days = moment.calendar.dates(moment.span)
    found: dict[str, list[Tour]] = defaultdict(list)
    window = days[0] - LOOKED_BACK, days[1] + ahead * DAY
    for officer, start, end, kind in duty_stretches(connection, window):
        found[str(officer)].append(Tour(start, end, kind))
    return found


def people_on(
    connection: sqlite3.Connection, on: str, *, badges: bool = True
) -> tuple[Person, ...]:
    """Every officer with his rank on a local date, and all by which a policy may order.

    `badges`: also those that are numbers, as such.
    """
    ranks = ranks_on(connection, on)
    return tuple(
        [
            _person(member, ranks.get(member.id, (0, ""))[1], badges)
            for member in roster.members(connection)
        ]
    )


def _person(member: roster.Member, rank: str, badges: bool) -> Person:
    dates: dict[str, str] = {}
    numbers: dict[str, Fraction] = {}
    if member.seniority_on:
        # Of equal dates the agency's own tie-break decides: it sorts as a part of the date.
        tie = f" {member.seniority_tie:09}" if member.seniority_tie else ""
        dates["seniority_date"] = member.seniority_on + tie
    if member.hired_on:
        dates["hired_on"] = member.hired_on
    if badges and member.badge.isdecimal():
        numbers[BADGE] = Fraction(int(member.badge))
    for name, value in (json.loads(member.figures) if member.figures else {}).items():
        if isinstance(value, str):
            dates[name] = value
        else:
            numbers[name] = Fraction(str(value))
    return Person(str(member.id), rank, member.tier, dates, numbers=numbers, unit=member.unit)


def _entries(
    connection: sqlite3.Connection, tallies: Sequence[Tally]
) -> tuple[tuple[str, str, int, Fraction], ...]:
    units = {tally.name: tally.unit for tally in tallies}
    apart = tuple(tally.name for tally in tallies if tally.per)
    return tuple(
        (account, str(officer), at, Fraction(amount, SCALES[units[account.partition("[")[0]]]))
        for account, officer, at, amount in roster.entries(connection, tuple(units), apart)
    )
