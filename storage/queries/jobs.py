"""The job book: every detail as a line, in windows; and what a form about a job starts from."""

import sqlite3
from dataclasses import dataclass

from storage.queries.lists import Listing

LIVE = "('assigned', 'confirmed', 'worked')"


@dataclass(frozen=True, slots=True)
class DetailLine:
    """One detail. `called_off` counts seats given back and not refilled; `officers` last names."""

    id: int
    number: str
    starts_at: int
    ends_at: int
    state: str
    employer: str
    title: str
    site: str
    positions: int
    filled: int
    called_off: int
    unconfirmed: int
    officers: str


_SEATS = "FROM position WHERE position.detail_id = detail.id AND NOT position.cancelled"
_HELD = (
    "FROM position JOIN assignment ON assignment.position_id = position.id"
    f" AND assignment.state IN {LIVE} WHERE position.detail_id = detail.id"
)
_EMPTY = (
    f"{_SEATS} AND NOT EXISTS (SELECT 1 FROM assignment"
    f" WHERE assignment.position_id = position.id AND assignment.state IN {LIVE})"
)
_CALLED_OFF = (
    f"{_EMPTY} AND EXISTS (SELECT 1 FROM call_off WHERE call_off.position_id = position.id)"
)

DETAILS: Listing[DetailLine] = Listing(
    make=DetailLine,
    key="detail.id",
    columns=f"""
        detail.id, detail.number, detail.starts_at, detail.ends_at, detail.state,
        employer.name, job.title, site.name,
        (SELECT count(*) {_SEATS}),
        (SELECT count(*) {_HELD}),
        (SELECT count(*) {_CALLED_OFF}),
        (SELECT count(*) {_HELD} AND assignment.state = 'assigned'),
        coalesce((SELECT group_concat(officer.last_name, ', ')
            FROM position JOIN assignment ON assignment.position_id = position.id
                 AND assignment.state IN {LIVE}
            JOIN officer ON officer.id = assignment.officer_id
            WHERE position.detail_id = detail.id), '')""",
    tables="detail JOIN job ON job.id = detail.job_id"
    " JOIN employer ON employer.id = job.employer_id JOIN site ON site.id = detail.site_id",
    orders={
        "start": "detail.starts_at",
        "number": "detail.number",
        "employer": "employer.name",
        "site": "site.name",
        "title": "job.title",
    },
    words=("detail.number", "employer.name", "job.title", "site.name"),
    flags={
        "open": f"detail.state = 'planned' AND EXISTS (SELECT 1 {_EMPTY})",
        "called-off": f"detail.state = 'planned' AND EXISTS (SELECT 1 {_CALLED_OFF})",
        "cancelled": "detail.state = 'cancelled'",
        "planned": "detail.state = 'planned'",
    },
    fields={
        "job": "job.number = ?",
        "class": "job.job_class = ?",
        "officer": f"EXISTS (SELECT 1 {_HELD} AND assignment.officer_id IN"
        " (SELECT id FROM officer WHERE badge = ? OR last_name = ? COLLATE NOCASE))",
        "from": "detail.starts_at >= CAST(strftime('%s', ?) AS INTEGER)",
        "until": "detail.starts_at < CAST(strftime('%s', ?) AS INTEGER)",
    },
)


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """One open position. `called_off` is the reason where it was given back."""

    id: int
    number: str
    detail_id: int
    starts_at: int
    ends_at: int
    employer: str
    title: str
    site: str
    rank: str
    called_off: str
    offers: int


OPEN_SEATS: Listing[OpenSeat] = Listing(
    make=OpenSeat,
    key="position.id",
    columns="""position.id, position.number, detail.id, position.starts_at, position.ends_at,
        employer.name, job.title, site.name, coalesce(rank.code, ''),
        coalesce((SELECT reason FROM call_off WHERE call_off.position_id = position.id
                  ORDER BY id DESC LIMIT 1), ''),
        (SELECT count(*) FROM offer WHERE offer.position_id = position.id
                  AND offer.state = 'open')""",
    tables="position JOIN detail ON detail.id = position.detail_id"
    " JOIN job ON job.id = detail.job_id JOIN employer ON employer.id = job.employer_id"
    " JOIN site ON site.id = detail.site_id LEFT JOIN rank ON rank.id = position.rank_id",
    orders={
        "start": "position.starts_at",
        "employer": "employer.name",
        "site": "site.name",
    },
    words=("position.number", "employer.name", "job.title", "site.name"),
    flags={"called-off": "EXISTS (SELECT 1 FROM call_off WHERE position_id = position.id)"},
    where=f"""position.starts_at > :now - 86400 AND position.ends_at > :now
        AND NOT position.cancelled AND detail.state = 'planned'
        AND NOT EXISTS (SELECT 1 FROM assignment WHERE assignment.position_id = position.id
                        AND assignment.state IN {LIVE})""",
)


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A filter kept under a name."""

    id: int
    name: str
    text: str


def saved_filters(connection: sqlite3.Connection, place: str) -> tuple[SavedLine, ...]:
    """The filters that were kept for a list, by name."""
    found = connection.execute(
        "SELECT id, name, text FROM saved_filter WHERE place = ? ORDER BY name", (place,)
    )
    return tuple(SavedLine(*row) for row in found)


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One detail in the week grid."""

    id: int
    number: str
    starts_at: int
    ends_at: int
    state: str
    employer: str
    positions: int
    filled: int


def week_lines(
    connection: sqlite3.Connection, since: int, until: int, limit: int = 3000
) -> tuple[WeekLine, ...]:
    """The details that start in [since, until), by start; at most `limit`."""
    found = connection.execute(
        "SELECT detail.id, detail.number, detail.starts_at, detail.ends_at, detail.state,"
        f" employer.name, (SELECT count(*) {_SEATS}), (SELECT count(*) {_HELD})"
        " FROM detail JOIN job ON job.id = detail.job_id"
        " JOIN employer ON employer.id = job.employer_id"
        " WHERE detail.starts_at >= ? AND detail.starts_at < ?"
        " ORDER BY detail.starts_at, detail.id LIMIT ?",
        (since, until, limit),
    )
    return tuple(WeekLine(*row) for row in found)


@dataclass(frozen=True, slots=True)
class JobFacts:
    """A job as its form shows it."""

    id: int
    number: str
    employer_number: str
    employer: str
    title: str
    job_class: str
    po_number: str
    post_orders: str
    site: str


@dataclass(frozen=True, slots=True)
class Named:
    """Something to choose by name in a form; `words` parts those of one name."""

    id: int
    name: str
    words: str


def employers_named(connection: sqlite3.Connection, text: str) -> tuple[Named, ...]:
    """Employers whose name or number begins with, or contains, the text."""
    found = connection.execute(
        "SELECT id, name, number FROM employer"
        " WHERE number = :text OR name LIKE '%' || :text || '%'"
        " ORDER BY name = :text DESC, name LIKE :text || '%' DESC, name LIMIT 9",
        {"text": text},
    )
    return tuple(Named(*row) for row in found)


def sites_named(connection: sqlite3.Connection, text: str, employer: int) -> tuple[Named, ...]:
    """Sites by name, the employer's own first."""
    found = connection.execute(
        "SELECT id, name, address FROM site WHERE name LIKE '%' || :text || '%'"
        " OR address LIKE '%' || :text || '%'"
        " ORDER BY employer_id = :employer DESC, name = :text DESC, name LIMIT 9",
        {"text": text, "employer": employer},
    )
    return tuple(Named(*row) for row in found)
