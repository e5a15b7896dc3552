"""What of the policies that governed past awards a replay of them cannot apply."""

import sqlite3
from collections.abc import Iterable

from coordinator.actions.pay.pay_windows import known_periods
from coordinator.rules.clauses.needs import STILL_TO_BE_HAD
from coordinator.rules.distribution.rotations import unapplied
from coordinator.rules.policy import Policy

STILL = "who could still be had (ranks_available)"
"""Asked by a clause of the moment of each award, which no row keeps."""


def not_replayed(connection: sqlite3.Connection, policies: Iterable[Policy]) -> tuple[str, ...]:
    """What a replay under these policies leaves out, each in words and once."""
    dated = known_periods(connection)
    found = (words for policy in policies for words in _of(policy, dated))
    return tuple(dict.fromkeys(found))


def _of(policy: Policy, dated: frozenset[str]) -> list[str]:
    document = policy.distribution
    found = [words for method in document.methods for words in unapplied(document, method, dated)]
    return [*found, *([STILL] if STILL_TO_BE_HAD in policy.needs else [])]
