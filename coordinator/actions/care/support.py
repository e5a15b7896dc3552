"""The support bundle: one zip that says how the program stands, and nothing of whom it is about.

Only what the program itself wrote goes in: verbs, keys of settings, names of tables, counts. Of a
setting's value only numbers, yes and no, and words of the program's own choices are told. Whatever
is text of the agency's, or may quote it, is told by its length.
"""

import json
import platform
import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.actions.book.settings_listed import called
from coordinator.actions.care.doctor import Asked, examine
from coordinator.actions.care.said import Said
from coordinator.actions.results import Refused
from coordinator.keymap import every_key
from storage.errors import FileTrouble, book_error
from storage.faults import faults
from storage.version import SCHEMA_VERSION

if TYPE_CHECKING:
    from coordinator.long_work import Progress

ACTIONS = 300
PACKAGES = (
    "coordinator", "textual", "rich", "sqlmodel", "sqlalchemy", "pydantic", "apprise", "reportlab",
    "keyring", "click", "icalendar", "imap-tools", "openpyxl", "pypdf", "cryptography", "tzdata",
    "holidays",
)  # fmt: skip
_KEY = re.compile(r"[a-z][a-z0-9_.]*")
READ_ME = """What this file holds, so that you may look before you send it:
doctor.json    what `coordinator doctor` says; lines that may name a host or a folder without words
versions.json  the program, Python, SQLite, the packages, the system
settings.json  the settings; texts only by their length, secrets not at all
schema.sql     the tables, without a row
counts.json    how many rows each table has
log.json       the last actions: what kind, when, on which table; not who, why or on whom
faults.json    the last faults: where the program broke, not what it held
keys.json      the keys
No name, address, number, text or paper of the book is in it.
"""


@dataclass(frozen=True, slots=True)
class Bundled:
    """The bundle was written."""

    path: Path
    sentence: str


def support_bundle(path: Path, target: Path, asked: Asked) -> Bundled | Refused:
    """Write the bundle about the book at `path`. Refused where a file of that name is there."""
    if target.exists():
        return Refused((f"There is a file at {target} already; it was not touched.",))
    try:
        with zipfile.ZipFile(target, "x", zipfile.ZIP_DEFLATED) as bundle:
            for name, text in _members(path, asked):
                # A fixed moment: the second of the making says nothing.
                bundle.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    except OSError as error:
        return Refused((str(book_error(error) or error.strerror),))
    return Bundled(target, f"{target} holds no personal data: look into it, then send it")


def bundle_for_screen(
    path: Path, target: str, asked: Asked, progress: "Progress | None" = None
) -> Bundled | Refused:
    """The same, as a screen runs it in a process of its own."""
    return support_bundle(path, Path(target).expanduser(), asked)


def _members(path: Path, asked: Asked) -> Iterator[tuple[str, str]]:
    yield "README.txt", READ_ME
    yield "doctor.json", _json([_without_words(each) for each in examine(path, asked)])
    yield "versions.json", _json(_versions())
    yield "keys.json", _json([{"id": key.id, "keys": key.keys} for key in every_key()])
    yield "faults.json", _json(faults(path))
    for name, read in _OF_BOOK.items():
        yield name, _read(path, read)


def _without_words(said: Said) -> dict[str, str]:
    shown = {"area": said.area, "name": said.name, "state": str(said.state)}
    words = f"<{len(said.words)} letters>" if said.private else said.words
    return shown | {"words": words}


def _versions() -> dict[str, str]:
    return {
        "schema": str(SCHEMA_VERSION),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    } | {name: _version(name) for name in PACKAGES}


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _read(path: Path, read: Callable[[sqlite3.Connection], str]) -> str:
    """A part that the book gives; of a book in trouble, that it gave none."""
    from storage.connections import open_reader

    try:
        connection = open_reader(path)
        try:
            return read(connection)
        finally:
            connection.close()
    except FileTrouble as error:
        return _json({"not read": type(error).__name__})


def _settings(connection: sqlite3.Connection) -> str:
    rows = connection.execute("SELECT key, value FROM setting ORDER BY key").fetchall()
    return _json({key: _told(key, value) for key, value in rows if _KEY.fullmatch(key)})


def _told(key: str, text: str) -> Any:
    try:
        value = json.loads(text)
    except ValueError:
        return "<not JSON>"
    known = called(key)
    if known and any(value == each for each, _ in known.choices):
        return value
    if isinstance(value, bool | int) and known is not None:
        return value
    return f"<{type(value).__name__} of {len(str(value))}>"


def _schema(connection: sqlite3.Connection) -> str:
    rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return ";\n".join(sql for (sql,) in rows)


def _counts(connection: sqlite3.Connection) -> str:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return _json(
        {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for (name,) in names.fetchall()
        }
    )


def _log(connection: sqlite3.Connection) -> str:
    rows = connection.execute(
        "SELECT seq, at, verb, subject FROM action ORDER BY id DESC LIMIT ?", (ACTIONS,)
    )
    return _json(
        [
            {"seq": seq, "at": at, "verb": verb, "table": str(subject).partition(":")[0]}
            for seq, at, verb, subject in rows
            if _KEY.fullmatch(str(subject).partition(":")[0])
        ]
    )


_OF_BOOK: dict[str, Callable[[sqlite3.Connection], str]] = {
    "settings.json": _settings,
    "schema.sql": _schema,
    "counts.json": _counts,
    "log.json": _log,
}


def _json(value: Any) -> str:
    return json.dumps(value, indent=1)
