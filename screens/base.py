"""What every screen of the book has: its lines, its keys, and the way to read and to act."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from coordinator.desk import Desk
from coordinator.keymap import PLACES
from screens.keys import screen_bindings
from screens.parts.keyline import KeyLine
from screens.parts.status import MessageLine, StatusLine
from screens.tones import quiet

LEAST_COLUMNS, LEAST_LINES = 60, 16
TOO_SMALL = "The window is too small: this needs 60 columns and 16 lines, 80 by 24 is good."

P = ParamSpec("P")
R = TypeVar("R")


class BookChanged(Message):
    """An action went into the book; what is shown may be out of date."""


class WorkedElsewhere(Message):
    """Long work in a process of its own ended; it may have written the book."""


class PlaceAsked(Message):
    """Someone wants to go to a tab of a place, with its list narrowed where a filter is given, and
    told there what is `said`."""

    def __init__(self, name: str, filter_text: str = "", said: str = "") -> None:
        super().__init__()
        self.name = name
        self.filter_text = filter_text
        self.said = said


class BookScreen(Screen[ScreenResultType]):
    """A screen over the book. `NAME` is its name in the keymap, from which its keys come."""

    NAME: ClassVar[str] = ""
    TITLE: ClassVar[str | None] = ""
    AUTO_FOCUS = ""

    def __init_subclass__(cls, **more: Any) -> None:
        if "NAME" in cls.__dict__:
            cls.BINDINGS = screen_bindings(cls.NAME)
        super().__init_subclass__(**more)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._asked: dict[str, int] = {}
        self._stale = False
        self._unsaid: tuple[str, str] | None = None

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose(self) -> ComposeResult:
        """Status line, body, message line, footer."""
        yield StatusLine()
        yield from self.compose_body()
        yield MessageLine()
        yield KeyLine()

    def on_resize(self, event: events.Resize) -> None:
        """A window in which nothing can be read says so, and comes back when it grows."""
        small = event.size.width < LEAST_COLUMNS or event.size.height < LEAST_LINES
        self.set_class(small, "-tiny")
        if small and not self.query(".too-small"):
            self.mount(Static(TOO_SMALL, markup=False, classes="too-small"))

    def compose_body(self) -> Iterable[Widget]:
        """What lies between the lines."""
        return ()

    def reload(self) -> None:
        """Read again what the screen shows."""

    def stale(self) -> None:
        """The book changed: read again now, or when the screen is next seen."""
        if self.is_current:
            self.reload()
        else:
            self._stale = True

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Seen again: catch up."""
        if self._stale:
            self._stale = False
            self.reload()

    # ── what it says ────────────────────────────────────────────────────────────────────────

    @property
    def status(self) -> StatusLine:
        """The first line."""
        return self.query_one(StatusLine)

    def say(self, sentence: str, kind: str = "") -> None:
        """One sentence in the message line."""
        found = self.query(MessageLine)
        if found:
            found.first().say(sentence, kind)
        else:
            # An action may be done before the screen that it opened is there.
            self._unsaid = sentence, kind

    def on_mount(self) -> None:
        """Say what came before there was a line for it. Called beside each screen's own."""
        if self._unsaid is not None:
            self.say(*self._unsaid)

    def told(self, sentence: str | None) -> None:
        """What a window or a form over this screen did, if anything."""
        if sentence:
            self.say(sentence, "done")

    def refuse(self, sentence: str) -> None:
        """Say why something was not done."""
        self.say(sentence, "refused")

    def tone(self, name: str) -> str:
        """A colour of the theme as a style for a cell; a word always stands beside it."""
        if name == "muted":
            return quiet(self.app)
        return self.app.theme_variables.get(f"text-{name}", "") if name else ""

    def post_place(self, name: str, filter_text: str = "", said: str = "") -> None:
        """Ask for another place, narrowed where a filter is given; `said` is told there."""
        self.post_message(PlaceAsked(name, filter_text, said))

    def come_for(self, what: str) -> None:
        """Somebody was sent here for this; most places have nothing to narrow."""

    # ── how it reads and acts ───────────────────────────────────────────────────────────────

    def fetch(
        self,
        slot: str,
        then: Callable[[R], None],
        query: Callable[Concatenate[Any, P], R | None],
        *args: P.args,
        **named: P.kwargs,
    ) -> None:
        """Run a query on a reading thread; `then` gets the answer, unless it is None or a
        later question of the same slot has overtaken it."""
        asked = self._asked[slot] = self._asked.get(slot, 0) + 1

        def wanted(connection: Any) -> R | None:
            # Overtaken while it waited for a thread: not worth running.
            return query(connection, *args, **named) if self._asked[slot] == asked else None

        def answered(answer: R | None) -> None:
            if self._asked[slot] == asked and answer is not None:
                then(answer)

        self._attend(self.desk.ask_later(wanted), answered)

    def forget(self, slot: str) -> None:
        """Drop the answer that is under way for a slot."""
        self._asked[slot] = self._asked.get(slot, 0) + 1

    def perform(
        self,
        then: Callable[[R], None],
        action: Callable[Concatenate[Any, Any, P], R],
        *args: P.args,
        **named: P.kwargs,
    ) -> None:
        """Run an action after those asked for before; `then` gets its result."""
        future = self.desk.do_later(action, *args, **named)

        def done(result: R) -> None:
            # To the app itself: a form that closes now would take the message along.
            self.app.post_message(BookChanged())
            then(result)

        self._attend(future, done)

    def _attend(self, future: "Future[R]", then: Callable[[R], None]) -> None:
        self.run_worker(self._answered(future, then), exit_on_error=False)

    async def _answered(self, future: "Future[R]", then: Callable[[R], None]) -> None:
        answer = await asyncio.wrap_future(future)
        if self.is_attached:
            then(answer)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A thread failed: say so where it can be read and copied."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            from screens.modals import Fault

            self.log.error(event.worker.error)
            self.desk.note_fault(event.worker.error)
            self.app.push_screen(Fault(event.worker.error))

    # ── the tabs of its place ───────────────────────────────────────────────────────────────

    def action_next_tab(self) -> None:
        """The next screen of this place."""
        self._turn(1)

    def action_previous_tab(self) -> None:
        """The screen before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        for place in PLACES:
            if self.NAME in place.tabs:
                at = place.tabs.index(self.NAME) + step
                self.post_place(place.tabs[at % len(place.tabs)])

    def action_refresh(self) -> None:
        """Read again."""
        self.reload()
        self.say("Read again.")

    def action_back(self) -> None:
        """Close a screen that was opened over another one; a place stays."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()
