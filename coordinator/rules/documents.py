"""Reading the agency's TOML documents strictly: every problem with its line, key and remedy.

A document is read through a `Table`: each value is asked for by name and type, what is wrong is
noted and reading goes on, and `finish` names the keys that nobody asked for. So an author sees all
the problems at once, never a traceback.

    root = open_document(text)
    name = root.text("name")
    for line in root.tables("charge"):
        rate = line.decimal("rate", least=Decimal(0))
        line.finish()
    root.finish()
    problems = root.problems
"""

import difflib
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from coordinator.rules.document_lines import Lines, Path, index_lines
from coordinator.rules.document_slips import MENDS, slip_near

T = TypeVar("T")

SIZE_LIMIT = 1_000_000
"""Characters. A document is written by people; anything longer is a wrong file."""


GREATEST = 10**12
"""No figure of an agency is greater; one that is would only be a slip, or a trap."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a document: where (line from 1, dotted key), what, and how to mend it."""

    line: int
    key: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        where = f"line {self.line}" + (f", {self.key}" if self.key else "")
        return f"{where}: {self.message}" + (f" {self.remedy}" if self.remedy else "")


class Table:
    """One table of a document while it is being read. Not kept: what is read becomes frozen."""

    __slots__ = ("_asked", "_data", "_lines", "own_words", "path", "problems")

    def __init__(
        self,
        data: dict[str, Any],
        path: Path,
        lines: Lines,
        problems: list[Problem],
        own_words: frozenset[str] = frozenset(),
    ) -> None:
        self._data = data
        self._lines = lines
        self._asked: set[str] = set()
        self.path = path
        self.problems = problems
        self.own_words = own_words
        """The document's own words for kinds of time, for it and what is read below it."""

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def keys(self) -> tuple[str, ...]:
        """The keys that stand in the document, in its order."""
        return tuple(self._data)

    def known(self, key: str, holds: str = "") -> None:
        """Say that this key may stand here (for a reference: what it holds), without reading it."""
        self._asked.add(key)

    def holds(self, key: str, kind: type) -> bool:
        """Whether the key is there with a value of this kind (str, list, dict, ...)."""
        return isinstance(self._data.get(key), kind)

    def line(self, key: str = "") -> int:
        """The line of a key of this table, or of the table itself."""
        path = (*self.path, key) if key else self.path
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def wrong(self, key: str, message: str, remedy: str = "") -> None:
        """Note a problem at a key of this table ("" for the table itself)."""
        parts = (*self.path, key) if key else self.path
        self.problems.append(Problem(self.line(key), dotted(parts), message, remedy))

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required when there is no default."""
        return str(self._value(key, (str,), "a text in quotes", default, ""))

    def choice(self, key: str, words: Sequence[str], default: str | None = None) -> str:
        """One of these words."""
        word = self.text(key, default)
        if word in words or key not in self._data:
            return word
        near = difflib.get_close_matches(word, words, 1)
        hint = f"Did you mean {str(near[0])!r}? " if near else ""
        self.wrong(key, f"{word!r} is not known here.", f"{hint}Use one of: {', '.join(words)}.")
        return default if default is not None else words[0]

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        return bool(self._value(key, (bool,), "true or false", default, fallback=False))

    def whole(self, key: str, default: int | None = None, *, least: int = 0) -> int:
        """A whole number not under `least`."""
        number = self._value(key, (int,), "a whole number", default, least)
        return int(self._at_least(key, Decimal(number), Decimal(least), default))

    def decimal(
        self, key: str, default: Decimal | None = None, *, least: Decimal = Decimal(0)
    ) -> Decimal:
        """A number not under `least`, exact as written."""
        number = self._value(key, (int, Decimal), "a number", default, least)
        return self._at_least(key, Decimal(number), least, default)

    def day(self, key: str, default: date | None = None) -> date:
        """A calendar date, local to the agency, written 2026-07-01 without quotes."""
        value = self._value(key, (date,), "a date such as 2026-07-01", default, date.min)
        if isinstance(value, datetime):
            self.wrong(key, "is a date with a time.", "Write the date only, such as 2026-07-01.")
            return value.date()
        found: date = value
        return found

    def clock(self, key: str, default: time | None = None) -> time:
        """A local wall-clock time, written 17:00:00 without quotes."""
        found: time = self._value(key, (time,), "a time such as 17:00:00", default, time.min)
        return found

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        if self.holds(key, str):
            self.known(key)
            shown = json.dumps(self._data[key], ensure_ascii=False)
            self.wrong(key, "is not a list in [ ].", f"Write it as [{shown}].")
            return ()
        found = self.values(key, default)
        if all(isinstance(value, str) for value in found):
            return tuple(found)
        self.wrong(key, "is not a list of texts.", 'Write it as ["one", "two"].')
        return ()

    def values(self, key: str, default: Sequence[Any] | None = None) -> tuple[Any, ...]:
        """A list of plain values, as TOML gave them."""
        return tuple(self._value(key, (list, tuple), "a list in [ ]", default, ()))

    def table(self, key: str) -> "Table":
        """A table below this one; empty when it is absent."""
        data = self._value(key, (dict,), "a table", {}, {})
        return Table(data, (*self.path, key), self._lines, self.problems, self.own_words)

    def tables(self, key: str) -> "Iterator[Table]":
        """Each table of an array of tables; none when it is absent."""
        for place, data in enumerate(self._value(key, (list, tuple), f"[[{key}]]", (), ())):
            below = (*self.path, key, place)
            if isinstance(data, dict):
                yield Table(data, below, self._lines, self.problems, self.own_words)
            else:
                self.wrong(key, "holds something that is not a table.", f"Write it as [[{key}]].")

    def overlaid(self, other: "Table", but: Sequence[str]) -> "Table":
        """This table with the values of another, `but` for some keys of both, as one at its place.

        What is wrong in it is noted at the other's line.
        """
        data = {**self._data, **other._data}
        for key in but:
            data.pop(key, None)
        return Table(data, other.path, self._lines, self.problems, self.own_words)

    def body(self) -> dict[str, Any]:
        """All that stands in this table, as TOML gave it; every key of it is taken as known."""
        self._asked.update(self._data)
        return dict(self._data)

    def finish(self) -> None:
        """Name every key that nobody has asked for."""
        for key in self._data:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, 1)
                known = ", ".join(sorted(self._asked))
                hint = f"Did you mean {near[0]!r}?" if near else f"Known here: {known}."
                self.wrong(key, "is not a known key.", hint)

    def _value(
        self, key: str, kinds: tuple[type, ...], wanted: str, default: Any, fallback: Any
    ) -> Any:
        self._asked.add(key)
        if key not in self._data:
            if default is None:
                self.wrong(key, "is missing.", f"Add {key} = {wanted}.")
                return fallback
            return default
        value = self._data[key]
        # bool is an int to Python, but never a number to the author of a document.
        if isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool)):
            return value
        quoted = isinstance(value, str) and not isinstance(value, kinds) and list not in kinds
        self.wrong(key, f"is not {wanted}.", f"Write {wanted}{', without quotes' * quoted}.")
        return default if default is not None else fallback

    def _at_least(
        self, key: str, number: Decimal, least: Decimal, default: int | Decimal | None
    ) -> Decimal:
        if number.is_finite() and abs(number) > GREATEST:
            self.wrong(key, f"{number} is not allowed.", f"The greatest is {GREATEST:,}.")
            return Decimal(default) if default is not None else least
        if number.is_finite() and (number >= least or key not in self._data):
            return number
        self.wrong(key, f"{number} is not allowed.", f"The least is {least}.")
        return Decimal(default) if default is not None else least


def open_document(text: str) -> Table:
    """The root table of a TOML document; when it is not TOML at all, its problems say where."""
    problems: list[Problem] = []
    # Editors of Windows put a mark before the first letter.
    text = text.removeprefix("\ufeff")
    if len(text) > SIZE_LIMIT:
        problems.append(Problem(1, "", f"is longer than {SIZE_LIMIT:,} characters."))
        return Table({}, (), {}, problems)
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except ValueError as error:  # TOMLDecodeError is one; a number of 5,000 digits is another
        problems.append(_not_toml(error, text))
        return Table({}, (), {}, problems)
    except RecursionError:
        problems.append(Problem(1, "", "is nested too deeply."))
        return Table({}, (), {}, problems)
    return Table(data, (), index_lines(text), problems)


def read_document(text: str, read: Callable[[Table], T]) -> T | tuple[Problem, ...]:
    """What `read` makes of a document; or every problem of it, by line."""
    root = open_document(text)
    if root.problems:
        return tuple(root.problems)
    found = read(root)
    root.finish()
    return tuple(sorted(root.problems, key=lambda problem: problem.line)) or found


def dotted(path: Path) -> str:
    """A key path as people write it; places in an array count from 1: charge[2].rate."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return words.removeprefix(".")


def _not_toml(error: ValueError, text: str) -> Problem:
    message, _, where = str(error).partition(" (at line ")
    line, column = [*map(int, re.findall(r"\d+", where)), 1, 1][:2]
    lines = text.split("\n")[line - 1 : line]
    said, remedy = slip_near(lines[0] if lines else "", column - 1) or (f"{message}.", MENDS)
    return Problem(line, "", said, remedy)
