"""What an import would do, as values: shown first, applied after."""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from storage.imports.mapping import Mapping
from storage.imports.problems import Problem
from storage.imports.rows import Question
from storage.imports.tables import Table


class State(StrEnum):
    """What becomes of one record of a file, or of one that the file no longer lists."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


class Difference(NamedTuple):
    """One value that the file would change."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Item:
    """One record that differs from the book; `key` is its badge or number."""

    state: State
    key: str
    name: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """A future assignment of an officer who is no longer on the roster."""

    assignment_id: int
    position: str
    badge: str
    starts_at: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file and what the person said about it.

    `columns` is field → header, put over the guess; `answers` are answers to questions of an
    earlier plan, such as {"dates": "mdy"} or {"departures": "confirm"}. `source` names the
    schedule that an on-duty file belongs to: files of one source supersede one another.
    """

    kind: str
    path: Path
    columns: MappingOf[str, str] = field(default_factory=dict)
    answers: MappingOf[str, str] = field(default_factory=dict)
    source: str = "schedule"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The file as it was found, with the mapping that reads it."""

    name: str
    sha256: str
    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    mapping: Mapping

    @classmethod
    def of(cls, table: Table, mapping: Mapping) -> "FileFacts":
        """The facts of a delimited file."""
        content = table.content
        return cls(
            table.name, content.sha256, content.encoding, table.delimiter, table.headers, mapping
        )

    @property
    def unused(self) -> tuple[str, ...]:
        """Headers that no field reads."""
        return tuple(h for h in self.headers if h not in self.mapping.columns.values())


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do to the book as it stands now.

    `same` counts records that change nothing; `also` counts what comes into the book along with
    them, such as sites. `steps` are the writes, for the module that made the plan.
    """

    kind: str
    file: FileFacts
    items: tuple[Item, ...] = ()
    same: int = 0
    refused: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()
    also: MappingOf[str, int] = field(default_factory=dict)
    open_seats: tuple[OpenSeat, ...] = ()
    new_shifts: int = 0
    superseded_shifts: int = 0
    steps: tuple[Any, ...] = field(default=(), repr=False)

    @property
    def new(self) -> int:
        """How many records are not in the book yet."""
        return self.new_shifts + self._count(State.NEW)

    @property
    def changed(self) -> int:
        """How many records differ from the book."""
        return self._count(State.CHANGED)

    @property
    def gone(self) -> int:
        """How many records of the book the file no longer lists."""
        return self.superseded_shifts + self._count(State.GONE)

    @property
    def refused_rows(self) -> int:
        """How many rows are refused; a row may have several problems."""
        return len({problem.row for problem in self.refused})

    @property
    def sentence(self) -> str:
        """The counts in one line."""
        return (
            f"{self.new} new, {self.changed} changed, {self.same} the same, {self.gone} gone, "
            f"{self.refused_rows} refused"
        )

    def _count(self, state: State) -> int:
        return sum(1 for item in self.items if item.state == state)


@dataclass(frozen=True, slots=True)
class Imported:
    """The accepted rows are in the book. `written` is False where nothing had to change.

    `cases` are details already worked that run into an imported schedule (None: not looked).
    """

    plan: Plan
    written: bool
    cases: int | None = 0

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        if not self.written:
            return f"Nothing to do: {self.plan.sentence}."
        return f"Imported {self.plan.file.name}: {self.plan.sentence}.{self._cases}"

    @property
    def _cases(self) -> str:
        if self.cases is None:
            return " Details already worked were not looked at: stopped."
        if not self.cases:
            return ""
        arose = "1 case" if self.cases == 1 else f"{self.cases:,} cases"
        return f" It gives rise to {arose} of details already worked."
