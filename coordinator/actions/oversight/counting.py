"""The self-audit as work in a process of its own: its counts for the screen, and the binder.

That a binder was written is noted beside the log, so that Today does not ask for it again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from coordinator.actions.oversight.auditing import Auditing
from coordinator.actions.oversight.binder import (
    MANIFEST,
    BinderWritten,
    Ran,
    run_tests,
    write_binder,
)
from coordinator.actions.results import Refused
from coordinator.rules.reports.audit import Tested, by_severity
from storage.database import Book
from storage.queries.book.written_files import Mark, note_written
from storage.queries.oversight.findings import findings_of

NOTED: Final = "binder "
"""What the keys of written binders begin with; the period in words follows."""
Progress = Callable[[int, int], bool | None]


@dataclass(frozen=True, slots=True)
class Counted:
    """One test, counted. `rate` is per cent, None where there was nothing to test."""

    name: str
    title: str
    severity: str
    ground: str
    looked_through: str
    exception: str
    population: int
    exceptions: int
    hit: int
    rate: float | None
    findings: int
    open: int


@dataclass(frozen=True, slots=True)
class Counts:
    """All tests of a period in words, those with exceptions first, the gravest first."""

    period: str
    tests: tuple[Counted, ...]
    not_run: tuple[tuple[str, str], ...]


def count_tests(book: Path, period: str, now: int, told: Progress) -> Counts | Refused:
    """Run the agency's tests over a period as it is typed; `now` is UTC seconds."""
    opened = Book(book)
    try:
        ran = run_tests(opened.reader(), Auditing(book, period, now), told=told)
        return ran if isinstance(ran, Refused) else _counts(opened, ran)
    finally:
        opened.close()


def write_and_note(
    book: Path, where: Path, period: str, now: int, told: Progress, *, zipped: bool = False,
    replace: bool = True,
) -> BinderWritten | Refused:  # fmt: skip
    """Write the binder, and note that it was. Raises BookError where the disk refuses."""
    opened = Book(book)
    try:
        auditing = Auditing(book, period, now)
        done = write_binder(
            opened.reader(), where, auditing, zipped=zipped, replace=replace, told=told
        )
        if isinstance(done, BinderWritten):
            note_binder(opened, done, now)
        return done
    finally:
        opened.close()


def note_binder(book: Book, done: BinderWritten, now: int) -> None:
    """Note beside the log that the binder of its period was written, and the manifest's SHA-256."""
    digest = sha256((done.folder / MANIFEST).read_bytes()).hexdigest()
    with book.unlogged(deputy=True) as connection:
        note_written(connection, f"{NOTED}{done.period}", Mark(digest, now), now)


def _counts(book: Book, ran: Ran) -> Counts:
    period = ran.tests[0].exceptions.foot.period
    tests = tuple(_counted(book, each) for each in by_severity(ran.tests))
    return Counts(period, tests, ran.not_run)


def _counted(book: Book, tested: Tested) -> Counted:
    report, audit = tested.exceptions.report, tested.audit
    notes = findings_of(book.reader(), report.name)
    return Counted(
        report.name,
        report.title,
        audit.severity,
        audit.ground,
        tested.population.report.title,
        audit.exception,
        len(tested.members),
        len(tested.exceptions.rows),
        tested.hit,
        tested.rate,
        len(notes),
        sum(note.state != "closed" for note in notes),
    )
