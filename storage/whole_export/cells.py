r"""How one value of the book stands in the files of a whole export, so that it comes back exactly.

In JSON: null, a number, a string; bytes are {"blob": hex} and a fraction {"real": as float.hex}.
In CSV: nothing is NULL; digits in a column of numbers are a number, and plain text in any other is
that text. Whatever could be taken for something else is a backslash and its JSON: \"" is the empty
text, \"=1+1" a text that a spreadsheet would reckon, \{"blob": "00ff"} two bytes.
"""

import json
import re
from typing import Any, NoReturn

Value = str | int | float | bytes | None

LEAST, MOST = -(1 << 63), (1 << 63) - 1
"""What SQLite holds as a whole number."""

_DIGITS = re.compile(r"-?(0|[1-9][0-9]{0,18})")
_ODD = re.compile(r"\A\Z|\A[\\=+\-@]|[\x00-\x09\x0b-\x1f\x7f]")
"""Text that is not written plainly: empty, a formula for spreadsheets, or with controls in it."""


def json_value(value: Value) -> Any:
    """The value as JSON carries it."""
    if isinstance(value, bytes):
        return {"blob": value.hex()}
    return {"real": value.hex()} if isinstance(value, float) else value


def from_json(value: Any) -> Value:
    """The value that JSON carried. Raises ValueError for what stands for none."""
    if isinstance(value, str):
        if not value.isascii():
            value.encode()  # half a character cannot be kept
        return value
    if isinstance(value, bool):
        raise ValueError("true and false are 1 and 0 here")  # noqa: TRY004
    if isinstance(value, int):
        if not LEAST <= value <= MOST:
            raise ValueError("the number is too great")
        return value
    return value if value is None else _marked(value)


def _marked(value: Any) -> Value:
    if isinstance(value, dict) and len(value) == 1:
        ((kind, text),) = value.items()
        if kind == "blob" and isinstance(text, str):
            return bytes.fromhex(text)
        if kind == "real" and isinstance(text, str):
            return float.fromhex(text)
    raise ValueError("is no value of a book")


def csv_cell(value: Value, *, number: bool) -> str:
    """The value as a cell; `number` where the column holds numbers."""
    if value is None:
        return ""
    if isinstance(value, str):
        if not number and not _ODD.search(value):
            return value
    elif number and isinstance(value, int):
        return str(value)
    return "\\" + json.dumps(json_value(value), ensure_ascii=False)


def from_csv(cell: str, *, number: bool) -> Value:
    """The value of a cell. Raises ValueError for what stands for none."""
    if not cell:
        return None
    if cell[0] == "\\":
        return from_json(loads(cell[1:]))
    if number:
        if not _DIGITS.fullmatch(cell):
            raise ValueError("is no whole number")
        return from_json(int(cell))
    return cell


def loads(text: str) -> Any:
    """Read JSON. Raises ValueError, also for fractions, NaN and what is nested too deeply."""
    try:
        return json.loads(text, parse_float=_no_fraction, parse_constant=_no_fraction)
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def _no_fraction(text: str) -> NoReturn:
    raise ValueError(f"{text} is no whole number")
