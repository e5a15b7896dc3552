"""What another policy would have made of a past period: officer by officer, or award by award.

The replay is that of the what-if (`past_awards.what_if`), with its rules and its limits.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from coordinator.actions.past_awards.retrying import Retried
from coordinator.actions.past_awards.what_if import WhatIf, what_if
from coordinator.actions.policy.policy_reading import StoppedError
from coordinator.actions.reports.computed import MOST, STOPPED, Run
from coordinator.library import shipped_policy
from coordinator.rules.reports.report import Cell
from storage.queries.reports.running import QueryTrouble, Rows
from storage.queries.staffing import facts

NAMES: Final = (
    "officer_id", "what", "officer", "before", "after", "difference", "details_before",
    "details_after", "pay_before", "pay_after", "instead", "why",
)  # fmt: skip
LONGEST: Final = 500_000
"""Bytes of a policy document."""


def rule_effect(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """Hours, details and pay of each officer before and after, or the awards that differ."""
    document = _document(connection, str(values["policy"]).strip(), str(values["today"]))
    if isinstance(document, QueryTrouble):
        return document
    since, until, now = (int(values[name] or 0) for name in ("from_at", "until_at", "now_at"))
    try:
        found = what_if(run.book, document, since, until, now, run.tell)
    except StoppedError:
        return STOPPED
    except ValueError as error:
        return QueryTrouble(f"The policy cannot be read: {error}")
    tell: Callable[[Retried], Iterator[tuple[Cell, ...]]] = (
        _officers if values["by"] == "officer" else _awards
    )
    rows = tuple(tell(found.retried))
    return Rows(NAMES, rows[:MOST], len(rows) > MOST, tuple(_notes(found)))


def _document(connection: sqlite3.Connection, named: str, today: str) -> str | QueryTrouble | None:
    """The policy meant: the next version to come into force, one by its date, one that is shipped
    by its name, or a file; None: the policies that were in force."""
    if not named:
        later = [row for row in facts.policies(connection) if row.effective_on > today]
        return min(later, key=lambda row: row.effective_on).document if later else None
    if named == "as it was":
        return None
    dated = [row.document for row in facts.policies(connection) if row.effective_on == named]
    if dated:
        return dated[0]
    shipped = shipped_policy(named.removesuffix(".toml"))
    return _in_file(Path(named).expanduser()) if shipped is None else shipped


def _in_file(path: Path) -> str | QueryTrouble:
    try:
        with path.open("rb") as stream:
            read = stream.read(LONGEST + 1)
        text = read.decode("utf-8")
    except (OSError, UnicodeDecodeError, ValueError):
        return QueryTrouble(f"There is no version, shipped policy or file {path}.")
    return text if len(read) <= LONGEST else QueryTrouble(f"{path} is too long for a policy.")


def _officers(found: Retried) -> Iterator[tuple[Cell, ...]]:
    for gain in sorted(found.gains, key=lambda each: -abs(each.gained[0])):
        yield (
            gain.officer_id, "officer", gain.officer, gain.minutes, gain.other_minutes,
            gain.gained[0], gain.details, gain.other_details, gain.cents, gain.other_cents, "", "",
        )  # fmt: skip


def _awards(found: Retried) -> Iterator[tuple[Cell, ...]]:
    for one in found.differing:
        nothing = (None,) * 7
        yield (one.officer_id, one.position, one.officer, *nothing, one.instead or "nobody",
               f"{one.cause}: {one.why}")  # fmt: skip


def _notes(found: WhatIf) -> Iterator[str]:
    from coordinator.actions.past_awards import retrial_words as words

    yield f"Policy: {found.policy}. {words.total_words(found.retried)}."
    yield from words.cause_words(found.retried)
    yield from words.limit_words(found.retried)
    yield from words.lacking_words(found.lacking)
    yield from found.rules
