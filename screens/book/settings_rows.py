"""What Settings lists: each line with what stands there, and how it is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coordinator.actions.book.known_settings import Known, stands
from coordinator.actions.book.settings_attendance import ATTENDANCE
from coordinator.actions.book.settings_files import FILES
from coordinator.actions.book.settings_listed import GENERAL
from coordinator.actions.book.settings_messages import MESSAGING
from screens.shown import counted, stamp, visible
from storage.queries.book.agency import SettingsSheet
from storage.queries.book.watched import WATCHED
from storage.queries.messages.inbox import MailboxRead

if TYPE_CHECKING:
    from coordinator.actions.messages.gateways import GatewayShown


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the screen; `key` says what changing it means."""

    key: str
    section: str
    name: str
    value: str


def settings_lines(
    found: SettingsSheet,
    gateways: "tuple[GatewayShown, ...]",
    read: dict[str, MailboxRead],
    zone: ZoneInfo,
) -> Iterator[Line]:
    """Every line, section by section; `read` says how the last look into each source went."""
    agency = found.agency
    address = agency.address.replace("\n", ", ")
    pay_to = agency.remit_to.replace("\n", ", ")
    yield Line("agency", "AGENCY", "Name", agency.name)
    yield Line("agency", "", "Address", address)
    yield Line("agency", "", "Phone, mail", " · ".join(filter(None, (agency.phone, agency.email))))
    yield Line("agency", "", "Tax number", agency.tax_number)
    yield Line("agency", "", "Pay to", pay_to)
    yield Line("agency", "", "Payable within", counted(agency.payment_terms_days, "day"))
    yield Line("fixed", "", "Time zone, currency", f"{agency.timezone}, {agency.currency}")
    for number, known in enumerate(GENERAL):
        yield Line(known.key, "" if number else "SETTINGS", known.words, _value(found, known))
    asks = "asks for a passphrase" if found.values.get("screen.lock") else "opens with enter"
    yield Line("lock", "", "The lock (ctrl+l)", asks)
    own = found.values.get("messages.coordinator", {})
    reach = " · ".join(str(own[k]) for k in ("name", "email", "phone") if own.get(k))
    yield Line("own", "MESSAGES", "The coordinator is told at", reach or "the agency's mail")
    for gateway in gateways:
        trouble = f"  ({gateway.trouble})" if gateway.trouble else ""
        value = f"{gateway.url or 'not set'}{trouble}"
        yield Line(f"gateway:{gateway.channel}", "", f"Gateway: {gateway.channel}", value)
    yield from _sources(found, read, zone)
    for known in MESSAGING:
        yield Line(known.key, "", known.words, _value(found, known))
    yield from _folders(found, zone)
    for section, listed in (("ATTENDANCE", ATTENDANCE), ("FILES FOR OTHERS", FILES)):
        for number, known in enumerate(listed):
            yield Line(known.key, "" if number else section, known.words, _value(found, known))
    yield Line("files now", "", "Files for others: now", "enter writes one, or tells an address")
    for number, rank in enumerate(found.ranks):
        holders = counted(rank.holders, "officer")
        words = f"{rank.name}, level {rank.level}, {holders}"
        yield Line(f"rank:{rank.id}", "" if number else "RANKS", rank.code, words)
    for number, kind in enumerate(found.certifications):
        words = f"{kind.name}, {counted(kind.holders, 'officer')}"
        section = "" if number else "CERTIFICATES"
        yield Line(f"certification:{kind.id}", section, kind.code, words)
    yield from _fields(found)


def _fields(found: SettingsSheet) -> Iterator[Line]:
    """The agency's own fields, and a line to add one."""
    for number, field in enumerate(found.fields):
        choices = f": {', '.join(field.choices)}" if field.choices else ""
        words = f"{field.record} · {field.kind.replace('_', ' ')}{choices}"
        section = "" if number else "OWN FIELDS"
        yield Line(f"field:{field.id}", section, visible(field.label), visible(words))
    section = "" if found.fields else "OWN FIELDS"
    yield Line("new field", section, "Another field", "on employers, officers or jobs")


def _sources(found: SettingsSheet, read: dict[str, MailboxRead], zone: ZoneInfo) -> Iterator[Line]:
    """Where answers come from, and a line to add one."""
    for name, url in found.values.get("replies.sources", {}).items():
        last = read.get(name)
        how = "not read yet" if last is None else f"read {stamp(last.read_at, zone)}"
        if last is not None and last.trouble:
            how = f"TROUBLE: {last.trouble}"
        yield Line(f"source:{name}", "", f"Answers from: {name}", f"{how} · {url}")
    yield Line("new source", "", "Answers from: another", "enter sets a mailbox or a folder")


def _folders(found: SettingsSheet, zone: ZoneInfo) -> Iterator[Line]:
    """The watched folders, and a line to add one."""
    for number, (name, given) in enumerate(found.values.get(WATCHED, {}).items()):
        mark = found.watched.get(name)
        how = f"last file {stamp(mark.taken_at, zone)}" if mark and mark.taken_at else "no file yet"
        if mark is not None and mark.trouble:
            how = f"TROUBLE: {mark.trouble}"
        told = f"{given.get('kind', '?')} · {how} · {given.get('folder', '')}"
        section = "" if number else "FOLDERS"
        yield Line(f"watch:{name}", section, visible(f"Watched: {name}"), visible(told))
    section = "" if found.values.get(WATCHED) else "FOLDERS"
    yield Line("new watch", section, "Watched: another folder", "enter sets what comes into it")


def _value(found: SettingsSheet, known: Known) -> str:
    return visible(stands(known, found.values))
