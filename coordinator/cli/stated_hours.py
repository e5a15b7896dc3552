"""Commands about hours as each side states them: stated, settle."""

import click

from coordinator.cli.answers import say_result
from coordinator.cli.hours_lines import line_of
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import worked_between
from coordinator.rules.words import StatedBy

_SIDES = click.Choice([side.value for side in StatedBy])


@click.command()
@click.argument("detail")
@click.argument("badge")
@click.argument("side", type=_SIDES)
@click.option("--from", "begin", default="", help="Start: 08:00, or 2026-06-01T08:00.")
@click.option("--to", "end", default="", help="End; a time before the start is on the next day.")
@click.option("--break", "pause", default=0, help="Minutes not worked.")
@click.option("--by", "said_by", default="", help="Who says so.")
@click.option("--words", default="", help="A remark.")
@book_command
def stated(
    session: Session,
    detail: str,
    badge: str,
    side: str,
    begin: str,
    end: str,
    pause: int,
    said_by: str,
    words: str,
) -> None:
    """Enter what was punched, claimed or certified for BADGE on DETAIL.

    Times that are not given are those scheduled.
    """
    from coordinator.actions.pay.hours import Worked
    from coordinator.actions.pay.stated_hours import state_hours
    from storage.queries.book.lookup import detail_id
    from storage.queries.money.hours import hours_of_detail

    connection = session.book.reader()
    line = line_of(hours_of_detail(connection, detail_id(connection, detail)), badge)
    scheduled = line.scheduled_start, line.scheduled_end
    worked = Worked(*worked_between(connection, scheduled, begin, end), pause)
    found = state_hours(
        session.book, session.actor, line.assignment_id, side, worked, said_by, words
    )
    say_result(session, found)


@click.command()
@click.argument("detail")
@click.argument("badge")
@click.argument("side", type=click.Choice([*_SIDES.choices, "scheduled", "entered"]))
@click.option("--reason", required=True, help="Why these hours and not the others.")
@book_command
def settle(session: Session, detail: str, badge: str, side: str, reason: str) -> None:
    """Take the hours of one SIDE for BADGE on DETAIL, and approve them."""
    from coordinator.actions.pay.stated_hours import settle_hours
    from storage.queries.book.lookup import detail_id
    from storage.queries.money.hours import hours_of_detail

    connection = session.book.reader()
    line = line_of(hours_of_detail(connection, detail_id(connection, detail)), badge)
    say_result(session, settle_hours(session.book, session.actor, line.assignment_id, side, reason))


def agree(session: Session, detail: str | None) -> None:
    """Approve all hours on which everybody agrees, of one detail or of all that wait."""
    from coordinator.actions.pay.stated_hours import agree_hours
    from storage.queries.book.lookup import detail_id
    from storage.queries.money.hours import hours_of_detail

    wanted = None
    if detail is not None:
        connection = session.book.reader()
        lines = hours_of_detail(connection, detail_id(connection, detail))
        wanted = [line.assignment_id for line in lines]
    say_result(session, agree_hours(session.book, session.actor, wanted))
