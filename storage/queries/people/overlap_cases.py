"""Cases of details already worked as lists and one by one, and approvals that came too late."""

import sqlite3
from dataclasses import dataclass

from coordinator.rules.spans import Span
from storage.errors import Missing
from storage.queries.lists import Listing
from storage.queries.staffing.facts import LIVE

IMPORTED = "import"
"""How details came into the book that another system had staffed: nobody gave them here."""

_LATE = (
    "(CASE WHEN decision.override_by <> '' AND decision.decided_at > a.starts_at "
    "THEN decision.decided_at "
    f"WHEN a.awarded_at > a.starts_at AND a.how <> '{IMPORTED}' THEN a.awarded_at END)"
)
"""When it was approved, where that was after the work had begun."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case with what it is about. Instants are UTC seconds.

    `file_name` is the import that the record came with, empty for a hand change. `known_at` is when
    the schedule had come in by which the detail was given, `knew` that it held the record already.
    `late_at` is when the detail was approved, where that was after the work had begun.
    """

    id: int
    state: str
    badge: str
    name: str
    officer_id: int
    position: str
    detail_id: int
    assignment_id: int
    employer: str
    kind: str
    leave_kind: str
    source: str
    file_name: str
    starts_at: int
    ends_at: int
    came_at: int
    worked_from_at: int
    worked_until_at: int
    known_at: int | None
    knew: int
    awarded_at: int
    late_at: int | None
    reason: str
    found_at: int
    answer: str
    answered_at: int | None
    decided_by: str
    decided_at: int | None
    words: str
    gone_why: str

    @property
    def shared(self) -> Span:
        """The time that the work and the record share."""
        return (
            max(self.starts_at, self.worked_from_at),
            min(self.ends_at, self.worked_until_at),
        )

    @property
    def minutes(self) -> int:
        """That time in minutes, of which a part counts as one."""
        low, high = self.shared
        return -(-(high - low) // 60)

    @property
    def age_minutes(self) -> int | None:
        """How old the schedule was when the detail was given; None where there was none."""
        return None if self.known_at is None else (self.awarded_at - self.known_at) // 60


CASES: Listing[CaseLine] = Listing(
    make=CaseLine,
    key="c.id",
    columns=f"""c.id, c.state, officer.badge, officer.last_name, officer.id, position.number,
        position.detail_id, a.id, employer.name, c.kind, coalesce(c.leave_kind, ''), c.source,
        coalesce(shift_batch.file_name, ''), c.starts_at, c.ends_at, c.came_at, c.worked_from_at,
        c.worked_until_at, c.known_at, c.knew, a.awarded_at, {_LATE}, c.reason, c.found_at,
        c.answer, c.answered_at, c.decided_by, c.decided_at, c.words, c.gone_why""",
    tables="overlap_case AS c JOIN officer ON officer.id = c.officer_id"
    " JOIN assignment AS a ON a.id = c.assignment_id"
    " JOIN position ON position.id = a.position_id"
    " JOIN detail ON detail.id = position.detail_id JOIN job ON job.id = detail.job_id"
    " JOIN employer ON employer.id = job.employer_id"
    " LEFT JOIN shift_batch ON shift_batch.id = c.batch_id"
    " LEFT JOIN decision ON decision.id = a.decision_id",
    orders={
        "worked": "c.worked_from_at",
        "found": "c.found_at",
        "officer": "officer.last_name",
        "overlap": "min(c.ends_at, c.worked_until_at) - max(c.starts_at, c.worked_from_at)",
    },
    words=("officer.last_name", "officer.badge", "position.number", "employer.name", "c.kind"),
    flags={
        "waiting": "c.state IN ('open', 'asked')",
        "open": "c.state = 'open'",
        "asked": "c.state = 'asked'",
        "cleared": "c.state = 'cleared'",
        "upheld": "c.state = 'upheld'",
        "gone": "c.state = 'gone'",
        "known": "c.knew",
        "late": f"{_LATE} IS NOT NULL",
    },
    fields={
        "source": "c.source = ?",
        "kind": "c.kind = ?",
        "from": "date(c.worked_from_at, 'unixepoch') >= ?",
        "until": "date(c.worked_from_at, 'unixepoch') < ?",
    },
)


def case_line(connection: sqlite3.Connection, case_id: int) -> CaseLine:
    """One case. Raises Missing."""
    row = connection.execute(
        f"SELECT {CASES.columns} FROM {CASES.tables} WHERE c.id = ?", (case_id,)
    ).fetchone()
    if row is None:
        raise Missing(f"There is no case {case_id}.")
    return CaseLine(*row)


def cases_worked(connection: sqlite3.Connection, span: Span) -> tuple[CaseLine, ...]:
    """The cases of work that begins in a span and that still wait, by when it began."""
    rows = connection.execute(
        f"SELECT {CASES.columns} FROM {CASES.tables} WHERE {CASES.flags['waiting']} "
        "AND c.worked_from_at >= ? AND c.worked_from_at < ? ORDER BY c.worked_from_at, c.id",
        span,
    )
    return tuple(CaseLine(*row) for row in rows)


# ── approvals ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class LateApproval:
    """An assignment that was approved after the work had begun, and who overrode, if anybody."""

    assignment_id: int
    position: str
    detail_id: int
    badge: str
    name: str
    starts_at: int
    approved_at: int
    override_by: str

    @property
    def minutes(self) -> int:
        """How late, in whole minutes."""
        return (self.approved_at - self.starts_at) // 60


def late_approvals(connection: sqlite3.Connection, span: Span) -> tuple[LateApproval, ...]:
    """Every live assignment that begins in a span and was approved only after that, by start."""
    rows = connection.execute(
        "SELECT a.id, position.number, position.detail_id, officer.badge, officer.last_name, "
        f"a.starts_at, {_LATE} AS late_at, coalesce(decision.override_by, '') "
        "FROM assignment AS a INDEXED BY assignment_by_start "
        "JOIN position ON position.id = a.position_id JOIN officer ON officer.id = a.officer_id "
        "LEFT JOIN decision ON decision.id = a.decision_id "
        f"WHERE a.starts_at >= ? AND a.starts_at < ? AND a.{LIVE} AND late_at IS NOT NULL "
        "ORDER BY a.starts_at, a.id",
        span,
    )
    return tuple(LateApproval(*row) for row in rows)
