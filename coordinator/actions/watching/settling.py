"""What the coordinator does with a file that waits: bring it in as it is, or refuse it."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from coordinator.actions.importing import apply_import
from coordinator.actions.importing.plans import Wanted
from coordinator.actions.importing.refusing import keep_refused
from coordinator.actions.results import Actor, Refused
from coordinator.actions.watching.moving import DONE, REFUSED, move_beside
from coordinator.actions.watching.noting import Seen, note_done, note_refused
from coordinator.actions.watching.sources import (
    BANK,
    REQUESTS,
    SourceKept,
    WatchedFolder,
    watch,
    watched_folder,
)
from coordinator.rules.file_words import WatchedState
from storage.database import Book
from storage.queries.book.watched import WatchedFileRow, watched_file


def bring_in(
    book: Book,
    actor: Actor,
    file_id: int,
    *,
    answers: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
) -> SourceKept | Refused:
    """Bring a waiting file in: its good rows, as one action; its bad ones are written beside it.

    A request form that was changed comes in as it stands. `columns` are kept for
    the source's next files.
    """
    found = _waiting(book, file_id)
    if isinstance(found, Refused):
        return found
    row, source, path = found
    source = replace(source, columns={**source.columns, **(columns or {})})
    told = replace(source, answers={**source.answers, **(answers or {})})
    done = _bring(book, actor, told, path)
    if isinstance(done, Refused):
        return done
    if columns:
        watch(book, actor, source)
    done += _moved(path)
    note_done(book, Seen(source, path, row.sha256, row), done, actor.now)
    return SourceKept(source.name, done)


def _moved(path: Path) -> str:
    """What went wrong with moving a file that came in; nothing where it lies in `done`."""
    try:
        move_beside(path, DONE)
    except OSError as error:
        return f" The file could not be moved: {error.strerror}."
    return ""


def refuse(book: Book, actor: Actor, file_id: int, why: str = "") -> SourceKept | Refused:
    """Put a waiting file aside, with the reasons next to it; nothing of it comes in."""
    found = _waiting(book, file_id)
    if isinstance(found, Refused):
        return found
    row, source, path = found
    reasons = (*((why.strip(),) if why.strip() else ()), *row.problems)
    try:
        moved = move_beside(path, REFUSED, reasons)
    except OSError as error:
        return Refused((f"{path.name} could not be moved: {error.strerror}.",))
    words = f"{path.name} is refused, and lies in {moved.parent} with the reasons."
    note_refused(book, row, words, actor.now)
    return SourceKept(source.name, words)


def _bring(book: Book, actor: Actor, source: WatchedFolder, path: Path) -> str | Refused:
    if source.kind == BANK:
        from coordinator.actions.billing.bank_statements import import_statements

        imported = import_statements(book, actor, path, source.columns)
        return imported if isinstance(imported, Refused) else imported.sentence
    if source.kind == REQUESTS:
        from coordinator.actions.requests.form_requests import receive_file

        # Why it waits was told: who brings it in takes it as it stands.
        taken = receive_file(book, actor, path, changed=True)
        return taken if isinstance(taken, Refused) else taken.sentence
    wanted = Wanted(source.kind, path, source.columns, source.answers, source.schedule)
    done = apply_import(book, actor, wanted)
    if isinstance(done, Refused):
        return done
    place = path.parent / REFUSED
    if done.plan.refused:
        place.mkdir(exist_ok=True)
    kept = keep_refused(wanted, done.plan, place)
    return f"{done.sentence} Refused rows: {kept}." if kept else done.sentence


def _waiting(book: Book, file_id: int) -> tuple[WatchedFileRow, WatchedFolder, Path] | Refused:
    """The file with its source, if it is still what was judged."""
    row = watched_file(book.reader(), file_id)
    if row is None or row.state != WatchedState.WAITING:
        return Refused((f"No file {file_id} waits.",))
    source = watched_folder(book.reader(), row.source)
    if source is None:
        return Refused((f"{row.source} is watched no more.",))
    path = source.path / row.name
    try:
        # A link in the folder might lead anywhere.
        same = not path.is_symlink() and (
            row.sha256.startswith("large:") or _digest(path) == row.sha256
        )
    except OSError as error:
        return Refused((f"{row.name} cannot be read: {error.strerror}.",))
    return (row, source, path) if same else Refused((f"{row.name} has changed: look again first.",))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return sha256(stream.read()).hexdigest()
