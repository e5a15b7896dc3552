"""Giving the book: the log says so first, then the bundle is made; this copy is read from then on.

Where the bundle is lost or could not be written it is made again, since nothing can have changed;
or the giver reclaims the book, and then both may work in it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from coordinator.actions.results import Actor, Refused
from storage import kept_files
from storage.baton import Giving, Holding, givings, holding
from storage.bundles.bundle import Manifest, copy_book, write_bundle
from storage.database import Book
from storage.models import Baton
from storage.queries.book.labels import label
from storage.queries.book.log import heads
from storage.queries.staffing.today import agency_words
from storage.seals import book_seal
from storage.stations import LAST_STATION, letter
from storage.transaction import Transaction
from storage.version import SCHEMA_VERSION

GIVE, GIVE_BACK, RECLAIM = "hand over", "give back", "reclaim"
_LEAVING = "SELECT 1 FROM delivery WHERE outcome = 'begun' AND began_at > ? LIMIT 1"
LEAST = 10
"""Characters of the shortest passphrase: whoever finds the file may guess as long as he likes."""
TOLD = 5
"""So many papers that do not fit are named."""

Progress = Callable[[int, int], bool | None]


@dataclass(frozen=True, slots=True)
class Given:
    """A bundle was written; `seal` is the last thing in it. `bytes` is its length."""

    path: Path
    bytes: int
    to: str
    seal: str
    back: bool

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        what = "given back to" if self.back else "handed to"
        return (
            f"The book is {what} {self.to}: {self.path} ({self.bytes / 1e6:,.1f} MB, seal "
            f"{self.seal}). Here it is only read until it comes back"
        )


@dataclass(frozen=True, slots=True)
class Reclaimed:
    """The giver writes again; `held` messages wait, as the other may have sent them."""

    who: str
    held: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        held = f"; {self.held} waiting messages are held, since they may have gone from there"
        return (
            f"The book is taken back from {self.who}: what is done there too is merged when it "
            f"comes{held if self.held else ''}"
        )


def give(
    book: Book,
    actor: Actor,
    where: Path,
    passphrase: str,
    to_name: str,
    *,
    station: int | None = None,
    words: str = "",
    progress: Progress = lambda done, total: None,
) -> Given | Refused:
    """Hand the book to somebody, and write the bundle. Raises BookError.

    He gets the station that he had before, or else the next one. In a book that was given already
    the bundle is made again.
    """
    problem = _file_problem(where, passphrase) or _paper_problem(book)
    if problem:
        return Refused((problem,))
    found = holding(book.reader())
    if found.ours:
        refused = _note_giving(book, actor, found, to_name.strip(), station, words.strip())
        if refused is not None:
            return refused
    giving = _given_from_here(book.reader())
    other = to_name.strip().casefold() not in ("", giving.to_name.casefold() if giving else "")
    if giving is None or giving.to_station == found.own or other:
        return Refused((f"{found.who} has the book: only there can it be handed on.",))
    return _bundle(book, actor, where, passphrase, giving, progress, back=False)


def give_back(
    book: Book,
    actor: Actor,
    where: Path,
    passphrase: str,
    progress: Progress = lambda done, total: None,
) -> Given | Refused:
    """Give the book back to whom it came from, and write the bundle. Raises BookError."""
    problem = _file_problem(where, passphrase) or _paper_problem(book)
    if problem:
        return Refused((problem,))
    found = holding(book.reader())
    came = _came_here(book.reader(), found.own)
    if came is None:
        return Refused(
            ("This book was not handed to this station: there is nobody to return it to.",)
        )
    if came.is_open:
        if not found.ours:
            return Refused((f"{found.who} has the book: it can be given back when it is here.",))
        with book.action(actor, GIVE_BACK, f"baton:{came.id}") as tx:
            row = tx.get(Baton, came.id)
            row.returned_at = tx.now
            tx.save(row)
    elif found.ours:
        return Refused(
            ("The book was given back already, and reclaimed since: hand it over anew.",)
        )
    return _bundle(book, actor, where, passphrase, came, progress, back=True)


def reclaim(book: Book, actor: Actor, who: str, reason: str) -> Reclaimed | Refused:
    """Take the book back without its bundle: it was lost, or does not come. Both may then work."""
    if not who.strip() or not reason.strip():
        return Refused(("Taking the book back needs who decides it, and why.",))
    found = holding(book.reader())
    giving = _given_from_here(book.reader())
    if found.ours or giving is None:
        return Refused(("This station holds the book: there is nothing to take back.",))
    why = f"{who.strip()}: {reason.strip()}"
    with book.action(actor, RECLAIM, f"baton:{giving.id}", why, given=True) as tx:
        row = tx.get(Baton, giving.id)
        if giving.to_station == found.own:
            row.returned_at = None
        else:
            row.reclaimed_at = tx.now
        tx.save(row)
        # What was waiting may have gone from there: a person decides, message by message.
        held = tx.connection.execute(
            "UPDATE message SET state = 'held' WHERE state = 'queued' AND not_after_at > ? "
            "AND NOT EXISTS (SELECT 1 FROM delivery WHERE message_id = message.id)",
            (tx.now,),
        ).rowcount
    return Reclaimed(found.who, held)


def _file_problem(where: Path, passphrase: str) -> str:
    if len(passphrase) < LEAST:
        return f"The passphrase of a bundle has at least {LEAST} characters."
    if where.exists():
        return f"There is a file at {where} already; it was not touched."
    return "" if where.parent.is_dir() else f"There is no folder {where.parent}."


def _paper_problem(book: Book) -> str:
    """Which kept papers are gone or altered: whoever gets the book could not take it in."""
    lost = [
        f"{label(book.reader(), each.where.replace(' ', ':'))}: {each.what}"
        for each in kept_files.findings(book.path, book.reader())
    ]
    if not lost:
        return ""
    more = f"; and {len(lost) - TOLD} more" if len(lost) > TOLD else ""
    return (
        f"The book stays here, as kept papers do not fit: {'; '.join(lost[:TOLD])}{more}. Bring "
        f"them back into {kept_files.folder_of(book.path)} (from where the book was, or from "
        "a backup), or take them off their records (`coordinator file remove NUMBER`)."
    )


def _note_giving(
    book: Book, actor: Actor, found: Holding, to_name: str, station: int | None, words: str
) -> Refused | None:
    if not to_name:
        return Refused(("Say to whom the book is handed, by name.",))
    with book.action(actor, GIVE, "baton:0", words) as tx:
        if tx.connection.execute(_LEAVING, (tx.now - 60,)).fetchone():
            tx.abandon()
            return Refused(("A message is leaving at this moment: hand over when it is gone.",))
        to_station = _station_of(tx, to_name) if station is None else station
        problem = _station_problem(tx, found, to_name, to_station)
        if problem:
            tx.abandon()
            return Refused((problem,))
        row = tx.add(
            Baton(
                given_at=tx.now,
                given_by=actor.name,
                from_station=found.own,
                to_station=to_station,
                to_name=to_name,
                head=book_seal(tx.connection),
                words=words,
            )
        )
        tx.subject = f"baton:{row.id}"
    return None


def _station_of(tx: Transaction, to_name: str) -> int:
    """The station that the person had before, or else one that nobody ever had."""
    known = givings(tx.connection)
    for giving in reversed(known):
        if giving.to_name.casefold() == to_name.casefold():
            return giving.to_station
    own = tx.connection.execute("SELECT id FROM station").fetchone()[0]
    used = {own, *(each.station for each in heads(tx.connection))}
    return max(used | {giving.to_station for giving in known}) + 1


def _station_problem(tx: Transaction, found: Holding, to_name: str, station: int) -> str:
    if not 0 <= station <= LAST_STATION:
        return f"Stations are numbered from 0 to {LAST_STATION} (A to Z)."
    if station == found.own:
        return f"Station {letter(station)} is this one: the other needs a number of its own."
    known = givings(tx.connection)
    if any(each.is_open and each.from_station == station for each in known):
        return f"The book came from station {letter(station)}: give it back (--back)."
    others = {
        each.to_name
        for each in known
        if each.to_station == station and each.to_name.casefold() != to_name.casefold()
    }
    if others:
        return f"Station {letter(station)} is {', '.join(sorted(others))}'s."
    return ""


def _given_from_here(connection: Connection) -> Giving | None:
    """The giving by which this station has not the book, if it gave it itself."""
    found = holding(connection)
    known = givings(connection)
    if found.ours or not known:
        return None
    if found.giving is not None and found.giving.from_station == found.own:
        return found.giving
    # It gave the book back, and whom it came from has it.
    last = _came_here(connection, found.own)
    return last if last is not None and not last.is_open else None


def _came_here(connection: Connection, own: int) -> Giving | None:
    """The last giving to this station."""
    found = [each for each in givings(connection) if each.to_station == own]
    return found[-1] if found else None


def _bundle(
    book: Book,
    actor: Actor,
    where: Path,
    passphrase: str,
    giving: Giving,
    progress: Progress,
    *,
    back: bool,
) -> Given:
    to_station = giving.from_station if back else giving.to_station
    to_name = giving.given_by if back else giving.to_name
    connection = book.reader()
    manifest = Manifest(
        schema=SCHEMA_VERSION,
        agency=agency_words(connection).name,
        made_at=actor.now,
        from_station=int(connection.execute("SELECT id FROM station").fetchone()[0]),
        to_station=to_station,
        to_name=to_name,
        head=book_seal(connection),
        back=back,
    )
    copy = book.path.with_name(book.path.name + ".leaving")
    try:
        copy_book(book.path, copy)
        size = write_bundle(
            where, passphrase, manifest, copy, kept_files.folder_of(book.path), progress
        )
    finally:
        copy.unlink(missing_ok=True)
    to = f"{to_name} (station {letter(to_station)})"
    return Given(where, size, to, manifest.head, back)
