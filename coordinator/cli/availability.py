"""Officers' own statements of their time, on the command line."""

from datetime import datetime

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import MINUTE, local, zone


@click.group()
def availability() -> None:
    """When officers say that they would work, or cannot. It bars nobody: it is shown beside the
    order of a seat."""


@availability.command("add")
@click.argument("badge")
@click.argument("kind", type=click.Choice(["free", "busy"]))
@click.option("--from", "first", required=True, type=MINUTE, help="A local time.")
@click.option("--until", "last", required=True, type=MINUTE, help="A local time.")
@click.option("--words", default="")
@book_command
def availability_add(
    session: Session, badge: str, kind: str, first: datetime, last: datetime, words: str
) -> None:
    """The officer with BADGE is free, or busy, between two times."""
    from coordinator.actions.people.availability import state_time
    from coordinator.rules.spans import instant_of
    from storage.queries.book.lookup import officer_id

    where = zone(session.book.reader())
    span = instant_of(first, where).instant, instant_of(last, where).instant
    who = officer_id(session.book.reader(), badge)
    said = "available" if kind == "free" else "unavailable"
    say_result(session, state_time(session.book, session.actor, who, said, span, words))


@availability.command("list")
@click.argument("badge", required=False)
@book_command
def availability_list(session: Session, badge: str | None) -> None:
    """What the officer with BADGE, or all, said of time that is not over."""
    from storage.queries.book.lookup import officer_id
    from storage.queries.people.availability import stated_times

    connection = session.book.reader()
    who = officer_id(connection, badge) if badge else 0
    found = stated_times(connection, who, session.actor.now)
    lines = [
        f"{one.id}  {one.badge} {one.officer}  {'free' if one.kind == 'available' else 'BUSY'}  "
        f"{local(connection, one.starts_at)} - {local(connection, one.ends_at)}  {one.words}"
        for one in found
    ]
    session.say("\n".join(line.rstrip() for line in lines) or "Nothing is said.", {"said": found})


@availability.command("drop")
@click.argument("number", type=int)
@book_command
def availability_drop(session: Session, number: int) -> None:
    """What the statement of that NUMBER says holds no longer."""
    from coordinator.actions.people.availability import take_back_time

    say_result(session, take_back_time(session.book, session.actor, number))
