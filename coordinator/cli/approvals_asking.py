"""Commands that ask whoever decides for more than a seat: an exchange, standing by, a call-off."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import NotFound, Session, book_command

if TYPE_CHECKING:
    from coordinator.actions.policy.asking_for_seats import Wanted

F = TypeVar("F", bound=Callable[..., Any])


def decider_options(command: F) -> F:
    """`--of`, `--to` and `--reason`: who is asked, where, and why it should be."""
    for option in (
        click.option("--reason", required=True, help="Why it should be."),
        click.option("--to", "address", required=True, help="His mail address or his telephone."),
        click.option("--of", "asked_of", required=True, help="Who decides, by name."),
    ):
        command = option(command)
    return command


def ask_whoever_decides(session: Session, wanted: "Wanted", said: dict[str, Any]) -> None:
    """Send the question, and say what came of it. `said` has what `decider_options` took."""
    from coordinator.actions.policy.asking_for_seats import Decider, ask_for_seat

    decider = Decider(said["asked_of"], said["address"])
    say_result(session, ask_for_seat(session.book, session.actor, wanted, decider))


@click.command("ask-exchange")
@click.argument("position")
@click.argument("badge")
@click.option("--back", default="", help="The position that he gives in return (26-0413.1a).")
@decider_options
@book_command
def ask_exchange(session: Session, position: str, badge: str, back: str, **said: Any) -> None:
    """Ask whether the officer with BADGE may take POSITION from whoever holds it; both agreed."""
    from coordinator.actions.policy.asking_for_seats import Wanted
    from storage.queries.book.lookup import officer_id, seat_held

    connection = session.book.reader()
    more = {"other_assignment_id": seat_held(connection, back) if back else 0}
    given, taker = seat_held(connection, position), officer_id(connection, badge)
    wanted = Wanted(0, taker, said["reason"], "exchange", given, more)
    ask_whoever_decides(session, wanted, said)


@click.command("ask-waiting-exchange")
@click.argument("number", type=int, metavar="ID")
@decider_options
@book_command
def ask_waiting_exchange(session: Session, number: int, **said: Any) -> None:
    """Ask whether the exchange that waits (see `exchange list`) may be; his yes does it."""
    from coordinator.actions.policy.asking_for_seats import Wanted
    from storage.queries.staffing.exchanges import waiting_exchanges

    waiting = waiting_exchanges(session.book.reader(), session.actor.now)
    if number not in {each.id for each in waiting}:
        raise NotFound(f"No exchange {number} waits (see `coordinator exchange list`).")
    wanted = Wanted(0, 0, said["reason"], "exchange", more={"exchange_id": number})
    ask_whoever_decides(session, wanted, said)


@click.command("ask-standby")
@click.argument("detail")
@click.argument("badge")
@decider_options
@book_command
def ask_standby(session: Session, detail: str, badge: str, **said: Any) -> None:
    """Ask whether the officer with BADGE may stand by for DETAIL (26-0412.3)."""
    from coordinator.actions.policy.asking_for_seats import Wanted
    from storage.queries.book.lookup import detail_id, officer_id

    connection = session.book.reader()
    more = {"detail_id": detail_id(connection, detail)}
    wanted = Wanted(0, officer_id(connection, badge), said["reason"], "add_backup", more=more)
    ask_whoever_decides(session, wanted, said)


@click.command("ask-standby-in")
@click.argument("position")
@decider_options
@book_command
def ask_standby_in(session: Session, position: str, **said: Any) -> None:
    """Ask whether the backup may come in for the open POSITION (26-0412.3b)."""
    from coordinator.actions.policy.asking_for_seats import Wanted
    from storage.queries.book.lookup import position_id
    from storage.queries.staffing.standby import backups_for

    connection = session.book.reader()
    which = position_id(connection, position)
    found = backups_for(connection, which)
    if not found:
        raise NotFound(f"Nobody stands by for {position}.")
    first = found[0]
    wanted = Wanted(which, first.officer_id, said["reason"], "step_in", first.assignment_id)
    ask_whoever_decides(session, wanted, said)


@click.command("ask-call-off")
@click.argument("detail")
@click.argument("badge")
@click.option("--why", required=True, help="sick, family, court, duty, injured, other ...")
@click.option("--by-message", is_flag=True, help="He wrote; he did not telephone.")
@decider_options
@book_command
def ask_call_off(
    session: Session, detail: str, badge: str, why: str, by_message: bool, **said: Any
) -> None:
    """Ask whether the officer may give his position on DETAIL back against the policy's rule."""
    from coordinator.actions.policy.asking_for_seats import Wanted
    from storage.queries.book.lookup import assignment_id, detail_id, officer_id

    connection = session.book.reader()
    officer = officer_id(connection, badge)
    held = assignment_id(connection, detail_id(connection, detail), officer)
    more = {"call_off": why, "by_message": by_message}
    wanted = Wanted(0, officer, said["reason"], "call_off", held, more)
    ask_whoever_decides(session, wanted, said)


ASKING = (ask_exchange, ask_waiting_exchange, ask_standby, ask_standby_in, ask_call_off)
"""Every command here, for the group."""
