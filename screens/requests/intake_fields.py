"""The fields of a call: what stands in them at first, and the questions as fields."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coordinator.desk import Desk
from coordinator.rules.intake.questions import Question
from coordinator.rules.intake.wanted import WantedDate, read_wanted
from coordinator.rules.intake.wanted_words import crew_from_words, crew_words, on_days
from coordinator.rules.intake.words import QuestionKind
from screens.parts.entry import Entry, Kind, choice
from screens.spans import MOMENT_HINT, read_dates

if TYPE_CHECKING:
    from coordinator.actions.requests.new_requests import NewRequest
    from storage.queries.requests.request import RequestSheet

_YES_NO = (("yes", "yes"), ("no", "no"))


def dates_of_call(read: Mapping[str, Any], desk: Desk) -> tuple[WantedDate, ...]:
    """The dates with their hours and crew. Raises Unclear and NotWanted."""
    days = read_dates(read["dates"], desk.today())
    return on_days(days, read["start"], read["end"], crew_from_words(read["crew"]))


def question_entry(question: Question, answers: Mapping[str, Any]) -> Entry:
    """A question as a field. One that hangs on another says so; the action wants it then."""
    needed = question.required and not question.when
    name, label = f"q_{question.key}", question.label
    hint = question.help or (f"where {_when(question)}" if question.when else question.label)
    value = answer_words(answers.get(question.key))
    if question.kind is QuestionKind.YES_NO:
        return choice(name, label, _YES_NO, value, needed=needed)
    if question.kind is QuestionKind.CHOICE:
        pairs = tuple((word, word) for word in question.choices)
        return choice(name, label, pairs, value, needed=needed)
    kind = {QuestionKind.DATE: Kind.DATE, QuestionKind.NUMBER: Kind.NUMBER}.get(question.kind)
    return Entry(name, label, value, kind or Kind.LINES, hint=hint, needed=needed)


ASKED_AT = Entry("asked_at", "Asked at", hint=f"empty: now; {MOMENT_HINT}")
"""When it was asked for, where that was before the call is entered."""


def _when(question: Question) -> str:
    from coordinator.rules.intake.describing import when_words

    return when_words(question.when)


def answer_words(value: Any) -> str:
    """An answer as it may be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def first_values(sheet: "RequestSheet | None", again: "NewRequest | None") -> dict[str, Any]:
    """What stands in the fields at first."""
    names = ("firm", "asker", "phone", "email", "title", "place", "rule", "po_number", "words")
    source: Any = sheet or again
    if source is None:
        empty = (*names, "dates", "start", "end", "asked_officer")
        return dict.fromkeys(empty, "") | {"crew": "1", "answers": {}}
    dates = read_wanted(sheet.wanted).dates if sheet is not None else source.dates
    found = {name: getattr(source, name) for name in names}
    if sheet is not None:
        found |= {"answers": json.loads(sheet.answers), "firm": sheet.employer or sheet.firm}
    else:
        found["answers"] = dict(source.answers)
    first = dates[0] if dates else None
    days = ", ".join(dict.fromkeys(each.starts.date().isoformat() for each in dates))
    badge = sheet.asked_officer.rpartition("(badge ")[2].rstrip(")") if sheet is not None else ""
    return found | {
        "asked_officer": badge,
        "dates": days,
        "start": f"{first.starts:%H:%M}" if first else "",
        "end": f"{first.ends:%H:%M}" if first else "",
        "crew": crew_words(first.posts) if first else "1",
    }
