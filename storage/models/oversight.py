"""What was found out afterwards: what speaks against details and officers, and errors."""

from sqlmodel import Field

from coordinator.rules.words import CaseState, FindingState, RemedyState, SuspensionState
from storage.models.base import Row, in_order, is_date, link, one_of, personal


class OverlapCase(Row, table=True):
    """A record of on-duty time (UTC, half-open) that a detail already worked runs into.

    `source`, `kind` and `leave_kind` say which record, `came_at` when it came in, `reason` what
    speaks against it. `worked_*` are the hours that it was held against; `told_*` is all of the
    overlap that was ever reported, so that only more than that is reported again. `known_at` is
    when the schedule had been imported by which the detail was given, None where there was none;
    `knew` that it held the record already. `answer` is what the officer said. A case whose record
    no longer stands is gone, with why; `was` is its state before that.
    """

    __tablename__ = "overlap_case"
    __table_args__ = (one_of("state", CaseState), in_order("starts_at", "ends_at"))

    assignment_id: int = link("assignment.id")
    officer_id: int = link("officer.id")
    batch_id: int | None = link("shift_batch.id", optional=True)
    source: str
    kind: str
    leave_kind: str | None = None
    starts_at: int
    ends_at: int
    came_at: int
    worked_from_at: int
    worked_until_at: int
    told_from_at: int
    told_until_at: int
    found_at: int
    known_at: int | None = None
    knew: bool = False
    reason: str = ""
    state: str = Field(default=CaseState.OPEN, index=True)
    was: str = ""
    gone_why: str = ""
    answer: str = personal("")
    answered_at: int | None = None
    decided_by: str = ""
    decided_at: int | None = None
    words: str = personal("")


class Redress(Row, table=True):
    """An error in the facts of past awards: what was wrong, since when, and how it is corrected.

    `correction` (JSON) is what the awards were worked out again with.
    """

    __table_args__ = (is_date("since_on"), is_date("until_on"), in_order("since_on", "until_on"))

    found_at: int
    words: str
    correction: str
    since_on: str
    until_on: str | None = None
    awards: int = 0
    differing: int = 0


class Remedy(Row, table=True):
    """What one officer lost (plus) or had too much of (minus) through an error, and what was done.

    `minutes` of work and `cents` of pay. A remedy that was given names its entry in the tally.
    """

    __table_args__ = (one_of("state", RemedyState),)

    redress_id: int = link("redress.id")
    officer_id: int = link("officer.id")
    minutes: int
    cents: int
    details: int
    state: str = Field(default=RemedyState.OWED, index=True)
    settled_at: int | None = None
    settled_by: str = ""
    tally_entry_id: int | None = link("tally_entry.id", optional=True)
    words: str = ""


class Suspension(Row, table=True):
    """A suspension from details that the policy's ladder asks for, in local dates, half-open.

    `clause` cites the policy, `step` says which time it is, `event_on` on which date it happened.
    A supervisor confirms or dismisses it by name; confirmed, it is a status of the officer.
    """

    __table_args__ = (
        one_of("state", SuspensionState),
        is_date("event_on"),
        is_date("from_on"),
        is_date("until_on"),
        in_order("from_on", "until_on"),
    )

    officer_id: int = link("officer.id")
    clause: str
    event_on: str
    step: int
    days: int
    from_on: str
    until_on: str
    proposed_at: int
    state: str = Field(default=SuspensionState.PROPOSED, index=True)
    decided_by: str = ""
    decided_at: int | None = None
    status_id: int | None = link("officer_status.id", optional=True)
    words: str = personal("")


class AuditFinding(Row, table=True):
    """What an audit, the binder's tests or somebody found, who answers for it, and its end.

    `test` names the binder's test and `exception` the row of it that the finding is about (the
    test's own key of the row), both empty where somebody found it otherwise. `officer_id` is set
    where it is about one officer, whose own words are `answer`. `found_on` and `due_on` are local
    dates, the instants UTC. `evidence` says what shows that it is settled; papers lie in kept
    files of "audit_finding:<id>".
    """

    __tablename__ = "audit_finding"
    __table_args__ = (one_of("state", FindingState), is_date("found_on"), is_date("due_on"))

    number: str = Field(unique=True)
    test: str = Field(default="", index=True)
    exception: str = ""
    title: str
    ground: str = ""
    officer_id: int | None = link("officer.id", optional=True)
    detail_id: int | None = link("detail.id", optional=True)
    employer_id: int | None = link("employer.id", optional=True)
    found_on: str
    found_by: str = ""
    owner: str = ""
    due_on: str | None = None
    state: str = Field(default=FindingState.OPEN, index=True)
    asked_at: int | None = None
    answer: str = personal("")
    answered_at: int | None = None
    done: str = ""
    evidence: str = ""
    closed_at: int | None = None
    closed_by: str = ""
    words: str = personal("")


class Hold(Row, table=True):
    """Records that are not deleted while a grievance, a claim or an inquiry runs.

    It holds what concerns the officer, the employer or the job that it names, or, naming none of
    them, the whole book; from `placed_at` until `lifted_at` (UTC).
    """

    officer_id: int | None = link("officer.id", optional=True)
    employer_id: int | None = link("employer.id", optional=True)
    job_id: int | None = link("job.id", optional=True)
    ground: str
    placed_at: int
    placed_by: str = ""
    lifted_at: int | None = Field(default=None, index=True)
    lifted_by: str = ""
    words: str = personal("")
