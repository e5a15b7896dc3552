"""Commands for questions to whoever decides: ask, list, take back. He answers by reply."""

from typing import Any

import click

from coordinator.cli.answers import say_result
from coordinator.cli.approvals_asking import ASKING, ask_whoever_decides, decider_options
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import local


@click.group()
def approval() -> None:
    """Questions to somebody who decides; he answers YES or NO by mail or text."""


for command in ASKING:
    approval.add_command(command)


@approval.command()
@click.argument("position")
@click.argument("badge")
@decider_options
@book_command
def ask(session: Session, position: str, badge: str, **said: Any) -> None:
    """Ask whether the officer with BADGE may have POSITION (26-0412.3b); a yes puts him in."""
    from coordinator.actions.policy.asking_for_seats import Wanted
    from storage.queries.book.lookup import officer_id, position_id

    connection = session.book.reader()
    which, who = position_id(connection, position), officer_id(connection, badge)
    ask_whoever_decides(session, Wanted(which, who, said["reason"]), said)


@approval.command("list")
@click.option("--all", "everything", is_flag=True, help="Also what has been decided.")
@book_command
def list_(session: Session, everything: bool) -> None:
    """The questions that wait for an answer."""
    from storage.queries.people.approvals import approval_requests

    connection = session.book.reader()
    rows = approval_requests(connection, everything=everything)
    lines = [
        f"{row.id:>6}  {local(connection, row.asked_at)}  {row.state:<9}  "
        f"{row.asked_of}: {row.words}"
        for row in rows
    ]
    session.say("\n".join(lines) or "No question waits.", rows)


@approval.command()
@click.argument("question", type=int)
@book_command
def withdraw(session: Session, question: int) -> None:
    """Take a question back that nobody has answered."""
    from coordinator.actions.policy.approvals import withdraw_approval

    say_result(session, withdraw_approval(session.book, session.actor, question))
