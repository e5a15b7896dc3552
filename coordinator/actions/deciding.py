"""Taking an officer for a position: judged in the transaction that seats him, and on record."""

from dataclasses import dataclass, replace

from coordinator.actions.candidates import Candidate, Ranking, judge_one, rank_candidates
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
    if refusal := _may_not(fresh, reason, override_by):
        return refusal
    ranking = _current(tx, position_id, fresh, ranking)
    if refusal := _owes_reason(ranking, fresh, reason, is_order=kind == ORDERED):
        return refusal
    award = Award(officer_id, kind, reason, override_by)
    decision = tx.add(
        Decision(
            position_id=position_id,
            officer_id=officer_id,
            kind=kind,
            policy_id=ranking.policy_id,
            packet_sha256=tx.keep_packet(encode(packet_of(ranking, award))),
            decided_at=tx.now,
            reason=reason,
            override_by=override_by,
        )
    )
    assert decision.id is not None
    return Decided(decision.id, fresh.standing, fresh.warnings)


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
