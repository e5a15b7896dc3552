"""Opening the application on a book."""

import gc
import os
from typing import TYPE_CHECKING

import click

from coordinator.cli.session import Session, book_command, now
from coordinator.cli.terminals import can_show

if TYPE_CHECKING:
    from coordinator.desk import Desk


@click.command()
@book_command
def run(session: Session) -> None:
    """Open the application (the default without a command)."""
    if not can_show():
        raise click.UsageError(
            "The application needs a terminal on which it can draw; `coordinator day` prints the "
            "day, and every other command works too."
        )
    tab = "" if session.path.exists() else _first_start(session)
    if tab is not None:
        open_application(session, tab)


def open_application(session: Session, tab: str = "") -> None:
    """Show the book until the user leaves. Raises BookError where it cannot be used."""
    # Collecting garbage while a thousand modules load costs a tenth of the start; the application
    # turns it on again once it has warmed up.
    gc.disable()
    # Textual is only needed from here on, and only for this command.
    from coordinator.app import BookApp
    from coordinator.desk import Desk
    from storage.opening import open_for_screen

    opened = open_for_screen(session.path, _who(), now(), before_look=_tell_of_look)
    desk = Desk(opened.book, now, _who(), looking_only=opened.why)
    try:
        BookApp(desk, tab=tab, news=_news(desk)).run()
    finally:
        desk.close()
        opened.close()


def _news(desk: "Desk") -> str:
    """What came since this book was last opened."""
    from coordinator.actions.care.news import note_told, untold

    words = desk.ask(untold, desk.clock())
    if not desk.looking_only:
        note_told(desk.book, desk.clock())
    return words


def _tell_of_look() -> None:
    click.echo("The book was not closed properly: its file is looked at first …", err=True)


def _first_start(session: Session) -> str | None:
    """Ask for the agency and make its book, or the demo. Gives the tab, None where he left."""
    from coordinator.first_start import FirstStartApp

    started = FirstStartApp(session.path, now).run()
    if started is None:
        return None
    session.path = started.path
    return started.tab


def _who() -> str:
    import getpass  # pulls in the terminal's modules

    return os.environ.get("COORDINATOR_NAME") or getpass.getuser()


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def keys(as_json: bool) -> None:
    """Every key of the application: screen, key, what it does, and the id for a keymap file."""
    from coordinator.keymap import every_key

    if as_json:
        import json

        rows = [
            {"id": k.id, "keys": k.keys, "label": k.label, "does": k.tooltip} for k in every_key()
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for key in every_key():
        click.echo(f"{key.id:<24}{key.keys:<28}{key.tooltip}")
