"""The day sheet on the command line: as text, JSON or PDF."""

from pathlib import Path

import click

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
    from coordinator.actions.papers import read_day_sheet, save_day_sheet, send_to_printer
    from coordinator.actions.results import Refused
    from exports.day_sheet import day_sheet_text

    which = day or local(session.book.reader(), session.actor.now)[:10]
    if pdf is None and not to_printer:
        sheet = read_day_sheet(session.book, which)
        if isinstance(sheet, Refused):
            session.refuse(sheet.reasons)
        session.say(day_sheet_text(sheet).rstrip("\n"), sheet)
        return
    saved = save_day_sheet(session.book, which, pdf or Path(), replace=replace)
    if isinstance(saved, Refused):
        session.refuse(saved.reasons)
    trouble = send_to_printer(saved.path) if to_printer else ""
    if trouble:
        session.refuse((trouble,))
    session.say(saved.sentence, saved)
