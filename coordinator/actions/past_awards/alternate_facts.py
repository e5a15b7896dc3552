"""Officers as they stand around some local days in a world, kept for as long as that holds."""

from collections.abc import Callable
from dataclasses import dataclass, field

from coordinator.actions.past_awards.alternate_lives import Lives
from coordinator.actions.past_awards.alternate_policies import reach_of
from coordinator.actions.past_awards.alternate_question import Asked
from coordinator.actions.past_awards.background import EVER, Background
from coordinator.rules.facts import OfficerFacts, with_work
from coordinator.rules.spans import Span
from coordinator.rules.worked_tours import worked

KEPT_DAYS = 64
"""Of so many different days facts are kept; some 700 officers each."""


@dataclass(frozen=True, slots=True)
class Known:
    """An officer's facts; `holds` are the instants between which the schedule was known so."""

    facts: OfficerFacts
    holds: Span


@dataclass(slots=True)
class _Days:
    """What is known around the days of a position: as far as the policy's clauses look.

    `barred` are, for each time of a position, officers whom clauses about nothing but the time keep
    from it; `holds` are the instants between which that was known of all of them.
    """

    window: Span
    known: dict[int, Known] = field(default_factory=dict)
    barred: dict[Span, set[int]] = field(default_factory=dict)
    holds: Span = EVER

    def forget(self, officer: int) -> None:
        if self.known.pop(officer, None) is not None:
            for officers in self.barred.values():
                officers.discard(officer)

    def barred_from(self, span: Span, at: int) -> set[int]:
        if not self.holds[0] <= at < self.holds[1]:
            self.barred.clear()
            self.holds = EVER
        return self.barred.setdefault(span, set())


@dataclass(frozen=True, slots=True)
class Around:
    """Officers as they stand now around the days of a position, and whom its time bars already."""

    of: Callable[[int], Known]
    barred: set[int]
    days: _Days

    def bar(self, officer: int, known: Known) -> None:
        """Clauses about nothing but the time keep him from it, by what is known of him."""
        self.barred.add(officer)
        since, until = self.days.holds
        if known.holds[0] > since or known.holds[1] < until:
            self.days.holds = max(since, known.holds[0]), min(until, known.holds[1])


class KnownFacts:
    """Facts of officers around days: hundreds of positions in a row are asked about the same."""

    def __init__(self, lives: Lives) -> None:
        self._lives = lives
        self._days: dict[tuple[str, str, str], _Days] = {}

    def forget(self, officer: int, hours: Span) -> None:
        """His details are others from now on, within these hours."""
        for days in self._days.values():
            if hours[0] < days.window[1] and hours[1] > days.window[0]:
                days.forget(officer)

    def clear(self) -> None:
        """Another background holds from now on."""
        self._days.clear()

    def around(self, asked: Asked) -> Around:
        """Everybody as he stands at the moment, around the days of a position."""
        days, at = self._days_of(asked), asked.award.at
        everybody, window = days.known, days.window

        def known(officer: int) -> Known:
            kept = everybody.get(officer)
            if kept is None or not kept.holds[0] <= at < kept.holds[1]:
                kept = everybody[officer] = self._made(officer, asked, window)
            return kept

        return Around(known, days.barred_from(asked.question.position.span, at), days)

    def _made(self, officer: int, asked: Asked, window: Span) -> Known:
        background: Background = asked.background
        duty, holds = background.duty(officer, window, asked.award.at)
        work, missed = worked(duty)
        details = self._lives.around(officer, window)
        if details:
            work += [booking[:4] for booking in details]
            work.sort()
        known = background.person(officer, asked.question)
        known = with_work(known, work, details)
        return Known(known._replace(tours_missed=missed) if missed else known, holds)

    def _days_of(self, asked: Asked) -> _Days:
        question, policy = asked.question, asked.policy
        key = (policy.sha256, question.first_on, question.last_on)
        found = self._days.pop(key, None)
        if found is None:
            if len(self._days) >= KEPT_DAYS:
                del self._days[next(iter(self._days))]
            found = _Days(reach_of(policy, question))
        self._days[key] = found  # the last that was asked about stands last
        return found
