"""Looking into the watched folders: what is clean comes in, what is not waits with its problems.

A file is known by its bytes. It is copied aside before it is judged, so that what is brought in is
what was judged, whatever is done to the file meanwhile. What came in already moves to done without
coming in again; what waits is judged again a quarter of an hour later.
"""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from coordinator.actions.results import Actor, Refused
from coordinator.actions.watching.judging import judge
from coordinator.actions.watching.moving import DONE, move_beside
from coordinator.actions.watching.noting import Seen, forget, note_done, note_look, note_waiting
from coordinator.actions.watching.sources import WatchedFolder, watched_folders
from coordinator.rules.file_words import WatchedState
from notify.settled_files import look
from storage.database import Book
from storage.imports.tables import LARGE_BYTES
from storage.queries.book.watched import file_of_bytes, source_marks, watched_files

CLOCK = "clock"
AGAIN_SECONDS = 900
"""So long after it was judged a file that waits is judged again."""


@dataclass(slots=True)
class Looked:
    """One look into every folder: sentences of what came in, of what waits anew, of trouble."""

    came_in: list[str] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that is new."""
        return (*self.came_in, *self.waits, *self.trouble)

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return " ".join(self.sentences) or "Nothing new has come."


def look_into_folders(book: Book, now: int, *, again: bool = False) -> Looked:
    """Look into every watched folder once; `again` judges also what waits already.

    Safe at any moment, also beside another one: what came in twice changes nothing. Raises
    BookError.
    """
    looked = Looked()
    for source in watched_folders(book.reader()):
        _look_into(book, source, now, looked, again=again)
    return looked


def look_now(book: Book, actor: Actor) -> Looked:
    """Look because somebody asked for it: also at what waits already."""
    return look_into_folders(book, actor.now, again=True)


def _look_into(book: Book, source: WatchedFolder, now: int, looked: Looked, *, again: bool) -> None:
    found = look(source.path, source.endings, "", now)
    trouble = found.trouble
    try:
        for file in found.files:
            # A link could lead to a file that whoever fills the folder may not read.
            if not file.path.is_symlink():
                # Another look beside this one may have taken it meanwhile.
                with suppress(FileNotFoundError):
                    _take(book, source, file.path, now, looked, again=again)
    except OSError as error:
        trouble = f"{error.filename}: {error.strerror}"
    mark = source_marks(book.reader()).get(source.name)
    if mark is None or mark.trouble != trouble:
        note_look(book, source, trouble, now)
        looked.trouble += [f"{source.name}: {trouble}"] if trouble else []
    if not trouble:
        waiting = watched_files(book.reader(), source.name)
        forget(book, [row for row in waiting if not (source.path / row.name).exists()])


def _take(
    book: Book, source: WatchedFolder, path: Path, now: int, looked: Looked, *, again: bool
) -> None:
    """One file: judged as it is now, in a copy that nobody else can change."""
    with tempfile.TemporaryDirectory(prefix="watched-") as folder:
        copy = Path(folder, path.name)
        size = path.stat().st_size
        if size <= LARGE_BYTES:
            shutil.copyfile(path, copy, follow_symlinks=False)
        digest = _digest(copy) if copy.exists() else f"large:{size}"
        seen = Seen(source, path, digest, file_of_bytes(book.reader(), source.name, digest))
        if seen.known is not None and seen.known.state == WatchedState.DONE:
            _came_before(book, seen, now, looked)
        elif not _waits_with_another(seen) and (again or _is_time(seen, now)):
            _decide(book, seen, copy, now, looked)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _is_time(seen: Seen, now: int) -> bool:
    waiting = seen.waiting
    return waiting is None or abs(now - (waiting.settled_at or 0)) >= AGAIN_SECONDS


def _waits_with_another(seen: Seen) -> bool:
    """Whether a file with the same bytes waits beside it: they are dealt with one by one."""
    other = seen.waiting.name if seen.waiting is not None else seen.path.name
    return other != seen.path.name and (seen.source.path / other).exists()


def _came_before(book: Book, seen: Seen, now: int, looked: Looked) -> None:
    move_beside(seen.path, DONE)
    note_done(book, seen, "It came in before.", now)
    looked.came_in.append(f"{seen.source.name}: {seen.path.name} came in before.")


def _decide(book: Book, seen: Seen, copy: Path, now: int, looked: Looked) -> None:
    problems, done = _brought(book, seen, copy, now)
    if problems:
        note_waiting(book, seen, problems, now)
        if seen.waiting is None or seen.waiting.problems != problems:
            words = f"{seen.source.name}: {seen.path.name} waits: {problems[0]}"
            looked.waits.append(words)
        return
    # Noted before it is moved: a folder that lets nothing be moved brings nothing in twice.
    note_done(book, seen, done, now)
    looked.came_in.append(f"{seen.source.name}: {done}")
    move_beside(seen.path, DONE)


def _brought(book: Book, seen: Seen, copy: Path, now: int) -> tuple[tuple[str, ...], str]:
    """Why it waits; or, where nothing speaks against it, what was done."""
    if not copy.exists():
        return (f"It is larger than {LARGE_BYTES >> 20} MB.",), ""
    judged = judge(book.reader(), seen.source, copy, now)
    if judged.problems:
        return judged.problems, ""
    done = judged.bring(book, Actor(CLOCK, now))
    return (done.reasons, "") if isinstance(done, Refused) else ((), done)
