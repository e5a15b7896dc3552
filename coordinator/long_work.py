"""Long work in a process of its own, so that no key waits for the interpreter's lock.

The child is `python -m coordinator.long_work`: it reads what to do from its standard input, tells
its progress on its standard output, and stops when one more byte comes in, or its input closes.
(multiprocessing is of no use here: Textual replaces the standard streams that it wants.)

Both ends are this program, on this machine: what goes through the pipe is pickled.
"""

import importlib
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any, BinaryIO

TELL_EVERY = 0.1
"""Seconds between two words of progress."""

Progress = Callable[[int, int], bool | None]
"""Called with (done, total) now and then; answering False stops the work."""


@dataclass(frozen=True, slots=True)
class Task:
    """`function` is 'module:name'; it is called as f(book path, *given, progress)."""

    function: str
    book: Path
    given: tuple[Any, ...] = ()


class Failed(Exception):
    """The work broke off; its words say why."""


class LongWork:
    """One piece of work under way. `result` is its answer, or raises Failed."""

    def __init__(self, task: Task) -> None:
        self.done = self.total = 0
        self.result: Future[Any] = Future()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "coordinator.long_work"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        Thread(target=self._follow, args=(task,), name="long-work", daemon=True).start()

    def stop(self) -> None:
        """Ask it to stop where it may; a write is ended whole or not begun."""
        try:
            if self._child.stdin is not None and not self._child.stdin.closed:
                self._child.stdin.write(b".")
                self._child.stdin.flush()
        except OSError:
            # It has ended by itself.
            return

    def _follow(self, task: Task) -> None:
        child = self._child
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            pickle.dump(task, child.stdin)
            child.stdin.flush()
            while True:
                kind, value = pickle.load(child.stdout)
                if kind != "progress":
                    break
                self.done, self.total = value
        except (OSError, EOFError, pickle.PickleError) as error:
            kind, value = "failed", f"The work was broken off: {error or 'its process ended'}"
        with suppress(OSError):
            # What it was still to be told is of no use to a process that has ended.
            child.stdin.close()
        child.wait()
        if kind == "done":
            self.result.set_result(value)
        else:
            self.result.set_exception(Failed(value))


# ── the child's side ─────────────────────────────────────────────────────────────────────────


class _Teller:
    """Progress as the child tells it: seldom enough to cost nothing."""

    def __init__(self, stream: BinaryIO, stopped: Event) -> None:
        self._stream = stream
        self._stopped = stopped
        self._last = 0.0

    def __call__(self, done: int, total: int) -> bool:
        from time import monotonic

        now = monotonic()
        if now - self._last >= TELL_EVERY:
            self._last = now
            _tell(self._stream, "progress", (done, total))
        return not self._stopped.is_set()


def _tell(stream: BinaryIO, kind: str, value: Any) -> None:
    pickle.dump((kind, value), stream)
    stream.flush()


def _serve(inward: BinaryIO, outward: BinaryIO) -> None:
    task: Task = pickle.load(inward)
    stopped = Event()

    def listen() -> None:
        inward.read(1)
        stopped.set()

    Thread(target=listen, daemon=True).start()
    module, _, name = task.function.partition(":")
    try:
        function = getattr(importlib.import_module(module), name)
        value = function(task.book, *task.given, _Teller(outward, stopped))
    except Exception as error:  # noqa: BLE001 - whatever it was, the parent must hear of it
        _tell(outward, "failed", str(error) or type(error).__name__)
    else:
        _tell(outward, "done", value)


if __name__ == "__main__":
    # Under its real name, so that what is pickled here is found there.
    from coordinator import long_work

    answers = sys.stdout.buffer
    # Whatever the work prints must not get between the answers.
    sys.stdout = sys.stderr
    long_work._serve(sys.stdin.buffer, answers)
