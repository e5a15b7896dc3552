"""A note on any record; with a date it stands on Today until it is done."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from screens.dates import instants, read_time
from screens.parts.entry import Entry, Kind
from screens.record_form import Doing, RecordForm


class NoteForm(RecordForm):
    """`subject` is the record as 'table:id'."""

    HEADING = "Note"

    def __init__(self, desk: Desk, subject: str, name: str = "") -> None:
        super().__init__(desk, f"note on {subject}")
        self.subject = subject
        self.whose = name

    def title_words(self) -> str:
        """With the record's name."""
        return f"{self.HEADING} on {self.whose}" if self.whose else self.HEADING

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The text, and when it comes back."""
        return (
            Entry("text", "Note", needed=True),
            Entry("on", "Comes back on", "", Kind.DATE, "empty: it stays a note"),
            Entry("at", "at", "09:00", hint="a time such as 9:00 or 1430"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Write it."""
        from datetime import date

        from coordinator.actions.notes import write_note

        due_at = None
        if values["on"]:
            wall = read_time(values["at"])
            found = (
                instants(date.fromisoformat(values["on"]), *wall, self.desk.zone) if wall else ()
            )
            if not found:
                return f"'{values['at']}' is no time of that day. Write 9:00 or 1430."
            due_at = found[0]
        return lambda book, actor: write_note(book, actor, self.subject, values["text"], due_at)
