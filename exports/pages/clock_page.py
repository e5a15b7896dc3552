"""The clock page: officers press In, Out, Late or Hours, and their own phone sends the text.

One file for any https address that the agency has; nothing but the phone's own text or mail leaves
it, and a browser tells its position only where the page is served by https. The number of the
detail stands behind the address (`https://town.gov/clock.html#482137`), where no server sees it.
"""

from dataclasses import dataclass

from exports.pages.markup import Html, element, joined, link
from exports.pages.page import Page, beside, page_text

_STYLE = """
main { max-width: 32rem; }
#kinds { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; margin: 1rem 0; }
#kinds button { min-height: 4rem; font-size: 1.25rem; }
#kinds button[aria-pressed=true] { outline: 4px solid var(--ink); }
#code, #posted { font-size: 1.5rem; letter-spacing: .1em; }
#text { display: block; font: 600 1.1rem/1.4 ui-monospace, monospace; margin-bottom: .75rem; }
#send .button { width: 100%; margin-bottom: .5rem; text-align: center; }
#send > button { margin-bottom: .75rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
"""


@dataclass(frozen=True, slots=True)
class ClockPage:
    """What the page says and where its texts go. At least one of `number` (+digits) and `mail`.

    The words are those that this agency's reader of answers understands.
    """

    agency: str
    number: str
    mail: str
    word_in: str = "IN"
    word_out: str = "OUT"
    word_late: str = "LATE"
    word_hours: str = "HRS"


def clock_page_text(clock: ClockPage) -> str:
    """The file's text. The same facts give the same text."""
    words = {
        "in": clock.word_in,
        "out": clock.word_out,
        "late": clock.word_late,
        "hours": clock.word_hours,
    }
    data = {"clock": {"number": clock.number, "mail": clock.mail, "words": words}}
    return page_text(
        Page(
            title="Clock in and out",
            agency=clock.agency,
            lead="This page writes the text; your phone sends it. Nothing goes anywhere else.",
            body=joined((_without_script(clock), _form(clock)), by="\n"),
            foot="Your position is read once, when you press In or Out, and only if you allow it.",
            style=_STYLE,
            script=beside("clock_page.js"),
            data=data,
        )
    )


def _without_script(clock: ClockPage) -> Html:
    to = " or ".join(filter(None, (clock.number, clock.mail)))
    example = f"{clock.word_in} 482137"
    words = f"Without its script this page cannot help. Write {example}, with your number, to {to}."
    return element("p", words, class_="without-script card")


def _form(clock: ClockPage) -> Html:
    kinds = (("in", "In"), ("out", "Out"), ("late", "Late"), ("hours", "Hours"))
    pressed = (
        element("button", words, type="button", data_word=word, aria_pressed="false")
        for word, words in kinds
    )
    return element(
        "div",
        _field("code", "Your number for this detail (6 digits)", inputmode="numeric", maxlength=11),
        element("div", *pressed, id="kinds"),
        element("p", id="problem", class_="bad", role="alert"),
        _place(),
        element(
            "div",
            _field("minutes", "How many minutes late", type="number", min=1, max=600),
            id="late-more",
            hidden=True,
        ),
        element(
            "div",
            element("div", _field("from", "Began", type="time")),
            element("div", _field("to", "Ended", type="time")),
            id="hours-more",
            class_="pair",
            hidden=True,
        ),
        _send(clock),
        class_="with-script",
    )


def _place() -> Html:
    return element(
        "div",
        element("p", id="place", role="status"),
        element("button", "Go on without", type="button", id="skip", class_="second", hidden=True),
        _field("posted", "Word posted at the site, if there is one", maxlength=20),
        id="place-more",
        hidden=True,
    )


def _send(clock: ClockPage) -> Html:
    sms = element("a", "Send it as a text", id="sms", class_="button", href="#")
    second = "button second" if clock.number else "button"
    mail = element("a", "Send it as a mail", id="mail", class_=second, href="#")
    copy = element("button", "Copy it", type="button", id="copy", class_="second")
    return element(
        "div",
        element("h2", "What is sent"),
        element("output", id="text"),
        sms if clock.number else None,
        mail if clock.mail else None,
        copy,
        _by_hand(clock),
        id="send",
        hidden=True,
    )


def _by_hand(clock: ClockPage) -> Html:
    parts: list[str | Html] = ["It goes to "]
    if clock.number:
        parts += [link(f"tel:{clock.number}", clock.number), " "]
    if clock.mail:
        parts.append(clock.mail)
    return element("p", *parts, class_="quiet")


def _field(name: str, label: str, **more: str | int | bool | None) -> Html:
    given: dict[str, str | int | bool | None] = {"type": "text", "autocomplete": "off"}
    given |= more
    return joined(
        (element("label", label, for_=name), element("input", id=name, **given)),
    )
