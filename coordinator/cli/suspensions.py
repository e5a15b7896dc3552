"""Suspensions from details that the policy's ladder asks for."""

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import say_result
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import DAY

if TYPE_CHECKING:
    from storage.queries.people.suspensions import SuspensionLine

_NUMBER = click.argument("suspension", type=int)
_BY = click.option("--by", required=True, help="The supervisor who decides.")


@click.group()
def suspensions() -> None:
    """Suspensions that the policy's ladder asks for: list, confirm, dismiss."""


@suspensions.command("list")
@click.argument("words", nargs=-1)
@book_command
def list_suspensions(session: Session, words: tuple[str, ...]) -> None:
    """Those that WORDS let through, such as is:confirmed or a name; without WORDS those that
    wait."""
    from storage.queries.lists import View
    from storage.queries.people.suspensions import SUSPENSIONS

    view = View("event", checked_filter(SUSPENSIONS, words, "is:waiting"), reverse=True)
    found = rows_of(session, SUSPENSIONS, view)
    lines = [_line(one) for one in found]
    session.say(
        "\n".join(lines) or "No suspension.", {"suspensions": [asdict(one) for one in found]}
    )


@suspensions.command("confirm")
@_NUMBER
@_BY
@click.option("--from", "first", type=DAY, help="First date.")
@click.option("--days", type=click.IntRange(1, 3650), help="Days, where not those of the policy.")
@click.option("--words", default="", help="A remark.")
@book_command
def confirm(
    session: Session,
    suspension: int,
    by: str,
    first: datetime | None,
    days: int | None,
    words: str,
) -> None:
    """The officer is suspended from details for these dates."""
    from coordinator.actions.policy.suspensions import confirm_suspension

    from_on = first.date().isoformat() if first else ""
    done = confirm_suspension(
        session.book, session.actor, suspension, by, from_on=from_on, days=days, words=words
    )
    say_result(session, done)


@suspensions.command("dismiss")
@_NUMBER
@_BY
@click.option("--words", required=True, help="The reason.")
@book_command
def dismiss(session: Session, suspension: int, by: str, words: str) -> None:
    """He is not suspended; what happened still counts for the next time."""
    from coordinator.actions.policy.suspensions import dismiss_suspension

    say_result(session, dismiss_suspension(session.book, session.actor, suspension, by, words))


def _line(one: "SuspensionLine") -> str:
    decided = f"  by {one.decided_by}" if one.decided_by else ""
    return (
        f"{one.id:>5} {one.state:<10}{one.event_on}  {one.badge} {one.name}: {one.step}. time, "
        f"{one.days} days until {one.until_on} ({one.clause}){decided}"
    )
