"""How many keys are pressed at the desk in a day: numbers only, never which.

A key costs an addition. What was counted goes into the book every few minutes and on leaving, on
the writing thread.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from textual import events
from textual.app import App

from coordinator.desk import Desk
from storage.queries.book.settings import setting

COUNTED: Final = "desk.count_keys"
"""Setting: whether keys are counted."""
WRITE_SECONDS: Final = 300.0


@dataclass(slots=True)
class KeyCount:
    """Keys by local date, and in how many minutes any was pressed."""

    days: dict[date, tuple[int, int]] = field(default_factory=dict)
    _minute: int = 0
    _day: date = date.min

    def press(self, desk: Desk) -> None:
        """One key, now."""
        minute = desk.clock() // 60
        begun = minute != self._minute
        if begun:
            self._minute, self._day = minute, desk.today()
        keys, minutes = self.days.get(self._day, (0, 0))
        self.days[self._day] = keys + 1, minutes + begun

    def take(self) -> dict[date, tuple[int, int]]:
        """What was counted since the last time."""
        taken, self.days = self.days, {}
        return taken


class CountingApp(App[None]):
    """An application over a desk whose keys are counted, unless the agency does not want it."""

    desk: Desk
    key_count: KeyCount | None = None

    def on_mount(self) -> None:
        """Write now and then what was counted. Called beside each application's own."""
        self.key_count = KeyCount()
        self.set_interval(WRITE_SECONDS, self.write_keys)

    def at_work(self) -> bool:
        """Whether a key is work."""
        return True

    async def on_event(self, event: events.Event) -> None:
        """A key comes by once on its way in; what a widget left to it comes by again."""
        count = self.key_count
        pressed = isinstance(event, events.Key) and not event.is_forwarded
        if pressed and count is not None and self.at_work():
            count.press(self.desk)
        await super().on_event(event)

    def exit(self, *args: Any, **named: Any) -> None:
        """Leave, with what was counted in the book."""
        self.write_keys()
        super().exit(*args, **named)

    def write_keys(self) -> None:
        """Let the writing thread add it up."""
        taken = self.key_count.take() if self.key_count is not None else {}
        if taken and self.desk.ask(setting, COUNTED, default=True):
            self.desk.do_later(_write, taken)


def _write(book: Any, actor: Any, taken: dict[date, tuple[int, int]]) -> None:
    from coordinator.actions.book.desk_days import add_keys

    add_keys(book, actor, taken)
