"""A grid of days with a cursor, and what is under it: the frame of the week and of the month."""

from collections.abc import Iterable

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import DataTable, Static

from screens.base import BookScreen


class WeekGrid(DataTable[Text], inherit_bindings=False):
    """Seven columns; the cursor is on one cell."""

    BINDINGS = [
        Binding("down,j", "cursor_down", "Down", show=False),
        Binding("up,k", "cursor_up", "Up", show=False),
        Binding("right", "cursor_right", "Right", show=False),
        Binding("left", "cursor_left", "Left", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
    ]


class DayGrid(BookScreen[None]):
    """Days of the job book in seven columns."""

    HEADING = ""

    def compose_body(self) -> Iterable[Widget]:
        """The grid and what is under the cursor."""
        grid = WeekGrid(id="week", zebra_stripes=True)
        grid.cell_padding = 0
        yield grid
        yield Static("", markup=False, id="under")

    def on_mount(self) -> None:
        """Read the days."""
        self.grid.focus()
        self.status.say(self.HEADING, "…")
        self.reload()

    def on_resize(self, event: events.Resize) -> None:
        """Columns and lines share the window."""
        if self.is_read:
            self.draw()

    @property
    def grid(self) -> WeekGrid:
        """The table."""
        return self.query_one("#week", WeekGrid)

    @property
    def column_width(self) -> int:
        """Cells of one column."""
        return max(9, (self.size.width - 2) // 7)

    @property
    def is_read(self) -> bool:
        """Whether there is something to draw."""
        raise NotImplementedError

    def draw(self) -> None:
        """Put what was read into the grid."""
        raise NotImplementedError
