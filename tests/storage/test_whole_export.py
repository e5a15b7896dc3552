"""The whole book as plain files, and a book made of them that is the same; or none."""

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.actions.book.kept_files import NewPaper, keep
from coordinator.actions.book.notes import write_note
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor
from coordinator.cli import main
from coordinator.manual import outside_verify
from storage import kept_files
from storage.database import Book
from storage.queries.book.search import search
from storage.whole_export.cells import csv_cell, from_csv, from_json, json_value, loads
from storage.whole_export.manifest import ExportTrouble
from storage.whole_export.rebuilding import rebuild
from storage.whole_export.writing import export_all
from tests.conftest import NOW
from tests.trust.lived import live

PAT = Actor("Pat Coordinator", NOW)
PAPER = b"%PDF-1.7 \x00\r\n of all bytes"
NOTE = 'He said: "=SUM(A1)",\r\nthen\n\\nothing; é 🤒\t'
ODD = (
    ("empty", "", 1),
    ("NUL", "a\0b", (1 << 63) - 1),
    ("least", "\r", -(1 << 63)),
    ("text for a number", "\\x", "soon"),
    ("a fraction", "+1", 1.1),
    ("bytes", b"\x00\xff", b""),
    ("digits", "007", 7),
)


@pytest.fixture(scope="module")
def town_file(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lived-in book with a paper, and rows that only another program would write."""
    path = tmp_path_factory.mktemp("whole") / "town.book"
    shutil.copy(empty_book_file, path)
    book = Book(path)
    live(book, PAT)
    write_note(book, PAT, "officer:1", NOTE)
    keep(book, PAT, NewPaper("officer:1", "other", "a.pdf", PAPER))
    with book.unlogged() as connection:
        connection.executemany("INSERT INTO draft VALUES (?, ?, ?)", ODD)
    book.close()
    return path


@pytest.fixture(scope="module")
def exported(town_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "all"
    export_all(town_file, folder)
    return folder


@pytest.fixture
def export(exported: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(exported, tmp_path / "all"))


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table with its values' kinds, read with nothing of the product."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)
            for (name,) in names.fetchall()
            if "_fts_" not in name
        }


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_book_made_of_the_export_is_the_same(
    town_file: Path, exported: Path, tmp_path: Path, form: str
) -> None:
    target = tmp_path / "new" / "town.book"
    done = rebuild(exported, target, form)
    assert rows_of(target) == rows_of(town_file)
    ours, theirs = verify_book(Book(town_file)), verify_book(Book(target), seal=done.head)
    assert theirs == ours
    assert theirs.clean
    assert outside_verify.told(target, done.head) == [f"head {ours.head}"]
    assert kept_files.read(target, sha256(PAPER).hexdigest()) == PAPER
    assert search(Book(target).reader(), "nothing", 5)[0].table == "note"
    again = tmp_path / "again"
    export_all(target, again)
    assert bytes_of(again) == bytes_of(exported)


def test_what_an_outsider_reads(exported: Path, town_file: Path) -> None:
    """JSON by any reader of JSON; the manifest by hand."""
    manifest = json.loads((exported / "manifest.json").read_text())
    tables = {table["name"]: table for table in manifest["tables"]}
    assert set(tables) == {n for n in rows_of(town_file) if "fts" not in n}
    for name, table in tables.items():
        rows = json.loads((exported / "tables" / f"{name}.json").read_text())
        assert len(rows) == table["rows"]
        for form, seal in table["files"].items():
            data = (exported / "tables" / f"{name}.{form}").read_bytes()
            assert (len(data), sha256(data).hexdigest()) == (seal["bytes"], seal["sha256"])
    notes = json.loads((exported / "tables" / "note.json").read_text())
    assert notes[0]["text"] == NOTE
    assert manifest["head"] == verify_book(Book(town_file)).head
    assert manifest["papers"] == {sha256(PAPER).hexdigest(): len(PAPER)}
    assert "manifest.json" in bytes_of(exported)


Spoil = Callable[[Path], object]


def _edit(name: str, old: str, new: str) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / name
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode())

    return spoil


def _reseal(name: str, old: str, new: str) -> Spoil:
    """Edit a file, and the manifest so that it fits."""

    def spoil(folder: Path) -> None:
        _edit(f"tables/{name}.json", old, new)(folder)
        manifest = json.loads((folder / "manifest.json").read_text())
        data = (folder / "tables" / f"{name}.json").read_bytes()
        (table,) = (each for each in manifest["tables"] if each["name"] == name)
        table["files"]["json"] = {"bytes": len(data), "sha256": sha256(data).hexdigest()}
        (folder / "manifest.json").write_text(json.dumps(manifest))

    return spoil


def _drop(name: str) -> Spoil:
    return lambda folder: (folder / name).unlink()


def _line_twice(folder: Path) -> None:
    path = folder / "tables" / "officer.json"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines[:2], *lines[1:]]))


def _link(folder: Path) -> None:
    path = folder / "tables" / "rank.json"
    shutil.move(path, folder / "elsewhere")
    path.symlink_to(folder / "elsewhere")


HOSTILE: dict[str, tuple[Spoil, str]] = {
    "edited": (_edit("tables/officer.json", '"1001"', '"1009"'), "row 2 differs"),
    "edited and sealed anew": (_reseal("officer", '"1001"', '"1009"'), "officer 2: differs"),
    "past edited": (_reseal("change", "Rivermouth", "Riverside"), "change 1:"),
    "row twice": (_line_twice, "officer.json, row 2: UNIQUE"),
    "file missing": (_drop("tables/shift.json"), "shift.json: No such file"),
    "paper missing": (_drop(f"files/{sha256(PAPER).hexdigest()}"), "No such file"),
    "paper altered": (_edit(f"files/{sha256(PAPER).hexdigest()}", "PDF", "FDP"), "not the paper"),
    "manifest missing": (_drop("manifest.json"), "the export was cut off"),
    "wrong count": (_edit("manifest.json", '"rows": 150', '"rows": 149'), "has 150 rows"),
    "another table": (_edit("manifest.json", '"name": "rank"', '"name": "../../x"'), "is no table"),
    "older schema": (_edit("manifest.json", '"schema": ', '"schema": 1'), "is of schema"),
    "no JSON": (_edit("tables/rank.json", '{"id"', '{"id'), "rank.json, row 1:"),
    "a column less": (_edit("tables/rank.json", '"name":', '"nam":'), "rank.json, row 1: its col"),
    "too great": (_edit("tables/rank.json", '"id":1', f'"id":{1 << 63}'), "too great"),
    "text cut off": (_edit("tables/rank.json", "\n]\n", ""), "rank.json, row"),
    "a link": (_link, "is a link"),
    "another head": (
        _edit("manifest.json", '"head": "0:', '"head": "0:1'),
        "sealed action is gone",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_an_altered_export_is_refused_with_file_and_row(
    export: Path, tmp_path: Path, case: str
) -> None:
    spoil, words = HOSTILE[case]
    spoil(export)
    target = tmp_path / "made" / "town.book"
    with pytest.raises(ExportTrouble) as refused:
        rebuild(export, target)
    assert words in str(refused.value)
    assert [path for path in target.parent.rglob("*.book*") if path.is_file()] == []


def test_files_that_are_not_read_are_checked_too(export: Path, tmp_path: Path) -> None:
    target = tmp_path / "town.book"
    _edit("tables/officer.csv", "1001", "1009")(export)
    _drop("tables/shift.csv")(export)
    with pytest.raises(ExportTrouble) as refused:
        rebuild(export, target)
    assert re.search(r"officer\.csv .* row 2 differs from officer\.json", str(refused.value))
    assert "shift.csv: No such file" in str(refused.value)
    assert "--format json takes those alone" in str(refused.value)
    assert not target.exists()
    assert rebuild(export, target, "json").rows


def test_a_row_that_cannot_be_read_is_told_as_the_alteration_that_it_is(
    export: Path, tmp_path: Path
) -> None:
    _edit("tables/officer.csv", "\r\n1,", "\r\nx,")(export)
    with pytest.raises(ExportTrouble, match=r"officer\.csv, row 1: .* its SHA-256 is not that of"):
        rebuild(export, tmp_path / "town.book", "csv")


def test_an_altered_csv_is_refused_too(export: Path, tmp_path: Path) -> None:
    _edit("tables/officer.csv", "1001", "1009")(export)
    with pytest.raises(ExportTrouble, match=r"officer\.csv .* row 2 differs from officer\.json"):
        rebuild(export, tmp_path / "town.book", "csv")
    _edit("tables/officer.csv", "\r\n", "\r\n1,2\r\n")(export)
    with pytest.raises(ExportTrouble, match=r"officer\.csv, row 1: has 2 cells"):
        rebuild(export, tmp_path / "town.book", "csv")


def test_nothing_is_written_over(town_file: Path, exported: Path) -> None:
    before = town_file.read_bytes()
    with pytest.raises(ExportTrouble, match="was not touched"):
        rebuild(exported, town_file)
    assert town_file.read_bytes() == before
    with pytest.raises(ExportTrouble, match="not empty"):
        export_all(town_file, exported)


def test_by_command(town_file: Path, tmp_path: Path) -> None:
    folder, target = tmp_path / "out", tmp_path / "again.book"

    def run(book: Path, *words: str, code: int = 0) -> str:
        found = CliRunner().invoke(main, ["--book", str(book), *words])
        assert found.exit_code == code, found.output
        return found.output

    assert "personal data too" in run(town_file, "export", "--all", str(folder), "--format", "csv")
    assert min(p.suffix for p in (folder / "tables").iterdir()) == ".csv"
    assert "every entry of the log verified" in run(target, "rebuild", str(folder))
    assert "already" in run(target, "rebuild", str(folder), code=1)
    assert "no way" not in run(target, "verify")


VALUES = st.one_of(
    st.none(),
    st.integers(-(1 << 63), (1 << 63) - 1),
    st.text(),
    st.binary(max_size=20),
    st.floats(allow_nan=False),
)


@given(VALUES, st.booleans())
@settings(max_examples=200)
def test_every_value_comes_back_exactly(value: object, number: bool) -> None:
    for back in (
        from_csv(csv_cell(value, number=number), number=number),  # type: ignore[arg-type]
        from_json(loads(json.dumps(json_value(value)))),  # type: ignore[arg-type]
    ):
        assert (type(back), back) == (type(value), value)


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    assert csv_cell(text, number=False)[:1] not in set("=+-@\t\r")
