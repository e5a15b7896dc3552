"""The forms about an employer: the register, its contacts, its sites."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from coordinator.rules.words import Channel
from screens.parts.entry import Entry, Kind, choice, flag
from screens.record_form import Doing, RecordForm
from storage.queries.employers import ContactLine, EmployerSheet, SiteLine, employer_sheet

CHANNELS = tuple((channel.value, channel.value) for channel in Channel)


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
        Entry(
            "blocked_reason",
            "Blocked, since",
            line.blocked_reason if line else "",
            hint="a reason keeps new jobs from being entered; empty: not blocked",
        ),
        flag("exempt", "Exempt from caps", value=bool(found and found.exempt)),
    )


class NewEmployerForm(RecordForm):
    """Enter an employer."""

    HEADING = "New employer"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new employer")

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The register's fields."""
        return _register(None)

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Enter it."""
        from coordinator.actions.entering import new_employer

        return lambda book, actor: new_employer(book, actor, values)


class EmployerForm(RecordForm):
    """Change what the register says."""

    HEADING = "Employer"

    def __init__(self, desk: Desk, employer_id: int) -> None:
        super().__init__(desk, f"employer:{employer_id}")
        self.employer_id = employer_id

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The register's fields."""
        today, now = self.desk.today().isoformat(), self.desk.clock()
        return _register(employer_sheet(connection, self.employer_id, now=now, today=today))

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Only what was touched."""
        from coordinator.actions.employers import change_employer

        fields = self.changed(values)
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
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Enter or change him."""
        from coordinator.actions.employers import change_contact
        from coordinator.actions.entering import new_contact

        one = self.contact
        if one is None:
            fields = {**values, "employer_id": self.employer_id}
            return lambda book, actor: new_contact(book, actor, fields)
        changed = self.changed(values)
        if not changed:
            return "Nothing was changed."
        return lambda book, actor: change_contact(book, actor, one.id, changed)


class SiteForm(RecordForm):
    """A place of work: a new one, or `site` changed."""

    HEADING = "Site"

    def __init__(self, desk: Desk, employer_id: int, site: SiteLine | None = None) -> None:
        key = f"site:{site.id}" if site else f"new site of employer:{employer_id}"
        super().__init__(desk, key)
        self.employer_id = employer_id
        self.site = site

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Name and address."""
        one = self.site
        return (
            Entry("name", "Name", one.name if one else "", needed=True),
            Entry("address", "Address", one.address if one else "", Kind.LINES),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Enter or change it."""
        from coordinator.actions.employers import change_site
        from coordinator.actions.entering import new_site

        one = self.site
        if one is None:
            fields = {**values, "employer_id": self.employer_id}
            return lambda book, actor: new_site(book, actor, fields)
        changed = self.changed(values)
        if not changed:
            return "Nothing was changed."
        return lambda book, actor: change_site(book, actor, one.id, changed)
