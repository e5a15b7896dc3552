"""The settings that Settings and `coordinator setting` list, but those of messages."""

from coordinator.actions.book.known_settings import YES_NO, Known
from coordinator.actions.book.settings_attendance import ATTENDANCE
from coordinator.actions.book.settings_files import FILES
from coordinator.actions.book.settings_messages import MESSAGING
from coordinator.actions.book.settings_oversight import OVERSIGHT
from coordinator.actions.messages.grace import GRACE, GRACE_SECONDS
from coordinator.rules.hidden_fields import DEFAULT

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

GENERAL = (
    Known(
        GRACE,
        "Messages wait before leaving",
        f"{GRACE_SECONDS} seconds",
        hint="seconds; while a message waits, undo recalls it",
        number=True,
    ),
    Known("messages.country_code", "Country code of phones", "1", hint="1, 44, 49 …"),
    Known("desk.count_keys", "Keys are counted per day, numbers only", "yes", YES_NO),
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
    Known("roster.days", "Roster: days of a period", "not known", hint="28", number=True),
    Known("roster.from", "Roster: a period begins on", "not known", hint="2026-01-05, any one"),
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
    Known("quotes.risk", "Quotes tell the risk of empty posts", "yes", YES_NO),
    Known("invoices.send", "Invoices are told when issued", "no", YES_NO),
    Known(
        "files.most_mb",
        "Files kept: at most",
        "25 megabytes",
        hint="megabytes that one kept paper may have",
        number=True,
    ),
    Known(
        "requests.address",
        "Request forms are mailed to",
        "where answers by mail go",
        hint="requests@town.gov; name the mailbox as a source, too",
    ),
    Known(
        "files.sent",
        "Files sent to officers with a detail",
        "post orders, traffic plans",
        hint='kinds of kept files: ["post_orders", "traffic_plan"]; [] for none',
        shape=list,
    ),
    Known("files.unknown_too", "Files kept: of unknown kinds too", "no", YES_NO),
    Known("employers.insured", "Employers: work only if insured", "no", YES_NO),
    Known(
        "employers.insured_for",
        "Employers: insured for at least",
        "any sum",
        hint="thousands, such as 1000 for a million; 0: any sum",
        number=True,
    ),
    Known("print.printer", "Printer", "the system's own", hint="its name, as lpstat -p lists it"),
    Known(
        "screen.lock_after",
        "The screen locks after",
        "15 minutes where a passphrase is set",
        hint="minutes without a key; 0 for never",
        number=True,
    ),
    Known(
        "screen.hidden",
        "Hidden until asked for",
        ", ".join(DEFAULT),
        hint='["home", "own", "remarks"], also "phone", "mail", "bank", "contacts"; [] for none',
        shape=list,
    ),
    Known("screen.theme", "Theme", "night", (("night", "dark"), ("day", "light"))),
)

KNOWN = (*GENERAL, *ATTENDANCE, *FILES, *MESSAGING, *OVERSIGHT)
"""Every setting that is listed."""


def called(key: str) -> Known | None:
    """The setting of a key."""
    return next((known for known in KNOWN if known.key == key), None)
