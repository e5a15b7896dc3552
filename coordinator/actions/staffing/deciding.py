"""Taking an officer for a position: judged in the transaction that seats him, and on record."""

import sqlite3
from dataclasses import dataclass, replace

from coordinator.actions.policy.policies import policy_on
from coordinator.actions.results import Refused
from coordinator.actions.staffing.approving import FREE, Allowing, may_override
from coordinator.actions.staffing.candidates import Candidate, Ranking, judge_one, rank_candidates
from coordinator.rules.decision import Award, encode, packet_of
from coordinator.rules.draft_order import Orders
from coordinator.rules.eligibility import Standing
from coordinator.rules.passing_over import KEPT_AHEAD, deciding_draft
from coordinator.rules.ranking import rank
from coordinator.rules.reasons_owed import reason_owed
from coordinator.rules.words import ORDERED, StatusKind
from storage.models import Decision
from storage.queries.staffing.earlier_orders import earlier_orders
from storage.transaction import Transaction

NEEDS = "This needs"
"""How the last reason of a refusal begins that somebody's name would lift."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision is written; `warnings` are clauses that only warn, in words."""

    decision_id: int
    standing: Standing
    warnings: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """Everything that stands against him, in words."""


def decide(
    tx: Transaction,
    position_id: int,
    officer_id: int,
    *,
    kind: str,
    reason: str = "",
    override_by: str = "",
    ranking: Ranking | None = None,
) -> Decided | Refused:
    """Judge one officer as the book stands now; write the packet and the decision, or refuse.

    Who is barred cannot be taken by anybody. Who needs an override needs a reason and a name. A
    reason is also owed where the policy wants one for passing over somebody (when he is ordered:
    whom the draft says), or for the choice in a tie. A `ranking` made shortly before spares the
    time of a new one under the write lock: only the officer himself is judged again, and it is the
    new verdict that counts. Raises Missing.
    """
    ordered = kind == ORDERED
    fresh = judge_one(tx.connection, position_id, officer_id, tx.now, ordered=ordered)
    allowing = allowed_by(tx.connection, fresh, reason, override_by)
    if isinstance(allowing, Refused):
        return allowing
    ranking = _current(tx, position_id, fresh, ranking)
    owed = "" if reason else reason_owed(ranking, officer_id, is_order=ordered)
    if owed:
        return Refused((owed,))
    award = Award(officer_id, kind, reason, override_by)
    return _written(tx, fresh, ranking, award, allowing.warning)


def decide_alone(
    tx: Transaction, position_id: int, award: Award, *, on_record: bool = False
) -> Decided | Refused:
    """The same where the order is not asked: an exchange, a regular officer, hours worked.

    The packet holds him alone, so that his verdict can be replayed. `on_record`: it has happened,
    so nothing is refused; the name of whoever allowed it stands beside the verdict. Raises Missing.
    """
    fresh = judge_one(tx.connection, position_id, award.officer_id, tx.now)
    allowing = (
        FREE if on_record else allowed_by(tx.connection, fresh, award.reason, award.override_by)
    )
    if isinstance(allowing, Refused):
        return allowing
    governing = policy_on(tx.connection, fresh.question.first_on)
    seed = fresh.question.position.number
    ranking = rank(governing.policy, fresh.question, [fresh.officer], seed, governing.id)
    return _written(tx, fresh, ranking, award, allowing.warning)


def _written(
    tx: Transaction, fresh: Candidate, ranking: Ranking, award: Award, warning: tuple[str, ...]
) -> Decided:
    packet = packet_of(ranking, award, _orders_had(tx, ranking, award))
    decision = tx.add(
        Decision(
            position_id=fresh.question.position.id,
            officer_id=award.officer_id,
            kind=award.kind,
            policy_id=ranking.policy_id,
            packet_sha256=tx.keep_packet(encode(packet)),
            decided_at=tx.now,
            reason=award.reason,
            override_by=award.override_by,
        )
    )
    assert decision.id is not None
    return Decided(decision.id, fresh.standing, (*fresh.warnings, *warning), fresh.reasons)


def _orders_had(tx: Transaction, ranking: Ranking, award: Award) -> Orders:
    """The earlier orders of those whom the draft protects and the packet tells of."""
    drafted = deciding_draft(ranking, award.kind, award.officer_id)
    if drafted is None or drafted.period is None:
        return {}
    told = {c.id for c in drafted.ahead_of(award.officer_id)[:KEPT_AHEAD]} | {award.officer_id}
    protected = [key for key in drafted.enough if key in told]
    where = ranking.question.position.id
    return earlier_orders(tx.connection, protected, drafted.period, where)


def allowed_by(
    connection: sqlite3.Connection, fresh: Candidate, reason: str, override_by: str
) -> Allowing | Refused:
    """Whether he may take it as things stand, and what there is to say of whoever allows it."""
    if refusal := _may_not(fresh, reason, override_by):
        return refusal
    if fresh.standing is not Standing.OVERRIDE:
        return FREE
    policy = policy_on(connection, fresh.question.first_on).policy
    allowing = may_override(connection, fresh, policy, override_by)
    return Refused(allowing.refusing) if allowing.refusing else allowing


def _may_not(fresh: Candidate, reason: str, override_by: str) -> Refused | None:
    if any(kind == StatusKind.DEPARTED for kind, _, _ in fresh.officer.statuses):
        return Refused((f"{fresh.badge} {fresh.name} has left the agency.",))
    if fresh.standing is Standing.BARRED:
        return Refused(fresh.reasons)
    if fresh.standing is Standing.OVERRIDE and not (reason and override_by):
        who = " and ".join(fresh.verdict.may_override)
        return Refused((*fresh.reasons, f"{NEEDS} a reason and the name of the {who}."))
    return None


def _current(
    tx: Transaction, position_id: int, fresh: Candidate, ranking: Ranking | None
) -> Ranking:
    """The ranking with the officer's facts as they stand now; made anew where it does not fit."""
    if ranking is None or _outdated(ranking, fresh, tx.first_change - 1):
        ranking = rank_candidates(tx.connection, position_id, tx.now)
    before = ranking.find(fresh.id)
    own = fresh.officer._replace(stand=before.officer.stand if before else None)
    if before is not None and before.officer == own:
        return ranking
    others = [c.officer for group in ranking.ordered for c in group if c.id != fresh.id]
    question = replace(ranking.question, now=tx.now)
    return rank(ranking.policy, question, [*others, own], ranking.seed, ranking.policy_id)


def _outdated(ranking: Ranking, fresh: Candidate, seen: int) -> bool:
    then, now = ranking.question, fresh.question
    # How everybody stands may have moved with anything that was written since.
    moved = ranking.method is not None and ranking.seen != seen
    return moved or (then.position, then.schedule) != (now.position, now.schedule)
