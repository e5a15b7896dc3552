"""A series as one line says it, whatever holds its columns."""

from datetime import date, timedelta
from typing import Protocol

from coordinator.rules.recurring.reading import NotARule, read_rrule
from coordinator.rules.recurring.rule_words import rule_words


class SeriesColumns(Protocol):
    """What a line needs to know of a series; dates are local and half-open."""

    @property
    def rule(self) -> str: ...
    @property
    def starts_on(self) -> str: ...
    @property
    def until_on(self) -> str | None: ...
    @property
    def starts_clock(self) -> str: ...
    @property
    def ends_clock(self) -> str: ...
    @property
    def paused_from_on(self) -> str | None: ...
    @property
    def paused_until_on(self) -> str | None: ...


def line_words(series: SeriesColumns) -> str:
    """'every Tue and Thu 18:00-02:00 from 2026-06-02, last 2026-12-31, paused from ...'."""
    parts = [f"{in_words(series.rule)} {series.starts_clock}-{series.ends_clock}"]
    parts[0] += f" from {series.starts_on}"
    if series.until_on:
        last = date.fromisoformat(series.until_on) - timedelta(days=1)
        parts.append(f"last {last}")
    if series.paused_from_on:
        until = f" until {series.paused_until_on}" if series.paused_until_on else ""
        parts.append(f"paused from {series.paused_from_on}{until}")
    return ", ".join(parts)


def in_words(rule: str) -> str:
    """A kept rule in words; as it stands where it cannot be read."""
    try:
        return rule_words(read_rrule(rule))
    except NotARule:
        return rule
