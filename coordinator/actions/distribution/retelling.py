"""All that happened about details, in order of time, as far as a method listens to it."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from operator import attrgetter, itemgetter

from coordinator.actions.distribution.moments import Moment
from coordinator.actions.distribution.telling import teller_for
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.needs import Needs
from coordinator.rules.distribution.parts import Part, Said, Turned
from coordinator.rules.distribution.periods import BEGINNING
from coordinator.rules.distribution.teller import Teller
from coordinator.rules.spans import DAY, Span
from coordinator.rules.words import DutyKind
from storage.queries.distribution import happenings as past
from storage.queries.distribution import stands as roster
from storage.queries.people.duty import duty_stretches

ABOUT_NO_DETAIL = frozenset({"became_eligible", "returned", "promoted", "skipped"})
"""What happens without a detail: where nothing else is heard, none need be read."""

LONGEST = 7 * DAY
"""Seconds: no detail lasts longer."""

LOOKED_BACK = 21 * DAY
"""How far back all is read at first, where of everybody only the last move counts."""


def retold(
    connection: sqlite3.Connection,
    needs: Needs,
    moment: Moment,
    turned: Sequence[Happening],
    *,
    and_on: bool = False,
) -> list[Happening]:
    """Everything that a method listens to, in order of time, with what the roster tells.

    `and_on`: also what matters only to details that start later.
    """
    if needs.heard <= ABOUT_NO_DETAIL:
        return list(turned)
    since = needs.since(moment.at, moment.calendar, moment.periods)
    teller = teller_for(connection, needs, moment.calendar, (since, past.FOREVER))
    if since != BEGINNING:  # what began before a list did may have been worked after
        since -= LONGEST
    ever = (since, past.FOREVER)
    parts, said = (
        _read_since(connection, moment, ever) if and_on else _read(connection, needs, moment, since)
    )
    found = [*map(teller.of_said, said)]
    found += [happening for part in parts for happening in teller.of_part(part)]
    found += overtime(connection, needs, teller, (since, moment.at))
    # What is of one instant stays in the order in which it is told: answers first, then awards.
    found.sort(key=attrgetter("at"))
    return sorted(chain(turned, found), key=attrgetter("at")) if turned else found


def turned(connection: sqlite3.Connection, needs: Needs, moment: Moment) -> list[Happening]:
    """What the roster tells, up to the detail: who became eligible, came back, was promoted.

    Whoever was there when the period began, or when the book's first detail was worked, is not new
    to anything.
    """
    first = past.first_start(connection)
    if first is None or not needs.entering:
        return []
    after = max(first, needs.since(moment.at, moment.calendar, moment.periods))
    calendar = moment.calendar
    found = [
        Turned(officer, word, calendar.midnight(date.fromisoformat(on)))
        for officer, word, on in roster.turns(connection, needs.entering, calendar.local_iso(after))
    ]
    found.sort(key=attrgetter("at"))
    teller = Teller(frozenset(), calendar)
    return [teller.of_turned(each) for each in found if after < each.at <= moment.at]


def overtime(
    connection: sqlite3.Connection, needs: Needs, teller: Teller, window: Span
) -> Iterator[Happening]:
    """Overtime of the imported schedule, where a tally counts it."""
    if "worked_overtime" not in needs.charged | needs.words:
        return
    for officer, start, end, kind in duty_stretches(connection, (max(0, window[0]), window[1])):
        if kind == DutyKind.OVERTIME and window[0] <= start < window[1]:
            yield teller.of_overtime(officer, start, end)


Read = tuple[list[Part], list[Said]]


def _read(connection: sqlite3.Connection, needs: Needs, moment: Moment, since: int) -> Read:
    near = moment.at - LOOKED_BACK
    if needs.forgetful and since < near:
        read = _read_near(connection, needs, moment, near)
        if read is not None:
            return read
    until = past.FOREVER if needs.document.tallies else moment.at
    return _read_since(connection, moment, (since, until))


def _read_since(connection: sqlite3.Connection, moment: Moment, window: Span) -> Read:
    (since, until), seat = window, moment.position_id
    parts = past.parts_since(connection, since, seat, until)
    return parts, past.said_since(connection, since, seat, moment.now)


def _read_near(
    connection: sqlite3.Connection, needs: Needs, moment: Moment, near: int
) -> Read | None:
    """What happened of late, and all of those whose last move may lie further back.

    None where the mark has not moved of late.
    """
    seat = moment.position_id
    parts = past.parts_since(connection, near, seat, moment.at)
    heard = past.heard_since(connection, near, seat, moment.now)
    teller = Teller(needs.facts, moment.calendar, needs.heard, needs.holidays)
    told = [(each.officer, each.word, each.at) for _, each in heard]
    told += [(part.officer, word, at) for part in parts for word, at in teller.words_of(part)]
    late = [(officer, word) for officer, word, at in told if near <= at <= moment.at]
    marked = [roster for roster in needs.document.lists if roster.mark]
    if any(not any(word in roster.mark_after for _, word in late) for roster in marked):
        return None
    moving = needs.moving
    moved = {officer for officer, word in late if word in moving}
    everybody = {member.id for member in roster.members(connection)}
    others = set() if len(marked) == len(needs.document.lists) else everybody - moved
    owed = past.cancelled_on(connection) if needs.putting_ahead else frozenset()
    others |= owed
    parts = [part for part in parts if part.officer not in others]
    if needs.by_award:
        ways = needs.heard & {"accepted", "ordered"}
        parts += past.last_awards(connection, others - owed, ways, seat, moment.at)
        parts += past.parts_by(connection, owed, seat)
    else:
        parts += past.parts_by(connection, others, seat)
    heard = [each for each in heard if each[1].officer not in others]
    if others:
        heard += past.heard_since(connection, BEGINNING, seat, moment.now, others)
    heard.sort(key=itemgetter(0))
    return sorted(parts, key=attrgetter("row")), [said for _, said in heard]
