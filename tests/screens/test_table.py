"""The table of records: cursor, pages, marks, mouse, colours and the line that it holds."""

from collections.abc import AsyncIterator

import pytest
from rich.color import Color
from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from screens.parts.columns import Column, Record
from screens.parts.table import MARK, RecordTable

COLUMNS = (Column("Number", 8, "number"), Column("Name", 10, grow=1), Column("Hours", 6))
ROWS = 60


def records(first: int = 0, last: int = ROWS) -> list[Record]:
    """Rows whose cells are known from their number."""
    return [
        Record(
            str(row),
            (Text(f"26-{row:04d}"), Text(f"name {row}", "red"), Text(f"{row}", justify="right")),
        )
        for row in range(first, last)
    ]


class TableApp(App[None]):
    """One table of 24 lines, and what it said."""

    def __init__(self, columns: tuple[Column, ...] = COLUMNS) -> None:
        super().__init__()
        self.columns = columns
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield RecordTable(self.columns, marks=True)

    @property
    def table(self) -> RecordTable:
        return self.query_one(RecordTable)

    @on(RecordTable.RowHighlighted)
    def _highlighted(self, event: RecordTable.RowHighlighted) -> None:
        self.heard.append(f"on {event.control.cursor_key}")

    @on(RecordTable.RowSelected)
    def _selected(self, event: RecordTable.RowSelected) -> None:
        self.heard.append(f"chose {event.control.cursor_key}")

    @on(RecordTable.HeaderSelected)
    def _head(self, event: RecordTable.HeaderSelected) -> None:
        self.heard.append(f"head {event.column.label}")

    @on(RecordTable.EdgeAsked)
    def _edge(self, event: RecordTable.EdgeAsked) -> None:
        self.heard.append("top" if event.top else "bottom")


@pytest.fixture
async def pilot() -> AsyncIterator[Pilot[None]]:
    """The application with its rows shown."""
    async with TableApp().run_test(size=(32, 24)) as pilot:
        app = pilot.app
        assert isinstance(app, TableApp)
        app.table.focus()
        app.table.show(records())
        await pilot.pause()
        yield pilot


def table_of(pilot: Pilot[None]) -> RecordTable:
    return pilot.app.query_one(RecordTable)


def seen(pilot: Pilot[None]) -> list[str]:
    table = table_of(pilot)
    return [table.render_line(y).text.rstrip() for y in range(table.size.height)]


async def test_a_row_is_one_line_with_its_cells_in_their_columns(pilot: Pilot[None]) -> None:
    assert seen(pilot)[:3] == [
        "  Number   Name         Hours",
        "  26-0000  name 0            0",
        "  26-0001  name 1            1",
    ]


async def test_the_cursor_stays_inside_and_in_sight(pilot: Pilot[None]) -> None:
    table = table_of(pilot)
    for key, row in {"k": 0, "j": 1, "G": 59, "down": 59, "up": 58, "g": 0}.items():
        await pilot.press(key)
        assert table.cursor_row == row
        assert any(f"26-{row:04d}" in line for line in seen(pilot))


async def test_a_page_moves_the_rows_under_the_cursor(pilot: Pilot[None]) -> None:
    table = table_of(pilot)
    await pilot.press("j", "j", "pagedown")
    assert (table.cursor_row, table.scroll_offset.y) == (25, 23)
    await pilot.press("pagedown", "pagedown")
    assert (table.cursor_row, table.scroll_offset.y) == (59, ROWS + 1 - 24)
    await pilot.press("pageup", "pageup", "pageup")
    assert (table.cursor_row, table.scroll_offset.y) == (0, 0)


async def test_new_rows_leave_the_cursor_on_its_record_and_on_its_line(pilot: Pilot[None]) -> None:
    table = table_of(pilot)
    await pilot.press("pagedown", "j", "j")
    line = table.cursor_row - table.scroll_offset.y
    table.show(records(-30))
    await pilot.pause()
    assert table.cursor_key == "25"
    assert table.cursor_row - table.scroll_offset.y == line
    assert "26-0025" in seen(pilot)[line + 1]


async def test_a_record_that_went_leaves_the_cursor_near(pilot: Pilot[None]) -> None:
    table = table_of(pilot)
    await pilot.press("G")
    table.show(records(0, 10))
    await pilot.pause()
    assert table.cursor_key == "9"
    table.show(())
    await pilot.pause()
    assert table.cursor_key is None
    assert seen(pilot)[1:] == [""] * 23


async def test_marks_and_colours(pilot: Pilot[None]) -> None:
    table = table_of(pilot)
    table.show_mark("1", marked=True)
    assert seen(pilot)[2].startswith(MARK)
    colours = {part.text.strip(): part.style.color for part in table.render_line(2) if part.style}
    assert colours["name 1"] == Color.parse("red")
    over = {part.text.strip(): part.style.color for part in table.render_line(1) if part.style}
    assert over["name 0"] == over["26-0000"]
    table.show_mark("1", marked=False)
    assert not seen(pilot)[2].startswith(MARK)


async def test_the_mouse_chooses_rows_and_heads(pilot: Pilot[None]) -> None:
    app = pilot.app
    assert isinstance(app, TableApp)
    app.heard.clear()
    await pilot.click(RecordTable, offset=(5, 4))
    await pilot.click(RecordTable, offset=(5, 4))
    await pilot.click(RecordTable, offset=(12, 0))
    await pilot.pause()
    assert app.heard == ["on 3", "chose 3", "head Name"]


async def test_rows_added_at_the_end_are_there_and_nothing_moves(pilot: Pilot[None]) -> None:
    table = table_of(pilot)
    before = seen(pilot)
    table.append(records(ROWS, ROWS + 40), {"70"})
    await pilot.pause()
    assert seen(pilot) == before
    await pilot.press("G")
    assert table.cursor_key == "99"
    assert "70" in table.marked


async def test_a_cell_that_is_too_long_ends_in_an_ellipsis(pilot: Pilot[None]) -> None:
    long = Record("x", (Text("1234567890"), Text("né" * 40), Text("123456")))
    table_of(pilot).show([long])
    await pilot.pause()
    assert seen(pilot)[1] == "  1234567… " + "nénénénénén… 123456"


async def test_a_column_without_room_is_left_out_and_the_others_share_it() -> None:
    columns = (Column("Number", 8), Column("Name", 4, grow=1, room=40), Column("Hours", 6))
    for width, heads in {39: ["Number", "Hours"], 60: ["Number", "Name", "Hours"]}.items():
        async with TableApp(columns).run_test(size=(width, 5)) as pilot:
            table_of(pilot).show(records(0, 2))
            await pilot.pause()
            assert seen(pilot)[0].split() == heads
            assert seen(pilot)[0].index("Hours") == seen(pilot)[1].rindex("0") - 5
