"""The job board: one page of open details and how to answer. Nothing on it is about a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from exports import words
from exports.pages.markup import Child, Html, element, joined, link
from exports.pages.page import Page

_MANY = 4
"""From so many cards on one may narrow the page."""

_FILTER = """
const box = document.getElementById("narrow");
const told = document.getElementById("left");
const cards = [...document.querySelectorAll("article")];
const narrow = () => {
  const wanted = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let left = 0;
  for (const card of cards) {
    const day = card.closest("section").querySelector("h2").textContent;
    const text = `${day} ${card.textContent}`.toLowerCase();
    card.hidden = !wanted.every((word) => text.includes(word));
    left += card.hidden ? 0 : 1;
  }
  for (const day of document.querySelectorAll("section.day"))
    day.hidden = !day.querySelector("article:not([hidden])");
  told.textContent = wanted.length ? `${left} of ${cards.length} shown` : "";
};
box.addEventListener("input", narrow);
narrow();
"""


@dataclass(frozen=True, slots=True)
class OpenDetail:
    """Equal open seats of one detail. The span is half-open, UTC seconds.

    `number` is what one answers with, `wants` who is looked for, `asked_by` until when (UTC
    seconds) the policy takes whoever asks, `late` that this is over.
    """

    number: str
    starts_at: int
    ends_at: int
    seats: int
    wants: str
    what: str
    place: str
    address: str = ""
    asked_by: int | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """What the board shows. `words` are the agency's own; `text_to` and `mail_to` where answers go,
    `yes` the agency's word for it; `timezone` is IANA."""

    agency: str
    timezone: str
    details: tuple[OpenDetail, ...]
    words: str = ""
    text_to: str = ""
    mail_to: str = ""
    phone: str = ""
    yes: str = "YES"


def board_page(board: Board, made_at: int | None = None) -> Page:
    """The page; `made_at` (UTC seconds) is told in its foot."""
    return Page(
        title="Open details",
        agency=board.agency,
        lead=_lead(board),
        body=joined((_own_words(board), _how(board), _narrowing(board), *_days(board)), by="\n"),
        foot=_foot(board, made_at),
        script=_FILTER if len(board.details) >= _MANY else "",
    )


def _lead(board: Board) -> str:
    seats = sum(detail.seats for detail in board.details)
    if not seats:
        return "Nothing is open at the moment."
    return f"{seats} open {'seat' if seats == 1 else 'seats'}, the next first."


def _own_words(board: Board) -> Html:
    if not board.words.strip():
        return Html("")
    return element("p", board.words.strip(), class_="lines")


def _how(board: Board) -> Html:
    example = f"{board.yes} {board.details[0].number}" if board.details else ""
    if not example:
        return Html("")
    coded = f"{board.yes} and the six digits in it. That is noted at once."
    ways = [
        element("li", "You had a message from us about it? Answer that with ", coded),
        *_ways(board, example),
    ]
    return element(
        "section", element("h2", "How to answer"), element("ul", *ways), class_="card how"
    )


def _ways(board: Board, example: str) -> Iterator[Html]:
    roads = [f"text to {board.text_to}"] if board.text_to else []
    roads += [f"mail to {board.mail_to}"] if board.mail_to else []
    if roads:
        yield element(
            "li",
            f"You had none? Send the number of the detail, such as {example}, by "
            f"{' or by '.join(roads)}, from the phone or address that we know as yours. "
            "The coordinator reads it first.",
        )
    yield element("li", "You are not on a detail until we confirm it.")
    if board.phone:
        yield element("li", "Questions: ", _call(board.phone))


def _call(phone: str) -> Html:
    return link(f"tel:{quote(phone, safe='+')}", phone)


def _narrowing(board: Board) -> Html:
    if len(board.details) < _MANY:
        return Html("")
    box = element("input", id="narrow", type="search", autocomplete="off", placeholder="Mon, Pier")
    label = element("label", "Show only", for_="narrow")
    left = element("p", id="left", class_="quiet", aria_live="polite")
    return element("div", label, box, left, class_="with-script no-print")


def _days(board: Board) -> Iterator[Html]:
    def on(detail: OpenDetail) -> str:
        return words.day(words.local(detail.starts_at, board.timezone).date())

    for day, details in groupby(board.details, key=on):
        cards = (_card(board, detail) for detail in details)
        yield element(
            "section",
            element("h2", day),
            element("div", *cards, class_="cards"),
            class_="day",
        )


def _card(board: Board, detail: OpenDetail) -> Html:
    start, end = (words.local(at, board.timezone) for at in (detail.starts_at, detail.ends_at))
    asked = words.local(detail.asked_by, board.timezone) if detail.asked_by else None
    facts: tuple[tuple[str, Child], ...] = (
        ("What", detail.what),
        ("Where", joined((detail.place, detail.address), by=", ")),
        ("Open", f"{detail.seats} × {detail.wants}"),
        (
            "Late since" if detail.late else "Ask until",
            f"{words.day(asked.date())}, {asked:%H:%M}" if asked else "",
        ),
        ("Answer", f"{board.yes} {detail.number}"),
    )
    when = f"{start:%H:%M} to {words.clock_end(start, end)}"
    return element(
        "article",
        element("h3", when, class_="big"),
        element("dl", *_facts(facts), class_="facts"),
        _roads(board, detail),
        class_="card",
    )


def _facts(facts: tuple[tuple[str, Child], ...]) -> Iterator[Html]:
    for name, value in facts:
        if value:
            yield element("dt", name)
            yield element("dd", value)


def _roads(board: Board, detail: OpenDetail) -> Html:
    said = quote(f"{board.yes} {detail.number}")
    roads = []
    if board.text_to:
        roads.append((f"sms:{quote(board.text_to, safe='+')}?body={said}", "Text it"))
    if board.mail_to:
        address = quote(board.mail_to, safe="@+")
        roads.append((f"mailto:{address}?subject={said}&body={said}", "Mail it"))
    buttons = (element("a", told, href=href, class_="button second") for href, told in roads)
    return element("p", *buttons, class_="no-print row roads") if roads else Html("")


def _foot(board: Board, made_at: int | None) -> Child:
    if made_at is None:
        return None
    at = words.local(made_at, board.timezone)
    return (
        f"As of {words.day(at.date())}, {at:%H:%M}. The page is written anew when something on it "
        "changes, and once a day. It names nobody."
    )
