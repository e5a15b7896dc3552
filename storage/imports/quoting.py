"""Cells that no spreadsheet takes for a formula, in files of refused rows that people mend."""

from collections.abc import Sequence

from storage.imports.fields import REASON_HEADER, normal

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_QUOTE = "'"


def is_mended(headers: Sequence[str]) -> bool:
    """Whether these are the headers of a file of refused rows."""
    return any(normal(header) == REASON_HEADER for header in headers)


def guarded(cell: str) -> str:
    """The cell with a quote before it where it could be a formula; `unguarded` gives it back."""
    risky = any(part.lstrip().startswith(_FORMULA) for part in (cell, *cell.splitlines()))
    return _QUOTE + cell if risky or cell.startswith((*_FORMULA, _QUOTE)) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith(_QUOTE) else cell
