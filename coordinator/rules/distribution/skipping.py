"""Who is skipped for some details or turns, while what has happened is replayed."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, NamedTuple

from coordinator.rules.distribution.counting import TAKING
from coordinator.rules.distribution.document import Skip
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.spans import DAY

if TYPE_CHECKING:
    from coordinator.rules.distribution.standing import Standing

SKIPPED = "skipped"
"""The happening that a detail, or his turn, went by somebody."""


LAPSES = 366 * DAY
"""Seconds: what has not been used up so long after it came about is forgotten."""


class Owed(NamedTuple):
    """How often somebody is still skipped, by what rule, on which detail that came about, and when
    that one started."""

    left: int
    skip: Skip
    detail: Hashable
    at: int

    def holds_for(self, taken: Happening) -> bool:
        """Whether it is another detail that was taken, and not too late for it."""
        return taken.whole_detail != self.detail and not self.lapsed(taken.detail)

    def lapsed(self, now: int) -> bool:
        """Whether it is forgotten by the start of a detail."""
        return self.at < now - LAPSES


class Skipping:
    """Who is skipped, and whom details that were given out went by.

    A detail goes by somebody once, with all its seats, whatever their hours.
    """

    __slots__ = ("_given", "_owed", "_went_by")

    def __init__(self) -> None:
        self._owed: dict[str, Owed] = {}
        self._given: set[tuple[str, Hashable]] = set()
        self._went_by: set[tuple[str, Hashable]] = set()

    def copy(self) -> "Skipping":
        """The same, to which other things may happen."""
        other = Skipping()
        other._owed, other._given = dict(self._owed), set(self._given)
        other._went_by = set(self._went_by)
        return other

    def left(self, officer: str, case: Situation) -> int:
        """How many more times somebody is skipped at the detail in question: once more where
        another seat of it went by him already."""
        owed = self._owed.get(officer)
        still = 0 if owed is None or owed.lapsed(case.span[0]) else owed.left
        return still + ((officer, case.whole_detail) in self._went_by)

    def use_up(self, standing: "Standing", what: Happening) -> None:
        """Let a detail that was given out go by those who are skipped; then who is skipped now."""
        method, detail = standing.method, what.whole_detail
        if what.what in TAKING and (what.officer, detail) not in self._given:
            self._given.add((what.officer, detail))
            if self._owed and standing.document.method(what.facts) is method:
                self._go_by(standing, what)
        for skip in method.skips if method else ():
            if what.what in skip.on and skip.condition.met(what.facts):
                self._owed[what.officer] = Owed(skip.times, skip, detail, what.detail or what.at)
                return

    def _go_by(self, standing: "Standing", taken: Happening) -> None:
        detail = taken.whole_detail
        for officer, owed in list(self._owed.items()):
            here = officer, detail
            if here in self._given or here in self._went_by or not owed.holds_for(taken):
                continue
            if owed.skip.own_turns and not _was_ahead(standing, officer, taken):
                continue
            del self._owed[officer]
            if owed.left > 1:
                self._owed[officer] = owed._replace(left=owed.left - 1)
            self._went_by.add(here)
            standing.happen(taken._replace(what=SKIPPED, officer=officer))


def _was_ahead(standing: "Standing", officer: str, taken: Happening) -> bool:
    """Whether somebody stood ahead of whoever got a detail, as all stand now."""
    # The order is made of standings, so it knows of them and they of it.
    from coordinator.rules.distribution.ordering import is_ahead

    return is_ahead(standing, officer, taken)
