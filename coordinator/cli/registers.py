"""The roster and the register of employers on the command line: as text, JSON or PDF."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import zone
from storage.queries.lists import View

PDF = click.option("--pdf", type=click.Path(path_type=Path), help="Write a PDF there.")
REPLACE = click.option("--replace", is_flag=True, help="Write over a file of that name.")
BY = click.option("--by", default="name", show_default=True, help="The order: name, hours, debt …")


@click.command()
@click.argument("words", nargs=-1)
@BY
@PDF
@REPLACE
@book_command
def officers(
    session: Session, words: tuple[str, ...], by: str, pdf: Path | None, replace: bool
) -> None:
    """The officers whom WORDS let through, such as is:here, is:expiring, rank:SGT or a name."""
    from coordinator.actions.registers import make_roster
    from storage.queries.officers import OFFICERS, roster_values

    _listed(session, OFFICERS, words, by, roster_values, (make_roster, pdf, replace))


@click.command()
@click.argument("words", nargs=-1)
@BY
@PDF
@REPLACE
@book_command
def employers(
    session: Session, words: tuple[str, ...], by: str, pdf: Path | None, replace: bool
) -> None:
    """The employers whom WORDS let through, such as is:owing, is:uninsured or a name."""
    from coordinator.actions.registers import make_employers
    from storage.queries.employers import EMPLOYERS, register_values

    _listed(session, EMPLOYERS, words, by, register_values, (make_employers, pdf, replace))


@click.group()
def employer() -> None:
    """Change what the register says of an employer."""


@employer.command("change")
@click.argument("number")
@click.option("--kind", help="The kind of employer: bar, construction, school ...")
@click.option("--exempt/--not-exempt", default=None, help="Caps that say so leave its work out.")
@click.option("--blocked", "blocked_reason", help="Why no job is taken; empty: jobs are taken.")
@book_command
def employer_change(session: Session, number: str, **said: str | bool | None) -> None:
    """Change what the register says of the employer NUMBER (or name)."""
    from coordinator.actions.employers import change_employer
    from storage.queries.lookup import employer_id

    fields = {name: value for name, value in said.items() if value is not None}
    if not fields:
        raise click.UsageError("Say what is to change: see --help.")
    which = employer_id(session.book.reader(), number)
    say_result(session, change_employer(session.book, session.actor, which, fields))


def _listed(
    session: Session,
    listing: Any,
    words: tuple[str, ...],
    by: str,
    values: Callable[..., Any],
    paper: tuple[Callable[..., Any], Path | None, bool],
) -> None:
    connection = session.book.reader()
    text = checked_filter(listing, words)
    if by not in listing.orders:
        raise click.BadParameter(f"--by is one of {', '.join(listing.orders)}.")
    view = View(by, text, fixed=values(session.actor.now, zone(connection)))
    make, pdf, replace = paper
    if pdf is not None:
        made = checked(session, make(connection, pdf, view, replace=replace))
        session.say(made.sentence, made)
        return
    rows = rows_of(session, listing, view)
    lines = [f"{_number(row):<8}{row.name:<32}{row.phone}" for row in rows]
    session.say("\n".join(lines) or "Nobody.", rows)


def _number(row: Any) -> str:
    return str(row.badge if hasattr(row, "badge") else row.number)
