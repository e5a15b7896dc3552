"""The passphrase of the screen's lock on the command line."""

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command


@click.command()
@click.option("--remove", is_flag=True, help="The lock opens with enter.")
@book_command
def passphrase(session: Session, remove: bool) -> None:
    """Set the passphrase that opens the locked screen (ctrl+l); it is asked for, never shown."""
    from coordinator.actions.book.locking import remove_passphrase, set_passphrase

    if remove:
        say_result(session, remove_passphrase(session.book, session.actor))
        return
    typed = click.prompt("Passphrase", hide_input=True, confirmation_prompt="Once more", err=True)
    say_result(session, set_passphrase(session.book, session.actor, typed))
