"""What screens share that start long work: its progress, its stop, its answer."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import ScreenResultType
from textual.timer import Timer
from textual.widgets import ProgressBar

from screens.base import BookScreen, WorkedElsewhere

if TYPE_CHECKING:
    from coordinator.long_work import LongWork

TICK_SECONDS = 0.2


class WaitingScreen(BookScreen[ScreenResultType]):
    """A screen with a ProgressBar `#progress`, over at most one piece of long work."""

    work: "LongWork | None" = None
    _ticking: Timer | None = None

    def start(
        self, function: str, given: tuple[Any, ...], then: Callable[[Any], None], words: str
    ) -> None:
        """Run 'module:name' in its own process; `then` gets its answer. One at a time."""
        from coordinator.long_work import LongWork, Task

        if self.work is not None:
            self.refuse("One thing after the other: x stops what is under way.")
            return
        self.work = LongWork(Task(function, self.desk.book.path, given))
        bar = self.query_one("#progress", ProgressBar)
        bar.update(total=None, progress=0)
        bar.add_class("-shown")
        self._ticking = self.set_interval(TICK_SECONDS, self._tick)
        self.say(f"{words} · x stops")
        self.run_worker(self._wait(self.work, then), exit_on_error=False)

    async def _wait(self, work: "LongWork", then: Callable[[Any], None]) -> None:
        from coordinator.long_work import Failed

        try:
            found = await asyncio.wrap_future(work.result)
        except Failed as error:
            self._ended()
            self.refuse(str(error))
        else:
            self._ended()
            then(found)

    def _ended(self) -> None:
        self.work = None
        self.app.post_message(WorkedElsewhere())
        self.say("")
        if self._ticking is not None:
            self._ticking.stop()
        self.query_one("#progress").remove_class("-shown")

    def _tick(self) -> None:
        if self.work is not None and self.work.total:
            bar = self.query_one("#progress", ProgressBar)
            bar.update(total=self.work.total, progress=self.work.done)

    def action_stop(self) -> None:
        """Stop what is under way; nothing is half written."""
        if self.work is not None:
            self.work.stop()

    def on_unmount(self) -> None:
        """Leaving the application stops what is under way."""
        self.action_stop()
