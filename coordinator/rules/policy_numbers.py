"""The numbers of a policy document, each where it stands, and the document with some changed.

Only whole lines `key = 60` are changed, so that everything else of what the author wrote (order,
comments, quotations) stays as it is.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from coordinator.rules.document_lines import Path, index_lines
from coordinator.rules.documents import dotted

_LINE = re.compile(
    r"(?P<head>\s*[\w-]+\s*=\s*)(?P<value>[+-]?[\d_]+(?:\.\d+)?)(?P<tail>\s*(?:#.*)?)"
)
_DATE = re.compile(r"(?P<head>\s*effective_on\s*=\s*)\d{4}-\d\d-\d\d(?P<tail>.*)")
SECTIONS = ("clause", "rotation", "tally", "list", "call_off")
"""The tables whose numbers are rules; those of examples are facts."""


@dataclass(frozen=True, slots=True)
class PolicyNumber:
    """One number: its line (from 1), of which clause it is, its key, what stands there."""

    line: int
    about: str
    key: str
    value: str


def policy_numbers(document: str) -> tuple[PolicyNumber, ...]:
    """The numbers of all rules that stand on a line of their own. The document must be TOML."""
    data = tomllib.loads(document, parse_float=Decimal)
    places, written = index_lines(document), document.split("\n")
    found = []
    for path, about in _numbers(data):
        line = places.get(path, 0)
        match = _LINE.fullmatch(written[line - 1].rstrip("\r")) if line else None
        if match:
            found.append(PolicyNumber(line, about, dotted(path[2:]), match["value"]))
    return tuple(sorted(found, key=lambda number: number.line))


def with_numbers(document: str, changes: Mapping[int, str], effective_on: date) -> str:
    """The document with other values on some lines, in force from another date on.

    Raises ValueError where a line holds no number alone, or the document no effective_on.
    """
    lines = document.split("\n")
    for line, value in changes.items():
        match = _LINE.fullmatch(lines[line - 1])
        if match is None:
            raise ValueError(f"line {line} does not hold a number alone")
        lines[line - 1] = f"{match['head']}{value}{match['tail']}"
    for place, text in enumerate(lines):
        if match := _DATE.fullmatch(text):
            lines[place] = f"{match['head']}{effective_on.isoformat()}{match['tail']}"
            return "\n".join(lines)
    raise ValueError("the document says nowhere when it takes effect")


def _numbers(data: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for section in SECTIONS:
        tables = data.get(section, [])
        for place, table in enumerate(tables if isinstance(tables, list) else [tables]):
            path: Path = (section, place) if isinstance(tables, list) else (section,)
            yield from ((below, _name(section, table)) for below in _below(path, table))


def _below(path: Path, value: Any) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _below((*path, key), inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _below((*path, place), inner)
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        yield path


def _name(section: str, table: Mapping[str, Any]) -> str:
    words = [str(table[key]) for key in ("number", "name") if key in table]
    return " ".join(words) or str(table.get("kind", section))
