"""Notes and follow-ups on the command line."""

from datetime import datetime

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import MINUTE, local, zone


@click.command()
@click.argument("what")
@click.argument("text")
@click.option(
    "--due",
    type=MINUTE,
    help="A local time at which it comes back as a follow-up.",
)
@book_command
def note(session: Session, what: str, text: str, due: datetime | None) -> None:
    """Write a note on WHAT: a detail, job, badge, employer number, or table:id."""
    from coordinator.actions.notes import write_note
    from coordinator.rules.spans import instant_of
    from storage.queries.lookup import subject

    connection = session.book.reader()
    table, row = subject(connection, what)
    due_at = instant_of(due, zone(connection)).instant if due else None
    say_result(session, write_note(session.book, session.actor, f"{table}:{row}", text, due_at))


@click.command("follow-ups")
@click.option("--done", type=int, metavar="ID", help="Close the follow-up of this id.")
@book_command
def follow_ups(session: Session, done: int | None) -> None:
    """The notes that come back, the earliest first; --done closes one."""
    from coordinator.actions.notes import close_note
    from storage.queries.notes import follow_ups as waiting

    if done is not None:
        say_result(session, close_note(session.book, session.actor, done))
        return
    connection = session.book.reader()
    found = waiting(connection)
    lines = [f"{one.id}  {local(connection, one.due_at)}  {one.about}: {one.text}" for one in found]
    session.say("\n".join(lines) or "No follow-up waits.", {"follow_ups": found})
