"""The clock page on the command line."""

from pathlib import Path

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command


@click.group("clock-page")
def clock_page() -> None:
    """The page with which officers clock in and out on their own phones."""


@clock_page.command("write")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@book_command
def write(session: Session, file: Path | None, replace: bool) -> None:
    """Write the page to FILE, or into the folder that setting presence.folder names.

    Put it on any https address, and name that in presence.page.
    """
    from coordinator.actions.attendance.clock_pages import make_clock_page
    from coordinator.actions.publishing.clock import write_clock_page

    if file is None:
        say_result(session, write_clock_page(session.book, session.actor.now))
        return
    say_result(session, make_clock_page(session.book.reader(), file, replace=replace))
