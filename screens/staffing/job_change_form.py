"""Changing a job: what it is, whom to ring, the order number, what officers are told to do."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.custom_entries import own_entries, with_own
from screens.naming import officer_named
from screens.parts.entry import Entry, Kind, choice
from screens.record_form import Doing, RecordForm
from screens.shown import local
from screens.spans import MOMENT_HINT, Unclear, read_moment
from storage.queries.staffing.job import JobSheet, job_of


def ask_job_change(screen: BookScreen[Any], table: str, record: int) -> None:
    """`E`: change the job of a detail, or a job itself."""
    screen.app.push_screen(JobChangeForm(screen.desk, table, record), screen.told)


class JobChangeForm(RecordForm):
    """The job as it stands; a change holds for every detail of it."""

    HEADING = "Job"

    def __init__(self, desk: Desk, table: str, record: int) -> None:
        super().__init__(desk, f"job of {table}:{record}")
        self.asked = (table, record)
        self.job: JobSheet | None = None

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """What can be changed."""
        from coordinator.actions.jobs.job_facts import FACTS_HINT, fact_words
        from storage.errors import Missing

        job = self.job = job_of(connection, *self.asked)
        if job is None:
            raise Missing("There is no such job.")
        contacts = tuple((str(row), name) for row, name in job.contacts)
        return (
            Entry("title", "What", job.title, needed=True),
            Entry("job_class", "Class", job.job_class),
            choice("contact_id", "Contact", contacts, str(job.contact_id or "")),
            Entry("po_number", "Purchase order", job.po_number),
            Entry("rate_card", "Rate card", job.rate_card, hint="its name; empty: the usual one"),
            Entry(
                "run_by", "Scheduled by", job.run_by, hint="in the policy's words: city, outside"
            ),
            Entry("leader", "Coordinated by", job.leader, hint="an officer's badge or last name"),
            Entry("asked", "Asks for", job.asked, hint="whom the employer names; badge or name"),
            choice("payer", "Paid by", PAYERS, job.payer),
            Entry("requested_at", "Asked for at", self._asked_at(job), hint=MOMENT_HINT),
            Entry("facts", "Facts", fact_words(job.rate_facts), hint=FACTS_HINT),
            Entry("post_orders", "Post orders", job.post_orders, Kind.LINES),
            *own_entries(connection, "job", job.custom),
        )

    def _asked_at(self, job: JobSheet) -> str:
        at = job.requested_at
        return "" if at is None else f"{local(at, self.desk.zone):%Y-%m-%d %H:%M}"

    def title_words(self) -> str:
        """Which job."""
        return f"Job {self.job.number}" if self.job else self.HEADING

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Only what was touched."""
        from coordinator.actions.jobs.jobs import change_job

        job, fields = self.job, self.changed(values)
        if job is None:
            return "The job is still being read."
        if not fields:
            return "Nothing was changed."
        if "contact_id" in fields:
            fields["contact_id"] = int(fields["contact_id"]) if fields["contact_id"] else None
        if "requested_at" in fields:
            try:
                at = read_moment(fields["requested_at"], self.desk.today(), self.desk.zone)
            except Unclear as problem:
                return str(problem)
            fields["requested_at"] = at
        for name, column in _OFFICERS.items():
            if name in fields:
                found = self.desk.ask(_officer, fields.pop(name))
                if isinstance(found, str):
                    return found
                fields[column] = found
        told = with_own(fields)
        return lambda book, actor: change_job(book, actor, job.id, told)


PAYERS = (("employer", "the employer"), ("agency", "the agency itself: no invoice"))

_OFFICERS = {"leader": "led_by_id", "asked": "asked_officer_id"}
"""Fields in which an officer is named, and where he is kept."""


def _officer(connection: Any, words: str) -> int | str | None:
    """The officer whom words name, None for none, or a sentence."""
    return officer_named(connection, words) if words.strip() else None
