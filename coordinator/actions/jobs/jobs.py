"""Entering jobs with their dated details and the positions on each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from coordinator.actions.billing.money_ahead import job_warnings
from coordinator.actions.jobs.asked_later import note_asked
from coordinator.actions.jobs.job_changes import JobChanged, change_job
from coordinator.actions.jobs.new_jobs import NewDetail, NewJob, Seat
from coordinator.actions.jobs.seats_again import seats_later
from coordinator.actions.jobs.told_times import not_yet
from coordinator.actions.policy.taking_jobs import Against, against_job
from coordinator.actions.requests.before_posting import wants_request
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.crewing import crewed, wanted_of
from coordinator.rules.words import JobState
from storage.database import Book
from storage.models import Agency, Detail, Job, Position, Requirement
from storage.transaction import Transaction

__all__ = [
    "DetailAdded",
    "JobAdded",
    "JobChanged",
    "NewDetail",
    "NewJob",
    "Seat",
    "add_job",
    "change_job",
]


@dataclass(frozen=True, slots=True)
class JobAdded:
    """The job is in the book, with its details."""

    job_id: int
    number: str
    detail_ids: tuple[int, ...]
    warnings: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        words = f"Job {self.number} entered with {len(self.detail_ids)} detail(s)"
        return " · ".join((words, *self.warnings))


@dataclass(frozen=True, slots=True)
class DetailAdded:
    """The detail is in the book."""

    detail_id: int
    number: str
    remarks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return " · ".join((f"Detail {self.number} entered", *self.remarks))


def add_job(
    book: Book, actor: Actor, new: NewJob, details: tuple[NewDetail, ...] = ()
) -> JobAdded | Refused:
    """Enter a job and its details in one action."""
    problems = [problem for detail in details for problem in detail_problems(detail)]
    if problems:
        return Refused(tuple(problems))
    with book.action(actor, "add job", "job") as tx:
        taken = taken_on(tx, new, details)
        if isinstance(taken, Refused):
            tx.abandon()
            return taken
        details, against = taken
        job = insert_job(tx, new)
        added = tuple(insert_detail(tx, job, detail) for detail in details)
        tx.subject = f"job:{job.id}"
        warnings = (*against.warnings, *job_warnings(tx.connection, job.id, tx.now))
        return JobAdded(job.id, job.number, tuple(detail.id for detail in added), warnings)


def add_detail(
    book: Book, actor: Actor, job_id: int, new: NewDetail, asked_at: int | None = None
) -> DetailAdded | Refused:
    """Enter one more detail of a job. It was asked for at `asked_at` (UTC seconds), else now."""
    ahead = not_yet(asked_at, actor.now, "The detail was asked for")
    problems = tuple(filter(None, (*detail_problems(new), ahead)))
    if problems:
        return Refused(problems)
    with book.action(actor, "add detail", f"job:{job_id}") as tx:
        job = tx.get(Job, job_id)
        if job.state != JobState.OPEN:
            tx.abandon()
            return Refused((f"Job {job.number} is {job.state}: it takes no more details.",))
        detail = insert_detail(tx, job, new)
        tx.subject = f"detail:{detail.id}"
        return DetailAdded(detail.id, detail.number, note_asked(tx, detail, (), asked_at))


def copy_detail(book: Book, actor: Actor, detail_id: int, starts_at: int) -> DetailAdded | Refused:
    """Enter the same detail again at another start: same site, length and positions."""
    with book.action(actor, "copy detail", f"detail:{detail_id}") as tx:
        detail = tx.get(Detail, detail_id)
        later = starts_at - detail.starts_at
        new = NewDetail(
            detail.site_id,
            starts_at,
            detail.ends_at + later,
            seats_later(tx.connection, detail_id, later),
            detail.call_sign,
        )
        copied = insert_detail(tx, tx.get(Job, detail.job_id), new)
        tx.subject = f"detail:{copied.id}"
        return DetailAdded(copied.id, copied.number)


def detail_problems(new: NewDetail) -> Iterable[str]:
    """Why a detail cannot be entered as it stands."""
    if new.ends_at <= new.starts_at:
        yield "The end of a detail must be later than its start."
    if new.ends_at - new.starts_at > 7 * 86_400:
        yield "A detail lasts at most 7 days: enter one detail for each day."
    if not new.seats:
        yield "A detail needs at least one position."


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def taken_on(
    tx: Transaction, new: NewJob, details: tuple[NewDetail, ...]
) -> tuple[tuple[NewDetail, ...], Against] | Refused:
    """The details with their crew and what the policy warns of, or why the job is not taken."""
    crew = crewed(tx, new, details)
    if isinstance(crew, Refused):
        return crew
    against = _against(tx, new, crew)
    ahead = not_yet(new.requested_at, tx.now, "The job was asked for")
    refusal = (*against.refusal(new.allowed_by), *_without_request(tx, new), *filter(None, [ahead]))
    return Refused(refusal) if refusal else (crew, against)


def _without_request(tx: Transaction, new: NewJob) -> tuple[str, ...]:
    """Why it is entered by a request only, where nobody allows it otherwise."""
    if new.request_id is not None:
        return ()
    wanted = wants_request(tx.connection, new.job_class, tx.now)
    allowed = new.allowed_by.strip()
    if wanted and allowed:
        said = f"entered without a request, allowed by {allowed}"
        tx.reason = "; ".join(filter(None, (tx.reason, said)))
    return (wanted,) if wanted and not allowed else ()


def _against(tx: Transaction, new: NewJob, details: tuple[NewDetail, ...]) -> Against:
    """What the policy has against a job, by its first detail; notes in the log who allows it."""
    if not details:
        return Against()
    against = against_job(tx.connection, wanted_of(tx.connection, new, details[0]), tx.now)
    if against.allowable and new.allowed_by.strip():
        allowed = f"allowed by {new.allowed_by.strip()}: {'; '.join(against.allowable)}"
        tx.reason = "; ".join(filter(None, (allowed, tx.reason)))
    return against


def insert_job(tx: Transaction, new: NewJob) -> Job:
    """Write the job under the next number of its year."""
    year = tx.marked(datetime.fromtimestamp(tx.now, zone(tx)).strftime("%y"))
    number = f"{year}-{tx.next_number(f'job-{year}'):04d}"
    requested_at = tx.now if new.requested_at is None else new.requested_at
    return tx.add(
        Job(
            number=number,
            employer_id=new.employer_id,
            title=new.title,
            job_class=new.job_class,
            contact_id=new.contact_id,
            po_number=new.po_number,
            post_orders=new.post_orders,
            rate_card=new.rate_card,
            requested_at=requested_at,
            asked_officer_id=new.asked_officer_id,
            rate_facts=json.dumps(new.occasion.facts),
            request_id=new.request_id,
        )
    )


def insert_detail(tx: Transaction, job: Job, new: NewDetail) -> Detail:
    """Write a detail and its positions under the job's next numbers."""
    series = f"{job.number}.{tx.mark(job.id)}"
    ordinal = tx.next_number(f"detail-of-{series.rstrip('.')}")
    detail = tx.add(
        Detail(
            job_id=job.id,
            site_id=new.site_id,
            number=f"{series}{ordinal}",
            starts_at=new.starts_at,
            ends_at=new.ends_at,
            starts_wall=wall(new.starts_at, zone(tx)),
            call_sign=new.call_sign,
            series_id=new.series_id,
            series_on=new.series_on,
        )
    )
    for seat in new.seats:
        insert_position(tx, detail, seat)
    return detail


def insert_position(tx: Transaction, detail: Detail, seat: Seat) -> Position:
    """Write one position under the detail's next letter."""
    series = detail.number + tx.mark(detail.id)
    letter = letters(tx.next_number(f"position-of-{series}"))
    starts_at = detail.starts_at if seat.starts_at is None else seat.starts_at
    position = tx.add(
        Position(
            detail_id=detail.id,
            number=f"{series}{letter}",
            role=seat.role,
            label=seat.label,
            rank_id=seat.rank_id,
            starts_at=starts_at,
            ends_at=detail.ends_at if seat.ends_at is None else seat.ends_at,
            muster_at=seat.muster_at(starts_at),
        )
    )
    for certification in seat.certification_ids:
        tx.add(Requirement(position_id=position.id, certification_id=certification))
    return position


def letters(ordinal: int) -> str:
    """1 → a, 26 → z, 27 → aa: what stands behind a detail's number for its positions."""
    text = ""
    while ordinal > 0:
        ordinal, letter = divmod(ordinal - 1, 26)
        text = chr(ord("a") + letter) + text
    return text


def wall(instant: int, agency_zone: ZoneInfo) -> str:
    """The agency's wall clock at an instant, as 'YYYY-MM-DDTHH:MM'."""
    local = datetime.fromtimestamp(instant, UTC).astimezone(agency_zone)
    return local.strftime("%Y-%m-%dT%H:%M")


def zone(tx: Transaction) -> ZoneInfo:
    """The agency's time zone."""
    return ZoneInfo(tx.get(Agency, 1).timezone)
