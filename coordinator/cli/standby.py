"""Backups of a detail: who stands by, and bringing him in."""

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import NotFound, Session, book_command


@click.group()
def standby() -> None:
    """Backups: an officer who stands by for a detail and is asked first at a call-off."""


@standby.command()
@click.argument("detail")
@click.argument("badge")
@click.option("--reason", default="", help="Why this officer, where the policy asks.")
@click.option("--by", "by_name", default="", help="Who allowed it.")
@book_command
def add(session: Session, detail: str, badge: str, reason: str, by_name: str) -> None:
    """The officer with BADGE stands by for DETAIL (26-0412.3)."""
    from coordinator.actions.staffing.standby import add_backup
    from storage.queries.book.lookup import detail_id, officer_id

    connection = session.book.reader()
    which, who = detail_id(connection, detail), officer_id(connection, badge)
    done = add_backup(session.book, session.actor, which, who, reason=reason, override_by=by_name)
    say_result(session, done)


@standby.command("in")
@click.argument("position")
@click.option("--override", "why", default="", help="Why the policy is overridden.")
@click.option("--by", "by_name", default="", help="Who allowed it.")
@book_command
def come_in(session: Session, position: str, why: str, by_name: str) -> None:
    """The backup comes in for the open POSITION (26-0412.3b)."""
    from coordinator.actions.staffing.standby import step_in
    from storage.queries.book.lookup import position_id
    from storage.queries.staffing.standby import backups_for

    connection = session.book.reader()
    which = position_id(connection, position)
    found = backups_for(connection, which)
    if not found:
        raise NotFound(f"Nobody stands by for {position}.")
    backup = found[0].assignment_id
    done = step_in(session.book, session.actor, which, backup, reason=why, override_by=by_name)
    say_result(session, done)


@standby.command("list")
@click.argument("position")
@book_command
def listed(session: Session, position: str) -> None:
    """Who stands by for POSITION."""
    from storage.queries.book.lookup import position_id
    from storage.queries.staffing.standby import backups_for

    connection = session.book.reader()
    found = backups_for(connection, position_id(connection, position))
    words = "\n".join(one.words for one in found) or f"Nobody stands by for {position}."
    session.say(words, {"backups": found})
