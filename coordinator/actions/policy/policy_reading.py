"""The policy as people read it: its versions, when each holds, and its clauses in words."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.policy.checking import Violation, check_book
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.library import standard_policy
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import ClauseWords, clause_words, rotation_words
from coordinator.rules.spans import Calendar
from storage.database import Book
from storage.queries.staffing import facts

if TYPE_CHECKING:
    from coordinator.long_work import Progress

FAR = 1 << 40
"""An instant behind everything that is planned."""

LONGEST_BYTES = 1_000_000
"""A policy is a few pages; a longer file is something else."""


class StoppedError(Exception):
    """The person waiting chose to stop."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version; `last_on` is the last local date that it governs, empty while it is open.

    `id` is None for the policy that the program ships, which holds until the first of one's own.
    """

    id: int | None
    name: str
    from_on: str
    last_on: str
    governs_today: bool
    clauses: tuple[ClauseWords, ...]
    rotation: tuple[str, ...]
    problem: str
    document: str


def policy_versions(connection: sqlite3.Connection, today: str) -> tuple[Version, ...]:
    """Every version, the latest first; the shipped one last, where it governs any date."""
    found: list[Version] = []
    until = ""
    for row in facts.policies(connection):
        found.append(_version(row.id, row.name, row.effective_on, until, today, row.document))
        until = row.effective_on
    shipped = standard_policy()
    known = read_policy(shipped)
    begins = known.effective_on if isinstance(known, Policy) else ""
    if not until or begins < until:
        found.append(_version(None, "Standard policy (shipped)", begins, until, today, shipped))
    return tuple(found)


def adopt_file(book: Book, actor: Actor, path: Path) -> Adopted | Refused:
    """Put the policy of a TOML file in force from its own date on."""
    try:
        if path.stat().st_size > LONGEST_BYTES:
            return Refused((f"{path.name} is too long for a policy.",))
        document = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Refused((f"{path.name} is not UTF-8 text.",))
    except OSError as error:
        return Refused((f"{path}: {error.strerror}.",))
    return adopt_policy(book, actor, document)


def _version(
    key: int | None, name: str, from_on: str, until: str, today: str, document: str
) -> Version:
    policy = read_policy(document)
    last = (date.fromisoformat(until) - timedelta(days=1)).isoformat() if until else ""
    governs = from_on <= today and (not last or today <= last)
    if not isinstance(policy, Policy):
        problem = str(policy.problems[0])
        return Version(key, name, from_on, last, governs, (), (), problem, document)
    return Version(
        key,
        name,
        from_on,
        last,
        governs,
        tuple(clause_words(clause) for clause in policy.clauses),
        rotation_words(policy),
        "",
        document,
    )


def broken_by(book: Path, policy_id: int, now: int, progress: "Progress") -> tuple[Violation, ...]:
    """The coming details that stand against a version of the policy, from its first date on.

    To be run in a process of its own. Raises StoppedError.
    """
    opened = Book(book)
    connection = opened.reader()
    row = next(one for one in facts.policies(connection) if one.id == policy_id)
    calendar = Calendar(facts.agency_zone(connection))
    begins = max(now, calendar.midnight(date.fromisoformat(row.effective_on)))
    total = connection.execute("SELECT count(*) FROM officer").fetchone()[0]
    found: list[Violation] = []
    for done, checked in enumerate(check_book(connection, (begins, FAR))):
        if progress(done, total) is False:
            raise StoppedError("The check was stopped.")
        found += checked.violations
    opened.close()
    return tuple(sorted(found, key=lambda one: (one.starts_at, one.position)))
