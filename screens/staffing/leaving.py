"""Quitting while messages are held."""

from textual.binding import Binding

from screens.modals import Window
from screens.shown import counted


class Leaving(Window):
    """Gives 'send', 'hold', or nothing to stay."""

    BINDINGS = [
        Binding("s", "answer('send')", "Send now", id="leaving.send", tooltip="Send and quit"),
        Binding("h", "answer('hold')", "Hold", id="leaving.hold", tooltip="Quit; they are held"),
    ]

    def __init__(self, held: int) -> None:
        super().__init__(
            f"{counted(held, 'message')} not gone yet",
            "s sends them now and quits · h holds them until the book is next open · esc stays",
        )

    def action_answer(self, answer: str) -> None:
        """Send or hold."""
        self.dismiss(answer)
