"""The Outbox: what is held, what has gone and arrived, what failed and why, and what to do then."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.shown import cell, stamp, visible
from storage.queries.money.ledgers import MESSAGES, MessageLine

if TYPE_CHECKING:
    from storage.queries.messages.conversation import Partner

_TONES = {
    "failed": "error",
    "unknown": "error",
    "unreachable": "error",
    "expired": "error",
    "held": "warning",
    "due": "warning",
    "waiting": "warning",
    "draft": "warning",
    "bounced": "error",
    "sent": "success",
    "delivered": "success",
    "answered": "success",
}


class Messages(ListScreen):
    """All messages, the newest first."""

    NAME = "messages"
    HEADING = "Outbox"
    NOUN = ("message", "messages")
    LISTING = MESSAGES
    ORDER = "time"
    REVERSE = True
    EMPTY = "Nobody has been told anything yet.\n\n[ is the Inbox."
    COLUMNS = (
        Column("State", 11),
        Column("To", 16, "name", grow=1),
        Column("By", 5),
        Column("Event", 11, "event", room=96),
        Column("Subject", 22, grow=2),
        Column("Detail", 11),
        Column("Parts", 5, room=76),
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
        """State, to whom, on which channel, about what, and how many texts it costs."""
        from coordinator.actions.messages.text_length import text_length

        parts = text_length(row.text).parts if row.text else ""
        return (
            cell(row.state.upper(), self.tone(_TONES.get(row.state, "muted"))),
            cell(row.name),
            cell(row.channel),
            cell(row.event.replace("_", " ")),
            cell(row.subject),
            cell(row.detail),
            cell(parts, right=True),
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
        """The text of the message, every attempt, and what was heard since."""
        from screens.messages.message_sheet import show_message

        show_message(self, row.id)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_retry(self) -> None:
        """Try failed ones again."""
        from coordinator.actions.messages.messages import retry

        self._move(retry)

    def action_send_now(self) -> None:
        """Let held ones leave."""
        from coordinator.actions.messages.messages import send_now

        self._move(send_now)

    def action_recall(self) -> None:
        """Keep held ones from leaving."""
        from coordinator.actions.messages.messages import recall

        self._move(recall)

    def action_dealt_with(self) -> None:
        """What did not arrive is dealt with otherwise."""
        from coordinator.actions.messages.messages import put_aside

        self._move(put_aside)

    def action_message(self) -> None:
        """Everything said to him and by him."""
        from screens.messages.writing import talk
        from storage.queries.messages.conversation import partner_of_message

        def known(found: "tuple[Partner | None]") -> None:
            if found[0] is None:
                self.refuse("It is to nobody of the book.")
            else:
                talk(self, found[0])

        if self.row is not None:
            self.fetch("partner", known, lambda c, row: (partner_of_message(c, row),), self.row.id)

    def _move(self, action: Callable[..., Any]) -> None:
        from screens.staffing.detail_acts import saying

        if self.chosen():
            self.perform(saying(self), action, self.chosen())
            self.clear_marks()
