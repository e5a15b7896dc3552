"""Judging those who say yes: one ranking after another, so that other reads need not wait."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from coordinator.desk import Desk
from screens.messages.inbox_words import WANTS_PLACE, Judged, judged
from screens.parts.ahead import Ahead
from storage.queries.messages.inbox import ReceivedLine

if TYPE_CHECKING:
    from coordinator.actions.staffing.candidates import Ranking

MOST_POSITIONS = 40
"""Positions that are ranked for one look at the list; further ones say no verdict."""


class Judging:
    """The verdicts of the answers shown; `told` is called whenever some more are known.

    `attend` waits for a future on the screen's behalf.
    """

    def __init__(
        self,
        desk: Desk,
        attend: Callable[["Future[Ranking]", Callable[["Ranking"], None]], None],
        told: Callable[[], None],
    ) -> None:
        self._attend = attend
        self._told = told
        self.ahead = Ahead(desk)
        self._rows: tuple[ReceivedLine, ...] = ()
        self._wanted: list[int] = []
        self._found: dict[tuple[int, int], Judged] = {}
        self._pending: Future[Any] | None = None

    def of(self, row: ReceivedLine) -> Judged | None:
        """What is known of an answer so far."""
        if row.position_id is None or row.officer_id is None or row.approval_id is not None:
            return None
        return self._found.get((row.position_id, row.officer_id))

    def judge(self, rows: Iterable[ReceivedLine]) -> None:
        """Judge the writers of these answers, as the book stands now."""
        self._rows = tuple(row for row in rows if _asks(row))
        positions = dict.fromkeys(row.position_id for row in self._rows if row.position_id)
        self._wanted = list(positions)[:MOST_POSITIONS]
        self._next()

    def _next(self) -> None:
        # One that failed is done too: its window says so, and the next look begins anew.
        if self._wanted and (self._pending is None or self._pending.done()):
            position_id = self._wanted.pop(0)
            self._pending = self.ahead.ranking(position_id)
            self._attend(self._pending, lambda ranking: self._ranked(position_id, ranking))

    def _ranked(self, position_id: int, ranking: "Ranking") -> None:
        self._keep(position_id, ranking)
        self._next()

    def _keep(self, position_id: int, ranking: "Ranking") -> None:
        for row in self._rows:
            if row.position_id == position_id and row.officer_id is not None:
                found = judged(ranking, row.officer_id)
                if found is not None:
                    self._found[position_id, row.officer_id] = found
        self._told()


def _asks(row: ReceivedLine) -> bool:
    wants = row.word == WANTS_PLACE and row.approval_id is None
    return row.state == "waiting" and wants and row.officer_id is not None
