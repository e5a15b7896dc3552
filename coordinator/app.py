"""The application: one book, the places behind the F-keys, the keys that work everywhere. Thin."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

from textual.app import App
from textual.screen import Screen
from textual.theme import Theme

from coordinator.desk import Desk
from coordinator.keymap import PLACES
from screens import palette, roads
from screens.base import BookChanged, BookScreen, PlaceAsked
from screens.keys import app_bindings
from screens.lists import RowScreen
from storage.queries.settings import setting

CSS = str(Path(roads.__file__).with_name("book.tcss"))
WATCH_SECONDS = 1.0
SEND_SECONDS = 15.0
CLOCK_SLACK = 900
"""Seconds by which the clock may stand before the last action without a word."""
CLOCK_BACK = (
    "This machine's clock went back: it stands before the last thing done. The order of the book "
    "does not suffer, but dates and reminders do: set the clock right."
)

DARK = Theme(
    name="night",
    primary="#35649a",
    secondary="#7a8fa6",
    accent="#d7a54a",
    success="#63b37a",
    warning="#d7a54a",
    error="#e06c5f",
    foreground="#e6e6e6",
    background="#15181c",
    surface="#1d2126",
    panel="#2a3038",
    dark=True,
    variables={"quiet": "#9aa4af"},
)
LIGHT = Theme(
    name="day",
    primary="#2f5f96",
    secondary="#4d5f73",
    accent="#8a5a00",
    success="#1f6b3a",
    warning="#8a5a00",
    error="#a82a1d",
    foreground="#1b1d20",
    background="#fafafa",
    surface="#eef0f2",
    panel="#dde2e7",
    dark=False,
    variables={"quiet": "#545d68"},
)


class BookApp(App[None]):
    """The workstation over one open book."""

    TITLE = "Coordinator"
    CSS_PATH = CSS
    BINDINGS = app_bindings()
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    DEFAULT_MODE = "today"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {}
    COMMANDS = {palette.screen_actions, palette.records}

    def __init__(
        self, desk: Desk, *, sending: bool = True, tab: str = "", keymap: Path | None = None
    ) -> None:
        super().__init__()
        self.desk = desk
        self.last_place = "today"
        self._sending = sending
        self._tab = tab
        self._keymap_path = keymap
        self._seen_version = 0
        self._seen_state: tuple[int, ...] = ()
        self._watched_at = 0
        self._behind_lock = ""
        """The mode that the lock hides, while it is on."""
        self.add_mode("lock", partial(roads.lock_screen, desk))
        for name in roads.TABS:
            self.add_mode(name, partial(roads.tab, name, desk))
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = "day" if desk.ask(setting, "screen.theme", "") == "day" else "night"

    def on_mount(self) -> None:
        """The first frame comes first; what is heavy follows it."""
        self.call_after_refresh(self._after_first_frame)

    def _after_first_frame(self) -> None:
        from coordinator.warming import SWITCH_SECONDS, warm_up
        from storage.queries.log import last_action_at

        self._note_as_seen()
        self._watched_at = self.desk.ask(last_action_at)
        self._look_at_clock()
        sys.setswitchinterval(SWITCH_SECONDS)
        Thread(target=warm_up, daemon=True).start()
        self.set_interval(WATCH_SECONDS, self._watch)
        # Colours of rows that are shown were taken from the theme that was.
        self.theme_changed_signal.subscribe(self, lambda _theme: self._tell_screens())
        self._end_on_signals()
        if self._tab:
            self.go(self._tab)
        self._use_own_keys()
        if self.desk.looking_only and isinstance(self.screen, BookScreen):
            self.screen.refuse(self.desk.looking_only)
        if self._sending:
            from coordinator.sending import SenderChild, back_up_daily, sweep

            back_up_daily(self.desk.book.path, self.desk.clock())
            sweep(self.desk.book, self.desk.clock())
            self._sender = SenderChild(self.desk.book.path)
            self.set_interval(SEND_SECONDS, self._send_what_is_due)

    def _use_own_keys(self) -> None:
        from coordinator.keymap_file import keymap_path, read_own_keys

        own = read_own_keys(self._keymap_path or keymap_path())
        self.set_keymap(own.keys)
        if own.problems and isinstance(self.screen, BookScreen):
            self.screen.refuse(" ".join(own.problems))

    def _end_on_signals(self) -> None:
        """A closed terminal or a stop from outside ends the application in order."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            # Windows knows neither, and tests do not run on the main thread.
            with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), self.exit)

    # ── the book changes ────────────────────────────────────────────────────────────────────

    def _watch(self) -> None:
        """Another program may have written; what it wrote may be of no concern to any screen."""
        from storage.queries.log import seen_state

        self._look_at_clock()
        version = self.desk.book.data_version()
        if version != self._seen_version:
            self._seen_version = version
            state = self.desk.ask(seen_state)
            if state != self._seen_state:
                self._seen_state = state
                self._tell_screens()

    def _look_at_clock(self) -> None:
        """Say it once where the machine's clock was put back."""
        now = self.desk.clock()
        if now < self._watched_at - CLOCK_SLACK and isinstance(self.screen, BookScreen):
            self.screen.refuse(CLOCK_BACK)
        self._watched_at = now

    def on_book_changed(self, event: BookChanged) -> None:
        """An action of ours went in."""
        self._note_as_seen()
        self._tell_screens()

    def _note_as_seen(self) -> None:
        from storage.queries.log import seen_state

        self._seen_version = self.desk.book.data_version()
        self._seen_state = self.desk.ask(seen_state)

    def _tell_screens(self) -> None:
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, BookScreen):
                    screen.stale()

    def _send_what_is_due(self) -> None:
        from storage.queries.outbox import outbox_counts

        self._sender.reap()
        future = self.desk.ask_later(outbox_counts, self.desk.clock())

        async def send() -> None:
            if (await asyncio.wrap_future(future)).due:
                self._sender.start()

        self.run_worker(send(), exit_on_error=False)

    # ── places ──────────────────────────────────────────────────────────────────────────────

    def on_place_asked(self, event: PlaceAsked) -> None:
        """A screen wants another one shown."""
        self.go(event.name)
        if event.filter_text:
            self.call_after_refresh(self._narrow, event.filter_text)

    def _narrow(self, text: str) -> None:
        if isinstance(self.screen, RowScreen):
            self.screen.filter_by(text)

    def action_place(self, name: str) -> None:
        """An F-key."""
        place = next(place for place in PLACES if place.name == name)
        self.go(place.tabs[0])

    def action_last_place(self) -> None:
        """Where we were before."""
        self.go(self.last_place)

    def go(self, tab: str) -> None:
        """Show a tab of a place; what was open on top of it is still there."""
        if self._behind_lock:
            self._behind_lock = tab
        elif tab != self.current_mode:
            self.last_place = self.current_mode
            self.switch_mode(tab)

    # ── the lock ────────────────────────────────────────────────────────────────────────────

    def action_lock(self) -> None:
        """Hide the book."""
        self._behind_lock = self.current_mode
        self.switch_mode("lock")

    def on_lock_screen_opened(self) -> None:
        """Show again what was hidden."""
        hidden, self._behind_lock = self._behind_lock, ""
        self.switch_mode(hidden)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it is locked no key of the application does anything, not even an F-key."""
        return False if self._behind_lock else super().check_action(action, parameters)

    def push_screen(self, *args: Any, **named: Any) -> Any:
        """A window that comes late, from a thread, opens behind the lock and not over it."""
        if self._behind_lock:
            named["mode"] = self._behind_lock
        return super().push_screen(*args, **named)

    # ── undo ────────────────────────────────────────────────────────────────────────────────

    def action_undo(self) -> None:
        """Take back the last action."""
        from coordinator.actions.undoing import undo_last

        self._turn_back(undo_last)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        from coordinator.actions.undoing import redo_last

        self._turn_back(redo_last)

    def _turn_back(self, action: Callable[..., Any]) -> None:
        screen = self.screen
        if not isinstance(screen, BookScreen):
            return
        from coordinator.actions.results import Refused

        def done(result: Any) -> None:
            screen.say(result.sentence, "refused" if isinstance(result, Refused) else "done")

        screen.perform(done, action)

    # ── help, palette, theme, leaving ───────────────────────────────────────────────────────

    def action_help(self) -> None:
        """The keys of this screen; the chosen one runs."""
        from screens.help import Help

        screen = self.screen
        if isinstance(screen, Help):
            return
        place = getattr(screen, "HEADING", "") or type(screen).__name__

        async def run(action: str | None) -> None:
            if action is not None:
                await self.run_action(action, screen) or await self.run_action(action)

        self.push_screen(Help(screen, place), run)

    def action_palette(self) -> None:
        """Find a record or an action."""
        self.action_command_palette()

    def action_light_dark(self) -> None:
        """The other theme."""
        self.theme = "day" if self.theme == "night" else "night"

    async def action_quit(self) -> None:
        """Leave, asking first while messages are held."""
        from storage.queries.outbox import outbox_counts

        counts = await asyncio.wrap_future(self.desk.ask_later(outbox_counts, self.desk.clock()))
        held = counts.held + counts.due
        if held and self._sending:
            from screens.leaving import Leaving

            if not isinstance(self.screen, Leaving):
                self.push_screen(Leaving(held), self._leave)
        else:
            self._leave("quit")

    def _leave(self, answer: str | None) -> None:
        if answer is None:
            return
        if answer == "send":
            from coordinator.sending import send_held

            send_held(self.desk.book.path)
        self.exit()
