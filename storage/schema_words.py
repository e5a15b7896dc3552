"""The schema in words: every table and column, from the models and the words beside them."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from inspect import cleandoc
from typing import Any

from sqlalchemy import CheckConstraint, Column, Table
from sqlmodel import SQLModel

from storage.models import LOGGED
from storage.readable_views import PREFIX

SHARED = "*"
"""The part of the words' file with columns that mean the same everywhere."""

_LISTED = re.compile(r"(\w+) IN \((.*)\)", re.DOTALL)
_UNITS = (
    (("_at", "at"), "UTC seconds"),
    (("_on",), "local date"),
    (("_clock", "quiet_from", "quiet_until"), "local HH:MM"),
    (("_cents", "cents"), "cents"),
    (("minutes",), "minutes"),
    (("_m",), "metres"),
    (("lat", "lon"), "microdegrees"),
)


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """One column: its SQL type, what it means, and what it may hold."""

    name: str
    type: str
    words: str
    unit: str
    allowed: tuple[str, ...]
    refers_to: str
    personal: bool
    required: bool


@dataclass(frozen=True, slots=True)
class TableWords:
    """One table; `view` is the readable view of it, empty where it has none."""

    name: str
    words: str
    logged: bool
    view: str
    columns: tuple[ColumnWords, ...]


def column_words() -> dict[str, dict[str, str]]:
    """Table (or "*") → column → words, as the file has them."""
    text = (files("storage.models") / "columns.toml").read_text("utf-8")
    return tomllib.loads(text)


def schema_words() -> tuple[TableWords, ...]:
    """Every table by name. Raises KeyError for a column without words."""
    logged = {str(model.__tablename__) for model in LOGGED}
    written = column_words()
    return tuple(
        TableWords(
            table.name,
            " ".join(cleandoc(docs).split()),
            table.name in logged,
            f"{PREFIX}{table.name}" if table.name in logged else "",
            tuple(_columns(table, written)),
        )
        for table, docs in _tables()
    )


def _tables() -> Iterator[tuple[Table, str]]:
    models: dict[str, Any] = {
        mapper.class_.__tablename__: mapper.class_ for mapper in SQLModel._sa_registry.mappers
    }
    for name, table in sorted(SQLModel.metadata.tables.items()):
        yield table, str(models[name].__doc__)


def _columns(table: Table, written: dict[str, dict[str, str]]) -> Iterator[ColumnWords]:
    allowed = dict(_allowed(table))
    for column in table.columns:
        target = next((key.target_fullname for key in column.foreign_keys), "")
        yield ColumnWords(
            column.name,
            str(column.type).replace("VARCHAR", "TEXT"),
            _words(table.name, column.name, target, written),
            _unit(column),
            allowed.get(column.name, ()),
            target,
            bool(column.info.get("personal")),
            not column.nullable,
        )


def _words(table: str, column: str, target: str, written: dict[str, dict[str, str]]) -> str:
    own = written.get(table, {})
    if column in own:
        return own[column]
    if target:
        return f"The {target.partition('.')[0].replace('_', ' ')} it belongs to or is about"
    return written[SHARED][column]


def _unit(column: "Column[Any]") -> str:
    """What its numbers or texts are in, told by its name as everywhere in the book."""
    if str(column.type) == "BOOLEAN":
        return "0 or 1"
    found = (
        unit for ends, unit in _UNITS if column.name.endswith(ends) and not column.foreign_keys
    )
    unit = next(found, "")
    texts = ("local date", "local HH:MM")
    return unit if not unit or (unit in texts) == (str(column.type) == "VARCHAR") else ""


def _allowed(table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words that a column may hold, from the table's own constraints."""
    for rule in table.constraints:
        found = _LISTED.fullmatch(str(rule.sqltext)) if isinstance(rule, CheckConstraint) else None
        if found:
            yield found[1], tuple(word.strip("' ") for word in found[2].split(","))
