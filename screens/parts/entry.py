"""One field of a form: its label, what may stand in it, and how its text is read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from screens.dates import DATE_HINT, read_date
from screens.shown import visible

LINE_MARK = " | "
"""Stands for the end of a line in a field of several lines."""


class Kind(StrEnum):
    """How the text of a field is read."""

    TEXT = "text"
    LINES = "lines"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    FLAG = "flag"
    CHOICE = "choice"


class Unread(Exception):
    """The text of a field cannot be read: one sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """One field. `choices` are (value, words); `needed` fields may not stay empty.

    A date reads to ISO text, money to cents, a flag to True or False, an empty date or number to
    None.
    """

    name: str
    label: str
    value: str = ""
    kind: Kind = Kind.TEXT
    hint: str = ""
    needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """What stands in the field at first, on one line."""
        if self.kind is Kind.LINES:
            return LINE_MARK.join(visible(line) for line in self.value.splitlines())
        return visible(self.value)

    @property
    def shown_hint(self) -> str:
        """What the form says below while this field has the focus."""
        if self.choices:
            return "↑↓ turn through: " + ", ".join(visible(words) for _, words in self.choices)
        return self.hint or _HINTS.get(self.kind, "")

    def read(self, text: str, today: date) -> Any:
        """The value that the text stands for. Raises Unread."""
        text = text.strip()
        if not text:
            if self.needed:
                raise Unread(f"{self.label} is needed.")
            return _EMPTY.get(self.kind, None if self.choices else "")
        match self.kind:
            case Kind.DATE:
                return self._date(text, today)
            case Kind.NUMBER | Kind.MONEY:
                return self._number(text)
            case Kind.FLAG | Kind.CHOICE:
                return self._chosen(text)
            case Kind.LINES:
                return "\n".join(line.strip() for line in text.split(LINE_MARK.strip()))
            case _:
                return text

    def turned(self, text: str, step: int) -> str:
        """The words of the choice after (1) or before (-1) the one that stands there."""
        words = [words for _, words in self.choices]
        at = words.index(text) if text in words else (-1 if step > 0 else 0)
        return words[(at + step) % len(words)]

    def _date(self, text: str, today: date) -> str:
        found = read_date(text, today)
        if found is None:
            raise Unread(f"{self.label}: '{text}' is no date. Write {DATE_HINT}.")
        return found.isoformat()

    def _number(self, text: str) -> int:
        try:
            number = Decimal(text.replace(",", ""))
            found = number * 100 if self.kind is Kind.MONEY else number
            if found != found.to_integral_value() or abs(found) > 10**15:
                raise InvalidOperation
        except InvalidOperation:
            what = "an amount such as 1234.50" if self.kind is Kind.MONEY else "a whole number"
            raise Unread(f"{self.label}: '{text}' is not {what}.") from None
        return int(found)

    def _chosen(self, text: str) -> Any:
        """By its words or value, or by the only one that begins so."""
        low = text.lower()
        exact = [v for v, words in self.choices if low in (words.lower(), v.lower())]
        near = [
            v
            for v, words in self.choices
            if words.lower().startswith(low) or v.lower().startswith(low)
        ]
        found = exact or near
        if len(found) != 1:
            listed = ", ".join(words for _, words in self.choices)
            raise Unread(f"{self.label}: '{text}' is none of {listed}.")
        return found[0] == "yes" if self.kind is Kind.FLAG else found[0]


def flag(name: str, label: str, *, value: bool) -> Entry:
    """A field that is yes or no."""
    choices = (("yes", "yes"), ("no", "no"))
    return Entry(name, label, "yes" if value else "no", Kind.FLAG, choices=choices, needed=True)


def choice(
    name: str,
    label: str,
    choices: tuple[tuple[str, str], ...],
    value: str = "",
    *,
    needed: bool = False,
) -> Entry:
    """A field that is one of some values; `value` is the one that stands there."""
    words = dict(choices).get(value, "")
    return Entry(name, label, words, Kind.CHOICE, needed=needed, choices=choices)


_HINTS = {
    Kind.DATE: "2026-11-22 · 11/22 · 22 · +3 · fri",
    Kind.MONEY: "an amount such as 1234.50",
    Kind.LINES: "several lines are parted by |",
}
_EMPTY = {Kind.DATE: None, Kind.NUMBER: None, Kind.MONEY: None, Kind.CHOICE: None}
