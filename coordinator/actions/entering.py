"""New records from plain fields, as forms hand them in; the models load with the first of them."""

from coordinator.actions.editing import Fields, Kept, change, enter
from coordinator.actions.employers import add_contact, add_employer, add_site
from coordinator.actions.results import Actor, Refused
from coordinator.actions.roster import add_officer
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
    return add_officer(book, actor, Officer(**fields), rank_id, from_on)


def new_employer(book: Book, actor: Actor, fields: Fields) -> Kept | Refused:
    """Enter an employer."""
    return add_employer(book, actor, Employer(**fields))


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
