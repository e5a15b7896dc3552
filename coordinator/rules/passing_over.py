"""Why those ahead of the officer taken were passed over, and of whom a packet keeps the facts.

Where somebody was ordered, the draft decides: whoever is not in it, or has had his orders, is told
by that, and whether he signed up tells nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coordinator.rules.draft_order import DraftOrder, Orders, as_ordered, draft_order
from coordinator.rules.eligibility import Standing
from coordinator.rules.ranking import TURNED_DOWN, Candidate, Ranking
from coordinator.rules.reasons_owed import beside_draft
from coordinator.rules.words import ORDERED

KEPT_AHEAD = 100
"""Officers ahead who are kept with all their facts; of any more the badges, by reason."""

NAMED_BEHIND = 200
"""Officers behind who are named by reason; where there are more, they are counted."""

KEPT_ANSWERS = 100

NO_REASON = "no reason was recorded"

LATER = "comes later in the draft"


@dataclass(frozen=True, slots=True)
class Passing:
    """One decision, as those see it who did not get the position.

    `everybody` is judged by what decided it: whom a draft means, and who was ordered, for an order.
    `drafted` is the draft that decided it; None where the order of the method did.
    """

    everybody: Sequence[Candidate]
    taken: int
    reason: str
    drafted: DraftOrder | None

    @property
    def place(self) -> int:
        """How many stood ahead of the officer taken."""
        return next(n for n, c in enumerate(self.everybody) if c.id == self.taken)

    def kept(self) -> dict[int, Candidate]:
        """Of whom the packet keeps all facts: those ahead, all who answered, and the officer."""
        everybody, place = self.everybody, self.place
        answered = [c for c in everybody if c.answer or c.officer.expressed_at is not None]
        chosen = {c.id for c in (*everybody[:place][:KEPT_AHEAD], *answered[:KEPT_ANSWERS])}
        chosen.add(everybody[place].id)
        if self.drafted is not None:
            ahead = self.drafted.ahead_of(self.taken)[:KEPT_AHEAD]
            chosen |= {c.id for c in (*ahead, *self.drafted.first[:KEPT_AHEAD])}
        return {c.id: c for c in everybody if c.id in chosen}

    def why(self, candidate: Candidate) -> str:
        """Why somebody ahead in the order was not taken, in words."""
        said = self.reason or NO_REASON
        if self.drafted is not None:
            return self._why_not_ordered(self.drafted, candidate, said)
        if candidate.answer:
            return f"answered: {candidate.answer.replace('_', ' ')}"
        if candidate.standing is not Standing.ELIGIBLE:
            return "; ".join(candidate.reasons)
        return candidate.aside or said

    def _why_not_ordered(self, drafted: DraftOrder, candidate: Candidate, said: str) -> str:
        if candidate.standing is not Standing.ELIGIBLE:
            return "; ".join(candidate.reasons)
        if not candidate.aside and candidate.answer not in TURNED_DOWN:
            return said
        ahead = {c.id for c in (*drafted.ahead_of(self.taken), *drafted.first)}
        return beside_draft(drafted, candidate) or (said if candidate.id in ahead else LATER)

    def by_reason(self, candidates: Iterable[Candidate]) -> dict[str, list[str]]:
        """Badges by the gravest clause (name and number), or by standing where there is none."""
        found: dict[str, list[str]] = {}
        for c in candidates:
            found.setdefault(self._gravest(c), []).append(c.badge)
        return dict(sorted(found.items()))

    def _gravest(self, candidate: Candidate) -> str:
        if not candidate.verdict.reasons:
            aside = candidate.aside
            if aside and self.drafted is not None:
                aside = beside_draft(self.drafted, candidate) or LATER
            return aside or str(candidate.standing)
        terms = candidate.verdict.reasons[0].clause.terms
        return f"{terms.name} ({terms.number})" if terms.number else terms.name


def passing(
    ranking: Ranking, kind: str, taken: int, reason: str = "", orders: Orders | None = None
) -> Passing:
    """How a decision is told to those who did not get the position; `kind` is its act."""
    drafted = deciding_draft(ranking, kind, taken, orders)
    meant = {c.id: c for group in drafted.meant for c in group} if drafted else {}
    if kind == ORDERED and taken not in meant:
        meant |= {c.id: c for c in as_ordered(ranking, filter(None, (ranking.find(taken),)))}
    everybody = [meant.get(c.id, c) for group in ranking.ordered for c in group]
    return Passing(everybody, taken, reason, drafted)


def deciding_draft(
    ranking: Ranking, kind: str, taken: int, orders: Orders | None = None
) -> DraftOrder | None:
    """The draft by which somebody was ordered; None where he stood first without it."""
    if kind != ORDERED or any(c.id == taken for c in ranking.first):
        return None
    return draft_order(ranking, orders)


def few(badges: dict[str, list[str]]) -> Mapping[str, list[str] | int]:
    """The badges by reason, or only how many where they are too many to name."""
    if sum(map(len, badges.values())) <= NAMED_BEHIND:
        return dict(badges)
    return {reason: len(named) for reason, named in badges.items()}
