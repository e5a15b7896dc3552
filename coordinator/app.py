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

from textual.screen import Screen

from coordinator.app_watch import WatchingApp
from coordinator.desk import Desk
from coordinator.keymap import PLACES
from coordinator.themes import DARK, LIGHT
from screens import palette, roads
from screens.base import BookScreen, PlaceAsked
from screens.keys import app_bindings
from screens.lists import RowScreen
from storage.queries.book.settings import setting

CSS = str(Path(roads.__file__).with_name("book.tcss"))


class BookApp(WatchingApp):
    """The workstation over one open book."""

    TITLE = "Coordinator"
    CSS_PATH = CSS
    BINDINGS = app_bindings()
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {}
    COMMANDS = {palette.screen_actions, palette.records, palette.reports}

    def __init__(
        self,
        desk: Desk,
        *,
        sending: bool = True,
        tab: str = "",
        keymap: Path | None = None,
        news: str = "",
    ) -> None:
        super().__init__(desk)
        self.last_place = "today"
        self._sending = sending
        self._tab = tab
        self._news = news
        self._keymap_path = keymap
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

        self.begin_watching()
        sys.setswitchinterval(SWITCH_SECONDS)
        Thread(target=warm_up, daemon=True).start()
        # Colours of rows that are shown were taken from the theme that was.
        self.theme_changed_signal.subscribe(self, lambda _theme: self.tell_screens())
        self._end_on_signals()
        if self._tab:
            self.go(self._tab)
        self._use_own_keys()
        if not self.behind_lock:
            self.greet()
        if self._sending:
            self.begin_sending()

    def greet(self) -> None:
        """Say what must be known before anything is done, once the book is to be seen."""
        why = self.desk.looking_only or self.desk.given
        if why and isinstance(self.screen, BookScreen):
            self.screen.refuse(why)
        elif self._news and isinstance(self.screen, BookScreen):
            # A window now would take the keys of whoever has begun already.
            self.screen.say("This version is new here: ctrl+n tells what came with it.")

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

    # ── places ──────────────────────────────────────────────────────────────────────────────

    def on_place_asked(self, event: PlaceAsked) -> None:
        """A screen wants another one shown."""
        self.go(event.name)
        if event.filter_text:
            self.call_after_refresh(self._narrow, event.filter_text)
        if event.said:
            self.call_after_refresh(self._tell, event.said)

    def _tell(self, words: str) -> None:
        if isinstance(self.screen, BookScreen):
            self.screen.say(words)

    def _narrow(self, text: str) -> None:
        if isinstance(self.screen, RowScreen):
            self.screen.filter_by(text)
        elif isinstance(self.screen, BookScreen):
            self.screen.come_for(text)

    def action_place(self, name: str) -> None:
        """An F-key."""
        place = next(place for place in PLACES if place.name == name)
        self.go(place.tabs[0])

    def action_last_place(self) -> None:
        """Where we were before."""
        self.go(self.last_place)

    def go(self, tab: str) -> None:
        """Show a tab of a place; what was open on top of it is still there."""
        if self.behind_lock:
            self.behind_lock = tab
        elif tab != self.current_mode:
            self.last_place = self.current_mode
            self.switch_mode(tab)

    # ── undo ────────────────────────────────────────────────────────────────────────────────

    def action_undo(self) -> None:
        """Take back the last action."""
        from coordinator.actions.book.undoing import undo_last

        self._turn_back(undo_last)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        from coordinator.actions.book.undoing import redo_last

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

    def action_how(self) -> None:
        """'How do I …', answered by typing."""
        from screens.how import How, follow

        screen = self.screen
        if isinstance(screen, BookScreen):
            window = How()
            self.push_screen(window, lambda _: follow(screen, window))

    def action_news(self) -> None:
        """What came with this version, or since the one before it on this book."""
        from coordinator.actions.care.news import changelog, news_since, version
        from screens.modals import Reader

        if isinstance(self.screen, BookScreen):
            words = self._news or news_since(changelog(), "", version())
            self.push_screen(Reader(f"What is new in {version()}", words))

    def action_palette(self) -> None:
        """Find a record or an action."""
        self.action_command_palette()

    def action_questions(self) -> None:
        """Questions that are asked again and again."""
        from screens.reports.questions import ask_questions

        ask_questions(self, self.desk)

    def action_light_dark(self) -> None:
        """The other theme."""
        self.theme = "day" if self.theme == "night" else "night"

    async def action_quit(self) -> None:
        """Leave, asking first while messages are held."""
        from storage.queries.messages.outbox import outbox_counts

        counts = await asyncio.wrap_future(self.desk.ask_later(outbox_counts, self.desk.clock()))
        held = 0 if self.desk.given else counts.held + counts.due
        if held and self._sending:
            from screens.staffing.leaving import Leaving

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
