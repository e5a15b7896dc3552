"""`coordinator doctor`: the self-test."""

import sys

import click

from coordinator.cli.session import REFUSED, TAMPERED, Session, book_command, now


@click.command()
@click.option("--offline", is_flag=True, help="Go to no gateway and no mailbox.")
@click.option("--deep", is_flag=True, help="Verify the whole chain, however long it is.")
@book_command
def doctor(session: Session, offline: bool, deep: bool) -> None:
    """Look at book, backups, machine, terminal and the ways out; each with its remedy.

    Nothing is changed, sent or fetched. Exit code 0 all well · 1 something wants attention · 4
    something is broken.
    """
    from coordinator.actions.care.doctor import Asked, examine
    from coordinator.actions.care.machine_state import terminal_here
    from coordinator.actions.care.said import State, worst

    asked = Asked(now(), terminal_here(), reach=not offline, deep=deep)
    found = examine(session.path, asked)
    lines = []
    for each in found:
        lines.append(f"{each.state.upper():<10} {each.area}, {each.name}: {each.words}")
        lines += [f"{'':<10} → {each.remedy}"] if each.remedy else []
    state = worst(found)
    session.say("\n".join(lines), {"state": state, "lines": found})
    code = {State.OK: 0, State.ATTENTION: REFUSED, State.BROKEN: TAMPERED}[state]
    if code:
        sys.exit(code)
