"""Employer files: rows of employer, contact and site → EmployerRecord, or a problem.

An employer may stand in several rows, each with another contact or another site.
"""

from collections import defaultdict
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace

from storage.imports import values
from storage.imports.mapping import Mapping
from storage.imports.problems import Progress, nothing, watched
from storage.imports.rows import Reading, Row, own_texts, rows
from storage.imports.tables import Table

_OWN = (
    "name", "kind", "address", "phone", "email", "po_number", "payment_terms_days", "fee_exempt",
    "tax_exempt", "insurance_until", "own",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """A person at the employer. None means that the file has no such column."""

    name: str
    role: str | None
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """A place of work of the employer."""

    name: str
    address: str | None


@dataclass(frozen=True, slots=True)
class EmployerRecord:
    """What the file says of one employer, its contacts and sites; `number` may be empty.

    None means that the file has no such column.
    """

    row: int
    number: str
    name: str
    kind: str | None
    address: str | None
    phone: str | None
    email: str | None
    po_number: str | None
    payment_terms_days: int | None
    fee_exempt: bool | None
    tax_exempt: bool | None
    insurance_until: str | None
    contacts: tuple[ContactRecord, ...] = ()
    sites: tuple[SiteRecord, ...] = ()
    own: MappingOf[str, str] = field(default_factory=dict)
    """What stands in columns of the agency's own fields, by key."""

    @property
    def key(self) -> str:
        """What tells employers apart: the number, or the name where there is none."""
        return self.number or folded(self.name)


def folded(name: str) -> str:
    """A name as names are compared: capitals and blanks do not matter."""
    return " ".join(name.casefold().split())


def read_employers(
    table: Table, mapping: Mapping, progress: Progress = nothing
) -> Reading[EmployerRecord]:
    """Read all rows and lay those of one employer together. Raises BadFile, Stopped."""
    reading: Reading[EmployerRecord] = Reading()
    by_key: dict[str, list[EmployerRecord]] = defaultdict(list)
    for row in watched(rows(table, mapping), table.expected(), progress):
        record = _employer(row, mapping)
        if row.problems:
            reading.problems += row.problems
        else:
            by_key[record.key].append(record)
    for found in by_key.values():
        _take(reading, found)
    return reading


def _take(reading: Reading[EmployerRecord], found: list[EmployerRecord]) -> None:
    first = found[0]
    told = [(record.contacts, record.sites) for record in found]
    differing = [n for n in _OWN if any(getattr(r, n) != getattr(first, n) for r in found)]
    if differing:
        reason, remedy = f"differs in {', '.join(differing)}", "make its rows agree"
    elif len(set(told)) < len(told):
        reason, remedy = "stands twice", "keep one row for each contact and site"
    else:
        contacts = tuple(dict.fromkeys(c for record in found for c in record.contacts))
        sites = tuple(dict.fromkeys(s for record in found for s in record.sites))
        reading.records.append(replace(first, contacts=contacts, sites=sites))
        return
    for record in found:
        rows_said = ", ".join(str(one.row) for one in found)
        reading.refuse(record.row, "", record.key, f"{reason} (rows {rows_said})", remedy)


def _employer(row: Row, mapping: Mapping) -> EmployerRecord:
    return EmployerRecord(
        row.number,
        number=row.line("number"),
        name=row.line("name", needed=True),
        kind=_line(row, "kind"),
        address=_address(row),
        phone=(row.read("phone", values.phone) or "") if row.has("phone") else None,
        email=(row.read("email", values.email) or "") if row.has("email") else None,
        po_number=_line(row, "po_number"),
        payment_terms_days=row.read("payment_terms_days", _days),
        fee_exempt=_tick(row, "fee_exempt"),
        tax_exempt=_tick(row, "tax_exempt"),
        insurance_until=row.date("insurance_until", mapping.options.get("dates", "")),
        contacts=_contacts(row),
        sites=_sites(row),
        own=own_texts(row, mapping),
    )


def _line(row: Row, name: str) -> str | None:
    return row.line(name) if row.has(name) else None


def _tick(row: Row, name: str) -> bool | None:
    return bool(row.read(name, values.yes_or_no)) if row.has(name) else None


def _days(text: str) -> int:
    """'30', 'Net 30' or '30 days'."""
    bare = text.casefold().removeprefix("net").removesuffix("days").strip()
    return values.whole(bare)


def _address(row: Row) -> str | None:
    """Street lines, then 'City, State Postcode' where those have columns of their own."""
    if not any(row.has(name) for name in ("address", "city", "postcode")):
        return None
    street = (row.read("address", values.lines) or "", row.line("address_2"))
    region = " ".join(part for part in (row.line("state"), row.line("postcode")) if part)
    town = ", ".join(part for part in (row.line("city"), region) if part)
    return "\n".join(part for part in (*street, town) if part)


def _contacts(row: Row) -> tuple[ContactRecord, ...]:
    name = row.line("contact_name")
    if not name:
        return ()
    email = (row.read("contact_email", values.email) or "") if row.has("contact_email") else None
    phone = (row.read("contact_phone", values.phone) or "") if row.has("contact_phone") else None
    return (ContactRecord(name, _line(row, "contact_role"), email, phone),)


def _sites(row: Row) -> tuple[SiteRecord, ...]:
    address = row.read("site_address", values.lines) if row.has("site_address") else None
    name = row.line("site_name") or (address or "").partition("\n")[0]
    return (SiteRecord(name, address),) if name else ()
