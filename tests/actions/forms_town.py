"""A form with a question of every kind, and what somebody fills in."""

from typing import Any

from coordinator.actions.book.settings import set_setting
from coordinator.actions.requests.form_pages import read_request_form
from coordinator.actions.results import Actor
from coordinator.rules.intake.request_file import FORMAT, sums_of
from exports.pages.request_form import RequestForm
from storage.database import Book
from tests.actions.requests_town import adopted

DESK = "desk@rivermouth.example"
EVERY = """
name = "Ours"
effective_on = 2026-01-01
[[question]]
key = "duties"
label = "Duties?"
required = true
into = "post_orders"
[[event]]
code = "shop"
label = "Shop"
kind = "temporary"
[[event]]
code = "road"
label = "Road <b>work</b>"
kind = "road"
    [[event.question]]
    key = "lanes"
    label = "Lanes?"
    kind = "number"
    required = true
    most = 20
    into = "fact.lanes"
    [[event.question]]
    key = "closed"
    label = "Closed?"
    kind = "yes_no"
    [[event.question]]
    key = "detour"
    label = "Detour?"
    required = true
    when = { closed = true }
    [[event.question]]
    key = "since"
    label = "Permit of?"
    kind = "date"
    [[event.question]]
    key = "zone"
    label = "Zone?"
    kind = "choice"
    choices = ["north", "south & east"]
    [[event.question]]
    key = "why_north"
    label = "Why north?"
    when = { zone = "north", lanes = { over = 2 } }
    [[event.question]]
    key = "cars"
    label = "Cars?"
    kind = "number"
    most = 9
    into = "equipment.vehicle"
[terms]
text = "1. Officers obey the police. <b>Always</b> & everywhere."
"""


def form_of(book: Book, actor: Actor, document: str = EVERY, *codes: str) -> RequestForm:
    """The form of a book with this intake document, whose mails go to DESK."""
    adopted(book, actor, document)
    set_setting(book, actor, "requests.address", DESK)
    found = read_request_form(book.reader(), actor.now, codes)
    assert isinstance(found, RequestForm)
    return found


def filled(**changed: Any) -> dict[str, Any]:
    """A request as a form writes it; its sums fit what was changed."""
    given: dict[str, Any] = {
        "format": FORMAT,
        "event": "road",
        "title": "Resurfacing",
        "firm": "Quay Roads",
        "asker": "Jo Doyle",
        "phone": "+1 617 555 0199",
        "email": "jo@quay.example",
        "place": "Pier 4",
        "po_number": "",
        "words": "",
        "answers": {"duties": "hold traffic", "lanes": 2},
        "wanted": [
            {
                "starts": "2027-03-02T18:00",
                "ends": "2027-03-03T02:00",
                "crew": [{"role": "officer", "count": 2}],
            }
        ],
        "rule": "",
        "terms": "",
        "intake": "",
        "estimate": None,
    }
    given |= changed
    return given | {"sums": sums_of(given)}
