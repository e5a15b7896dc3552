"""Verdicts on officers for past awards, reached one by one for those who are asked about."""

from coordinator.actions.alternate_lives import Lives
from coordinator.actions.alternate_policies import Policies, reach_of
from coordinator.actions.alternate_question import Asked
from coordinator.rules.eligibility import Verdict
from coordinator.rules.facts import OfficerFacts
from coordinator.rules.spans import Span


class Judging:
    """Judges by the policies of a world, of officers as they stand in it at the moment."""

    def __init__(self, policies: Policies, lives: Lives) -> None:
        self._policies = policies
        self._lives = lives
        self._reaches: dict[tuple[str, str, str], Span] = {}

    def able(self, officer: int, asked: Asked) -> bool:
        """Whether he is within every clause that could keep him from it."""
        found = asked.ables.get(officer)
        if found is None:
            if asked.able is None:
                asked.able = self._policies.judges(asked.policy).able(asked.question)
            found = asked.ables[officer] = asked.able(self._facts(officer, asked))
        return found

    def verdict(self, officer: int, asked: Asked) -> Verdict:
        """The verdict on one officer, as everybody stands now."""
        found = asked.verdicts.get(officer)
        if found is None:
            judge = self._policies.judges(asked.policy).of(asked.question)
            found = asked.verdicts[officer] = judge(self._facts(officer, asked))
        return found

    def _facts(self, officer: int, asked: Asked) -> OfficerFacts:
        background, question, at = asked.background, asked.question, asked.award.at
        window = self._window(asked)
        work = background.duty(officer, window, at)
        details = self._lives.around(officer, window)
        if details:
            work += [booking[:4] for booking in details]
            work.sort()
        known = background.person(officer, question)._replace(
            work=work, details=details, expressed_at=asked.sign_ups.get(officer)
        )
        more = background.more(asked.policy)
        if more is None:
            return known
        known = more.added(known, question.first_on)
        return known._replace(events=self._lives.seen(officer, known.events, at))

    def _window(self, asked: Asked) -> Span:
        """As far as the clauses look, rounded up to whole local days."""
        question, policy = asked.question, asked.policy
        key = (policy.sha256, question.first_on, question.last_on)
        if key not in self._reaches:
            self._reaches[key] = reach_of(policy, question)
        return self._reaches[key]
