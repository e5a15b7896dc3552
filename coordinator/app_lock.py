"""What stands between a key and the book: the lock of the screen, and the deputy's bounds."""

import contextlib
from functools import partial
from typing import Any

from textual import events
from textual.app import ScreenStackError
from textual.notifications import Notify

from coordinator.app_keys import CountingApp
from coordinator.deputy_keys import may
from coordinator.desk import Desk
from screens import roads
from screens.base import BookScreen
from storage.deputy import refusal
from storage.queries.book.settings import setting

LOCK_AFTER = "screen.lock_after"
"""Setting: minutes without a key after which the screen locks; 0 never."""
LOCK_MINUTES = 15
"""What holds while it is not set, where a passphrase is."""
PASSPHRASE = "screen.lock"
_MINUTE = 60


class LockedApp(CountingApp):
    """The application while nobody, or not the coordinator, stands before it.

    Where a passphrase is set it begins locked: closing the terminal opens nothing.
    """

    DEFAULT_MODE = "today"

    def __init__(self, desk: Desk) -> None:
        self.behind_lock = "today" if desk.ask(setting, PASSPHRASE, {}) else ""
        """The mode that the lock hides, while it is on."""
        if self.behind_lock:
            # The first frame must not show the book.
            self.DEFAULT_MODE = "lock"  # type: ignore[misc]
        super().__init__()
        self.desk = desk
        self.touched_at = desk.clock()
        """When a key or the mouse was last used, in UTC seconds."""
        self._greeted = not self.behind_lock
        self.add_mode("lock", partial(roads.lock_screen, desk))

    def greet(self) -> None:
        """Say what must be known before anything is done."""

    # ── the lock ────────────────────────────────────────────────────────────────────────────

    def action_lock(self) -> None:
        """Hide the book."""
        if self.behind_lock:
            return
        self.behind_lock = self.current_mode
        self.clear_notifications()
        self.switch_mode("lock")

    def on_lock_screen_opened(self) -> None:
        """Show again what was hidden."""
        hidden, self.behind_lock = self.behind_lock, ""
        self.touched_at = self.desk.clock()
        self.switch_mode(hidden)
        if not self._greeted:
            self._greeted = True
            self.call_after_refresh(self.greet)

    def at_work(self) -> bool:
        """What is typed before the lock is not."""
        return not self.behind_lock

    def lock_if_idle(self) -> None:
        """Lock where nobody has touched a key for so long as the agency has it."""
        now = self.desk.clock()
        # A clock that was put back begins to count anew.
        self.touched_at = min(self.touched_at, now)
        if self.behind_lock or now - self.touched_at < _MINUTE:
            return
        minutes = self.desk.ask(setting, LOCK_AFTER, -1)
        if minutes < 0:
            minutes = LOCK_MINUTES if self.desk.ask(setting, PASSPHRASE, {}) else 0
        if minutes and now - self.touched_at >= minutes * _MINUTE:
            self.action_lock()

    async def on_event(self, event: events.Event) -> None:
        """Somebody is there."""
        if isinstance(event, events.Key | events.MouseEvent | events.Paste):
            self.touched_at = self.desk.clock()
        await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it is locked no key of the application does anything, not even an F-key."""
        return False if self.behind_lock else super().check_action(action, parameters)

    def push_screen(self, *args: Any, **named: Any) -> Any:
        """A window that comes late, from a thread, opens behind the lock and not over it."""
        if self.behind_lock:
            named["mode"] = self.behind_lock
        return super().push_screen(*args, **named)

    def clear_selection(self) -> None:
        """From Python 3.12 on Textual mounts the lock's field before its screen is the first one:
        there is nothing selected yet, and nothing to clear."""
        with contextlib.suppress(ScreenStackError):
            super().clear_selection()

    def notify(self, *args: Any, **named: Any) -> None:
        """A notice would stand over the lock."""
        if not self.behind_lock:
            super().notify(*args, **named)

    def on_notify(self, event: Notify) -> None:
        """Nor may one that was under way when the screen locked."""
        if self.behind_lock:
            event.prevent_default()

    # ── the deputy ──────────────────────────────────────────────────────────────────────────

    async def run_action(
        self, action: Any, default_namespace: Any = None, namespaces: Any = None
    ) -> bool:
        """A key that a deputy may not press says so, before he has typed anything for nothing."""
        screen = self.screen
        name = action if isinstance(action, str) else str(action[1])
        if self.desk.deputy and isinstance(screen, BookScreen) and not may(name):
            screen.refuse(refusal(self.desk.deputy))
            return True
        return await super().run_action(action, default_namespace, namespaces)

    def action_deputy(self) -> None:
        """Somebody stands in at the desk, or the coordinator is back."""
        from screens.book.deputy_steps import ask_deputy

        if isinstance(self.screen, BookScreen):
            ask_deputy(self.screen)
