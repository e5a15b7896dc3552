"""The files of a folder that are written to the end, and which of them were read before.

A file is settled when its last change lies some seconds back, or when it is as it was at the look
before (clocks of file servers differ). What was seen is kept as a short mark of each file that is
there, so a file may come with any name and any time.
"""

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

SETTLED_SECONDS = 5
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".swp", "~")


@dataclass(frozen=True, slots=True)
class Settled:
    """A file to be read now, and the mark by which it counts as read."""

    path: Path
    mark: str
    changed_at: int


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be read, and the marks of what was read or only seen before and is still there."""

    files: tuple[Settled, ...]
    read: frozenset[str]
    seen: frozenset[str]
    trouble: str = ""

    def last(self, read_now: Iterable[str]) -> str:
        """What is handed in at the next look."""
        read = self.read | set(read_now)
        return " ".join(sorted(read) + [f"?{mark}" for mark in sorted(self.seen - read)])


def look(folder: Path, endings: Sequence[str], last: str, now: int) -> Look:
    """The settled files of a folder that were not read yet, the oldest first.

    `last` is what the look before gave, `now` is UTC seconds.
    """
    marks = last.split()
    known = frozenset(mark for mark in marks if mark[0] != "?")
    waited = frozenset(mark[1:] for mark in marks if mark[0] == "?")
    try:
        found = list(_files(folder, endings))
    except OSError as error:
        return Look((), known, waited, f"{folder}: {error.strerror}.")
    here = frozenset(file.mark for file in found)
    ready = [
        file
        for file in found
        if file.mark not in known
        and (now - file.changed_at >= SETTLED_SECONDS or file.mark in waited)
    ]
    ready.sort(key=lambda file: (file.changed_at, file.path.name))
    return Look(tuple(ready), known & here, here - known)


def _files(folder: Path, endings: Sequence[str]) -> Iterable[Settled]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name.lower()
            if (
                name.startswith(".")
                or name.endswith(_UNFINISHED)
                or not name.endswith(tuple(endings))
            ):
                continue
            try:
                state = os.stat(entry.path)
            except OSError:
                # Gone between listing and asking, or a link to nothing.
                continue
            if stat.S_ISREG(state.st_mode) and state.st_size:
                yield Settled(Path(entry.path), _mark(entry.name, state), int(state.st_mtime))


def _mark(name: str, state: os.stat_result) -> str:
    words = f"{name}\0{state.st_size}\0{state.st_mtime_ns}"
    return sha256(words.encode("utf-8", "surrogateescape")).hexdigest()[:12]
