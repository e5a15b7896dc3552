"""Leaving with everything: the whole book as plain files, and back."""

import json
from pathlib import Path

import click

from coordinator.cli.answers import say_result
from coordinator.cli.progress import ProgressLine
from coordinator.cli.session import Session, book_command

FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))


@click.command()
@click.option("--all", "everything", is_flag=True, required=True, help="Yes: every table.")
@click.option("--format", "form", type=click.Choice(("both", "csv", "json")), default="both",
              show_default=True, help="How each table is written.")  # fmt: skip
@FOLDER
@book_command
def export(session: Session, folder: Path, form: str, everything: bool) -> None:
    """Write the whole book to FOLDER: every table as CSV and JSON, the kept papers, a manifest.

    `coordinator rebuild` makes the same book of it again. The folder holds everything, personal
    data too. One table alone is a report, or `sqlite3`.
    """
    from coordinator.actions.book.whole_export import BOTH, export_book

    formats = BOTH if form == "both" else (form,)
    book = session.book.path
    with ProgressLine("Writing") as progress:
        done = export_book(book, folder, formats, progress)
    say_result(session, done)


@click.command()
@FOLDER
@click.option("--format", "form", type=click.Choice(("csv", "json")), default=None,
              help="Take the files of this format alone; else JSON where it is there.")  # fmt: skip
@book_command
def rebuild(session: Session, folder: Path, form: str | None) -> None:
    """Make the book from the whole export in FOLDER, where there is none yet (see --book).

    Every file is checked against the manifest and the book verified down to its seal; an export
    that was altered is refused, with file and row, and no book is made.
    """
    from coordinator.actions.book.whole_export import rebuild_book

    with ProgressLine("Reading") as progress:
        done = rebuild_book(folder, session.path, form or "", progress)
    say_result(session, done)


@click.command()
@click.argument("table", default="")
@click.option("--datasette", is_flag=True, help="As the metadata that Datasette reads.")
@book_command
def schema(session: Session, table: str, datasette: bool) -> None:
    """Explain every table and column of the book, or those of one TABLE.

    It is Markdown; with --json it is for programs. The book itself is not opened.
    """
    from coordinator.actions.book.schema_document import schema_document, words_for_datasette

    if datasette:
        told = words_for_datasette(session.path)
        session.say(json.dumps(told, indent=1, ensure_ascii=False), told)
        return
    say_result(session, schema_document(table))
