"""The forms about an employer as a client: decided, blocked, insured, terms, kept apart."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coordinator.desk import Desk
from coordinator.rules.request_words import ClientStanding, FileKind
from screens.naming import officer_named
from screens.parts.entry import Entry, Kind, choice
from screens.people.officer_form import SIDES
from screens.record_form import Doing, RecordForm
from screens.shown import money
from storage.queries.people.clients import client_of

STANDINGS = tuple((standing.value, standing.value) for standing in ClientStanding)


class AboutEmployer(RecordForm):
    """A form about one employer; its draft is kept by what it is about."""

    WHAT = ""

    def __init__(self, desk: Desk, employer_id: int, name: str) -> None:
        super().__init__(desk, f"{self.WHAT} of employer:{employer_id}")
        self.employer_id = employer_id
        self.whose = name

    def title_words(self) -> str:
        """What, and of whom."""
        return f"{self.HEADING}: {self.whose}"

    def today_entry(self, name: str, label: str) -> Entry:
        """A date that is today's unless it is said otherwise."""
        return Entry(name, label, self.desk.today().isoformat(), Kind.DATE, needed=True)


class ClientForm(AboutEmployer):
    """Approved or denied as a client."""

    HEADING = "Client"
    WHAT = "client"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """What is decided, when, by whom, why."""
        known = client_of(connection, self.employer_id)
        standing = known.standing if known and known.standing else ClientStanding.APPROVED.value
        return (
            choice("standing", "Decided", STANDINGS, standing, needed=True),
            self.today_entry("on", "On"),
            Entry("by", "By", hint="empty: by you"),
            Entry("words", "Why", known.standing_words if known else "", hint="needed to deny"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Decide."""
        from coordinator.actions.employers.standing import decide_client

        return lambda book, actor: decide_client(book, actor, self.employer_id, **values)


class BlockForm(AboutEmployer):
    """Take no work from the employer, or take it again."""

    HEADING = "Block"
    WHAT = "block"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Why, and until when."""
        known = client_of(connection, self.employer_id)
        hint = "no job is taken meanwhile; empty: no longer blocked"
        until = known.blocked_until_on if known else ""
        return (
            Entry("reason", "Reason", known.blocked_reason if known else "", hint=hint),
            Entry("until_on", "Until, not included", until, Kind.DATE, "empty: further notice"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Block; without a reason it is no longer blocked."""
        from coordinator.actions.employers.standing import block, unblock

        if not values["reason"]:
            return lambda book, actor: unblock(book, actor, self.employer_id)
        return lambda book, actor: block(book, actor, self.employer_id, **values)


class InsuranceForm(AboutEmployer):
    """What an insurance certificate says, with the certificate itself."""

    HEADING = "Insurance"
    WHAT = "insurance"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Until when, for how much, who does without, the file."""
        known = client_of(connection, self.employer_id)
        limit = money(known.insurance_cents if known else None)
        return (
            Entry("until_on", "Insured until", known.insurance_until if known else "", Kind.DATE),
            Entry("cents", "Limit", limit, Kind.MONEY),
            Entry(
                "waived",
                "Does without",
                known.insurance_waived if known else "",
                hint="who waived it, and why; empty: it is needed",
            ),
            Entry("path", "Certificate", hint="the path of the file; empty: none at hand"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Enter it, with its paper."""
        from coordinator.actions.book.kept_files import NewPaper, paper_at
        from coordinator.actions.employers.standing import Insurance, enter_insurance
        from coordinator.actions.results import Refused

        told = Insurance(values["until_on"], values["cents"], values["waived"])
        subject = f"employer:{self.employer_id}"
        paper = None
        if values["path"]:
            new = NewPaper(subject, FileKind.INSURANCE, "", b"", values["until_on"])
            found = self.desk.ask(paper_at, new, Path(values["path"]).expanduser())
            if isinstance(found, Refused):
                return found.sentence
            paper = found
        return lambda book, actor: enter_insurance(book, actor, self.employer_id, told, paper)


class TermsForm(AboutEmployer):
    """Somebody at the employer accepted the agency's terms."""

    HEADING = "Terms accepted"
    WHAT = "terms"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Which text, by whom, when."""
        return (
            Entry("path", "Text", hint="the path of the file with the terms", needed=True),
            Entry("by", "Accepted by", needed=True),
            self.today_entry("on", "On"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Put it on record, with the text."""
        from coordinator.actions.employers.standing import accept_terms_of

        path = Path(values["path"]).expanduser()
        on, by = values["on"], values["by"]
        return lambda book, actor: accept_terms_of(book, actor, self.employer_id, path, on, by)


class KeptApartForm(AboutEmployer):
    """Keep an officer and the employer apart."""

    HEADING = "Keep apart"
    WHAT = "apart"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Whom, who asked, why, until when."""
        return (
            Entry("officer", "Officer", hint="badge or name", needed=True),
            choice("side", "Asked by", SIDES, "employer", needed=True),
            Entry("reason", "Reason", needed=True),
            self.today_entry("from_on", "From"),
            Entry("until_on", "Until, not included", "", Kind.DATE, "empty: until further notice"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Find the officer, then keep them apart."""
        from coordinator.actions.people.roster import exclude

        found = self.desk.ask(officer_named, values["officer"])
        if isinstance(found, str):
            return found
        fields = {name: value for name, value in values.items() if name != "officer"}
        return lambda book, actor: exclude(book, actor, found, self.employer_id, **fields)
