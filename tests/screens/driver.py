"""Driving the application in tests, so that a flow reads like its use."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static

from coordinator.app import BookApp
from screens.base import BookScreen
from screens.parts.status import MessageLine, StatusLine
from screens.parts.table import MARK, RecordTable


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
            await self.pilot.pause()

    async def press(self, *keys: str) -> "Driver":
        """Press keys one after another, as fast as they come, then wait for the results."""
        await self.pilot.press(*keys)
        await self.settled()
        return self

    async def type(self, text: str) -> "Driver":
        """Type a text into the field that has the focus."""
        return await self.press(*(_KEYS.get(char, char) for char in text))

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

    def text(self, selector: str) -> str:
        """The words of a Static."""
        return str(self.app.screen.query_one(selector, Static).content)


_KEYS = {
    " ": "space",
    "/": "slash",
    "-": "minus",
    ".": "full_stop",
    ":": "colon",
    "&": "ampersand",
}


@asynccontextmanager
async def opened(app: BookApp, *, wide: bool = False) -> AsyncIterator[Driver]:
    """The application, opened on Today and at rest."""
    size = (120, 40) if wide else (80, 24)
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.settled()
        yield driver
