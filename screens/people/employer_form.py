"""The forms about an employer: the register, its contacts, its sites."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from coordinator.rules.words import Channel
from screens.custom_entries import own_entries, with_own
from screens.parts.entry import Entry, Kind, choice, flag
from screens.record_form import Doing, RecordForm
from storage.queries.people.employers import ContactLine, EmployerSheet, SiteLine, employer_sheet

CHANNELS = tuple((channel.value, channel.value) for channel in Channel)
QUIET_HINT = "nothing leaves then: 22:00-06:00; empty: none"


def _register(found: EmployerSheet | None) -> tuple[Entry, ...]:
    """The fields of the register, as they stand or empty."""
    line = found.line if found else None
    terms = found.payment_terms_days if found else None
    return (
        Entry("name", "Name", line.name if line else "", needed=True),
        Entry("number", "Number", line.number if line else "", hint="empty: the next one"),
        Entry("kind", "Kind", line.kind if line else "", hint="utility, construction, venue …"),
        Entry("address", "Address", found.address if found else "", Kind.LINES),
        Entry("phone", "Phone", line.phone if line else ""),
        Entry("email", "Mail", line.email if line else "", hint="invoices go here"),
        Entry("po_number", "Purchase order", found.po_number if found else ""),
        Entry(
            "payment_terms_days",
            "Pays within days",
            "" if terms is None else str(terms),
            Kind.NUMBER,
            "empty: as the agency's settings say",
        ),
        flag("fee_exempt", "Pays no admin fee", value=bool(found and found.fee_exempt)),
        flag("tax_exempt", "Pays no tax", value=bool(found and found.tax_exempt)),
        Entry("insurance_until", "Insured until", line.insurance_until if line else "", Kind.DATE),
        flag("exempt", "Exempt from caps", value=bool(found and found.exempt)),
        Entry("tax_number", "Tax number", found.tax_number if found else ""),
    )


class NewEmployerForm(RecordForm):
    """Enter an employer."""

    HEADING = "New employer"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new employer")

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The register's fields, and the agency's own."""
        return (*_register(None), *own_entries(connection, "employer", None))

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Enter it."""
        from coordinator.actions.book.entering import new_employer

        fields = with_own(values)
        return lambda book, actor: new_employer(book, actor, fields)


class EmployerForm(RecordForm):
    """Change what the register says."""

    HEADING = "Employer"

    def __init__(self, desk: Desk, employer_id: int) -> None:
        super().__init__(desk, f"employer:{employer_id}")
        self.employer_id = employer_id

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The register's fields."""
        today, now = self.desk.today().isoformat(), self.desk.clock()
        found = employer_sheet(connection, self.employer_id, now=now, today=today)
        own = own_entries(connection, "employer", found.custom if found else None)
        return (*_register(found), *own)

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Only what was touched."""
        from coordinator.actions.jobs.employers import change_employer

        fields = with_own(self.changed(values))
        if not fields:
            return "Nothing was changed."
        if fields.get("number") == "":
            return "An employer keeps a number."
        return lambda book, actor: change_employer(book, actor, self.employer_id, fields)


class ContactForm(RecordForm):
    """A person at an employer: a new one, or `contact` changed."""

    HEADING = "Contact"

    def __init__(self, desk: Desk, employer_id: int, contact: ContactLine | None = None) -> None:
        key = f"contact:{contact.id}" if contact else f"new contact of employer:{employer_id}"
        super().__init__(desk, key)
        self.employer_id = employer_id
        self.contact = contact

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Who, and how to reach him."""
        one = self.contact
        return (
            Entry("name", "Name", one.name if one else "", needed=True),
            Entry("role", "Role", one.role if one else "", hint="site foreman, accounts …"),
            Entry("phone", "Phone", one.phone if one else ""),
            Entry("email", "Mail", one.email if one else ""),
            choice("channel", "Told by", CHANNELS, one.channel if one else "email", needed=True),
            flag("hears_changes", "Is told of changes", value=one.hears_changes if one else True),
            Entry("quiet", "Quiet hours", one.quiet if one else "", hint=QUIET_HINT),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Enter or change him."""
        from coordinator.actions.book.entering import new_contact
        from coordinator.actions.jobs.employers import change_contact
        from coordinator.actions.people.wishes import with_quiet_hours
        from coordinator.actions.results import Refused

        one = self.contact
        changed = values if one is None else self.changed(values)
        if not changed:
            return "Nothing was changed."
        read = with_quiet_hours(changed)
        if isinstance(read, Refused):
            return read.sentence
        if one is None:
            fields = {**read, "employer_id": self.employer_id}
            return lambda book, actor: new_contact(book, actor, fields)
        return lambda book, actor: change_contact(book, actor, one.id, read)


class SiteForm(RecordForm):
    """A place of work: a new one, or `site` changed."""

    HEADING = "Site"

    def __init__(self, desk: Desk, employer_id: int, site: SiteLine | None = None) -> None:
        key = f"site:{site.id}" if site else f"new site of employer:{employer_id}"
        super().__init__(desk, key)
        self.employer_id = employer_id
        self.site = site

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Name, address, where it is, and how somebody shows that he is there."""
        one = self.site
        return (
            Entry("name", "Name", one.name if one else "", needed=True),
            Entry("address", "Address", one.address if one else "", Kind.LINES),
            Entry(
                "place", "Position", _place(one), hint="42.36013, -71.05893: latitude, longitude"
            ),
            Entry(
                "radius_m",
                "Radius in metres",
                _number(one.radius_m if one else None),
                Kind.NUMBER,
                "who is within it is there: 150",
            ),
            Entry(
                "code_word",
                "Code word",
                one.code_word if one else "",
                hint="posted on the spot, for telephones that tell no position",
            ),
            Entry("notes", "Notes", one.notes if one else "", Kind.LINES),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Enter or change it."""
        from coordinator.actions.book.entering import new_site
        from coordinator.actions.jobs.employers import change_site
        from coordinator.actions.jobs.places import with_place
        from coordinator.actions.results import Refused

        one = self.site
        changed = dict(values) if one is None else self.changed(values)
        if not changed:
            return "Nothing was changed."
        fields = with_place(changed)
        if isinstance(fields, Refused):
            return fields.sentence
        if one is None:
            fields = {**fields, "employer_id": self.employer_id}
            return lambda book, actor: new_site(book, actor, fields)
        return lambda book, actor: change_site(book, actor, one.id, fields)


def _place(site: SiteLine | None) -> str:
    """Coordinates in degrees, as they may be written again."""
    if site is None or site.lat is None or site.lon is None:
        return ""
    return f"{site.lat / 1e6:.6f}, {site.lon / 1e6:.6f}"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
