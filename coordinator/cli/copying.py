"""Commands for read-only copies: for command, for auditors, for the public."""

import sys
from pathlib import Path

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import TAMPERED, Session, book_command

WHO = click.argument("who", metavar="command|auditor|public")
FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def copy() -> None:
    """Read-only copies for those who look on, without what they may not see."""


@copy.command()
@WHO
@FILE
@click.option(
    "--document",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What they may see, of your own; `copy show` prints the shipped one.",
)
@book_command
def write(session: Session, who: str, file: Path, document: Path | None) -> None:
    """Write the copy for WHO into FILE: a plain SQLite file, for sqlite3 or Datasette."""
    from coordinator.actions.publishing.copies import write_copy

    own = document.read_text(encoding="utf-8-sig") if document else ""
    say_result(session, write_copy(session.book, session.actor.now, who, file, own))


@copy.command()
@WHO
@FILE
@click.option("--behind", type=click.IntRange(0, 1000), default=31, help="Days before today.")
@click.option("--ahead", type=click.IntRange(0, 1000), default=31, help="Days after today.")
@book_command
def page(session: Session, who: str, file: Path, behind: int, ahead: int) -> None:
    """Write who works where into FILE, one HTML page, as far as WHO may see it."""
    from coordinator.actions.publishing.copies import write_page

    book, at = session.book, session.actor.now
    say_result(session, write_page(book, at, who, file, behind=behind, ahead=ahead))


@copy.command()
@WHO
@book_command
def show(session: Session, who: str) -> None:
    """What WHO may see: the document, to be read or changed."""
    from coordinator.actions.publishing.copies import plan_of, shipped_plan

    plan = checked(session, plan_of(who))
    session.say(shipped_plan(who), plan)


@copy.command()
@FILE
@book_command
def sealed(session: Session, file: Path) -> None:
    """Write the whole book into FILE without what is about persons; it still verifies.

    Personal values are closed to commitments, rows about people's affairs withheld, and the log
    and its seals are all there: see `coordinator copy verify` and the manual's page.
    """
    from coordinator.actions.publishing.sealed_copy import write_sealed_copy
    from coordinator.cli.progress import ProgressLine

    with ProgressLine("Closing") as progress:
        done = write_sealed_copy(session.book.path, file, progress)
    say_result(session, done)


@copy.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seal", "given", multiple=True, metavar="SEAL|FILE", help="As for `verify`.")
@book_command
def verify(session: Session, file: Path, given: tuple[str, ...]) -> None:
    """Check the public copy in FILE. Exit code 4 if it is not as it was sealed."""
    from coordinator.actions.book.received_seals import received_seals
    from coordinator.actions.publishing.sealed_copy import checked_lines, verify_sealed_copy

    seals = checked(session, received_seals(given))
    found = checked(session, verify_sealed_copy(file, seal=" ".join(seals)))
    session.say("\n".join(checked_lines(found)), found)
    if not found.clean:
        sys.exit(TAMPERED)
