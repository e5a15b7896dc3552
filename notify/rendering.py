"""Templates: the agency's words with placeholders, and the text that comes of them.

A placeholder is `$name` or `${name}`; `$$` is a dollar sign. Values are never templates: whatever
a name or a reason contains stays as it is. A line whose placeholders are all empty is left out.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from string import Template

from notify.gsm import SINGLE, folded, is_gsm, septets

PLACEHOLDERS: dict[str, str] = {
    "person": "the name of whoever gets the message",
    "officer": "the officer it is about",
    "substitute": "the officer who takes the place",
    "employer": "who hires",
    "detail": "the number of the detail",
    "job": "the title of the job",
    "site": "the place of work",
    "address": "its address",
    "when": "day, start and end in words, with the time zone",
    "short_when": "the same for a text message",
    "was_when": "when it was to be before the change",
    "short_was_when": "the same for a text message",
    "what": "what has changed, in words",
    "reason": "the reason given",
    "call_sign": "the call sign of the detail",
    "post_orders": "what to do there (may be several lines)",
    "expires": "until when an offer stands, or an answer counts",
    "short_expires": "the same for a text message",
    "expected": "when somebody who is late will be there",
    "short_expected": "the same for a text message",
    "code": "the number to answer with",
    "answer": "how to answer, with that number",
    "officer_phone": "the telephone of the officer it is about",
    "list": "what the message lists (several lines)",
    "count": "how many there are of them",
    "request": "the number of the request",
    "invoice": "the number of the invoice",
    "total": "its total",
    "due": "the date by which it is due",
    "amount": "an amount that was paid or received",
    "left": "what is still open",
    "period": "the time that is spoken of",
    "hours": "hours worked",
    "certificate": "the certificate",
    "until": "until when it is valid",
    "text": "what the program or the coordinator writes (several lines)",
    "agency": "the agency's name",
    "agency_phone": "the agency's telephone",
}
"""Every placeholder a template may use, and what it stands for."""

SEVERAL_LINES = frozenset({"post_orders", "what", "list", "text"})
SHORTENED = (
    "reason",
    "what",
    "address",
    "post_orders",
    "site",
    "job",
    "employer",
    "substitute",
    "officer",
)
"""What may be cut, in this order, to keep a text message in one part."""

_LEAST = 10


class _Words(Template):
    idpattern = r"[a-z][a-z_]*"
    flags = 0  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Wording:
    """A template: the subject (e-mail and push) and the body."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class WordingProblem:
    """What is wrong with a template. `line` counts from 1; 0 is the subject."""

    line: int
    placeholder: str
    remedy: str

    def __str__(self) -> str:
        where = f"line {self.line}" if self.line else "subject"
        return f"{where}: {self.placeholder}: {self.remedy}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as it will be read."""

    subject: str
    body: str


def problems(wording: Wording) -> tuple[WordingProblem, ...]:
    """Everything that keeps a template from being used; empty when it is sound."""
    found = list(_line_problems(0, wording.subject))
    for number, line in enumerate(wording.body.splitlines(), 1):
        found += _line_problems(number, line)
    if not wording.body.strip():
        found.append(WordingProblem(1, "(nothing)", "a message needs a text"))
    return tuple(found)


def placeholders(wording: Wording) -> frozenset[str]:
    """The names of all that a sound template wants to know."""
    found = map(_name, _Words.pattern.finditer(f"{wording.subject}\n{wording.body}"))
    return frozenset(filter(None, found))


def render(wording: Wording, values: Mapping[str, str], *, short: bool = False) -> Rendered:
    """The message in words. A placeholder without a value reads as empty.

    `short` makes a text message of it: one line, plain letters, cut to one part where cutting
    names of places and reasons is enough.
    """
    known = {name: _clean(name, values.get(name, "")) for name in PLACEHOLDERS}
    if short:
        known = {name: _one_line(folded(value)) for name, value in known.items()}
        return Rendered(_filled(wording.subject, known), _fitted(wording.body, known))
    subject = {name: _one_line(value) for name, value in known.items()}
    return Rendered(_one_line(_filled(wording.subject, subject)), _filled(wording.body, known))


def _line_problems(number: int, line: str) -> list[WordingProblem]:
    found = []
    for match in _Words.pattern.finditer(line):
        if match.group("invalid") is not None:
            rest = line[match.start() :].split(" ")[0][:20]
            found.append(WordingProblem(number, rest, "write $$ for a dollar sign"))
        elif (name := _name(match)) and name not in PLACEHOLDERS:
            found.append(WordingProblem(number, f"${name}", _remedy(name)))
    return found


def _remedy(name: str) -> str:
    close = get_close_matches(name, PLACEHOLDERS, n=1)
    return f"no such placeholder; did you mean ${close[0]}?" if close else "no such placeholder"


def _name(match: re.Match[str]) -> str:
    return match.group("named") or match.group("braced") or ""


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; what a left-out line leaves is at most one blank line."""
    lines: list[str] = []
    for line in text.splitlines():
        filled = _filled_line(line, values)
        if filled or (filled == "" and lines and lines[-1]):
            lines.append(filled)
    return "\n".join(lines).strip()


def _filled_line(line: str, values: Mapping[str, str]) -> str | None:
    names = [name for match in _Words.pattern.finditer(line) if (name := _name(match))]
    if names and not any(values[name] for name in names):
        return None
    return _Words(line).substitute(values).rstrip()


def _fitted(body: str, values: dict[str, str]) -> str:
    """The body as one line; values are cut one after the other until it is one part."""
    text = _one_line(_filled(body, values))
    for name in SHORTENED:
        excess = septets(text) - SINGLE
        if excess <= 0 or not is_gsm(text):
            break
        if len(values[name]) > _LEAST:
            cut = max(_LEAST, len(values[name]) - excess - 1)
            values[name] = values[name][:cut].rstrip() + "."
            text = _one_line(_filled(body, values))
    return text


def _clean(name: str, value: str) -> str:
    """Controls, direction marks and invisible letters out; line breaks only where they belong."""
    lines = value.splitlines() if name in SEVERAL_LINES else [value]
    return "\n".join(_one_line(line) for line in lines).strip()


def _one_line(value: str) -> str:
    # Nearly every text is plain; only the others are looked at letter by letter.
    plain = value.isascii() and value.isprintable()
    return " ".join((value if plain else "".join(map(_visible, value))).split())


def _visible(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cc":
        return " "
    return "" if category in {"Cf", "Cs", "Co", "Cn"} else letter
