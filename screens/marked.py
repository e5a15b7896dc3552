"""Screens of records of several kinds over one read, some of which are marked and done together."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.listing import Marks
from screens.parts.table import RecordTable


class MarkedScreen(OneTable[None]):
    """A record's key is its kind, a colon and its number; those of the kind `MARKED` take marks.
    Below the table stands a line about what the cursor is on, or about what the keys would do."""

    HEADING = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()
    MARKED = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.marks = Marks()

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The table, and the line below it."""
        yield RecordTable(self.COLUMNS, marks=True, name="records")
        yield Static("", markup=False, id="why", classes="heading")

    def records(self) -> Iterable[Record]:
        """All records, in order."""
        raise NotImplementedError

    def markable(self) -> set[int]:
        """The numbers that `mark_all` marks."""
        raise NotImplementedError

    def describe(self) -> None:
        """Say what there is, and what the cursor is on."""
        raise NotImplementedError

    @on(RecordTable.RowHighlighted, "#records")
    def _moved(self) -> None:
        self.describe()

    def draw(self) -> None:
        """Everything."""
        marked = frozenset(f"{self.MARKED}:{number}" for number in self.marks.ids)
        self.table.show(self.records(), marked)
        self.refresh_bindings()
        self.describe()

    def note(self, words: str) -> None:
        """The line below the table."""
        self.query_one("#why", Static).update(words)

    def cursor(self) -> tuple[str, int]:
        """The kind and number under the cursor; no kind where there is nothing."""
        kind, _, key = (self.table.cursor_key or "").partition(":")
        return kind, int(key or 0)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_mark(self) -> None:
        """Mark what the cursor is on, or take its mark off."""
        kind, number = self.cursor()
        if kind == self.MARKED:
            self.table.show_mark(f"{kind}:{number}", marked=self.marks.turn(number))
            self.describe()

    def action_mark_all(self) -> None:
        """Mark all that can be done together."""
        self.marks.ids = self.markable()
        self.draw()

    def action_back(self) -> None:
        """Marks first."""
        if self.marks.ids:
            self.marks.ids.clear()
            self.draw()
        else:
            super().action_back()
