"""Every live assignment of a span of time, and what is known of its officer: for whole-book runs.

Officers come one after another, so that a run over years of a large book keeps few in memory.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from coordinator.rules.facts import (
    DETAIL,
    Booking,
    CertificateHeld,
    ExclusionPeriod,
    PositionFacts,
    StatusPeriod,
    Stretch,
)
from coordinator.rules.spans import Span
from coordinator.rules.words import ORDERED
from storage.queries.people.duty import EVERYBODY, duty_by_officer
from storage.queries.staffing.facts import LIVE
from storage.queries.staffing.needed_by_all import NeededByAll, needed_by_all, required

_SEATED = (
    "SELECT a.officer_id, a.starts_at, a.ends_at, a.id, a.decision_id, position.id, "
    "position.number, detail.id, detail.number, position.role, position.rank_id, job_id, site_id, "
    f"detail.circumstances, detail.posted_at, a.how = '{ORDERED}' "
    "FROM assignment AS a INDEXED BY assignment_by_officer "
    "CROSS JOIN position ON position.id = a.position_id "
    "CROSS JOIN detail ON detail.id = position.detail_id "
    "WHERE a.officer_id >= ? AND a.officer_id < ? "
    f"AND a.{LIVE} AND a.starts_at < ? AND a.ends_at > ? ORDER BY a.officer_id, a.starts_at"
)


WORTH_SHARING = 20_000
"""Assignments. Below this a second process costs more than it saves."""

_REQUIRED = (
    "SELECT position_id, certification.id, code FROM requirement "
    "JOIN certification ON certification.id = certification_id"
)
_RANKS = "SELECT id, level, code FROM rank"
_SITES = "SELECT id, lat, lon, name FROM site"


class Seated(NamedTuple):
    """One live assignment: the position with the officer's own hours, and the span as he works it.

    `override_by` is who allowed it, if anybody had to; `ordered`, that he was ordered to take it.
    """

    assignment_id: int
    override_by: str
    position: PositionFacts
    stretch: Stretch
    booking: Booking
    ordered: bool


class Life(NamedTuple):
    """One officer's assignments and on-duty spans in a span of time, both in order of start."""

    officer_id: int
    seated: list[Seated]
    duty: list[Stretch]


class Person(NamedTuple):
    """What is known of an officer apart from his time; rank history as (from, level, code)."""

    badge: str
    name: str
    unit: str
    approved: bool
    ranks: tuple[tuple[str, int, str], ...]
    statuses: tuple[StatusPeriod, ...]
    certificates: tuple[CertificateHeld, ...]
    exclusions: dict[int, tuple[ExclusionPeriod, ...]]

    def rank_on(self, on: str) -> tuple[int | None, str]:
        """Level and code of the rank held on a local date; (None, "") without one."""
        level, code = None, ""
        for from_on, held, name in self.ranks:
            if from_on <= on:
                level, code = held, name
        return level, code


def lives(
    connection: sqlite3.Connection, window: Span, officers: Span = EVERYBODY
) -> Iterator[Life]:
    """Every officer (of a half-open range of ids) with a live assignment in the window, by id."""
    places = _places(connection)
    rows = connection.execute(_SEATED, (*officers, window[1], window[0]))
    duty = duty_by_officer(connection, window, officers)
    on_duty = next(duty, None)
    for officer_id, mine in groupby(rows, key=lambda row: row[0]):
        seated = [_seated(row, places) for row in mine]
        while on_duty is not None and on_duty[0] < officer_id:
            on_duty = next(duty, None)
        has_duty = on_duty is not None and on_duty[0] == officer_id
        yield Life(officer_id, seated, on_duty[1] if on_duty and has_duty else [])


def people(connection: sqlite3.Connection) -> dict[int, Person]:
    """Every officer of the book by id, also those who have left."""
    ranks = _by_officer(
        connection,
        "SELECT officer_id, from_on, level, code FROM rank_held "
        "JOIN rank ON rank.id = rank_id ORDER BY from_on, rank_held.id",
    )
    statuses = _by_officer(
        connection,
        "SELECT officer_id, kind, from_on, until_on FROM officer_status ORDER BY from_on, id",
    )
    certificates = _by_officer(
        connection,
        "SELECT officer_id, certification_id, issued_on, expires_on FROM certificate "
        "ORDER BY certification_id, id",
    )
    apart = _exclusions(connection)
    rows = connection.execute(
        "SELECT id, badge, last_name || ', ' || first_name, unit, approved FROM officer"
    )
    return {
        key: Person(
            badge,
            name.removesuffix(", "),
            unit,
            approved == 1,
            ranks.get(key, ()),
            statuses.get(key, ()),
            certificates.get(key, ()),
            apart.get(key, {}),
        )
        for key, badge, name, unit, approved in rows
    }


def shares(connection: sqlite3.Connection, span: Span, parts: int) -> tuple[Span, ...]:
    """Ranges of officers' ids with about as many assignments each; one range for a small book."""
    (count,) = connection.execute(
        "SELECT count(*) FROM assignment WHERE starts_at >= ? AND starts_at < ?", span
    ).fetchone()
    if count < WORTH_SHARING:
        return (EVERYBODY,)
    ids = [key for (key,) in connection.execute("SELECT id FROM officer ORDER BY id")]
    edges = [ids[len(ids) * n // parts] for n in range(1, parts)]
    return tuple(zip((EVERYBODY[0], *edges), (*edges, EVERYBODY[1]), strict=True))


def last_end(connection: sqlite3.Connection, span: Span) -> int:
    """When the last assignment that starts in a span ends; the end of the span if none does."""
    (found,) = connection.execute(
        "SELECT max(ends_at) FROM assignment WHERE starts_at >= ? AND starts_at < ?", span
    ).fetchone()
    return max(span[1], found or 0)


class _Places(NamedTuple):
    """What many positions share, by id: cheaper to look up here than to join row by row."""

    ranks: dict[int, tuple[int, str]]
    jobs: dict[int, tuple[str, int, str, str, str | None, str, int, str, int | None]]
    sites: dict[int, tuple[int | None, int | None, str]]
    requires: dict[int, tuple[tuple[int, str], ...]]
    """What a position requires of its own."""
    needed_by_all: tuple[NeededByAll, ...]
    overrides: dict[int, str]


def _places(connection: sqlite3.Connection) -> _Places:
    jobs = connection.execute(
        "SELECT job.id, job_class, employer.id, employer.name, employer.kind, job.circumstances, "
        "coalesce(run_by, ''), employer.exempt, job.number, requested_at "
        "FROM job JOIN employer ON employer.id = employer_id"
    )
    return _Places(
        {key: (level, code) for key, level, code in connection.execute(_RANKS)},
        {key: (job_class, *employer) for key, job_class, *employer in jobs},
        {key: (lat, lon, name) for key, lat, lon, name in connection.execute(_SITES)},
        _by_officer(connection, _REQUIRED),
        needed_by_all(connection),
        dict(connection.execute("SELECT id, override_by FROM decision WHERE override_by <> ''")),
    )


def _seated(row: tuple[Any, ...], places: _Places) -> Seated:
    officer, start, end, key, decision, position, number, detail, detail_number, *more = row
    role, rank, job, site, own, posted_at, ordered = more
    level, code = places.ranks.get(rank, (None, ""))
    of_job = places.jobs[job]
    job_class, employer, name, employer_kind, shared, run_by, exempt, job_number, asked_at = of_job
    lat, lon, site_name = places.sites[site]
    facts = PositionFacts(
        position,
        number,
        detail,
        detail_number,
        start,
        end,
        role,
        job_class,
        level,
        code,
        required(places.requires.get(position, ()), places.needed_by_all, start),
        employer,
        name,
        employer_kind,
        site,
        lat,
        lon,
        site_name=site_name,
        job_number=job_number,
        posted_at=posted_at,
        known_at=asked_at if posted_at is None else posted_at,
    )
    if own or shared:
        words = f"{shared or ''} {own or ''}".split()
        facts = facts._replace(circumstances=tuple(words))
    if run_by or exempt:
        facts = facts._replace(run_by=run_by, exempt=exempt == 1)
    booking = (officer, start, end, DETAIL, detail_number, site, lat, lon)
    allowed_by = places.overrides.get(decision, "")
    return Seated(key, allowed_by, facts, booking[:4], booking, ordered == 1)


def _exclusions(connection: sqlite3.Connection) -> dict[int, dict[int, tuple[Any, ...]]]:
    rows = connection.execute(
        "SELECT officer_id, employer_id, side, from_on, until_on FROM exclusion "
        "ORDER BY from_on, id"
    )
    found: dict[int, dict[int, tuple[Any, ...]]] = defaultdict(dict)
    for officer, employer, *period in rows:
        found[officer][employer] = (*found[officer].get(employer, ()), tuple(period))
    return found


def _by_officer(connection: sqlite3.Connection, sql: str) -> dict[int, tuple[Any, ...]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(sql):
        found[row[0]].append(row[1:])
    return {key: tuple(rows) for key, rows in found.items()}
