"""A screen whose main part is one table."""

from typing import ClassVar

from textual.screen import ScreenResultType

from screens.base import BookScreen
from screens.parts.table import RecordTable


class OneTable(BookScreen[ScreenResultType]):
    """The first table that it composes has the focus from the start, and `reload` fills it."""

    HEADING: ClassVar[str] = ""
    FIRST_WORDS: ClassVar[str] = "…"
    """What stands beside the heading until the first answer."""

    def on_mount(self) -> None:
        """Put the cursor into the table, and read."""
        self.table.focus()
        self.status.say(self.HEADING, self.FIRST_WORDS)
        self.reload()

    @property
    def table(self) -> RecordTable:
        """The main table."""
        return self.query(RecordTable).first()
