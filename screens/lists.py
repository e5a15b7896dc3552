"""The list machine: a window of rows over any `Listing` of the read side.

A list screen names its listing and its columns, says how a row looks and what enter opens; the
window, the filter, the status line and the pane at the side are done here, the keys that all
lists share in `screens.list_keys`.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.parts.columns import Column, LateRecord
from screens.parts.listing import PAGE, Marks, RowWindow
from screens.parts.status import MessageLine
from screens.parts.table import RecordTable
from screens.shown import counted
from storage.queries.lists import Line, Listing, Place, View, count, filter_problem, hidden, window

NEAR_THE_END = 80
"""Rows: two screens, so that the next ones are there before a held key arrives at the end."""
TYPING_PAUSE = 0.12


class RowScreen(BookScreen[None]):
    """A list of records: rows, window, filter and status. `ListScreen` adds the shared keys."""

    HEADING: ClassVar[str] = ""
    NOUN: ClassVar[tuple[str, str]] = ("record", "records")
    LISTING: ClassVar[Listing[Any]]
    COLUMNS: ClassVar[tuple[Column, ...]]
    ORDER: ClassVar[str]
    REVERSE: ClassVar[bool] = False
    START_FILTER: ClassVar[str] = ""
    EMPTY: ClassVar[str] = "Nothing here."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view = View(self.ORDER, self.START_FILTER, self.REVERSE, self.fixed())
        self.held = RowWindow()
        self.marks = Marks()
        self.total: int | None = None
        self._typing: Timer | None = None
        self._asked_for_more = False

    # ── what a list screen says ─────────────────────────────────────────────────────────────

    def fixed(self) -> tuple[tuple[str, int | str], ...]:
        """The values of the listing's own parameters."""
        return ()

    def cells(self, row: Any) -> tuple[Text, ...]:
        """How a row looks, one text for each column."""
        raise NotImplementedError

    def side_words(self, row: Any) -> str:
        """What the pane at the side says about a row at once."""
        return ""

    def open_row(self, row: Any) -> None:
        """Enter."""

    def copies(self, row: Any) -> Sequence[tuple[str, str]]:
        """What ctrl+c offers: the words shown, and the text copied."""
        return ()

    def start_place(self) -> Place | None:
        """Where a fresh list begins; None is its top."""
        return None

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The table and the pane at the side; the filter's field comes when it is wanted."""
        with Horizontal(classes="pane-row"):
            yield RecordTable(self.COLUMNS, marks=True, name="list")
            yield Static("", markup=False, id="side", classes="side")

    def on_mount(self) -> None:
        """Put the cursor into the list, and read."""
        self.table.focus()
        self.show_status()
        self.first_load()

    def first_load(self) -> None:
        """Read the first window."""
        self.load(self.start_place())

    @property
    def table(self) -> RecordTable:
        """The rows."""
        return self.query_one("#list", RecordTable)

    @property
    def row(self) -> Any | None:
        """The row under the cursor."""
        return self.held.row(self.table.cursor_key)

    def chosen(self) -> tuple[int, ...]:
        """The marked records, or the one under the cursor."""
        if self.marks.ids:
            return tuple(sorted(self.marks.ids))
        row = self.row
        return () if row is None else (row.id,)

    def load(self, place: Place | None = None) -> None:
        """Read the window that begins at a place, and count anew."""
        self.forget_more()

        def filled(lines: tuple[Line[Any], ...]) -> None:
            self.held.fill(lines, above=place is not None, below=len(lines) == PAGE)
            self.draw()
            if place is not None and len(lines) < PAGE:
                self._more_above()

        self.fetch(
            "rows", filled, window, self.LISTING, self.view, PAGE, after=place, including=True
        )
        self._count()

    def load_end(self) -> None:
        """Read the last window."""
        self.forget_more()

        def filled(lines: tuple[Line[Any], ...]) -> None:
            self.held.fill(lines, above=len(lines) == PAGE, below=False)
            self.draw()
            self.table.move_cursor(len(lines) - 1)

        self.fetch("rows", filled, window, self.LISTING, self.view, PAGE, last=True)

    def reload(self) -> None:
        """Read the same window again; the cursor stays on its record."""
        self.forget_more()
        place = self.held.lines[0].place if self.held.more_above and self.held.lines else None
        limit = max(PAGE, len(self.held.lines))

        def filled(lines: tuple[Line[Any], ...]) -> None:
            self.held.fill(lines, above=place is not None, below=len(lines) == limit)
            self.draw()

        self.fetch(
            "rows", filled, window, self.LISTING, self.view, limit, after=place, including=True
        )
        self._count()

    def set_view(self, view: View) -> None:
        """Look at the list in another way."""
        self.view = view
        self.show_status()
        self.load()

    def draw(self) -> None:
        """Draw the window that is held."""
        self.table.show(map(self._record, self.held.lines), self._marked())
        self._describe()
        self.show_status()
        if not self.held.lines:
            self.query_one("#side", Static).update(self.EMPTY)
            if not self.query_one(MessageLine).sentence:
                self.say("Nothing passes the filter." if self.view.text else self.EMPTY)

    def _record(self, line: Line[Any]) -> LateRecord:
        return LateRecord(str(line.row.id), partial(self.cells, line.row))

    def _marked(self) -> frozenset[str]:
        return frozenset(map(str, self.marks.ids))

    def _count(self) -> None:
        def counted_rows(total: int) -> None:
            self.total = total
            self.show_status()

        self.fetch("count", counted_rows, count, self.LISTING, self.view)
        self.count_hidden()

    def count_hidden(self) -> None:
        """Learn how many marked records the filter hides."""

        def known(number: int) -> None:
            self.marks.hidden = number
            self.show_status()

        marked = frozenset(self.marks.ids)
        self.fetch("hidden", known, hidden, self.LISTING, self.view, marked)

    def show_status(self) -> None:
        """Place, count, order, filter, marks."""
        total = "…" if self.total is None else counted(self.total, *self.NOUN)
        order = "" if self.view.order == self.ORDER else f"by {self.view.order}"
        way = "reversed" if self.view.reverse != self.REVERSE else ""
        shown = f"/{self.view.text}" if self.view.text else ""
        self.status.say(self.HEADING, total, order, way, shown, self.marks.words())

    # ── the window follows the cursor ───────────────────────────────────────────────────────

    @on(RecordTable.RowHighlighted, "#list")
    def _cursor_moved(self) -> None:
        self._describe()
        row = self.table.cursor_row
        if self.held.more_below and row >= len(self.held.lines) - NEAR_THE_END:
            self._more_below()
        elif self.held.more_above and row < NEAR_THE_END:
            self._more_above()

    @on(RecordTable.EdgeAsked, "#list")
    def _edge_asked(self, event: RecordTable.EdgeAsked) -> None:
        if event.top and self.held.more_above:
            self.load()
        elif not event.top and self.held.more_below:
            self.load_end()

    def _more_below(self) -> None:
        def add(lines: tuple[Line[Any], ...]) -> None:
            self._asked_for_more = False
            if self.held.extend_down(lines):
                self.draw()
            else:
                self.table.append(map(self._record, lines), self._marked())

        self._ask_for_more(add, after=self.held.lines[-1].place if self.held.lines else None)

    def _more_above(self) -> None:
        def add(lines: tuple[Line[Any], ...]) -> None:
            self._asked_for_more = False
            self.held.extend_up(lines)
            if lines:
                self.draw()

        self._ask_for_more(add, before=self.held.lines[0].place if self.held.lines else None)

    def _ask_for_more(
        self,
        add: Callable[[tuple[Line[Any], ...]], None],
        *,
        after: Place | None = None,
        before: Place | None = None,
    ) -> None:
        """Read the next rows, once: the keys that come meanwhile do not ask again."""
        if (after or before) and not self._asked_for_more:
            self._asked_for_more = True
            self.fetch(
                "more", add, window, self.LISTING, self.view, PAGE, after=after, before=before
            )

    def forget_more(self) -> None:
        """The rows under way belong to another window."""
        self._asked_for_more = False
        self.forget("more")

    def _describe(self) -> None:
        if self.has_class("-wide") and self.row is not None:
            self.query_one("#side", Static).update(self.side_words(self.row))

    @on(RecordTable.RowSelected, "#list")
    def _row_selected(self) -> None:
        if self.row is not None:
            self.open_row(self.row)

    # ── the filter ──────────────────────────────────────────────────────────────────────────

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(TYPING_PAUSE, lambda: self.filter_by(event.value))

    @on(Input.Submitted, "#filter")
    def _filter_kept(self, event: Input.Submitted) -> None:
        if self._typing is not None:
            self._typing.stop()
        self.close_filter()
        self.filter_by(event.value)

    def filter_by(self, text: str) -> None:
        """Narrow the list."""
        if problem := filter_problem(self.LISTING, text):
            self.refuse(problem)
        if text.strip() != self.view.text:
            self.set_view(View(self.view.order, text.strip(), self.view.reverse, self.view.fixed))

    def open_filter(self) -> None:
        """Show the filter's field."""
        if not self.query("#filter"):
            field = Input(self.view.text, compact=True, classes="filter", id="filter")
            self.mount(field, before=self.query_one(MessageLine))
            field.focus()

    def close_filter(self) -> None:
        """Put the field away; the filter stays."""
        self.query("#filter").remove()
        self.table.focus()
