"""The disk is full, read-only, or held by another program: a sentence, and nothing half done."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import storage.connections
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor
from storage.backup import make_backup
from storage.database import Book, create_book
from storage.errors import BookError, BookFull, BookLocked, BookReadOnly
from storage.models import Employer
from storage.opening import open_for_screen
from tests.conftest import NOW
from tests.trust.dying import in_child, state_of

ACTOR = Actor("Pat Coordinator", NOW)
NOBODY = 65_534


def fill_up(book: Book, most: int = 4_000) -> BookError:
    """Enter employers with long names until the disk is full; returns what was said."""
    for number in range(most):
        before = state_of(book) if number % 50 == 0 else None
        try:
            with book.action(ACTOR, "add employers", "employer") as tx:
                for copy in range(5):
                    tx.add(Employer(number=f"{number}.{copy}", name="long " * 400))
        except BookError as error:
            if before is not None:
                assert state_of(book) == before
            return error
    raise AssertionError("the disk never filled up")


def assert_unhurt(book: Book) -> None:
    count = "SELECT count(*) FROM employer"
    connection = book.reader()
    assert connection.execute(count).fetchone()[0] % 5 == 0
    assert verify_book(book).clean
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("cannot mount a small disk here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_undoes_the_action_and_reading_goes_on(
    small_disk: Path, empty_book_file: Path
) -> None:
    book = Book(Path(shutil.copy(empty_book_file, small_disk / "town.book")))
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_000_000))
    error = fill_up(book)
    assert isinstance(error, BookFull)
    assert str(error).startswith("The disk is full. Nothing of this action was kept")
    assert_unhurt(book)
    with pytest.raises(BookFull):
        make_backup(book.path, NOW)
    assert not list(small_disk.glob("*.backups/*"))
    ballast.unlink()
    with book.action(ACTOR, "add employer", "employer") as tx:
        tx.add(Employer(number="after", name="There is room again"))
    assert_unhurt_but_one(book)
    book.close()
    assert verify_book(Book(book.path)).clean


def assert_unhurt_but_one(book: Book) -> None:
    assert book.reader().execute("SELECT count(*) FROM employer").fetchone()[0] % 5 == 1
    assert verify_book(book).clean


def test_a_new_book_on_a_full_disk_leaves_nothing(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(3_000_000))
    with pytest.raises((BookFull, sqlite3.Error, OSError)):
        create_book(small_disk / "new.book", name="R", timezone="UTC", currency="USD")
    assert not (small_disk / "new.book").exists()


def test_a_file_that_may_not_grow_is_told_like_a_full_disk(book: Book) -> None:
    """The other way to say it: a limit of the process, met as an I/O error."""
    book.close()
    limit = book.path.stat().st_size + 300_000

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        limited = Book(book.path)
        assert isinstance(fill_up(limited), BookFull)
        assert_unhurt(limited)
        os._exit(3)

    assert in_child(work) == 3
    assert_unhurt(Book(book.path))


# ── read-only ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def public(empty_book_file: Path) -> Iterator[Path]:
    """A folder that others may enter; pytest's own are closed to them."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    shutil.copy(empty_book_file, place / "town.book")
    yield place
    shutil.rmtree(place)


def as_nobody() -> None:
    os.setgid(NOBODY)
    os.setuid(NOBODY)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    ("folder", "file"), [(0o755, 0o644), (0o777, 0o444), (0o555, 0o444)], ids=oct
)
def test_a_read_only_book_opens_to_look_and_edits_say_why(
    public: Path, folder: int, file: int
) -> None:
    path = public / "town.book"
    path.chmod(file)
    public.chmod(folder)

    def work() -> None:
        as_nobody()
        opened = open_for_screen(path, "Pat", NOW)
        book = opened.book
        assert book.reader().execute("SELECT name FROM agency").fetchone()
        assert verify_book(book).clean
        with (
            pytest.raises(BookReadOnly, match="may not be written here"),
            book.action(ACTOR, "add", "employer") as tx,
        ):
            tx.add(Employer(number="1", name="x"))
        assert book.reader().execute("SELECT count(*) FROM employer").fetchone() == (0,)
        if folder != 0o777:
            assert "to look only" in opened.why
            with pytest.raises(BookReadOnly):
                make_backup(path, NOW)
        os._exit(3)

    before = path.read_bytes()
    assert in_child(work) == 3
    assert path.read_bytes() == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_book_that_may_not_be_read_says_so(public: Path) -> None:
    path = public / "town.book"
    path.chmod(0o600)

    def work() -> None:
        as_nobody()
        with pytest.raises(BookError, match="may not be"):
            Book(path)
        os._exit(3)

    assert in_child(work) == 3


# ── locked by another program ────────────────────────────────────────────────────────────────

HOLD = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("ROLLBACK")
print("free", flush=True)
time.sleep(60)
"""


@pytest.fixture
def holder(book: Book) -> Iterator[list["subprocess.Popen[str]"]]:
    """Start with `hold`: another program has the book locked."""
    children: list[subprocess.Popen[str]] = []
    yield children
    for child in children:
        child.kill()
        child.wait()


def hold(book: Book, children: list["subprocess.Popen[str]"], seconds: float) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(book.path), str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
    )
    children.append(child)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"


def add_one(book: Book, number: str) -> None:
    with book.action(ACTOR, "add employer", "employer") as tx:
        tx.add(Employer(number=number, name="x"))


def test_a_book_held_by_another_program_says_so_and_reads_on(
    book: Book, holder: list["subprocess.Popen[str]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.connections, "BUSY_SECONDS", 0.3)
    hold(book, holder, 60)
    began = time.monotonic()
    with pytest.raises(BookLocked, match="Another program is writing to the book"):
        add_one(book, "1")
    assert 0.2 < time.monotonic() - began < 5
    assert book.reader().execute("SELECT count(*) FROM employer").fetchone() == (0,)
    assert make_backup(book.path, NOW).sound
    holder[0].kill()
    holder[0].wait()
    add_one(book, "2")
    assert verify_book(book).clean


def test_a_short_hold_is_waited_for(book: Book, holder: list["subprocess.Popen[str]"]) -> None:
    hold(book, holder, 0.4)
    add_one(book, "1")
    assert book.reader().execute("SELECT count(*) FROM employer").fetchone() == (1,)


def test_a_long_reader_elsewhere_is_no_hindrance(book: Book) -> None:
    with closing(sqlite3.connect(book.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM agency").fetchone()
        add_one(book, "1")
        threading.Thread(target=add_one, args=(book, "2")).start()
        assert other.execute("SELECT count(*) FROM employer").fetchone() == (0,)
        other.execute("ROLLBACK")
