"""One request whole: what was asked, by whom, what was noted, and what came of it."""

import sqlite3
from dataclasses import dataclass

from storage.errors import Missing

_COLUMNS = (
    "id", "number", "state", "source", "intake_id", "employer_id", "contact_id", "firm", "asker",
    "phone", "email", "event", "title", "site_id", "place", "answers", "wanted", "rule",
    "po_number", "asked_officer_id", "requested_at", "received_at", "price_cents", "price_words",
    "terms_sha256", "terms_at", "terms_by", "risk", "approval_id", "decided_at", "decided_by",
    "decision", "clause", "allowed_by", "allowed_why", "words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RequestSheet:
    """A request as it stands; see the table `request`. Instants are UTC seconds, money cents."""

    id: int
    number: str
    state: str
    source: str
    intake_id: int | None
    employer_id: int | None
    contact_id: int | None
    firm: str
    asker: str
    phone: str
    email: str
    event: str
    title: str
    site_id: int | None
    place: str
    answers: str
    wanted: str
    rule: str
    po_number: str
    asked_officer_id: int | None
    requested_at: int
    received_at: int
    price_cents: int | None
    price_words: str
    terms_sha256: str
    terms_at: int | None
    terms_by: str
    risk: int | None
    approval_id: int | None
    decided_at: int | None
    decided_by: str
    decision: str
    clause: str
    allowed_by: str
    allowed_why: str
    words: str
    employer: str = ""
    employer_number: str = ""
    employer_kind: str = ""
    site: str = ""
    asked_officer: str = ""

    @property
    def who(self) -> str:
        """The employer as known, else the firm or person that asks."""
        return self.employer or self.firm or self.asker


def request_sheet(connection: sqlite3.Connection, request_id: int) -> RequestSheet:
    """The request. Raises Missing."""
    columns = ", ".join(f"request.{name}" for name in _COLUMNS)
    row = connection.execute(
        f"SELECT {columns}, coalesce(employer.name, ''), coalesce(employer.number, ''),"
        " coalesce(employer.kind, ''), coalesce(site.name, ''),"
        " coalesce(officer.last_name || ' (badge ' || officer.badge || ')', '')"
        " FROM request LEFT JOIN employer ON employer.id = request.employer_id"
        " LEFT JOIN site ON site.id = request.site_id"
        " LEFT JOIN officer ON officer.id = request.asked_officer_id WHERE request.id = ?",
        (request_id,),
    ).fetchone()
    if row is None:
        raise Missing(f"There is no request {request_id}.")
    return RequestSheet(*row)


def request_numbered(connection: sqlite3.Connection, number: str) -> int:
    """The id of the request of that number (R26-0012). Raises Missing."""
    row = connection.execute(
        "SELECT id FROM request WHERE number = ? COLLATE NOCASE", (number.strip(),)
    ).fetchone()
    if row is None:
        raise Missing(f"There is no request {number}.")
    return int(row[0])


@dataclass(frozen=True, slots=True)
class NotedCheck:
    """What was last noted of an item of the checklist."""

    item: str
    state: str
    noted_at: int
    noted_by: str
    words: str


def noted_checks(connection: sqlite3.Connection, request_id: int) -> dict[str, NotedCheck]:
    """Item → the latest note on it."""
    rows = connection.execute(
        "SELECT item, state, noted_at, noted_by, words FROM request_check"
        " WHERE request_id = ? ORDER BY id",
        (request_id,),
    )
    return {row[0]: NotedCheck(*row) for row in rows}


@dataclass(frozen=True, slots=True)
class BookedJob:
    """A job that came of a request."""

    id: int
    number: str
    details: int


def booked_jobs(connection: sqlite3.Connection, request_id: int) -> tuple[BookedJob, ...]:
    """The jobs that came of a request, by number."""
    rows = connection.execute(
        "SELECT job.id, job.number, (SELECT count(*) FROM detail WHERE job_id = job.id)"
        " FROM job WHERE request_id = ? ORDER BY job.number",
        (request_id,),
    )
    return tuple(BookedJob(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """What the register says of an employer as a client. Dates are local ISO dates."""

    id: int
    number: str
    name: str
    kind: str
    standing: str
    standing_words: str
    blocked_reason: str
    blocked_until_on: str
    insurance_until: str
    insurance_cents: int
    insurance_waived: str
    terms_sha256: str
    terms_on: str
    po_number: str
    details: int


def client_facts(connection: sqlite3.Connection, employer_id: int) -> ClientFacts:
    """The employer as a client. Raises Missing."""
    row = connection.execute(
        "SELECT id, number, name, kind, coalesce(standing, ''), coalesce(standing_words, ''),"
        " blocked_reason, coalesce(blocked_until_on, ''), coalesce(insurance_until, ''),"
        " coalesce(insurance_cents, 0), coalesce(insurance_waived, ''),"
        " coalesce(terms_sha256, ''), coalesce(terms_on, ''), po_number,"
        " (SELECT count(*) FROM detail JOIN job ON job.id = detail.job_id"
        "  WHERE job.employer_id = employer.id) FROM employer WHERE id = ?",
        (employer_id,),
    ).fetchone()
    if row is None:
        raise Missing(f"There is no employer {employer_id}.")
    return ClientFacts(*row)


def kept_papers(
    connection: sqlite3.Connection, subjects: tuple[str, ...], kind: str
) -> tuple[tuple[str, str], ...]:
    """(name, last day or "") of the papers of a kind that lie with these records ('request:12')."""
    marks = ", ".join("?" * len(subjects))
    rows = connection.execute(
        f"SELECT name, coalesce(expires_on, '') FROM kept_file WHERE subject IN ({marks})"
        " AND kind = ? AND removed_at IS NULL ORDER BY expires_on DESC, id DESC",
        (*subjects, kind),
    )
    return tuple((str(name), str(on)) for name, on in rows)


def site_visits(connection: sqlite3.Connection, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of site-visit notes on these records, the latest first."""
    marks = ", ".join("?" * len(subjects))
    rows = connection.execute(
        f"SELECT text FROM note WHERE subject IN ({marks}) AND kind = 'site_visit'"
        " ORDER BY written_at DESC",
        subjects,
    )
    return tuple(str(text) for (text,) in rows)


@dataclass(frozen=True, slots=True)
class RequestNote:
    """A note on a request; `kind` is what it tells of, where it is more than a note."""

    id: int
    written_by: str
    kind: str
    text: str


def request_notes(connection: sqlite3.Connection, request_id: int) -> tuple[RequestNote, ...]:
    """The notes on a request, the latest first."""
    rows = connection.execute(
        "SELECT id, written_by, coalesce(kind, ''), text FROM note WHERE subject = ?"
        " ORDER BY id DESC",
        (f"request:{request_id}",),
    )
    return tuple(RequestNote(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class CommandQuestion:
    """What became of the question to whoever approves."""

    asked_of: str
    state: str
    answer: str


def command_question(
    connection: sqlite3.Connection, approval_id: int | None
) -> CommandQuestion | None:
    """The question by its id, or None."""
    row = connection.execute(
        "SELECT asked_of, state, answer FROM approval_request WHERE id = ?", (approval_id,)
    ).fetchone()
    return CommandQuestion(*row) if row else None
