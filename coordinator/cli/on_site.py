"""Who worked without an award, entered afterwards: instead of another, one more, swapped."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coordinator.cli.answers import checked
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import worked_between

if TYPE_CHECKING:
    from coordinator.actions.pay.hours import Worked
    from coordinator.actions.results import Refused
    from coordinator.actions.staffing.after_the_fact import OnSite

F = TypeVar("F", bound=Callable[..., Any])


def _allowed(command: F) -> F:
    for option in (
        click.option("--why", required=True, help="Why."),
        click.option("--allowed-by", required=True, help="Who allowed it."),
    ):
        command = option(command)
    return command


def _worked(command: F) -> F:
    for option in (
        click.option("--break", "pause", default=0, help="Minutes not worked."),
        click.option("--to", "end", default="", help="End; without it as scheduled."),
        click.option("--from", "begin", default="", help="Start; without it as scheduled."),
    ):
        command = option(command)
    return command


@click.group("on-site")
def on_site() -> None:
    """Hours worked without an award, with who allowed it; breaches are shown, never refused."""


@on_site.command()
@click.argument("position")
@click.argument("badge")
@_worked
@click.option(
    "--absent",
    type=click.Choice(["no_show", "released", "given_away"]),
    default="no_show",
    show_default=True,
    help="What became of whoever held the seat.",
)
@_allowed
@book_command
def instead(session: Session, position: str, badge: str, absent: str, **said: Any) -> None:
    """The officer with BADGE worked POSITION (26-0412.3b)."""
    from coordinator.actions.staffing.after_the_fact import Allowed, worked_instead
    from storage.queries.book.lookup import officer_id, position_id
    from storage.queries.staffing.facts import position_facts

    connection = session.book.reader()
    which, who = position_id(connection, position), officer_id(connection, badge)
    worked = _hours(session, position_facts(connection, which).span, said)
    allowed = Allowed(said["allowed_by"], said["why"])
    _say(
        session,
        worked_instead(session.book, session.actor, which, who, worked, allowed, absent=absent),
    )


@on_site.command()
@click.argument("detail")
@click.argument("badge")
@_worked
@_allowed
@book_command
def extra(session: Session, detail: str, badge: str, **said: Any) -> None:
    """The officer with BADGE worked DETAIL (26-0412.3) beside those ordered: a seat is added."""
    from coordinator.actions.staffing.after_the_fact import Allowed, worked_extra
    from storage.queries.book.lookup import detail_id, officer_id
    from storage.queries.staffing.details import detail_head

    connection = session.book.reader()
    which, who = detail_id(connection, detail), officer_id(connection, badge)
    head = detail_head(connection, which)
    span = (head.starts_at, head.ends_at) if head else (0, 0)
    worked = _hours(session, span, said)
    allowed = Allowed(said["allowed_by"], said["why"])
    _say(session, worked_extra(session.book, session.actor, which, who, worked, allowed))


@on_site.command()
@click.argument("position")
@click.argument("other")
@_allowed
@book_command
def swap(session: Session, position: str, other: str, allowed_by: str, why: str) -> None:
    """Whoever holds POSITION worked OTHER, and the other way round, each as scheduled."""
    from coordinator.actions.staffing.after_the_fact import Allowed, swapped_on_site
    from storage.queries.book.lookup import seat_held

    connection = session.book.reader()
    one, two = seat_held(connection, position), seat_held(connection, other)
    _say(
        session,
        swapped_on_site(session.book, session.actor, one, two, Allowed(allowed_by, why)),
    )


def _say(session: Session, found: "OnSite | Refused") -> None:
    done = checked(session, found)
    session.say("\n".join((done.sentence, *done.against)), done)


def _hours(session: Session, scheduled: tuple[int, int], said: dict[str, Any]) -> "Worked":
    from coordinator.actions.pay.hours import Worked

    span = worked_between(session.book.reader(), scheduled, said["begin"], said["end"])
    return Worked(*span, int(said["pause"]))
