"""Every table and column of the book is explained, and nothing that is not there."""

import json
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner
from sqlmodel import SQLModel

import coordinator.manual
from coordinator.actions.book.documents import Made
from coordinator.actions.book.schema_document import (
    SchemaDocument,
    page_elsewhere,
    schema_document,
)
from coordinator.actions.results import Refused
from coordinator.cli import main
from storage.database import create_book
from storage.schema import logged_tables
from storage.schema_words import SHARED, column_words, schema_words

PAGE = Path(coordinator.manual.__file__).with_name("schema.md")


def test_no_column_is_without_words_and_no_words_without_a_column() -> None:
    written = column_words()
    tables = SQLModel.metadata.tables
    explained = {table.name: table for table in schema_words()}
    assert explained.keys() == tables.keys()
    for name, table in tables.items():
        told = {column.name: column for column in explained[name].columns}
        assert told.keys() == set(table.columns.keys())
        assert all(column.words for column in told.values()), name
        assert len(explained[name].words) > 20, f"{name} has no docstring"
    stale = {(t, c) for t, own in written.items() for c in own if t != SHARED} - {
        (t, column.name) for t, table in tables.items() for column in table.columns
    }
    assert stale == set(), "words for columns that are not there"
    unused = written[SHARED].keys() - {
        column.name
        for name, table in tables.items()
        for column in table.columns
        if column.name not in written.get(name, {}) and not column.foreign_keys
    }
    assert unused == set()


def test_units_links_and_what_is_personal_are_told() -> None:
    tables = {table.name: {c.name: c for c in table.columns} for table in schema_words()}
    detail, officer = tables["detail"], tables["officer"]
    assert detail["starts_at"].unit == "UTC seconds"
    assert detail["job_id"].refers_to == "job.id"
    assert set(detail["state"].allowed) == {"planned", "cancelled"}
    assert tables["charge"]["amount_cents"].unit == "cents"
    assert officer["quiet_from"].unit == "local HH:MM"
    assert officer["hired_on"].unit == "local date"
    assert tables["stated_hours"]["stated_by"].unit == ""
    for table in logged_tables():
        personal = {name for name, column in tables[table.name].items() if column.personal}
        assert personal == set(table.private)


def test_the_page_in_the_manual_is_of_these_models() -> None:
    found = schema_document()
    assert isinstance(found, SchemaDocument)
    assert PAGE.read_text("utf-8") == found.page.rstrip() + "\n", "`make docs` writes it anew"


def test_a_screen_writes_the_page_whole_and_over_nothing(tmp_path: Path) -> None:
    path = tmp_path / "rivermouth-tables.md"
    made = page_elsewhere(tmp_path / "rivermouth.book", path, None)
    assert isinstance(made, Made), made
    assert path.read_text("utf-8").rstrip() == PAGE.read_text("utf-8").rstrip()
    path.write_text("mine")
    for wrong, why in ((path, "there already"), (tmp_path / "gone" / "away.md", "not written")):
        refused = page_elsewhere(tmp_path / "rivermouth.book", wrong, None)
        assert isinstance(refused, Refused)
        assert why in refused.sentence
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_one_table_by_command() -> None:
    def run(*words: str, code: int = 0) -> str:
        ran = CliRunner().invoke(main, ["schema", *words])
        assert ran.exit_code == code, ran.output
        return ran.output

    assert run("officer").startswith("## officer\n")
    (table,) = json.loads(run("officer", "--json"))["tables"]
    assert table["view"] == "readable_officer"
    assert "no table nobody" in run("nobody", code=1)
    assert isinstance(schema_document("nobody"), Refused)


def test_datasette_is_told_only_of_what_is_there(tmp_path: Path) -> None:
    book = tmp_path / "rivermouth.book"
    ran = CliRunner().invoke(main, ["--book", str(book), "schema", "--datasette"])
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.output)["databases"]["rivermouth"]["tables"]
    with closing(create_book(book, name="R", timezone="UTC", currency="USD")) as made:
        for name, words in told.items():
            there = {row[1] for row in made.reader().execute(f'PRAGMA table_info("{name}")')}
            assert there >= {*words["columns"], *filter(None, [words.get("label_column")])}, name
    assert told["assignment"]["columns"]["starts_at"].endswith("(UTC seconds)")
    labels = {
        name: words["label_column"] for name, words in told.items() if "label_column" in words
    }
    assert (labels["officer"], labels["position"]) == ("last_name", "number")
