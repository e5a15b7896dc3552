"""What happens to requests at random: entered, changed, linked, checked, decided, booked."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

from coordinator.actions.answers.reviewing import accept
from coordinator.actions.answers.taking_in import take_in
from coordinator.actions.requests.again import same_request
from coordinator.actions.requests.asking_command import ask_command
from coordinator.actions.requests.booking import BookingChoices, book_request
from coordinator.actions.requests.checking import accept_terms, note_check
from coordinator.actions.requests.deciding import (
    Approving,
    approve_request,
    refuse_request,
    withdraw_request,
)
from coordinator.actions.requests.entering import change_request, enter_request
from coordinator.actions.requests.linking import enter_employer_of, link_request
from coordinator.actions.requests.new_requests import NewRequest
from coordinator.actions.requests.quoting import send_quote
from coordinator.actions.results import Refused
from coordinator.rules.intake.request_file import FORMAT
from coordinator.rules.intake.wanted import Post, WantedDate
from coordinator.rules.request_words import CheckState
from notify.mail_taken_apart import taken_apart
from tests.trust.chance import Chance, Doing

_PLAN = b"%PDF-1.4 a plan\n%%EOF\n"
ALLOWED = Approving("Chief", "", "Chief", "known")


def new_request(c: Chance) -> NewRequest:
    starts = datetime.fromisoformat("2026-06-05T18:00") + timedelta(days=c.random.randint(0, 30))
    date = WantedDate(starts, starts + timedelta(hours=5), (Post(count=c.random.randint(1, 3)),))
    rule = c.random.choice(("", "", "FREQ=WEEKLY;COUNT=3"))
    answers = {"duties": c.text() or "stand", "route": "x", "vehicles": 1}
    return NewRequest("escort", c.text().strip() or "Escort", (date,), firm="Firm", asker=c.text(),
                      place="Pier 4", answers=answers, rule=rule)  # fmt: skip


def request_doing(c: Chance) -> object:
    """One step of a request; several where a whole life is wanted."""
    key = c.row("request")
    if not key or c.random.random() < 0.25:
        return enter_request(c.book, c.actor, new_request(c))
    steps: tuple[Callable[[], object], ...] = (
        lambda: change_request(c.book, c.actor, key, new_request(c)),
        lambda: link_request(c.book, c.actor, key, c.row("employer")),
        lambda: enter_employer_of(c.book, c.actor, key),
        lambda: note_check(c.book, c.actor, key, "called_back", CheckState.MET, c.text()),
        lambda: note_check(c.book, c.actor, key, "client", CheckState.WAIVED, "known"),
        lambda: accept_terms(c.book, c.actor, key, "Ann Doyle"),
        lambda: send_quote(c.book, c.actor, key),
        lambda: ask_command(c.book, c.actor, key, "Chief", "chief@x.example", allowed_why="old"),
        lambda: refuse_request(c.book, c.actor, key, c.text()),
        lambda: withdraw_request(c.book, c.actor, key, c.text()),
        lambda: _again(c, key),
        lambda: _booked(c, key),
        lambda: _booked(c, key),
    )
    return c.random.choice(steps)()


def form_doing(c: Chance) -> object:
    """A form with a paper comes by mail, changed, from nobody who hears of it; it is accepted."""
    so_far = c.book.reader().execute("SELECT count(*) FROM received").fetchone()[0]
    wanted = [{"starts": "2026-07-01T18:00", "ends": "2026-07-01T23:00"}]
    given = {"format": FORMAT, "event": "temporary", "title": f"Form {so_far}", "firm": "Quay",
             "asker": "Jo", "email": "jo@x.example", "place": "Pier 4", "wanted": wanted,
             "answers": {"duties": "stand"}}  # fmt: skip
    message = EmailMessage()
    message["Message-ID"] = f"<form-{so_far}@x.example>"
    message.set_content("The form.")
    for name, data in (("r.json", json.dumps(given).encode()), ("p.pdf", _PLAN)):
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    mail = taken_apart(message.as_bytes(), "test", c.actor.now)
    taken = take_in(c.book, "clock", c.actor.now, (mail,))
    return accept(c.book, c.actor, taken.received)


def _booked(c: Chance, key: int) -> object:
    link_request(c.book, c.actor, key, c.row("employer"))
    approve_request(c.book, c.actor, key, ALLOWED)
    return book_request(c.book, c.actor, key, BookingChoices("Chief"))


def _again(c: Chance, key: int) -> object:
    new = same_request(c.book.reader(), key, c.actor.now)
    if isinstance(new, Refused):
        return new
    return enter_request(c.book, c.actor, replace(new, employer_id=None))


REQUEST_DOINGS: dict[str, Doing] = {
    "request": request_doing,
    "form": form_doing,
}
