"""A field of many lines, to paste into: what stands there is read when it is taken with ctrl+s."""

from collections.abc import Callable, Iterable

from textual.widget import Widget
from textual.widgets import Static, TextArea

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.shown import visible


class PasteScreen(BookScreen[str | None]):
    """`then` gets the text and opens what comes next; this screen stays below until it is done."""

    NAME = "paste"
    HEADING = "Paste"

    def __init__(self, desk: Desk, title: str, hint: str, text: str = "") -> None:
        super().__init__(desk)
        self.heading, self.hint, self.text = title, hint, text
        self.then: Callable[[str], None] = lambda text: None

    def compose_body(self) -> Iterable[Widget]:
        """How a line is written, and the lines."""
        yield Static(visible(self.hint), markup=False, classes="heading")
        yield TextArea(self.text, id="body", compact=True)

    def on_mount(self) -> None:
        """Begin in the text."""
        body = self.query_one("#body", TextArea)
        body.cursor_blink = False
        body.focus()
        self.status.say(visible(self.heading), "ctrl+s goes on · esc leaves")

    def action_save(self) -> None:
        """Go on with what stands there."""
        self.then(self.query_one("#body", TextArea).text)

    def action_back(self) -> None:
        """Leave it."""
        self.dismiss(None)
