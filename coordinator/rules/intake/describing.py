"""An intake document in plain English, and what is different between two."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal

from coordinator.rules.document_differences import Row, by_name, values
from coordinator.rules.intake.conditions import Bounds, Condition, Flag, When, Word
from coordinator.rules.intake.document import Check, EventClass, IntakeDocument
from coordinator.rules.intake.questions import Question
from coordinator.rules.intake.words import FINDS_WORDS, Before, Finds

_BOUND_WORDS = {"under": "under", "at_most": "at most", "over": "over", "at_least": "at least"}
_NAMED = ("code", "key", "clause", "label", "title", "name")


def describe(document: IntakeDocument) -> Iterator[str]:
    """The document, a line each."""
    yield f"{document.name}, in force from {document.effective_on}."
    if document.request_required:
        yield "No job is entered without a request."
    for event in document.events:
        yield from _event(document, event)
    for check in document.checks:
        yield f"Checklist: {_check(check)}."
    for risk in document.risks:
        yield f"Risk: {risk.label}, {risk.points} points where {when_words(risk.when)}."
    for level in document.levels:
        yield f"Risk from {level.points} points on is {level.name}."
    for bar in document.prohibited:
        named = f"; words: {', '.join(bar.keywords)}" if bar.keywords else ""
        where = f"; where {when_words(bar.when)}" if bar.when else ""
        yield f"Not taken ({bar.clause}): {bar.text}{where}{named}"
    for approver in document.approvers:
        where = f" where {when_words(approver.when)}" if approver.when else ""
        yield f"The {approver.title} approves{where}."
    if document.terms.text:
        yield f"Terms: version {document.terms.sha256[:16]}."


def when_words(when: When) -> str:
    """'attendance is over 500 and alcohol is so'."""
    return " and ".join(_condition(each) for each in when)


def intake_differences(before: str, after: str) -> tuple[str, ...]:
    """Every difference between two documents, a line each. Both must be TOML."""
    old, new = (tomllib.loads(text, parse_float=Decimal) for text in (before, after))
    return tuple(values("", old, new, by_name(_name)))


def _event(document: IntakeDocument, event: EventClass) -> Iterator[str]:
    card = f", by the rate card {event.rate_card}" if event.rate_card else ""
    renewed = f", renewed every {event.renew_months} months" if event.renew_months else ""
    alone = ", only by request" if event.request_required else ""
    yield f"{event.label} ({event.code}){card}{renewed}{alone}."
    for notice in event.notices:
        yield f"  under {notice.under_hours} h before the start: {notice.label} ({notice.code})"
    form = document.form(event.code)
    for question in form.questions if form else ():
        yield f"  asks: {_question(question)}"


def _question(question: Question) -> str:
    kind = question.kind.replace("_", "/")
    choices = f": {', '.join(question.choices)}" if question.choices else ""
    required = ", must be answered" if question.required else ""
    where = f", where {when_words(question.when)}" if question.when else ""
    return f"{question.label} ({kind}{choices}{required}{where})"


def _check(check: Check) -> str:
    found = "" if check.finds is Finds.HAND else f" ({FINDS_WORDS[check.finds]})"
    before = "" if check.before is Before.NOTHING else f", before {check.before}"
    whom = f", for {', '.join(check.events)}" if check.events else ""
    where = f", where {when_words(check.when)}" if check.when else ""
    return f"{check.label}{found}{before}{whom}{where}"


def _condition(condition: Condition) -> str:
    name = condition.key.replace("_", " ")
    if isinstance(condition, Flag):
        return f"{name} is {'so' if condition.wanted else 'not so'}"
    if isinstance(condition, Bounds):
        limits = ((key, getattr(condition, key)) for key in _BOUND_WORDS)
        said = [f"{_BOUND_WORDS[key]} {limit}" for key, limit in limits if limit is not None]
        return f"{name} is {' and '.join(said)}"
    words = condition.words if isinstance(condition, Word) else ()
    return f"{name} is {' or '.join(words)}"


def _name(where: str, row: Row) -> str:
    word = next((str(row[key]) for key in _NAMED if key in row), "")
    return f"{where} {word}".strip()
