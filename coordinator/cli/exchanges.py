"""Officers who change places: replace, swap, and what became of what was proposed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command

if TYPE_CHECKING:
    from coordinator.actions.staffing.exchanging import Wish

F = TypeVar("F", bound=Callable[..., Any])

AGREED = click.Choice(["both", "giver", "taker", "nobody"])


def _options(command: F) -> F:
    for option in (
        click.option("--by", "by_name", default="", help="Who allowed it."),
        click.option("--override", "why", default="", help="Why the policy is overridden."),
        click.option("--words", default="", help="What was said, in a few words."),
        click.option("--dry-run", is_flag=True, help="Only say the verdicts; nothing is done."),
        click.option("--agreed", type=AGREED, default="giver", show_default=True),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("position")
@click.argument("badge")
@_options
@book_command
def replace(session: Session, position: str, badge: str, **said: Any) -> None:
    """The officer with BADGE is to work POSITION (26-0412.3b) for whoever holds it.

    Done at once where both have agreed; otherwise it waits (see `exchange`).
    """
    from storage.queries.book.lookup import officer_id, seat_held

    connection = session.book.reader()
    wish = _wish(seat_held(connection, position), officer_id(connection, badge), 0, said)
    _propose(session, wish, dry_run=said["dry_run"])


@click.command()
@click.argument("position")
@click.argument("other")
@_options
@book_command
def swap(session: Session, position: str, other: str, **said: Any) -> None:
    """Whoever holds POSITION and whoever holds OTHER change places, in one action."""
    from storage.queries.book.lookup import holder, seat_held

    connection = session.book.reader()
    given, back = seat_held(connection, position), seat_held(connection, other)
    wish = _wish(given, holder(connection, back), back, said)
    _propose(session, wish, dry_run=said["dry_run"])


def _propose(session: Session, wish: "Wish", *, dry_run: bool) -> None:
    from coordinator.actions.staffing.exchanging import propose_exchange
    from coordinator.actions.staffing.weighing_exchanges import weigh_exchange

    act = weigh_exchange if dry_run else propose_exchange
    say_result(session, act(session.book, session.actor, wish))


def _wish(given: int, taker: int, back: int, said: dict[str, Any]) -> "Wish":
    from coordinator.actions.staffing.exchanging import Wish

    return Wish(
        given,
        taker,
        back,
        giver_agrees=said["agreed"] in ("both", "giver"),
        taker_agrees=said["agreed"] in ("both", "taker"),
        words=said["words"],
        reason=said["why"],
        override_by=said["by_name"],
    )


@click.group()
def exchange() -> None:
    """Replacements and swaps that were proposed: list, agree, refuse, withdraw."""


@exchange.command("list")
@book_command
def listed(session: Session) -> None:
    """What waits for somebody's word."""
    from storage.queries.staffing.exchanges import waiting_exchanges

    found = waiting_exchanges(session.book.reader(), session.actor.now)
    lines = [f"{one.id}  {one.sentence}" for one in found]
    session.say("\n".join(lines) or "No exchange waits.", {"exchanges": found})


@exchange.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--giver", is_flag=True, help="Whoever gives the seat has agreed.")
@click.option("--taker", is_flag=True, help="Whoever takes it has agreed.")
@click.option("--override", "why", default="", help="Why the policy is overridden.")
@click.option("--by", "by_name", default="", help="Who allowed it.")
@book_command
def agree(session: Session, number: int, giver: bool, taker: bool, why: str, by_name: str) -> None:
    """One of them has agreed; without an option whoever's word is missing. Done with the last."""
    from coordinator.actions.staffing.exchanging import agree_to_exchange

    all_of_them = not (giver or taker)
    done = agree_to_exchange(
        session.book,
        session.actor,
        number,
        giver=giver or all_of_them,
        taker=taker or all_of_them,
        reason=why,
        override_by=by_name,
    )
    say_result(session, done)


@exchange.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--words", required=True, help="Who says no, and why.")
@book_command
def refuse(session: Session, number: int, words: str) -> None:
    """One of them does not want it; both are told."""
    from coordinator.actions.staffing.exchanging import refuse_exchange

    say_result(session, refuse_exchange(session.book, session.actor, number, words))


@exchange.command()
@click.argument("number", type=int, metavar="ID")
@click.option("--words", default="", help="Why.")
@book_command
def withdraw(session: Session, number: int, words: str) -> None:
    """Whoever proposed it takes it back; both are told."""
    from coordinator.actions.staffing.exchanging import withdraw_exchange

    say_result(session, withdraw_exchange(session.book, session.actor, number, words))
