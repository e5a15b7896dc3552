"""Suspensions from details that the policy's ladder asks for: confirmed or dismissed by name."""

from collections.abc import Sequence

from rich.text import Text

from screens.parts.columns import Column
from screens.shown import cell, visible
from screens.staffing.decided import DecidedList
from storage.queries.people.suspensions import SUSPENSIONS, SuspensionLine

_TONES = {"proposed": "warning", "confirmed": "error"}


class Suspensions(DecidedList):
    """The suspensions, the latest event first; at first only those that wait."""

    NAME = "suspensions"
    HEADING = "Suspensions"
    NOUN = ("suspension", "suspensions")
    LISTING = SUSPENSIONS
    LOGGED = "suspension"
    ORDER = "event"
    REVERSE = True
    START_FILTER = "is:waiting"
    EMPTY = "No suspension waits.\n\nf shows those that were confirmed and dismissed."
    COLUMNS = (
        Column("State", 9),
        Column("Event", 10, "event"),
        Column("Officer", 12, "officer", grow=1),
        Column("Time", 4),
        Column("Days", 4),
        Column("Until", 10, "until"),
        Column("By clause", 14, grow=2),
    )

    def cells(self, row: SuspensionLine) -> tuple[Text, ...]:
        """State, date of the event, officer, which time it is, days, until when, clause."""
        return (
            cell(row.state.upper(), self.tone(_TONES.get(row.state, "muted"))),
            cell(row.event_on),
            cell(row.name),
            cell(f"{row.step}.", right=True),
            cell(row.days, right=True),
            cell(row.until_on),
            cell(row.clause),
        )

    def side_words(self, row: SuspensionLine) -> str:
        """Everything about it."""
        return "\n\n".join(visible(line) for line in _words(row))

    def copies(self, row: SuspensionLine) -> Sequence[tuple[str, str]]:
        """Badge, and the suspension in words."""
        return (("badge", row.badge), ("suspension", "\n".join(_words(row))))

    def open_row(self, row: SuspensionLine) -> None:
        """The officer."""
        from screens.roads import open_record

        open_record(self, "officer", row.officer_id)

    def action_suspend(self) -> None:
        """A supervisor confirms it: the officer is suspended."""
        from coordinator.actions.policy.suspensions import confirm_suspension

        self.ask_who("Confirm: who decides", lambda by: self.settle(confirm_suspension, by))

    def action_excuse(self) -> None:
        """A supervisor dismisses it, with the reason."""
        self.ask_who("Dismiss: who decides", self._ask_why)

    def _ask_why(self, by: str) -> None:
        from coordinator.actions.policy.suspensions import dismiss_suspension

        hint = "the event still counts for the next time · esc leaves it"
        self.ask_words(
            "Dismiss: for what reason?",
            hint,
            lambda words: self.settle(dismiss_suspension, by, words),
        )


def _words(row: SuspensionLine) -> tuple[str, ...]:
    lines = [
        f"{row.name} #{row.badge}",
        f"{row.step}. time, on {row.event_on}: {row.days} days by {row.clause}",
        f"{row.from_on} to {row.until_on}, that day not included",
    ]
    if row.decided_by:
        why = f": {row.words}" if row.words else ""
        lines.append(f"{row.state} by {row.decided_by}{why}")
    return tuple(lines)
