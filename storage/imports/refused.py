"""Refused rows as a file to be mended: the same headers, and in front of them the reason."""

import csv
import io
from collections.abc import Iterable, Sequence

from storage.imports.fields import REASON_HEADER, normal
from storage.imports.problems import Problem
from storage.imports.quoting import guarded
from storage.imports.tables import Table


def refused_rows(table: Table, problems: Iterable[Problem]) -> bytes:
    """The file's refused rows as CSV in UTF-8 with its mark, for a spreadsheet to open."""
    reasons: dict[int, list[str]] = {}
    for problem in problems:
        what = f"{problem.column}: " if problem.column else ""
        said = f"{what}{problem.value} {problem.reason} ({problem.remedy})".strip()
        reasons.setdefault(problem.row, []).append(said)
    old = [place for place, header in enumerate(table.headers) if normal(header) == REASON_HEADER]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((REASON_HEADER, *_without(table.headers, old)))
    for record in table.records():
        if record.number in reasons:
            said = "; ".join(reasons[record.number])
            cells = (said, *_without(record.cells, old))
            writer.writerow(guarded(cell.replace("\0", "\\x00")) for cell in cells)
    return text.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _without(cells: Sequence[str], places: list[int]) -> list[str]:
    return [cell for place, cell in enumerate(cells) if place not in places]
