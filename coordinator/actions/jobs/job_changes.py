"""Changing what a job says, for all of its details."""

import json
from dataclasses import dataclass
from typing import Any

from coordinator.actions.book.own_values import with_texts
from coordinator.actions.jobs.known_facts import told_facts
from coordinator.actions.jobs.told_times import not_yet
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Job


@dataclass(frozen=True, slots=True)
class JobChanged:
    """What the job says is another."""

    job_id: int
    number: str
    remarks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return " · ".join((f"Job {self.number} changed", *self.remarks))


def change_job(
    book: Book, actor: Actor, job_id: int, fields: dict[str, Any]
) -> JobChanged | Refused:
    """Change what a job says: title, class, purchase order, post orders, contact, rate card, who
    schedules it (`run_by`, in the policy's words), which officer coordinates it on site, and whom
    the employer asks for by name. `payer` is "employer", or "agency": then nobody is invoiced.
    `requested_at` (UTC seconds) is when it was asked for, which cannot be ahead.
    `facts` are all that the rate card may ask, in one line (`job_facts`), `own` texts for the
    agency's own fields, by key."""
    unknown = fields.keys() - _EDITABLE
    if unknown:
        return Refused((f"These cannot be changed on a job: {', '.join(sorted(unknown))}.",))
    problem = not_yet(fields.get("requested_at"), actor.now, "The job was asked for")
    if problem:
        return Refused((problem,))
    with book.action(actor, "change job", f"job:{job_id}") as tx:
        job = tx.get(Job, job_id)
        remarks: tuple[str, ...] = ()
        for column, value in fields.items():
            if column == "payer":
                job.rate_facts = _paid_by(job.rate_facts, str(value))
            elif column == "facts":
                facts = told_facts(tx.connection, job.rate_facts, job.rate_facts, str(value))
                if isinstance(facts, Refused):
                    tx.abandon()
                    return facts
                job.rate_facts, remarks = facts
            elif column == "own":
                filled = with_texts(tx.connection, "job", job.custom, value)
                if isinstance(filled, Refused):
                    tx.abandon()
                    return filled
                job.custom = filled.text
            else:
                setattr(job, column, value)
        tx.save(job)
        return JobChanged(job_id, job.number, remarks)


_EDITABLE = {
    "title", "job_class", "contact_id", "po_number", "post_orders", "rate_card", "run_by",
    "led_by_id", "asked_officer_id", "payer", "facts", "own",
    "requested_at",
}  # fmt: skip


def _paid_by(rate_facts: str, payer: str) -> str:
    """The facts of a job with who pays for it; the employer is not written down."""
    known = json.loads(rate_facts or "{}")
    known.pop("payer", None)
    return json.dumps({**known, "payer": payer} if payer == "agency" else known)
