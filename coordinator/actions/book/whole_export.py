"""Leaving with everything: the whole book as plain files, and a book made from them again."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.results import Refused

if TYPE_CHECKING:
    from storage.whole_export.writing import Progress

BOTH = ("csv", "json")
"""The formats in which every table is written, if no other is wished."""


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def _and_papers(count: int) -> str:
    return f" and {count} kept papers" if count else ""


@dataclass(frozen=True, slots=True)
class WholeExport:
    """The whole book lies in a folder as plain files. `seal` is that of its last action."""

    folder: str
    tables: int
    rows: int
    papers: int
    seal: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return (
            f"{self.rows:,} rows of {self.tables} tables{_and_papers(self.papers)} are in "
            f"{self.folder}, up to seal {self.seal}. "
            "It holds everything, personal data too: keep it as the book."
        )


@dataclass(frozen=True, slots=True)
class RebuiltBook:
    """A book was made from a whole export and verified."""

    path: str
    rows: int
    papers: int
    seal: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return (
            f"{self.path} was made from {self.rows:,} rows{_and_papers(self.papers)}: every row "
            f"and every entry of the log verified, up to seal {self.seal}."
        )


def export_book(
    book: Path, folder: Path, formats: tuple[str, ...] = BOTH, progress: "Progress" = _silent
) -> WholeExport | Refused:
    """Write the whole book into a folder that is not there yet, or is empty. Raises BookError."""
    from storage.seals import short
    from storage.whole_export.manifest import ExportTrouble
    from storage.whole_export.writing import export_all

    try:
        done = export_all(book, folder, formats, progress)
    except ExportTrouble as trouble:
        return Refused((str(trouble),))
    _explain(done.folder)
    return WholeExport(str(done.folder), done.tables, done.rows, done.papers, short(done.head))


def _explain(folder: Path) -> None:
    """Put the words of the schema beside the tables, for whoever reads them without the program."""
    from coordinator.actions.book.schema_document import SchemaDocument, schema_document

    found = schema_document()
    if isinstance(found, SchemaDocument):
        (folder / "schema.md").write_text(found.page, encoding="utf-8")


def rebuild_book(
    folder: Path, book: Path, form: str = "", progress: "Progress" = _silent
) -> RebuiltBook | Refused:
    """Make a book from a whole export, where none is yet. Raises BookError where the disk refuses.

    Refused where the export is not as it was written; then nothing is made.
    """
    from storage.seals import short
    from storage.whole_export.manifest import ExportTrouble
    from storage.whole_export.rebuilding import rebuild

    try:
        done = rebuild(folder, book, form, progress)
    except ExportTrouble as trouble:
        return Refused((str(trouble),))
    return RebuiltBook(str(done.path), done.rows, done.papers, short(done.head))


def export_elsewhere(book: Path, folder: Path, progress: "Progress") -> WholeExport | Refused:
    """The same, as a screen has it done in a process of its own."""
    return export_book(book, folder, BOTH, progress)


def rebuild_elsewhere(_book: Path, folder: Path, progress: "Progress") -> RebuiltBook | Refused:
    """The book of such a folder beside it, under its name; where one is there, nothing is made."""
    return rebuild_book(folder, folder.with_name(f"{folder.name}.book"), "", progress)
