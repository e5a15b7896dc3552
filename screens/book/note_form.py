"""A note on any record; with a date it stands on Today until it is done."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.dates import instants, read_time
from screens.parts.entry import Entry, Kind, choice
from screens.record_form import Doing, RecordForm
from screens.shown import visible

KINDS = (
    ("site_visit", "a site visit"),
    ("after_action", "after the detail"),
    ("incident", "an incident (restricted)"),
    ("complaint", "a complaint (restricted)"),
)
"""What a note may tell of; the restricted stand on the coordinator's screens only."""


def ask_note(screen: BookScreen[Any], table: str, record: int) -> None:
    """`A`: write a note on the record that the screen has at hand."""
    screen.app.push_screen(NoteForm(screen.desk, f"{table}:{record}"), screen.told)


class NoteForm(RecordForm):
    """`subject` is the record as 'table:id'; a note on a detail may be on its whole job."""

    HEADING = "Note"

    def __init__(self, desk: Desk, subject: str) -> None:
        super().__init__(desk, f"note on {subject}")
        self.subject = subject
        self.about: tuple[tuple[str, str], ...] = ()

    def title_words(self) -> str:
        """With the record's name."""
        return f"{self.HEADING} on {self.about[0][1]}" if self.about else self.HEADING

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The text, when it comes back, and where the note may be on more than one record."""
        self.about = _records(connection, self.subject)
        more = choice("about", "About", self.about, self.subject, needed=True)
        return (
            Entry("text", "Note", needed=True),
            Entry("on", "Comes back on", "", Kind.DATE, "empty: it stays a note"),
            Entry("at", "at", "09:00", hint="a time such as 9:00 or 1430"),
            *((more,) if len(self.about) > 1 else ()),
            choice("kind", "Tells of", KINDS),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Write it."""
        from datetime import date

        from coordinator.actions.book.notes import NoteSays, write_note

        due_at = None
        if values["on"]:
            wall = read_time(values["at"])
            found = (
                instants(date.fromisoformat(values["on"]), *wall, self.desk.zone) if wall else ()
            )
            if not found:
                return f"'{values['at']}' is no time of that day. Write 9:00 or 1430."
            due_at = found[0]
        subject = values.get("about", self.subject)
        says = NoteSays(values["kind"] or "")
        return lambda book, actor: write_note(book, actor, subject, values["text"], due_at, says)


def _records(connection: Any, subject: str) -> tuple[tuple[str, str], ...]:
    """The record and its name; behind a detail its job, which has no screen of its own."""
    from storage.queries.book.labels import label
    from storage.queries.staffing.details import detail_head

    own = (subject, visible(label(connection, subject)))
    table, _, row = subject.partition(":")
    head = detail_head(connection, int(row)) if table == "detail" else None
    return (own, (f"job:{head.job_id}", f"job {head.job_number}, every detail")) if head else (own,)
