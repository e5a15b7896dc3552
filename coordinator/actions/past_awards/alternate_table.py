"""One world in which past awards are worked out again: see `rules.retrial.Table`.

It holds what everybody has at the moment, so that each award is judged and ordered by what came
before it in this world. The order is made of what the keys compare; verdicts are reached one by
one, from the top, for those who are asked about.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from heapq import heapify, heappop

from coordinator.actions.past_awards.alternate_judging import Judging
from coordinator.actions.past_awards.alternate_ledger import Ledger
from coordinator.actions.past_awards.alternate_lives import Lives
from coordinator.actions.past_awards.alternate_order import Order
from coordinator.actions.past_awards.alternate_policies import Policies
from coordinator.actions.past_awards.alternate_question import Asked, asked_about
from coordinator.actions.past_awards.background import Background
from coordinator.actions.past_awards.past_record import Record
from coordinator.rules.distribution.document import Method
from coordinator.rules.eligibility import Standing, Verdict
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.policy import Policy
from coordinator.rules.retrial import Award, Leave, May, Step

_MAY = {
    Standing.ELIGIBLE: May.TAKE,
    Standing.OVERRIDE: May.WITH_OVERRIDE,
    Standing.BARRED: May.NOT,
}


class World:
    """One world; steps are put to it in the order of the record."""

    def __init__(
        self, record: Record, policies: Policies, backgrounds: Sequence[tuple[int, Background]]
    ) -> None:
        self.record = record
        self.policies = policies
        self.calendar = record.calendar
        self._backgrounds = list(backgrounds)
        self.background = self._backgrounds.pop(0)[1]
        self._lives = Lives(record, self.background)
        self._ledger = Ledger()
        self._judging = Judging(policies, self._lives)
        self._order = Order(record.calendar, self._lives, self._ledger)
        self._answers = self.background.answers
        self._heard = 0
        self._asked: Asked | None = None
        for step in record.before:
            self.turn(step)
            if isinstance(step, Award):
                self.take(step.officer, step)
            else:
                self.leave(step.officer, step)

    # ── what happens ────────────────────────────────────────────────────────────────────────────

    def turn(self, step: Step) -> None:
        """Hear what was answered by then, and know what became known by then."""
        self._asked = None
        answers = self._answers
        while self._heard < len(answers) and answers[self._heard][1].at <= step.at:
            self._ledger.say(*answers[self._heard])
            self._heard += 1
        while self._backgrounds and self._backgrounds[0][0] <= step.at:
            self.background = self._backgrounds.pop(0)[1]
            self._lives.background = self.background
            self._order.forget()
            self._judging.clear()

    def holder(self, seat: int) -> int | None:
        """Who holds a seat."""
        return self._lives.holder(seat)

    def take(self, officer: int, award: Award) -> None:
        """Put him into the seat for the hours of the award."""
        self._ledger.part(award.seat, self._lives.take(officer, award))
        self._judging.forget(officer, self._lives.hours(award.seat))

    def leave(self, officer: int, leave: Leave) -> None:
        """Take him out of it; what that was, the record says, if it was he who left."""
        hours = self._lives.hours(leave.seat)
        part = self._lives.leave(officer, leave)
        if part is not None:
            self._ledger.part(leave.seat, part)
            self._judging.forget(officer, hours)

    # ── who may ─────────────────────────────────────────────────────────────────────────────────

    def able(self, award: Award) -> Callable[[int], bool]:
        """Whether an officer is within every clause that could keep him from it."""
        return self._judging.able(self._ask(award))

    def may(self, officer: int, award: Award) -> May:
        """Whether the clauses let him."""
        return _MAY[self.verdict(officer, award).standing]

    def bars(self, officer: int, award: Award) -> Mapping[str, str]:
        """The clauses that keep him from it, with their words."""
        verdict = self.verdict(officer, award)
        return {
            f"{reason.clause.kind} {reason.clause.terms.number}": reason.words(self.calendar)
            for reason in verdict.reasons
            if reason.severity != "warns"
        }

    def verdict(self, officer: int, award: Award) -> Verdict:
        """The verdict on one officer, as everybody stands now."""
        return self._judging.verdict(officer, self._ask(award))

    # ── in what order ───────────────────────────────────────────────────────────────────────────

    def groups(self, award: Award) -> Iterator[Sequence[int]]:
        """Those who stand for it, by value, then by badge; of orders those who can be ordered."""
        values = self._order.values(self._ask(award))
        return self._grouped(values, values)

    def takers(self, award: Award) -> Iterator[Sequence[int]]:
        """Of `groups`, those who were willing and may take it without anybody's leave."""
        asked = self._ask(award)
        able, values = self._judging.able(asked), self._order.values(asked)
        # Where a cap keeps most of them from it, most of the time would go into placing them.
        left = values.keys() - self._judging.barred(asked) - (award.unwilling - {award.officer})
        for group in self._grouped(left, values):
            if found := [officer for officer in group if able(officer)]:
                yield found

    def _grouped(
        self, officers: Collection[int], values: Mapping[int, object]
    ) -> Iterator[Sequence[int]]:
        """Officers by value, then by badge, in groups of equal values."""
        badges = map(self.background.badges.__getitem__, officers)
        placed = list(zip(map(values.__getitem__, officers), badges, officers, strict=True))
        # Mostly one of the first takes it: a heap spares ordering all of them.
        heapify(placed)
        group: list[int] = []
        before: object = None
        while placed:
            value, _, officer = heappop(placed)
            if group and value != before:
                yield group
                group = []
            group.append(officer)
            before = value
        if group:
            yield group

    def places(self, award: Award) -> dict[int, int]:
        """Officer → his place among those who stand for it; equals have the same."""
        found: dict[int, int] = {}
        for group in self.groups(award):
            found |= dict.fromkeys(group, len(found) + 1)
        return found

    def before(self, officer: int, other: int, award: Award) -> bool:
        """Whether one stands before another."""
        values = self._order.values_of((officer, other), self._ask(award))
        if officer not in values:
            return False
        mine: object = values[officer]
        return other not in values or bool(mine < values[other])  # type: ignore[operator]

    def value(self, officer: int, award: Award) -> object:
        """By what he has his place; None where he does not stand."""
        return self._order.values(self._ask(award)).get(officer)

    def stand_of(self, officer: int, award: Award) -> OfficerFacts:
        """What an officer is ordered by, for saying it in words."""
        return self._order.stand_of(officer, self._ask(award))

    def asked(self, award: Award) -> tuple[Question, Policy, Method | None]:
        """What is asked about an award: the question, and the policy and method that govern it."""
        found = self._ask(award)
        return found.question, found.policy, found.method

    def _ask(self, award: Award) -> Asked:
        if self._asked is None or self._asked.award is not award:
            crew = self._lives.crew(self.record.seats[award.seat].detail_id)
            self._asked = asked_about(award, self.record, self.background, self.policies, crew)
        return self._asked
