"""Rate cards with one number changed by its last place: what holds them must notice."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

SKIPPED = re.compile(r"^\s*(name|source|note|clause|label|timezone|effective_on|country)\b")
TOKEN = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)|(?P<clock>\d\d:\d\d(?::\d\d)?)|"
    r'(?P<yearly>"\d\d-\d\d")|(?P<number>(?<![\w.:"-])-?\d+(?:\.\d+)?(?![\w:-]))'
)


def changed_by_one(document: str) -> Iterator[tuple[int, str, str]]:
    """(line, the changed line, the whole document) for every number above the examples."""
    head = document.split("[[example]]")[0]
    lines = document.split("\n")
    for place, line in enumerate(head.split("\n")):
        code = line.split("#")[0]
        if SKIPPED.match(code) or "=" not in code:
            continue
        for found in TOKEN.finditer(code):
            other = line[: found.start()] + _next(found) + line[found.end() :]
            whole = [*lines[:place], other, *lines[place + 1 :]]
            yield place + 1, other.strip(), "\n".join(whole)


def _next(found: re.Match[str]) -> str:
    text = found.group()
    if found.lastgroup == "date":
        return (date.fromisoformat(text) + timedelta(days=1)).isoformat()
    if found.lastgroup == "yearly":
        day = date.fromisoformat(f"2025-{text[1:-1]}") + timedelta(days=1)
        return f'"{day:%m-%d}"'
    if found.lastgroup == "clock":
        minute = (int(text[:2]) * 60 + int(text[3:5]) + 1) % 1440
        return f"{minute // 60:02}:{minute % 60:02}{text[5:]}"
    places = len(text.partition(".")[2])
    return f"{Decimal(text) + Decimal(1).scaleb(-places):f}"
