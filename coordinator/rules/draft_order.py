"""Whom the draft of a method orders into a position that nobody took: who is next, who is not.

Everybody whom the draft means stands in its order, whatever he answered and whether he asked. Of
these some are protected (they have had their orders), some the limits keep out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from coordinator.rules.clauses.wording import iso_day, moment
from coordinator.rules.distribution.condition_wording import figure_words
from coordinator.rules.distribution.document import Draft
from coordinator.rules.distribution.periods import BEGINNING
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.tallies import Unit
from coordinator.rules.distribution.whole import NOWHERE, round_for
from coordinator.rules.distribution.why_there import keys_told
from coordinator.rules.distribution.wording import drafted_words
from coordinator.rules.eligibility import Standing, judge_of
from coordinator.rules.ranking import Candidate, Group, Ranking
from coordinator.rules.spans import Span, overlap

NOT_TO_BE_HAD = ("called_off", "on_duty")
"""Answers after which nobody is ordered: he gave this place back, or works at that time."""

ORDERED = "ordered"

NAMED = 3
"""So many who are equal in the draft are named."""

Orders = Mapping[int, Sequence[tuple[str, int]]]
"""Earlier orders by officer: the position's number, and when it starts (UTC seconds)."""


@dataclass(frozen=True, slots=True)
class DraftOrder:
    """The draft of one position. `draft` is None where none of the method's fits the detail.

    `meant` are all whom it means, judged as those who are ordered, in groups of equals, the first
    to be ordered first; `enough` the
    figures of those who have as much in the draft's tally as protects.
    """

    ranking: Ranking
    draft: Draft | None
    meant: tuple[Group, ...]
    enough: Mapping[int, Fraction]
    orders: Orders = field(default_factory=dict)
    """The orders that those have had whom their tally protects, as far as anybody looked."""

    @property
    def open(self) -> tuple[Group, ...]:
        """Who can be ordered as things stand, in groups of equals."""
        left = (tuple(c for c in group if self._to_be_had(c)) for group in self.meant)
        return tuple(group for group in left if group)

    @property
    def first(self) -> Group:
        """Who is ordered next: one, several where the keys end in a tie, or nobody."""
        return next(iter(self.open), ())

    def _to_be_had(self, candidate: Candidate) -> bool:
        eligible = candidate.standing is Standing.ELIGIBLE and candidate.id not in self.enough
        return eligible and candidate.answer not in NOT_TO_BE_HAD and not self.is_busy(candidate)

    def is_busy(self, candidate: Candidate) -> bool:
        """Whether he has another detail at that time, which not every policy forbids."""
        span = self.ranking.question.position.span
        return any(overlap((start, end), span) for _, start, end, *_ in candidate.officer.details)

    def means(self, officer_id: int) -> bool:
        """Whether the draft means him at all."""
        return any(c.id == officer_id for group in self.meant for c in group)

    def figures(self, candidate: Candidate) -> str:
        """By what he has his place in the draft, key by key, in words."""
        keys = self.draft.keys if self.draft else ()
        ranking = self.ranking
        told = keys_told(ranking.policy.distribution, keys, ranking.question, candidate.officer)
        return ", ".join(told)

    def named_next(self, then: str = "") -> str:
        """Who is ordered next, a word, and by what: '305 Thibault next (since 2017-06-26)'."""
        if not self.first:
            return ""
        named = [f"{c.badge} {c.name}" for c in self.first[:NAMED]]
        more = f" or {len(self.first) - NAMED} more" if len(self.first) > NAMED else ""
        figures = self.figures(self.first[0])
        return " or ".join(named) + more + then + (f" ({figures})" if figures else "")

    @property
    def period(self) -> Span | None:
        """The time over which its tally counts for this position (UTC seconds); None: no tally."""
        tally = self.ranking.policy.distribution.tally(self.draft.tally) if self.draft else None
        if tally is None:
            return None
        question = self.ranking.question
        return tally.period.span(question.position.starts_at, question.calendar, question.periods)

    def protection(self, officer_id: int) -> str:
        """What protects him, in words: 'has had his 1 order since 6 Nov 2026 (26-0412.3b)'."""
        draft = self.draft
        assert draft is not None
        tally = self.ranking.policy.distribution.tally(draft.tally)
        figure, since = self.enough[officer_id], self._since()
        orders = tally is not None and tally.unit is Unit.DETAILS
        if orders and tally is not None and all(c.on == {ORDERED} for c in tally.charges):
            had = f"has had his {figure_words(figure)} order{'' if figure == 1 else 's'}{since}"
        else:
            most = figure_words(draft.most)
            had = f"has {figure_words(figure)} in {draft.tally}{since}, protected from {most} on"
        return had + self._earlier(officer_id)

    def _earlier(self, officer_id: int) -> str:
        calendar = self.ranking.question.calendar
        told = [
            f"{number} {moment(at, calendar)}" for number, at in self.orders.get(officer_id, ())
        ]
        return f" ({', '.join(told)})" if told else ""

    def _since(self) -> str:
        period = self.period
        if period is None or period[0] <= BEGINNING:
            return ""
        calendar = self.ranking.question.calendar
        return f" since {iso_day(calendar.local_date(period[0]).isoformat())}"

    @property
    def whom(self) -> str:
        """Whom it means, in words: 'rank officer, duty day off'."""
        return drafted_words(self.draft) if self.draft else ""

    def ahead_of(self, officer_id: int) -> tuple[Candidate, ...]:
        """Who stands in the draft before him; before its first where it does not mean him."""
        named = officer_id if self.means(officer_id) else (self.first[0].id if self.first else 0)
        found: list[Candidate] = []
        for group in self.meant:
            if any(c.id == named for c in group):
                break
            found.extend(group)
        return tuple(found)


def draft_order(ranking: Ranking, orders: Orders | None = None) -> DraftOrder | None:
    """The draft of a ranked position; None where its method says nothing of ordering."""
    method, question = ranking.method, ranking.question
    if method is None or not method.drafts:
        return None
    everybody = [c for group in ranking.ordered for c in group]
    facts = facts_of(question)
    draft = method.draft(facts)
    if draft is None:
        return DraftOrder(ranking, None, (), {})
    asking = round_for(method, facts, question, (c.officer for c in everybody), ranking.seed)
    stands = [(c, c.officer.stand or NOWHERE) for c in everybody]
    asking.see((str(c.id), stand) for c, stand in stands)
    among = [(c, stand) for c, stand in stands if asking.may_draft(draft, stand)]
    judged = as_ordered(ranking, (c for c, _ in among))
    meant = [(c, stand) for c, (_, stand) in zip(judged, among, strict=True)]
    placed = [(asking.keys(draft.keys, str(c.id), stand), c.badge, c) for c, stand in meant]
    placed.sort(key=itemgetter(0, 1))
    groups = groupby(placed, key=itemgetter(0))
    figures = {c.id: stand.figures.get(draft.tally, Fraction(0)) for c, stand in meant}
    enough = {key: had for key, had in figures.items() if draft.tally and had >= draft.most}
    meant_in_order = tuple(tuple(c for *_, c in group) for _, group in groups)
    return DraftOrder(ranking, draft, meant_in_order, enough, orders or {})


def as_ordered(ranking: Ranking, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates as they are judged where they are to be ordered."""
    if not ranking.policy.asks_order:
        return list(candidates)
    question = replace(ranking.question, ordered=True)
    judge = judge_of(ranking.policy, question)
    return [c._replace(verdict=judge(c.officer), question=question) for c in candidates]


def ordered_next(ranking: Ranking) -> str:
    """Whom the draft orders, in words, where nobody who may be asked comes first; "" otherwise."""
    drafted = None if ranking.first else draft_order(ranking)
    return drafted.named_next() if drafted else ""
