"""Bundles that are not what they say are not taken in, and leave nothing behind."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from coordinator.actions.book.verifying import verify_book
from coordinator.actions.handover.giving import Given, Reclaimed, give, give_back, reclaim
from coordinator.actions.handover.taking import Taken, look, take_in
from coordinator.actions.messages.messages import hold
from coordinator.actions.people.roster import change_officer
from coordinator.actions.results import Actor, Refused
from storage import kept_files
from storage.bundles import sealed
from storage.bundles.bundle import Manifest, copy_book, write_bundle
from storage.bundles.sealed import BundleTrouble
from storage.database import Book
from storage.errors import BookGiven
from storage.seals import book_seal
from storage.version import SCHEMA_VERSION
from tests.conftest import NOW
from tests.trust.parted import beside_log, rows_of
from tests.trust.town import settle

WORDS = "correct horse battery"
PAT, KIM = Actor("Pat", NOW), Actor("Kim", NOW + 60)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "COST", 1 << 14)


@pytest.fixture
def given(book: Book, tmp_path: Path) -> Path:
    """A bundle of a town, for Kim."""
    settle(book, PAT)
    done = give(book, PAT, tmp_path / "out", WORDS, "Kim")
    assert isinstance(done, Given)
    return done.path


def script(sql: str) -> Callable[[Path], None]:
    def run(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(sql)

    return run


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def words(path: Path) -> None:
    path.write_bytes(b"no book at all" * 999)


SPOILT: dict[str, tuple[Callable[[Path], None], str]] = {
    "a trigger of its own": (
        script(
            "CREATE TRIGGER evil AFTER INSERT ON note BEGIN DELETE FROM officer; END"
        ),
        "not of our form",
    ),
    "a view of its own": (script("CREATE VIEW evil AS SELECT load_extension('x')"), "our form"),
    "a table that is a view": (
        script("DROP TABLE draft; CREATE VIEW draft AS SELECT 1 AS key"), "our form"
    ),
    "a row edited": (script("UPDATE officer SET last_name = 'X' WHERE id = 1"), "does not verify"),
    "an action edited": (script("UPDATE action SET who = 'X'"), "does not verify"),
    "a shorter past": (
        script(
            "DELETE FROM change WHERE id >= (SELECT first FROM action ORDER BY seq DESC LIMIT 1);"
            "DELETE FROM action WHERE seq = (SELECT max(seq) FROM action)"
        ),
        "does not verify",
    ),
    "another schema": (script("PRAGMA user_version = 3"), "another schema"),
    "half a file": (cut, "no sound book"),
    "no book": (words, "no sound book"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "why"), SPOILT.values(), ids=SPOILT)
def test_a_book_that_is_not_sound_is_not_taken(
    book: Book, given: Path, tmp_path: Path, spoil: Callable[[Path], None], why: str
) -> None:
    copy, bundle = tmp_path / "copy", tmp_path / "spoilt"
    copy_book(book.path, copy)
    spoil(copy)
    write_bundle(
        bundle, WORDS, look(given, WORDS), copy, tmp_path / "none", lambda done, total: None
    )
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(BundleTrouble, match=why):
        take_in(tmp_path / "kim.book", KIM, bundle, WORDS)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_another_version_and_a_lost_paper_are_said(book: Book, given: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy_book(book.path, copy)
    newer = replace(look(given, WORDS), schema=SCHEMA_VERSION + 1)
    write_bundle(tmp_path / "newer", WORDS, newer, copy, tmp_path / "none", lambda d, t: None)
    found = take_in(tmp_path / "kim.book", KIM, tmp_path / "newer", WORDS)
    assert isinstance(found, Refused)
    assert f"schema {SCHEMA_VERSION + 1}, this program has {SCHEMA_VERSION}" in found.sentence
    # A book that nobody handed over, wrapped by hand.
    fresh = Manifest(SCHEMA_VERSION, "x", NOW, 0, 2, "Lee", book_seal(book.reader()), back=False)
    write_bundle(tmp_path / "wild", WORDS, fresh, copy, tmp_path / "none", lambda d, t: None)
    with pytest.raises(BundleTrouble, match="does not say that it was handed over"):
        take_in(tmp_path / "lee.book", KIM, tmp_path / "wild", WORDS)
    assert not (tmp_path / "lee.book").exists()


def test_papers_go_along_and_come_back(book: Book, tmp_path: Path) -> None:
    from coordinator.actions.book.kept_files import NewPaper, keep

    settle(book, PAT)
    keep(book, PAT, NewPaper("employer:1", "permit", "permit.pdf", b"%PDF-1.4 one"))
    give(book, PAT, tmp_path / "out", WORDS, "Kim")
    (tmp_path / "kim").mkdir()
    theirs = tmp_path / "kim" / "town.book"
    assert isinstance(take_in(theirs, KIM, tmp_path / "out", WORDS), Taken)
    other = Book(theirs)
    keep(other, KIM, NewPaper("employer:1", "permit", "more.pdf", b"%PDF-1.4 two"))
    give_back(other, KIM, tmp_path / "back", WORDS)
    assert isinstance(take_in(book.path, PAT, tmp_path / "back", WORDS), Taken)
    assert len(list(kept_files.folder_of(book.path).iterdir())) == 2
    assert verify_book(Book(book.path)).findings == ()


def test_a_book_whose_papers_do_not_fit_is_not_given_away(book: Book, tmp_path: Path) -> None:
    from coordinator.actions.book.kept_files import NewPaper, keep, remove

    settle(book, PAT)
    keep(book, PAT, NewPaper("employer:1", "permit", "permit.pdf", b"%PDF-1.4 one"))
    keep(book, PAT, NewPaper("employer:1", "permit", "map.pdf", b"%PDF-1.4 two"))
    folder = kept_files.folder_of(book.path)
    for paper in folder.iterdir():
        paper.write_bytes(b"%PDF-1.4 other")
    found = give(book, PAT, tmp_path / "out", WORDS, "Kim")
    assert isinstance(found, Refused)
    for said in ("file 1 (permit.pdf): its file is not what", "file 2 (map.pdf)", str(folder)):
        assert said in found.sentence
    assert not (tmp_path / "out").exists()
    change_officer(book, PAT, 1, {"unit": "still ours"})
    for number in (1, 2):
        remove(book, PAT, number)
    assert isinstance(give(book, PAT, tmp_path / "out", WORDS, "Kim"), Given)
    assert isinstance(take_in(tmp_path / "kim.book", KIM, tmp_path / "out", WORDS), Taken)


def test_a_book_whose_papers_are_lost_is_not_given_back(
    book: Book, given: Path, tmp_path: Path
) -> None:
    from coordinator.actions.book.kept_files import NewPaper, keep

    take_in(tmp_path / "kim.book", KIM, given, WORDS)
    other = Book(tmp_path / "kim.book")
    keep(other, KIM, NewPaper("employer:1", "permit", "permit.pdf", b"%PDF-1.4 one"))
    (paper,) = kept_files.folder_of(other.path).iterdir()
    data = paper.read_bytes()
    paper.unlink()
    found = give_back(other, KIM, tmp_path / "back", WORDS)
    assert isinstance(found, Refused)
    assert "(permit.pdf): its file is missing" in found.sentence
    paper.write_bytes(data)
    assert isinstance(give_back(other, KIM, tmp_path / "back", WORDS), Given)


def test_a_book_that_was_given_takes_no_writes_by_any_road(book: Book, given: Path) -> None:
    with pytest.raises(BookGiven, match=r"Kim \(station B\) has the book"):
        change_officer(book, PAT, 1, {"unit": "x"})
    with pytest.raises(BookGiven), book.unlogged():
        pass
    for who, reason in (("", "lost"), ("Chief", " ")):
        assert isinstance(reclaim(book, PAT, who, reason), Refused)
    assert isinstance(reclaim(book, PAT, "Chief Moss", "lost"), Reclaimed)
    assert isinstance(reclaim(book, PAT, "Chief Moss", "again"), Refused)
    change_officer(book, PAT, 1, {"unit": "x"})
    assert isinstance(hold(book, PAT, ()), Refused)


@pytest.mark.parametrize(
    ("passphrase", "name", "station", "why"),
    [
        ("short", "Kim", None, "at least 10 characters"),
        (WORDS, " ", None, "by name"),
        (WORDS, "Kim", 0, "is this one"),
        (WORDS, "Kim", 26, "numbered from 0 to 25"),
    ],
)
def test_what_cannot_be_given_is_refused(
    book: Book, tmp_path: Path, passphrase: str, name: str, station: int | None, why: str
) -> None:
    found = give(book, PAT, tmp_path / "out", passphrase, name, station=station)
    assert isinstance(found, Refused)
    assert why in found.sentence
    assert not (tmp_path / "out").exists()


def test_a_station_is_one_persons(book: Book, tmp_path: Path) -> None:
    give(book, PAT, tmp_path / "one", WORDS, "Kim")
    reclaim(book, PAT, "Chief", "lost")
    found = give(book, PAT, tmp_path / "two", WORDS, "Lee", station=1)
    assert isinstance(found, Refused)
    assert found.sentence == "Station B is Kim's."
    lee = give(book, PAT, tmp_path / "two", WORDS, "Lee")
    assert isinstance(lee, Given)
    assert lee.to == "Lee (station C)"


def test_out_and_in_again_is_the_same_book(book: Book, given: Path, tmp_path: Path) -> None:
    take_in(tmp_path / "kim.book", KIM, given, WORDS)
    ours, theirs = rows_of(book.path), rows_of(tmp_path / "kim.book")
    assert {key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)} == {
        ("baton", 1)
    }
    assert beside_log(book.path) == beside_log(tmp_path / "kim.book")
