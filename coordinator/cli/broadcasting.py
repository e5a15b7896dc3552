"""Writing to a whole group."""

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command


@click.command()
@click.argument("group")
@click.argument("words")
@click.option("--subject", default="", help="The subject of mails; without it the agency's name.")
@book_command
def broadcast(session: Session, group: str, words: str, subject: str) -> None:
    """Write WORDS to everybody of GROUP, each by the way that he chose.

    GROUP is a group of officers, all (everybody approved), tier:NAME, or detail:NUMBER (whoever
    holds a seat there). The messages leave after the grace period.
    """
    from coordinator.actions.messages.broadcasting import broadcast as write

    say_result(session, write(session.book, session.actor, group, words, subject=subject))
