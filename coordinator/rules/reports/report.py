"""What a report is: its head, what it asks for, its columns, and what came of running it."""

from dataclasses import dataclass, field
from enum import StrEnum

Cell = str | int | float | None
"""A value as the database gives it."""


class Format(StrEnum):
    """How the values of a column read, and in what they are counted."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    HOURS = "hours"
    INSTANT = "instant"
    DATE = "date"
    MONTH = "month"
    PERCENT = "percent"
    SCORE = "score"
    RATIO = "ratio"
    YES_NO = "yes_no"


WHOLE = (Format.MONEY, Format.HOURS, Format.INSTANT)
"""Formats of whole numbers: cents, minutes, UTC seconds."""
TO_THE_RIGHT = (
    Format.NUMBER,
    Format.MONEY,
    Format.HOURS,
    Format.PERCENT,
    Format.SCORE,
    Format.RATIO,
)
ADDED_UP = (Format.NUMBER, Format.MONEY, Format.HOURS)


class Asked(StrEnum):
    """What a parameter takes."""

    PERIOD = "period"
    DATE = "date"
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    OFFICER = "officer"
    EMPLOYER = "employer"
    JOB = "job"


RECORDS = (Asked.OFFICER, Asked.EMPLOYER, Asked.JOB)
"""What is looked up in the book by its number or name."""


class Drawn(StrEnum):
    """Kinds of charts: bars lie under one another, columns stand side by side, heat is a grid.

    A line runs from point to point, with a range around it where it has one; a histogram counts
    in how many rows a figure is how great.
    """

    BARS = "bars"
    COLUMNS = "columns"
    HEAT = "heat"
    LINE = "line"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a report asks for. `default` is as it would be typed; empty lets everything through."""

    name: str
    label: str
    kind: Asked
    default: str = ""
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the result. A percentage with `part` and `of` is totalled from their totals."""

    name: str
    label: str
    format: Format = Format.TEXT
    total: bool = False
    hidden: bool = False
    part: str = ""
    of: str = ""

    @property
    def right(self) -> bool:
        """Whether it stands to the right."""
        return self.format in TO_THE_RIGHT


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: `value` over `label`, without it the count of rows.

    A heat map has `row` as its other side; a line may have `low` and `high`, between which the
    value may lie.
    """

    kind: Drawn
    label: str
    value: str
    row: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Opens:
    """Which record a row opens: its kind, and the column that holds its id.

    Where rows are about records of several kinds, `by` is the column that holds the kind.
    """

    record: str
    column: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """What makes a report a test: its rows are exceptions from a population.

    `key` is the column by which an exception is found in the population, where it is called `of`.
    `exception` says what a row is, `ground` who asked the same. With `where` (a condition in SQL)
    the rows are those of the population for which it holds; with `report` they are those of that
    report, asked with what is `typed`.
    """

    population: str
    key: str
    of: str
    exception: str
    ground: str
    severity: str
    where: str = ""
    report: str = ""
    typed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its head, and the query, or the name of what is computed instead of it.

    `shows` are the kinds of hidden personal fields (`rules/hidden_fields`) that are its purpose:
    a list from which people are rung up has their telephones, whatever is hidden elsewhere.
    """

    name: str
    title: str
    group: str
    readers: str
    question: str
    sql: str
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    chart: Chart | None = None
    opens: Opens | None = None
    computed: str = ""
    heavy: bool = False
    own: bool = False
    audit: Audit | None = None
    shows: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What it is found by, in lower case."""
        said = (self.name, self.title, self.group, self.readers, self.question)
        return " ".join(said).lower()

    def found_by(self, typed: str) -> bool:
        """Whether every word typed begins a word or stands within one."""
        return all(word in self.words for word in typed.lower().split())


@dataclass(frozen=True, slots=True)
class Foot:
    """What a result rests on. `as_of` is the instant (UTC seconds) at which it was read.

    `filters` are (label, what was typed); `policy` the version in force; `duty` how old the
    on-duty records are, in words.
    """

    agency: str
    timezone: str
    currency: str
    as_of: int
    period: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    policy: str = ""
    duty: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of running a report. `columns` are those of the rows, hidden ones among them;
    `veiled` the kinds of personal fields that it would have shown, had somebody asked."""

    report: Report
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...]
    foot: Foot
    cut: bool = False
    notes: tuple[str, ...] = field(default=())
    veiled: tuple[str, ...] = field(default=())

    def opened_by(self, row: int) -> tuple[str, int] | None:
        """The record that a row is about, as (kind, id); None where it is about none."""
        opens = self.report.opens
        found = self.rows[row][self.place(opens.column)] if opens else None
        if opens is None or not isinstance(found, int):
            return None
        kind = self.rows[row][self.place(opens.by)] if opens.by else opens.record
        return (kind, found) if isinstance(kind, str) and kind else None

    @property
    def shown(self) -> tuple[int, ...]:
        """The places of the columns that people see."""
        return tuple(n for n, column in enumerate(self.columns) if not column.hidden)

    def place(self, name: str) -> int:
        """Where a column stands. Raises KeyError."""
        for n, column in enumerate(self.columns):
            if column.name == name:
                return n
        raise KeyError(name)
