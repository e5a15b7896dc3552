"""Sheets for the officers on site, on the command line."""

from pathlib import Path

import click

from coordinator.cli.answers import checked
from coordinator.cli.session import Session, book_command


@click.group()
def sheet() -> None:
    """Papers that go to the site."""


@sheet.command("sign")
@click.argument("detail")
@click.option("--pdf", type=click.Path(path_type=Path), default=None, help="Write the PDF there.")
@click.option("--print", "to_printer", is_flag=True, help="Send the PDF to the printer (lp).")
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@book_command
def sign(session: Session, detail: str, pdf: Path | None, to_printer: bool, replace: bool) -> None:
    """The sign sheet of DETAIL (26-0412.3), with a code for each officer and for the employer.

    The signed one is kept with `coordinator file add`, kind signed_sheet.
    """
    from coordinator.actions.attendance.sign_sheets import make_sign_sheet
    from coordinator.actions.book.documents import folder_of, print_file
    from storage.queries.book.lookup import detail_id

    connection = session.book.reader()
    which = detail_id(connection, detail)
    where = pdf or folder_of(session.path)
    made = checked(
        session,
        make_sign_sheet(session.book, session.actor, which, where, replace=replace or pdf is None),
    )
    printed = print_file(connection, made.path) if to_printer else ""
    session.say("\n".join(filter(None, (made.sentence, printed))), made)
