"""When whoever takes somebody for a position owes a reason, and the sentence that asks for it.

Screens ask by it before, actions refuse by it; so both say the same.
"""

from coordinator.rules.draft_order import NOT_TO_BE_HAD, DraftOrder, draft_order
from coordinator.rules.ranking import Candidate, Ranking


def reason_owed(ranking: Ranking, officer_id: int, *, is_order: bool = False) -> str:
    """Why the policy wants a reason for taking this one, in a sentence; "" where it wants none.

    `is_order`: he is to be ordered; then the draft of the method says who is next, if it has one.
    """
    awards, first = ranking.policy.awards, ranking.first
    if any(candidate.id == officer_id for candidate in first):
        if len(first) > 1 and awards.reason_when_tied:
            return f"The rule ends in a tie of {len(first)}: say why this one."
        return ""
    if first:
        named = f"{_named(first[0])} comes first: say why not."
        return named if awards.reason_when_not_first else ""
    chosen = ranking.find(officer_id)
    if chosen is None:
        return ""
    if is_order:
        drafted = draft_order(ranking)
        return _out_of_draft(drafted, chosen) if drafted else ""
    aside = chosen.aside and awards.reason_when_not_first
    return f"{_named(chosen)} {chosen.aside}: say why." if aside else ""


def _out_of_draft(drafted: DraftOrder, chosen: Candidate) -> str:
    """That somebody else is next in the draft, or that he is not meant by it at all."""
    awards, first = drafted.ranking.policy.awards, drafted.first
    if any(candidate.id == chosen.id for candidate in first):
        tied = len(first) > 1 and awards.reason_when_tied
        return f"The draft ends in a tie of {len(first)}: say why this one." if tied else ""
    if not awards.reason_when_not_first:
        return ""
    if drafted.draft is None:
        return "The draft orders nobody for this detail: say why."
    said = beside_draft(drafted, chosen) or "comes later in the draft"
    return f"{_named(chosen)} {said}; {_next(drafted)}: say why."


def beside_draft(drafted: DraftOrder, candidate: Candidate) -> str:
    """Why the draft passes somebody by; "" where he is one whom it orders."""
    if drafted.draft is None or not drafted.means(candidate.id):
        whom = f" ({drafted.whom})" if drafted.whom else ""
        return f"is not in the draft{whom}"
    if candidate.id in drafted.enough:
        return drafted.protection(candidate.id)
    if candidate.answer in NOT_TO_BE_HAD:
        return f"answered: {candidate.answer.replace('_', ' ')}"
    return "has another detail at that time" if drafted.is_busy(candidate) else ""


def _next(drafted: DraftOrder) -> str:
    named = drafted.named_next(" next")
    return f"the draft says {named}" if named else "nobody is left in the draft"


def _named(candidate: Candidate) -> str:
    return f"{candidate.badge} {candidate.name}"
