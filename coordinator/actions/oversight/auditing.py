"""Running the tests of the self-audit over a period."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from coordinator.actions.oversight.audit_tests import all_tests, typed_for
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Refused
from coordinator.rules.reports.audit import PERIOD, Tested
from coordinator.rules.reports.report import Report, Result
from storage.database import Book
from storage.queries.reports.running import Limits, never

WHOLE: Final = Limits(60, 250_000)
"""A test counts everything: a count that was cut off could not be recomputed."""


@dataclass(slots=True)
class Auditing:
    """One self-audit: the book, the period as it is typed, the moment (UTC seconds).

    Populations that several tests look through are read once.
    """

    book: Path
    period: str
    now: int
    stop: Callable[[], bool] = never
    _read: dict[str, Result] = field(default_factory=dict)

    def run(self, connection: sqlite3.Connection, test: Report) -> Tested | Refused:
        """One test. Refused where its period cannot be read, or its query cannot be run."""
        population = self._population(connection, all_tests().population(test))
        if isinstance(population, Refused):
            return population
        typed = typed_for(connection, test, self.period)
        found = self._ask(connection, test, typed)
        return found if isinstance(found, Refused) else Tested(population, found)

    def run_all(
        self, connection: sqlite3.Connection, tests: Sequence[Report]
    ) -> Iterator[Tested | Refused]:
        """One after the other, so that the caller can show how far it is."""
        for test in tests:
            yield self.run(connection, test)

    def _population(self, connection: sqlite3.Connection, report: Report) -> Result | Refused:
        kept = self._read.get(report.name)
        if kept is None:
            found = self._ask(connection, report, {PERIOD: self.period})
            if isinstance(found, Refused):
                return found
            kept = self._read[report.name] = found
        return kept

    def _ask(
        self, connection: sqlite3.Connection, report: Report, typed: dict[str, str]
    ) -> Result | Refused:
        asking = Asking(self.book, self.now, typed, self.stop, limits=WHOLE)
        found = run_report(connection, report, asking)
        if isinstance(found, Result) and found.cut:
            most = f"{WHOLE.rows:,}"
            return Refused((f"{report.title}: more than {most} rows; take a shorter period.",))
        return found


def exceptions_apart(
    book: Path,
    name: str,
    now: int,
    typed: Mapping[str, str],
    progress: Callable[[int, int], bool | None],
) -> Result | Refused:
    """The exceptions of one test, in a process of its own (`coordinator.long_work`)."""
    test = all_tests().named(name)
    if test is None:
        return Refused((f"There is no test {name}.",))
    opened = Book(book)
    try:
        return run_report(opened.reader(), test, Asking(book, now, typed, progress=progress))
    finally:
        opened.close()
