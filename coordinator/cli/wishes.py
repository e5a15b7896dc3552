"""How an officer wants to be told, from the command line."""

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command


@click.command()
@click.argument("officer")
@click.option("--then", help="Further channels in order: sms,push; empty for none.")
@click.option("--quiet", help="Local hours in which nothing leaves: 22:00-06:00; empty for none.")
@click.option("--urgent/--not-urgent", default=None, help="Whether urgent messages leave then.")
@click.option("--texts", type=click.Choice(["given", "withdrawn"]), help="His consent to texts.")
@click.option("--source", default="", help="How the consent is known.")
@book_command
def wishes(
    session: Session,
    officer: str,
    then: str | None,
    quiet: str | None,
    urgent: bool | None,
    texts: str | None,
    source: str,
) -> None:
    """How OFFICER (badge or name) wants to be told; without options as it stands."""
    from storage.queries.book.lookup import officer_id
    from storage.queries.messages.reach_of_people import wishes_of

    connection = session.book.reader()
    who = officer_id(connection, officer)
    if (then, quiet, urgent, texts) == (None,) * 4:
        found = wishes_of(connection, who)
        assert found is not None  # the officer was just found
        parts = (found.channel, found.then, found.quiet and f"quiet {found.quiet}")
        session.say(" · ".join(filter(None, (*parts, *found.consents))), found)
        return
    from coordinator.actions.people.wishes import Wished, set_wishes
    from coordinator.rules.words import ConsentState

    state = ConsentState(texts) if texts else None
    wished = Wished(then, quiet, urgent, state, source)
    say_result(session, set_wishes(session.book, session.actor, who, wished))
