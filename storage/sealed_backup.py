"""Backups that only a passphrase opens: the same sealed stream as a bundle's (`bundles/sealed`).

What stands before the stream in the clear says only how many actions the backup holds and the seal
of the last. The papers are sealed once each, under a random key that lies sealed beside them, so
that thousands of papers cost one derivation of the passphrase. Beside each backup stands which
papers it names, by hash, so that the rotation needs no passphrase.
"""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from storage import kept_files
from storage.bundles.sealed import PIECE, BundleTrouble, SealedReader, SealedWriter, note_of
from storage.errors import BookError
from storage.whole_file import write_whole

ENDING = ".sealed"
_KEY = 32
_NONCE = 12


class BackupSealed(BookError):
    """The backup is encrypted, and no passphrase, or another one, was given."""


def is_sealed(path: Path) -> bool:
    """Whether a backup is encrypted, by its name."""
    return path.name.endswith(ENDING)


def facts(path: Path) -> dict[str, Any]:
    """What stands in the clear before a sealed backup. Raises BookError."""
    with path.open("rb") as file:
        return note_of(file)


def seal(plain: Path, target: Path, passphrase: str, note: dict[str, Any]) -> None:
    """Write a file sealed, whole or not at all. Raises OSError."""

    def write(stream: Any) -> None:
        sealed = SealedWriter(stream, passphrase, note | {"bytes": plain.stat().st_size})
        with plain.open("rb") as file:
            while piece := file.read(PIECE):
                sealed.write(piece)
        sealed.close()

    write_whole(target, write)


@contextmanager
def opened(backup: Path, passphrase: str, beside: Path) -> Iterator[Path]:
    """A backup as a plain file: itself, or unsealed beside a path for as long as it is used.

    Raises BackupSealed where the passphrase is missing or wrong, or the file is damaged.
    """
    if not is_sealed(backup):
        yield backup
        return
    if not passphrase:
        raise BackupSealed(f"{backup.name} is encrypted: its passphrase is needed to open it.")
    plain = beside.with_name(f"{beside.name}.unsealed-{os.getpid()}")
    try:
        _unseal(backup, plain, passphrase)
        yield plain
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            plain.with_name(plain.name + suffix).unlink(missing_ok=True)


def _unseal(backup: Path, plain: Path, passphrase: str) -> None:
    try:
        with backup.open("rb") as file:
            left = int(note_of(file).get("bytes", 0))
            file.seek(0)
            sealed = SealedReader(file, passphrase)
            with os.fdopen(
                os.open(plain, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb"
            ) as out:
                while left > 0:
                    piece = sealed.read(min(PIECE, left))
                    left -= len(piece)
                    out.write(piece)
            sealed.end()
    except BundleTrouble as error:
        raise BackupSealed(
            f"{backup.name} was not opened: the passphrase is another one, or the file is damaged."
        ) from error


# ── the papers ───────────────────────────────────────────────────────────────────────────────


def seal_papers(book: Path, backups: Path, passphrase: str) -> None:
    """Seal what is kept beside the book and not sealed yet. Raises OSError."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # costs 60 ms

    missing = kept_files.names(kept_files.folder_of(book))
    if not missing:
        return
    folder = backups / kept_files.SEALED
    folder.mkdir(parents=True, exist_ok=True)
    number, key = _key(folder, passphrase) or _new_key(folder, passphrase)
    for name in missing:
        target = folder / f"{name}.{number}"
        data = (kept_files.folder_of(book) / name).read_bytes()
        if not target.exists() and sha256(data).hexdigest() == name:
            nonce = secrets.token_bytes(_NONCE)
            text = nonce + AESGCM(key).encrypt(nonce, data, name.encode())
            _keep(target, text)


def _keep(target: Path, text: bytes) -> None:
    write_whole(target, lambda stream: stream.write(text))


def unseal_papers(book: Path, backups: Path, wanted: set[str], passphrase: str) -> None:
    """Put back the papers that a restored book names. Raises OSError."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    folder = backups / kept_files.SEALED
    found = _key(folder, passphrase) if folder.is_dir() else None
    if found is None:
        return
    for name in wanted:
        path = folder / f"{name}.{found[0]}"
        if path.is_file():
            text = path.read_bytes()
            try:
                data = AESGCM(found[1]).decrypt(text[:_NONCE], text[_NONCE:], name.encode())
            except (InvalidTag, ValueError):
                continue  # it stays missing, and verify tells of it
            kept_files.put(book, data)


def note_papers(backup: Path, names: set[str]) -> None:
    """Say beside a sealed backup which papers it names."""
    text = json.dumps(sorted(names)).encode()
    write_whole(_beside(backup), lambda stream: stream.write(text))


def papers_of(backup: Path) -> set[str] | None:
    """Which papers a sealed backup names; None where that cannot be known."""
    try:
        return set(map(str, json.loads(_beside(backup).read_text("utf-8"))))
    except (OSError, ValueError):
        return None


def forget_papers(backups: Path, wanted: set[str]) -> None:
    """Remove what no backup names any more."""
    for path in (backups / kept_files.SEALED).glob("*.*"):
        if path.stem not in wanted and not path.name.startswith("key."):
            path.unlink()


def remove(backup: Path) -> None:
    """Remove a backup and what stands beside it."""
    backup.unlink()
    _beside(backup).unlink(missing_ok=True)


def _beside(backup: Path) -> Path:
    return backup.with_name(backup.name + ".papers")


def _key(folder: Path, passphrase: str) -> tuple[str, bytes] | None:
    """The number and the key that this passphrase opens: another passphrase made another."""
    for path in sorted(folder.glob("key.*")):
        try:
            with path.open("rb") as file:
                return path.suffix[1:], SealedReader(file, passphrase).read(_KEY)
        except BundleTrouble:
            continue
    return None


def _new_key(folder: Path, passphrase: str) -> tuple[str, bytes]:
    number = str(1 + len(list(folder.glob("key.*"))))
    key = secrets.token_bytes(_KEY)

    def write(stream: Any) -> None:
        sealed = SealedWriter(stream, passphrase)
        sealed.write(key)
        sealed.close()

    write_whole(folder / f"key.{number}", write)
    return number, key
