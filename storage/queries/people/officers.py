"""The roster in windows, and what an officer may be given: ranks, kinds of certificate."""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from storage.queries.book.custom_fields import custom_words
from storage.queries.lists import Listing
from storage.queries.staffing.jobs import LIVE

SOON_DAYS = 30
"""Certificates that run out within so many days are named."""

_RANK = (
    "(SELECT rank.code FROM rank_held JOIN rank ON rank.id = rank_held.rank_id"
    " WHERE rank_held.officer_id = officer.id AND rank_held.from_on <= :today"
    " ORDER BY rank_held.from_on DESC LIMIT 1)"
)
_STATUS = (
    "(SELECT kind FROM officer_status WHERE officer_status.officer_id = officer.id"
    " AND from_on <= :today AND (until_on IS NULL OR until_on > :today)"
    " ORDER BY kind = 'departed' DESC, from_on DESC LIMIT 1)"
)
_MINUTES = (
    "(SELECT coalesce(sum(ends_at - starts_at), 0) / 60 FROM assignment"
    " WHERE assignment.officer_id = officer.id AND starts_at >= :since AND starts_at < :until"
    f" AND assignment.state IN {LIVE})"
)
_LAST = (
    "(SELECT ends_at FROM assignment INDEXED BY assignment_by_officer"
    " WHERE assignment.officer_id = officer.id"
    f" AND starts_at < :now AND assignment.state IN {LIVE} ORDER BY starts_at DESC LIMIT 1)"
)
_ENDING = (
    "FROM certificate AS paper JOIN certification ON certification.id = paper.certification_id"
    " WHERE paper.officer_id = officer.id AND paper.expires_on < {before}"
    " AND NOT EXISTS (SELECT 1 FROM certificate AS later WHERE later.officer_id = officer.id"
    " AND later.certification_id = paper.certification_id"
    " AND (later.expires_on IS NULL OR later.expires_on > paper.expires_on))"
)
_NAME = "officer.last_name || iif(officer.first_name = '', '', ', ' || officer.first_name)"


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """One officer in the list. `minutes` are those of details in the period asked about.

    `ending` names the certificates that have run out, or do before `soon`, with their last days.
    """

    id: int
    badge: str
    name: str
    rank: str
    unit: str
    phone: str
    email: str
    seniority_on: str
    status: str
    minutes: int
    last_worked_at: int | None
    approved: int
    ending: str


OFFICERS: Listing[OfficerLine] = Listing(
    make=OfficerLine,
    key="officer.id",
    columns=f"""officer.id, officer.badge, {_NAME}, coalesce({_RANK}, ''), officer.unit,
        officer.phone, officer.email, coalesce(officer.seniority_on, ''),
        coalesce({_STATUS}, ''), {_MINUTES}, {_LAST}, officer.approved,
        coalesce((SELECT group_concat(certification.code || ' ' || paper.expires_on, ', ')
                  {_ENDING.format(before=":soon")}), '')""",
    tables="officer",
    orders={
        "name": "officer.last_name",
        "badge": "officer.badge",
        "seniority": "coalesce(officer.seniority_on, '')",
        "hours": _MINUTES,
        "last worked": f"coalesce({_LAST}, 0)",
        "rank": f"coalesce({_RANK}, '')",
        "unit": "officer.unit",
    },
    words=(
        "officer.badge",
        "officer.last_name",
        "officer.first_name",
        "officer.unit",
        custom_words("officer"),
    ),
    flags={
        "here": f"coalesce({_STATUS}, '') <> 'departed'",
        "active": f"coalesce({_STATUS}, '') = ''",
        "departed": f"{_STATUS} = 'departed'",
        "away": f"{_STATUS} IS NOT NULL AND {_STATUS} <> 'departed'",
        "suspended": f"{_STATUS} = 'suspended'",
        "expiring": f"EXISTS (SELECT 1 {_ENDING.format(before=':soon')})",
        "expired": f"EXISTS (SELECT 1 {_ENDING.format(before=':today')})",
        "unapproved": "NOT officer.approved",
    },
    fields={"rank": f"{_RANK} = ?", "unit": "officer.unit = ? COLLATE NOCASE"},
)


def roster_values(now: int, zone: ZoneInfo) -> tuple[tuple[str, int | str], ...]:
    """What the roster is asked with: today, now, and the running month on the local clock."""
    today = datetime.fromtimestamp(now, zone).date()
    first = today.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return (
        ("today", today.isoformat()),
        ("now", now),
        ("since", _midnight(first, zone)),
        ("until", _midnight(following, zone)),
        ("soon", (today + timedelta(days=SOON_DAYS)).isoformat()),
    )


def _midnight(on: date, zone: ZoneInfo) -> int:
    return int(datetime(on.year, on.month, on.day, tzinfo=zone).timestamp())


def phones(connection: sqlite3.Connection) -> dict[int, str]:
    """Every officer's telephone, by id."""
    return dict(connection.execute("SELECT id, phone FROM officer WHERE phone <> ''"))


@dataclass(frozen=True, slots=True)
class RankLine:
    """A rank to choose."""

    id: int
    code: str
    name: str


def ranks(connection: sqlite3.Connection) -> tuple[RankLine, ...]:
    """All ranks, the lowest first."""
    found = connection.execute("SELECT id, code, name FROM rank ORDER BY level, code")
    return tuple(RankLine(*row) for row in found)


@dataclass(frozen=True, slots=True)
class CertificationLine:
    """A kind of certificate to choose."""

    id: int
    code: str
    name: str


def certifications(connection: sqlite3.Connection) -> tuple[CertificationLine, ...]:
    """All kinds of certificate, by code."""
    found = connection.execute("SELECT id, code, name FROM certification ORDER BY code")
    return tuple(CertificationLine(*row) for row in found)
