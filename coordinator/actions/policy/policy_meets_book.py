"""What a policy asks of officers and nobody in the book has: a figure, a group, a tier, a rank.

Nor does a clause mean anything that is about seats of a rank for which no seat asks.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from coordinator.rules.clauses import Scope
from coordinator.rules.clauses.needs import dates_asked, numbers_asked
from coordinator.rules.clauses.service import RANK_SINCE
from coordinator.rules.distribution.document import (
    By,
    Distribution,
    Draft,
    Key,
    SeatPart,
    Share,
    Tier,
)
from coordinator.rules.distribution.needs import keys_of
from coordinator.rules.policy import Policy

Part = Tier | Draft | SeatPart | Share
"""What of a method names officers by words."""

OF_THE_ROSTER = ("seniority_date", "hired_on", "badge_number")
"""Dates and numbers that every roster has a column for."""


def unmet(connection: sqlite3.Connection, policy: Policy) -> tuple[str, ...]:
    """A sentence for each word of the policy that fits nobody, so that a slip of it is seen."""
    wanted = {
        "figure": {*_figures(policy.distribution), *_dates(policy), *numbers_asked(policy.clauses)}
        - _figures_held(connection),
        "group": set(_named(policy, lambda part: part.groups, By.GROUP))
        - _held(connection, "SELECT name FROM group_member"),
        "tier": set(_tiers(policy)) - _held(connection, "SELECT tier FROM officer"),
        "rank": set(_named(policy, lambda part: part.ranks, By.RANK))
        - _held(connection, "SELECT code FROM rank"),
        "unit": set(_named(policy, lambda part: part.units))
        - _held(connection, "SELECT unit FROM officer"),
    }
    return tuple(
        f"no officer of the book has the {what} {name!r}"
        for what, names in wanted.items()
        for name in sorted(names)
    ) + tuple(_about_no_seat(connection, policy))


def _about_no_seat(connection: sqlite3.Connection, policy: Policy) -> Iterator[str]:
    """A sentence for each clause about seats of a rank for which no seat of the book asks."""
    asked = (
        "SELECT 1 FROM rank WHERE code = ? AND EXISTS "
        "(SELECT 1 FROM position WHERE rank_id = rank.id)"
    )
    for clause in policy.clauses:
        names = sorted(clause.terms.scope.position_ranks)
        if names and not any(connection.execute(asked, (name,)).fetchone() for name in names):
            number = f" ({clause.terms.number})" if clause.terms.number else ""
            yield (
                f"{clause.terms.name}{number} is about no seat: none asks for the rank "
                f"{' or '.join(names)}, and one that asks for no rank is not meant; --crew of a "
                "job, or `coordinator parade posts`, gives seats their rank"
            )


def _keys(distribution: Distribution) -> Iterable[Key]:
    methods = (key for method in distribution.methods for key in keys_of(method))
    return chain(methods, (key for roster in distribution.lists for key in roster.start))


def _figures(distribution: Distribution) -> Iterator[str]:
    for key in _keys(distribution):
        dated = key.by in (By.SENIORITY, By.LONGEST_SINCE) and key.of
        if (dated or key.by is By.NUMBER) and key.of not in OF_THE_ROSTER:
            yield key.of


def _dates(policy: Policy) -> frozenset[str]:
    """The stored dates that clauses name."""
    return dates_asked(policy.clauses) - {RANK_SINCE, *OF_THE_ROSTER}


def _named(
    policy: Policy, words_of: Callable[[Scope | Part], Iterable[str]], by: By | None = None
) -> Iterator[str]:
    """Words of one kind that clauses, waves, drafts, parts of the seats and the like name, and keys
    of this kind."""
    for part in (*_scopes(policy), *_parts(policy.distribution)):
        yield from words_of(part)
    for key in _keys(policy.distribution):
        if key.by is by:
            yield from key.words


def _tiers(policy: Policy) -> Iterator[str]:
    yield from _named(policy, lambda part: part.tiers)
    for roster in policy.distribution.lists:
        yield from roster.tiers


def _scopes(policy: Policy) -> list[Scope]:
    scopes = [clause.terms.scope for clause in policy.clauses]
    return [*scopes, *(scope.but for scope in scopes if scope.but is not None)]


def _parts(distribution: Distribution) -> list[Part]:
    return [part for each in distribution.methods for part in (*each.groups, *each.shares)]


def _held(connection: sqlite3.Connection, sql: str) -> set[str]:
    return {name for (name,) in connection.execute(sql) if name}


def _figures_held(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT figures FROM officer WHERE figures IS NOT NULL")
    return {name for (figures,) in rows for name in json.loads(figures)}
