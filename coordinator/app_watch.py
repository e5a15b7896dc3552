"""What happens to the book beside the keys: others' writing, the machine's clock, the sender."""

import asyncio

from coordinator.app_lock import LockedApp
from coordinator.desk import Desk
from screens.base import BookChanged, BookScreen, WorkedElsewhere
from storage.queries.book.settings import setting

WATCH_SECONDS = 1.0
SEND_SECONDS = 15.0
CLOCK_SLACK = 900
"""Seconds by which the clock may stand before the last action without a word."""
CLOCK_BACK = (
    "This machine's clock went back: it stands before the last thing done. The order of the book "
    "does not suffer, but dates and reminders do: set the clock right."
)


class WatchingApp(LockedApp):
    """The application whose screens show what the book says now, whoever wrote it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._seen_version = 0
        self._seen_state: tuple[int, ...] = ()
        self._written_state: tuple[int, ...] = ()
        """What was seen when the last tick began."""
        self._watched_at = 0

    def begin_watching(self) -> None:
        """Look at the book every second from now on."""
        from storage.queries.book.log import last_action_at

        self._note_as_seen()
        self._watched_at = self.desk.ask(last_action_at)
        self._look_at_clock()
        self.set_interval(WATCH_SECONDS, self._watch)

    def begin_sending(self) -> None:
        """Back the book up, and send what is due now and every few seconds."""
        from coordinator.sending import SenderChild, back_up_daily, sweep

        back_up_daily(self.desk.book.path, self.desk.clock())
        sweep(self.desk.book, self.desk.clock())
        self._sender = SenderChild(self.desk.book.path, self.desk.clock())
        self.set_interval(SEND_SECONDS, self._send_what_is_due)

    # ── the book changes ────────────────────────────────────────────────────────────────────

    def _watch(self) -> None:
        self._look_at_clock()
        self.lock_if_idle()
        self._look_at_book()

    def _look_at_book(self) -> None:
        """Another program may have written; what it wrote may be of no concern to any screen."""
        from storage.queries.book.log import seen_state

        version = self.desk.book.data_version()
        if version != self._seen_version:
            self._seen_version = version
            state = self.desk.ask(seen_state)
            if state != self._seen_state:
                self._seen_state = state
                self.tell_screens()

    def _look_at_clock(self) -> None:
        """Say it once where the machine's clock was put back."""
        now = self.desk.clock()
        if now < self._watched_at - CLOCK_SLACK and isinstance(self.screen, BookScreen):
            self.screen.refuse(CLOCK_BACK)
        self._watched_at = now

    def on_book_changed(self, event: BookChanged) -> None:
        """An action of ours went in."""
        self._note_as_seen()
        self.tell_screens()

    def on_worked_elsewhere(self, event: WorkedElsewhere) -> None:
        """A process of ours ended: what it wrote is shown before the next key."""
        self._look_at_book()

    def _note_as_seen(self) -> None:
        from storage.queries.book.log import seen_state

        self._seen_version = self.desk.book.data_version()
        self._seen_state = self.desk.ask(seen_state)

    def tell_screens(self) -> None:
        """Each screen that is open shows the book anew."""
        self.desk.learn_holder()
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, BookScreen):
                    screen.stale()

    # ── what is due goes out ────────────────────────────────────────────────────────────────

    def _send_what_is_due(self) -> None:
        from storage.queries.messages.outbox import outbox_counts

        now = self.desk.clock()
        self._sender.reap()
        future = self.desk.ask_later(outbox_counts, now)

        async def send() -> None:
            # Answers come in, and reminders fall due, without anything in the outbox.
            due = (await asyncio.wrap_future(future)).due or self._sender.is_time(now)
            if due or self._board_lags():
                self._written_state = self._seen_state
                self._sender.start(now)

        self.run_worker(send(), exit_on_error=False)

    def _board_lags(self) -> bool:
        """Whether the book has changed since the last tick, and a job board should show it soon."""
        changed = self._seen_state != self._written_state
        return changed and bool(self.desk.ask(setting, "board.folder", ""))
