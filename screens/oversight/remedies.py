"""The ledger of remedies: what errors cost officers, and what was done about it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.text import Text

from screens.dates import DATE_HINT, read_date
from screens.parts.columns import Column
from screens.shown import cell, day, hours, money, visible
from screens.staffing.decided import DecidedList
from storage.queries.distribution.redresses import REMEDIES, RemedyLine

_TONES = {"owed": "warning", "given": "success"}


class Remedies(DecidedList):
    """The remedies, the latest error first; at first only those still owed."""

    NAME = "remedies"
    HEADING = "Remedies"
    NOUN = ("remedy", "remedies")
    LISTING = REMEDIES
    LOGGED = "remedy"
    ORDER = "found"
    REVERSE = True
    START_FILTER = "is:owed"
    EMPTY = (
        "No remedy is owed.\n\nn works past awards out again with a wrong fact put right.\n"
        "f shows those that were given and waived."
    )
    COLUMNS = (
        Column("State", 7),
        Column("Officer", 12, "officer", grow=1),
        Column("Hours", 7, "hours"),
        Column("Details", 7),
        Column("Money", 9),
        Column("Error", 14, grow=2),
    )

    def cells(self, row: RemedyLine) -> tuple[Text, ...]:
        """State, officer, what he lost or won, and the error."""
        return (
            cell(row.state.upper(), self.tone(_TONES.get(row.state, "muted"))),
            cell(row.name),
            cell(_signed(row.minutes), right=True),
            cell(f"{row.details:+d}" if row.details else "", right=True),
            cell(money(row.cents) if row.cents else "", right=True),
            cell(row.error),
        )

    def side_words(self, row: RemedyLine) -> str:
        """Everything about it."""
        return "\n\n".join(visible(line) for line in self._words(row))

    def copies(self, row: RemedyLine) -> Sequence[tuple[str, str]]:
        """Badge, and the remedy in words."""
        return (("badge", row.badge), ("remedy", "\n".join(self._words(row))))

    def open_row(self, row: RemedyLine) -> None:
        """The officer."""
        from screens.roads import open_record

        open_record(self, "officer", row.officer_id)

    def _words(self, row: RemedyLine) -> tuple[str, ...]:
        lost = "lost" if row.minutes >= 0 else "had too much:"
        lines = [
            f"{row.name} #{row.badge}",
            f"{lost} {_signed(row.minutes).lstrip('+-')} h, {abs(row.details)} details"
            + (f", {money(abs(row.cents))}" if row.cents else ""),
            f"{row.error} (found {day(row.found_at, self.desk.zone)})",
        ]
        if row.settled_by:
            counted = f", entered in {row.tally}" if row.tally else ""
            lines.append(f"{row.state} by {row.settled_by}: {row.words}{counted}")
        return tuple(lines)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_make_whole(self) -> None:
        """Work past awards out again with a wrong fact put right."""
        from coordinator.actions.distribution.said_corrections import FORMS
        from screens.modals import Ask

        hint = f"{FORMS[0]} · {FORMS[1]} · schedule · empty: as the book was corrected lately"
        title = "What should have been?"
        self.app.push_screen(Ask(title, hint=hint, empty_ok=True), self._since)

    def _since(self, said: str | None) -> None:
        from screens.modals import Ask

        def answered(given: str | None) -> None:
            first = read_date(given, self.desk.today()) if given else None
            if given and first is None:
                self.refuse(f"'{given}' is no date. Write {DATE_HINT}.")
            elif first is not None and said is not None:
                self._read(said, first)

        if said is not None:
            value = f"{self.desk.today().year}-01-01"
            hint = f"details that start from this date on · {DATE_HINT}"
            self.app.push_screen(Ask("Since when?", value=value, hint=hint), answered)

    def _read(self, said: str, first: date) -> None:
        if said.strip().lower() == "schedule":
            self._work_out(((), "", True), first)
            return

        def found(result: Any) -> None:
            from coordinator.actions.results import Refused

            if isinstance(result, Refused):
                self.refuse(result.sentence)
            else:
                self._work_out((result, said, False), first)

        self.fetch("corrections", found, _corrections, said)

    def _work_out(self, said: tuple[Any, str, bool], first: date) -> None:
        from coordinator.actions.past_awards.make_whole import Error
        from screens.oversight.make_whole import MadeWholeScreen

        corrections, words, schedule = said
        error = Error(corrections, None, schedule, words)
        self.app.push_screen(MadeWholeScreen(self.desk, error, first), self.told)

    def action_give(self) -> None:
        """Somebody named gives it."""
        from coordinator.actions.distribution.redressing import AHEAD, PAID, give_remedy
        from screens.modals import Choose

        def chosen(way: str | None) -> None:
            if way:
                self.ask_who("Who gives it", lambda by: self.settle(give_remedy, by, way=way))

        if self.row is not None:
            ways = ((PAID, "paid: it counts as worked"), (AHEAD, "put ahead: it counts less"))
            self.app.push_screen(Choose(f"Give {self.row.name}", ways), chosen)

    def action_waive(self) -> None:
        """Somebody named decides that nothing is done."""
        self.ask_who("Waive: who decides", self._ask_why)

    def _ask_why(self, by: str) -> None:
        from coordinator.actions.distribution.redressing import waive_remedy

        hint = "it goes on record · u undoes · esc leaves it"
        self.ask_words(
            "Waive: for what reason?", hint, lambda words: self.settle(waive_remedy, by, words)
        )


def _corrections(connection: Any, said: str) -> Any:
    # Imported on the reading thread: the rules must not delay a key.
    from coordinator.actions.distribution.said_corrections import read_corrections

    return read_corrections(connection, [said])


def _signed(minutes: int) -> str:
    return f"{'+' if minutes >= 0 else '-'}{hours(abs(minutes))}"
