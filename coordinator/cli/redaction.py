"""Closing for good what the book knows of an officer who has left."""

import click

from coordinator.cli.answers import checked
from coordinator.cli.session import Session, book_command


@click.command()
@click.argument("badge")
@click.option("--yes", is_flag=True, help="Do it; without this it is only shown.")
@book_command
def redact(session: Session, badge: str, yes: bool) -> None:
    """Show what would be closed of the officer with BADGE; with --yes, close it for good.

    Name, addresses, home, reasons and texts of messages are blanked, in the records and in the
    log, which still proves everything else. It cannot be undone. Backups made before still hold
    them.
    """
    from coordinator.actions.people.redaction import plan_redaction, redact_officer
    from storage.queries.book.lookup import officer_id

    connection = session.book.reader()
    officer = officer_id(connection, badge)
    closing = checked(session, plan_redaction(connection, officer, session.actor.now))
    if not yes:
        words = f"{closing.sentence}\nNothing was done. Add --yes to close them."
        session.say(words, {"closing": closing, "redacted": None})
        return
    done = checked(session, redact_officer(session.book, session.actor, officer))
    session.say(done.sentence, {"closing": closing, "redacted": done})
