"""Rankings computed before they are asked for: from the moment the cursor rests on a row."""

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from coordinator.desk import Desk

if TYPE_CHECKING:
    from coordinator.actions.staffing.candidates import Ranking
    from storage.queries.staffing.details import Seat

KEPT = 2
REST_SECONDS = 0.35
"""How long the cursor stays on a row before its ranking is worth computing."""


class Ahead:
    """The rankings of the positions last looked at, as futures; stale ones are dropped.

    Used from the application's own thread only.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._seen = 0
        self._held: dict[int, Future[Ranking]] = {}

    def ranking(self, position_id: int) -> "Future[Ranking]":
        """The ranking of a position: the one under way or done, if the book still stands so."""
        # Only who looks closer pays for reading what reads the log.
        from storage.queries.book.log import last_change

        seen = self.desk.ask(last_change)
        if seen != self._seen:
            self._held.clear()
            self._seen = seen
        if position_id not in self._held:
            while len(self._held) >= KEPT:
                self._held.pop(next(iter(self._held))).cancel()
            future = self.desk.ask_later(_rank, position_id, self.desk.clock())
            self._held[position_id] = future
        return self._held[position_id]

    def rank_first(self, seats: "tuple[Seat, ...]") -> None:
        """Rank for the first seat that may want a substitute: an empty one, else any."""
        standing = [seat for seat in seats if not seat.cancelled]
        empty = [seat for seat in standing if seat.officer_id is None]
        for seat in (empty or standing)[:1]:
            self.ranking(seat.id)


def _rank(connection: Any, position_id: int, now: int) -> "Ranking":
    # Imported on the reading thread: the rules and the models must not delay a key.
    from coordinator.actions.staffing.candidates import rank_candidates

    return rank_candidates(connection, position_id, now)
