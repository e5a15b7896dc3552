"""The order of a packet told: by what each had his place, who did not stand, whom the draft orders.

It is worked out again from the packet's facts and the policy's text, by the keys and tallies that
were in force; what the record holds beside it (verdicts, reasons) is told as it stands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coordinator.rules.decision import Packet, officer_of, orders_of, question_of
from coordinator.rules.distribution.condition_wording import figure_words
from coordinator.rules.distribution.wording import draft_words
from coordinator.rules.draft_order import DraftOrder
from coordinator.rules.facts import Question
from coordinator.rules.passing_over import LATER, deciding_draft
from coordinator.rules.plain_why import plain_why
from coordinator.rules.policy import Policy
from coordinator.rules.ranking import Candidate, Ranking, rank
from coordinator.rules.reasons_owed import beside_draft
from coordinator.rules.words import BY_ARRANGEMENT

SHOWN = 5
"""So many who are equal are named."""


@dataclass(frozen=True, slots=True)
class ToldOrder:
    """Everybody whom a packet keeps, by id; `asked` tells whether the order was asked for at all,
    `drafted` by what draft somebody was ordered."""

    ranking: Ranking
    taken: int
    known: Mapping[int, Candidate]
    asked: bool
    drafted: DraftOrder | None

    @property
    def question(self) -> Question:
        """What was asked of everybody."""
        return self.ranking.question

    def facts(self, officer: int) -> Iterator[str]:
        """By what an officer had his place, key by key, and what he answered."""
        candidate = self.known[officer]
        drafted = self.drafted
        if drafted is not None and drafted.means(officer):
            yield from filter(None, (drafted.figures(candidate), _tally(drafted, candidate)))
        elif self.asked:
            yield from self._keys(candidate)
        if candidate.answer:
            yield f"answered {candidate.answer.replace('_', ' ')}"

    def _keys(self, candidate: Candidate) -> tuple[str, ...]:
        if self.ranking.method is not None:
            return self.ranking.why(candidate)
        rotation = self.ranking.policy.rotation_for(self.question)
        return plain_why(rotation, self.question, candidate.officer)

    def aside(self, officer: int) -> str:
        """Why he did not stand for it; whether he signed up is no matter of a draft."""
        return self.known[officer].aside if self.asked and self.drafted is None else ""

    @property
    def draft(self) -> tuple[str, ...]:
        """Whom the draft orders, who was next, how the officer ordered stood in it, and who was
        protected, a sentence each; empty where no draft decided."""
        drafted = self.drafted
        return tuple(_draft(drafted, self.known[self.taken])) if drafted is not None else ()


def told_order(packet: Packet, policy: Policy) -> ToldOrder:
    """Tell a packet's order. Raises KeyError, TypeError or ValueError where it is not whole."""
    question, award = question_of(packet), packet["award"]
    officers = [officer_of(facts, question.position.starts_at) for facts in packet["officers"]]
    ranking = rank(policy, question, officers, packet["seed"])
    drafted = deciding_draft(ranking, award["kind"], award["officer_id"], orders_of(packet))
    return ToldOrder(
        ranking,
        award["officer_id"],
        {c.id: c for group in ranking.ordered for c in group},
        award["kind"] not in BY_ARRANGEMENT,
        drafted,
    )


def _tally(drafted: DraftOrder, candidate: Candidate) -> str:
    """How much he had in the draft's tally: 'ordered28 1'."""
    draft, stand = drafted.draft, candidate.officer.stand
    if draft is None or not draft.tally or stand is None:
        return ""
    return f"{draft.tally} {figure_words(stand.figures.get(draft.tally))}"


def _draft(drafted: DraftOrder, taken: Candidate) -> Iterator[str]:
    if drafted.draft is None:
        yield "It orders nobody for this detail."
        return
    yield f"What nobody takes is ordered{draft_words(drafted.draft)}."
    if drafted.first:
        named = " or ".join(c.badge for c in drafted.first[:SHOWN])
        more = f" or {len(drafted.first) - SHOWN} more" if len(drafted.first) > SHOWN else ""
        yield f"Next in it: {named}{more}{_by(drafted, drafted.first[0])}."
    else:
        yield "Nobody was left in it."
    if all(c.id != taken.id for c in drafted.first):
        how = beside_draft(drafted, taken) or f"{LATER}{_by(drafted, taken)}"
        yield f"{taken.badge}, who was ordered, {how}."
    for candidate in drafted.ahead_of(taken.id):
        if candidate.id in drafted.enough:
            yield f"Protected: {candidate.badge} {drafted.protection(candidate.id)}."


def _by(drafted: DraftOrder, candidate: Candidate) -> str:
    figures = drafted.figures(candidate)
    return f" ({figures})" if figures else ""
