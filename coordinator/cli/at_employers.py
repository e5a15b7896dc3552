"""People at employers and places of work on the command line: entered and changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.options import together
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.rules.words import Channel

if TYPE_CHECKING:
    from coordinator.actions.book.editing import Kept
    from coordinator.actions.results import Actor, Refused
    from storage.database import Book
    from storage.queries.people.employers import ContactLine, EmployerSheet, SiteLine

PERSON = together(
    click.option("--role", help="Site foreman, accounts ..."),
    click.option("--phone"),
    click.option("--email"),
    click.option("--channel", type=click.Choice([one.value for one in Channel]), help="Told by."),
    click.option("--told/--not-told", "hears_changes", default=None, help="Is told of changes."),
    click.option("--quiet", help="Quiet hours: 22:00-06:00; empty: none."),
)
PLACE = together(
    click.option("--address"),
    click.option("--place", help="Latitude and longitude in degrees: 42.36013, -71.05893."),
    click.option("--radius", "radius_m", type=int, help="Metres; who is within them is there."),
    click.option("--code-word", "code_word", help="Posted on the spot; empty: none."),
    click.option("--notes"),
)


class Acts(NamedTuple):
    """What is done with one kind, by actions that are imported when a command runs."""

    read: "Callable[[dict[str, Any]], dict[str, Any] | Refused]"
    enter: "Callable[[Book, Actor, dict[str, Any]], Kept | Refused]"
    change: "Callable[[Book, Actor, int, dict[str, Any]], Kept | Refused]"


def _contact_acts() -> Acts:
    from coordinator.actions.book.entering import new_contact
    from coordinator.actions.jobs.employers import change_contact
    from coordinator.actions.people.wishes import with_quiet_hours

    return Acts(with_quiet_hours, new_contact, change_contact)


def _site_acts() -> Acts:
    from coordinator.actions.book.entering import new_site
    from coordinator.actions.jobs.employers import change_site
    from coordinator.actions.jobs.places import with_place

    return Acts(with_place, new_site, change_site)


@dataclass(frozen=True, slots=True)
class Kind:
    """What an employer has several of, each under its name; the words are those of --help."""

    name: str
    is_what: str
    entering: str
    changing: str
    facts: Callable[[Any], Any]
    acts: Callable[[], Acts]
    lines: "Callable[[EmployerSheet], tuple[ContactLine, ...] | tuple[SiteLine, ...]]"


CONTACT = Kind(
    "contact",
    "A person at an employer.",
    "Enter somebody at an employer.",
    "Change what is known of NAME at an employer.",
    PERSON,
    _contact_acts,
    lambda sheet: sheet.contacts,
)
SITE = Kind(
    "site",
    "A place of work of an employer.",
    "Enter a place of work.",
    "Change what is known of the site NAME; an empty --place takes its position away.",
    PLACE,
    _site_acts,
    lambda sheet: sheet.sites,
)


def _commands(kind: Kind) -> click.Group:
    """A kind's commands: `add` and `change`."""
    told = "EMPLOYER is its number, or a name that only one has."
    group = click.Group(
        kind.name, help=f"{kind.is_what} {told}\n\n`employer show EMPLOYER` lists them."
    )

    @group.command("add", help=kind.entering)
    @click.argument("employer")
    @click.argument("name")
    @kind.facts
    @book_command
    def add(session: Session, employer: str, name: str, **said: Any) -> None:
        acts = kind.acts()
        fields = {"name": name, "employer_id": _which(session, employer)}
        fields |= checked(session, acts.read(_given(said)))
        say_result(session, acts.enter(session.book, session.actor, fields))

    @group.command("change", help=kind.changing)
    @click.argument("employer")
    @click.argument("which", metavar="NAME")
    @click.option("--name", help="Another name.")
    @kind.facts
    @book_command
    def change(session: Session, employer: str, which: str, **said: Any) -> None:
        acts = kind.acts()
        one = _named(kind.lines(_sheet(session, employer)), which, kind.name)
        fields = _something(checked(session, acts.read(_given(said))))
        say_result(session, acts.change(session.book, session.actor, one.id, fields))

    return group


contact = _commands(CONTACT)
site = _commands(SITE)


def _which(session: Session, employer: str) -> int:
    from storage.queries.book.lookup import employer_id

    return employer_id(session.book.reader(), employer)


def _sheet(session: Session, employer: str) -> "EmployerSheet":
    from storage.queries.people.employers import employer_sheet

    which, now = _which(session, employer), session.actor.now
    found = employer_sheet(session.book.reader(), which, now=now, today="")
    assert found is not None
    return found


def _named(
    lines: "tuple[ContactLine, ...] | tuple[SiteLine, ...]", name: str, what: str
) -> "ContactLine | SiteLine":
    found = [one for one in lines if one.name.casefold() == name.casefold()]
    if len(found) != 1:
        known = ", ".join(one.name for one in lines) or "none"
        why = "There is no" if not found else "There is more than one"
        raise NotFound(f"{why} {what} {name} there. There are: {known}.")
    return found[0]


def _given(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}


def _something(fields: dict[str, Any]) -> dict[str, Any]:
    if not fields:
        raise click.UsageError("Say what is to change: see --help.")
    return fields
