"""The dashboard without the screen: a line for each panel, JSON, or one page as PDF."""

from pathlib import Path

import click

from coordinator.cli.session import Session, book_command


@click.command()
@click.option("--pdf", type=click.Path(path_type=Path), help="Write it there as one page.")
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@book_command
def dashboard(session: Session, pdf: Path | None, replace: bool) -> None:
    """How the programme stands: filled seats, time to fill, open seats, hours, money, shares."""
    from coordinator.actions.planning.dashboard import dashboard as panels_of
    from coordinator.actions.planning.dashboard import make_dashboard
    from coordinator.actions.results import Refused

    connection, now = session.book.reader(), session.actor.now
    if pdf is not None:
        made = make_dashboard(connection, pdf, now, book=session.path, replace=replace)
        if isinstance(made, Refused):
            session.refuse(made.reasons)
        session.say(made.sentence, {"path": str(made.path)})
        return
    panels = panels_of(connection, session.path, now)
    session.say("\n".join(panel.sentence for panel in panels), panels)
