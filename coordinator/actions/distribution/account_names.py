"""Accounts of tallies that are kept apart: only for whom the book knows, and renamed with him."""

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING

from coordinator.actions.policy.policies import UnreadablePolicy, policy_on
from coordinator.rules.distribution.tallies import Tally
from coordinator.rules.spans import Calendar
from storage.queries.distribution.account_names import entries_of, known_names
from storage.queries.staffing.facts import agency_zone

if TYPE_CHECKING:
    from storage.transaction import Transaction

Known = Mapping[str, list[str]]


def wrong_account(connection: sqlite3.Connection, tally: Tally, account: str) -> str:
    """What is wrong with the name of an account, and what to write; "" where it is right."""
    if not tally.per:
        return ""
    known = _known(connection, tally)
    if tally.facts_of(account, known) is not None:
        return ""
    from difflib import get_close_matches

    every = sorted({name for names in known.values() for name in names})
    inner = account[len(tally.name) + 1 : -1]
    near = get_close_matches(inner, every, cutoff=0.4)
    like = f", like {' or '.join(near)}" if near else ""
    return (
        f"The book knows no {' with '.join(tally.per)} by {inner!r}: write "
        f"{tally.name}[{', '.join(tally.per).upper()}] with the names as they stand there{like}."
    )


def rename_accounts(tx: "Transaction", fact: str, old: str, new: str, employer: str = "") -> None:
    """Let entries follow an employer or a site (of an `employer`) to its new name; call it when
    the register has that.

    Where another one has the old name still, they stay with that one.
    """
    if old == new:
        return
    # Whoever renames has the models already; who only asks about an account does without.
    from storage.models import TallyEntry

    for tally in _kept_apart(tx, fact):
        known = _known(tx.connection, tally)
        if old in known[fact] and not (employer and "employer" in tally.per):
            continue
        before = {**known, fact: [*known[fact], old]}
        for row, account in entries_of(tx.connection, tally.name):
            facts = tally.facts_of(account, before) or {}
            his = not employer or facts.get("employer", employer) == employer
            if his and facts.get(fact) == old:
                entry = tx.get(TallyEntry, row)
                entry.tally = tally.account({**facts, fact: new})
                tx.save(entry)


def _kept_apart(tx: "Transaction", fact: str) -> list[Tally]:
    on = Calendar(agency_zone(tx.connection)).local_iso(tx.now)
    try:
        document = policy_on(tx.connection, on).policy.distribution
    except UnreadablePolicy:  # nothing is counted by it either
        return []
    return [tally for tally in document.tallies if fact in tally.per]


def _known(connection: sqlite3.Connection, tally: Tally) -> Known:
    names = {fact: known_names(connection, fact) for fact in tally.per}
    return {fact: known for fact, known in names.items() if known is not None}
