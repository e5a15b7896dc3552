"""Fields of the agency's own on the command line: defined, listed, filled in."""

from typing import Any

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import NotFound, Session, book_command

RECORDS = ("employer", "officer", "job")
KINDS = ("text", "number", "date", "yes_no", "choice")
OWN_OPTION = click.option(
    "--own",
    multiple=True,
    metavar="KEY=VALUE",
    help="What stands in a field of the agency's own; KEY= empties it.",
)


def own_texts(own: tuple[str, ...]) -> dict[str, str]:
    """region=east as key and text."""
    texts = {}
    for each in own:
        key, sign, text = each.partition("=")
        if not sign:
            raise click.UsageError(f"{each!r} is not KEY=VALUE.")
        texts[key.strip()] = text
    return texts


@click.group()
def field() -> None:
    """Fields of the agency's own on employers, officers and jobs."""


@field.command("list")
@click.option("--retired", is_flag=True, help="Also those that are shown no longer.")
@book_command
def field_list(session: Session, retired: bool) -> None:
    """The fields there are."""
    from storage.queries.book.custom_fields import custom_fields

    connection = session.book.reader()
    found = [one for each in RECORDS for one in custom_fields(connection, each, retired=retired)]
    lines = [
        f"{one.record:<9}{one.key:<20}{one.label} ({one.kind.replace('_', ' ')}"
        f"{': ' + ', '.join(one.choices) if one.choices else ''})"
        f"{'  RETIRED' if one.retired else ''}"
        for one in found
    ]
    session.say("\n".join(lines) or "There is none.", {"fields": found})


@field.command("add")
@click.argument("record", type=click.Choice(RECORDS))
@click.argument("key")
@click.argument("label")
@click.option("--kind", type=click.Choice(KINDS), default="text", show_default=True)
@click.option("--choice", "choices", multiple=True, help="What may be chosen; once for each.")
@book_command
def field_add(
    session: Session, record: str, key: str, label: str, kind: str, choices: tuple[str, ...]
) -> None:
    """RECORDs have a field KEY, called LABEL in forms; files head it own_KEY."""
    from coordinator.actions.book.custom_fields import NewField, define_field

    new = NewField(record, key, label, kind, "\n".join(choices))
    say_result(session, define_field(session.book, session.actor, new))


@field.command("change")
@click.argument("record", type=click.Choice(RECORDS))
@click.argument("key")
@click.option("--label", help="What forms call it.")
@click.option("--choice", "choices", multiple=True, help="What may be chosen; once for each.")
@click.option("--place", type=int, help="Where it stands in forms: 1 is first.")
@book_command
def field_change(
    session: Session,
    record: str,
    key: str,
    label: str | None,
    choices: tuple[str, ...],
    place: int | None,
) -> None:
    """Call a field otherwise, offer other choices, move it."""
    from coordinator.actions.book.custom_fields import change_field

    known = _field(session, record, key)
    offered = "\n".join(choices or known.choices)
    said = (label or known.label, offered, place)
    say_result(session, change_field(session.book, session.actor, known.id, *said))


@field.command("retire")
@click.argument("record", type=click.Choice(RECORDS))
@click.argument("key")
@book_command
def field_retire(session: Session, record: str, key: str) -> None:
    """Show a field no longer; what stands in it stays on record."""
    from coordinator.actions.book.custom_fields import retire_field

    known = _field(session, record, key)
    say_result(session, retire_field(session.book, session.actor, known.id))


@field.command("fill")
@click.argument("record", type=click.Choice(RECORDS))
@click.argument("number")
@click.argument("own", nargs=-1, required=True, metavar="KEY=VALUE...")
@book_command
def field_fill(session: Session, record: str, number: str, own: tuple[str, ...]) -> None:
    """Fill in the fields of the record with that NUMBER (of an officer: his badge)."""
    from coordinator.actions.book.custom_fields import fill_in
    from storage.queries.book import lookup

    look = {"employer": lookup.employer_id, "officer": lookup.officer_id, "job": lookup.job_id}
    which = look[record](session.book.reader(), number)
    say_result(session, fill_in(session.book, session.actor, record, which, own_texts(own)))


def _field(session: Session, record: str, key: str) -> Any:
    from storage.queries.book.custom_fields import custom_fields

    for one in custom_fields(session.book.reader(), record, retired=True):
        if one.key == key:
            return one
    raise NotFound(f"{record}s have no field {key}.")
