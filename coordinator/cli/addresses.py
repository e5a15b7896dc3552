"""Commands for the addresses that messages go to."""

import click

from coordinator.cli.session import Session, book_command


@click.group()
def addresses() -> None:
    """The addresses that messages go to."""


@addresses.command()
@book_command
def check(session: Session) -> None:
    """Who is reached badly or not at all: unusable addresses, and carriers' dying ones."""
    from coordinator.actions.messages.checking_addresses import doubtful_addresses
    from coordinator.cli.times import local

    connection = session.book.reader()
    doubts = doubtful_addresses(connection, local(connection, session.actor.now)[:10])
    lines = [
        f"{d.kind:<8}  {d.number:<8}  {d.name}: {d.address}{' ' * bool(d.address)}{d.words}"
        f"{'' if d.reached else '  (not reached)'}"
        for d in doubts
    ]
    left = sum(1 for d in doubts if not d.reached)
    end = f"{len(doubts)} doubtful addresses; {left} of them people whom nothing reaches."
    session.say("\n".join((*lines, end)) if doubts else "Everybody can be reached.", doubts)
