"""The self-test of the book: its file, its schema, its chain, its backups."""

from collections.abc import Iterator
from pathlib import Path

from coordinator.actions.book.drilling import EVERY_SECONDS, last_drill
from coordinator.actions.book.encrypting import encrypted, wanted
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.care.said import Said, attention, broken, fine
from storage.backup import backups, quick_trouble_in, trouble_in
from storage.baton import given_away
from storage.database import Book
from storage.deputy import deputy_of
from storage.version import SCHEMA_VERSION

DAY = 86_400
WHOLE_CHANGES = 200_000
"""Up to so many changes the whole chain is verified; that takes seconds."""
RESTORE = "`coordinator restore` shows what the newest backup would bring back, and lose."


def book_lines(book: Book, *, deep: bool) -> Iterator[Said]:
    """The file, the schema, the chain, and who may write."""
    trouble = quick_trouble_in(book.path)
    if trouble:
        yield broken("Book", "file", f"It is damaged: {trouble}", RESTORE)
        return
    size = book.path.stat().st_size / 1_000_000
    yield fine("Book", "file", f"{size:,.1f} MB, quick check passed, schema {SCHEMA_VERSION}")
    yield _chain(book, deep=deep)
    connection = book.reader()
    if why := given_away(connection):
        yield attention("Book", "holder", "Another station has the book.", why, private=True)
    if deputy_of(connection):
        words = "A deputy stands at the desk: nothing can be changed."
        yield attention("Book", "deputy", words, "Ctrl+d, or `coordinator deputy off`, ends that.")


def _chain(book: Book, *, deep: bool) -> Said:
    changes = int(book.reader().execute("SELECT count(*) FROM change").fetchone()[0])
    if changes > WHOLE_CHANGES and not deep:
        words = f"{changes:,} changes, too many to verify in passing"
        return fine("Book", "chain", f"{words}: `coordinator doctor --deep` does")
    found = verify_book(book)
    if found.clean:
        return fine("Book", "chain", f"{found.actions:,} actions, {changes:,} changes, all sealed")
    words = f"{len(found.findings)} things do not fit the log."
    return broken("Book", "chain", words, "`coordinator verify` names each; ask why it was done.")


def backup_lines(book: Book, now: int) -> Iterator[Said]:
    """How old the newest is, whether it opens, when one was last restored well."""
    found = backups(book.path)
    make = "`n` on the Backups screen or `coordinator backup` makes one."
    if not found:
        yield attention("Backups", "newest", "There is none.", make)
        return
    newest, age = found[0], now - int(found[0].made_at.timestamp())
    trouble = newest.trouble if not newest.sound else _trouble(newest.path, sealed=newest.is_sealed)
    if trouble:
        yield broken("Backups", "newest", f"It does not open: {trouble}", make, private=True)
    elif age > 2 * DAY:
        yield attention("Backups", "newest", f"It is {age // DAY} days old.", make)
    else:
        yield fine("Backups", "newest", f"{max(0, age) // 3600} hours old, of {len(found)}, opens")
    yield _drilled(book, now)
    yield from _sealed(book)


def _trouble(path: Path, *, sealed: bool) -> str:
    return "" if sealed else trouble_in(path)


def _drilled(book: Book, now: int) -> Said:
    last = last_drill(book.reader())
    remedy = "`d` on the Backups screen or `coordinator backup --drill` tries it."
    if last is not None and last.trouble:
        words = "The last drill could not restore the newest backup."
        return broken("Backups", "drill", words, remedy)
    if last is None or now - last.good_at > 5 * EVERY_SECONDS:
        words = "No backup has been restored for a trial in five weeks."
        return attention("Backups", "drill", words, remedy)
    days = max(0, now - last.good_at) // DAY
    return fine("Backups", "drill", f"The newest was last restored well {days} days ago")


def _sealed(book: Book) -> Iterator[Said]:
    connection = book.reader()
    if not encrypted(connection):
        yield fine("Backups", "encryption", "Backups are plain files; `e` on Backups changes that")
        return
    trouble = wanted(connection).trouble
    if trouble:
        words = "The passphrase is not at hand, so no backup is made by itself."
        yield attention("Backups", "encryption", words, trouble)
    else:
        yield fine("Backups", "encryption", "Backups are encrypted, and the passphrase is at hand")
