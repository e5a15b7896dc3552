"""Findings of audits: given to somebody, answered, closed with evidence, opened again."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rich.text import Text

from screens.parts.columns import Column
from screens.shown import cell, visible
from screens.staffing.decided import DecidedList
from storage.queries.oversight.findings import FINDINGS, FindingLine, finding_words

_TONES = {"open": "warning", "answered": ""}


class Findings(DecidedList):
    """The findings, the next due first; at first only those that are not closed."""

    NAME = "findings"
    HEADING = "Findings"
    NOUN = ("finding", "findings")
    LISTING = FINDINGS
    LOGGED = "audit_finding"
    ORDER = "due"
    START_FILTER = "is:open"
    EMPTY = "No finding is open.\n\nn writes one down; f shows those that were closed."
    COLUMNS = (
        Column("State", 9),
        Column("No.", 9, "number"),
        Column("Due", 10, "due"),
        Column("Owner", 12, "owner", grow=1),
        Column("Finding", 16, grow=3),
        Column("About", 14, grow=1, room=70),
    )

    def cells(self, row: FindingLine) -> tuple[Text, ...]:
        """State, number, until when, who answers for it, what it is, what it is about."""
        late = row.state != "closed" and (row.due_on or "9") < self.desk.today().isoformat()
        return (
            cell(row.state.upper(), self.tone(_TONES.get(row.state, "muted"))),
            cell(row.number),
            cell(row.due_on or "", self.tone("error") if late else ""),
            cell(row.owner or "nobody"),
            cell(row.title),
            cell(f"{row.badge} {row.name}" if row.badge else row.exception),
        )

    def side_words(self, row: FindingLine) -> str:
        """Everything about it."""
        return "\n\n".join(visible(line) for line in finding_words(row))

    def copies(self, row: FindingLine) -> Sequence[tuple[str, str]]:
        """Its number, and the whole of it."""
        return (("number", row.number), ("finding", "\n".join(finding_words(row))))

    def open_row(self, row: FindingLine) -> None:
        """The whole of it to read."""
        from screens.record_reading import read_finding

        read_finding(self, row.id)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_new(self) -> None:
        """Write one down that no test found."""
        self.ask_words("What was found?", "a title · u undoes · esc leaves it", self._raise)

    def _raise(self, title: str) -> None:
        from coordinator.actions.oversight.findings import NewFinding, raise_finding
        from screens.staffing.detail_acts import saying

        self.perform(saying(self), raise_finding, NewFinding(title))

    def action_edit(self) -> None:
        """Who answers for it, and until when."""
        if self.row is not None:
            self.ask_words("Who answers for it?", "a name", self._ask_due)

    def _ask_due(self, owner: str) -> None:
        self._ask_more(
            "Until when?", "a date such as 2026-07-01, or nothing", partial(self._assign, owner)
        )

    def _assign(self, owner: str, due: str) -> None:
        from coordinator.actions.oversight.findings import assign_finding

        self.settle(assign_finding, owner=owner, due_on=due)

    def action_answer(self) -> None:
        """What was said to it."""
        from coordinator.actions.oversight.findings import answer_finding

        if self.row is not None:
            self.ask_words("The answer", "in his own words", partial(self.settle, answer_finding))

    def action_done(self) -> None:
        """Close it: what was done, and what shows it."""
        if self.row is not None:
            self.ask_words("What was done?", "esc leaves it", self._ask_evidence)

    def _ask_evidence(self, done: str) -> None:
        hint = "in words, or the path of a paper, which is kept with the finding"
        self.ask_words("What shows it?", hint, partial(self._close, done))

    def _close(self, done: str, evidence: str) -> None:
        from coordinator.actions.oversight.findings import close_finding

        path = Path(evidence).expanduser()
        shown: dict[str, Any] = {"evidence": evidence}
        if "/" in evidence and path.is_file():
            shown = {"paper": path}
        self.settle(close_finding, done=done, **shown)

    def action_reopen(self) -> None:
        """It was closed too soon."""
        from coordinator.actions.oversight.findings import reopen_finding

        if self.row is not None:
            self.ask_words("Why again?", "esc leaves it", partial(self.settle, reopen_finding))

    def action_papers(self) -> None:
        """Papers kept with it."""
        from screens.book.papers import ask_papers

        if self.row is not None:
            ask_papers(self, f"audit_finding:{self.row.id}", f"finding {self.row.number}")

    def _ask_more(self, title: str, hint: str, then: Any) -> None:
        from screens.modals import Ask

        def answered(words: str | None) -> None:
            if words is not None:
                then(words.strip())

        self.app.push_screen(Ask(title, hint=hint, empty_ok=True), answered)
