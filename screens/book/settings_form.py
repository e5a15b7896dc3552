"""The forms of Settings: the agency, the coordinator's own address, ranks, certificates."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from screens.parts.entry import Entry, Kind, choice
from screens.people.officer_form import CHANNELS
from screens.record_form import Doing, RecordForm
from storage.queries.book.agency import CertificationRow, RankRow, agency_sheet
from storage.queries.book.settings import setting


class AgencyForm(RecordForm):
    """The agency's facts, as invoices and messages name them."""

    HEADING = "Agency"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "agency")

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Everything but time zone and currency, which are fixed with the book."""
        found = agency_sheet(connection)
        return (
            Entry("name", "Name", found.name, needed=True),
            Entry("address", "Address", found.address, Kind.LINES),
            Entry("phone", "Phone", found.phone),
            Entry("email", "Mail", found.email),
            Entry("tax_number", "Tax number", found.tax_number),
            Entry("remit_to", "Pay to", found.remit_to, Kind.LINES),
            Entry(
                "payment_terms_days",
                "Payable in days",
                str(found.payment_terms_days),
                Kind.NUMBER,
                needed=True,
            ),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Only what was touched."""
        from coordinator.actions.book.settings import change_agency

        fields = self.changed(values)
        if not fields:
            return "Nothing was changed."
        return lambda book, actor: change_agency(book, actor, fields)


class OwnAddressForm(RecordForm):
    """Where the coordinator himself is told."""

    HEADING = "The coordinator's own messages"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "messages.coordinator")

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Name, mail, phone, channel."""
        found = setting(connection, "messages.coordinator", {})
        return (
            Entry("name", "Name", str(found.get("name", ""))),
            Entry("email", "Mail", str(found.get("email", ""))),
            Entry("phone", "Phone", str(found.get("phone", ""))),
            choice("channel", "Told by", CHANNELS, str(found.get("channel", "email"))),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Keep what is not empty."""
        from coordinator.actions.book.settings import set_setting

        kept = {name: value for name, value in values.items() if value}
        return lambda book, actor: set_setting(book, actor, "messages.coordinator", kept)


class RankForm(RecordForm):
    """A rank: a new one, or `rank` changed."""

    HEADING = "Rank"

    def __init__(self, desk: Desk, rank: RankRow | None = None) -> None:
        super().__init__(desk, f"rank:{rank.id}" if rank else "new rank")
        self.rank = rank

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Code, name, level."""
        one = self.rank
        level = str(one.level) if one else ""
        return (
            Entry("code", "Code", one.code if one else "", needed=True),
            Entry("name", "Name", one.name if one else "", needed=True),
            Entry("level", "Level", level, Kind.NUMBER, "higher commands lower", needed=True),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Enter or change it."""
        from coordinator.actions.book.entering import change_rank, new_rank

        one = self.rank
        if one is None:
            return lambda book, actor: new_rank(book, actor, values)
        fields = self.changed(values)
        if not fields:
            return "Nothing was changed."
        return lambda book, actor: change_rank(book, actor, one.id, fields)


class CertificationForm(RecordForm):
    """A kind of certificate: a new one, or `kind` changed."""

    HEADING = "Kind of certificate"

    def __init__(self, desk: Desk, kind: CertificationRow | None = None) -> None:
        super().__init__(desk, f"certification:{kind.id}" if kind else "new certification")
        self.kind = kind

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Code and name."""
        one = self.kind
        return (
            Entry("code", "Code", one.code if one else "", needed=True),
            Entry("name", "Name", one.name if one else "", needed=True),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Enter or change it."""
        from coordinator.actions.book.entering import change_certification, new_certification

        one = self.kind
        if one is None:
            return lambda book, actor: new_certification(book, actor, values)
        fields = self.changed(values)
        if not fields:
            return "Nothing was changed."
        return lambda book, actor: change_certification(book, actor, one.id, fields)
