"""Cases of details already worked that a later record speaks against: asked, answered, decided."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.widget import Widget
from textual.widgets import ProgressBar

from screens.parts.columns import Column
from screens.shown import cell, counted, day, visible
from screens.staffing.decided import ON_RECORD, DecidedList
from screens.staffing.waiting import WaitingScreen
from storage.queries.people.overlap_cases import CASES, CaseLine, LateApproval, late_approvals

if TYPE_CHECKING:
    from coordinator.actions.policy.looking_back import LookedBack
    from coordinator.actions.results import Refused
    from coordinator.rules.spans import Calendar

LATE_DAYS = 365
"""So far back approvals that came too late are listed."""
_TONES = {"open": "error", "asked": "warning", "upheld": "error", "cleared": "success"}


class OverlapCases(DecidedList, WaitingScreen[None]):
    """The cases, the latest work first; at first only those that wait."""

    NAME = "cases"
    HEADING = "Cases"
    NOUN = ("case", "cases")
    LISTING = CASES
    LOGGED = "overlap_case"
    ORDER = "worked"
    REVERSE = True
    START_FILTER = "is:waiting"
    EMPTY = "No case waits.\n\nB looks back; f shows cleared, upheld and gone ones."
    COLUMNS = (
        Column("State", 8),
        Column("Worked", 10, "worked"),
        Column("Position", 11),
        Column("Officer", 10, "officer", grow=1),
        Column("Record", 9, room=66),
        Column("Overlap", 7, "overlap"),
        Column("Data", 7, room=78),
        Column("Knew", 4, room=78),
    )

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The list, and how far a look has come."""
        yield from super().compose_body()
        yield ProgressBar(id="progress", show_eta=False)

    def cells(self, row: CaseLine) -> tuple[Text, ...]:
        """State, day, position, officer, record, overlap, age of the schedule, what was known."""
        from coordinator.actions.policy.case_words import age_words, minutes_words

        age = "none" if row.age_minutes is None else age_words(row.age_minutes)
        return (
            cell(row.state.upper(), self.tone(_TONES.get(row.state, "muted"))),
            cell(day(row.worked_from_at, self.desk.zone)),
            cell(row.position),
            cell(row.name),
            cell(row.leave_kind or row.kind),
            cell(minutes_words(row.minutes), right=True),
            cell(age, right=True),
            cell("YES" if row.knew else "no", self.tone("error" if row.knew else "muted")),
        )

    def side_words(self, row: CaseLine) -> str:
        """Everything about the case."""
        return "\n".join(f"{visible(line)}\n" for line in self._words(row))

    def _words(self, row: CaseLine) -> tuple[str, ...]:
        from coordinator.actions.policy.case_words import case_words

        return case_words(row, self._calendar())

    def _calendar(self) -> "Calendar":
        from coordinator.rules.spans import Calendar

        return Calendar(self.desk.agency.timezone)

    def copies(self, row: CaseLine) -> Sequence[tuple[str, str]]:
        """Position, badge, and the case in words."""
        words = "\n".join(self._words(row))
        return (("position", row.position), ("badge", row.badge), ("case", words))

    def open_row(self, row: CaseLine) -> None:
        """The detail that was worked."""
        from screens.roads import open_record

        open_record(self, "detail", row.detail_id)

    def action_read_all(self) -> None:
        """The whole case, with its record, to read and to copy."""
        from screens.modals import Reader

        if self.row is not None:
            words = "\n".join(visible(line) for line in self._words(self.row))
            self.app.push_screen(Reader(f"Case {self.row.id}", words))

    # ── asked, answered, decided ────────────────────────────────────────────────────────────

    def action_ask_officer(self) -> None:
        """The officer has been asked; his answer is awaited."""
        from coordinator.actions.policy.overlap_cases import ask_officer

        if self.chosen():
            self._settle(ask_officer)

    def action_answer(self) -> None:
        """Write down what the officer said."""
        from coordinator.actions.policy.overlap_cases import enter_answer

        self._with_words("What does the officer say", enter_answer)

    def action_clear_case(self) -> None:
        """Nothing was wrong."""
        from coordinator.actions.policy.overlap_cases import clear_case

        self._with_words("Clear: why was nothing wrong", clear_case)

    def action_uphold(self) -> None:
        """The record stands against the officer."""
        from coordinator.actions.policy.overlap_cases import uphold_case

        self._with_words("Uphold: what is decided", uphold_case)

    def _with_words(self, title: str, action: Callable[..., Any]) -> None:
        chosen, row = self.chosen(), self.row
        if chosen and row is not None:
            whom = row.name if len(chosen) == 1 else counted(len(chosen), *self.NOUN)
            hint = ON_RECORD.format("your")
            self.ask_words(f"{title}? ({whom})", hint, lambda words: self._settle(action, words))

    def _settle(self, action: Callable[..., Any], *more: Any) -> None:
        from screens.staffing.detail_acts import saying

        self.perform(saying(self), action, self.chosen(), *more)
        self.clear_marks()

    # ── looking back ────────────────────────────────────────────────────────────────────────

    def action_look_back(self) -> None:
        """Hold everything that was worked against the records of today."""
        if self.desk.looking_only:
            self.refuse(self.desk.looking_only)
            return
        function = "coordinator.actions.policy.looking_back:look_apart"
        self.start(function, (self.desk.actor(),), self._looked, "Looking back …")

    def _looked(self, found: "LookedBack | Refused") -> None:
        from coordinator.actions.results import Refused

        self.reload()
        if isinstance(found, Refused):
            self.refuse(found.sentence)
        else:
            self.say(found.sentence, "done")

    def action_late(self) -> None:
        """Approvals that came after the work had begun, of a year."""
        now = self.desk.clock()
        span = now - LATE_DAYS * 86_400, now
        self.fetch("late", self._show_late, late_approvals, span)

    def _show_late(self, found: tuple[LateApproval, ...]) -> None:
        from coordinator.actions.policy.case_words import late_approval_words
        from screens.modals import Reader

        if not found:
            self.say("Nothing was approved after its work had begun, in a year.")
            return
        calendar = self._calendar()
        words = "\n".join(visible(late_approval_words(one, calendar)) for one in found)
        title = f"Approved after the work had begun: {len(found):,} in a year"
        self.app.push_screen(Reader(title, words))

    # ── paper ───────────────────────────────────────────────────────────────────────────────

    def action_print(self) -> None:
        """The register of what is shown, as PDF."""
        from functools import partial

        from coordinator.actions.policy.case_register import make_case_register
        from screens.printing import hand_over

        making = partial(make_case_register, now=self.desk.clock())
        hand_over(self, "Register of cases", making, self.view)
