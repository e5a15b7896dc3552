"""A screen that runs a report: on a reading thread, or in a process where the rules take long."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual.timer import Timer

from coordinator.desk import Desk
from coordinator.rules.reports.figures import texts_of
from coordinator.rules.reports.report import Report, Result
from screens.base import BookScreen
from screens.people.revealing import Reveal, ask

if TYPE_CHECKING:
    from coordinator.actions.results import Refused
    from coordinator.long_work import LongWork

TELL_SECONDS = 0.5
APART = "coordinator.actions.reports.running:run_apart"

Ran = tuple[Result, list[tuple[str, ...]]]
"""What came of a run, and its rows as people read them."""


class RunsReport(BookScreen[None]):
    """Runs one report with what was typed; says for how long, and how far it is, until it ends."""

    APART: ClassVar[str] = APART
    """What runs it in a process: f(book, name, now, typed, progress)."""

    def __init__(self, desk: Desk, report: Report) -> None:
        super().__init__(desk)
        self.report = report
        self.typed: dict[str, str] = {}
        self.reveal = Reveal(f"report:{report.name}")
        self.work: LongWork | None = None
        self._stop = Event()
        self._began = 0.0
        self._ticking: Timer | None = None

    def ran(self, result: Result, texts: list[tuple[str, ...]]) -> None:
        """It has run."""
        raise NotImplementedError

    def reload(self) -> None:
        """Run it; a run under way is ended."""
        self._end()
        self._stop = Event()
        self._began = monotonic()
        self.status.say(self.report.title, "running …")
        self._ticking = self.set_interval(TELL_SECONDS, self.tell)
        if self.report.heavy and self.report.computed:
            self._run_apart()
        else:
            shown: Callable[[Any], None] = self._shown
            self.fetch("run", shown, run_and_read, self._question(self._stop))

    def _question(self, stop: Event) -> Any:
        from coordinator.actions.reports.running import Asking

        now, typed = self.desk.clock(), dict(self.typed)
        shown = self.reveal.hidden - self.reveal.still_hidden(now)
        return self.report, Asking(self.desk.book.path, now, typed, stop.is_set, shown=shown)

    def _run_apart(self) -> None:
        from coordinator.long_work import LongWork, Task

        given = (self.report.name, self.desk.clock(), dict(self.typed))
        work = self.work = LongWork(Task(self.APART, self.desk.book.path, given))
        self._attend(_both(work.result), lambda found: self._shown(found, work))

    @property
    def under_way(self) -> bool:
        """Whether it runs."""
        return self._ticking is not None

    def tell(self) -> None:
        """Say for how long it has run, and how far it is."""
        seconds = int(monotonic() - self._began)
        work = self.work
        share = f"{100 * work.done // work.total} %" if work and work.total else ""
        self.status.say(self.report.title, f"running … {seconds} s", share, "x stops")

    def _shown(self, found: "Ran | Refused", work: "LongWork | None" = None) -> None:
        if work is not self.work:
            return  # overtaken by another run
        self._end()
        if isinstance(found, tuple):
            self.reveal.hidden |= frozenset(found[0].veiled)
            self.ran(*found)
        else:
            self.status.say(self.report.title)
            self.refuse(found.sentence)

    def _end(self) -> None:
        self._stop.set()
        if self._ticking is not None:
            self._ticking.stop()
            self._ticking = None
        if self.work is not None:
            self.work.stop()
            self.work = None

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self._end()

    def action_reveal(self) -> None:
        """Run it with what it hides of persons, for a minute; that it was asked for is logged."""
        ask(self, self.reveal)

    def action_stop(self) -> None:
        """End a run under way."""
        self._stop.set()
        if self.work is not None:
            self.work.stop()


def run_and_read(connection: Any, asked: tuple[Report, Any]) -> "Ran | Refused":
    """Run it and put its figures into words, on the thread that reads."""
    from coordinator.actions.reports.running import run_report

    result = run_report(connection, *asked)
    return (result, texts_of(result)) if isinstance(result, Result) else result


def _both(result: "Future[Any]") -> "Future[Any]":
    """What the process gave, with its rows in words; why it broke off, as a refusal."""
    from coordinator.actions.results import Refused

    read: Future[Any] = Future()

    def done(found: "Future[Any]") -> None:
        error = found.exception()
        if error is not None:
            read.set_result(Refused((str(error),)))
            return
        value = found.result()
        read.set_result((value, texts_of(value)) if isinstance(value, Result) else value)

    result.add_done_callback(done)
    return read
