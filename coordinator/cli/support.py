"""`coordinator support`: a file about the program's state, to send to whoever helps."""

from pathlib import Path

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command, now


@click.command()
@click.argument("file", type=click.Path(path_type=Path), default=Path("coordinator-support.zip"))
@click.option("--offline", is_flag=True, help="Go to no gateway and no mailbox.")
@book_command
def support(session: Session, file: Path, offline: bool) -> None:
    """Write FILE (a zip): self-test, versions, schema, counts, kinds of actions, faults.

    It holds no name, address, number, text or secret of the book. README.txt in it says what there
    is; look into it before you send it.
    """
    from coordinator.actions.care.doctor import Asked
    from coordinator.actions.care.machine_state import terminal_here
    from coordinator.actions.care.support import support_bundle

    asked = Asked(now(), terminal_here(), reach=not offline)
    say_result(session, support_bundle(session.path, file, asked))
