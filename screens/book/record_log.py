"""`l`: everything that was ever done to one record, to read and to copy."""

from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from coordinator.rules.hidden_fields import dots, hides
from screens.base import BookScreen
from screens.shown import money, stamp, visible
from storage.queries.book.record_log import LogLine, action_log, record_log
from storage.queries.people.hidden import hidden_kinds

MOST = 60
"""Characters of a value that are shown."""


Log = tuple[tuple[LogLine, ...], frozenset[str]]
"""Changes, and which kinds of personal fields the book hides."""


def show_log(
    screen: BookScreen[Any], table: str, row: int, name: str, shown: frozenset[str] = frozenset()
) -> None:
    """Read the record's changes and show them, the newest first; what is hidden as dots, but for
    the kinds that somebody has asked to see (`shown`)."""
    from screens.modals import Reader

    def show(found: Log) -> None:
        lines, hidden = found
        words = log_words(lines, screen.desk.zone, hidden - shown)
        words = words or "Nothing was ever changed here."
        screen.app.push_screen(Reader(f"Log of {visible(name)}", words))

    screen.fetch("log", show, _record, table, row)


def show_changes(screen: BookScreen[Any], action: int, changes: int, name: str) -> None:
    """Read what one action changed and show it; `changes` is how many rows that were."""
    from screens.modals import Reader

    def show(found: Log) -> None:
        lines, hidden = found
        words = [change_words(line, screen.desk.zone, hidden) for line in lines]
        if changes > len(lines):
            words.append(f"… and {changes - len(lines)} more")
        screen.app.push_screen(Reader(name, "\n".join(words)))

    screen.fetch("changes", show, _action, action)


def _record(connection: Any, table: str, row: int) -> Log:
    return record_log(connection, table, row), hidden_kinds(connection)


def _action(connection: Any, action: int) -> Log:
    return action_log(connection, action), hidden_kinds(connection)


def log_words(found: tuple[LogLine, ...], zone: ZoneInfo, hidden: frozenset[str]) -> str:
    """One paragraph for each action."""
    parts: list[str] = []
    for head, lines in groupby(found, key=lambda line: (line.at, line.who, line.verb, line.reason)):
        parts.append(_head(*head, zone))
        parts += [change_words(line, zone, hidden) for line in lines]
    return "\n".join(parts)


def change_words(line: LogLine, zone: ZoneInfo, hidden: frozenset[str]) -> str:
    """What happened to one row, column by column."""
    parts = [f"  {line.kind} {line.table.replace('_', ' ')}"]
    for field in line.fields:
        if field.before != field.after:
            unseen = hides(hidden, line.table, field.column)
            before, after = (
                dots(value(field.column, one, zone), hidden=unseen)
                for one in (field.before, field.after)
            )
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
