"""Commands about the policy: check a document, read the one in force, put one in force."""

import sys
from pathlib import Path

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import REFUSED, Session, book_command


@click.group()
def policy() -> None:
    """The agency's policy: check, show, adopt."""


@policy.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a policy document (TOML): every problem with its line, key and remedy."""
    from coordinator.rules.policy import Policy, read_policy

    found = read_policy(file.read_text("utf-8"))
    if isinstance(found, Policy):
        click.echo(f"{found.name}: {len(found.clauses)} clauses, effective {found.effective_on}.")
        return
    for problem in found.problems:
        click.echo(f"{file}: {problem}", err=True)
    sys.exit(REFUSED)


@policy.command()
@click.option("--on", default="", help="The policy of this date (ISO); without it, of today.")
@click.option("--source", is_flag=True, help="Print the document itself.")
@book_command
def show(session: Session, on: str, source: bool) -> None:
    """The policy that governs a date, clause by clause."""
    from coordinator.actions.policies import policy_of, policy_on
    from coordinator.cli.times import local

    connection = session.book.reader()
    governing = policy_on(connection, on or local(connection, session.actor.now)[:10])
    found = governing.policy
    if source:
        click.echo(policy_of(connection, governing.id))
        return
    lines = [f"{found.name}, effective {found.effective_on}"]
    for clause in found.clauses:
        terms = clause.terms
        by = f" by {terms.by}" if terms.by else ""
        lines.append(f"{terms.number or '-':>6}  {terms.name}: {terms.severity}{by}")
        if terms.text:
            lines.append(f"        {terms.text}")
    session.say("\n".join(lines), {"name": found.name, "effective_on": found.effective_on})


@policy.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@book_command
def adopt(session: Session, file: Path) -> None:
    """Put a policy document in force from its own date on."""
    from coordinator.actions.policies import adopt_policy

    say_result(session, adopt_policy(session.book, session.actor, file.read_text("utf-8")))
