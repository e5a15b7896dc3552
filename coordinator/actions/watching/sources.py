"""The watched folders: which there are, what comes in each, and how old the last file may be."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from coordinator.actions.book.settings import set_setting
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.imports.fields import KINDS
from storage.queries.book.settings import setting
from storage.queries.book.watched import WATCHED

BANK = "bank"
REQUESTS = "requests"
WATCHED_KINDS = (*KINDS, BANK, REQUESTS)
"""What may come: what `coordinator import` takes, and the files of request forms."""

_TABLES = (".csv", ".tsv", ".txt", ".xlsx")
_ENDINGS = {
    "on-duty": (*_TABLES, ".ics"),
    REQUESTS: (".json", ".pdf", ".txt"),
    BANK: (".ofx", ".qfx", ".bai", ".bai2", ".xml", ".csv", ".txt"),
}
REVIEWED = ("roster", "employers")
"""What only comes in by itself where a source says so: whoever departs by a file should be seen."""


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """One source. `limit_hours` is how old its last file may be (0: any age); `reviewed`, that a
    file that would change something waits to be looked at; `schedule` names the on-duty schedule.

    `columns` and `answers` are as `coordinator import` takes them.
    """

    name: str
    kind: str
    folder: str
    limit_hours: int = 0
    reviewed: bool = False
    schedule: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The folder."""
        return Path(self.folder).expanduser()

    @property
    def endings(self) -> tuple[str, ...]:
        """Files with these endings are looked at; others are left alone."""
        return _ENDINGS.get(self.kind, _TABLES)


@dataclass(frozen=True, slots=True)
class SourceKept:
    """The source is kept, or taken away."""

    name: str
    sentence: str


def watched_folders(connection: sqlite3.Connection) -> tuple[WatchedFolder, ...]:
    """Every source whose setting can be read."""
    found = setting(connection, WATCHED, {})
    return tuple(
        _folder(str(name), given)
        for name, given in found.items()
        if isinstance(given, dict) and given.get("kind") in WATCHED_KINDS
    )


def watched_folder(connection: sqlite3.Connection, name: str) -> WatchedFolder | None:
    """The source of that name."""
    return next((one for one in watched_folders(connection) if one.name == name), None)


def _folder(name: str, given: Mapping[str, Any]) -> WatchedFolder:
    kind = str(given["kind"])
    return WatchedFolder(
        name=name,
        kind=kind,
        folder=str(given.get("folder", "")),
        limit_hours=_whole(given.get("limit_hours")),
        reviewed=bool(given.get("reviewed", kind in REVIEWED)),
        schedule=str(given.get("schedule") or name),
        columns=_words(given.get("columns")),
        answers=_words(given.get("answers")),
    )


def _whole(given: object) -> int:
    return given if isinstance(given, int) and given > 0 else 0


def _words(given: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in given.items()} if isinstance(given, dict) else {}


def watch(book: Book, actor: Actor, wanted: WatchedFolder) -> SourceKept | Refused:
    """Watch a folder from now on, or differently."""
    if problems := tuple(_problems(wanted)):
        return Refused(problems)
    known = dict(setting(book.reader(), WATCHED, {}))
    known[wanted.name] = {
        "kind": wanted.kind,
        "folder": wanted.folder,
        "limit_hours": wanted.limit_hours,
        "reviewed": wanted.reviewed,
        "schedule": wanted.schedule or wanted.name,
        "columns": dict(wanted.columns),
        "answers": dict(wanted.answers),
    }
    done = set_setting(book, actor, WATCHED, known)
    if isinstance(done, Refused):
        return done
    late = f", at least every {wanted.limit_hours} hours" if wanted.limit_hours else ""
    return SourceKept(wanted.name, f"{wanted.folder} is watched for {wanted.kind}{late} · u undoes")


def _problems(wanted: WatchedFolder) -> list[str]:
    found = []
    if not wanted.name.replace("_", "").replace("-", "").isalnum():
        found.append("A source has a name of letters and digits, such as telestaff.")
    if wanted.kind not in WATCHED_KINDS:
        found.append(f"{wanted.kind!r} cannot come in; one of: {', '.join(WATCHED_KINDS)}.")
    if not wanted.path.is_absolute():
        found.append(f"Write the whole path of the folder, not {wanted.folder!r}.")
    elif not wanted.path.is_dir():
        found.append(f"There is no folder {wanted.folder}.")
    if wanted.limit_hours < 0:
        found.append("The limit is in hours, 0 for none.")
    return found


def limit_age(book: Book, actor: Actor, name: str, hours: int) -> SourceKept | Refused:
    """Say how old the last file of a source may be; 0 for any age."""
    source = watched_folder(book.reader(), name)
    if source is None:
        return Refused((f"No folder is watched as {name!r}.",))
    return watch(book, actor, replace(source, limit_hours=hours))


def unwatch(book: Book, actor: Actor, name: str) -> SourceKept | Refused:
    """Look into a folder no more."""
    known = dict(setting(book.reader(), WATCHED, {}))
    if known.pop(name, None) is None:
        return Refused((f"No folder is watched as {name!r}.",))
    done = set_setting(book, actor, WATCHED, known)
    if isinstance(done, Refused):
        return done
    return SourceKept(name, f"{name} is watched no more · u undoes")
