"""Whatever is edited, removed, inserted or swapped behind the program's back is named by verify."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from coordinator.actions.book.verifying import verify_book
from storage.changes import ActionRow, ChangeRow, action_hash, leaf
from storage.database import Book
from tests.trust.tampering import FORGERIES, Forgery, untriggered

SHORT, LONG = 2, 50
"""Seeds for each of the twenty kinds of forgery: 40 in a usual run, 1,000 in a long one."""


def forge(file: Path, forgery: Forgery, seed: int) -> tuple[set[str], set[str]]:
    """Copy the book, forge, verify: what must be named and what is."""
    copied = Path(shutil.copy(file, file.with_name(f"{forgery.__name__}-{seed}.book")))
    with untriggered(copied) as connection:
        wanted = forgery(connection, Random(f"{forgery.__name__} {seed}"))
    book = Book(copied)
    named = {finding.where for finding in verify_book(book).findings}
    book.close()
    copied.unlink()
    return wanted, named


def copy_for(lived_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(lived_file, tmp_path / "lived.book"))


def test_the_book_is_clean_to_begin_with(lived: Book) -> None:
    verified = verify_book(lived)
    assert verified.clean, verified.findings
    assert verified.actions > 15


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda f: f.__name__)
def test_a_forgery_is_named(lived_file: Path, tmp_path: Path, forgery: Forgery) -> None:
    file = copy_for(lived_file, tmp_path)
    for seed in range(SHORT):
        wanted, named = forge(file, forgery, seed)
        assert wanted & named, f"seed {seed}: {wanted} not in {sorted(named)[:9]}"


@pytest.mark.soak
@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda f: f.__name__)
def test_a_forgery_is_named_a_thousand_times(
    lived_file: Path, tmp_path: Path, forgery: Forgery
) -> None:
    file = copy_for(lived_file, tmp_path)
    for seed in range(SHORT, SHORT + LONG):
        wanted, named = forge(file, forgery, seed)
        assert wanted & named, f"seed {seed}: {wanted} not in {sorted(named)[:9]}"


def test_dropped_triggers_are_named(lived: Book) -> None:
    with closing(sqlite3.connect(lived.path)) as connection:
        connection.execute("DROP TRIGGER log_officer_update")
        connection.execute("CREATE TRIGGER officer AFTER INSERT ON rank BEGIN SELECT 1; END")
        connection.execute("DROP INDEX assignment_one_live")
        connection.commit()
    found = {(finding.where, finding.what) for finding in verify_book(lived).findings}
    assert found == {
        ("schema log_officer_update", "the trigger was removed"),
        ("schema officer", "the trigger is not part of the program's schema"),
        ("schema assignment_one_live", "the index was removed"),
    }


def test_statistics_and_vacuum_are_no_finding(lived: Book) -> None:
    with closing(sqlite3.connect(lived.path)) as connection:
        connection.execute("ANALYZE")
        connection.execute("VACUUM")
    assert verify_book(lived).clean


SHELL = {
    "update": ("UPDATE officer SET phone = '1' WHERE id = 1;", "officer 1"),
    "insert": ("INSERT INTO rank VALUES (9, 'CPT', 'Captain', 5);", "rank 9"),
    "replace": ("INSERT OR REPLACE INTO rank VALUES (1, 'PO', 'Officer', 99);", "rank 1"),
    "delete": ("DELETE FROM call_note;", "call_note 1"),
}


@pytest.mark.parametrize(("sql", "row"), SHELL.values(), ids=SHELL)
@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="no sqlite3 shell")
def test_the_sqlite3_shell_is_seen(lived: Book, sql: str, row: str) -> None:
    subprocess.run(["sqlite3", str(lived.path), sql], check=True)
    whats = {finding.what for finding in verify_book(lived).findings}
    assert f"written outside the program: {row} is covered by no action" in whats
    assert len(whats) == (2 if "INTO rank VALUES (9" in sql else 1)  # its id is above our mark


def test_a_replaced_row_that_nobody_logged_is_seen(lived: Book) -> None:
    """REPLACE removes the row in its way without a delete trigger."""
    with closing(sqlite3.connect(lived.path)) as connection:
        connection.execute("INSERT OR REPLACE INTO officer (id, badge, last_name, first_name, unit,"
                           " seniority_tie, email, phone, channel, approved) VALUES"
                           " (99, '1000', 'X', '', '', 0, '', '', 'email', 1)")  # fmt: skip
        connection.commit()
    wheres = {finding.where: finding.what for finding in verify_book(lived).findings}
    assert wheres["officer 1"] == "is in the log but not in the table"


def test_sqlite_utils_is_seen(lived: Book) -> None:
    script = (
        "import sys, sqlite_utils; db = sqlite_utils.Database(sys.argv[1]);"
        "db['officer'].update(2, {'unit': 'Harbour'});"
        "db['rank'].upsert({'id': 1, 'code': 'PO', 'name': 'Chief', 'level': 1}, pk='id')"
    )
    subprocess.run([sys.executable, "-c", script, str(lived.path)], check=True)
    whats = {finding.what for finding in verify_book(lived).findings}
    assert whats == {
        "written outside the program: officer 2 is covered by no action",
        "written outside the program: rank 1 is covered by no action",
    }


def test_the_log_stays_usable_after_an_outside_write(lived: Book) -> None:
    """The stray change stays uncovered; what the program does next is sealed as ever."""
    from coordinator.actions.results import Actor

    with closing(sqlite3.connect(lived.path)) as connection:
        connection.execute("UPDATE officer SET phone = '1' WHERE id = 1")
        connection.commit()
    from storage.models import Rank

    with lived.action(Actor("Pat", 1), "add", "rank") as tx:
        tx.add(Rank(code="SGT", name="Sergeant", level=2))
    assert len(verify_book(lived).findings) == 1


def rewrite_the_past(path: Path) -> None:
    """Change an old reason and a row, and seal everything after it anew: a perfect forgery."""
    with untriggered(path) as connection:
        connection.execute("UPDATE change SET after = replace(after, 'flu', 'drunk')")
        connection.execute("UPDATE call_off SET words = 'drunk'")
        connection.execute("UPDATE action SET reason = 'drunk' WHERE verb = 'call off'")
        prev = bytes(32)
        rows = connection.execute("SELECT * FROM action ORDER BY seq")
        columns = [column[0] for column in rows.description]
        for row in rows.fetchall():
            values = dict(zip(columns, row, strict=True)) | {"prev": prev}
            action = ActionRow(**values)
            changes = connection.execute(
                "SELECT * FROM change WHERE id >= ? AND id < ?", (action.first, action.end)
            )
            values["leaves"] = b"".join(leaf(ChangeRow(*change)) for change in changes)
            words = {k: v for k, v in values.items() if k not in ("id", "hash")}
            prev_now = action_hash(**words)
            connection.execute(
                "UPDATE action SET prev = ?, leaves = ?, hash = ? WHERE id = ?",
                (prev, values["leaves"], prev_now, values["id"]),
            )
            prev = prev_now


def test_a_whole_rewrite_passes_without_a_seal_and_fails_with_one(lived: Book) -> None:
    seal = verify_book(lived).head
    with_digits = ":".join((*seal.split(":")[:2], seal.split(":")[2][:16]))
    rewrite_the_past(lived.path)
    assert verify_book(lived).clean
    for noted in (seal, with_digits):
        (finding,) = verify_book(lived, seal=noted).findings
        assert "rewritten" in finding.what
    assert verify_book(lived, seal=verify_book(lived).head).clean


def test_a_log_cut_short_fails_its_seal(lived: Book) -> None:
    seal = verify_book(lived).head
    top = int(seal.split(":")[1])
    with untriggered(lived.path) as connection:
        connection.execute("DELETE FROM action WHERE seq = ?", (top,))
    whats = [finding.what for finding in verify_book(lived, seal=seal).findings]
    assert "the sealed action is gone: the log is shorter than it was" in whats


def test_a_seal_of_another_form_is_not_taken_for_true(lived: Book) -> None:
    for seal in ("0:3:", "0:3", "x", "::", "1:3:00"):
        assert not verify_book(lived, seal=seal).clean, seal
