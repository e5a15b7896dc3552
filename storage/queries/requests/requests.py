"""Requests in windows, and those that wait or were approved late."""

import sqlite3
from dataclasses import dataclass

from storage.queries.lists import Listing

_FIRM = "coalesce(employer.name, nullif(request.firm, ''), request.asker)"
_FIRST = "coalesce(json_extract(request.wanted, '$[0].starts'), '')"
_OPEN = "request.state IN ('received', 'waiting', 'approved')"
_JOBS = "SELECT group_concat(job.number, ', ') FROM job WHERE job.request_id = request.id"


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request. `starts` is the local wall time of the first date, `dates` how many there are;
    `jobs` the numbers of those that came of it. Instants are UTC seconds."""

    id: int
    number: str
    state: str
    received_at: int
    firm: str
    known: bool
    title: str
    event: str
    starts: str
    dates: int
    rule: str
    price_cents: int | None
    risk: int | None
    asked: bool
    jobs: str


REQUESTS: Listing[RequestLine] = Listing(
    make=RequestLine,
    key="request.id",
    columns=f"""
        request.id, request.number, request.state, request.received_at, {_FIRM},
        request.employer_id IS NOT NULL, request.title, request.event, {_FIRST},
        json_array_length(request.wanted), request.rule, request.price_cents, request.risk,
        EXISTS (SELECT 1 FROM approval_request AS asked WHERE asked.id = request.approval_id
                AND asked.state = 'open'),
        coalesce(({_JOBS}), '')""",
    tables="request LEFT JOIN employer ON employer.id = request.employer_id",
    orders={
        "received": "request.received_at",
        "number": "request.number",
        "firm": _FIRM,
        "start": _FIRST,
        "state": "request.state",
        "price": "coalesce(request.price_cents, 0)",
        "risk": "coalesce(request.risk, 0)",
    },
    words=("request.number", "request.title", "employer.name", "request.firm", "request.asker",
           "request.place", "request.event"),
    flags={
        "open": _OPEN,
        "new": "request.state = 'received'",
        "waiting": "request.state = 'waiting'",
        "approved": "request.state = 'approved'",
        "refused": "request.state = 'refused'",
        "booked": "request.state = 'booked'",
        "unknown": "request.employer_id IS NULL",
        "recurring": "request.rule <> ''",
        "override": "request.allowed_by <> ''",
    },
    fields={
        "employer": "employer.number = ? OR employer.name LIKE '%' || ? || '%'",
        "event": "request.event = ?",
        "source": "request.source = ?",
    },
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LateApproval:
    """A request that was approved after its work began. Instants are UTC seconds."""

    id: int
    number: str
    firm: str
    title: str
    began_at: int
    decided_at: int
    decided_by: str
    allowed_by: str
    allowed_why: str


def late_approvals(
    connection: sqlite3.Connection, since: int, until: int
) -> tuple[LateApproval, ...]:
    """Those approved within a span (UTC seconds, half-open) after the first of their details
    began."""
    rows = connection.execute(
        f"SELECT request.id, request.number, {_FIRM}, request.title, begun.at, decided_at,"
        " decided_by, allowed_by, allowed_why"
        " FROM request LEFT JOIN employer ON employer.id = request.employer_id"
        " JOIN (SELECT job.request_id AS whose, min(detail.starts_at) AS at FROM job"
        "       JOIN detail ON detail.job_id = job.id WHERE job.request_id IS NOT NULL"
        "       GROUP BY job.request_id) AS begun ON begun.whose = request.id"
        " WHERE decided_at >= ? AND decided_at < ? AND begun.at < decided_at"
        " ORDER BY decided_at",
        (since, until),
    )
    return tuple(LateApproval(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A request with which something is to be done, for Today."""

    id: int
    number: str
    state: str
    received_at: int
    firm: str
    title: str


def waiting_requests(
    connection: sqlite3.Connection, before: int | None = None, limit: int = 50
) -> tuple[WaitingRequest, ...]:
    """Requests that nobody decided yet, the oldest first; only those received before an instant
    (UTC seconds) where one is given."""
    rows = connection.execute(
        f"SELECT request.id, request.number, request.state, received_at, {_FIRM}, request.title"
        " FROM request LEFT JOIN employer ON employer.id = request.employer_id"
        " WHERE request.state IN ('received', 'waiting')"
        " AND (:before IS NULL OR received_at < :before) ORDER BY received_at LIMIT :limit",
        {"before": before, "limit": limit},
    )
    return tuple(WaitingRequest(*row) for row in rows)
