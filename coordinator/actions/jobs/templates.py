"""Jobs kept under a name, and entered again from there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from coordinator.actions.jobs.crews import crew_of_seats, seats_of
from coordinator.actions.jobs.jobs import NewDetail, NewJob, insert_detail, insert_job, taken_on
from coordinator.actions.jobs.seats_again import seats_like
from coordinator.actions.jobs.series import (
    NewSeries,
    SeriesStarted,
    is_clock,
    is_date,
    order_within,
)
from coordinator.actions.jobs.told_times import gone_by
from coordinator.actions.results import Actor, Refused
from coordinator.rules.recurring.course import Hours
from coordinator.rules.recurring.crew import crew_json, crew_of
from coordinator.rules.spans import Calendar, Reading
from storage.database import Book
from storage.models import Job, JobTemplate
from storage.queries.staffing.facts import agency_zone
from storage.queries.staffing.patterns import last_detail, template_named
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class TemplateChanged:
    """A template as it now is, or is no more."""

    template_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class TemplateUse:
    """What is different of the job this time; None as the template says.

    `dates` are local (ISO), a detail each; with a `rule` it recurs from the first of them on, up
    to `last_on`.
    """

    dates: tuple[str, ...]
    employer_id: int | None = None
    site_id: int | None = None
    title: str | None = None
    starts_clock: str | None = None
    ends_clock: str | None = None
    po_number: str = ""
    rule: str = ""
    last_on: str | None = None


@dataclass(frozen=True, slots=True)
class FromTemplate:
    """The job is in the book."""

    job_id: int
    number: str
    detail_ids: tuple[int, ...]
    sentence: str


def keep_template(
    book: Book, actor: Actor, job_id: int, name: str, *, any_employer: bool = False
) -> TemplateChanged | Refused:
    """Keep a job as a template, modelled on its last detail. A name that is known is replaced."""
    if not name.strip() or len(name) > 80:
        return Refused(("A template needs a name of at most 80 letters.",))
    with book.action(actor, "keep template", f"job:{job_id}") as tx:
        job = tx.get(Job, job_id)
        row = JobTemplate(
            name=name.strip(),
            employer_id=None if any_employer else job.employer_id,
            job_class=job.job_class,
            fields=json.dumps(_fields(tx, job, any_employer=any_employer)),
            kept_by=tx.who,
        )
        known = template_named(tx.connection, name)
        if known is None:
            tx.add(row)
        else:
            row.id = known.id
            tx.save(row)
        tx.subject = f"job_template:{row.id}"
        words = "replaced" if known else "kept"
        return TemplateChanged(row.id, f"Template '{row.name}' {words}, from job {job.number}")


def drop_template(book: Book, actor: Actor, template_id: int) -> TemplateChanged:
    """Take a template away; jobs that were entered from it stay."""
    with book.action(actor, "drop template", f"job_template:{template_id}") as tx:
        row = tx.get(JobTemplate, template_id)
        tx.remove(row)
        return TemplateChanged(template_id, f"Template '{row.name}' taken away")


def enter_from_template(
    book: Book, actor: Actor, template_id: int, use: TemplateUse
) -> FromTemplate | Refused:
    """Enter a job as a template says, on some dates or by a rule, in one action."""
    if not use.dates or not all(is_date(on) for on in use.dates):
        return Refused(("Say at least one date, such as 2026-07-04.",))
    with book.action(actor, "add job", "job") as tx:
        entered = _entered(tx, tx.get(JobTemplate, template_id), use)
        if isinstance(entered, Refused):
            tx.abandon()
        return entered


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _fields(tx: Transaction, job: Job, *, any_employer: bool) -> dict[str, Any]:
    """The fields of a new job like this one, as JSON keeps them."""
    kept: dict[str, Any] = {
        "title": job.title,
        "post_orders": job.post_orders,
        "rate_card": job.rate_card,
        "rate_facts": json.loads(job.rate_facts or "{}"),
        "circumstances": job.circumstances,
        "run_by": job.run_by,
        "custom": job.custom,
    }
    if not any_employer:
        kept["contact_id"] = job.contact_id
    like = last_detail(tx.connection, job.id)
    if like is not None:
        calendar = Calendar(agency_zone(tx.connection))
        kept |= {
            "site_id": like.site_id,
            "starts_clock": f"{calendar.wall(like.starts_at):%H:%M}",
            "ends_clock": f"{calendar.wall(like.ends_at):%H:%M}",
            "call_sign": like.call_sign,
            "crew": json.loads(crew_json(crew_of_seats(seats_like(tx.connection, like.id)))),
        }
    return {name: value for name, value in kept.items() if value not in (None, "", {})}


def _entered(tx: Transaction, row: JobTemplate, use: TemplateUse) -> FromTemplate | Refused:
    kept: Mapping[str, Any] = json.loads(row.fields)
    new = _series(kept, use)
    employer = use.employer_id or row.employer_id
    if employer is None:
        return Refused((f"Template '{row.name}' is for any employer: say for whom.",))
    if isinstance(new, Refused):
        return new
    job = NewJob(
        employer,
        use.title or str(kept.get("title", "")),
        row.job_class,
        kept.get("contact_id") if employer == row.employer_id else None,
        use.po_number,
        str(kept.get("post_orders", "")),
        str(kept.get("rate_card", "")),
    )
    done = order_within(tx, job, new) if use.rule else _dated(tx, job, new, use.dates)
    if isinstance(done, Refused):
        return done
    _complete(tx, done.job_id, kept)
    tx.subject = f"job:{done.job_id}"
    if isinstance(done, SeriesStarted):
        return FromTemplate(done.job_id, done.number, done.made.detail_ids, done.sentence)
    return done


def _series(kept: Mapping[str, Any], use: TemplateUse) -> NewSeries | Refused:
    site = use.site_id or kept.get("site_id")
    starts = use.starts_clock or str(kept.get("starts_clock", ""))
    ends = use.ends_clock or str(kept.get("ends_clock", ""))
    if site is None or not is_clock(starts) or not is_clock(ends):
        return Refused(("Say at which site and from when to when: the template does not.",))
    crew = crew_of(json.dumps(kept.get("crew", [])))
    sign = str(kept.get("call_sign", ""))
    first = min(use.dates)
    return NewSeries(site, use.rule, first, starts, ends, crew, use.last_on, sign)


def _dated(
    tx: Transaction, job: NewJob, like: NewSeries, dates: tuple[str, ...]
) -> FromTemplate | Refused:
    """The job with a detail on each date."""
    hours = Hours(time.fromisoformat(like.starts_clock), time.fromisoformat(like.ends_clock))
    zone = ZoneInfo(agency_zone(tx.connection))
    details, problems = [], []
    for on in dict.fromkeys(dates):
        span, reading = hours.on(date.fromisoformat(on), zone)
        details.append(NewDetail(like.site_id, *span, seats_of(like.crew), like.call_sign))
        if reading is Reading.MOVED:
            problems.append(f"There is no {like.starts_clock} on {on}: the clocks go forward.")
    taken = Refused(tuple(problems)) if problems else taken_on(tx, job, tuple(details))
    if isinstance(taken, Refused):
        return taken
    crewed, against = taken
    row = insert_job(tx, job)
    ids = tuple(insert_detail(tx, row, detail).id for detail in crewed)
    words = f"Job {row.number} entered with {len(ids)} detail(s)"
    past = gone_by((each.starts_at for each in crewed), tx.now, zone)
    return FromTemplate(row.id, row.number, ids, " · ".join((words, *past, *against.warnings)))


def _complete(tx: Transaction, job_id: int, kept: Mapping[str, Any]) -> None:
    """What a new job does not say, but its template does."""
    job = tx.get(Job, job_id)
    job.rate_facts = json.dumps({**json.loads(job.rate_facts), **kept.get("rate_facts", {})})
    job.circumstances, job.run_by = kept.get("circumstances"), kept.get("run_by")
    job.custom = kept.get("custom")
    tx.save(job)
