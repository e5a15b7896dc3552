"""The forms about an officer: what the roster says, and what begins on a date."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from coordinator.desk import Desk
from coordinator.rules.words import Channel, StatusKind
from screens.custom_entries import own_entries, with_own
from screens.parts.entry import Entry, Kind, choice, flag
from screens.record_form import Doing, RecordForm
from storage.queries.people.officer import OfficerCard, Paper, officer_card
from storage.queries.people.officers import certifications, ranks
from storage.queries.staffing.choosing import employers_named

CHANNELS = tuple((channel.value, channel.value) for channel in Channel)
STATUSES = tuple((kind.value, kind.value.replace("_", " ")) for kind in StatusKind)
FIGURES_HINT = "merit=12, promoted_on=2024-05-01: dates and numbers that a policy may order by"
SIDES = (("employer", "the employer"), ("officer", "the officer"), ("agency", "the agency"))

_NOBODY = OfficerCard(
    0, "", "", "", "", None, None, email="", phone="", channel="email", approved=True, rank="",
    rank_name="",
)  # fmt: skip


def _roster(card: OfficerCard | None) -> tuple[Entry, ...]:
    """The fields of the roster, as they stand or empty."""
    found = card or _NOBODY
    return (
        Entry("badge", "Badge", found.badge, needed=True),
        Entry("last_name", "Last name", found.last_name, needed=True),
        Entry("first_name", "First name", found.first_name),
        Entry("unit", "Unit", found.unit),
        Entry("phone", "Phone", found.phone),
        Entry("email", "Mail", found.email),
        choice("channel", "Told by", CHANNELS, found.channel, needed=True),
        Entry("hired_on", "Hired on", found.hired_on or "", Kind.DATE),
        Entry("seniority_on", "Senior since", found.seniority_on or "", Kind.DATE),
        flag("approved", "Approved for details", value=found.approved),
        Entry("tier", "Tier", found.tier, hint="the policy's word: full_time, reserve …"),
        Entry("eligible_on", "Takes part from", found.eligible_on or "", Kind.DATE),
        Entry("figures", "Figures", figures_words(found.figures), hint=FIGURES_HINT),
    )


def figures_words(kept: str) -> str:
    """Figures as they are typed: 'merit=12, promoted_on=2024-05-01'."""
    figures = json.loads(kept) if kept else {}
    return ", ".join(f"{name}={value}" for name, value in figures.items())


def read_roster(values: Mapping[str, Any]) -> dict[str, Any] | str:
    """The roster's fields as columns, or what cannot be read of them."""
    from coordinator.actions.people.bonds import read_figure, with_figures

    found = dict(values)
    if "tier" in found:
        found["tier"] = found["tier"] or None
    if "figures" not in found:
        return found
    told: dict[str, Any] = {}
    for part in filter(None, (part.strip() for part in found["figures"].split(","))):
        name, _, value = part.partition("=")
        figure = read_figure(value)
        if figure is None or not name.strip().replace("_", "").isalnum():
            return f"Figures: '{part}' is no name with a date or number. Write {FIGURES_HINT}."
        told[name.strip()] = figure
    return {**found, "figures": with_figures(None, told)}


class NewOfficerForm(RecordForm):
    """Enter an officer with his rank."""

    HEADING = "New officer"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new officer")

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The roster's fields, and the rank."""
        known = tuple((str(rank.id), rank.code) for rank in ranks(connection))
        return (
            *_roster(None),
            *own_entries(connection, "officer", None),
            choice("rank", "Rank", known),
            Entry("from_on", "Rank held since", self.desk.today().isoformat(), Kind.DATE),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Officer and rank in one action."""
        from coordinator.actions.book.entering import new_officer

        fields = read_roster({k: v for k, v in values.items() if k not in ("rank", "from_on")})
        if isinstance(fields, str):
            return fields
        rank = int(values["rank"]) if values["rank"] else None
        from_on = values["from_on"] or self.desk.today().isoformat()
        told = with_own(fields)
        return lambda book, actor: new_officer(book, actor, told, rank, from_on)


class AboutOfficer(RecordForm):
    """A form about one officer; `what` names it in its draft's key."""

    WHAT: ClassVar[str] = "roster"

    def __init__(self, desk: Desk, officer_id: int, name: str = "") -> None:
        super().__init__(desk, f"{self.WHAT} of officer:{officer_id}")
        self.officer_id = officer_id
        self.whose = name

    def title_words(self) -> str:
        """With the officer's name."""
        return f"{self.HEADING}: {self.whose}" if self.whose else self.HEADING


class OfficerForm(AboutOfficer):
    """Change what the roster says."""

    HEADING = "Officer"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The roster's fields, and the agency's own."""
        card = officer_card(connection, self.officer_id, self.desk.today().isoformat())
        return (*_roster(card), *own_entries(connection, "officer", card.custom if card else None))

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Only what was touched."""
        from coordinator.actions.people.roster import change_officer

        fields = read_roster(self.changed(values))
        if isinstance(fields, str):
            return fields
        if not fields:
            return "Nothing was changed."
        told = with_own(fields)
        return lambda book, actor: change_officer(book, actor, self.officer_id, told)


class StatusForm(AboutOfficer):
    """A status begins."""

    HEADING = "Status begins"
    WHAT = "status"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Which, from when, until when."""
        return (
            choice("kind", "Status", STATUSES, "suspended", needed=True),
            Entry("from_on", "From", self.desk.today().isoformat(), Kind.DATE, needed=True),
            Entry("until_on", "Until, not included", "", Kind.DATE, "empty: until further notice"),
            Entry("note", "Note"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Begin it."""
        from coordinator.actions.people.roster import begin_status

        return lambda book, actor: begin_status(book, actor, self.officer_id, **values)


class PromotionForm(AboutOfficer):
    """Another rank from a date on."""

    HEADING = "Rank"
    WHAT = "rank"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Rank and date."""
        known = tuple((str(rank.id), rank.code) for rank in ranks(connection))
        return (
            choice("rank", "Rank", known, needed=True),
            Entry("from_on", "From", self.desk.today().isoformat(), Kind.DATE, needed=True),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Promote, or the opposite."""
        from coordinator.actions.people.roster import promote

        rank, from_on = int(values["rank"]), values["from_on"]
        return lambda book, actor: promote(book, actor, self.officer_id, rank, from_on)


class CertificateForm(AboutOfficer):
    """Another certificate, or the same one renewed."""

    HEADING = "Certificate"
    WHAT = "certificate"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Which, issued, expires."""
        known = tuple((str(kind.id), kind.code) for kind in certifications(connection))
        return (
            choice("certification", "Certificate", known, needed=True),
            Entry("issued_on", "Issued on", "", Kind.DATE),
            Entry("expires_on", "Valid through", "", Kind.DATE, "empty: without end"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Add it."""
        from coordinator.actions.people.roster import add_certificate

        return lambda book, actor: add_certificate(
            book,
            actor,
            self.officer_id,
            int(values["certification"]),
            values["issued_on"],
            values["expires_on"],
        )


class PaperForm(RecordForm):
    """The dates of a certificate, corrected."""

    HEADING = "Certificate"

    def __init__(self, desk: Desk, paper: Paper) -> None:
        super().__init__(desk, f"certificate:{paper.id}")
        self.paper = paper

    def title_words(self) -> str:
        """With its code."""
        return f"{self.HEADING} {self.paper.code}"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Issued, expires."""
        return (
            Entry("issued_on", "Issued on", self.paper.issued_on or "", Kind.DATE),
            Entry("expires_on", "Valid through", self.paper.expires_on or "", Kind.DATE),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Only what was touched."""
        from coordinator.actions.book.entering import change_certificate

        fields = self.changed(values)
        if not fields:
            return "Nothing was changed."
        return lambda book, actor: change_certificate(book, actor, self.paper.id, fields)


class ExclusionForm(AboutOfficer):
    """Keep the officer and an employer apart."""

    HEADING = "Keep apart"
    WHAT = "exclusion"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Whom, who asked, why."""
        return (
            Entry("employer", "Employer", hint="name or number", needed=True),
            choice("side", "Asked by", SIDES, "employer", needed=True),
            Entry("reason", "Reason", needed=True),
            Entry("from_on", "From", self.desk.today().isoformat(), Kind.DATE, needed=True),
            Entry("until_on", "Until, not included", "", Kind.DATE, "empty: until further notice"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Find the employer, then keep them apart."""
        from coordinator.actions.people.roster import exclude

        found = self.desk.ask(employers_named, values["employer"])
        exact = [one for one in found if values["employer"] in (one.name, one.words)] or found
        if len(exact) != 1:
            near = ", ".join(one.name for one in found[:5])
            return f"Which employer? {near}" if near else "No employer of that name or number."
        fields = {k: v for k, v in values.items() if k != "employer"}
        return lambda book, actor: exclude(book, actor, self.officer_id, exact[0].id, **fields)
