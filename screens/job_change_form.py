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
        return lambda book, actor: change_job(book, actor, job.id, fields)
