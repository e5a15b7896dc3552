"""Commands about the forms by which employers ask: write them, take them in."""

from pathlib import Path

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command

_WHERE = click.Path(path_type=Path)
_REPLACE = click.option("--replace", is_flag=True, help="Write over a file of that name.")


@click.command("form")
@click.argument("file", type=_WHERE)
@click.option("--event", "codes", multiple=True, metavar="EVENT", help="Only this kind of work.")
@_REPLACE
@book_command
def request_form(session: Session, file: Path, codes: tuple[str, ...], replace: bool) -> None:
    """Write the form as a page to FILE, for the web site or to be mailed: employers fill it in
    without this program. Make it anew when questions, terms or rates change."""
    from coordinator.actions.requests.form_pages import make_request_form

    connection, now = session.book.reader(), session.actor.now
    say_result(session, make_request_form(connection, file, now, codes, replace=replace))


@click.command("prices")
@click.argument("file", type=_WHERE)
@_REPLACE
@book_command
def request_prices(session: Session, file: Path, replace: bool) -> None:
    """Write the price calculator as a page to FILE."""
    from coordinator.actions.requests.form_pages import make_price_page

    connection, now = session.book.reader(), session.actor.now
    say_result(session, make_price_page(connection, file, now, replace=replace))


@click.command("pdf")
@click.argument("event")
@click.argument("file", type=_WHERE)
@_REPLACE
@book_command
def request_pdf(session: Session, event: str, file: Path, replace: bool) -> None:
    """Write the form for EVENT as a PDF to FILE, to be filled in on a screen or by hand."""
    from coordinator.actions.requests.form_pages import make_request_pdf

    connection, now = session.book.reader(), session.actor.now
    say_result(session, make_request_pdf(connection, file, now, event, replace=replace))


@click.command("receive")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--changed", is_flag=True,
              help="Also what was changed after the form wrote it, as it stands.")  # fmt: skip
@book_command
def request_receive(session: Session, files: tuple[Path, ...], changed: bool) -> None:
    """Take in what employers filled in: .json of the form, the text of its mail, the filled PDF.

    Each file is one request. One that came in before does nothing; mails come in by `receive`.
    """
    from coordinator.actions.requests.form_requests import receive_file
    from coordinator.actions.results import Refused

    taken, refused = [], []
    for file in files:
        done = receive_file(session.book, session.actor, file, changed=changed)
        if isinstance(done, Refused):
            refused.append(f"{file.name}: {done.sentence}")
        else:
            taken.append(done)
    if not taken:
        session.refuse(tuple(refused))
    lines = [done.sentence for done in taken]
    session.say("\n".join((*lines, *refused)), {"taken": taken, "refused": refused})


COMMANDS = (request_form, request_prices, request_pdf, request_receive)
