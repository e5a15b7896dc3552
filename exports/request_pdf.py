"""The request form of one event class as PDF, to fill in on a screen or by hand.

Its fields are AcroForm fields (ISO 32000, 12.7) that any reader fills; their names are told in
`coordinator.rules.intake.request_fields`. It holds no script.
"""

import json
from collections.abc import Iterator
from typing import BinaryIO, Final

from coordinator.rules.intake.questions import Question
from coordinator.rules.intake.request_fields import (
    ACCEPT,
    CREW,
    DATES,
    LINES,
    MARK,
    OFTEN,
    OFTEN_FIELD,
    QUESTION,
    UNTIL,
    WORDS,
)
from coordinator.rules.intake.request_file import FORMAT
from coordinator.rules.intake.words import QuestionKind
from exports.faces import faces_for
from exports.pages.form_parts import FormEvent, rate_rows, role_words, roles_of
from exports.pages.request_form import RequestForm
from exports.pen import Look, Pen
from exports.statement import letter_head
from exports.typesetting import Running, Sheet
from storage.queries.money.money import AgencyBlock

TITLE: Final = "Request for police officers"
_LABELS: Final = {
    "title": "What is it, in a few words?",
    "place": "Where? Name and address",
    "firm": "Firm or organisation",
    "asker": "Your name",
    "phone": "Telephone",
    "email": "E-mail",
    "po_number": "Purchase order (if any)",
}
_ROW: Final = 16.0
_AREA: Final = 40.0


def write_request_pdf(
    stream: BinaryIO,
    form: RequestForm,
    agency: AgencyBlock,
    *,
    paper: str = "letter",
    look: Look | None = None,
) -> None:
    """Write the form of the first event class in `form`."""
    event = form.events[0]
    pen = Pen(Sheet(paper), faces_for(_texts(form, event, agency)), look)
    letter_head(pen, agency, TITLE)
    pen.down(10)
    _head(pen, form, event)
    for name in LINES:
        _line(pen, name, _LABELS[name])
    _dates(pen)
    _crew(pen, event)
    _part(pen, event.form.label)
    for question in event.form.questions:
        _question(pen, question)
    _part(pen, "Anything else")
    _area(pen, WORDS, "")
    _prices(pen, form, event)
    _terms(pen, form)
    title = f"{TITLE}: {event.form.label}"
    pen.write(stream, Running(title, agency.name, title, title, f"{agency.name} · {title}"))


def _head(pen: Pen, form: RequestForm, event: FormEvent) -> None:
    to = f" and mail it to {form.mail}" if form.mail else ""
    pen.flow(event.form.label, 13, bold=True)
    pen.flow(f"Fill this in on a screen, save it{to}, with permits and plans; or print it.", 9)
    mark = {
        "format": FORMAT,
        "event": event.form.code,
        "intake": form.intake,
        "terms": form.terms_sha256,
    }
    pen.blank(MARK, pen.left, pen.top + 6, 1, 1, value=json.dumps(mark), fixed=True)
    pen.down(6)


def _part(pen: Pen, title: str) -> None:
    pen.keep(60)
    pen.down(8)
    pen.flow(title, 11, bold=True)
    pen.down(2)


def _line(pen: Pen, name: str, label: str, *, wide: float = 1.0, room: int = 200) -> None:
    pen.keep(_ROW + 18)
    pen.flow(label, 8.5, grey=True)
    pen.blank(name, pen.left, pen.y - _ROW, pen.inner * wide, _ROW, tip=label, longest=room)
    pen.down(_ROW + 5)


def _area(pen: Pen, name: str, label: str) -> None:
    pen.keep(_AREA + 18)
    if label:
        pen.flow(label, 8.5, grey=True)
    pen.blank(
        name, pen.left, pen.y - _AREA, pen.inner, _AREA, tip=label, longest=2_000, several=True
    )
    pen.down(_AREA + 5)


def _choice(pen: Pen, name: str, label: str, choices: tuple[str, ...]) -> None:
    pen.keep(_ROW + 18)
    pen.flow(label, 8.5, grey=True)
    pen.blank(name, pen.left, pen.y - _ROW, pen.inner / 2, _ROW, tip=label, choices=choices)
    pen.down(_ROW + 5)


def _dates(pen: Pen) -> None:
    _part(pen, "When?")
    pen.flow("Date as 2026-06-05 (year-month-day), hours as 18:00 and 02:00.", 8.5, grey=True)
    third = pen.inner / 3
    for n in range(1, DATES + 1):
        pen.keep(_ROW + 6)
        for place, (name, label) in enumerate((("date", "date"), ("from", "from"), ("to", "to"))):
            x = pen.left + third * place
            pen.put(x, label, 8, grey=True, drop=3)
            pen.blank(f"{name}-{n}", x + 26, pen.y - _ROW, third - 34, _ROW, tip=f"{label} {n}",
                      longest=20)  # fmt: skip
        pen.down(_ROW + 4)
    _choice(pen, OFTEN_FIELD, "How often, on the weekday or day of the first date", tuple(OFTEN))
    _line(pen, UNTIL, "Until (if it recurs)", wide=0.3, room=20)


def _crew(pen: Pen, event: FormEvent) -> None:
    _part(pen, "How many at a time?")
    for role in roles_of((event,)):
        pen.keep(_ROW + 6)
        pen.put(pen.left + 52, role_words(role), 9, drop=3)
        pen.blank(f"{CREW}{role}", pen.left, pen.y - _ROW, 44, _ROW, tip=role, longest=3)
        pen.down(_ROW + 4)


def _question(pen: Pen, question: Question) -> None:
    name = f"{QUESTION}{question.key}"
    always = question.required and not question.when
    label = question.label if always else f"{question.label} (if it applies)"
    if question.kind is QuestionKind.YES_NO:
        _choice(pen, name, label, ("-", "yes", "no"))
    elif question.kind is QuestionKind.CHOICE:
        _choice(pen, name, label, ("-", *question.choices))
    elif question.kind is QuestionKind.TEXT:
        _area(pen, name, label)
    else:
        _line(pen, name, label, wide=0.4, room=20)


def _prices(pen: Pen, form: RequestForm, event: FormEvent) -> None:
    if event.prices is None:
        return
    _part(pen, f"Prices of {form.made_on}; the agency's quote counts")
    for role, hourly, least in rate_rows(event.prices):
        pen.flow(f"{role_words(role)}: {form.currency} {hourly} an hour, {least} at least", 9)
    for words in event.prices.words:
        pen.flow(words, 8.5, grey=True)


def _terms(pen: Pen, form: RequestForm) -> None:
    if not form.terms:
        return
    _part(pen, "Terms")
    for line in form.terms.splitlines():
        pen.flow(line, 8.5, limit=2_000)
    pen.keep(30)
    pen.down(4)
    pen.tick(ACCEPT, pen.left, pen.y - 12, 12, tip="I accept these terms")
    pen.put(pen.left + 18, "I accept these terms for whoever I ask for", 9, drop=1)
    pen.down(24)


def _texts(form: RequestForm, event: FormEvent, agency: AgencyBlock) -> Iterator[str]:
    yield from (agency.name, agency.address, agency.phone, agency.email, form.terms, form.mail)
    yield from (event.form.label, *(each.label for each in event.form.questions))
    yield from event.prices.words if event.prices else ()
