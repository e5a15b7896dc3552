"""The roster and the register of employers on the command line: text, JSON, PDF, CSV."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from coordinator.cli.answers import checked
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.personal import SHOW_PERSONAL, still_hidden
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import zone
from coordinator.rules.hidden_fields import OF_OFFICER, veiled
from storage.queries.lists import View

PDF = click.option("--pdf", type=click.Path(path_type=Path), help="Write a PDF there.")
CSV = click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write a CSV there.")
REPLACE = click.option("--replace", is_flag=True, help="Write over a file of that name.")
BY = click.option("--by", default="name", show_default=True, help="The order: name, hours, debt …")


@click.command()
@click.argument("words", nargs=-1)
@BY
@PDF
@CSV
@REPLACE
@SHOW_PERSONAL
@book_command
def officers(
    session: Session,
    words: tuple[str, ...],
    by: str,
    pdf: Path | None,
    csv_file: Path | None,
    replace: bool,
    show_personal: bool,
) -> None:
    """The officers whom WORDS let through, such as is:here, is:expiring, rank:SGT or a name.

    What is hidden until asked for (`screen.hidden`) stands as dots, and has no column in the CSV.
    """
    from coordinator.actions.book.register_files import make_roster_csv
    from coordinator.actions.book.registers import make_roster
    from storage.queries.people.officers import OFFICERS, roster_values

    of = (*OF_OFFICER.values(), *(("own",) if csv_file else ()))
    hidden = still_hidden(session, "roster", of, show=show_personal)
    shown = frozenset(of) if show_personal else frozenset()
    files = ((partial(make_roster, shown=shown), pdf),
             (partial(make_roster_csv, shown=shown), csv_file))  # fmt: skip
    veil = partial(veiled, kinds=hidden, fields=OF_OFFICER)
    _listed(session, OFFICERS, words, by, roster_values, files, veil, replace=replace)


@click.command()
@click.argument("words", nargs=-1)
@BY
@PDF
@CSV
@REPLACE
@book_command
def employers(
    session: Session,
    words: tuple[str, ...],
    by: str,
    pdf: Path | None,
    csv_file: Path | None,
    replace: bool,
) -> None:
    """The employers whom WORDS let through, such as is:owing, is:uninsured or a name."""
    from coordinator.actions.book.register_files import make_employers_csv
    from coordinator.actions.book.registers import make_employers
    from storage.queries.people.employers import EMPLOYERS, register_values

    files = ((make_employers, pdf), (make_employers_csv, csv_file))
    _listed(session, EMPLOYERS, words, by, register_values, files, replace=replace)


@click.command()
@click.argument("badges", nargs=-1)
@click.option("--filter", "text", default="is:here", show_default=True, help="Where no BADGES are.")
@click.option("--pdf", type=click.Path(path_type=Path), required=True, help="Write a PDF there.")
@REPLACE
@book_command
def enrol(session: Session, badges: tuple[str, ...], text: str, pdf: Path, replace: bool) -> None:
    """Enrolment letters with the text commands: of the officers with BADGES, or of all."""
    from coordinator.actions.people.enrolment import make_enrolment
    from storage.queries.book.lookup import officer_id
    from storage.queries.people.officers import OFFICERS, roster_values

    connection, now = session.book.reader(), session.actor.now
    who = [officer_id(connection, badge) for badge in badges]
    if not who:
        checked_filter(OFFICERS, (text,))
        view = View("name", text, fixed=roster_values(now, zone(connection)))
        who = [row.id for row in rows_of(session, OFFICERS, view)]
    made = checked(session, make_enrolment(connection, pdf, who, now, replace=replace))
    session.say(made.sentence, made)


def _listed(
    session: Session,
    listing: Any,
    words: tuple[str, ...],
    by: str,
    values: Callable[..., Any],
    files: tuple[tuple[Callable[..., Any], Path | None], ...],
    veil: Callable[[Any], Any] = lambda row: row,
    *,
    replace: bool,
) -> None:
    connection = session.book.reader()
    text = checked_filter(listing, words)
    if by not in listing.orders:
        raise click.BadParameter(f"--by is one of {', '.join(listing.orders)}.")
    view = View(by, text, fixed=values(session.actor.now, zone(connection)))
    wanted = [(make, path) for make, path in files if path is not None]
    if wanted:
        made = [
            checked(session, make(connection, path, view, replace=replace)) for make, path in wanted
        ]
        session.say("\n".join(each.sentence for each in made), made[0] if len(made) == 1 else made)
        return
    rows = [veil(row) for row in rows_of(session, listing, view)]
    lines = [f"{_number(row):<8}{row.name:<32}{row.phone}" for row in rows]
    session.say("\n".join(lines) or "Nobody.", rows)


def _number(row: Any) -> str:
    return str(row.badge if hasattr(row, "badge") else row.number)
