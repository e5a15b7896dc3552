"""The day sheet on the command line: as text, JSON or PDF."""

from pathlib import Path

import click

from coordinator.cli.answers import checked
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import local


@click.command()
@click.argument("day", required=False)
@click.option("--pdf", type=click.Path(path_type=Path), default=None, help="Write a PDF there.")
@click.option("--print", "to_printer", is_flag=True, help="Send the PDF to the printer (lp).")
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@book_command
def day(
    session: Session, day: str | None, pdf: Path | None, to_printer: bool, replace: bool
) -> None:
    """The sheet of DAY (2026-06-01; today without it): who stands where, and what is open."""
    from coordinator.actions.book.documents import (
        folder_of,
        make_day_sheet,
        print_file,
        read_day_sheet,
    )
    from coordinator.actions.results import Refused
    from exports.day_sheet import day_sheet_text

    connection = session.book.reader()
    which = day or local(connection, session.actor.now)[:10]
    if pdf is None and not to_printer:
        sheet = read_day_sheet(connection, which)
        if isinstance(sheet, Refused):
            session.refuse(sheet.reasons)
        session.say(day_sheet_text(sheet).rstrip("\n"), sheet)
        return
    where = pdf or folder_of(session.path)
    made = checked(
        session, make_day_sheet(connection, where, which, replace=replace or pdf is None)
    )
    printed = print_file(connection, made.path) if to_printer else ""
    session.say("\n".join(filter(None, (made.sentence, printed))), made)
