"""Which reports there are: those that come with the program, and the user's own beside the book."""

import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coordinator.rules.documents import Problem
from coordinator.rules.reports.reading import GROUPS, LIMIT, read_report
from coordinator.rules.reports.report import Report
from storage.queries.book.settings import setting

FOLDER = "reports.folder"
"""Setting: where the user's own reports lie; empty means beside the book."""
SUFFIX = ".sql"
MOST_FILES = 500


@dataclass(frozen=True, slots=True)
class Wrong:
    """A file that is no report, and everything that is wrong with it."""

    file: str
    problems: tuple[Problem, ...]

    @property
    def sentence(self) -> str:
        """File, line, key, what is wrong and how to mend it."""
        return " ".join(f"{self.file}, {problem}" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All reports in the order of their groups, and the files that could not be read."""

    reports: tuple[Report, ...]
    wrong: tuple[Wrong, ...] = ()

    def named(self, name: str) -> Report | None:
        """The report of a name."""
        return next((each for each in self.reports if each.name == name), None)


def shelf(connection: sqlite3.Connection, book: Path) -> Shelf:
    """Every report that can be run on this book."""
    own = read_folder(own_folder(connection, book), own=True)
    shipped = shipped_reports()
    taken = {report.name for report in shipped.reports}
    kept = [report for report in own.reports if report.name not in taken]
    twice = tuple(
        Wrong(f"{report.name}{SUFFIX}", (Problem(1, "", "has the name of a shipped report."),))
        for report in own.reports
        if report.name in taken
    )
    return Shelf(_ordered((*shipped.reports, *kept)), (*shipped.wrong, *own.wrong, *twice))


@cache
def shipped_reports() -> Shelf:
    """Those that come with the program."""
    import exports

    found = read_folder(Path(exports.__file__).with_name("reports"), own=False)
    return Shelf(_ordered(found.reports), found.wrong)


def own_folder(connection: sqlite3.Connection, book: Path) -> Path:
    """Where the user's own reports lie, whether or not there is such a folder."""
    chosen = str(setting(connection, FOLDER, ""))
    return Path(chosen).expanduser() if chosen else book.with_name(book.name + ".reports")


def read_folder(folder: Path, *, own: bool = False) -> Shelf:
    """The reports of one folder, and the files of it that are none."""
    reports: list[Report] = []
    wrong: list[Wrong] = []
    files = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    for path in files[:MOST_FILES]:
        read = read_report(path.stem, _text(path), own=own)
        if isinstance(read, Report):
            reports.append(read)
        else:
            wrong.append(Wrong(path.name, read))
    return Shelf(tuple(reports), tuple(wrong))


def _text(path: Path) -> str:
    """As much of a file as a report may be long, and a little more where it is longer."""
    try:
        with path.open(encoding="utf-8", errors="replace") as stream:
            return stream.read(LIMIT + 1)
    except OSError:
        return ""


def _ordered(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    return tuple(sorted(reports, key=lambda each: (GROUPS.index(each.group), each.title)))
