"""`l`: everything that was ever done to one record, to read and to copy."""

from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from screens.base import BookScreen
from screens.shown import money, stamp, visible
from storage.queries.record_log import LogLine, record_log

MOST = 60
"""Characters of a value that are shown."""


def show_log(screen: BookScreen[Any], table: str, row: int, name: str) -> None:
    """Read the record's changes and show them, the newest first."""
    from screens.modals import Reader

    def show(found: tuple[LogLine, ...]) -> None:
        words = log_words(found, screen.desk.zone) or "Nothing was ever changed here."
        screen.app.push_screen(Reader(f"Log of {visible(name)}", words))

    screen.fetch("log", show, record_log, table, row)


def log_words(found: tuple[LogLine, ...], zone: ZoneInfo) -> str:
    """One paragraph for each action."""
    parts: list[str] = []
    for head, lines in groupby(found, key=lambda line: (line.at, line.who, line.verb, line.reason)):
        parts.append(_head(*head, zone))
        parts += [change_words(line, zone) for line in lines]
    return "\n".join(parts)


def change_words(line: LogLine, zone: ZoneInfo) -> str:
    """What happened to one row, column by column."""
    parts = [f"  {line.kind} {line.table.replace('_', ' ')}"]
    for field in line.fields:
        if field.before != field.after:
            before, after = (value(field.column, one, zone) for one in (field.before, field.after))
            alone = before if line.kind == "removed" else after
            words = f"{before} → {after}" if line.kind == "changed" else alone
            parts.append(f"    {field.column.removesuffix('_id').replace('_', ' ')}: {words}")
    return "\n".join(parts)


def value(column: str, found: Any, zone: ZoneInfo) -> str:
    """A kept value, short: instants on the agency's clock, cents as money."""
    if found is None or found == "":
        return "nothing"
    if isinstance(found, int) and column.endswith("_at"):
        return stamp(found, zone)
    if isinstance(found, int) and column.endswith("_cents"):
        return money(found)
    return visible(str(found))[:MOST]


def _head(at: int | None, who: str, verb: str, reason: str, zone: ZoneInfo) -> str:
    if at is None:
        return "WRITTEN BY ANOTHER PROGRAM (no action covers it)"
    why = f" ({visible(reason)})" if reason else ""
    return f"{stamp(at, zone)}  {visible(who)}: {visible(verb)}{why}"
