"""What may be wrong with a file or with one value in it, and how a long reading is stopped."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from coordinator.rules.outside_text import marked, number

T = TypeVar("T")

Progress = Callable[[int, int], bool | None]
"""Called with (done, total) now and then; answering False stops the work."""

SHOWN = 60
"""Characters of a refused value that are repeated in a report."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is refused. `row` counts as a spreadsheet does: the first line is row 1."""

    row: int
    column: str
    value: str
    reason: str
    remedy: str


def by_row(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of the file."""
    return tuple(sorted(problems, key=lambda problem: problem.row))


class BadFile(Exception):
    """The file as a whole cannot be read. `str()` says why, and what to do."""


class Stopped(Exception):
    """The person waiting chose to stop; nothing was written."""


def nothing(_done: int, _total: int) -> bool | None:
    """Progress that nobody watches."""
    return True


def watched(items: Iterable[T], total: int, progress: Progress, every: int = 500) -> Iterator[T]:
    """The same items, with progress told now and then. Raises Stopped when told to stop."""
    for done, item in enumerate(items):
        if done % every == 0 and progress(done, max(total, done)) is False:
            raise Stopped
        yield item


def shown(value: str) -> str:
    """A value short enough for a report, its control characters made visible."""
    return marked(value if len(value) <= SHOWN else value[: SHOWN - 1] + "…", number)
