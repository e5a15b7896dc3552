"""`coordinator personal`: hidden fields of an officer, shown to whoever asks, and logged."""

from collections.abc import Iterable

import click

from coordinator.cli.answers import checked
from coordinator.cli.session import Session, book_command
from coordinator.rules.hidden_fields import OF_OFFICERS


@click.command()
@click.argument("badge")
@click.option("--only", "kinds", multiple=True, help="A kind, such as own; may be repeated.")
@book_command
def personal(session: Session, badge: str, kinds: tuple[str, ...]) -> None:
    """The hidden fields of the officer with BADGE. That you asked, and for what, is logged."""
    from coordinator.actions.people.asking_to_see import ask_to_see
    from storage.queries.book.lookup import officer_id
    from storage.queries.people.hidden import hidden_kinds, hidden_values

    connection = session.book.reader()
    officer = officer_id(connection, badge)
    if strange := set(kinds) - OF_OFFICERS:
        known = ", ".join(sorted(OF_OFFICERS))
        session.refuse((f"Of officers there is {known}; not {', '.join(sorted(strange))}.",))
    wanted = kinds or tuple(sorted(hidden_kinds(connection) & OF_OFFICERS))
    checked(session, ask_to_see(session.book, session.actor, f"officer:{officer}", wanted))
    found = {kind: hidden_values(connection, officer, kind) for kind in wanted}
    lines = [f"{kind}: {' · '.join(values) or '-'}" for kind, values in found.items()]
    session.say("\n".join(lines), {"badge": badge, "fields": found})


SHOW_PERSONAL = click.option(
    "--show-personal", is_flag=True, help="Hidden personal fields too; that you asked is logged."
)


def still_hidden(
    session: Session, subject: str, of: Iterable[str], *, show: bool
) -> frozenset[str]:
    """Which of these kinds stay hidden in what is said of a record or a list ('employer:12').

    With `show` they are asked for, which is logged, and none is left. Exits where that is refused.
    """
    from coordinator.actions.people.asking_to_see import ask_to_see
    from storage.queries.people.hidden import hidden_kinds

    kinds = hidden_kinds(session.book.reader()) & frozenset(of)
    if show and kinds:
        checked(session, ask_to_see(session.book, session.actor, subject, kinds))
        return frozenset()
    return kinds
