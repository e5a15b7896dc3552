"""A table of records: its cells are text and nothing else, its cursor stays on the record.

It draws only the lines that are seen, by Textual's Line API: Textual's own DataTable measures every
cell that is added, so that a window of a hundred rows would hold a key up for a quarter second.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size, Spacing
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.parts.columns import Column, Row, fitted, over, shares
from screens.tones import in_theme, tones

MARK = "●"
MARK_WIDTH = 2
HEADER = Spacing(top=1)


class RecordTable(ScrollView, can_focus=True, inherit_bindings=False):
    """Records under a fixed head, with a cursor, and a mark before each where asked for.

    Enter is left to the screen, so that the footer can say what it does there.
    """

    ALLOW_SELECT = False
    BINDINGS = [
        Binding("down,j", "cursor_down", "Down", show=False),
        Binding("up,k", "cursor_up", "Up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("home,g", "scroll_top", "Top", show=False),
        Binding("end,G", "scroll_bottom", "Bottom", show=False),
    ]
    COMPONENT_CLASSES = {"table--cursor", "table--header"}
    DEFAULT_CSS = """
    RecordTable { height: 1fr; background: $background; color: $foreground; overflow-x: hidden;
                  scrollbar-size-vertical: 1; }
    RecordTable:focus { background-tint: $foreground 5%; }
    RecordTable > .table--cursor { background: $surface-lighten-1; color: $foreground; }
    RecordTable:focus > .table--cursor { background: $primary; color: $text; text-style: bold; }
    RecordTable > .table--header { background: $surface; color: $text-muted; text-style: bold; }
    RecordTable:focus > .table--header { background-tint: $foreground 5%; }
    """

    cursor_row: reactive[int] = reactive(0, repaint=False)
    """The row under the cursor, counted from 0."""

    class _About(Message):
        """Something happened to a table; `control` lets a handler be bound to one of several."""

        def __init__(self, table: "RecordTable") -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> "RecordTable":
            """The table."""
            return self.table

    class RowHighlighted(_About):
        """The cursor is on another record."""

    class RowSelected(_About):
        """The record under the cursor was clicked."""

    class HeaderSelected(_About):
        """The head of a column was clicked."""

        def __init__(self, table: "RecordTable", column: Column) -> None:
            super().__init__(table)
            self.column = column

    class EdgeAsked(_About):
        """The user went to the first or the last row; there may be more than the table holds."""

        def __init__(self, table: "RecordTable", *, top: bool) -> None:
            super().__init__(table)
            self.top = top

    def __init__(self, columns: Sequence[Column], *, marks: bool = False, name: str = "") -> None:
        super().__init__(id=name or None)
        self._columns = tuple(columns)
        self.has_marks = marks
        self.show_cursor = True
        self._widths: tuple[int, ...] = ()
        self._records: list[Row] = []
        self._rows: dict[str, int] = {}
        self.marked: set[str] = set()
        self._expected = ""
        self._drawn: dict[str, Strip] = {}
        self._tones: Mapping[str, str] = {}

    # ── its records ─────────────────────────────────────────────────────────────────────────

    @property
    def records(self) -> Sequence[Row]:
        """The records shown, in order."""
        return self._records

    def keys(self) -> tuple[str, ...]:
        """The keys of all records, in order."""
        return tuple(self._rows)

    @property
    def cursor_key(self) -> str | None:
        """The key of the record under the cursor."""
        return self._records[self.cursor_row].key if self._records else None

    def show(self, records: Iterable[Row], marked: Iterable[str] = ()) -> None:
        """Replace all rows; the cursor stays on its record, and that on its line of the screen."""
        key, row = self.cursor_key, self.cursor_row
        line = row - self.scroll_offset.y
        self._records = list(records)
        self._rows = {record.key: row for row, record in enumerate(self._records)}
        if self._expected in self._rows:
            key, self._expected = self._expected, ""
        self.marked = set(marked)
        self._drawn.clear()
        self._tones = tones(self.app)
        self._resized()
        self.move_cursor(self._rows.get(key or "", row))
        self.scroll_to(y=self.cursor_row - line, animate=False, force=True)
        self._see_cursor()
        self.refresh()
        self.post_message(self.RowHighlighted(self))

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other columns; the rows are shown anew afterwards."""
        self._columns = tuple(columns)
        self._records, self._rows = [], {}
        self._share_out()

    def append(self, records: Iterable[Row], marked: Iterable[str] = ()) -> None:
        """Add rows at the end."""
        self.marked.update(marked)
        for record in records:
            self._rows[record.key] = len(self._records)
            self._records.append(record)
        self._resized()

    def show_mark(self, key: str, *, marked: bool) -> None:
        """Draw or take away the mark of one record."""
        (self.marked.add if marked else self.marked.discard)(key)
        self._drawn.pop(key, None)
        if key in self._rows:
            self.refresh_line(self._rows[key] + 1)

    def _resized(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._records) + 1)

    # ── its cursor ──────────────────────────────────────────────────────────────────────────

    def go_to(self, key: str, otherwise: int = 0) -> bool:
        """Put the cursor on a record; False where the table has it not."""
        self.move_cursor(self._rows.get(key, otherwise))
        return key in self._rows

    def expect(self, key: str) -> None:
        """Put the cursor on a record that was just made, as soon as the table has it."""
        self._expected = "" if self.go_to(key, self.cursor_row) else key

    def move_cursor(self, row: int) -> None:
        """Put the cursor on a row, or on the nearest that there is."""
        self.cursor_row = max(0, min(row, len(self._records) - 1))

    def watch_cursor_row(self, before: int, after: int) -> None:
        """Redraw the two lines, keep the cursor in sight, tell the screen."""
        self.refresh_line(before + 1)
        self.refresh_line(after + 1)
        self._see_cursor()
        self.post_message(self.RowHighlighted(self))

    def _see_cursor(self) -> None:
        line = Region(0, self.cursor_row + 1, max(1, self.size.width), 1)
        self.scroll_to_region(line, spacing=HEADER, animate=False, force=True)

    def action_cursor_down(self) -> None:
        """To the next row."""
        self.move_cursor(self.cursor_row + 1)

    def action_cursor_up(self) -> None:
        """To the row before."""
        self.move_cursor(self.cursor_row - 1)

    def action_page_down(self) -> None:
        """A screenful on; the cursor keeps its line."""
        self._turn_page(self._page)

    def action_page_up(self) -> None:
        """A screenful back; the cursor keeps its line."""
        self._turn_page(-self._page)

    def action_scroll_top(self) -> None:
        """To the first row."""
        self.move_cursor(0)
        self.post_message(self.EdgeAsked(self, top=True))

    def action_scroll_bottom(self) -> None:
        """To the last row."""
        self.move_cursor(len(self._records) - 1)
        self.post_message(self.EdgeAsked(self, top=False))

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height - HEADER.top)

    def _turn_page(self, rows: int) -> None:
        self.scroll_relative(y=rows, animate=False, force=True)
        self.move_cursor(self.cursor_row + rows)

    def on_click(self, event: events.Click) -> None:
        """A head was clicked, a row was chosen, or the chosen one was clicked again."""
        at = event.get_content_offset(self)
        if at is None:
            return
        row = self.scroll_offset.y + at.y - 1
        if at.y == 0:
            self._head_clicked(at.x)
        elif row < len(self._records):
            again = row == self.cursor_row
            self.move_cursor(row)
            if again:
                self.post_message(self.RowSelected(self))
        event.stop()

    def _head_clicked(self, x: int) -> None:
        edge = MARK_WIDTH if self.has_marks else 0
        for column, width in zip(self._columns, self._widths, strict=True):
            if edge <= x < (edge := edge + width + bool(width)):
                self.post_message(self.HeaderSelected(self, column))

    # ── its lines ───────────────────────────────────────────────────────────────────────────

    def on_resize(self, event: events.Resize) -> None:
        """Share out the room; all lines are drawn anew."""
        # The size now: where layouts follow one another at once, only the first is told of.
        self._share_out()
        self._see_cursor()
        self.refresh()

    def _share_out(self) -> None:
        self._widths = shares(self._columns, self.size.width, MARK_WIDTH if self.has_marks else 0)
        self._drawn.clear()

    def notify_style_update(self) -> None:
        """Another theme, or the focus came or went."""
        super().notify_style_update()
        self._drawn.clear()

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """A scrollbar that comes later than the scrolling has not heard of it."""
        if shown:
            self.call_after_refresh(self._true_scrollbar)

    def watch_virtual_size(self) -> None:
        """More or fewer rows: the thumb is reckoned anew, and may still stand where it stood."""
        self.call_after_refresh(self._true_scrollbar)

    def _true_scrollbar(self) -> None:
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = self.scroll_y

    def render_line(self, y: int) -> Strip:
        """The head, or one row."""
        if y == 0:
            return self._line(self._head(), self.get_component_rich_style("table--header"))
        row = self.scroll_offset.y + y - 1
        if row >= len(self._records):
            return Strip.blank(self.size.width, self.rich_style)
        record = self._records[row]
        if row == self.cursor_row and self.show_cursor:
            style = self.get_component_rich_style("table--cursor")
            return over(self._line(self._cells(record), style), style)
        if record.key not in self._drawn:
            self._drawn[record.key] = self._line(self._cells(record), self.rich_style)
        return self._drawn[record.key]

    def _line(self, cells: Iterable[Text], style: Style) -> Strip:
        segments = list(chain.from_iterable(map(self._segments, cells)))
        strip = Strip(segments).apply_style(style)
        return strip.adjust_cell_length(self.size.width, style)

    def _segments(self, cell: Text) -> Iterable[Segment]:
        console = self.app.console
        style = in_theme(str(cell.style), self._tones, self.app)
        own = console.get_style(style, default=Style.null())
        return Segment.apply_style(cell.render(console, end=" "), own)

    def _cells(self, record: Row) -> Iterable[Text]:
        if self.has_marks:
            yield Text((MARK if record.key in self.marked else " ").ljust(MARK_WIDTH - 1))
        yield from self._placed(record.cells)

    def _head(self) -> Iterable[Text]:
        if self.has_marks:
            yield Text(" " * (MARK_WIDTH - 1))
        yield from self._placed(column.head for column in self._columns)

    def _placed(self, cells: Iterable[Text]) -> Iterable[Text]:
        placed = zip(cells, self._widths, strict=False)
        return (fitted(cell, width) for cell, width in placed if width)
