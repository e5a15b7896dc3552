"""A table of records: its cells are text and nothing else, its cursor stays on the record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.widgets import DataTable

MARK = "●"
MARK_WIDTH = 2
SCROLLBAR = 1
WIDE = 100
"""Columns from which on screens have a pane at the side."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, at least `width` cells wide; it takes `grow` shares of the room to spare.

    `sort` names the order that it stands for, if any.
    """

    label: str
    width: int
    sort: str = ""
    grow: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """One row to show, known by its key."""

    key: str
    cells: tuple[Text, ...]


class RecordTable(DataTable[Text], inherit_bindings=False):
    """A DataTable by record key, with j k g G, and a mark in its first column where asked for.

    Enter is left to the screen, so that the footer can say what it does there.
    """

    BINDINGS = [
        Binding("down,j", "cursor_down", "Down", show=False),
        Binding("up,k", "cursor_up", "Up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("home,g", "scroll_top", "Top", show=False),
        Binding("end,G", "scroll_bottom", "Bottom", show=False),
    ]
    DEFAULT_CSS = """
    RecordTable { height: 1fr; background: $background; overflow-x: hidden;
                  scrollbar-size-vertical: 1; }
    RecordTable > .datatable--cursor { background: $surface-lighten-1; color: $foreground; }
    RecordTable:focus > .datatable--cursor { background: $primary; color: $text;
                                             text-style: bold; }
    RecordTable > .datatable--header { background: $surface; color: $text-muted; }
    """

    def __init__(
        self, columns: Sequence[Column], *, marks: bool = False, name: str = "", beside: int = 0
    ) -> None:
        super().__init__(
            cursor_type="row", zebra_stripes=False, show_row_labels=False, id=name or None
        )
        self.cell_padding = 0
        self._shown = tuple(columns)
        self._has_marks = marks
        self._beside = beside
        self._given: tuple[int, ...] = ()
        self._records: dict[str, Record] = {}
        self._marked: frozenset[str] = frozenset()
        self._line: int | None = None

    def on_mount(self) -> None:
        """Set up the columns for the width to come, so that rows need not be drawn twice."""
        width = self.app.size.width
        self._set_columns(self._widths(width - (self._beside if width >= WIDE else 0)))

    def on_resize(self, event: events.Resize) -> None:
        """Share out the room; the rows are drawn anew where a width changes."""
        widths = self._widths(event.size.width)
        if widths != self._given:
            records, marked, row = self._records, self._marked, self.cursor_row
            self.clear(columns=True)
            self._set_columns(widths)
            self.append(records.values(), marked)
            self.move_cursor(row=row, animate=False)

    def _widths(self, room: int) -> tuple[int, ...]:
        """The width of each column, with the gap behind it left out."""
        taken = sum(column.width + 1 for column in self._shown)
        spare = max(0, room - taken - (MARK_WIDTH if self._has_marks else 0) - SCROLLBAR)
        shares = sum(column.grow for column in self._shown) or 1
        return tuple(column.width + spare * column.grow // shares for column in self._shown)

    def _set_columns(self, widths: tuple[int, ...]) -> None:
        self._given = widths
        if self._has_marks:
            self.add_column(Text(" "), width=MARK_WIDTH, key="mark")
        for column, width in zip(self._shown, widths, strict=True):
            self.add_column(Text(column.label, end=""), width=width + 1, key=column.label)

    class EdgeAsked(Message):
        """The user went to the first or the last row; there may be more than the table holds."""

        def __init__(self, table: "RecordTable", *, top: bool) -> None:
            super().__init__()
            self.table = table
            self.top = top

        @property
        def control(self) -> "RecordTable":
            """The table, so that a handler can be bound to one of several."""
            return self.table

    def action_scroll_top(self) -> None:
        """To the first row."""
        super().action_scroll_top()
        self.post_message(self.EdgeAsked(self, top=True))

    def action_scroll_bottom(self) -> None:
        """To the last row."""
        super().action_scroll_bottom()
        self.post_message(self.EdgeAsked(self, top=False))

    @property
    def cursor_key(self) -> str | None:
        """The key of the record under the cursor."""
        if not self.is_valid_row_index(self.cursor_row):
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    def show(self, records: Iterable[Record], marked: frozenset[str] = frozenset()) -> None:
        """Replace all rows; the cursor stays on its record, and that on its line of the screen."""
        key, row = self.cursor_key, self.cursor_row
        if self._line is None:
            self._line = row - round(self.scroll_y)
        self.clear()
        self._records.clear()
        self.append(records, marked)
        if key is not None:
            self.go_to(key, otherwise=row)
            self.call_after_refresh(self._hold_line)
        else:
            self._line = None

    def _hold_line(self) -> None:
        """Scroll so that the cursor is on the line of the screen on which it was."""
        if self._require_update_dimensions:
            # The height of the new rows is not reckoned yet: scrolling would be cut short.
            self.call_after_refresh(self._hold_line)
        elif self._line is not None:
            line = max(0, min(self._line, self.size.height - 2))
            self._line = None
            self.scroll_to(y=self.cursor_row - line, animate=False, force=True)
            self.call_after_refresh(self._true_scrollbar)

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """A scrollbar that comes later than the scrolling is set by hand."""
        if shown:
            self.call_after_refresh(self._true_scrollbar)

    def watch_virtual_size(self) -> None:
        """More or fewer rows: the thumb is reckoned anew, and may still stand where it stood."""
        self.call_after_refresh(self._true_scrollbar)

    def _true_scrollbar(self) -> None:
        # A scrollbar that was not there yet when the table scrolled has not heard of it.
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = self.scroll_y

    def append(self, records: Iterable[Record], marked: frozenset[str] = frozenset()) -> None:
        """Add rows at the end."""
        self._marked = marked
        for record in records:
            self._records[record.key] = record
            self.add_row(*self._cells(record, record.key in marked), key=record.key)

    def go_to(self, key: str, otherwise: int = 0) -> bool:
        """Put the cursor on a record; False where the table has it not."""
        if key in self.rows:
            self.move_cursor(row=self.get_row_index(key), animate=False)
            return True
        if self.row_count:
            self.move_cursor(row=min(otherwise, self.row_count - 1), animate=False)
        return False

    def show_mark(self, key: str, *, marked: bool) -> None:
        """Draw or take away the mark of one record."""
        if key in self.rows:
            self.update_cell(key, "mark", Text(MARK if marked else " "))

    def keys(self) -> tuple[str, ...]:
        """The keys of all rows, in order."""
        return tuple(key.value or "" for key in self.rows)

    def _cells(self, record: Record, marked: bool) -> tuple[Text, ...]:
        cells = map(_fitted, record.cells, self._given)
        return (Text(MARK if marked else " "), *cells) if self._has_marks else tuple(cells)


def _fitted(text: Text, width: int) -> Text:
    """The text cut to its column, so that two full cells stay apart."""
    fitted = text.copy()
    fitted.truncate(width, overflow="ellipsis")
    if fitted.justify == "right":
        fitted.justify = "left"
        fitted.pad_left(width - fitted.cell_len)
    return fitted
