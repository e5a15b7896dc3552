"""The public copy: nothing of persons is left in its bytes, and it verifies as the book does."""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.actions.answers.taking_in import take_in
from coordinator.actions.book.kept_files import NewPaper, keep
from coordinator.actions.book.notes import write_note
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.oversight.holds import place_hold
from coordinator.actions.people.roster import begin_status, change_officer
from coordinator.actions.publishing.sealed_copy import (
    CheckedCopy,
    SealedCopy,
    verify_elsewhere,
    verify_sealed_copy,
    write_sealed_copy,
)
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from coordinator.manual import outside_verify
from notify.incoming import Incoming
from storage.bundles.bundle import copy_book
from storage.changes import closed_whole
from storage.database import Book
from storage.errors import NotABook
from storage.models import Employer, Job, Site
from storage.public_copy.names import Names
from storage.public_copy.spoken import spoken_columns
from storage.public_copy.withheld import EMPTIED, PUBLIC_WORDS, WITHHELD
from storage.schema import logged_tables
from storage.verification import Verified
from storage.whole_export.tables import plain_tables
from tests.conftest import NOW
from tests.trust.tampering import untriggered

PAT = Actor("Pat Coordinator", NOW)
NAME, MAIL, HOME = "Zyzzyva", "zyzzyva@home.example", "(202) 555-0177"
ILL = "bad back, lumbar"
FIRM = "Quillfeather"
"""An officer's name, and a firm's: that it is an officer's is not told by it."""


@pytest.fixture(scope="module")
def town_file(lived_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An officer's name in every corner of the book, once also where none should stand."""
    path = tmp_path_factory.mktemp("public") / "town.book"
    book = Book(Path(shutil.copy(lived_file, path)))
    change_officer(book, PAT, 1, {"last_name": NAME, "email": MAIL, "phone": HOME, "home_lat": 42})
    change_officer(book, PAT, 1, {"email": "other@home.example"})
    change_officer(book, PAT, 2, {"last_name": FIRM})
    begin_status(book, PAT, 1, "sick", "2026-07-01", None, ILL)
    write_note(book, PAT, "officer:1", f"{NAME} has a {ILL}")
    place_hold(book, PAT, f"grievance of {NAME}", officer_id=1)
    raw = f"From: {MAIL}\n\n{NAME} is well".encode()
    came = Incoming("m1", "email", "desk", MAIL, NAME, f"{NAME} is well", NOW, NOW, raw)
    take_in(book, "clock", NOW, [came])
    keep(book, PAT, NewPaper("officer:1", "other", f"{NAME}.pdf", b"%PDF-1.7 his car"))
    with book.action(PAT, "edit", "job:1", f"as mr. {NAME.upper()} asked") as tx:
        job, site, firm = tx.get(Job, 1), tx.get(Site, 1), tx.get(Employer, 1)
        job.title, site.notes, firm.name = f"Escort for {NAME}", f"ring {HOME}", f"{FIRM} Gravel"
        for row in (job, site, firm):
            tx.save(row)
    with book.unlogged() as connection:
        connection.execute("INSERT INTO draft VALUES ('a', ?, 1)", (json.dumps({"x": NAME}),))
    book.close()
    return path


@pytest.fixture(scope="module")
def copied_file(town_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("copied") / "public.sqlite"
    before = sha256(town_file.read_bytes()).digest()
    done = write_sealed_copy(town_file, target)
    assert isinstance(done, SealedCopy), done
    assert (done.values > 50, done.changes > 20, done.actions) == (True, True, 3)
    assert sha256(town_file.read_bytes()).digest() == before, "the book is untouched, held or not"
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    return target


@pytest.fixture
def copied(copied_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(copied_file, tmp_path / "public.sqlite"))


def personal_values(path: Path) -> set[str]:
    """Every text in a personal column of a row, or of a change that is still open in the log."""
    with closing(sqlite3.connect(path)) as book:
        found = {
            value
            for table in logged_tables()
            for column in table.private
            for (value,) in book.execute(f'SELECT "{column}" FROM "{table.name}"')
        }
        for (private,) in book.execute("SELECT private FROM change WHERE private IS NOT NULL"):
            for _salt, *values in json.loads(private).values():
                found.update(values)
    return {value for value in found if isinstance(value, str) and value.strip()}


def test_no_personal_value_is_left_in_the_bytes(town_file: Path, copied_file: Path) -> None:
    values = personal_values(town_file)
    assert {NAME, MAIL, HOME, ILL} < values
    data = copied_file.read_bytes()
    # A firm or a street may bear a person's name; nothing else may, in whatever spelling.
    for value in (*(values - {FIRM}), NAME.upper(), NAME.lower(), "555-0177", "his car"):
        word = rb"(?<![0-9A-Za-z])" + re.escape(value.encode()) + rb"(?![0-9A-Za-z])"
        assert re.search(word, data) is None, value


def test_it_verifies_by_the_product_and_by_the_page(town_file: Path, copied_file: Path) -> None:
    head = verify_book(Book(town_file)).head
    found = verify_sealed_copy(copied_file, seal=f"{head} {head[:21]}")
    assert isinstance(found, Verified)
    assert found.clean, found.findings
    assert found.head == head, "the book's own seal is the copy's"
    assert found.closed > 20
    told = outside_verify.told(copied_file, head)
    assert outside_verify.wrong(told) == []
    assert f"head {head}" in told
    assert any("changes of" in line and "withheld" in line for line in told)


def test_a_screen_is_told_what_checking_found(
    town_file: Path, copied_file: Path, tmp_path: Path
) -> None:
    def told(path: Path, seals: str = "") -> str:
        found = verify_elsewhere(town_file, path, seals, lambda *_: True)
        assert isinstance(found, CheckedCopy | Refused)
        return f"{type(found).__name__} {found.sentence}"

    head = verify_book(Book(town_file)).head
    assert told(copied_file, head).startswith("CheckedCopy")
    assert "all as sealed" in told(copied_file, head)
    assert "findings" in told(copied_file, head.translate(str.maketrans("0123", "1230")))
    assert told(copied_file, "no seal").startswith("Refused")
    taken = tmp_path / "taken.sqlite"
    taken.write_text("something else")
    for wrong in (tmp_path / "gone" / "public.sqlite", taken, tmp_path, town_file):
        assert told(wrong).startswith(f"Refused {wrong} "), wrong


def test_what_is_public_is_still_there(town_file: Path, copied_file: Path) -> None:
    def asked(path: Path, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(sql).fetchall()

    for sql in (
        "SELECT id, number, starts_at, ends_at, state FROM detail",
        "SELECT id, position_id, officer_id, starts_at, state FROM assignment",
        "SELECT id, badge, unit FROM officer",
        "SELECT id, name FROM employer",
        "SELECT id, hash FROM action",
    ):
        rows = asked(copied_file, sql)
        assert rows == asked(town_file, sql)
        assert rows
    assert asked(copied_file, "SELECT title FROM job WHERE id = 1") == [("",)]
    assert asked(copied_file, "SELECT count(*) FROM job WHERE title <> ''") != [(0,)]
    for table in (*WITHHELD, *EMPTIED):
        assert asked(copied_file, f"SELECT count(*) FROM {table}") == [(0,)]
    reasons = asked(copied_file, "SELECT verb, who, reason FROM action WHERE verb = '#'")
    assert reasons == [("#", "", "")] * 3, "the call-off, the hold, the words with his name"


FORGED = {
    "a row": "UPDATE assignment SET officer_id = 2 WHERE id = 1",
    "a change": "UPDATE change SET after = replace(after, '1001', '1009') WHERE tbl = 'officer'",
    "a leaf": "UPDATE change SET private = replace(private, 'a', 'b') WHERE tbl = 'note'",
    "a closed action": "UPDATE action SET hash = zeroblob(32) WHERE verb = '#'",
    "one change gone": "DELETE FROM change WHERE tbl = 'note'",
    "the last action gone": "DELETE FROM action WHERE seq = (SELECT max(seq) FROM action)",
}


@pytest.mark.parametrize("what", FORGED)
def test_what_is_altered_in_the_copy_is_seen_by_both(copied: Path, what: str) -> None:
    head = outside_verify.told(copied)[-1].removeprefix("head ")
    with untriggered(copied) as connection:
        assert connection.execute(FORGED[what]).rowcount > 0
    found = verify_sealed_copy(copied, seal=head)
    assert isinstance(found, Verified)
    assert not found.clean
    assert outside_verify.wrong(outside_verify.told(copied, head)) != []


def test_in_the_book_itself_nothing_may_be_withheld(lived: Book) -> None:
    with untriggered(lived.path) as connection:
        from storage.changes import CHANGE_COLUMNS, ChangeRow

        row = connection.execute(
            f"SELECT {CHANGE_COLUMNS} FROM change WHERE tbl = 'employer' ORDER BY id LIMIT 1"
        ).fetchone()
        connection.execute(
            "UPDATE change SET before = NULL, after = NULL, private = ? WHERE id = ?",
            (closed_whole(ChangeRow(*row)), row[0]),
        )
        connection.execute("UPDATE employer SET name = 'Forged' WHERE id = ?", (row[2],))
    assert f"change {row[0]}" in {one.where for one in verify_book(lived).findings}
    assert outside_verify.wrong(outside_verify.told(lived.path)) == [
        "1 changes of 1 rows are withheld"
    ]


def test_writing_and_checking_tell_the_same_numbers(town_file: Path, tmp_path: Path) -> None:
    copy_book(town_file, tmp_path / "town.book")
    book = Book(tmp_path / "town.book")
    # Somebody is named in the plain columns of a row that has personal ones too.
    change_officer(book, PAT, 2, {"unit": f"{NAME} squad", "email": "two@home.example"})
    done = write_sealed_copy(book.path, tmp_path / "public.sqlite")
    assert isinstance(done, SealedCopy)
    found = verify_sealed_copy(tmp_path / "public.sqlite")
    assert isinstance(found, Verified)
    assert found.redacted == done.values > 0
    assert found.closed == done.changes + done.actions


def test_it_is_no_book_and_writes_over_nothing_else(
    town_file: Path, copied: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotABook):
        Book(copied)
    assert isinstance(write_sealed_copy(town_file, copied), SealedCopy), "its own may be renewed"
    other = tmp_path / "other"
    copy_book(town_file, other)
    assert isinstance(write_sealed_copy(town_file, other), Refused)
    assert isinstance(verify_sealed_copy(other), Refused)
    assert isinstance(verify_sealed_copy(tmp_path), Refused)


def test_by_command(town_file: Path, tmp_path: Path) -> None:
    def run(*words: str, code: int = 0) -> str:
        found = CliRunner().invoke(main, [*words, "--book", str(town_file)])
        assert found.exit_code == code, found.output
        return found.output

    target = str(tmp_path / "p.sqlite")
    assert "personal values closed" in run("copy", "sealed", target)
    assert "all as sealed" in run(
        "copy", "verify", target, "--seal", verify_book(Book(town_file)).head
    )
    assert "1 findings" in run("copy", "verify", target, "--seal", "0:1:" + "0" * 16, code=4)


def test_every_table_is_either_kept_or_withheld_on_purpose(town_file: Path) -> None:
    with closing(sqlite3.connect(town_file)) as connection:
        tables = {table.name for table in plain_tables(connection)}
        logged = {table.name for table in logged_tables()}
        names = Names(connection)
    assert set(WITHHELD) <= logged
    assert tables - logged - set(EMPTIED) == {
        *("action", "change", "station", "high_water", "zone_offset")
    }
    assert {(t.name, c) for t in logged_tables() for c in t.plain} >= PUBLIC_WORDS
    assert ("job", "title") in spoken_columns()
    assert ("job", "state") not in spoken_columns()
    assert "so zyzzyva, said" in names
    assert "Zyzzyvas" not in names
    assert "" not in names
