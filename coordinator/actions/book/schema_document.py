"""The book's own schema, explained: every table and column, for people and for programs."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.actions.results import Refused

if TYPE_CHECKING:
    from coordinator.actions.book.documents import Made
    from storage.schema_words import TableWords


@dataclass(frozen=True, slots=True)
class SchemaDocument:
    """The tables in words; `page` is all of it as Markdown."""

    schema: int
    tables: "tuple[TableWords, ...]"
    page: str

    @property
    def sentence(self) -> str:
        """The page, which is what was asked for."""
        return self.page.rstrip()


def schema_document(table: str = "") -> SchemaDocument | Refused:
    """The whole schema, or one table of it."""
    from exports.schema_page import schema_page, table_lines
    from storage.schema_words import schema_words
    from storage.version import SCHEMA_VERSION

    found = tuple(one for one in schema_words() if table in ("", one.name))
    if not found:
        return Refused((f"There is no table {table}; `coordinator schema` lists them.",))
    page = "\n".join(table_lines(found[0])) if table else schema_page(found, SCHEMA_VERSION)
    return SchemaDocument(SCHEMA_VERSION, found, page.lstrip("\n"))


def words_for_datasette(book: Path) -> dict[str, Any]:
    """What Datasette is to be told of the book in this file: descriptions, and labels of rows."""
    from exports.schema_datasette import datasette_words
    from storage.readable_views import NAMES
    from storage.schema_words import schema_words

    return datasette_words(schema_words(), NAMES, book.stem)


def page_elsewhere(_book: Path, path: Path, _progress: object) -> "Made | Refused":
    """The page of all tables as a file, as a screen has it written."""
    from coordinator.actions.book.documents import written
    from exports.files import writer_of

    found = schema_document()
    if isinstance(found, Refused):
        return found
    words = f"{len(found.tables)} tables, each column explained"
    write = writer_of(found.page.encode())
    return written(path, ("tables", str(found.schema), "md"), write, words, replace=False)
