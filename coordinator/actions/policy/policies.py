"""Which version of the policy governs, and putting a new one in force."""

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from coordinator.actions.results import Actor, Refused
from coordinator.library import standard_policy
from coordinator.rules.policy import Policy, read_policy
from storage.database import Book
from storage.queries.staffing import facts

LATER = "What was adopted stays as it is: write another effective_on."
"""The remedy for a second version of one date."""


class Governing(NamedTuple):
    """The policy that governs a date, and the id of its row (None: the one that is shipped)."""

    policy: Policy
    id: int | None


@dataclass(frozen=True, slots=True)
class Adopted:
    """A new version of the policy is in the book."""

    policy_id: int
    name: str
    effective_on: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Policy {self.name!r} in force from {self.effective_on}"


class UnreadablePolicy(ValueError):
    """The policy in the book cannot be read by this program."""


def policy_on(connection: sqlite3.Connection, on: str) -> Governing:
    """The policy in force on a local date (ISO); the shipped one until the agency has its own.

    Raises UnreadablePolicy.
    """
    row = facts.policy_in_force(connection, on)
    if row is None:
        return Governing(_checked(standard_policy()), None)
    return Governing(_checked(row.document), row.id)


def policy_of(connection: sqlite3.Connection, policy_id: int | None) -> str:
    """The text of a version of the policy, by the id of its row; None is the shipped one."""
    for row in facts.policies(connection):
        if row.id == policy_id:
            return row.document
    return standard_policy()


def adopt_policy(book: Book, actor: Actor, document: str) -> Adopted | Refused:
    """Put a policy document in force from its own date on; one version a date."""
    policy = read_policy(document)
    if not isinstance(policy, Policy):
        return Refused(tuple(str(problem) for problem in policy.problems))
    # Only who adopts a document pays for reading what tries its examples.
    from coordinator.rules.cases.trying import failing_examples

    if failing := failing_examples(policy):
        return Refused(tuple(str(problem) for problem in failing))
    with book.action(actor, "adopt policy", "policy:0") as tx:
        # The models cost more to import than a screen may take.
        from storage.models import Policy as PolicyVersion

        if any(row.effective_on == policy.effective_on for row in facts.policies(tx.connection)):
            tx.abandon()
            words = f"There already is a policy effective on {policy.effective_on}."
            return Refused((f"{words} {LATER}",))
        row = tx.add(
            PolicyVersion(
                name=policy.name,
                effective_on=policy.effective_on,
                document=document,
                sha256=policy.sha256,
            )
        )
        assert row.id is not None
        tx.subject = f"policy:{row.id}"
        return Adopted(row.id, policy.name, policy.effective_on)


@lru_cache(maxsize=16)
def _checked(document: str) -> Policy:
    policy = read_policy(document)
    if isinstance(policy, Policy):
        return policy
    raise UnreadablePolicy(f"The policy cannot be read: {policy.problems[0]}")
