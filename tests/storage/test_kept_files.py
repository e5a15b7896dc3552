"""Papers beside the book: whole, under their hash, taken along by backups, and never trusted."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from coordinator.actions.book.kept_files import NewPaper, keep
from coordinator.actions.results import Actor
from storage import kept_files
from storage.backup import backups, make_backup, restore
from storage.backup import folder_of as backups_of
from storage.database import Book
from storage.errors import BookReadOnly
from storage.file_types import UNKNOWN, suffix_of, type_of
from storage.kept_files import PaperLost
from storage.rotation import rotate
from tests.trust.dying import DIED, in_child

NOW = 1_780_315_200
DAY = 86_400
PDF = b"%PDF-1.7\nplan"


def kept(book: Book, actor: Actor, data: bytes = PDF) -> str:
    keep(book, actor, NewPaper("agency:1", "other", "plan.pdf", data))
    return sha256(data).hexdigest()


def test_the_bytes_lie_once_under_their_hash(book: Book) -> None:
    digest = kept_files.put(book.path, PDF)
    assert kept_files.put(book.path, PDF) == digest == sha256(PDF).hexdigest()
    assert [path.name for path in kept_files.folder_of(book.path).iterdir()] == [digest]
    assert kept_files.read(book.path, digest) == PDF


def test_altered_and_missing_bytes_are_not_handed_out_and_are_mended_by_the_same(
    book: Book,
) -> None:
    digest = kept_files.put(book.path, PDF)
    path = kept_files.folder_of(book.path) / digest
    path.write_bytes(b"%PDF-1.7\nplaN")
    with pytest.raises(PaperLost, match="is not what was kept"):
        kept_files.read(book.path, digest)
    path.unlink()
    with pytest.raises(PaperLost, match="cannot be read"):
        kept_files.read(book.path, digest)
    kept_files.put(book.path, PDF)
    assert kept_files.read(book.path, digest) == PDF


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_what_is_no_hash_is_never_a_path(book: Book, name: str) -> None:
    with pytest.raises(PaperLost, match="no hash"):
        kept_files.read(book.path, name)
    with pytest.raises(PaperLost, match="no hash"):
        kept_files.erase(book.path, name)


def test_a_folder_that_refuses_says_so(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(BookReadOnly):
        kept_files.put(book.path, PDF)


def test_killed_while_it_is_written_it_leaves_nothing_half(book: Book) -> None:
    def put() -> None:
        import os

        os.replace = lambda *_: os._exit(DIED)
        kept_files.put(book.path, PDF)

    assert in_child(put) == DIED
    digest = sha256(PDF).hexdigest()
    with pytest.raises(PaperLost):
        kept_files.read(book.path, digest)
    assert kept_files.put(book.path, PDF) == digest
    assert kept_files.read(book.path, digest) == PDF


def test_backups_share_one_copy_and_a_restore_brings_it_back(book: Book, actor: Actor) -> None:
    digest = kept(book, actor)
    made = make_backup(book.path, NOW)
    copies = backups_of(book.path) / "files"
    before = (copies / digest).stat().st_mtime_ns
    other = kept(book, actor, b"%PDF-other")
    make_backup(book.path, NOW + 60)
    assert sorted(path.name for path in copies.iterdir()) == sorted((digest, other))
    assert (copies / digest).stat().st_mtime_ns == before
    assert [one.actions for one in backups(book.path)] == [3, 2]
    shutil.rmtree(kept_files.folder_of(book.path))
    book.close()
    restore(book.path, made.path, NOW + 120)
    assert kept_files.read(book.path, digest) == PDF
    # What only the later book named is not brought along.
    assert [path.name for path in kept_files.folder_of(book.path).iterdir()] == [digest]


def test_a_spoilt_paper_is_not_backed_up_over_a_sound_copy(book: Book, actor: Actor) -> None:
    digest = kept(book, actor)
    make_backup(book.path, NOW)
    (kept_files.folder_of(book.path) / digest).write_bytes(b"spoilt")
    made = make_backup(book.path, NOW + 60)
    assert (backups_of(book.path) / "files" / digest).read_bytes() == PDF
    book.close()
    restore(book.path, made.path, NOW + 120)
    assert kept_files.read(book.path, digest) == PDF


def test_the_rotation_forgets_what_no_backup_names(book: Book, actor: Actor) -> None:
    digest = kept(book, actor)
    loose = sha256(b"loose").hexdigest()
    kept_files.put(book.path, b"loose")
    for day in range(0, 900, 30):
        make_backup(book.path, NOW + day * DAY)
    copies = backups_of(book.path) / "files"
    assert (copies / loose).exists()
    assert rotate(book.path)
    assert [path.name for path in copies.iterdir()] == [digest]


@pytest.mark.parametrize(
    ("data", "name", "suffix"),
    [
        (PDF, "a.exe", "pdf"),
        (b"\x89PNG\r\n\x1a\n123", "", "png"),
        (b"\xff\xd8\xff\xe0", "x.pdf", "jpg"),
        (b"RIFF1234WEBPVP8 ", "", "webp"),
        (b"\0\0\0\x18ftypheic", "", "heic"),
        (b"PK\x03\x04..[Content_Types].xml", "plan.DOCX", "docx"),
        ("Straße, 2 Plätze\r\n".encode(), "notes.csv", "txt"),
        (b"<script>alert(1)</script>", "page.html", "txt"),
    ],
)
def test_a_kind_is_told_by_the_bytes(data: bytes, name: str, suffix: str) -> None:
    found = type_of(data, name)
    assert found is not None
    assert found.suffix == suffix_of(found.media_type) == suffix


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04..evil", b"PK\x03\x04[Content_Types].xml", b"a\0b", b"\xff\xfe", b"\x1b[2J"],
)
def test_what_is_not_recognised_is_unknown(data: bytes) -> None:
    assert type_of(data, "plan.pdf") is UNKNOWN


@pytest.mark.parametrize("data", [b"MZ\x90", b"\x7fELF", b"#!/bin/sh\nrm -rf /"])
def test_a_program_is_no_paper(data: bytes) -> None:
    assert type_of(data, "plan.pdf") is None
