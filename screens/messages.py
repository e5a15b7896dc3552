"""The outbox: what is held, what has gone, what failed and why, and what to do about it."""

from collections.abc import Callable, Sequence
from typing import Any

from rich.text import Text

from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.shown import cell, lines, stamp, visible
from storage.queries.ledgers import MESSAGES, MessageLine
from storage.queries.outbox import message_body

_TONES = {
    "failed": "error",
    "unknown": "error",
    "unreachable": "error",
    "expired": "error",
    "held": "warning",
    "due": "warning",
    "waiting": "warning",
    "draft": "warning",
    "sent": "success",
}


class Messages(ListScreen):
    """All messages, the newest first."""

    NAME = "messages"
    HEADING = "Messages"
    NOUN = ("message", "messages")
    LISTING = MESSAGES
    ORDER = "time"
    REVERSE = True
    EMPTY = "Nobody has been told anything yet."
    COLUMNS = (
        Column("State", 11),
        Column("To", 16, "name", grow=1),
        Column("By", 5),
        Column("Subject", 24, grow=2),
        Column("Detail", 11),
    )

    def fixed(self) -> tuple[tuple[str, int | str], ...]:
        """The instant at which states are worked out."""
        return (("now", self.desk.clock()),)

    def reload(self) -> None:
        """The clock moves on: what was held may be due."""
        from dataclasses import replace

        self.view = replace(self.view, fixed=self.fixed())
        super().reload()

    def cells(self, row: MessageLine) -> tuple[Text, ...]:
        """State, to whom, on which channel, about what."""
        return (
            cell(row.state.upper(), self.tone(_TONES.get(row.state, "muted"))),
            cell(row.name),
            cell(row.channel),
            cell(row.subject),
            cell(row.detail),
        )

    def side_words(self, row: MessageLine) -> str:
        """When, where to, and the gateway's answer."""
        zone = self.desk.zone
        parts = [
            f"{row.state.upper()}: {row.event.replace('_', ' ')} to {row.audience}",
            f"{visible(row.name)} {visible(row.address)}",
            f"queued {stamp(row.queued_at, zone)}",
            f"leaves {stamp(row.leaves_at, zone)}" if row.state == "held" else "",
            visible(row.answer),
            "",
            visible(row.subject),
        ]
        return "\n".join(parts)

    def copies(self, row: MessageLine) -> Sequence[tuple[str, str]]:
        """Address, answer."""
        return (("address", row.address), ("answer", row.answer), ("detail", row.detail))

    def open_row(self, row: MessageLine) -> None:
        """The text of the message."""
        from screens.modals import Reader

        words = f"{self.side_words(row)}\n"

        def show(body: str) -> None:
            self.app.push_screen(Reader(f"To {row.name}", f"{words}\n{lines(body)}"))

        self.fetch("body", show, message_body, row.id)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_retry(self) -> None:
        """Try failed ones again."""
        from coordinator.actions.messages import retry

        self._move(retry)

    def action_send_now(self) -> None:
        """Let held ones leave."""
        from coordinator.actions.messages import send_now

        self._move(send_now)

    def action_recall(self) -> None:
        """Keep held ones from leaving."""
        from coordinator.actions.messages import recall

        self._move(recall)

    def _move(self, action: Callable[..., Any]) -> None:
        from screens.detail_acts import saying

        if self.chosen():
            self.perform(saying(self), action, self.chosen())
            self.clear_marks()
