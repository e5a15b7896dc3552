"""An import as screens run it: in a process of its own (`coordinator.long_work`)."""

from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from coordinator.actions.importing import apply_import, plan_import
from coordinator.actions.importing.arriving import recall
from coordinator.actions.importing.plans import Imported, Plan, Wanted
from coordinator.actions.importing.refusing import keep_refused
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.imports.fields import KINDS
from storage.imports.mapping import correct, guess
from storage.imports.problems import BadFile, Progress
from storage.imports.tables import LARGE_BYTES, open_table


@dataclass(frozen=True, slots=True)
class Layout:
    """The file's headers, and which of them each field of this kind is read from ('' for none)."""

    headers: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a dry run found. A calendar has no layout; a file that cannot be read no plan."""

    layout: Layout | None
    plan: Plan | Refused


@dataclass(frozen=True, slots=True)
class Done:
    """What an import did, and where the refused rows are kept."""

    result: Imported | Refused
    refused_file: str = ""


def kinds() -> tuple[str, ...]:
    """The kinds of file that can be brought in."""
    return tuple(KINDS)


def look(book: Path, wanted: Wanted, now: int, progress: Progress) -> Looked:
    """The dry run: the layout, and what the import would do."""
    connection = Book(book).reader()
    layout = _layout(connection, wanted)
    return Looked(layout, plan_import(connection, wanted, now, progress))


def bring_in(book: Path, actor: Actor, wanted: Wanted, shown: Plan, progress: Progress) -> Done:
    """Import what the dry run has shown, and keep the refused rows beside the file."""
    opened = Book(book)
    result = apply_import(opened, actor, wanted, progress, shown)
    opened.close()
    if isinstance(result, Refused):
        return Done(result)
    try:
        kept = keep_refused(wanted, result.plan)
    except OSError as error:
        return Done(result, f"not kept: {error.strerror}")
    return Done(result, str(kept) if kept else "")


def _layout(connection: Connection, wanted: Wanted) -> Layout | None:
    """Also of a file that lacks a needed column: it is here that it can be named."""
    try:
        table = open_table(wanted.path, LARGE_BYTES)
        mapping = recall(connection, wanted.kind, table.headers) or guess(wanted.kind, table)
        mapping = correct(wanted.kind, mapping, table.headers, wanted.columns)
    except (BadFile, OSError):
        return None
    names = [spec.name for spec in KINDS[wanted.kind]]
    names += [name for name in mapping.columns if name not in names]
    return Layout(table.headers, tuple((name, mapping.columns.get(name, "")) for name in names))
