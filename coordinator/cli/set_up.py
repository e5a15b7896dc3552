"""`coordinator setup`: the guided set-up and the plan of the first month."""

from pathlib import Path

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command


@click.group()
def setup() -> None:
    """Seven steps from an empty book to the first staffed job, and the plan of the first month."""


@setup.command("list")
@book_command
def list_steps(session: Session) -> None:
    """Each step, how it stands, and what is left to do."""
    from coordinator.actions.care.set_up import State, set_up

    found = set_up(session.book.reader())
    lines = []
    for step in found.steps:
        lines.append(f"{step.state.upper():<6} {step.key:<9} {step.title}: {step.stands}")
        lines += [f"{'':<6} → {step.todo}"] if step.state is not State.DONE else []
    minutes = sum(step.minutes for step in found.left)
    lines.append(f"{len(found.left)} left, about {minutes} minutes." if found.left else "All done.")
    session.say("\n".join(lines), found)


@setup.command("skip")
@click.argument("step")
@book_command
def skip(session: Session, step: str) -> None:
    """Leave STEP for later, or take it up again."""
    from coordinator.actions.care.set_up import leave_for_later

    say_result(session, leave_for_later(session.book, session.actor, step))


@setup.command("take")
@click.argument("what", type=click.Choice(["policy", "rates"]))
@click.argument("name")
@book_command
def take(session: Session, what: str, name: str) -> None:
    """Put a published policy or rate card of the library in force; `standard` keeps what holds."""
    from coordinator.actions.care.set_up import take_card, take_policy

    action = take_policy if what == "policy" else take_card
    say_result(session, action(session.book, session.actor, name))


@setup.command("plan")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write a PDF into that folder.")
@book_command
def plan(session: Session, pdf: Path | None) -> None:
    """What to do in each week of the first month, from what the book holds."""
    from coordinator.actions.care.month_plan import make_month_plan, month_plan
    from coordinator.rules.first_month import plan_lines

    connection = session.book.reader()
    if pdf is not None:
        say_result(session, make_month_plan(connection, pdf))
        return
    agency, weeks = month_plan(connection)
    session.say("\n".join(plan_lines(agency, weeks)), {"agency": agency, "weeks": weeks})
