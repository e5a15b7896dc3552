"""Commands for whoever stands at the desk for the coordinator."""

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command


@click.group()
def deputy() -> None:
    """Let somebody stand at the desk who looks, prints and writes notes, and changes nothing."""


@deputy.command()
@click.argument("name")
@book_command
def on(session: Session, name: str) -> None:
    """NAME stands at the desk from now on; only the passphrase ends it."""
    from coordinator.actions.book.standing_in import stand_in

    say_result(session, stand_in(session.book, session.actor, name))


@deputy.command()
@book_command
def off(session: Session) -> None:
    """The coordinator is back; the passphrase is asked for, never shown."""
    from coordinator.actions.book.standing_in import end_standing_in

    typed = click.prompt("Passphrase", hide_input=True, err=True)
    say_result(session, end_standing_in(session.book, session.actor, typed))


@deputy.command()
@book_command
def show(session: Session) -> None:
    """Who stands at the desk."""
    from storage.deputy import deputy_of

    name = deputy_of(session.book.reader())
    words = f"{name} stands at the desk." if name else "Nobody stands in: everything works."
    session.say(words, {"deputy": name})
