"""One answer whole: his words, what was understood, why it waits, who it may be, the headers."""

from collections.abc import Iterable
from typing import Any

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.messages import inbox_acts, inbox_words
from screens.messages.inbox_judging import Judging
from screens.messages.inbox_words import Whole
from screens.shown import ago
from storage.queries.messages.inbox import raw_head, received_line, who_may_it_be


class ReceivedScreen(BookScreen[str | None]):
    """One answer; the keys of the Inbox act on it."""

    NAME = "received"
    HEADING = "Answer"

    def __init__(self, desk: Desk, received_id: int) -> None:
        super().__init__(desk)
        self.received_id = received_id
        self.whole: Whole | None = None
        self.judging = Judging(desk, self._attend, self._draw)

    def compose_body(self) -> Iterable[Widget]:
        """The words, scrolling."""
        with VerticalScroll(id="answer"):
            yield Static("", markup=False, id="words")

    def on_mount(self) -> None:
        """Read it."""
        self.query_one("#answer").focus()
        self.status.say(self.HEADING, "…")
        self.reload()

    def reload(self) -> None:
        """All that is kept of it."""
        self.fetch("answer", self._show, _whole, self.received_id)

    def _show(self, found: Whole) -> None:
        self.whole = found
        self._draw()
        self.judging.judge((found.row,))

    def _draw(self) -> None:
        if self.whole is None:
            return
        row, now = self.whole.row, self.desk.clock()
        words = inbox_words.whole_words(self.whole, self.judging.of(row), now, self.desk.zone)
        self.query_one("#words", Static).update(words)
        about = row.position or row.detail
        self.status.say(
            f"From {inbox_words.whose(row)}", row.state.upper(), about, ago(row.received_at, now)
        )

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_accept(self) -> None:
        """Do what it says."""
        inbox_acts.accept(self, (self.received_id,))

    def action_ignore(self) -> None:
        """Put it aside."""
        inbox_acts.ignore(self, (self.received_id,))

    def action_link_person(self) -> None:
        """Say who wrote it."""
        inbox_acts.ask_link(self, self.received_id)

    def action_report(self) -> None:
        """Keep it as the report of its detail."""
        if self.whole is not None:
            inbox_acts.ask_report(self, self.whole.row)

    def action_message(self) -> None:
        """Everything said to him and by him."""
        if self.whole is not None:
            inbox_acts.open_conversation(self, self.whole.row)

    def action_open(self) -> None:
        """The detail that it is about."""
        if self.whole is not None and self.whole.row.detail_id is not None:
            from screens.roads import open_record

            open_record(self, "detail", self.whole.row.detail_id)
        else:
            self.refuse("It is about no detail.")

    def action_refill(self) -> None:
        """The candidates of the seat that it is about."""
        position_id = self.whole.row.position_id if self.whole is not None else None
        if position_id is None:
            self.refuse("It is about no position.")
        else:
            from screens.staffing.staffing import refill_position

            refill_position(self, self.judging.ahead, position_id)

    def action_undo_action(self) -> None:
        """Take back what it did when it came; it waits again."""
        inbox_acts.take_back(self, self.received_id)

    def action_copy(self) -> None:
        """His address, his words, or all of it."""
        from screens.copying import ask_copy_of

        if self.whole is not None:
            row = self.whole.row
            ask_copy_of(self, (("address", row.address), ("words", row.text)))

    def action_log(self) -> None:
        """Everything ever done to it."""
        from screens.book.record_log import show_log

        show_log(self, "received", self.received_id, f"answer {self.received_id}")


def _whole(connection: Any, received_id: int) -> Whole | None:
    row = received_line(connection, received_id)
    if row is None:
        return None
    maybe = () if row.known else who_may_it_be(connection, received_id)
    return Whole(row, raw_head(connection, received_id), maybe)
