"""Care of the register of employers: who hires, whom to ring there, where the work is."""

import re
import sqlite3
from typing import Final

from coordinator.actions.book.editing import Fields, Kept, change, enter
from coordinator.actions.distribution.account_names import rename_accounts
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Contact, Employer, Site
from storage.transaction import Transaction

_NUMBER: Final = re.compile(r"([A-Za-z]{0,4})([0-9]{1,12})")


def add_employer(book: Book, actor: Actor, employer: Employer) -> Kept | Refused:
    """Enter an employer; without a number of its own it gets the next one."""
    if not employer.name.strip():
        return Refused(("An employer needs a name.",))
    if not employer.number:
        employer.number = next_employer_number(book.reader())
    return enter(book, actor, "add employer", employer)


def change_employer(book: Book, actor: Actor, employer_id: int, fields: Fields) -> Kept | Refused:
    """Change what the register says of an employer."""
    return change(book, actor, "change employer", Employer, employer_id, fields, _employer_renamed)


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
    return change(book, actor, "change site", Site, site_id, fields, _site_renamed)


def _employer_renamed(tx: Transaction, before: Employer, after: Employer) -> None:
    rename_accounts(tx, "employer", before.name, after.name)


def _site_renamed(tx: Transaction, before: Site, after: Site) -> None:
    employer = tx.get(Employer, after.employer_id).name if after.employer_id else ""
    rename_accounts(tx, "site", before.name, after.name, employer)


def next_employer_number(connection: sqlite3.Connection) -> str:
    """The number after the greatest all-digit one; in a book that has none, after the greatest of
    letters and digits (E1044: E1045), so that it does not look like another's; 1001 at first."""
    numbers = [number for (number,) in connection.execute("SELECT number FROM employer")]
    found = [each for each in map(_NUMBER.fullmatch, numbers) if each]
    own = [each for each in found if not each[1]] or found
    if not own:
        return "1001"
    letters, digits = max((each.groups() for each in own), key=lambda pair: int(pair[1]))
    return f"{letters}{int(digits) + 1:0{len(digits)}d}"
