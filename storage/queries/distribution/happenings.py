"""What happened to officers about details: assignments, answers, and what else a policy counts.

Two ways of reading: in the order of time from an instant on, or, where only sums matter, the
assignments that were simply worked counted by likeness, and the others one by one.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from operator import attrgetter, itemgetter
from typing import Any

from coordinator.rules.distribution.detail_facts import BY_HOURS, BY_START
from coordinator.rules.distribution.parts import WHOSE, Part, Said, Seat
from coordinator.rules.distribution.periods import BEGINNING
from coordinator.rules.spans import Span
from coordinator.rules.words import ORDERED, TAKEN_OVER
from storage.queries.staffing.facts import LIVE

Likeness = tuple[Any, ...]
"""(officer id, seconds, start, job class, employer's kind, role, circumstances, and as in `Whose`)
of a detail worked; what no condition asks for is 0 or ""."""

FOREVER = 1 << 62

Heard = tuple[tuple[int, int, int], Said]
"""((UTC seconds, 0 call or 1 offer, row id), what was said): an answer with its place in order."""

_COMMON = f"a.{LIVE} AND a.position_id <> ? AND a.starts_at >= ? AND a.starts_at < ?"
_UNCOMMON = f"how IN ('{ORDERED}', '{TAKEN_OVER}')"

_SEAT = (
    "position.starts_at, {a}.starts_at, {a}.ends_at, job.job_class, employer.kind, position.role, "
    "coalesce(job.circumstances, '') || ' ' || coalesce(detail.circumstances, ''), posted_at"
)
_OF_SEAT = (
    "CROSS JOIN detail ON detail.id = position.detail_id CROSS JOIN job ON job.id = job_id "
    "CROSS JOIN employer ON employer.id = job.employer_id "
)
_PART = (
    "SELECT a.officer_id, a.awarded_at, a.state, a.how, a.left_at, "
    "(position.cancelled OR a.left_at IS detail.cancelled_at) "
    "AND coalesce(detail.cancelled_by, 'employer') = 'employer', coalesce(call_off.reason, ''), "
    "call_off.given_to_id IS NOT NULL, coalesce(call_off.reported, 1), "
    "coalesce(call_off.in_grace, 0), a.id, position.detail_id, "
    + _SEAT.format(a="a")
    + " FROM assignment AS a {index} CROSS JOIN position ON position.id = a.position_id "
    + _OF_SEAT
    + "LEFT JOIN call_off ON call_off.assignment_id = a.id WHERE a.position_id <> ? AND "
)

_SAID = {"no_answer": "no_answer", "refused": "refused", "wrong_number": "not_reached",
         "on_duty": "on_duty", "declined": "refused", "expired": "no_answer",
         "open": "no_answer"}  # fmt: skip
"""What an outcome or a state is as a happening. An unreached offer is none. One without a window,
from before offers were settled, stays open when it has run out unanswered."""

_CALLS = (
    "SELECT called_at, 0, call_note.id, officer_id, outcome, coalesce(reason, ''), "
    "position.detail_id, "
    + _SEAT.format(a="position")
    + " FROM {tables} "
    + _OF_SEAT
    + "WHERE outcome IN ('no_answer', 'refused', 'wrong_number', 'on_duty') "
    "AND position.id <> ? AND {since}"
)
_OFFERS = (
    "SELECT coalesce(answered_at, expires_at, offered_at), 1, offer.id, officer_id, offer.state, "
    "coalesce(reason, ''), position.detail_id, "
    + _SEAT.format(a="position")
    + " FROM {tables} "
    + _OF_SEAT
    + "WHERE (offer.state IN ('declined', 'expired') OR (offer.state = 'open' AND window IS NULL "
    "AND expires_at <= ?))"
    " AND position.id <> ? AND {since}"
)
_TABLES = "{table} CROSS JOIN position ON position.id = position_id"
_BY_START = (
    "position INDEXED BY ix_position_starts_at CROSS JOIN {table} ON position_id = position.id"
)


def work_sums(
    connection: sqlite3.Connection, window: Span, but_position: int
) -> dict[int, tuple[int, int]]:
    """Officer → (seconds, number) of his live assignments that start in a window."""
    index = "assignment_by_officer" if window[0] == BEGINNING else "assignment_by_start"
    rows = connection.execute(
        "SELECT a.officer_id, sum(a.ends_at - a.starts_at), count(*) "
        f"FROM assignment AS a INDEXED BY {index} WHERE {_COMMON} GROUP BY a.officer_id",
        (but_position, *window),
    )
    return {officer: (seconds, number) for officer, seconds, number in rows}


def common_work(
    connection: sqlite3.Connection, window: Span, but_position: int, asked: frozenset[str]
) -> "Counter[Likeness]":
    """How often each likeness of a detail was worked, or is to be, of those that start in a window.

    `asked` are the facts that conditions ask for. All live assignments are counted, however they
    came about.
    """
    start = "a.starts_at" if asked & BY_START else "0"
    if asked <= BY_HOURS:
        sql = f"SELECT a.officer_id, a.ends_at - a.starts_at, {start}, '', '', '', '', '', '', '' "
        tables = "FROM assignment AS a INDEXED BY assignment_by_start "
    else:
        named = not asked.isdisjoint(WHOSE)
        whose = "employer.name, site.name, job.number " if named else "'', '', '' "
        sql = (
            f"SELECT a.officer_id, a.ends_at - a.starts_at, {start}, job_class, employer.kind, "
            "role, coalesce(job.circumstances, '') || ' ' || coalesce(detail.circumstances, ''), "
            + whose
        )
        tables = (
            "FROM assignment AS a INDEXED BY assignment_by_start "
            "CROSS JOIN position ON position.id = a.position_id " + _OF_SEAT
        )
        if named:
            tables += "CROSS JOIN site ON site.id = detail.site_id "
    return Counter(connection.execute(f"{sql}{tables}WHERE {_COMMON}", (but_position, *window)))


_BETWEEN = "a.starts_at >= ? AND a.starts_at < ?"


def ended_parts(
    connection: sqlite3.Connection, window: Span, but_position: int, words: frozenset[str]
) -> list[Part]:
    """Assignments that start in a window and were given up in one of these ways."""
    if not words:
        return []
    if words == {"given_away"}:
        found = f"a.id IN (SELECT assignment_id FROM call_off WHERE given_to_id > 0) AND {_BETWEEN}"
        return _parts(connection, _PART.format(index="") + found, (but_position, *window))
    sql = _PART.format(index="INDEXED BY assignment_by_start") + f"NOT a.{LIVE} AND {_BETWEEN}"
    return _parts(connection, sql, (but_position, *window))


def special_parts(connection: sqlite3.Connection, window: Span, but_position: int) -> list[Part]:
    """Live assignments that start in a window and were ordered, or taken over from another."""
    sql = _PART.format(index="INDEXED BY assignment_uncommon")
    sql += f"a.{_UNCOMMON} AND a.{LIVE} AND {_BETWEEN}"
    return _parts(connection, sql, (but_position, *window))


def parts_of(
    connection: sqlite3.Connection, pairs: Iterable[tuple[int, int]], but_position: int
) -> list[Part]:
    """The simply live assignments of officers on details: (officer id, detail id)."""
    wanted = set(pairs)
    if not wanted:
        return []
    officers = sorted({officer for officer, _ in wanted})
    sql = _PART.format(index="INDEXED BY assignment_by_officer")
    sql += (
        f"a.officer_id IN (SELECT value FROM json_each(?)) AND a.{LIVE} AND NOT a.{_UNCOMMON} "
        "AND position.detail_id IN (SELECT value FROM json_each(?))"
    )
    details = sorted({detail for _, detail in wanted})
    found = _parts(connection, sql, (but_position, json.dumps(officers), json.dumps(details)))
    return [part for part in found if (part.officer, part.seat.detail_id) in wanted]


def parts_by(
    connection: sqlite3.Connection, officers: Iterable[int], but_position: int
) -> list[Part]:
    """Every assignment of some officers."""
    sql = _PART.format(index="INDEXED BY assignment_by_officer")
    sql += "a.officer_id IN (SELECT value FROM json_each(?))"
    return _parts(connection, sql, (but_position, json.dumps(sorted(officers))))


def last_awards(
    connection: sqlite3.Connection,
    officers: Iterable[int],
    words: frozenset[str],
    but_position: int,
    at: int,
) -> list[Part]:
    """Of some officers the assignment that each got last up to an instant, or of a detail that
    began before it; `words` are the ways of getting it that count: accepted, ordered."""
    how = {"ordered": f"how = '{ORDERED}'", "accepted": f"NOT {_UNCOMMON}"}
    ways = " OR ".join(how[word] for word in sorted(words)) or "0"
    sql = _PART.format(index="") + (
        "a.id IN (SELECT (SELECT id FROM assignment INDEXED BY assignment_by_award "
        f"WHERE officer_id = each.value AND position_id <> ? AND ({ways}) "
        "AND (awarded_at <= ? OR starts_at < ?) AND NOT EXISTS (SELECT 1 FROM call_off "
        "WHERE assignment_id = assignment.id AND in_grace) "
        "ORDER BY awarded_at DESC, id DESC LIMIT 1) "
        "FROM json_each(?) AS each)"
    )
    values = (but_position, but_position, at, at, json.dumps(sorted(officers)))
    return _parts(connection, sql, values)


def cancelled_on(connection: sqlite3.Connection) -> frozenset[int]:
    """Officers from whom an assignment was ever taken by somebody else's doing."""
    rows = connection.execute("SELECT DISTINCT officer_id FROM assignment WHERE state = 'released'")
    return frozenset(officer for (officer,) in rows)


def first_start(connection: sqlite3.Connection) -> int | None:
    """When the first detail of the book started that anybody was put on."""
    found = connection.execute("SELECT min(starts_at) FROM assignment").fetchone()[0]
    return None if found is None else int(found)


def _parts(connection: sqlite3.Connection, sql: str, values: tuple[Any, ...]) -> list[Part]:
    return [_part(row) for row in connection.execute(sql, values)]


def parts_since(
    connection: sqlite3.Connection, since: int, but_position: int, until: int = FOREVER
) -> list[Part]:
    """Every assignment that starts, or was awarded, at an instant or later, in order of writing.

    Those that were awarded after `until`, and start no earlier, are left out.
    """
    if since == BEGINNING:
        rows = connection.execute(_PART.format(index="") + "1", (but_position,))
    else:
        later = _PART.format(index="INDEXED BY assignment_by_start") + (
            "a.starts_at >= ? AND (a.starts_at < ? OR a.awarded_at <= ?)"
        )
        after = _PART.format(index="INDEXED BY assignment_by_award")
        after += (
            "a.officer_id IN (SELECT id FROM officer) AND a.awarded_at >= ? AND a.starts_at < ?"
        )
        rows = connection.execute(
            f"{later} UNION ALL {after}",
            (but_position, since, until, until, but_position, since, since),
        )
    return sorted(map(_part, rows), key=attrgetter("row"))


def said_since(
    connection: sqlite3.Connection,
    since: int,
    but_position: int,
    now: int,
    officers: Iterable[int] = (),
) -> list[Said]:
    """What came of asking about details that start at an instant or later, or what officers said.

    In order of time; in the same second calls come before offers, each in order of writing. An
    offer that ran out counts as not answered once it is settled so.
    """
    heard = heard_since(connection, since, but_position, now, officers)
    return [said for _, said in heard]


def heard_since(
    connection: sqlite3.Connection,
    since: int,
    but_position: int,
    now: int,
    officers: Iterable[int] = (),
) -> list[Heard]:
    """The same, each with what it is ordered by, so that two readings can be put together."""
    calls, offers = _said_sql(since)
    bound: tuple[Any, ...] = () if since == BEGINNING else (since,)
    if officers:
        bound = (*bound, json.dumps(sorted(officers)))
        calls, offers = (
            f"{sql} AND officer_id IN (SELECT value FROM json_each(?))" for sql in (calls, offers)
        )
    rows = connection.execute(calls, (but_position, *bound)).fetchall()
    rows += connection.execute(offers, (now, but_position, *bound)).fetchall()
    rows.sort(key=itemgetter(0, 1, 2))
    return [
        ((at, kind, key), Said(officer, Seat(*seat), _SAID[word], at, reason))
        for at, kind, key, officer, word, reason, *seat in rows
    ]


def _said_sql(since: int) -> tuple[str, str]:
    if since == BEGINNING:
        form, bound = _TABLES, "1"
    else:
        form, bound = _BY_START, "position.starts_at >= ?"
    calls = _CALLS.format(tables=form.format(table="call_note"), since=bound)
    return calls, _OFFERS.format(tables=form.format(table="offer"), since=bound)


def _part(row: tuple[Any, ...]) -> Part:
    officer, awarded, state, how, left, customer, reason, given, reported, grace, key, *seat = row
    return Part(
        officer,
        Seat(*seat),
        awarded,
        state,
        how,
        left,
        customer == 1,
        reason,
        given == 1,
        reported == 1,
        key,
        grace == 1,
    )
