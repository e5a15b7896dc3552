"""The Inbox: what people answered, judged by the policy, and what is made of it."""

from collections.abc import Callable, Sequence
from typing import Any

from rich.text import Text

from coordinator.desk import Desk
from screens.list_keys import ListScreen
from screens.messages import inbox_acts, inbox_words
from screens.messages.inbox_judging import Judging
from screens.parts.columns import Column
from screens.shown import ago, cell
from storage.queries.messages.inbox import RECEIVED, ReceivedLine

WAITING = "is:waiting"


class Inbox(ListScreen):
    """What waits for the coordinator, who wrote first on top; the filter finds the rest."""

    NAME = "inbox"
    HEADING = "Inbox"
    NOUN = ("answer", "answers")
    LISTING = RECEIVED
    ORDER = "time"
    START_FILTER = WAITING
    EMPTY = "No answer waits.\n\nf shows those that are done or put aside, ] is the Outbox."
    COLUMNS = (
        Column("Came", 10, "time"),
        Column("Who", 12, "person", grow=1),
        Column("Says", 12, grow=1),
        Column("About", 11, "detail"),
        Column("Verdict, or why it waits", 22, grow=3),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.judging = Judging(desk, self._attend, self._verdicts_came)

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def draw(self) -> None:
        """The window, and then the verdicts as they come."""
        super().draw()
        self.judging.judge(line.row for line in self.held.lines)

    def _verdicts_came(self) -> None:
        super().draw()

    def cells(self, row: ReceivedLine) -> tuple[Text, ...]:
        """How long ago, who, what he says, about what, whether he may."""
        found = self.judging.of(row)
        tone = found.tone if found else "" if row.known else "warning"
        return (
            cell(ago(row.received_at, self.desk.clock())),
            cell(inbox_words.whose(row), "" if row.known else self.tone("warning")),
            cell(inbox_words.says(row)),
            cell(inbox_words.about(row)),
            cell(inbox_words.standing(row, found), self.tone(tone)),
        )

    def side_words(self, row: ReceivedLine) -> str:
        """His words, what was understood, every reason."""
        found = self.judging.of(row)
        return inbox_words.side_words(row, found, self.desk.clock(), self.desk.zone)

    def copies(self, row: ReceivedLine) -> Sequence[tuple[str, str]]:
        """His address, his words, the detail."""
        return (("address", row.address), ("words", row.text), ("detail", row.detail))

    def filter_by(self, text: str) -> None:
        """What waits stands as it came; what is over, the latest first."""
        waiting = WAITING in text.split()
        if text.strip() != self.view.text and self.view.order == self.ORDER:
            from dataclasses import replace

            self.view = replace(self.view, reverse=not waiting)
        super().filter_by(text)

    def open_row(self, row: ReceivedLine) -> None:
        """All of it."""
        from screens.messages.received import ReceivedScreen

        self.app.push_screen(ReceivedScreen(self.desk, row.id), self.told)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_accept(self) -> None:
        """Do what the marked ones say, or the one under the cursor."""
        self._settle(inbox_acts.accept)

    def action_ignore(self) -> None:
        """Put them aside."""
        self._settle(inbox_acts.ignore)

    def _settle(self, act: Callable[..., None]) -> None:
        if self.chosen():
            act(self, self.chosen())
            self.clear_marks()

    def action_link_person(self) -> None:
        """Say who wrote it."""
        if self.row is not None:
            inbox_acts.ask_link(self, self.row.id)

    def action_message(self) -> None:
        """Everything said to him and by him."""
        if self.row is not None:
            inbox_acts.open_conversation(self, self.row)

    def action_report(self) -> None:
        """Keep it as the report of its detail."""
        if self.row is not None:
            inbox_acts.ask_report(self, self.row)

    def action_refill(self) -> None:
        """The candidates of the seat that it is about."""
        row = self.row
        if row is None or row.position_id is None:
            self.refuse("It is about no position.")
        else:
            from screens.staffing.staffing import refill_position

            refill_position(self, self.judging.ahead, row.position_id)

    def action_undo_action(self) -> None:
        """Take back what the answer did when it came; it waits again."""
        if self.row is not None:
            inbox_acts.take_back(self, self.row.id)

    def action_look_now(self) -> None:
        """Look into the mailboxes now."""
        inbox_acts.look_now(self)

    def action_log(self) -> None:
        """Everything ever done to it."""
        from screens.book.record_log import show_log

        row: Any = self.row
        if row is not None:
            show_log(self, "received", row.id, f"answer {row.id}")
