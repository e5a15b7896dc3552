"""Series of details: each as a line, its exceptions, what it has made, and what is due of it."""

import sqlite3
from dataclasses import dataclass

from storage.queries.lists import Listing
from storage.queries.staffing.jobs import HELD, SEATS
from storage.queries.staffing.need import Need


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One series. Dates are local and half-open; `next_at` (UTC) is its next detail's start."""

    id: int
    job_id: int
    number: str
    employer_id: int
    employer: str
    closes: str
    title: str
    site_id: int
    site: str
    rule: str
    starts_on: str
    until_on: str | None
    starts_clock: str
    ends_clock: str
    crew: str
    equipment: str
    call_sign: str
    skips_closed: bool
    paused_from_on: str | None
    paused_until_on: str | None
    ahead_days: int
    made_until_on: str | None
    renew_on: str | None
    next_at: int
    coming: int
    open_seats: int


@dataclass(frozen=True, slots=True)
class MadeDetail:
    """A detail that a series made, under the date for which it was made."""

    id: int
    number: str
    series_on: str
    starts_at: int
    ends_at: int
    site_id: int
    call_sign: str
    state: str
    positions: int
    filled: int
    officers: str


_COMING = "FROM detail WHERE detail.series_id = series.id AND detail.state = 'planned'"
_NEXT = f"coalesce((SELECT min(starts_at) {_COMING} AND ends_at > :now), 1 << 40)"

SERIES: Listing[SeriesLine] = Listing(
    make=SeriesLine,
    key="series.id",
    columns=f"""
        series.id, job.id, job.number, employer.id, employer.name, coalesce(employer.closes, ''),
        job.title, site.id, site.name, series.rule, series.starts_on, series.until_on,
        series.starts_clock, series.ends_clock, series.crew, series.equipment, series.call_sign,
        series.skips_closed, series.paused_from_on, series.paused_until_on, series.ahead_days,
        series.made_until_on, series.renew_on,
        {_NEXT}, (SELECT count(*) {_COMING} AND ends_at > :now),
        (SELECT count(*) FROM detail JOIN position ON position.detail_id = detail.id
         WHERE detail.series_id = series.id AND detail.state = 'planned' AND detail.ends_at > :now
           AND NOT position.cancelled AND position.role <> 'trainee' AND NOT EXISTS (
               SELECT 1 FROM assignment WHERE assignment.position_id = position.id
               AND assignment.state IN ('assigned', 'confirmed', 'worked')))""",
    tables="series JOIN job ON job.id = series.job_id"
    " JOIN employer ON employer.id = job.employer_id JOIN site ON site.id = series.site_id",
    orders={
        "next": _NEXT,
        "number": "job.number",
        "employer": "employer.name",
        "title": "job.title",
        "renewal": "coalesce(series.renew_on, series.until_on, '9999')",
    },
    words=("job.number", "employer.name", "job.title", "site.name"),
    flags={
        "running": "series.until_on IS NULL OR series.until_on > :today",
        "ended": "series.until_on <= :today",
        "paused": "series.paused_from_on <= :today"
        " AND coalesce(series.paused_until_on, '9999') > :today",
        "renewal": "series.renew_on <= :today AND coalesce(series.until_on, '9999') > :today",
    },
    fields={"job": "job.number = ?"},
)


def series_line(
    connection: sqlite3.Connection, series_id: int, now: int, today: str
) -> SeriesLine | None:
    """One series, or None where there is none."""
    found = connection.execute(
        f"SELECT {SERIES.columns} FROM {SERIES.tables} WHERE series.id = :series",
        {"series": series_id, "now": now, "today": today},
    ).fetchone()
    return SeriesLine(*found) if found else None


def series_of_job(connection: sqlite3.Connection, job_id: int, now: int) -> tuple[SeriesLine, ...]:
    """The series of a job, in the order in which they begin."""
    rows = connection.execute(
        f"SELECT {SERIES.columns} FROM {SERIES.tables} WHERE job.id = :job"
        " ORDER BY series.starts_on, series.id",
        {"job": job_id, "now": now},
    )
    return tuple(SeriesLine(*row) for row in rows)


def exceptions_of(connection: sqlite3.Connection, series_id: int) -> dict[str, tuple[str, str]]:
    """Local date → how it departs from the rule ('skipped', 'added'), and why."""
    rows = connection.execute(
        "SELECT for_on, kind, words FROM series_exception WHERE series_id = ? ORDER BY for_on",
        (series_id,),
    )
    return {on: (kind, words) for on, kind, words in rows}


def exception_id(connection: sqlite3.Connection, series_id: int, on: str) -> int | None:
    """The row of an exception, or None."""
    found = connection.execute(
        "SELECT id FROM series_exception WHERE series_id = ? AND for_on = ?", (series_id, on)
    ).fetchone()
    return int(found[0]) if found else None


def made_details(
    connection: sqlite3.Connection, series_id: int, since: str = "", until: str = "9999"
) -> tuple[MadeDetail, ...]:
    """What a series has made for the local dates in [since, until), by date."""
    rows = connection.execute(
        f"""SELECT detail.id, detail.number, series_on, starts_at, ends_at, site_id, call_sign,
            state, (SELECT count(*) {SEATS}), (SELECT count(*) {HELD}),
            coalesce((SELECT group_concat(officer.last_name, ', ')
                FROM position JOIN assignment ON assignment.position_id = position.id
                     AND assignment.state IN ('assigned', 'confirmed', 'worked')
                JOIN officer ON officer.id = assignment.officer_id
                WHERE position.detail_id = detail.id), '')
            FROM detail WHERE series_id = ? AND series_on >= ? AND series_on < ?
            ORDER BY series_on""",
        (series_id, since, until),
    )
    return tuple(MadeDetail(*row) for row in rows)


def lone_detail(
    connection: sqlite3.Connection, job_id: int, site_id: int, starts_at: int
) -> int | None:
    """A planned detail of the job at that place and start which no series made."""
    found = connection.execute(
        "SELECT id FROM detail WHERE job_id = ? AND site_id = ? AND starts_at = ?"
        " AND series_id IS NULL AND state = 'planned'",
        (job_id, site_id, starts_at),
    ).fetchone()
    return int(found[0]) if found else None


def due_series(connection: sqlite3.Connection, today: str) -> tuple[int, ...]:
    """Series of open jobs whose details are not made as far ahead as they should be on a date."""
    rows = connection.execute(
        "SELECT series.id FROM series JOIN job ON job.id = job_id WHERE job.state = 'open'"
        " AND coalesce(made_until_on, '') < min(coalesce(until_on, '9999'),"
        " date(:today, '+' || ahead_days || ' days')) ORDER BY series.id",
        {"today": today},
    )
    return tuple(row for (row,) in rows)


def last_series(connection: sqlite3.Connection, number: str) -> tuple[int, ...]:
    """The ids of the series of the job with a number, by their beginning."""
    rows = connection.execute(
        "SELECT series.id FROM series JOIN job ON job.id = job_id WHERE job.number = ?"
        " ORDER BY starts_on, series.id",
        (number,),
    )
    return tuple(row for (row,) in rows)


def renewals(connection: sqlite3.Connection, today: str, limit: int) -> tuple[Need, ...]:
    """Series whose term is to be renewed by a local date, and has not ended."""
    rows = connection.execute(
        "SELECT 'renewal', 'series', series.id, NULL, CAST(strftime('%s', renew_on) AS INTEGER),"
        " job.number || ' ' || employer.name || ' - ' || job.title"
        " || coalesce(': its term ends before ' || until_on, ': its term wants renewal')"
        " FROM series JOIN job ON job.id = job_id JOIN employer ON employer.id = employer_id"
        " WHERE renew_on <= :today AND coalesce(until_on, '9999') > :today AND job.state = 'open'"
        " ORDER BY renew_on LIMIT :limit",
        {"today": today, "limit": limit},
    )
    return tuple(Need(*row) for row in rows)
