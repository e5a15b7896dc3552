"""Which rate card a command means by a name: a file, one of the library or one of the book."""

from typing import TYPE_CHECKING

import click

from coordinator.cli.session import NotFound, Session

if TYPE_CHECKING:
    import sqlite3

    from coordinator.rules.rates import RateCard


def document_called(session: Session, called: str) -> str:
    """The document that goes by this name; ends with 5 where there is none."""
    from coordinator.actions.billing.rates_library import document_of

    def reader() -> "sqlite3.Connection":
        if called and not session.path.exists():
            raise NotFound(f"{_unknown(called)} There is no book.")
        return session.book.reader()

    try:
        found = document_of(called, reader)
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{called} cannot be read as UTF-8 text: {error}") from error
    if found is None:
        raise NotFound(_unknown(called))
    return found


def _unknown(called: str) -> str:
    from coordinator.actions.billing.rates_library import library_names

    names = ", ".join(library_names())
    return f"No file and no rate card is called {called!r}. In the library: {names}."


def draft(session: Session, document: str) -> "RateCard":
    """The card of a document that reads; an example that fails is told beside it, and no more."""
    from coordinator.actions.results import Refused
    from coordinator.cli.answers import checked
    from coordinator.rules.cases.rates import failing_examples
    from coordinator.rules.rates import RateCard, read_card

    found = read_card(document)
    if not isinstance(found, RateCard):
        return checked(session, Refused(tuple(str(problem) for problem in found)))
    for problem in failing_examples(found):
        click.echo(f"Not ready to be adopted: {problem}", err=True)
    return found
