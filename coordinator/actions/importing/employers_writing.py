"""Writing the plan of an employer file: employers, their contacts and sites."""

from typing import Any

from coordinator.actions.distribution.account_names import rename_accounts
from coordinator.actions.importing.employers import (
    CONTACT_COLUMNS,
    EmployerFacts,
    EmployerStep,
)
from storage.imports.employers import ContactRecord, SiteRecord, folded
from storage.models import Contact, Employer, Site
from storage.transaction import Transaction


def write_employers(tx: Transaction, steps: tuple[EmployerStep, ...]) -> None:
    """Write every step inside the caller's action."""
    for step in steps:
        facts = step.facts or new_employer(tx, step.record.number, step.told)
        if step.facts is not None:
            _change(tx, step.facts, step.told)
        for contact in step.record.contacts:
            _write_contact(tx, facts, contact)
        for site in step.record.sites:
            _write_site(tx, facts, site)


def new_employer(tx: Transaction, number: str, columns: dict[str, Any]) -> EmployerFacts:
    """Write a new employer; without a number it gets the next of its own series."""
    while not number or _taken(tx, number):
        number = f"E{tx.mark()}{tx.next_number(f'employer{tx.mark()}'):04d}"
    added = tx.add(Employer(number=number, **columns))
    assert added.id is not None
    return EmployerFacts(added.id, number, columns)


def _taken(tx: Transaction, number: str) -> bool:
    found = tx.connection.execute("SELECT 1 FROM employer WHERE number = ?", (number,))
    return found.fetchone() is not None


def _change(tx: Transaction, facts: EmployerFacts, told: dict[str, Any]) -> None:
    held_now = {**facts.columns, "custom": facts.custom}
    if all(held_now[column] == value for column, value in told.items()):
        return
    held = tx.get(Employer, facts.id)
    name = held.name
    for column, value in told.items():
        setattr(held, column, value)
    tx.save(held)
    rename_accounts(tx, "employer", name, held.name)


def _write_contact(tx: Transaction, facts: EmployerFacts, contact: ContactRecord) -> None:
    held = facts.contacts.get(folded(contact.name))
    told = {column: value for column in CONTACT_COLUMNS if (value := getattr(contact, column))}
    if held is None:
        tx.add(Contact(employer_id=facts.id, name=contact.name, **told))
    elif any(held[column] != value for column, value in told.items()):
        row = tx.get(Contact, int(held["id"]))
        for column, value in told.items():
            setattr(row, column, value)
        tx.save(row)


def _write_site(tx: Transaction, facts: EmployerFacts, site: SiteRecord) -> None:
    held = facts.sites.get(folded(site.name))
    if held is None:
        address = site.address or ""
        tx.add(Site(employer_id=facts.id, name=site.name, address=address))
    elif site.address and site.address != held[1]:
        row = tx.get(Site, held[0])
        row.address = site.address
        tx.save(row)
