"""An employer file against the book. Nobody is ever removed or blocked by one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Any

from coordinator.actions.importing.own_fields import OwnFields
from coordinator.actions.importing.plans import Difference, FileFacts, Item, Plan, State
from storage.imports.employers import ContactRecord, EmployerRecord, folded
from storage.imports.problems import Problem, by_row
from storage.imports.rows import Reading

COLUMNS = (
    "name", "kind", "address", "phone", "email", "po_number", "payment_terms_days", "fee_exempt",
    "tax_exempt", "insurance_until",
)  # fmt: skip
"""The employer's own columns that a file may change. An empty cell changes nothing."""

CONTACT_COLUMNS = ("role", "email", "phone")


@dataclass(frozen=True, slots=True)
class EmployerFacts:
    """One employer of the book with its contacts and sites, both by folded name."""

    id: int
    number: str
    columns: dict[str, Any]
    contacts: dict[str, dict[str, str | int]] = field(default_factory=dict)
    sites: dict[str, tuple[int, str]] = field(default_factory=dict)
    custom: str | None = None
    """The agency's own fields (JSON)."""


@dataclass(frozen=True, slots=True)
class EmployerStep:
    """One employer to be written; without facts it is new."""

    record: EmployerRecord
    facts: EmployerFacts | None
    custom: str | None = None
    """What the agency's own fields are to hold (JSON)."""

    @property
    def told(self) -> dict[str, Any]:
        """The columns that the file fills in."""
        own = {} if self.custom is None else {"custom": self.custom}
        return {**told_columns(self.record), **own}


def compare_employers(
    connection: Connection, reading: Reading[EmployerRecord], file: FileFacts
) -> Plan:
    """The plan of an employer file. Those not listed are counted as gone, and stay as they are."""
    book = EmployerBook(connection)
    items: list[Item] = []
    steps: list[EmployerStep] = []
    seen: set[int] = set()
    own = OwnFields(connection, "employer")
    for record in tuple(reading.records):
        facts = book.find(record.number, record.name)
        if facts:
            seen.add(facts.id)
        held = facts.custom if facts else None
        custom = own.laid(record.row, held, record.own)
        if isinstance(custom, Problem):
            reading.records.remove(record)
            reading.problems.append(custom)
            continue
        changed = [*_differences(record, facts)] if facts else []
        changed += own.differences(held, custom) if facts else ()
        differences = tuple(changed)
        if facts is None or differences:
            state = State.CHANGED if facts else State.NEW
            items.append(Item(state, record.number, record.name, differences))
            steps.append(EmployerStep(record, facts, custom))
    gone = [facts for facts in book.all if facts.id not in seen]
    items += [Item(State.GONE, facts.number, str(facts.columns["name"])) for facts in gone]
    notes = ("Employers that the file does not list stay as they are.",) if gone else ()
    same = len(reading.records) - len(steps)
    problems, told = by_row(reading.problems), tuple(reading.notes) + notes
    return Plan("employers", file, tuple(items), same, problems, (), told, steps=tuple(steps))


class EmployerBook:
    """The employers of the book, found by number or, where a file has none, by their only name."""

    def __init__(self, connection: Connection) -> None:
        self.all = _load(connection)
        self._by_number = {facts.number: facts for facts in self.all}
        self._by_name: dict[str, list[EmployerFacts]] = {}
        for facts in self.all:
            self._by_name.setdefault(folded(str(facts.columns["name"])), []).append(facts)

    def find(self, number: str, name: str) -> EmployerFacts | None:
        """The employer, or None. A name that two employers share finds the first entered."""
        if number:
            return self._by_number.get(number)
        return next(iter(self._by_name.get(folded(name), ())), None)


def told_columns(record: EmployerRecord) -> dict[str, Any]:
    """The columns that the file fills in."""
    values = {column: getattr(record, column) for column in COLUMNS}
    return {column: value for column, value in values.items() if value not in (None, "")}


def _differences(record: EmployerRecord, facts: EmployerFacts) -> Iterator[Difference]:
    for column, value in told_columns(record).items():
        held = facts.columns[column]
        if value != held:
            yield Difference(column, "" if held is None else str(held), str(value))
    for contact in record.contacts:
        yield from _contact_differences(contact, facts.contacts.get(folded(contact.name)))
    for site in record.sites:
        held_site = facts.sites.get(folded(site.name))
        if held_site is None or (site.address and site.address != held_site[1]):
            before = held_site[1] if held_site else ""
            yield Difference(f"site {site.name}", before, site.address or site.name)


def _contact_differences(
    contact: ContactRecord, held: dict[str, str | int] | None
) -> Iterator[Difference]:
    if held is None:
        yield Difference("contact", "", contact.name)
        return
    for column in CONTACT_COLUMNS:
        value = getattr(contact, column)
        if value and value != held[column]:
            yield Difference(f"contact {contact.name}: {column}", str(held[column]), value)


def _load(connection: Connection) -> list[EmployerFacts]:
    rows = connection.execute(
        f"SELECT id, number, custom, {', '.join(COLUMNS)} FROM employer ORDER BY id"
    )
    found = {
        row[0]: EmployerFacts(
            row[0], row[1], dict(zip(COLUMNS, row[3:], strict=True)), custom=row[2]
        )
        for row in rows
    }
    contacts = connection.execute(
        "SELECT employer_id, name, id, role, email, phone FROM contact ORDER BY id DESC"
    )
    for employer, name, *held in contacts:
        columns = dict(zip(("id", *CONTACT_COLUMNS), held, strict=True))
        found[employer].contacts[folded(name)] = columns
    sites = connection.execute(
        "SELECT employer_id, name, id, address FROM site WHERE employer_id IS NOT NULL "
        "ORDER BY id DESC"
    )
    for employer, name, site, address in sites:
        found[employer].sites[folded(name)] = (site, address)
    return list(found.values())
