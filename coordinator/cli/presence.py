"""Commands about officers on details: offer, release, confirm, seen, no-show."""

from collections.abc import Callable
from typing import Any

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command


@click.command()
@click.argument("position")
@click.argument("badges", nargs=-1, required=True)
@click.option("--hours", "length", default=4.0, show_default=True, help="How long it stands.")
@book_command
def offer(session: Session, position: str, badges: tuple[str, ...], length: float) -> None:
    """Put POSITION (26-0412.3b) before the officers with these BADGES."""
    from coordinator.actions.staffing.offering import offer as put_before
    from storage.queries.book.lookup import officer_id, position_id

    connection = session.book.reader()
    officers = tuple(officer_id(connection, badge) for badge in badges)
    which = position_id(connection, position)
    seconds = int(length * 3600)
    say_result(session, put_before(session.book, session.actor, which, officers, seconds=seconds))


@click.command()
@click.argument("detail")
@click.argument("badge")
@click.option("--reason", required=True, help="Why the agency takes the officer off.")
@book_command
def release(session: Session, detail: str, badge: str, reason: str) -> None:
    """Take the officer with BADGE off DETAIL; the position is open again."""
    from coordinator.actions.staffing.leaving import release as take_off

    held = _held(session, detail, badge)
    say_result(session, take_off(session.book, session.actor, (held,), reason))


@click.command()
@click.argument("detail")
@click.argument("badge")
@book_command
def confirm(session: Session, detail: str, badge: str) -> None:
    """The officer with BADGE has confirmed DETAIL."""
    from coordinator.actions.staffing.leaving import confirm as mark

    _marked(session, detail, badge, mark)


@click.command()
@click.argument("detail")
@click.argument("badge")
@book_command
def seen(session: Session, detail: str, badge: str) -> None:
    """The officer with BADGE was seen at DETAIL."""
    from coordinator.actions.staffing.leaving import mark_seen

    _marked(session, detail, badge, mark_seen)


@click.command("no-show")
@click.argument("detail")
@click.argument("badge")
@book_command
def no_show(session: Session, detail: str, badge: str) -> None:
    """The officer with BADGE did not come to DETAIL; the position is open again."""
    from coordinator.actions.staffing.leaving import no_show as mark

    _marked(session, detail, badge, mark)


def _held(session: Session, detail: str, badge: str) -> int:
    from storage.queries.book.lookup import assignment_id, detail_id, officer_id

    connection = session.book.reader()
    return assignment_id(connection, detail_id(connection, detail), officer_id(connection, badge))


def _marked(session: Session, detail: str, badge: str, mark: Callable[..., Any]) -> None:
    say_result(session, mark(session.book, session.actor, _held(session, detail, badge)))
