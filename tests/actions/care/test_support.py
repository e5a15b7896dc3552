"""The support bundle holds nothing of whom the book is about: every value is looked for in it."""

import json
import re
import sqlite3
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.actions.book.settings import set_setting
from coordinator.actions.care.doctor import Asked
from coordinator.actions.care.machine_state import Terminal
from coordinator.actions.care.support import Bundled, support_bundle
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from coordinator.demo.book import make_demo
from storage.database import Book
from storage.faults import KEPT, faults, note_fault

NOW = 1_795_340_000
ASKED = Asked(NOW, Terminal("xterm", "", "utf-8", 80, 24, False, "", True), reach=False)
TELLING = re.compile(
    r"name|badge|mail|phone|address|text|body|words|number|subject|reason|note|answer|who|by$|"
    r"custom|order|remit|document|title|place|what|url|fields|value|trouble"
)
"""Columns of which each value is looked for."""
KEYMAP = Path(__file__).parents[3] / "coordinator" / "keymap.py"
PLAIN = {"policy", "rate_card", "change", "action", "packet", "high_water"}
"""Tables of documents, and of the log, which holds the values of the others once more."""


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = make_demo(tmp_path_factory.mktemp("demo") / "Rivermouth Secret.book", NOW)
    pat = Actor("Pat Quillfeather", NOW)
    set_setting(book, pat, "gateway.email", "mailto://127.0.0.1:9?from=quill@rivermouth.example")
    set_setting(book, pat, "replies.sources", {"Quillbox": "eml:/home/quillfeather/mail"})
    set_setting(book, pat, "watch.sources", {"Quillwatch": {"kind": "roster", "folder": "/q/ui"}})
    own = {"name": "Pat Quillfeather", "phone": "+16175557788"}
    set_setting(book, pat, "messages.coordinator", own)
    set_setting(book, pat, "print.printer", "quillfeathers-laser")
    set_setting(book, pat, "hours.four_eyes", True)
    book.close()
    return book.path


def values(book: Path) -> set[str]:
    """Every text of the book that may be about somebody."""
    connection = sqlite3.connect(book)
    names = "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
    tables = [row[0] for row in connection.execute(names)]
    found: set[str] = set()
    for table in tables:
        if table in PLAIN or table.startswith(("sqlite_", "search", "fts", "found")):
            continue
        for column in [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]:
            if TELLING.search(column):
                rows = connection.execute(f'SELECT DISTINCT "{column}" FROM "{table}"')
                found |= {value for (value,) in rows if isinstance(value, str)}
    connection.close()
    return found


def test_no_value_of_a_lived_book_is_in_its_bytes(lived: Path, tmp_path: Path) -> None:
    try:
        raise ValueError("Quillfeather, badge 4711")
    except ValueError as error:
        note_fault(lived, error, NOW)
    target = tmp_path / "support.zip"
    assert isinstance(support_bundle(lived, target, ASKED), Bundled)
    with zipfile.ZipFile(target) as bundle:
        members = {name: bundle.read(name).decode() for name in bundle.namelist()}
    whole = "\n".join(members.values()) + target.read_bytes().decode("latin-1")
    ours = set(re.findall(r"[\w.+-]+", KEYMAP.read_text("utf-8")))
    looked_for = {value for value in values(lived) if len(value) > 3 and not known(value)}
    assert len(looked_for) > 500
    found = {value for value in looked_for if is_in(value, whole) and value not in ours}
    assert found == set()
    for word in ("Quill", "quill", "Rivermouth", "16175557788", str(lived.parent)):
        assert word not in whole
    assert json.loads(members["settings.json"])["hours.four_eyes"] is True
    assert json.loads(members["counts.json"])["officer"] > 10
    assert json.loads(members["faults.json"])[-1]["kind"] == "ValueError"
    assert any(each["verb"] == "issue invoice" for each in json.loads(members["log.json"]))


def known(value: str) -> bool:
    """Words of the program's own: states, kinds, codes in small letters, bare dates, settings."""
    return bool(re.fullmatch(r"[a-z_. ]+|true|false|\[\]|\{\}|\"\"", value))


def is_in(value: str, whole: str) -> bool:
    if value.isdecimal() and len(value) < 7:
        return f'"{value}"' in whole  # counts and moments are numbers, badges would be texts
    if value.isalnum() and len(value) < 7:
        return re.search(rf"(?<!\w){re.escape(value)}(?!\w)", whole) is not None
    return value in whole


def test_a_book_that_cannot_be_read_still_gives_one(tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.book"
    spoilt.write_bytes(b"no book at all" * 100)
    target = tmp_path / "support.zip"
    assert isinstance(support_bundle(spoilt, target, ASKED), Bundled)
    with zipfile.ZipFile(target) as bundle:
        assert "broken" in bundle.read("doctor.json").decode()
        assert "not read" in bundle.read("counts.json").decode()
    assert isinstance(support_bundle(spoilt, target, ASKED), Refused)  # nobody's file is lost


def test_the_command_writes_it(book: Book, tmp_path: Path) -> None:
    target = tmp_path / "it.zip"
    done = CliRunner().invoke(main, ["support", str(target), "--offline", "--book", str(book.path)])
    assert done.exit_code == 0, done.output
    assert zipfile.is_zipfile(target)


def test_only_the_last_faults_are_kept(tmp_path: Path) -> None:
    book = tmp_path / "a.book"
    for number in range(KEPT + 5):
        note_fault(book, ValueError("x"), number)
    assert [each["at"] for each in faults(book)] == list(range(5, KEPT + 5))
    (tmp_path / "a.book.faults").write_text("{")
    assert faults(book) == []
