"""New records from plain fields, as forms hand them in; the models load with the first of them."""

from typing import Any

from coordinator.actions.book.editing import Fields, Kept, change, enter, own_text, without_own
from coordinator.actions.jobs.employers import add_contact, add_employer, add_site
from coordinator.actions.people.roster import add_officer
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import (
    Certificate,
    Certification,
    Contact,
    Employer,
    Exclusion,
    Officer,
    Rank,
    Site,
)


def new_officer(
    book: Book, actor: Actor, fields: Fields, rank_id: int | None, from_on: str
) -> Kept | Refused:
    """Enter an officer, with the rank held from a local date."""
    columns = _columns(book, "officer", fields)
    if isinstance(columns, Refused):
        return columns
    return add_officer(book, actor, Officer(**columns), rank_id, from_on)


def new_employer(book: Book, actor: Actor, fields: Fields) -> Kept | Refused:
    """Enter an employer."""
    columns = _columns(book, "employer", fields)
    if isinstance(columns, Refused):
        return columns
    return add_employer(book, actor, Employer(**columns))


def new_contact(book: Book, actor: Actor, fields: Fields) -> Kept | Refused:
    """Enter a person at an employer."""
    return add_contact(book, actor, Contact(**fields))


def new_site(book: Book, actor: Actor, fields: Fields) -> Kept | Refused:
    """Enter a place of work."""
    return add_site(book, actor, Site(**fields))


def new_rank(book: Book, actor: Actor, fields: Fields) -> Kept | Refused:
    """Enter a rank; `level` orders them."""
    return enter(book, actor, "add rank", Rank(**fields))


def new_certification(book: Book, actor: Actor, fields: Fields) -> Kept | Refused:
    """Enter a kind of certificate."""
    return enter(book, actor, "add certification", Certification(**fields))


def change_rank(book: Book, actor: Actor, rank_id: int, fields: Fields) -> Kept | Refused:
    """Change a rank's code, name or level."""
    return change(book, actor, "change rank", Rank, rank_id, fields)


def change_certification(book: Book, actor: Actor, row_id: int, fields: Fields) -> Kept | Refused:
    """Change a kind of certificate."""
    return change(book, actor, "change certification", Certification, row_id, fields)


def change_certificate(book: Book, actor: Actor, row_id: int, fields: Fields) -> Kept | Refused:
    """Correct the dates of an officer's certificate."""
    return change(book, actor, "change certificate", Certificate, row_id, fields)


def end_exclusion(book: Book, actor: Actor, row_id: int, until_on: str) -> Kept | Refused:
    """Officer and employer are no longer kept apart from a local date on."""
    return change(book, actor, "end exclusion", Exclusion, row_id, {"until_on": until_on})


def _columns(book: Book, record: str, fields: Fields) -> dict[str, Any] | Refused:
    """The columns of a new record; `own` among the fields are texts for the agency's own."""
    columns, own = without_own(fields)
    try:
        return {**columns, "custom": own_text(book.reader(), record, None, own)}
    except ValueError as error:
        return Refused((str(error),))
