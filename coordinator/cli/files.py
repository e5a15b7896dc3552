"""Papers kept beside the book, on the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.cli.times import DAY

if TYPE_CHECKING:
    from datetime import datetime

    from storage.queries.book.kept_files import Paper

KINDS = (
    "permit", "traffic_plan", "insurance", "terms", "post_orders", "signed_sheet", "picture",
    "other",
)  # fmt: skip


@click.group()
def file() -> None:
    """Papers kept beside the book: permits, plans, certificates, signed sheets.

    WHAT is a detail (26-0412.3), position, job, request, badge, employer number, equipment code,
    or table:id.
    """


@file.command()
@click.argument("what")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), default="other", show_default=True)
@click.option("--until", type=DAY, help="Its last day.")
@click.option("--words", default="", help="What is to be said of it.")
@book_command
def add(
    session: Session, what: str, path: Path, kind: str, until: "datetime | None", words: str
) -> None:
    """Keep the file at PATH with WHAT. The file itself stays where it is."""
    from coordinator.actions.book.kept_files import NewPaper, keep_path

    until_on = until.date().isoformat() if until else None
    new = NewPaper(_subject(session, what), kind, "", b"", until_on, words)
    say_result(session, keep_path(session.book, session.actor, new, path))


@file.command("list")
@click.argument("what", required=False)
@click.option("--removed", is_flag=True, help="Also those that were removed.")
@book_command
def list_files(session: Session, what: str | None, removed: bool) -> None:
    """The papers of WHAT, or of the whole book."""
    from storage.queries.book.kept_files import all_papers, papers_of

    connection = session.book.reader()
    if what is None:
        found = all_papers(connection, removed=removed)
    else:
        found = papers_of(connection, (_subject(session, what),), removed=removed)
    lines = [_line(session, each) for each in found]
    session.say("\n".join(lines) or "No file is kept.", {"files": found})


@file.command()
@click.argument("which")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@book_command
def save(session: Session, which: str, folder: Path) -> None:
    """Write copies into FOLDER: of the file with the number WHICH, or of all files of WHICH."""
    from coordinator.actions.book.kept_files import save as save_papers
    from storage.queries.book.kept_files import papers_of

    if which.isdecimal() and (one := _paper(session, int(which))):
        found: tuple[Paper, ...] = (one,)
    else:
        found = papers_of(session.book.reader(), (_subject(session, which),))
    if not found:
        raise NotFound(f"No file is kept of {which}.")
    say_result(session, save_papers(session.book, found, folder))


@file.command()
@click.argument("number", type=int)
@book_command
def remove(session: Session, number: int) -> None:
    """Take the file of that NUMBER off its record; undo brings it back."""
    from coordinator.actions.book.kept_files import remove as remove_paper

    say_result(session, remove_paper(session.book, session.actor, number))


@file.command()
@click.argument("number", type=int)
@click.option("--yes", is_flag=True, help="Do it; it cannot be undone.")
@book_command
def erase(session: Session, number: int, yes: bool) -> None:
    """Destroy the bytes of the file of that NUMBER for good, also among the backups."""
    from coordinator.actions.book.kept_files import erase as erase_paper

    found = _paper(session, number)
    if found is None:
        raise NotFound(f"There is no file {number}.")
    if not yes:
        session.say(f"{found.name} would be erased for good. Add --yes to do it.", found)
        return
    say_result(session, erase_paper(session.book, session.actor, number))


def _subject(session: Session, what: str) -> str:
    from storage.queries.book.lookup import subject

    table, row = subject(session.book.reader(), what)
    return f"{table}:{row}"


def _paper(session: Session, number: int) -> "Paper | None":
    from storage.queries.book.kept_files import paper

    return paper(session.book.reader(), number)


def _line(session: Session, each: "Paper") -> str:
    from storage.file_types import words_of
    from storage.queries.book.labels import label

    about = label(session.book.reader(), each.subject)
    until = f"  until {each.expires_on}" if each.expires_on else ""
    gone = "  REMOVED" if each.removed_at is not None else ""
    size = f"{max(1, each.length // 1000):,} kB"
    kind = each.kind.replace("_", " ")
    said = f"  {each.words}" if each.words else ""
    what = f"{kind}, {words_of(each.media_type)}, {size}"
    return f"{each.id}  {about}: {each.name} ({what}){until}{gone}{said}"
