"""Driving the application in tests, so that a flow reads like its use."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input, Static

from coordinator.actions.results import Actor
from coordinator.app import BookApp
from screens.base import BookScreen
from screens.parts.status import MessageLine, StatusLine
from screens.parts.table import MARK, RecordTable
from storage.database import Book


class Driver:
    """One run of the application under test."""

    def __init__(self, app: BookApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def settled(self) -> None:
        """Wait until nothing is under way: neither reads nor writes nor redraws."""
        for _ in range(3):
            await self.pilot.pause()
            await self.app.workers.wait_for_complete()
            await asyncio.wrap_future(self.app.desk.do_later(_nothing))
            await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        """Make the window another size, which Textual takes in at its next tick."""
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause(0.05)
        await self.settled()

    async def press(self, *keys: str) -> "Driver":
        """Press keys one after another, as fast as they come, then wait for the results."""
        await self.pilot.press(*keys)
        await self.settled()
        return self

    async def type(self, text: str) -> "Driver":
        """Type a text into the field that has the focus."""
        return await self.press(*(_KEYS.get(char, char) for char in text))

    async def field(self, name: str, text: str) -> None:
        """Type a text into a field of the form in front, in place of what stands there."""
        self.app.screen.query_one(f"#field-{name}").focus()
        await self.press("end", "ctrl+u")
        await self.type(text)

    async def fill(self, **fields: str) -> None:
        """Type into fields of the form in front, and save it."""
        for name, text in fields.items():
            await self.field(name, text)
        await self.press("ctrl+s")

    def put(self, **fields: str) -> None:
        """Put texts into fields of the form in front at once, as nobody types."""
        for name, text in fields.items():
            self.app.screen.query_one(f"#field-{name}", Input).value = text

    @property
    def screen(self) -> BookScreen[Any]:
        """The screen in front."""
        screen = self.app.screen
        assert isinstance(screen, BookScreen)
        return screen

    def table(self, name: str = "list") -> RecordTable:
        """A table of the screen in front."""
        return self.app.screen.query_one(f"#{name}", RecordTable)

    def rows(self, name: str = "list") -> list[str]:
        """The rows of a table as text."""
        table = self.table(name)
        marks = {True: MARK, False: ""}
        return [
            " | ".join(
                ([marks[row.key in table.marked]] if table.has_marks else [])
                + [cell.plain.strip() for cell in row.cells]
            )
            for row in table.records
        ]

    def row(self, name: str = "list") -> str:
        """The row under the cursor as text."""
        return self.rows(name)[self.table(name).cursor_row]

    @property
    def message(self) -> str:
        """The message line."""
        return self.app.screen.query_one(MessageLine).sentence

    @property
    def status(self) -> str:
        """The status line."""
        return " · ".join(self.app.screen.query_one(StatusLine).parts)

    @property
    def window(self) -> str:
        """All words of what is in front."""
        return "\n".join(str(one.content) for one in self.app.screen.query(Static))

    def text(self, selector: str) -> str:
        """The words of a Static."""
        return str(self.app.screen.query_one(selector, Static).content)


_KEYS = {
    ",": "comma",
    '"': "quotation_mark",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "_": "underscore",
    " ": "space",
    "/": "slash",
    "-": "minus",
    ".": "full_stop",
    ":": "colon",
    "&": "ampersand",
}


def _nothing(book: Book, actor: Actor) -> None:
    """Comes after all that was asked to be written."""


@asynccontextmanager
async def opened(app: BookApp, *, wide: bool = False) -> AsyncIterator[Driver]:
    """The application, opened on Today and at rest."""
    size = (120, 40) if wide else (80, 24)
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.settled()
        yield driver
