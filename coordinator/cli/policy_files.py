"""Policy documents that are named on the command line."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.cli.session import REFUSED

if TYPE_CHECKING:
    from coordinator.rules.policy import Policy

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def policy_in(file: Path, *, examples: bool = True) -> "Policy":
    """The policy in a file, its own examples tried; ends the command where it is not one."""
    from coordinator.rules.cases.trying import failing_examples
    from coordinator.rules.policy import Policy, read_policy

    try:
        found = read_policy(file.read_text("utf-8"))
    except UnicodeDecodeError:
        click.echo(f"{file}: is not UTF-8 text.", err=True)
        sys.exit(REFUSED)
    problems = found.problems if not isinstance(found, Policy) else ()
    if isinstance(found, Policy) and examples:
        problems = failing_examples(found)
    for problem in problems:
        click.echo(f"{file}: {problem}", err=True)
    if problems or not isinstance(found, Policy):
        sys.exit(REFUSED)
    return found
