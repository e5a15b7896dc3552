"""Taking an officer for a position: judged in the transaction that seats him, and on record."""

from dataclasses import dataclass, replace

from coordinator.actions.approving import FREE, Allowing, may_override
from coordinator.actions.candidates import Candidate, Ranking, judge_one, rank_candidates
from coordinator.actions.policies import policy_on
from coordinator.actions.results import Refused
from coordinator.rules.decision import Award, encode, packet_of
from coordinator.rules.eligibility import Standing
from coordinator.rules.ranking import rank
from coordinator.rules.words import ORDERED, StatusKind
from storage.models import Decision
from storage.transaction import Transaction


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
    reason is also owed where the policy wants one for passing over somebody, or for the choice in
    a tie. A `ranking` made shortly before spares the time of a new one under the write lock: only
    the officer himself is judged again, and it is the new verdict that counts. Raises Missing.
    """
    fresh = judge_one(tx.connection, position_id, officer_id, tx.now)
    allowing = _allowing(tx, fresh, reason, override_by)
    if isinstance(allowing, Refused):
        return allowing
    ranking = _current(tx, position_id, fresh, ranking)
    if refusal := _owes_reason(ranking, fresh, reason, is_order=kind == ORDERED):
        return refusal
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
    allowing = FREE if on_record else _allowing(tx, fresh, award.reason, award.override_by)
    if isinstance(allowing, Refused):
        return allowing
    governing = policy_on(tx.connection, fresh.question.first_on)
    seed = fresh.question.position.number
    ranking = rank(governing.policy, fresh.question, [fresh.officer], seed, governing.id)
    return _written(tx, fresh, ranking, award, allowing.warning)


def _written(
    tx: Transaction, fresh: Candidate, ranking: Ranking, award: Award, warning: tuple[str, ...]
) -> Decided:
    decision = tx.add(
        Decision(
            position_id=fresh.question.position.id,
            officer_id=award.officer_id,
            kind=award.kind,
            policy_id=ranking.policy_id,
            packet_sha256=tx.keep_packet(encode(packet_of(ranking, award))),
            decided_at=tx.now,
            reason=award.reason,
            override_by=award.override_by,
        )
    )
    assert decision.id is not None
    return Decided(decision.id, fresh.standing, (*fresh.warnings, *warning), fresh.reasons)


def _allowing(
    tx: Transaction, fresh: Candidate, reason: str, override_by: str
) -> Allowing | Refused:
    """Whether he may take it as things stand, and what there is to say of whoever allows it."""
    if refusal := _may_not(fresh, reason, override_by):
        return refusal
    if fresh.standing is not Standing.OVERRIDE:
        return FREE
    policy = policy_on(tx.connection, fresh.question.first_on).policy
    allowing = may_override(tx.connection, fresh, policy, override_by)
    return Refused(allowing.refusing) if allowing.refusing else allowing


def _may_not(fresh: Candidate, reason: str, override_by: str) -> Refused | None:
    if any(kind == StatusKind.DEPARTED for kind, _, _ in fresh.officer.statuses):
        return Refused((f"{fresh.badge} {fresh.name} has left the agency.",))
    if fresh.standing is Standing.BARRED:
        return Refused(fresh.reasons)
    if fresh.standing is Standing.OVERRIDE and not (reason and override_by):
        who = " and ".join(fresh.verdict.may_override)
        return Refused((*fresh.reasons, f"This needs a reason and the name of the {who}."))
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


def _owes_reason(
    ranking: Ranking, fresh: Candidate, reason: str, *, is_order: bool
) -> Refused | None:
    if reason:
        return None
    awards, first = ranking.policy.awards, ranking.first
    if all(candidate.id != fresh.id for candidate in first):
        if first and awards.reason_when_not_first:
            return Refused((f"{first[0].badge} {first[0].name} comes first: say why not.",))
        chosen = ranking.find(fresh.id)
        if chosen is not None and chosen.aside and awards.reason_when_not_first and not is_order:
            return Refused((f"{chosen.badge} {chosen.name} {chosen.aside}: say why.",))
    elif len(first) > 1 and awards.reason_when_tied:
        return Refused((f"The rule ends in a tie of {len(first)}: say why this one.",))
    return None
