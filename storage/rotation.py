"""Which backups are kept: the newest of each of the last days, weeks and months."""

import re
from contextlib import closing
from pathlib import Path

from storage import kept_files, sealed_backup
from storage.backup import backups, folder_of, seal_into, trouble_in
from storage.connections import open_reader
from storage.errors import FileTrouble

DAILY, WEEKLY, MONTHLY = 14, 8, 24
"""How many of the newest daily, weekly and monthly backups the rotation keeps."""

_BEFORE_MIGRATION = re.compile(r"-v\d+\.backup(\.sealed)?$")


def rotate(book: Path) -> tuple[Path, ...]:
    """Remove what the rotation no longer keeps; returns what was removed.

    Kept are the newest of each of the last days, weeks and months. Backups made before a
    migration carry a mark and stay.
    """
    dated = [b for b in backups(book) if b.sound and not _BEFORE_MIGRATION.search(b.path.name)]
    keep: set[Path] = set()
    for period, number in (("%Y%j", DAILY), ("%G%V", WEEKLY), ("%Y%m", MONTHLY)):
        newest: dict[str, Path] = {}
        for backup in dated:
            newest.setdefault(backup.made_at.strftime(period), backup.path)
        keep.update(list(newest.values())[:number])
    gone = tuple(b.path for b in dated if b.path not in keep)
    for path in gone:
        sealed_backup.remove(path)
    if gone:
        _forget_papers(book)
    return gone


def seal_plain(book: Path, passphrase: str) -> int:
    """Encrypt the backups that are not, and forget their papers in the clear; how many it were.

    What is damaged stays as it is: perhaps somebody can still read it. Raises OSError, BookError.
    """
    plain = [path for path in folder_of(book).glob("*.backup") if not trouble_in(path)]
    for path in plain:
        seal_into(path, path.with_name(path.name + sealed_backup.ENDING), passphrase)
        path.unlink()
    sealed_backup.seal_papers(book, folder_of(book), passphrase)
    if plain:
        _forget_papers(book)
    return len(plain)


def _forget_papers(book: Path) -> None:
    """Remove the copies of papers that neither a backup nor the book names any more."""
    folder = folder_of(book)
    in_clear: set[str] = set()
    try:
        for path in folder.glob("*.backup"):
            in_clear |= _named_in(path)
        own = _named_in(book)
    except FileTrouble:
        return  # what a damaged one names cannot be known
    sealed = list(folder.glob(f"*.backup{sealed_backup.ENDING}"))
    # Where all are encrypted, none of the papers lies in the clear.
    kept_files.forget(folder, in_clear | (own if in_clear or not sealed else set()))
    named = [sealed_backup.papers_of(path) for path in sealed]
    if all(each is not None for each in named):
        sealed_backup.forget_papers(folder, own.union(*(each or set() for each in named)))


def _named_in(path: Path) -> set[str]:
    with closing(open_reader(path)) as connection:
        return kept_files.named_by(connection)
