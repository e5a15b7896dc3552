"""Records of fixed width, declared field by field. What does not fit is refused, never cut."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_letters, digits

ALLOWED = frozenset(ascii_letters + digits + " .,-/&'()+:#_*$")
"""The characters that banks take in names and references."""


class BankFileError(Exception):
    """Values that a bank file cannot carry; each is named. Nothing was written."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("The bank file was not written. " + " ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name, width, and kind.

    "text" is filled with blanks on the right, "right" with blanks on the left, "digits" with zeros
    on the left; "fixed" always holds `value`.
    """

    name: str
    width: int
    kind: str = "text"
    value: str = ""


Record = tuple[Field, ...]


def blanks(width: int) -> Field:
    """A field that stays empty."""
    return Field("", width, "fixed", " " * width)


def fixed(value: str) -> Field:
    """A field that always holds the same."""
    return Field("", len(value), "fixed", value)


def write_record(record: Record, values: Mapping[str, str | int], problems: list[str]) -> str:
    """One record; what does not fit its field is noted in `problems`, with its name."""
    return "".join(_cell(field, values, problems) for field in record)


def _cell(field: Field, values: Mapping[str, str | int], problems: list[str]) -> str:
    if field.kind == "fixed":
        return field.value
    text = str(values[field.name])
    if problem := _problem(field, text):
        problems.append(problem)
        return " " * field.width
    if field.kind == "digits":
        return text.rjust(field.width, "0")
    return text.rjust(field.width) if field.kind == "right" else text.ljust(field.width)


def _problem(field: Field, text: str) -> str:
    if len(text) > field.width:
        return f"{field.name}: {text!r} is longer than {field.width} characters."
    if field.kind == "digits" and not (text.isascii() and text.isdigit()):
        return f"{field.name}: {text!r} is not all digits."
    strange = sorted(set(text) - ALLOWED)
    return f"{field.name}: {text!r} holds {strange[0]!r}." if strange else ""


_PLAIN = str.maketrans(
    {"ß": "ss", "Æ": "AE", "æ": "ae", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d"}
    | {"Þ": "Th", "þ": "th", "Œ": "OE", "œ": "oe"}
)


def name_in(text: str, width: int) -> str:
    """A person's name as banks take it: plain capitals, cut to the width, as names may be."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    plain = "".join(c if c in ALLOWED else " " for c in apart if not unicodedata.combining(c))
    return " ".join(plain.upper().split())[:width].rstrip()
