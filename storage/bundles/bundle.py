"""What lies in a bundle: a manifest, the book, and the papers kept beside it.

The sealed stream begins with the length of the manifest (8 bytes, big-endian) and the manifest
(JSON); the members follow in its order, each with exactly the bytes that it names. Members are
`book` and `files/<sha256>`; nothing else is taken out, and no name of a file becomes a path.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, BinaryIO

from storage import kept_files
from storage.bundles.sealed import DAMAGED, BundleTrouble, SealedReader, SealedWriter
from storage.connections import open_scratch
from storage.errors import FileTrouble, book_error
from storage.whole_file import flush, sync_folder

Progress = Callable[[int, int], bool | None]
"""Called with (bytes done, bytes in all)."""

FORMAT = 1
SPARE = 64 << 20
"""Bytes that must stay free on the disk."""
_COPIED = 1 << 20
_MANIFEST_LIMIT = 64 << 20
_PAPER_LIMIT = 1 << 30
_PAPER = re.compile(r"files/([0-9a-f]{64})")
_BOOK = "book"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Whose book it is, from which station to which, and the seal of its last action.

    `head` is 'station:seq:hash'; `made_at` UTC seconds; `back` whether it is given back.
    """

    schema: int
    agency: str
    made_at: int
    from_station: int
    to_station: int
    to_name: str
    head: str
    back: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One file in the bundle."""

    name: str
    bytes: int
    sha256: str


def copy_book(book: Path, target: Path) -> None:
    """A compact copy of the book, as it stands at one moment. Raises BookError."""
    target.unlink(missing_ok=True)
    try:
        with closing(open_scratch(book)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except FileTrouble as error:
        target.unlink(missing_ok=True)
        raise book_error(error) or error from error


def write_bundle(
    target: Path, passphrase: str, manifest: Manifest, copy: Path, papers: Path, progress: Progress
) -> int:
    """Write the bundle of a copied book and of the papers in a folder; returns its bytes.

    Raises BookError; the file is whole or not there.
    """
    unfinished = target.with_name(target.name + ".unfinished")
    members = [_member(_BOOK, copy), *_papers(papers)]
    total = sum(member.bytes for member in members)
    try:
        with unfinished.open("wb") as file:
            sealed = SealedWriter(file, passphrase)
            head = {"format": FORMAT, **asdict(manifest), "members": [asdict(m) for m in members]}
            text = json.dumps(head, ensure_ascii=False).encode()
            sealed.write(len(text).to_bytes(8, "big") + text)
            done = 0
            for member in members:
                path = copy if member.name == _BOOK else papers / member.sha256
                for piece in _pieces(path):
                    sealed.write(piece)
                    done += len(piece)
                    progress(done, total)
            sealed.close()
            # The giver's book stands still for it: it must outlast a power cut.
            flush(file)
        unfinished.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise book_error(error) or error from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target.stat().st_size


class OpenBundle:
    """A bundle whose passphrase was right. `unpack` takes its members out, once."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._sealed = SealedReader(file, passphrase)
        size = int.from_bytes(self._sealed.read(8), "big")
        if size > _MANIFEST_LIMIT:
            raise BundleTrouble(DAMAGED)
        self.manifest, self.members = _read_manifest(self._sealed.read(size))

    def unpack(self, book: Path, papers_of: Path, progress: Progress) -> None:
        """Write the book to a new file, and the papers beside another book. Raises BookError."""
        total = sum(member.bytes for member in self.members)
        if total + SPARE > shutil.disk_usage(book.parent).free:
            raise BundleTrouble(f"The bundle needs {total >> 20:,} MB: make room on the disk.")
        done = 0
        try:
            for member in self.members:
                if member.name == _BOOK:
                    self._take_book(member, book)
                else:
                    self._take_paper(member, papers_of)
                done += member.bytes
                progress(done, total)
            self._sealed.end()
        except OSError as error:
            raise book_error(error) or error from error

    def _take_book(self, member: Member, target: Path) -> None:
        digest, left = sha256(), member.bytes
        with target.open("xb") as file:
            while left:
                piece = self._sealed.read(min(left, _COPIED))
                file.write(piece)
                digest.update(piece)
                left -= len(piece)
        if digest.hexdigest() != member.sha256:
            raise BundleTrouble(DAMAGED)

    def _take_paper(self, member: Member, papers_of: Path) -> None:
        data = self._sealed.read(member.bytes)
        if sha256(data).hexdigest() != member.sha256:
            raise BundleTrouble(DAMAGED)
        kept_files.put(papers_of, data)


def _read_manifest(text: bytes) -> tuple[Manifest, tuple[Member, ...]]:
    try:
        found = json.loads(text)
        fields = {name: kind(found[name]) for name, kind in _KINDS.items()}
        members = tuple(
            Member(str(m["name"]), int(m["bytes"]), str(m["sha256"])) for m in found["members"]
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BundleTrouble(DAMAGED) from error
    if found.get("format") != FORMAT:
        raise BundleTrouble("The bundle was made by a newer version of the program: install that.")
    if not members or members[0].name != _BOOK or not all(map(_is_taken, members[1:])):
        raise BundleTrouble("The bundle holds what does not belong there: nothing was read.")
    return Manifest(**fields), members


_KINDS: dict[str, Callable[[Any], Any]] = {
    "schema": int,
    "agency": str,
    "made_at": int,
    "from_station": int,
    "to_station": int,
    "to_name": str,
    "head": str,
    "back": bool,
}


def _is_taken(member: Member) -> bool:
    named = _PAPER.fullmatch(member.name)
    return named is not None and named[1] == member.sha256 and 0 <= member.bytes <= _PAPER_LIMIT


def _papers(folder: Path) -> Iterator[Member]:
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in found:
        member = _member(f"files/{path.name}", path) if path.is_file() else None
        if member is not None and _is_taken(member):  # what is spoilt is told by verify
            yield member


def _member(name: str, path: Path) -> Member:
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return Member(name, path.stat().st_size, digest)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_COPIED):
            yield piece
