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
@click.option(
    "--kind",
    type=click.Choice(["site_visit", "after_action", "incident", "complaint"]),
    default=None,
    help="What it tells of; incidents and complaints are restricted.",
)
@click.option("--restricted", is_flag=True, help="Shown on the coordinator's screens only.")
@click.option("--also", multiple=True, metavar="WHAT", help="Write it on that record too.")
@book_command
def note(
    session: Session,
    what: str,
    text: str,
    due: datetime | None,
    kind: str | None,
    restricted: bool,
    also: tuple[str, ...],
) -> None:
    """Write a note on WHAT: a detail, job, badge, employer number, or table:id."""
    from coordinator.actions.book.notes import NoteSays, write_note
    from coordinator.rules.spans import instant_of
    from storage.queries.book.lookup import subject

    connection = session.book.reader()
    on, *others = (":".join(map(str, subject(connection, each))) for each in (what, *also))
    says = NoteSays(kind or "", restricted, tuple(others))
    due_at = instant_of(due, zone(connection)).instant if due else None
    say_result(session, write_note(session.book, session.actor, on, text, due_at, says))


@click.command("follow-ups")
@click.option("--done", type=int, metavar="ID", help="Close the follow-up of this id.")
@book_command
def follow_ups(session: Session, done: int | None) -> None:
    """The notes that come back, the earliest first; --done closes one."""
    from coordinator.actions.book.notes import close_note
    from storage.queries.book.notes import follow_ups as waiting

    if done is not None:
        say_result(session, close_note(session.book, session.actor, done))
        return
    connection = session.book.reader()
    found = waiting(connection)
    lines = [f"{one.id}  {local(connection, one.due_at)}  {one.about}: {one.text}" for one in found]
    session.say("\n".join(lines) or "No follow-up waits.", {"follow_ups": found})
