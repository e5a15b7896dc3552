"""Opening the book for a screen: the lock, and a look at the file after a bad end."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from storage.backup import Backup, backups, quick_trouble_in, trouble_in
from storage.database import Book
from storage.errors import BookDamaged, BookReadOnly, missing_book
from storage.lock import Holder, ScreenLock, take


@dataclass(frozen=True, slots=True)
class Opened:
    """The book, open. Without a lock it is to look at only; `why` says so in one sentence."""

    book: Book
    lock: ScreenLock | None
    held_by: Holder | None = None
    why: str = ""

    def close(self) -> None:
        """Close the book and let go of the lock."""
        self.book.close()
        if self.lock is not None:
            self.lock.release()


def open_for_screen(
    path: Path, who: str, now: int, *, before_look: Callable[[], None] = lambda: None
) -> Opened:
    """Open the book for a screen. `now` in UTC seconds.

    After a bad end its file is looked at first, which may take seconds: `before_look` is called
    ahead of it. Raises BookDamaged, naming the newest sound backup, and whatever `Book` raises.
    """
    if not path.is_file():
        raise missing_book(path)
    try:
        lock = take(path, who, now)
    except BookReadOnly as error:
        return Opened(Book(path), None, why=str(error))
    if isinstance(lock, Holder):
        return Opened(Book(path), None, lock, _held(lock))
    try:
        if lock.unclean:
            before_look()
            _look_at(path)
        return Opened(Book(path), lock)
    except BaseException:
        # The next one must look at the file again.
        lock.release(clean=not lock.unclean)
        raise


def newest_sound(path: Path) -> Backup | None:
    """The newest backup that can be restored, each looked at from the newest on; of an encrypted
    one that is known only when it is opened."""
    found = (b for b in backups(path) if b.sound)
    return next((b for b in found if b.is_sealed or not trouble_in(b.path)), None)


def _held(holder: Holder) -> str:
    since = f" (process {holder.pid})" if holder.pid else ""
    return (
        f"{holder.who} has this book open on another screen{since}: here it is to look at only. "
        "Close the other screen to work here."
    )


def _look_at(path: Path) -> None:
    trouble = quick_trouble_in(path)
    if trouble:
        newest = newest_sound(path)
        offer = (
            f"The newest sound backup is {newest.path.name}; `coordinator restore` shows what it "
            "would lose, and keeps the damaged file."
            if newest
            else "There is no sound backup of it."
        )
        raise BookDamaged(f"The book was not closed properly and is damaged: {trouble}. {offer}")
