"""Papers kept beside the book: permits, plans, certificates, signed sheets, pictures.

The bytes lie in a folder beside the book (`storage.kept_files`); the row says whose they are and
vouches for them by their hash. What a paper is, is told by its bytes alone, and nothing opens it.
"""

import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING

from coordinator.actions.results import Actor, Refused
from coordinator.rules.request_words import FileKind
from storage import kept_files
from storage.database import Book
from storage.file_types import UNKNOWN, suffix_of, type_of
from storage.kept_files import PaperLost
from storage.queries.book.kept_files import Paper, paper, papers_of, still_named, subject_stands
from storage.queries.book.settings import setting
from storage.queries.oversight.holds import held_subject

if TYPE_CHECKING:
    from coordinator.actions.book.documents import Made
    from storage.models import KeptFile
    from storage.transaction import Transaction

MOST = "files.most_mb"
"""Setting: the longest paper that is kept, in megabytes (10⁶ bytes)."""
MOST_MB = 25
UNKNOWN_TOO = "files.unknown_too"
"""Setting: whether papers are kept whose kind is not recognised. Programs never are."""
_LONGEST_NAME = 200
_LONGEST_EXPORTED = 60
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper to keep. `subject` is its record ("employer:3"), `expires_on` its last local day.

    `name` is what its sender called it: data, never a path. `received_id` is the mail that it came
    with.
    """

    subject: str
    kind: str
    name: str
    data: bytes
    expires_on: str | None = None
    words: str = ""
    received_id: int | None = None


@dataclass(frozen=True, slots=True)
class PaperKept:
    """The paper lies beside the book, and a record names it."""

    id: int
    sha256: str
    name: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"{self.name} is kept as file {self.id}"


@dataclass(frozen=True, slots=True)
class PapersSaved:
    """Copies were written into a folder."""

    paths: tuple[Path, ...]

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"{len(self.paths)} saved: {', '.join(str(path) for path in self.paths)}"


@dataclass(frozen=True, slots=True)
class PaperGone:
    """A paper no longer belongs to its record; `erased` where its bytes are gone for good."""

    id: int
    name: str
    erased: bool = False

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        how = "erased for good" if self.erased else "removed"
        return f"{self.name} (file {self.id}) is {how}"


def keep(book: Book, actor: Actor, new: NewPaper) -> PaperKept | Refused:
    """Keep a paper with a record. Raises BookError where the folder cannot be written."""
    with book.action(actor, "keep file", new.subject) as tx:
        kept = keep_in(tx, book.path, new)
        if isinstance(kept, Refused):
            tx.abandon()
            return kept
        return PaperKept(kept.id, kept.sha256, kept.name)


def keep_in(tx: "Transaction", book: Path, new: NewPaper) -> "KeptFile | Refused":
    """Keep a paper as part of the action under way; `book` is the book's own file.

    The same bytes once more for the same record are the row that stands. An action that is rolled
    back leaves bytes that no row names, which does no harm.
    """
    from storage.models import KeptFile

    name = _name(new.name)
    kind = type_of(new.data, name)
    refused = refusal(tx.connection, new.data, name) or _unkeepable(tx, new)
    if refused or kind is None:
        return refused or Refused((f"{name} is a program.",))
    digest = kept_files.put(book, new.data)
    for same in papers_of(tx.connection, (new.subject,)):
        if (same.sha256, same.kind, same.expires_on) == (digest, new.kind, new.expires_on):
            return tx.get(KeptFile, same.id)
    return tx.add(
        KeptFile(
            subject=new.subject,
            kind=new.kind,
            name=name,
            media_type=kind.media_type,
            length=len(new.data),
            sha256=digest,
            added_at=tx.now,
            added_by=tx.who,
            received_id=new.received_id,
            expires_on=new.expires_on,
            words=new.words,
        )
    )


def keep_path(book: Book, actor: Actor, new: NewPaper, path: Path) -> PaperKept | Refused:
    """Keep the file at a path; `new` says whose it is."""
    found = paper_at(book.reader(), new, path)
    return found if isinstance(found, Refused) else keep(book, actor, found)


def paper_at(connection: Connection, new: NewPaper, path: Path) -> NewPaper | Refused:
    """The paper with the bytes of a file, and the file's name where it has none."""
    try:
        if refused := _too_long(connection, path.stat().st_size, path.name):
            return refused
        return replace(new, name=new.name or path.name, data=path.read_bytes())
    except OSError as error:
        return Refused((f"{path} cannot be read: {error.strerror}.",))


def refusal(connection: Connection, data: bytes, name: str) -> Refused | None:
    """Why bytes from outside are not kept, or None: empty, too long, a program, of no known kind.

    For those who must say so before anything is written.
    """
    kind = type_of(data, name)
    if not data:
        return Refused((f"{_name(name)} is empty.",))
    if kind is None:
        return Refused((f"{_name(name)} is a program; those are not kept.",))
    if kind is UNKNOWN and not setting(connection, UNKNOWN_TOO, default=False):
        return Refused(
            (
                f"{_name(name)} is no PDF, picture, office document or text. Setting "
                f"{UNKNOWN_TOO} yes keeps other files too.",
            )
        )
    return _too_long(connection, len(data), name)


def remove(book: Book, actor: Actor, paper_id: int) -> PaperGone | Refused:
    """Take a paper off its record; its bytes stay, and undo brings it back."""
    standing = paper(book.reader(), paper_id)
    if standing is None or standing.removed_at is not None:
        return Refused((f"There is no file {paper_id}.",))
    with book.action(actor, "remove file", standing.subject) as tx:
        mark_removed(tx, paper_id)
    return PaperGone(paper_id, standing.name)


def erase(book: Book, actor: Actor, paper_id: int) -> PaperGone | Refused:
    """Take a paper off its record and destroy its bytes, also among the backups. It is final.

    Bytes that another record names too stay.
    """
    standing = paper(book.reader(), paper_id)
    if standing is None:
        return Refused((f"There is no file {paper_id}.",))
    if ground := held_subject(book.reader(), standing.subject):
        return Refused((f"It is held: {ground}. Lift the hold first.",))
    with book.action(actor, "erase file", standing.subject) as tx:
        mark_removed(tx, paper_id, erased=True)
    erase_bytes(book, (standing.sha256,))
    return PaperGone(paper_id, standing.name, erased=True)


def take_off(tx: "Transaction", subject: str) -> tuple[str, ...]:
    """Take all papers off a record for good, as part of the action under way; returns the hashes
    that are then to be given to `erase_bytes`."""
    papers = papers_of(tx.connection, (subject,), removed=True)
    for each in papers:
        mark_removed(tx, each.id, erased=True)
    return tuple(each.sha256 for each in papers)


def erase_bytes(book: Book, digests: tuple[str, ...]) -> None:
    """Destroy bytes that no record names any more, also among the backups."""
    for digest in digests:
        if not still_named(book.reader(), digest):
            kept_files.erase(book.path, digest)


def save(book: Book, papers: tuple[Paper, ...], folder: Path) -> PapersSaved | Refused:
    """Write copies of papers into a folder, under names made safe. Raises BookError.

    Nothing that is there already is written over.
    """
    from exports.files import FileTakenError, write_file, writer_of

    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for each in papers:
            data = kept_files.read(book.path, each.sha256)
            paths.append(write_file(folder / exported_name(each), writer_of(data)))
    except FileTakenError as error:
        return Refused((str(error),))
    except OSError as error:
        return Refused((f"{folder} cannot be written: {error.strerror}.",))
    return PapersSaved(tuple(paths))


def make_copy(connection: Connection, folder: Path, paper_id: int) -> "Made | Refused":
    """A copy of one paper for a mail, or why there is none."""
    from coordinator.actions.book.documents import Made

    found = paper(connection, paper_id)
    if found is None or found.removed_at is not None:
        return Refused((f"File {paper_id} was removed.",))
    try:
        data = kept_files.read(kept_files.book_of(connection), found.sha256)
    except PaperLost as lost:
        return Refused((str(lost),))
    path = folder / exported_name(found)
    path.write_bytes(data)
    return Made(path, found.name)


def exported_name(each: Paper) -> str:
    """The name under which a paper is written out: its number, what is harmless of its name, and
    the suffix of what it is."""
    stem = each.name.rpartition(".")[0] or each.name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    safe = "".join(char if char.isalnum() else "-" for char in plain)
    short = "-".join(filter(None, safe.split("-")))[:_LONGEST_EXPORTED].strip("-")
    return f"{each.id}-{short or FileKind(each.kind)}.{suffix_of(each.media_type)}"


def mark_removed(tx: "Transaction", paper_id: int, *, erased: bool = False) -> str:
    """Note that a paper is off its record, as part of the action under way; gives its hash."""
    from storage.models import KeptFile

    row = tx.get(KeptFile, paper_id)
    row.removed_at = tx.now
    if erased:
        row.length = 0
    tx.save(row)
    return row.sha256


def _unkeepable(tx: "Transaction", new: NewPaper) -> Refused | None:
    if new.kind not in set(FileKind):
        return Refused((f"A file is one of: {', '.join(FileKind)}; not {new.kind!r}.",))
    if not subject_stands(tx.connection, new.subject):
        return Refused((f"There is no {new.subject.replace('_', ' ').replace(':', ' ')}.",))
    return None


def _too_long(connection: Connection, length: int, name: str) -> Refused | None:
    most = setting(connection, MOST, MOST_MB)
    if length <= most * _MEGABYTE:
        return None
    return Refused(
        (
            f"{_name(name)} has {length / _MEGABYTE:.1f} MB; at most {most} are kept "
            f"(setting {MOST}).",
        )
    )


def _name(name: str) -> str:
    """What a sender called a paper, without folders and what a book cannot keep."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(char for char in last if char.isprintable()).strip()
    return plain[:_LONGEST_NAME] or "unnamed"
