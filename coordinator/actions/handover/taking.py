"""Taking a bundle in: looked at as hostile, checked whole, and only then made the book.

Where there is no book it becomes one, of the station that it was made for. Where there is one it is
merged into it: if we did nothing meanwhile, that is what the other did, as it was; else row by row.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from coordinator.actions.book.kept_files import erase_bytes
from coordinator.actions.book.verifying import shipped_schema, verify_book
from coordinator.actions.results import Actor, Refused
from storage.backup import make_backup, quick_trouble_in
from storage.baton import givings, holding
from storage.bundles.bundle import Manifest, OpenBundle
from storage.bundles.sealed import BundleTrouble
from storage.connections import open_reader, open_writer
from storage.database import Book
from storage.errors import BookError
from storage.merging.merge import Merged, joins_of, merge
from storage.models import Baton
from storage.queries.book.kept_files import erased_papers
from storage.queries.book.labels import label
from storage.redaction import compact
from storage.restation import become
from storage.schema import logged_tables
from storage.stations import letter
from storage.transaction import Transaction
from storage.verification import schema_findings
from storage.version import SCHEMA_VERSION, stored_version

TAKE, TAKE_BACK, MERGE = "take over", "take back", "merge"

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The bundle is in the book: `merged` is None where it became the book.

    `backup` is the copy of the book as it was, `findings` what a check of it all found after,
    `both` names the records about which each side did something.
    """

    path: Path
    came_from: str
    station: str
    merged: Merged | None
    backup: Path | None = None
    findings: tuple[str, ...] = ()
    both: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        if self.merged is None:
            return f"The book of {self.came_from} is here, as station {self.station}: you hold it"
        if not self.merged.actions:
            return "Everything in the bundle is in the book already"
        came = f"{self.merged.actions:,} actions of {self.came_from}"
        if self.merged.forward:
            return f"The book is back with {came}; nobody worked here meanwhile"
        if not self.merged.conflicts:
            return f"Both had worked: {came} are merged, and nothing clashes"
        number = self.merged.conflicts
        wait = "conflict waits" if number == 1 else "conflicts wait"
        return (
            f"Both had worked: {came} are merged; {number:,} {wait} to be settled "
            "(`coordinator handover conflicts`)"
        )


def look(bundle: Path, passphrase: str) -> Manifest:
    """What a bundle is, without taking anything out. Raises BookError."""
    with _opened(bundle, passphrase) as opened:
        return opened.manifest


def take_in(
    path: Path,
    actor: Actor,
    bundle: Path,
    passphrase: str,
    progress: Progress = lambda what, done, total: None,
) -> Taken | Refused:
    """Take a bundle into the book at a path, or make it that book. Raises BookError.

    Whole or not at all: until it has been checked nothing of ours is touched.
    """
    arriving = path.with_name(path.name + ".arriving")
    arriving.unlink(missing_ok=True)
    book = Book(path) if path.exists() else None
    try:
        with _opened(bundle, passphrase) as opened:
            manifest = opened.manifest
            problem = _not_for_us(manifest, book)
            if problem:
                return Refused((problem,))
            path.parent.mkdir(parents=True, exist_ok=True)
            opened.unpack(arriving, path, lambda done, total: progress("Unpacking", done, total))
        _check(arriving, path, manifest, progress)
        if book is None:
            return _become_the_book(arriving, path, actor, manifest)
        return _bring_in(book, arriving, actor, manifest, progress)
    finally:
        for suffix in ("", "-wal", "-shm"):
            arriving.with_name(arriving.name + suffix).unlink(missing_ok=True)
        if book is not None:
            book.close()


@contextmanager
def _opened(bundle: Path, passphrase: str) -> Iterator[OpenBundle]:
    try:
        with bundle.open("rb") as file:
            yield OpenBundle(file, passphrase)
    except FileNotFoundError as error:
        raise BundleTrouble(f"There is no file {bundle}.") from error
    except (IsADirectoryError, PermissionError) as error:
        raise BundleTrouble(f"{bundle} cannot be read ({error.strerror}).") from error


def _not_for_us(manifest: Manifest, book: Book | None) -> str:
    if manifest.schema != SCHEMA_VERSION:
        return (
            f"The bundle holds a book of schema {manifest.schema}, this program has "
            f"{SCHEMA_VERSION}: bring both machines to the same version, then hand it over again."
        )
    if book is None:
        return ""
    own = holding(book.reader()).own
    if manifest.to_station != own:
        return (
            f"The bundle is for {manifest.to_name}, station {letter(manifest.to_station)}; this "
            f"book is station {letter(own)}'s. --book names another place for it."
        )
    return ""


def _check(arrived: Path, path: Path, manifest: Manifest, progress: Progress) -> None:
    """Raises BundleTrouble unless it is a sound book of ours, sealed as the manifest says."""
    try:
        version = stored_version(arrived)
    except BookError as error:
        raise BundleTrouble(
            "What is in the bundle is no sound book: have it sent again."
        ) from error
    if version != SCHEMA_VERSION:
        raise BundleTrouble("The book in the bundle has another schema than the bundle says.")
    trouble = quick_trouble_in(arrived)
    if trouble:
        raise BundleTrouble(f"The book in the bundle is damaged: {trouble}.")
    book = Book(arrived)
    try:
        book.reader().execute("PRAGMA trusted_schema = OFF")
        for finding in schema_findings(book.reader(), shipped_schema()):
            raise BundleTrouble(f"The book in the bundle is not of our form: {finding.what}.")
        found = verify_book(
            book,
            seal=manifest.head,
            progress=lambda done, total: progress("Checking", done, total),
            papers_of=path,
        )
    finally:
        book.close()
    told = "; ".join(f"{each.where}: {each.what}" for each in found.findings[:3])
    if told:
        raise BundleTrouble(f"The book in the bundle does not verify ({told}). It was not taken.")


def _become_the_book(arrived: Path, path: Path, actor: Actor, manifest: Manifest) -> Taken:
    with closing(open_writer(arrived)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        become(connection, manifest.to_station)
        connection.execute("COMMIT")
    book = Book(arrived)
    try:
        with book.action(actor, TAKE, "baton:0", given=True) as tx:
            tx.joins = joins_of(tx.connection, manifest.to_station)
            _note_arrival(tx, manifest)
    finally:
        book.close()
    with closing(open_writer(arrived)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")  # one file, to be put in its place
    if path.exists():
        raise BookError(f"There is a book at {path} by now; it was not touched.")
    arrived.replace(path)
    return Taken(path, _from(manifest), letter(manifest.to_station), None)


def _bring_in(
    book: Book, arrived: Path, actor: Actor, manifest: Manifest, progress: Progress
) -> Taken:
    progress("Backing up", 0, 0)
    backup = make_backup(book.path, actor.now).path
    progress("Merging", 0, 0)
    with (
        closing(open_reader(arrived)) as theirs,
        book.action(actor, TAKE_BACK, "baton:0", given=True) as tx,
    ):
        merged = merge(tx, theirs, logged_tables())
        if merged.actions:
            _note_arrival(tx, manifest)
            tx.verb = TAKE_BACK if merged.forward else MERGE
        else:
            tx.abandon()
    if merged.redacted:
        # What one side has closed is on the disk of neither.
        compact(book.path)
        erase_bytes(book, erased_papers(book.reader()))
    found = (
        verify_book(book, progress=lambda done, total: progress("Checking", done, total)).findings
        if merged.actions
        else ()
    )
    told = tuple(f"{each.where}: {each.what}" for each in found)
    station = letter(manifest.to_station)
    both = tuple(label(book.reader(), subject) for subject in _looked_at(merged))
    return Taken(book.path, _from(manifest), station, merged, backup, told, both)


def _looked_at(merged: Merged) -> tuple[str, ...]:
    """What is worth a look though nothing clashes: two people decided about one thing."""
    tables = ("detail", "job", "position", "officer", "employer", "invoice", "request", "series")
    return tuple(each for each in merged.both if each.partition(":")[0] in tables)


def _note_arrival(tx: Transaction, manifest: Manifest) -> None:
    """The giving says when its book arrived, here or back here."""
    row = tx.get(Baton, _giving_of(tx.connection, manifest))
    if manifest.back:
        row.back_at = tx.now
    else:
        row.received_at = tx.now
    tx.save(row)
    tx.subject = f"baton:{row.id}"


def _giving_of(connection: Connection, manifest: Manifest) -> int:
    pair = (manifest.from_station, manifest.to_station)
    wanted = pair[::-1] if manifest.back else pair
    found = [
        each.id for each in givings(connection) if (each.from_station, each.to_station) == wanted
    ]
    if not found:
        raise BundleTrouble("The book in the bundle does not say that it was handed over.")
    return found[-1]


def _from(manifest: Manifest) -> str:
    return f"station {letter(manifest.from_station)}"
