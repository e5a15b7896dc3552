"""Changing a job: what it is, whom to ring, the order number, what officers are told to do."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.parts.entry import Entry, Kind, choice
from screens.record_form import Doing, RecordForm
from storage.queries.job import JobSheet, job_of


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
            Entry("post_orders", "Post orders", job.post_orders, Kind.LINES),
        )

    def title_words(self) -> str:
        """Which job."""
        return f"Job {self.job.number}" if self.job else self.HEADING

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Only what was touched."""
        from coordinator.actions.jobs import change_job

        job, fields = self.job, self.changed(values)
        if job is None:
            return "The job is still being read."
        if not fields:
            return "Nothing was changed."
        if "contact_id" in fields:
            fields["contact_id"] = int(fields["contact_id"]) if fields["contact_id"] else None
        for name, column in _OFFICERS.items():
            if name in fields:
                found = self.desk.ask(_officer, fields.pop(name))
                if isinstance(found, str):
                    return found
                fields[column] = found
        return lambda book, actor: change_job(book, actor, job.id, fields)


PAYERS = (("employer", "the employer"), ("agency", "the agency itself: no invoice"))

_OFFICERS = {"leader": "led_by_id", "asked": "asked_officer_id"}
"""Fields in which an officer is named, and where he is kept."""


def _officer(connection: Any, words: str) -> int | str | None:
    """The officer whom words name, None for none, or a sentence."""
    from storage.errors import Missing
    from storage.queries.lookup import officer_id

    try:
        return officer_id(connection, words.strip()) if words.strip() else None
    except Missing as problem:
        return str(problem)
