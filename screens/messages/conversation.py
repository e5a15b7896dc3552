"""Everything said to a person and by him, in order, and a line to write to him."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, clock, counted, day, lines, stamp, visible
from storage.queries.messages.conversation import IN, Partner, Said, conversation, partner_name

if TYPE_CHECKING:
    from rich.text import Text

_COLUMNS = (
    Column("When", 16),
    Column("", 2),
    Column("By", 5),
    Column("What", 30, grow=1),
    Column("Detail", 11, room=76),
    Column("State", 11),
)
_TONES = {
    "failed": "error",
    "unknown": "error",
    "unreachable": "error",
    "bounced": "error",
    "expired": "error",
    "waiting": "warning",
    "held": "warning",
    "due": "warning",
    "delivered": "success",
    "answered": "success",
    "sent": "success",
    "done": "success",
}


class ConversationScreen(OneTable[str | None]):
    """The conversation with one person, the latest at the end; `m` writes to him."""

    NAME = "conversation"
    HEADING = "Conversation"

    def __init__(self, desk: Desk, partner: Partner) -> None:
        super().__init__(desk)
        self.partner = partner
        self.name_of = ""
        self.said: tuple[Said, ...] = ()
        self._read = False

    def compose_body(self) -> Iterable[Widget]:
        """What was said, and the whole of the one under the cursor."""
        yield RecordTable(_COLUMNS, name="said")
        with VerticalScroll(id="more", can_focus=True):
            yield Static("", markup=False, id="past")

    @property
    def one(self) -> Said | None:
        """The message under the cursor."""
        key = self.table.cursor_key
        return next((one for one in self.said if _key(one) == key), None)

    def reload(self) -> None:
        """Everything again."""
        self.fetch("said", self._show, _conversation, self.partner, self.desk.clock())

    def _show(self, found: tuple[str, tuple[Said, ...]]) -> None:
        self.name_of, self.said = found
        self.table.show(Record(_key(one), self._cells(one)) for one in self.said)
        if not self._read and self.said:
            self.table.move_cursor(len(self.said) - 1)
        self._read = True
        came = sum(one.way == IN for one in self.said)
        self.status.say(
            self.name_of, counted(len(self.said) - came, "message"), counted(came, "answer")
        )
        if not self.said:
            self.say("Nothing was said either way. m writes to him.")
        self._describe()

    def _cells(self, one: Said) -> "tuple[Text, ...]":
        zone = self.desk.zone
        said = one.text if one.way == IN or one.channel != "email" else one.subject
        return (
            cell(f"{day(one.at, zone)} {clock(one.at, zone)}"),
            cell("<-" if one.way == IN else "->"),
            cell(one.channel),
            cell(said or one.subject),
            cell(one.detail),
            cell(one.state.upper(), self.tone(_TONES.get(one.state, ""))),
        )

    @on(RecordTable.RowHighlighted, "#said")
    def _describe(self) -> None:
        one = self.one
        if one is None:
            return
        way = "From" if one.way == IN else f"{one.event.replace('_', ' ')} to"
        head = f"{stamp(one.at, self.desk.zone)}  {way} {visible(one.name)} ({one.channel})"
        parts = [head, visible(one.subject) if one.channel == "email" else "", lines(one.text)]
        self.query_one("#past", Static).update("\n".join(part for part in parts if part))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#said")
    def action_open(self) -> None:
        """The answer whole, or the message with what became of it."""
        one = self.one
        if one is None:
            return
        if one.way == IN:
            from screens.messages.received import ReceivedScreen

            self.app.push_screen(ReceivedScreen(self.desk, one.record), self.told)
        else:
            from screens.messages.message_sheet import show_message

            show_message(self, one.record)

    def action_message(self) -> None:
        """Write to him."""
        from screens.messages.writing import write_to

        write_to(self, (self.partner,), self.name_of)

    def action_copy(self) -> None:
        """The text under the cursor."""
        from screens.copying import ask_copy_of

        if self.one is not None:
            ask_copy_of(self, (("text", self.one.text), ("detail", self.one.detail)))


def _key(one: Said) -> str:
    return f"{one.way}:{one.record}"


def _conversation(connection: Any, partner: Partner, now: int) -> tuple[str, tuple[Said, ...]]:
    return partner_name(connection, partner), conversation(connection, partner, now)
