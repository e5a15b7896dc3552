"""A record on one page: its facts, then a line for everything that hangs on it."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from screens.one_table import OneTable
from screens.parts.columns import Column
from screens.parts.table import RecordTable


class RecordSheet(OneTable[None]):
    """The keys of the lines are `kind:key`. `COLUMNS` are those of the table."""

    COLUMNS: ClassVar[Sequence[Column]] = ()

    def compose_body(self) -> Iterable[Widget]:
        """The facts, then the lines."""
        yield Static("", markup=False, id="facts")
        yield RecordTable(self.COLUMNS, name="parts")

    @property
    def under_cursor(self) -> tuple[str, str]:
        """Kind and key of the line under the cursor; both empty where there is none."""
        kind, _, key = (self.table.cursor_key or "").partition(":")
        return kind, key
