"""What a whole export says of itself: schema, head, and each table with its rows and its files."""

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from storage.errors import BookError

FORM = 1
KIND = "coordinator export"
NAME = "manifest.json"
FORMATS = ("csv", "json")
TABLES, PAPERS = "tables", "files"
"""Folders of an export."""
_LONGEST = 64 << 20
_DIGEST = re.compile(r"[0-9a-f]{64}")


class ExportTrouble(BookError):
    """A whole export is not as it was written; it says which file, and which row where it can."""


@dataclass(frozen=True, slots=True)
class FileSeal:
    """Length and SHA-256 of one file."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """One table: its columns in the order of the files, its rows, and format → file."""

    name: str
    columns: tuple[str, ...]
    rows: int
    files: dict[str, FileSeal]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`head` is 'station:seq:hash' of the last action; `papers` are SHA-256 → bytes."""

    schema: int
    head: str
    tables: tuple[ExportedTable, ...]
    papers: dict[str, int] = field(default_factory=dict)

    def text(self) -> str:
        """As it is written: the same export gives the same bytes."""
        told = {"kind": KIND, "form": FORM, **asdict(self)}
        return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def file_of(folder: Path, table: str, form: str) -> Path:
    """Where a table's file of one format lies."""
    return folder / TABLES / f"{table}.{form}"


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a folder. Raises ExportTrouble."""
    path = folder / NAME
    try:
        if path.is_symlink() or path.stat().st_size > _LONGEST:
            raise ExportTrouble(f"{path} is no manifest of an export.")
        return _manifest(json.loads(path.read_text("utf-8")))
    except OSError as error:
        raise ExportTrouble(
            f"{path}: {error.strerror}. A whole export has one; without it the export was cut off."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ExportTrouble(f"{path} is no manifest of an export: {error}.") from error


def _manifest(told: dict[str, Any]) -> Manifest:
    if told["kind"] != KIND or told["form"] != FORM:
        raise ValueError(f"not of the form {FORM}")
    papers = {_digest(name): _count(number) for name, number in told["papers"].items()}
    tables = tuple(_table(each) for each in told["tables"])
    return Manifest(_count(told["schema"]), str(told["head"]), tables, papers)


def _table(told: dict[str, Any]) -> ExportedTable:
    files = {
        form: FileSeal(_count(seal["bytes"]), _digest(seal["sha256"]))
        for form, seal in told["files"].items()
    }
    columns = tuple(map(str, told["columns"]))
    return ExportedTable(str(told["name"]), columns, _count(told["rows"]), files)


def _digest(text: Any) -> str:
    if not isinstance(text, str) or not _DIGEST.fullmatch(text):
        raise ValueError("a file has no SHA-256")
    return text


def _count(number: Any) -> int:
    if type(number) is not int or number < 0:
        raise ValueError(f"{number!r} is no count")
    return number
