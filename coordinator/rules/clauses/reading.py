"""Reading what all clauses have, and the values that many of them have: words, kinds, lengths."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from coordinator.rules.clauses.clause import WHENEVER, Lead, Severity, Terms
from coordinator.rules.clauses.months import NEW_YEAR, MonthDay
from coordinator.rules.clauses.scope import read_scope
from coordinator.rules.documents import Table
from coordinator.rules.facts import PLACES
from coordinator.rules.spans import HOUR

W = TypeVar("W", bound=StrEnum)

CLOCKED = re.compile(r"(\d{1,4}):([0-5]\d)")
"""Hours and minutes, as people write a length of time that is no round one."""

ALIASES = {"on_duty": "regular"}
"""Other words for kinds of spans that documents may use."""

WORDS = ALIASES | {"called_off": "call_off"}
"""The same, with those for jobs that were missed."""


def read_terms(table: Table, title: str, lead: Lead = WHENEVER) -> Terms:
    """Read what every clause carries; `title` is its name where the document gives none."""
    severity = chosen(table, "severity", Severity, Severity.BARS)
    by = table.text("by", "")
    if severity is Severity.OVERRIDE and not by:
        table.wrong("by", "is missing.", 'Say who may override, such as by = "lieutenant".')
    terms = Terms(
        name=table.text("name", title),
        number=table.text("number", ""),
        see=table.texts("see", ()),
        reading=table.text("reading", ""),
        text=table.text("text", ""),
        severity=severity,
        by=by,
        by_ranks=table.texts("by_ranks", ()),
        scope=read_scope(table.table("scope")),
        from_on=_optional_day(table, "from"),
        until_on=_optional_day(table, "until"),
        lead=lead,
    )
    steps = "tables: hours_before (or weekday, days_before, at; hours_after_posting), then the keys"
    table.known("relaxes", f"{steps} that change, or lifted = true")
    if terms.until_on and terms.until_on <= terms.from_on:
        table.wrong("until", "is not after from.", "It holds until a later date.")
    return terms


def chosen(table: Table, key: str, words: type[W], default: W | None = None) -> W:
    """One word of an enumeration; its first where the document has a wrong one or none."""
    given = table.choice(key, list(words), default)
    return words(given) if given in list(words) else next(iter(words))


def seconds_of(table: Table, key: str, per: int, default: int | None = None) -> int:
    """A length of time given as a number of hours (`per` 3600) or minutes (60), in seconds.

    Hours may be a text of hours and minutes, "16:35". Parts of a minute are refused, since nothing
    in the book is finer.
    """
    written = CLOCKED.fullmatch(table.text(key)) if table.holds(key, str) else None
    if written is not None and per == HOUR:
        return int(written[1]) * HOUR + int(written[2]) * 60
    given = table.decimal(key, None if default is None else Decimal(default) / per)
    seconds = given * per
    if seconds % 60:
        remedy = "Write 7.25, not 7.333." if per == 60 else 'Write 7.25, or "7:20" for 7 h 20.'
        table.wrong(key, f"{given} is not a whole number of minutes.", remedy)
    return int(seconds)


def kinds_of(
    table: Table, key: str, known: Sequence[str], default: Sequence[str], hint: str = ""
) -> frozenset[str]:
    """A set of words, each of which must be known; `hint` is said behind those that are."""
    words = [WORDS.get(word, word) for word in table.texts(key, default)]
    for word in words:
        if word not in known:
            table.wrong(key, f"{word!r} is not known here.", f"Use: {', '.join(known)}.{hint}")
    if not words:
        table.wrong(key, "names nothing.", f"Use some of: {', '.join(known)}.")
    return frozenset(words)


def read_places(table: Table) -> frozenset[str]:
    """Which of `same_employer`, `same_site` and `same_job` are set."""
    return frozenset(place for place in PLACES if table.flag(f"same_{place}"))


def month_day(table: Table, key: str) -> MonthDay:
    """The day on which a year begins, written "07-01"; never 29 February."""
    written = table.text(key, "01-01")
    try:
        day = date.fromisoformat(f"2001-{written}")
    except ValueError:
        table.wrong(key, f"{written!r} is not a day.", 'Write "month-day": "07-01".')
        return NEW_YEAR
    return day.month, day.day


def _optional_day(table: Table, key: str) -> str:
    return table.day(key).isoformat() if key in table else ""
