"""A table of records: its cells are text and nothing else, its cursor stays on the record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.binding import Binding
from textual.message import Message
from textual.widgets import DataTable

MARK = "●"


@dataclass(frozen=True, slots=True)
class Column:
    """One column, `width` cells wide. `sort` names the order that it stands for, if any."""

    label: str
    width: int
    sort: str = ""


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
    RecordTable { height: 1fr; background: $background; overflow-x: hidden; }
    RecordTable > .datatable--cursor { background: $surface-lighten-1; color: $foreground; }
    RecordTable:focus > .datatable--cursor { background: $primary; color: $text;
                                             text-style: bold; }
    RecordTable > .datatable--header { background: $surface; color: $text-muted; }
    """

    def __init__(self, columns: Sequence[Column], *, marks: bool = False, name: str = "") -> None:
        super().__init__(
            cursor_type="row", zebra_stripes=False, show_row_labels=False, id=name or None
        )
        self.cell_padding = 0
        self._shown = tuple(columns)
        self._has_marks = marks

    def on_mount(self) -> None:
        """Set up the columns, once."""
        if self._has_marks:
            self.add_column(Text(" "), width=2, key="mark")
        for column in self._shown:
            self.add_column(Text(column.label, end=""), width=column.width + 1, key=column.label)

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
        """Replace all rows; the cursor stays on its record, or else near where it was."""
        key, row = self.cursor_key, self.cursor_row
        self.clear()
        self.append(records, marked)
        if key is not None:
            self.go_to(key, otherwise=row)

    def append(self, records: Iterable[Record], marked: frozenset[str] = frozenset()) -> None:
        """Add rows at the end."""
        for record in records:
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
        for text, column in zip(record.cells, self._shown, strict=True):
            # One cell narrower than its column, so that two full cells stay apart.
            text.truncate(column.width, overflow="ellipsis")
            if text.justify == "right":
                text.justify = "left"
                text.pad_left(column.width - text.cell_len)
        if not self._has_marks:
            return record.cells
        return (Text(MARK if marked else " "), *record.cells)
