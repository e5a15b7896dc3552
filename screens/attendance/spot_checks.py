"""Spot checks: seats drawn by lot for a visit, and what was found there."""

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from screens.modals import Ask, AskTwo, Choose
from screens.parts.columns import Column
from screens.shown import cell, day, day_and_clock, midnight, span, visible
from screens.staffing.decided import DecidedList
from storage.queries.attendance.spot_checks import SPOT_CHECKS, SpotLine

_TONES = {"present": "success", "absent": "error", "other": "warning"}
_RESULTS = (
    ("present", "present: he was there"),
    ("absent", "absent: he was not"),
    ("other", "other: something else, in words"),
)


class SpotChecks(DecidedList):
    """The seats drawn, the earliest first; at first those that nobody has visited."""

    NAME = "spot_checks"
    HEADING = "Spot checks"
    NOUN = ("spot check", "spot checks")
    LISTING = SPOT_CHECKS
    LOGGED = "spot_check"
    ORDER = "start"
    START_FILTER = "is:waiting"
    EMPTY = "No seat waits for a visit.\n\nn draws some; f shows those that were visited."
    COLUMNS = (
        Column("Day", 10, "start"),
        Column("Time", 13),
        Column("Officer", 12, "officer", grow=2),
        Column("Site", 8, "site", grow=1),
        Column("Position", 11),
        Column("Found", 8),
        Column("By", 8, grow=1),
    )

    def cells(self, row: SpotLine) -> tuple[Text, ...]:
        """When, who, where, what was found, by whom."""
        zone = self.desk.zone
        return (
            cell(day(row.starts_at, zone)),
            cell(span(row.starts_at, row.ends_at, zone)),
            cell(row.name),
            cell(row.site),
            cell(row.number),
            cell((row.result or "").upper(), self.tone(_TONES.get(row.result or "", ""))),
            cell(row.checked_by),
        )

    def side_words(self, row: SpotLine) -> str:
        """The seat, how it was drawn, what was found."""
        zone = self.desk.zone
        found = f"{row.result} {day_and_clock(row.checked_at, zone)} by {row.checked_by}"
        lines = (
            f"{row.number} {row.name} #{row.badge}",
            f"call sign {row.call_sign}" if row.call_sign else "",
            row.employer,
            f"at {row.site}, {row.address}".rstrip(", "),
            "",
            f"drawn {row.place}. with {row.seed}",
            found if row.result else "not visited yet",
            row.words,
        )
        return "\n".join(visible(line) for line in lines)

    def copies(self, row: SpotLine) -> Sequence[tuple[str, str]]:
        """The seat, and the seed with which it was drawn."""
        return (("position", row.number), ("seed", row.seed))

    def open_row(self, row: SpotLine) -> None:
        """The detail."""
        from screens.roads import open_record

        open_record(self, "detail", row.detail_id)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_new(self) -> None:
        """Draw seats of a period with a seed."""
        from screens.periods import ask_period

        ask_period(self, "Draw seats of which days", self._ask_seed)

    def _ask_seed(self, first: date, after: date) -> None:
        since, until = (midnight(on, self.desk.zone) for on in (first, after))

        def draw(seed: str | None) -> None:
            from coordinator.actions.attendance.spot_checks import draw_spot_checks
            from screens.staffing.detail_acts import saying

            if seed:
                self.perform(saying(self), draw_spot_checks, seed, since, until)

        hint = "words that nobody knows beforehand; the same draw the same seats again"
        self.app.push_screen(Ask("Seed of the draw", hint=hint), draw)

    def action_edit(self) -> None:
        """What was found, by whom."""
        row = self.row
        if row is None:
            return

        def chosen(result: str | None) -> None:
            if result is not None:
                self._ask_by(result)

        title = f"What was found of {row.name} on {row.number}"
        self.app.push_screen(Choose(title, _RESULTS), chosen)

    def _ask_by(self, result: str) -> None:
        from coordinator.actions.attendance.spot_checks import record_spot_check

        def answered(given: str | None) -> None:
            if given:
                by, _, words = given.partition("\n")
                self.settle(record_spot_check, result, by, words)

        if result == "other":
            window = AskTwo("What was found", "Who was there", "What was found")
            self.app.push_screen(window, answered)
        else:
            self.app.push_screen(Ask("Who was there"), answered)

    def action_print(self) -> None:
        """The list for whoever drives round, as the filter shows it."""
        from coordinator.actions.attendance.spot_checks import make_spot_list
        from screens.printing import hand_over

        hand_over(self, "Spot checks", make_spot_list, self.view.text)
