"""The request form: employers fill it in on a phone or a desk, without our program or a network.

One file for the agency's web site or a mail. It asks what the intake document asks, checks what the
program checks, reckons an estimate by tables that the program made of its rate card, and composes a
mail (or a file to attach) that the program reads again: `coordinator.rules.intake.request_file`.
What it says is never believed: everything is checked and priced anew when it comes in.
"""

from dataclasses import dataclass
from typing import Any

from coordinator.rules.intake.request_file import FIELDS, FORMAT, LINE
from exports.pages.form_parts import (
    STYLE,
    FormEvent,
    area,
    event_data,
    field,
    price_rows,
    questions,
    role_words,
    roles_of,
    select,
    tick,
    without_script,
)
from exports.pages.markup import Html, element, joined
from exports.pages.page import Page, beside

MAIL_LETTERS = 1_900
"""Letters of a mailto: address that every mail program takes; longer ones go as a file."""
MOST_DATES = 60
_DAYS = (
    ("MO", "Mon"), ("TU", "Tue"), ("WE", "Wed"), ("TH", "Thu"), ("FR", "Fri"), ("SA", "Sat"),
    ("SU", "Sun"),
)  # fmt: skip
_OFTEN = (
    ("once", "Only on the dates below"),
    ("weekly", "Every week"),
    ("biweekly", "Every second week"),
    ("monthly", "Every month, on the same day of the month"),
)


@dataclass(frozen=True, slots=True)
class RequestForm:
    """What the form holds. `mail` is where it goes, `intake` the first 16 digits of the intake
    document's SHA-256; `timezone` is IANA, `made_on` an ISO date."""

    agency: str
    mail: str
    phone: str
    timezone: str
    currency: str
    events: tuple[FormEvent, ...]
    terms: str = ""
    terms_sha256: str = ""
    intake: str = ""
    made_on: str = ""


def request_page(form: RequestForm) -> Page:
    """The page; the same form gives the same page."""
    sections = (_what(form), _when(), _crew(form), _who(), _terms(form), _price(form), _send(form))
    return Page(
        title="Request police officers",
        agency=form.agency,
        lead="Fill this in, then send the mail that it writes. Nothing leaves this page by itself.",
        body=joined((_alone(form), element("form", *sections, id="form", class_="with-script",
                                           novalidate=True)), by="\n"),
        foot=_foot(form),
        style=STYLE,
        script=beside("estimate.js", "form_answers.js", "request_form.js"),
        data=_data(form),
    )  # fmt: skip


def _data(form: RequestForm) -> dict[str, Any]:
    tables: list[dict[str, Any]] = []
    told = {
        "format": FORMAT,
        "fields": FIELDS,
        "line": LINE,
        "mail": form.mail,
        "letters": MAIL_LETTERS,
        "zone": form.timezone,
        "currency": form.currency,
        "terms": form.terms_sha256,
        "intake": form.intake,
        "dates": MOST_DATES,
        "events": [event_data(each, tables) for each in form.events],
    }
    return {"form": told, "tables": tables}


def _alone(form: RequestForm) -> Html:
    ways = " or ".join(filter(None, (f"ring {form.phone}" if form.phone else "",
                                     f"write to {form.mail}" if form.mail else "")))  # fmt: skip
    words = "Without its script this page cannot write the request."
    return joined((without_script(f"{words} Please {ways}." if ways else words),))


def _what(form: RequestForm) -> Html:
    choices = (("", "Choose"), *((x.form.code, x.form.label) for x in form.events))
    return element(
        "fieldset",
        element("legend", "What is it?"),
        select("event", "Kind of work", choices),
        field("title", "In a few words", placeholder="Summer concert"),
        field("place", "Where? Name and address", autocomplete="street-address"),
        *(questions(each) for each in form.events),
    )


def _when() -> Html:
    row = element(
        "div",
        element("div", element("label", "Date", for_="date-0"),
                element("input", type="date", id="date-0", class_="date")),
        element("div", element("label", "From", for_="from-0"),
                element("input", type="time", id="from-0", class_="from")),
        element("div", element("label", "To", for_="to-0"),
                element("input", type="time", id="to-0", class_="to")),
        class_="pair date-row",
    )  # fmt: skip
    days = (tick(f"day-{code}", words, data_day=code) for code, words in _DAYS)
    return element(
        "fieldset",
        element("legend", "When?"),
        select("often", "How often", _OFTEN),
        element("div", row, id="dates"),
        element("p", id="dates-error", class_="error", role="alert", hidden=True),
        element("p", "An end at or before the start is on the next day.", class_="help"),
        element("button", "Another date", type="button", id="more-dates", class_="second"),
        element("div", element("p", "On these days (none: the day of the date above)"), *days,
                id="weekdays", class_="days", hidden=True),
        element("div", field("until", "Until (empty: until further notice)", type="date",
                             maxlength=None), id="until-part", hidden=True),
    )  # fmt: skip


def _crew(form: RequestForm) -> Html:
    counts = (
        field(f"crew-{place}", role_words(role), inputmode="numeric", maxlength=3,
              value="1" if not place else None, data_role=role)
        for place, role in enumerate(roles_of(form.events))
    )  # fmt: skip
    return element(
        "fieldset",
        element("legend", "How many officers at a time?"),
        element("div", *counts, class_="pair"),
        element("p", id="crew-error", class_="error", role="alert", hidden=True),
    )


def _who() -> Html:
    return element(
        "fieldset",
        element("legend", "Who asks?"),
        field("firm", "Firm or organisation", autocomplete="organization"),
        field("asker", "Your name", autocomplete="name"),
        field("phone", "Telephone", type="tel", autocomplete="tel"),
        field("email", "E-mail", type="email", autocomplete="email"),
        field("po-number", "Purchase order (if any)"),
        area("words", "Anything else (if any)", longest=2_000),
    )


def _terms(form: RequestForm) -> Html:
    if not form.terms:
        return Html("")
    return element(
        "fieldset",
        element("legend", "Terms"),
        element("div", form.terms, id="terms", class_="card", tabindex=0),
        tick("accept", "I accept these terms for whoever I ask for"),
        element("p", id="accept-error", class_="error", role="alert", hidden=True),
    )


def _price(form: RequestForm) -> Html:
    return element(
        "fieldset",
        element("legend", "Price"),
        element("p", id="estimate", class_="big", role="status"),
        element("ul", id="estimate-lines"),
        element(
            "p",
            "An estimate by the prices of "
            f"{form.made_on} for a plain customer; the agency's quote counts.",
            class_="help",
        ),
        *(price_rows(each, form.currency) for each in form.events),
        id="price",
    )


def _send(form: RequestForm) -> Html:
    mail = element("a", "Open the mail", id="mail", class_="button", href="#")
    return element(
        "section",
        element("p", id="problems", class_="bad", role="alert"),
        element("button", "Check and write it", type="button", id="check"),
        element(
            "div",
            element("h2", "Send it"),
            element("p", id="how"),
            mail if form.mail else None,
            element("a", "Save as a file", id="save", class_="button second", href="#"),
            element("button", "Copy the text", type="button", id="copy", class_="second"),
            element("p", f"It goes to {form.mail}. Attach permits and plans to the mail."
                    if form.mail else "Send the file to the agency, with permits and plans."),
            element("output", id="written"),
            id="send",
            hidden=True,
        ),
        class_="no-print",
    )  # fmt: skip


def _foot(form: RequestForm) -> str:
    ways = " or ".join(filter(None, (form.phone, form.mail)))
    return f"{form.agency}{f', {ways}' if ways else ''}. Made on {form.made_on}."
