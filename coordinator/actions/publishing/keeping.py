"""Keeping a file up to date: it is written anew only when what it shows has changed.

Whoever serves or syncs the folder sees whole files only: each is written beside its name and then
takes it. A folder that is not there is trouble, which Today shows, and never made here: a mistyped
one, or a drive that is not mounted, would otherwise fill somewhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coordinator.actions.results import Refused
from exports.files import FileTakenError, write_file, writer_of
from storage.database import Book
from storage.queries.book.written_files import Mark, note_written, written_mark


@dataclass(frozen=True, slots=True)
class Written:
    """Files are as the book has it; `changed` says whether anything had to be written."""

    path: str
    sentence: str
    changed: bool = True


def keep(
    book: Book,
    now: int,
    key: str,
    folder: Path,
    digest: str,
    write: Callable[[], str],
    *,
    there: bool = True,
) -> Written | Refused:
    """Write what `key` names where `digest` is not that of the last time, or it is not `there`.

    `write` does so and says what it wrote; `now` is UTC seconds. Trouble is noted and refused.
    """
    mark = written_mark(book.reader(), key)
    if mark.digest == digest and not mark.trouble and there:
        return Written(str(folder), f"{key.capitalize()}: as the book has it.", changed=False)
    try:
        words = _written(folder, write)
    except (OSError, FileTakenError) as error:
        trouble = f"{folder}: {error.strerror}" if isinstance(error, OSError) else str(error)
        if trouble != mark.trouble:
            _note(book, key, Mark(mark.digest, mark.written_at, trouble), now)
        return Refused((f"{key.capitalize()}: not written. {trouble}",))
    _note(book, key, Mark(digest, now), now)
    return Written(str(folder), words)


def put(path: Path, text: str) -> None:
    """Write a text file for others, in place of the one of that name. Raises as write_file does."""
    write_file(path, writer_of(text.encode()), replace=True)


def is_ours(path: Path, mark: bytes) -> bool:
    """Whether the name is free, or held by a file that this program wrote (has `mark` in it)."""
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return False
    if not path.exists():
        return True
    with path.open("rb") as stream:
        return mark in stream.read(4_096)


def _written(folder: Path, write: Callable[[], str]) -> str:
    if not folder.is_dir():
        raise FileTakenError(f"There is no folder {folder}.")
    return write()


def _note(book: Book, key: str, mark: Mark, now: int) -> None:
    with book.unlogged() as connection:
        note_written(connection, key, mark, now)
