"""Spoilt bytes: told in a sentence, never taken for true, and cured from the newest backup."""

import os
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from coordinator.actions.book.undoing import undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor
from storage.backup import make_backup, quick_trouble_in, restore
from storage.database import Book
from storage.errors import BookDamaged, BookError, BookMissing, BookNewer, NotABook
from storage.models import Rank
from storage.opening import newest_sound, open_for_screen
from tests.conftest import NOW
from tests.trust.dying import DIED, in_child, state_of

PAGE = 4_096
SHORT, LONG = 4, 200


def flip(data: bytearray, random: Random) -> None:
    for _ in range(random.randint(1, 8)):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def zero(data: bytearray, random: Random) -> None:
    page = random.randrange(len(data) // PAGE) * PAGE
    data[page : page + PAGE] = bytes(PAGE)


def truncate(data: bytearray, random: Random) -> None:
    del data[random.randrange(len(data)) :]


def shuffle(data: bytearray, random: Random) -> None:
    one, two = (random.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    data[one : one + PAGE], data[two : two + PAGE] = (
        data[two : two + PAGE],
        data[one : one + PAGE],
    )


HARMS = (flip, zero, truncate, shuffle)


def judged(path: Path) -> str:
    """How the book is found: sound, or what is wrong. Never another exception than BookError."""
    try:
        book = Book(path)
        findings = verify_book(book).findings
        book.close()
    except BookError as error:
        return str(error)
    return quick_trouble_in(path) or "; ".join(f"{f.where}: {f.what}" for f in findings)


def spoil_and_cure(file: Path, folder: Path, seed: int) -> bool:
    """Harm a copy; returns whether it was noticed."""
    random = Random(seed)
    path = Path(shutil.copy(file, folder / f"seed{seed}.book"))
    made = make_backup(path, NOW)
    whole = state_of(Book(path))
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    data = bytearray(path.read_bytes())
    random.choice(HARMS)(data, random)
    path.write_bytes(data)
    said = judged(path)
    if not said:
        # In free space, in an index of words, or a page put in its own place.
        assert state_of(Book(path)) == whole, f"seed {seed}: altered and not noticed"
        return False
    newest = newest_sound(path)
    assert newest is not None
    assert newest.path == made.path
    kept = restore(path, newest.path, NOW)
    assert judged(path) == ""
    assert state_of(Book(path)) == whole
    assert kept is not None
    assert kept.read_bytes() == bytes(data)
    return True


def test_spoilt_pages_are_noticed_and_cured(lived_file: Path, tmp_path: Path) -> None:
    assert sum(spoil_and_cure(lived_file, tmp_path, seed) for seed in range(SHORT)) > 0


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_spoilt_pages_are_noticed_and_cured_200_times(lived_file: Path, tmp_path: Path) -> None:
    seeds = range(SHORT, SHORT + LONG)
    assert sum(spoil_and_cure(lived_file, tmp_path, seed) for seed in seeds) > LONG // 3


# ── the write-ahead log ──────────────────────────────────────────────────────────────────────


def add(path: Path, *codes: str) -> None:
    """Add ranks in a process that then dies, so that they are in the -wal alone."""

    def work() -> None:
        book = Book(path)
        for code in codes:
            with book.action(Actor("Pat", NOW), "add rank", "rank") as tx:
                tx.add(Rank(code=code, name=code, level=1))
        os._exit(DIED)

    assert in_child(work) == DIED


def ranks(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [code for (code,) in connection.execute("SELECT code FROM rank ORDER BY id")]


@pytest.fixture
def with_wal(lived: Book) -> Path:
    lived.close()
    add(lived.path, "A", "B")
    assert Path(f"{lived.path}-wal").stat().st_size > 0
    return lived.path


def test_a_wal_left_behind_is_recovered(with_wal: Path) -> None:
    book = Book(with_wal)
    assert verify_book(book).clean
    rows = book.reader().execute("SELECT code FROM rank ORDER BY id")
    assert [code for (code,) in rows] == ["PO", "A", "B"]


def test_a_lost_wal_shows_against_the_head_noted_elsewhere(with_wal: Path) -> None:
    seal = verify_book(Book(with_wal)).head
    lost = Path(shutil.copy(with_wal, with_wal.with_name("lost.book")))
    assert ranks(lost) == ["PO"]
    assert verify_book(Book(lost)).clean
    (finding,) = verify_book(Book(lost), seal=seal).findings
    assert finding.what == "the sealed action is gone: the log is shorter than it was"


def test_a_cut_wal_gives_whole_actions_only(with_wal: Path, tmp_path: Path) -> None:
    data = Path(f"{with_wal}-wal").read_bytes()
    seen = set()
    for cut in range(0, len(data), len(data) // 12):
        place = tmp_path / f"cut{cut}.book"
        shutil.copy(with_wal, place)
        Path(f"{place}-wal").write_bytes(data[:cut])
        book = Book(place)
        assert verify_book(book).clean, cut
        found = [c for (c,) in book.reader().execute("SELECT code FROM rank ORDER BY id")]
        assert found in (["PO"], ["PO", "A"], ["PO", "A", "B"])
        seen.add(len(found))
        book.close()
    assert {1, 2} <= seen


@pytest.mark.parametrize("same_size", [True, False])
def test_a_foreign_wal_is_told_or_harmless(
    with_wal: Path, lived_file: Path, tmp_path: Path, same_size: bool
) -> None:
    """The -wal of another book, which SQLite cannot tell from this one's own."""
    other = Path(shutil.copy(lived_file, tmp_path / "other.book"))
    if not same_size:
        add(other, *(f"X{number}" for number in range(60)))
        ranks(other)
    add(other, "X", "Y")
    Path(f"{other}-wal").replace(f"{with_wal}-wal")
    Path(f"{with_wal}-shm").unlink(missing_ok=True)
    said = judged(with_wal)
    if not said:
        found = ranks(with_wal)
        assert found[0] == "PO"
        assert verify_book(Book(with_wal)).clean


def test_after_a_bad_end_a_spoilt_file_is_told_before_the_first_screen(lived: Book) -> None:
    made = make_backup(lived.path, NOW)
    opened = open_for_screen(lived.path, "Pat", NOW)
    opened.book.close()
    assert opened.lock is not None
    opened.lock.release(clean=False)
    data = bytearray(lived.path.read_bytes())
    data[3 * PAGE : 9 * PAGE] = bytes(6 * PAGE)
    lived.path.write_bytes(data)
    with pytest.raises(BookDamaged, match=made.path.name):
        open_for_screen(lived.path, "Pat", NOW)


# ── what is no book, or one of another version ───────────────────────────────────────────────


def database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE contacts (name TEXT)")
        connection.commit()


OTHERS = {
    "text": lambda path: path.write_text("Dear Sir,\n" * 999),
    "empty": lambda path: path.write_bytes(b""),
    "picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5_000)),
    "header only": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "another database": database,
}


@pytest.mark.parametrize("make", OTHERS.values(), ids=OTHERS)
def test_what_is_no_book_is_refused_and_not_touched(tmp_path: Path, make: object) -> None:
    path = tmp_path / "some.book"
    make(path)  # type: ignore[operator]
    before = sha256(path.read_bytes()).digest()
    with pytest.raises((NotABook, BookDamaged), match="not"):
        Book(path)
    assert sha256(path.read_bytes()).digest() == before
    assert [p.name for p in tmp_path.iterdir()] == ["some.book"]


def test_a_folder_or_nothing_is_no_book(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.book"):
        with pytest.raises(BookMissing, match="There is no book at"):
            Book(path)


def test_a_newer_book_is_refused_and_not_touched(lived: Book) -> None:
    lived.close()
    with closing(sqlite3.connect(lived.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = sha256(lived.path.read_bytes()).digest()
    for _ in range(2):
        with pytest.raises(BookNewer, match=r"schema 99; .* Install the newer version"):
            Book(lived.path)
    assert sha256(lived.path.read_bytes()).digest() == before
    assert not Path(f"{lived.path}.backups").exists()


# ── the clock ────────────────────────────────────────────────────────────────────────────────

JUMPS = {"back an hour": -3_600, "back a year": -400 * 86_400, "ahead ten years": 3_650 * 86_400}


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
def test_a_clock_that_jumps_changes_no_order(lived: Book, jump: int) -> None:
    for code, now in (("A", NOW), ("B", NOW + jump), ("C", NOW + 1)):
        with lived.action(Actor("Robin", now), "add rank", f"rank:{code}") as tx:
            tx.add(Rank(code=code, name=code, level=1))
    told = lived.reader().execute("SELECT subject FROM action ORDER BY seq DESC LIMIT 3").fetchall()
    assert told == [("rank:C",), ("rank:B",), ("rank:A",)]
    verified = verify_book(lived)
    assert verified.clean
    (remark,) = verified.remarks
    assert remark.what.startswith("the clock stood ")
    # Undo goes by order as well; what seems too old by the clock is refused, not skipped over.
    undo_last(lived, Actor("Robin", NOW + 2))
    assert [c for (c,) in lived.reader().execute("SELECT code FROM rank ORDER BY id")] == [
        "PO", "A", "B",
    ]  # fmt: skip
