"""Policy documents that are named on the command line."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.cli.session import REFUSED, NotFound

if TYPE_CHECKING:
    from coordinator.rules.policy import Policy

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def policy_called(called: str, *, examples: bool = True) -> "Policy":
    """The policy of a file, or of the library by its name; ends with 5 where there is none."""
    from coordinator.library import policy_names, shipped_policy
    from coordinator.rules.policy import Policy, read_policy

    path = Path(called)
    if path.is_file():
        return policy_in(path, examples=examples)
    found = read_policy(shipped_policy(called) or "") if called in policy_names() else None
    if not isinstance(found, Policy):
        names = ", ".join(policy_names())
        raise NotFound(f"No file and no policy is called {called!r}. In the library: {names}.")
    return found


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        click.echo(f"{file}: is not UTF-8 text.", err=True)
        sys.exit(REFUSED)


def policy_in(file: Path, *, examples: bool = True) -> "Policy":
    """The policy in a file, its own examples tried; ends the command where it is not one."""
    from coordinator.rules.cases.trying import failing_examples
    from coordinator.rules.policy import Policy, read_policy

    found = read_policy(_text(file))
    problems = found.problems if not isinstance(found, Policy) else ()
    if isinstance(found, Policy) and examples:
        problems = failing_examples(found)
    for problem in problems:
        click.echo(f"{file}: {problem}", err=True)
    if problems or not isinstance(found, Policy):
        sys.exit(REFUSED)
    return found
