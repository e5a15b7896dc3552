"""A telephone number, large, to be dialled from across the desk."""

import re

from textual.app import ComposeResult
from textual.widgets import Digits, Static

from screens.base import BookScreen
from screens.modals import Window
from screens.shown import lines, visible


class Ringing(Window):
    """Whom to ring; the number is in the clipboard already."""

    def __init__(self, title: str, number: str, words: str) -> None:
        super().__init__(title, "the number is copied · esc closes")
        self.number = number
        self.words = words

    def compose_body(self) -> ComposeResult:
        """The number, and what the call is about."""
        yield Digits(grouped(visible(self.number)), id="number")
        yield Static(lines(self.words), markup=False, classes="ring-words")


def grouped(number: str) -> str:
    """+1 617 555 0004, where a number of North America is written without gaps (NANP)."""
    return re.sub(r"^(\+1)?(\d{3})(\d{3})(\d{4})$", r"\1 \2 \3 \4", number).strip()


def ring(screen: BookScreen[None], name: str, number: str, words: str) -> None:
    """Copy a number and show it large; says so where there is none."""
    if not number:
        screen.refuse(f"No telephone of {visible(name)} is known.")
        return
    screen.app.copy_to_clipboard(number)
    window = Ringing(f"Ring {name}", number, words)
    screen.app.push_screen(window, lambda _closed: screen.say(f"Copied: {visible(number)}"))
