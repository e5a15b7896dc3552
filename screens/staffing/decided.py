"""Lists of what somebody named decides, with words that go on record."""

from collections.abc import Callable
from typing import Any

from screens.list_keys import ListScreen
from screens.modals import Ask

ON_RECORD = "it goes on record with {} name and the date · u undoes · esc leaves it"


class DecidedList(ListScreen):
    """Asks who decides and why; the action's sentence is said. `LOGGED` is the table."""

    LOGGED = ""

    def ask_words(self, title: str, hint: str, then: Callable[[str], None]) -> None:
        """Ask for some words; `then` gets them where there are any."""

        def answered(words: str | None) -> None:
            if words:
                then(words)

        self.app.push_screen(Ask(title, hint=hint), answered)

    def ask_who(self, title: str, then: Callable[[str], None]) -> None:
        """Ask for the name of who decides the row under the cursor."""
        if self.row is not None:
            hint = ON_RECORD.format("this")
            self.ask_words(f"{title}? ({self.row.name})", hint, then)

    def settle(self, action: Callable[..., Any], *more: Any, **named: Any) -> None:
        """Do it with the row under the cursor, and say what was done."""
        from screens.staffing.detail_acts import saying

        if self.row is not None:
            self.perform(saying(self), action, self.row.id, *more, **named)

    def action_log(self) -> None:
        """Everything that was ever done to it."""
        from screens.book.record_log import show_log

        if self.row is not None:
            show_log(self, self.LOGGED, self.row.id, f"{self.NOUN[0]} {self.row.id}")
