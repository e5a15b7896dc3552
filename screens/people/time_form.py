"""The form in which an officer's time is entered: when he would work, or cannot."""

from collections.abc import Mapping
from typing import Any

from coordinator.rules.words import AvailabilityKind
from screens.parts.entry import Entry, Kind, choice
from screens.people.officer_form import AboutOfficer
from screens.record_form import Doing
from screens.spans import END_HINT, Unclear, read_day_span

KINDS = (
    (AvailabilityKind.UNAVAILABLE.value, "cannot"),
    (AvailabilityKind.AVAILABLE.value, "would work"),
)


class TimeForm(AboutOfficer):
    """When he would work, or cannot."""

    HEADING = "His time"
    WHAT = "time"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """What he says, and of when."""
        return (
            choice("kind", "He", KINDS, "unavailable", needed=True),
            Entry("date", "Date", self.desk.today().isoformat(), Kind.DATE, needed=True),
            Entry("start", "Start", "00:00", hint="06:00 or 0600", needed=True),
            Entry("end", "End", "+24", hint=END_HINT, needed=True),
            Entry("words", "Words"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Note it."""
        from coordinator.actions.people.availability import state_time

        try:
            span = read_day_span(values, self.desk.today(), self.desk.zone)
        except Unclear as problem:
            return str(problem)
        whose, kind, words = self.officer_id, values["kind"], values["words"]
        return lambda book, actor: state_time(book, actor, whose, kind, span, words)
