"""What the policy in force says to a call-off or an exchange at this moment."""

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.actions.results import Refused
from coordinator.actions.staffing.candidates import ask
from coordinator.rules.clauses import Severity
from coordinator.rules.distribution.call_offs import (
    UNTOLD,
    CallOffRule,
    Ruling,
    facts_when,
    on_call_off,
    on_exchange,
    rule_for,
)
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.wording import one_rule_words
from coordinator.rules.facts import Question

if TYPE_CHECKING:
    from storage.models import Assignment


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rule says to giving one seat back now.

    `words` is the rule itself in plain English, empty where the policy has none; `against` what
    speaks against it. `needs` is who must allow it, empty where nobody need or may.
    """

    number: str
    words: str
    text: str
    against: tuple[str, ...]
    severity: str
    needs: str
    in_grace: bool


def call_off_ruling(
    connection: sqlite3.Connection,
    assignment_id: int,
    reason: str,
    now: int,
    *,
    by_message: bool = False,
) -> Ruling:
    """The ruling on a call-off. Raises Missing where the seat is unknown."""
    position_id, awarded_at, starts_at = connection.execute(
        "SELECT position_id, awarded_at, starts_at FROM assignment WHERE id = ?", (assignment_id,)
    ).fetchone()
    _, rule = _asked(connection, position_id, reason, now)
    return on_call_off(
        rule, awarded_at=awarded_at, starts_at=starts_at, now=now, by_message=by_message
    )


def exchange_ruling(
    connection: sqlite3.Connection, seat: "Assignment", comes: int, now: int, *, swap: bool
) -> Ruling:
    """The ruling on letting another, by his id, work a seat. Raises Missing where the seat's
    position is unknown."""
    question, rule = _asked(connection, seat.position_id, "", now)
    starts_at = question.position.starts_at
    who = UNTOLD
    if rule.same_rank or rule.swaps_most:
        from coordinator.actions.staffing.changing_places import changing

        who = changing(connection, rule, seat, comes, question.calendar)
    return on_exchange(rule, starts_at=starts_at, now=now, swap=swap, changing=who)


def ruled_call_off(
    connection: sqlite3.Connection, assignment_id: int, reason: str, now: int, by_message: bool
) -> Ruled:
    """The same for people to read, before the call-off is made."""
    ruling = call_off_ruling(connection, assignment_id, reason, now, by_message=by_message)
    return as_read(ruling)


def as_read(ruling: Ruling) -> Ruled:
    """A ruling for people to read."""
    rule = ruling.rule
    severity = str(ruling.severity or "")
    return Ruled(
        rule.number,
        one_rule_words(rule) if rule != CallOffRule() else "",
        rule.text,
        ruling.against,
        severity,
        (rule.by or "person who allows it") if severity == Severity.OVERRIDE else "",
        ruling.in_grace,
    )


def not_allowed(ruling: Ruling, allowed_by: str) -> Refused | None:
    """Why it cannot be done as it stands: what speaks against it, and what would help."""
    if ruling.severity is Severity.BARS:
        return Refused(ruling.against)
    if ruling.severity is Severity.OVERRIDE and not allowed_by.strip():
        who = f"the {ruling.rule.by}" if ruling.rule.by else "whoever allows it"
        return Refused((*ruling.against, f"This needs the name of {who}."))
    return None


def _asked(
    connection: sqlite3.Connection, position_id: int, reason: str, now: int
) -> tuple[Question, CallOffRule]:
    question, governing = ask(connection, position_id, now)
    facts = facts_when(facts_of(question), question.position.starts_at, now, reason)
    return question, rule_for(governing.policy.distribution.call_offs, facts)
