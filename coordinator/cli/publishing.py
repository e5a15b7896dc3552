"""Commands for the files that others get: the job board and calendars."""

from collections.abc import Callable
from pathlib import Path

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command


@click.group()
def board() -> None:
    """The job board: open details for anybody to read, as one HTML file."""


@board.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@book_command
def write(session: Session, file: Path | None) -> None:
    """Write the board into FILE, or into the folder that setting board.folder names."""
    from coordinator.actions.publishing.board import write_board

    say_result(session, write_board(session.book, session.actor.now, file))


# ── calendars ────────────────────────────────────────────────────────────────────────────────


@click.group()
def calendar() -> None:
    """Calendars as files (ICS): one an officer, one an employer, one of the whole agency."""


def _whose(command: Callable[..., None]) -> Callable[..., None]:
    """Whose calendar: an officer's, an employer's, else the agency's."""
    command = click.option("--officer", "badge", default="", help="The officer's badge.")(command)
    return click.option("--employer", "number", default="", help="The employer's number.")(command)


@calendar.command("write")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@_whose
@book_command
def write_calendars(session: Session, file: Path | None, badge: str, number: str) -> None:
    """Write what has changed into the folder that setting calendar.folder names, or one calendar
    into FILE: the officer's, the employer's, else the agency's."""
    from coordinator.actions.publishing import calendars

    book, at = session.book, session.actor.now
    if file is None:
        say_result(session, calendars.write_calendars(book, at))
    else:
        say_result(session, calendars.write_one(book, at, _named(session, badge, number), file))


@calendar.command()
@_whose
@book_command
def link(session: Session, badge: str, number: str) -> None:
    """Where a calendar is: the officer's, the employer's, else the agency's."""
    from coordinator.actions.publishing.calendar_names import calendar_link

    whose = _named(session, badge, number)
    say_result(session, calendar_link(session.book, session.actor.now, whose))


@calendar.command()
@_whose
@book_command
def renew(session: Session, badge: str, number: str) -> None:
    """Give a calendar another address; the old one leads nowhere any more."""
    from coordinator.actions.publishing.calendar_names import renew_link

    whose = _named(session, badge, number)
    say_result(session, renew_link(session.book, session.actor, whose))


def _named(session: Session, badge: str, number: str) -> str:
    from storage.queries.book.lookup import employer_id, officer_id

    connection = session.book.reader()
    if badge:
        return f"officer:{officer_id(connection, badge)}"
    return f"employer:{employer_id(connection, number)}" if number else "agency"
