"""Fetching what people answered, from every source that is set, and taking it in.

How far a source was read is noted only after all of it is in the book: what a program that dies has
fetched and not taken in is fetched again, and what was taken in twice does nothing.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coordinator.actions.results import Actor, Refused
from notify.incoming import Fetched
from storage.database import Book
from storage.queries.book.settings import setting
from storage.queries.messages.waiting_answers import in_turn, open_again, overtaken

SOURCES = "replies.sources"
"""Setting: name → the URL of a source, as notify.source_urls reads it."""

SHAPES = "replies.text_shapes"
"""Setting: further lines of the table by which texts that arrive as mail are known."""

CLOCK = "clock"
"""In whose name messages are kept that nobody known wrote."""

Look = Callable[[str, str, str, str, int], Fetched]
"""(name, URL, epoch, last, now) → what came since."""


@dataclass(frozen=True, slots=True)
class SourceSet:
    """The source is kept, or taken away. `caution` is worth reading; nothing is wrong with it."""

    name: str
    url: str
    caution: str = ""

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        done = f"Answers are fetched from {self.name}." if self.url else f"{self.name} is left out."
        return f"{done} {self.caution}".strip()


@dataclass(frozen=True, slots=True)
class ReceivedAll:
    """One look into every source. `trouble` says of each that could not be read why; `unread`
    which files could not."""

    done: int = 0
    waiting: int = 0
    automatic: int = 0
    known: int = 0
    filled: int = 0
    trouble: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def busy(self) -> bool:
        """Whether there was anything to do or to say."""
        return bool(
            self.done
            or self.waiting
            or self.automatic
            or self.filled
            or self.trouble
            or self.unread
        )

    @property
    def sentence(self) -> str:
        """The look in one line."""
        counts = (
            ("carried out", self.done),
            ("to be read", self.waiting),
            ("automatic", self.automatic),
            ("seat(s) filled by turn", self.filled),
        )
        words = [f"{n} {what}" for what, n in counts if n]
        return "; ".join((", ".join(words) or "Nothing new came in", *self.trouble, *self.unread))


def set_source(
    book: Book,
    actor: Actor,
    name: str,
    url: str,
    secret: str = "",
    *,
    keep: Callable[[str, str], str] | None = None,
) -> SourceSet | Refused:
    """Keep a source's URL in the book and its secret in the keyring; an empty URL takes it away."""
    from coordinator.actions.book.settings import set_setting
    from notify.secrets import keep_secret
    from notify.source_urls import NoSource, source_url
    from notify.sources import secret_of_source

    read = source_url(url) if url else None
    if isinstance(read, NoSource):
        return Refused((read.reason,))
    if not name.strip() or not name.replace("_", "").isalnum():
        return Refused(("A source has a name of letters and digits, such as desk.",))
    wanted = secret_of_source(name, url)
    caution = (keep or keep_secret)(wanted, secret) if secret and wanted else ""
    known = dict(sources(book.reader()))
    known.pop(name, None)
    if url:
        known[name] = url
    kept = set_setting(book, actor, SOURCES, known)
    return kept if isinstance(kept, Refused) else SourceSet(name, url, caution)


def sources(connection: sqlite3.Connection) -> Mapping[str, str]:
    """Name → URL of every source."""
    return {str(k): str(v) for k, v in setting(connection, SOURCES, {}).items()}


def receive_due(
    book: Book,
    clock: Callable[[], int],
    *,
    only: Mapping[str, str] | None = None,
    look: Look | None = None,
) -> ReceivedAll:
    """Look into every source once, or into `only` these, and fill what waited for its turn.

    Safe at any moment, also beside another one. Raises BookError; what was taken in stays.
    """
    wanted = sources(book.reader()) if only is None else only
    found = ReceivedAll()
    for name, url in wanted.items():
        into = look or looker(book.reader())
        found = _added(found, _received(book, clock, into, name, url))
    if _seats_wait(book.reader(), clock()):
        from coordinator.actions.answers.answers_in_turn import settle_waiting

        filled = len(settle_waiting(book, clock()))
        found = _added(found, ReceivedAll(filled=filled))
    return found


def looker(connection: sqlite3.Connection) -> Look:
    """What looks into real sources, as the agency has set it."""
    from notify.sources import look

    country = str(setting(connection, "messages.country_code", "1"))
    shapes = str(setting(connection, SHAPES, ""))

    def looked(name: str, url: str, epoch: str, last: str, now: int) -> Fetched:
        return look(name, url, epoch, last, now, country_code=country, shapes=shapes)

    return looked


# ── one source ───────────────────────────────────────────────────────────────────────────────


def _received(book: Book, clock: Callable[[], int], look: Look, name: str, url: str) -> ReceivedAll:
    now = clock()
    row = (
        book.reader()
        .execute("SELECT epoch, last FROM mailbox_mark WHERE source = ?", (name,))
        .fetchone()
    )
    epoch, last = row or ("", "")
    fetched = look(name, url, epoch, last, now)
    taken = ReceivedAll()
    if fetched.incoming:
        # Writing needs the models; most looks find nothing.
        from coordinator.actions.answers.taking_in import take_in

        done = take_in(book, CLOCK, now, fetched.incoming)
        taken = ReceivedAll(done.done, done.waiting, done.automatic, done.known)
    _note(book, name, fetched, now)
    trouble = (f"{name}: {fetched.trouble}",) if fetched.trouble else ()
    unread = tuple(f"{name}: {each}" for each in fetched.unread)
    return _added(taken, ReceivedAll(trouble=trouble, unread=unread))


def _note(book: Book, name: str, fetched: Fetched, now: int) -> None:
    with book.unlogged() as connection:
        connection.execute(
            "INSERT INTO mailbox_mark (source, epoch, last, read_at, trouble) "
            "VALUES (?, ?, ?, ?, ?) ON CONFLICT (source) DO UPDATE SET epoch = excluded.epoch, "
            "last = excluded.last, read_at = excluded.read_at, trouble = excluded.trouble",
            (name, fetched.epoch, fetched.last, now, fetched.trouble),
        )


def _seats_wait(connection: sqlite3.Connection, now: int) -> bool:
    """Whether a yes that waits has its turn, or was overtaken by events."""
    looks = (in_turn, overtaken, open_again)
    return any(look(connection, now) for look in looks)


def _added(one: ReceivedAll, other: ReceivedAll) -> ReceivedAll:
    return ReceivedAll(
        one.done + other.done,
        one.waiting + other.waiting,
        one.automatic + other.automatic,
        one.known + other.known,
        one.filled + other.filled,
        one.trouble + other.trouble,
        one.unread + other.unread,
    )
