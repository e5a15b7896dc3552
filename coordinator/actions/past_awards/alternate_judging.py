"""Verdicts on officers for past awards, reached one by one for those who are asked about."""

from collections.abc import Callable, Set

from coordinator.actions.past_awards.alternate_facts import Known, KnownFacts
from coordinator.actions.past_awards.alternate_lives import Lives
from coordinator.actions.past_awards.alternate_policies import Policies
from coordinator.actions.past_awards.alternate_question import Asked
from coordinator.rules.eligibility import Verdict
from coordinator.rules.facts import OfficerFacts
from coordinator.rules.spans import Span


class Judging:
    """Judges by the policies of a world, of officers as they stand in it at the moment."""

    def __init__(self, policies: Policies, lives: Lives) -> None:
        self._policies = policies
        self._lives = lives
        self._known = KnownFacts(lives)
        self._able: tuple[Asked, Callable[[int], bool]] | None = None

    def forget(self, officer: int, hours: Span) -> None:
        """His details are others from now on, within these hours."""
        self._known.forget(officer, hours)

    def clear(self) -> None:
        """Another background holds from now on."""
        self._known.clear()

    def able(self, asked: Asked) -> Callable[[int], bool]:
        """Whether an officer is within every clause that could keep him from it."""
        # Not kept by what is asked about, which it holds itself: nothing collects such rings here.
        if self._able is None or self._able[0] is not asked:
            self._able = asked, self._made(asked)
        return self._able[1]

    def barred(self, asked: Asked) -> Set[int]:
        """Officers of whom is known already that clauses about time alone keep them from it."""
        return self._known.around(asked).barred

    def verdict(self, officer: int, asked: Asked) -> Verdict:
        """The verdict on one officer, as everybody stands now."""
        found = asked.verdicts.get(officer)
        if found is None:
            judge = self._policies.judges(asked.policy).of(asked.question)
            found = asked.verdicts[officer] = judge(
                self._seen(officer, self._known.around(asked).of(officer), asked)
            )
        return found

    def _made(self, asked: Asked) -> Callable[[int], bool]:
        in_time, otherwise = self._policies.judges(asked.policy).able(asked.question)
        around = self._known.around(asked)
        barred, known_of = around.barred, around.of
        # Else an award may change what is known, and what the clauses about time look at.
        steady = asked.background.more(asked.policy) is None

        def able(officer: int) -> bool:
            if officer in barred:
                return False
            known = known_of(officer)
            if not steady:
                facts = self._seen(officer, known, asked)
                return in_time(facts) and otherwise(facts)
            if in_time(known.facts):
                return otherwise(self._seen(officer, known, asked))
            around.bar(officer, known)
            return False

        return able

    def _seen(self, officer: int, known: Known, asked: Asked) -> OfficerFacts:
        """What is known of him as it is seen from the position."""
        facts, background = known.facts, asked.background
        excluded = background.excluded(officer, asked.question)
        signed_up = asked.sign_ups.get(officer)
        if excluded or signed_up is not None:
            facts = facts._replace(exclusions=excluded, expressed_at=signed_up)
        more = background.more(asked.policy)
        if more is None:
            return facts
        facts = more.added(facts, asked.question.first_on)
        return facts._replace(events=self._lives.seen(officer, facts.events, asked.award.at))
