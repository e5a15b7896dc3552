"""One row read field by field: values come out, refusals gather with row, column and remedy."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from storage.imports import values
from storage.imports.dates import DAY_FIRST, MONTH_FIRST, order_of, read_date, split_stamp
from storage.imports.fields import KINDS
from storage.imports.mapping import CERTIFICATE, OWN, Mapping
from storage.imports.problems import Problem, shown
from storage.imports.tables import Record, Table
from storage.imports.values import Unreadable

V = TypeVar("V")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can settle: the option to set, and the answers to choose from."""

    option: str
    text: str
    answers: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The question with the way to answer it."""
        return f"{self.text} Answer with --answer {self.option}={'|'.join(self.answers)}."


@dataclass(slots=True)
class Reading(Generic[R]):
    """What one file gave: records, refused rows, and what had to be decided on the way."""

    records: list[R] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, row: int, column: str, value: str, reason: str, remedy: str) -> None:
        """Set a row aside."""
        self.problems.append(Problem(row, column, shown(value), reason, remedy))


class Row:
    """The cells of one record by field name. A refused value reads as None and is noted."""

    def __init__(self, record: Record, mapping: Mapping, places: dict[str, int]) -> None:
        self.number = record.number
        self.problems: list[Problem] = []
        self._record, self._mapping, self._places = record, mapping, places
        if record.fault:
            self.refuse("", record.fault, "mend the row and import it again")

    def raw(self, name: str) -> str:
        """The cell as it stands, or nothing where the file has no such column."""
        place = self._places.get(name)
        return "" if place is None else self._record.cells[place].strip()

    def has(self, name: str) -> bool:
        """Whether the file has a column for this field at all."""
        return name in self._places

    def read(self, name: str, parse: Callable[[str], V], *, needed: bool = False) -> V | None:
        """The value, or None where the cell is empty or refused."""
        text = self.raw(name)
        if not text:
            if needed:
                self.refuse(name, "is empty", "fill it in")
            return None
        try:
            return parse(text)
        except Unreadable as error:
            self.refuse(name, error.reason, error.remedy)
            return None

    def line(self, name: str, *, needed: bool = False) -> str:
        """A one-line text."""
        return self.read(name, values.line, needed=needed) or ""

    def date(self, name: str, order: str) -> str | None:
        """An ISO date."""
        return self.read(name, lambda text: read_date(text, order).isoformat())

    def refuse(self, name: str, reason: str, remedy: str) -> None:
        """Note a problem with a field of this row."""
        header = self._mapping.columns.get(name, name)
        value = shown(self.raw(name)) if name else ""
        self.problems.append(Problem(self.number, header, value, reason, remedy))


def own_texts(row: Row, mapping: Mapping) -> dict[str, str]:
    """What stands in the columns of the agency's own fields, by key."""
    return {
        name.removeprefix(OWN): row.line(name) for name in mapping.columns if name.startswith(OWN)
    }


def rows(table: Table, mapping: Mapping) -> Iterator[Row]:
    """The table's rows under a mapping."""
    places = mapping.places(table.headers)
    for record in table.records():
        yield Row(record, mapping, places)


def settle_dates(kind: str, table: Table, mapping: Mapping) -> tuple[Mapping, Question | None]:
    """The mapping with the order of day and month settled by the file itself, or a question."""
    places = mapping.places(table.headers)
    dated = [spec.name for spec in KINDS[kind] if spec.date and spec.name in places]
    dated += [name for name in places if name.startswith(CERTIFICATE)]
    if not dated or "dates" in mapping.options:
        return mapping, None
    wanted = [places[name] for name in dated]
    order = order_of(_dates(table, wanted))
    if order is not None:
        return mapping.with_option("dates", order) if order else mapping, None
    headers = ", ".join(mapping.columns[name] for name in dated)
    asked = f"Dates in {headers} can be read with the month or the day first: which?"
    return mapping, Question("dates", asked, (MONTH_FIRST, DAY_FIRST))


def _dates(table: Table, wanted: Iterable[int]) -> Iterator[str]:
    wanted = tuple(wanted)
    seen: set[str] = set()
    for record in table.records():
        for place in wanted:
            text = record.cells[place]
            if text not in seen and "-" not in text[4:5]:
                seen.add(text)
                yield split_stamp(text)[0]
