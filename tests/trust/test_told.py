"""On the command line every fault of the file is one sentence and a documented exit code."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coordinator.actions.results import Actor
from coordinator.cli import main
from storage.backup import make_backup
from storage.database import Book
from storage.models import Rank
from tests.conftest import NOW

PAT = Actor("Pat Coordinator", NOW)
USAGE, UNUSABLE, TAMPERED, NOT_FOUND = 2, 3, 4, 5


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="coordinator")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def spoil(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 80] = b"\x99" * 80
    path.write_bytes(data)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: path.unlink(), "There is no book at"),
    "text": (lambda path: path.write_text("hello\n" * 2_000), "is not a book of this program"),
    "newer": (newer, "was written by a newer version"),
    "spoilt": (spoil, "The book's file is damaged"),
}


@pytest.mark.parametrize(("harm", "sentence"), FAULTS.values(), ids=FAULTS)
def test_a_file_that_cannot_be_used_is_told(
    lived: Book, harm: Callable[[Path], object], sentence: str
) -> None:
    lived.close()
    harm(lived.path)
    result = run("verify", "--book", str(lived.path))
    assert result.exit_code == UNUSABLE, result.output
    assert sentence in result.output
    assert "Traceback" not in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_verify_names_what_it_finds_and_ends_with_4(lived: Book) -> None:
    with closing(sqlite3.connect(lived.path)) as connection:
        connection.execute("UPDATE officer SET unit = 'Harbour' WHERE id = 2")
        connection.commit()
    told = run("verify", "--book", str(lived.path))
    assert told.exit_code == TAMPERED
    assert "written outside the program: officer 2" in told.output
    machine = run("verify", "--json", "--book", str(lived.path))
    assert machine.exit_code == TAMPERED
    (finding,) = json.loads(machine.output)["findings"]
    assert finding["what"] == "written outside the program: officer 2 is covered by no action"


def test_a_seal_is_printed_taken_and_asked_for_whole(lived: Book) -> None:
    told = run("verify", "--book", str(lived.path)).output
    seal = told.partition("Seal ")[2].partition(": note")[0]
    assert len(seal.split(":")[2]) == 16
    kept = make_backup(lived.path, NOW)
    assert kept.seal == seal
    assert run("verify", "--seal", seal, "--book", str(lived.path)).exit_code == 0
    other = f"{seal[:-1]}{'0' if seal[-1] != '0' else '1'}"
    assert run("verify", "--seal", other, "--book", str(lived.path)).exit_code == TAMPERED
    # A few digits would be met by chance.
    for short in (seal[:-1], seal.rpartition(":")[0], "seal"):
        assert run("verify", "--seal", short, "--book", str(lived.path)).exit_code == USAGE


def test_restore_shows_the_loss_and_does_nothing_until_told(lived: Book) -> None:
    made = make_backup(lived.path, NOW)
    with lived.action(PAT, "add rank", "rank:9") as tx:
        tx.add(Rank(code="SGT", name="Sergeant", level=2))
    lived.close()
    before = lived.path.read_bytes()
    shown = run("restore", "--book", str(lived.path))
    assert shown.exit_code == 0
    assert "1 later action would be lost" in shown.output
    assert "Nothing was done" in shown.output
    assert lived.path.read_bytes() == before
    done = run("restore", "--yes", "--book", str(lived.path))
    assert done.exit_code == 0
    assert made.path.name in done.output
    restored = Book(lived.path)
    assert restored.reader().execute("SELECT count(*) FROM rank").fetchone() == (1,)


def test_there_is_no_backup_to_restore(lived: Book) -> None:
    result = run("restore", "--book", str(lived.path))
    assert result.exit_code == NOT_FOUND
