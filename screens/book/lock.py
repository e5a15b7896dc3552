"""The lock: hides the book until enter, or until the passphrase where one is set."""

import asyncio

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from coordinator.desk import Desk


class LockScreen(Screen[None]):
    """Nothing of the book is on it, and no key of the book works behind it."""

    class Opened(Message):
        """The lock is open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(classes="window")
        self.desk = desk

    def compose(self) -> ComposeResult:
        """A word, the field, how it opens."""
        with Vertical(classes="window-body"):
            yield Static("Locked", markup=False, classes="window-title")
            yield Input(password=True, compact=True)
            yield Static("", markup=False, classes="window-hint")

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Locked again: nothing of what was typed before stands there."""
        from coordinator.actions.book.locking import has_passphrase

        field = self.query_one(Input)
        field.value = ""
        field.focus()
        needed = self.desk.ask(has_passphrase)
        how = "passphrase, then enter" if needed else "enter opens it"
        self._hint(f"{how} · messages are sent meanwhile")

    def _hint(self, words: str) -> None:
        self.query_one(".window-hint", Static).update(words)

    @on(Input.Submitted)
    def _try(self, event: Input.Submitted) -> None:
        from coordinator.actions.book.locking import opens

        # On another thread: one guess costs scrypt's time on purpose.
        future = self.desk.ask_later(opens, event.value)

        async def answer() -> None:
            if await asyncio.wrap_future(future):
                self.post_message(self.Opened())
            else:
                self.query_one(Input).value = ""
                self._hint("That is not the passphrase.")

        self.run_worker(answer(), exclusive=True)
