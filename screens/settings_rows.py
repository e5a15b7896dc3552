"""What Settings lists: each line with what stands there, and how it is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.shown import counted, visible
from storage.queries.agency import SettingsSheet

if TYPE_CHECKING:
    from coordinator.actions.gateways import GatewayShown

GRACE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Known:
    """A setting: its key, its words, what holds while it is not set, and the values to choose."""

    key: str
    words: str
    default: str
    choices: tuple[tuple[object, str], ...] = ()
    hint: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the screen; `key` says what changing it means."""

    key: str
    section: str
    name: str
    value: str


YES_NO: tuple[tuple[object, str], ...] = ((True, "yes"), (False, "no"))
TAKEN: tuple[tuple[object, str], ...] = (
    ("scheduled", "what was scheduled"),
    ("certified", "what the employer certified"),
    ("punched", "what was punched"),
    ("claimed", "what was claimed"),
)

KNOWN = (
    Known(
        "messages.grace_seconds",
        "Messages wait before leaving",
        f"{GRACE_SECONDS} seconds",
        hint="seconds; while a message waits, undo recalls it",
        number=True,
    ),
    Known("messages.country_code", "Country code of phones", "1", hint="1, 44, 49 …"),
    Known("hours.four_eyes", "Hours: another approves", "no", YES_NO),
    Known(
        "hours.tolerance",
        "Hours: agree within",
        "0 minutes",
        hint="minutes by which punches, claims and certificates may differ and still agree",
        number=True,
    ),
    Known("hours.taken", "Hours: where all agree, take", "scheduled", TAKEN),
    Known(
        "hours.wanted",
        "Hours: agree only when stated",
        "by anybody",
        hint="punched, claimed, certified: those who must have spoken",
    ),
    Known("rates.default_card", "Rate card where none named", "the only one", hint="its name"),
    Known("print.paper", "Paper", "letter", (("letter", "letter"), ("a4", "A4"))),
    Known("print.printer", "Printer", "the system's own", hint="its name, as lpstat -p lists it"),
    Known("screen.theme", "Theme", "night", (("night", "dark"), ("day", "light"))),
)


def settings_lines(found: SettingsSheet, gateways: "tuple[GatewayShown, ...]") -> Iterator[Line]:
    """Every line, section by section."""
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
    for number, known in enumerate(KNOWN):
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
    for number, rank in enumerate(found.ranks):
        holders = counted(rank.holders, "officer")
        words = f"{rank.name}, level {rank.level}, {holders}"
        yield Line(f"rank:{rank.id}", "" if number else "RANKS", rank.code, words)
    for number, kind in enumerate(found.certifications):
        words = f"{kind.name}, {counted(kind.holders, 'officer')}"
        section = "" if number else "CERTIFICATES"
        yield Line(f"certification:{kind.id}", section, kind.code, words)


def _value(found: SettingsSheet, known: Known) -> str:
    if known.key not in found.values:
        return f"{known.default} (as shipped)"
    value = found.values[known.key]
    words = dict(known.choices).get(value)
    return words or visible(str(value))
