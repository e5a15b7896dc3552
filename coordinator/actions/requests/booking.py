"""An approved request becomes a job, with nothing typed again."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from coordinator.actions.billing.money_ahead import job_warnings
from coordinator.actions.equipment.using import equip
from coordinator.actions.jobs.jobs import (
    NewDetail,
    NewJob,
    Seat,
    insert_detail,
    insert_job,
    taken_on,
    zone,
)
from coordinator.actions.jobs.new_jobs import AS_ORDERED, CrewChoice
from coordinator.actions.jobs.ordering import site_called
from coordinator.actions.requests.evaluating import RequestJudged, judge_request
from coordinator.actions.requests.pricing import occasion_of
from coordinator.actions.requests.telling import tell_asker
from coordinator.actions.results import Actor, Refused
from coordinator.rules.clauses.months import months_later
from coordinator.rules.intake.conditions import Value
from coordinator.rules.intake.questions import Question
from coordinator.rules.intake.wanted import Post, WantedDate
from coordinator.rules.intake.words import Before, Into
from coordinator.rules.message_words import Event
from coordinator.rules.request_words import RequestState
from storage.database import Book
from storage.models import Job, Request
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RequestBooked:
    """The request is a job. `lacking` is what is still wanted before it is posted."""

    request_id: int
    request: str
    job_id: int
    number: str
    details: int
    lacking: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    messages: int = 0

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        lacking = f"before posting: {' '.join(self.lacking)}" if self.lacking else ""
        head = f"Request {self.request} is job {self.number} with {self.details} detail(s)"
        return " · ".join(filter(None, (head, lacking, *self.warnings, "u undoes")))


@dataclass(frozen=True, slots=True)
class BookingChoices:
    """What the coordinator says while booking: `allowed_by` allows work that the policy takes only
    with somebody's leave, `crew` what he says to the crew that card and policy ask for."""

    allowed_by: str = ""
    crew: CrewChoice = AS_ORDERED


PLAIN = BookingChoices()


def book_request(
    book: Book, actor: Actor, request_id: int, choices: BookingChoices = PLAIN
) -> RequestBooked | Refused:
    """Make the job of an approved request: its dates or its series, seats, equipment, price facts,
    post orders; the employer is told that it is approved and what is still wanted."""
    with book.action(actor, "book request", f"request:{request_id}") as tx:
        judged = judge_request(tx.connection, request_id, tx.now)
        problem = _not_bookable(judged)
        if problem:
            tx.abandon()
            return Refused((problem,))
        request = tx.get(Request, request_id)
        site_id = request.site_id or site_called(tx, request.place, request.employer_id or 0)
        made = _made(tx, judged, request, site_id, choices)
        if isinstance(made, Refused):
            tx.abandon()
            return made
        job, warnings = made
        request.state, request.site_id = RequestState.BOOKED, site_id
        tx.save(request)
        return _booked(tx, request, job, warnings)


def _booked(
    tx: Transaction, request: Request, job: Job, warnings: tuple[str, ...]
) -> RequestBooked:
    tx.subject = f"request:{request.id}"
    judged = judge_request(tx.connection, request.id or 0, tx.now)
    missing = judged.missing(Before.POSTING)
    wanted = {"what": ", ".join(row.label for row in missing)}
    told = tell_asker(tx, request, Event.REQUEST_APPROVED, wanted)
    count = tx.connection.execute("SELECT count(*) FROM detail WHERE job_id = ?", (job.id,))
    return RequestBooked(
        request.id or 0,
        request.number,
        job.id,
        job.number,
        count.fetchone()[0],
        tuple(row.lacking for row in missing),
        (*warnings, *job_warnings(tx.connection, job.id, tx.now)),
        told,
    )


def _not_bookable(judged: RequestJudged) -> str:
    sheet = judged.sheet
    if sheet.state != RequestState.APPROVED:
        return f"Request {sheet.number} is {sheet.state}: only an approved one is booked."
    if sheet.employer_id is None:
        return f"Request {sheet.number} has no employer yet: link it first."
    return "" if judged.dates else f"Request {sheet.number} has no dates."


# ── the job ──────────────────────────────────────────────────────────────────────────────────


def _made(
    tx: Transaction, judged: RequestJudged, request: Request, site_id: int, choices: BookingChoices
) -> tuple[Job, tuple[str, ...]] | Refused:
    """The job with its details or its series; warnings of policy and series."""
    new = _new_job(judged, request, choices)
    if request.rule:
        return _recurring(tx, judged, request, new, site_id)
    details = tuple(_detail(tx, judged, each, site_id) for each in judged.dates)
    taken = taken_on(tx, new, details)
    if isinstance(taken, Refused):
        return taken
    details, against = taken
    job = _say_more(tx, insert_job(tx, new), judged)
    wanted = _equipment(judged)
    for detail in details:
        equip(tx, insert_detail(tx, job, detail), wanted)
    return job, against.warnings


def _recurring(
    tx: Transaction, judged: RequestJudged, request: Request, new: NewJob, site_id: int
) -> tuple[Job, tuple[str, ...]] | Refused:
    """The first date is the pattern of the series; further ones are details of their own."""
    # What recurs costs the libraries of rules and holidays; most requests do not.
    from coordinator.actions.jobs.crews import crew_of_seats
    from coordinator.actions.jobs.series import NewSeries, order_within

    first, *others = judged.dates
    months = judged.evaluation.event.renew_months
    begins = first.starts.date()
    series = NewSeries(
        site_id=site_id,
        rule=request.rule,
        starts_on=begins.isoformat(),
        starts_clock=f"{first.starts:%H:%M}",
        ends_clock=f"{first.ends:%H:%M}",
        crew=crew_of_seats(_seats(tx, first.posts)),
        skips_closed=True,
        renew_on=months_later(begins, months).isoformat() if months else None,
        equipment=_equipment(judged),
    )
    started = order_within(tx, new, series)
    if isinstance(started, Refused):
        return started
    job = _say_more(tx, tx.get(Job, started.job_id), judged)
    for each in others:
        equip(tx, insert_detail(tx, job, _detail(tx, judged, each, site_id)), series.equipment)
    return job, started.warnings


def _new_job(judged: RequestJudged, request: Request, choices: BookingChoices) -> NewJob:
    return NewJob(
        employer_id=request.employer_id or 0,
        title=request.title,
        job_class=judged.evaluation.job_class,
        contact_id=request.contact_id,
        po_number=request.po_number,
        post_orders="\n".join(_orders(judged)),
        rate_card=judged.evaluation.event.rate_card,
        requested_at=request.requested_at,
        asked_officer_id=request.asked_officer_id,
        allowed_by=choices.allowed_by,
        occasion=occasion_of(judged.ordered.facts),
        crew=choices.crew,
        request_id=request.id,
    )


def _say_more(tx: Transaction, job: Job, judged: RequestJudged) -> Job:
    """What cards and policy may ask of the job beyond its own fields."""
    facts = json.loads(job.rate_facts or "{}") | dict(judged.ordered.facts)
    decided = judged.sheet.decided_at
    if decided is not None:
        local = datetime.fromtimestamp(decided, UTC).astimezone(zone(tx))
        facts["approved_at"] = f"{local:%Y-%m-%dT%H:%M}"
    job.rate_facts = json.dumps(facts, ensure_ascii=False)
    words = " ".join(_circumstances(judged))
    job.circumstances = words or None
    tx.save(job)
    return job


def _answered(judged: RequestJudged, into: Into) -> Iterator[tuple[Question, Value]]:
    for question in judged.form.questions:
        if question.into is into and question.key in judged.answers:
            yield question, judged.answers[question.key]


def _orders(judged: RequestJudged) -> Iterator[str]:
    for question, value in _answered(judged, Into.POST_ORDERS):
        yield f"{question.label} {question.shown(value)}"


def _circumstances(judged: RequestJudged) -> Iterator[str]:
    """Words of the policy: `key` where it is so, `key=answer` where it is a word."""
    for question, value in _answered(judged, Into.CIRCUMSTANCE):
        if value is True:
            yield question.key
        elif value is not False:
            yield f"{question.key}={'_'.join(str(value).split())}"


def _detail(tx: Transaction, judged: RequestJudged, each: WantedDate, site_id: int) -> NewDetail:
    start, end = each.span(zone(tx))
    return NewDetail(site_id, start, end, _seats(tx, each.posts))


def _seats(tx: Transaction, posts: tuple[Post, ...]) -> tuple[Seat, ...]:
    """A seat for each; a post of a rank, or whose role is one, asks for that rank."""
    ranks: dict[str, int] = {}
    for rank, code, name in tx.connection.execute("SELECT id, code, name FROM rank"):
        ranks |= {name.casefold(): rank, code.casefold(): rank}
    return tuple(seat for post in posts for seat in (_seat(post, ranks),) * post.count)


def _seat(post: Post, ranks: Mapping[str, int]) -> Seat:
    named = post.rank or (post.role if post.role.casefold() != "officer" else "")
    return Seat(post.role, post.label, ranks.get(named.casefold()))


def _equipment(judged: RequestJudged) -> Mapping[str, int]:
    """How many of which kind each detail has."""
    answered = _answered(judged, Into.EQUIPMENT)
    numbers = ((question.name, value) for question, value in answered)
    return {kind: int(n) for kind, n in numbers if isinstance(n, int) and n > 0}
