"""Dates and hours as they are pasted, a line each, or as the rows of a table.

    2026-11-22 18:00-23:00
    2026-11-23 18:00-02:00 x3 Pier 4
    date,start,end,officers,site,call sign      (a first line of names makes the rest a table)

A table is parted by commas, semicolons or tabs, and must have date, start and end.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from coordinator.rules.recurring.course import Hours

MOST_LINES: Final = 1000
MOST_LETTERS: Final = 300
HINT: Final = "2026-11-22 18:00-23:00, then x3 for officers and a site where they differ"
COLUMNS: Final = ("date", "start", "end", "officers", "site", "call sign")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_MONTH_FIRST: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z", re.ASCII)
_TIME: Final = re.compile(r"(\d{1,2}):?(\d{2})\Z", re.ASCII)
_LINE: Final = re.compile(
    r"(?:[A-Za-z]{2,9},?\s+)?(\S+)\s+(\d{1,2}:?\d{2})\s*(?:-|–|to|until)\s*(\d{1,2}:?\d{2})\s*(.*)\Z",
    re.ASCII,
)
_OFFICERS: Final = re.compile(r"(?:\bx\s?(\d{1,3})\b|\b(\d{1,3})\s+officers?\b)\s*,?\s*")


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line: its number, its words, and either what it says or why it cannot be read."""

    row: int
    words: str
    on: date | None = None
    hours: Hours | None = None
    officers: int | None = None
    site: str = ""
    call_sign: str = ""
    problem: str = ""


def read_pasted(text: str) -> tuple[PastedLine, ...]:
    """Every line that is not empty; at most 1,000 are read, and one more says so."""
    lines = [(row, line.strip()) for row, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        return ()
    reader = _table(lines) if _is_head(lines[0][1]) else (_plain(*each) for each in lines)
    found = [line for _, line in zip(range(MOST_LINES), reader, strict=False)]
    if len(lines) > MOST_LINES + 1:
        row, words = lines[MOST_LINES]
        found.append(PastedLine(row, words, problem=f"more than {MOST_LINES} lines: part them"))
    return tuple(found)


def _is_head(line: str) -> bool:
    names = {name.strip().lower() for name in re.split(r"[,;\t]", line)}
    return {"date", "start", "end"} <= names


def _table(lines: list[tuple[int, str]]) -> Iterator[PastedLine]:
    head = lines[0][1]
    mark = max(",;\t", key=head.count)
    names = [name.strip().lower() for name in next(csv.reader([head], delimiter=mark))]
    for row, line in lines[1:]:
        cells = next(csv.reader([line[:MOST_LETTERS]], delimiter=mark), [])
        values = dict(zip(names, (cell.strip() for cell in cells), strict=False))
        yield _read(row, line, values)


def _plain(row: int, line: str) -> PastedLine:
    found = _LINE.match(" ".join(line[:MOST_LETTERS].replace("\t", " ").split()))
    if found is None:
        return PastedLine(row, line[:MOST_LETTERS], problem=f"it cannot be read. Write {HINT}")
    rest = found[4]
    officers = _OFFICERS.search(rest)
    site = _OFFICERS.sub(" ", rest, count=1).strip(" ,")
    count = (officers[1] or officers[2]) if officers else ""
    values = {"date": found[1], "start": found[2], "end": found[3]}
    return _read(row, line, {**values, "officers": count, "site": site})


def _read(row: int, line: str, values: dict[str, str]) -> PastedLine:
    words = line[:MOST_LETTERS]
    on = _date(values.get("date", ""))
    start, end = _time(values.get("start", "")), _time(values.get("end", ""))
    count = values.get("officers", "")
    if on is None:
        return PastedLine(row, words, problem=f"'{values.get('date', '')}' is no date")
    if start is None or end is None:
        return PastedLine(row, words, problem="its start and end are times such as 18:00")
    if count and not (re.fullmatch(r"\d{1,3}", count, re.ASCII) and 1 <= int(count) <= 200):
        return PastedLine(row, words, problem=f"'{count}' officers: from 1 to 200")
    return PastedLine(
        row,
        words,
        on,
        Hours(start, end),
        int(count) if count else None,
        values.get("site", ""),
        values.get("call sign", ""),
    )


def _date(text: str) -> date | None:
    iso, month_first = _ISO.match(text), _MONTH_FIRST.match(text)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return (
            date(int(month_first[3]), int(month_first[1]), int(month_first[2]))
            if month_first
            else None
        )
    except ValueError:
        return None


def _time(text: str) -> time | None:
    found = _TIME.match(text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))
