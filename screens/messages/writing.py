"""`m`: a line to write to somebody, or to all who are marked, with the length as it is typed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.widgets import Input, Static

from screens.base import BookScreen
from screens.modals import Window
from screens.shown import counted
from storage.queries.messages.conversation import Partner

if TYPE_CHECKING:
    from screens.list_keys import ListScreen


class Write(Window):
    """Gives the words; enter sends them to the outbox, where undo still finds them."""

    def __init__(self, title: str) -> None:
        super().__init__(title, "enter puts it into the outbox · u undoes · esc closes")

    def compose_body(self) -> ComposeResult:
        """The field, and its length."""
        yield Input(compact=True)
        yield Static("", markup=False, id="length")

    def on_mount(self) -> None:
        """The field has the keys."""
        self.query_one(Input).focus()
        self._count("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Count as a telephone does."""
        self._count(event.value)

    def _count(self, text: str) -> None:
        from coordinator.actions.messages.text_length import text_length

        self.query_one("#length", Static).update(f"as a text message {text_length(text).sentence}")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.query_one(".window-hint", Static).update("It cannot be empty · esc closes")


def talk(screen: BookScreen[Any], partner: Partner) -> None:
    """Open the conversation with somebody."""
    from screens.roads import conversation_screen

    screen.app.push_screen(conversation_screen(screen.desk, partner), screen.told)


def write_or_talk(screen: "ListScreen", table: str, record: int) -> None:
    """Write to all who are marked, or open the conversation with the one under the cursor."""
    if screen.marks.ids:
        partners = tuple(Partner(table, one) for one in screen.chosen())
        write_to(screen, partners, after=screen.clear_marks)
    else:
        talk(screen, Partner(table, record))


def write_to(
    screen: BookScreen[Any],
    partners: Sequence[Partner],
    name: str = "",
    after: Callable[[], None] | None = None,
) -> None:
    """Ask for the words and queue them, to one by name or to several."""
    from coordinator.actions.messages.writing_to import write_to as writing
    from screens.staffing.detail_acts import saying

    def typed(words: str | None) -> None:
        if words:
            screen.perform(saying(screen), writing, tuple(partners), words)
            if after is not None:
                after()

    who = name if len(partners) == 1 and name else counted(len(partners), "person", "people")
    screen.app.push_screen(Write(f"Message to {who}"), typed)
