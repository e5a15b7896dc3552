"""Care of the register of employers: who hires, whom to ring there, where the work is."""

from coordinator.actions.editing import Fields, Kept, change, enter
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Contact, Employer, Site


def add_employer(book: Book, actor: Actor, employer: Employer) -> Kept | Refused:
    """Enter an employer; without a number of its own it gets the next one."""
    if not employer.name.strip():
        return Refused(("An employer needs a name.",))
    if not employer.number:
        employer.number = next_employer_number(book)
    return enter(book, actor, "add employer", employer)


def change_employer(book: Book, actor: Actor, employer_id: int, fields: Fields) -> Kept | Refused:
    """Change what the register says of an employer."""
    return change(book, actor, "change employer", Employer, employer_id, fields)


def add_contact(book: Book, actor: Actor, contact: Contact) -> Kept | Refused:
    """Enter a person at an employer."""
    return enter(book, actor, "add contact", contact)


def change_contact(book: Book, actor: Actor, contact_id: int, fields: Fields) -> Kept | Refused:
    """Change how a person at an employer is reached."""
    return change(book, actor, "change contact", Contact, contact_id, fields)


def add_site(book: Book, actor: Actor, site: Site) -> Kept | Refused:
    """Enter a place of work."""
    if not site.name.strip():
        return Refused(("A site needs a name.",))
    return enter(book, actor, "add site", site)


def change_site(book: Book, actor: Actor, site_id: int, fields: Fields) -> Kept | Refused:
    """Change a place of work."""
    return change(book, actor, "change site", Site, site_id, fields)


def next_employer_number(book: Book) -> str:
    """The number after the greatest all-digit one."""
    found = book.reader().execute(
        "SELECT max(CAST(number AS INTEGER)) FROM employer WHERE number NOT GLOB '*[^0-9]*'"
    )
    return f"{(found.fetchone()[0] or 1000) + 1}"
