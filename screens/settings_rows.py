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

PERIODS: tuple[tuple[object, str], ...] = (
    ("weekly", "every week"),
    ("two_weekly", "every two weeks"),
    ("twice_monthly", "twice a month"),
    ("monthly", "every month"),
)
PAYING = (
    Known("pay.period", "Pay: how often", "every two weeks", PERIODS),
    Known("pay.period_from", "Pay: a period begins on", "2026-01-05", hint="2026-01-05, any one"),
    Known(
        "pay.days_after",
        "Pay: days after the period",
        "5",
        hint="days from the end of a period to the day of pay",
        number=True,
    ),
    Known(
        "pay.when",
        "Pay: officers are paid",
        "before the money came in",
        (("before", "before the money came in"), ("after", "after the employer has paid")),
    ),
    Known(
        "pay.by",
        "Pay: leaves the fund",
        "when the run is locked",
        (("payroll", "when the run is locked"), ("bank", "when the bank file takes effect")),
    ),
    Known("pay.below_zero", "Pay: deductions below nothing", "no", YES_NO),
    Known("pay.layout", "Pay: layout of the file", "generic", hint="adp, ukg, munis, workday …"),
    Known("bank.prenotes", "Bank: try accounts first", "no", YES_NO),
    Known(
        "accounts.form",
        "Accounts: journal as",
        "CSV",
        (("csv", "CSV"), ("beancount", "beancount"), ("hledger", "hledger"), ("iif", "IIF")),
    ),
    Known("accounts.start", "Accounts: begin on", "the first month closed", hint="2026-01-01"),
    Known(
        "accounts.opening_cents",
        "Accounts: fund at the beginning",
        "0 cents",
        hint="cents",
        number=True,
    ),
    Known(
        "accounts.hour_cents",
        "Accounts: an hour costs",
        "0 cents",
        hint="what an hour of the coordinator costs, in cents",
        number=True,
    ),
    Known(
        "month_end.dated",
        "Month end: invoices bear",
        "the month's last day",
        (("month", "the month's last day"), ("today", "the day on which they are made")),
    ),
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
    *PAYING,
    Known("rates.default_card", "Rate card where none named", "the only one", hint="its name"),
    Known("print.paper", "Paper", "letter", (("letter", "letter"), ("a4", "A4"))),
    Known("print.accent", "Colour of heads on paper", "black", hint="such as #14508c"),
    Known("print.logo", "Logo on paper", "none", hint="the path of a PNG or JPEG file"),
    Known(
        "billing.payment_link",
        "Page to pay on",
        "none",
        hint="https://pay.town.gov/?ref=$reference&amount=$amount, a code on each invoice",
    ),
    Known("invoices.send", "Invoices are told when issued", "no", YES_NO),
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
