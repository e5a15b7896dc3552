"""How those who sign up stand while an award round goes on: each award counts for the next."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from coordinator.actions.distribution.moments import Moment
from coordinator.actions.distribution.running import Running
from coordinator.actions.policy.policies import Governing
from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.facts import Fact
from coordinator.rules.distribution.needs import needs_of
from coordinator.rules.distribution.ordering import stand_of
from coordinator.rules.distribution.parts import Part, Seat
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.facts import Question
from coordinator.rules.spans import Calendar, Span
from storage.queries.messages.spoken_of import spoken_of


@dataclass(slots=True)
class OpenSeat:
    """One open position with who asked for it."""

    question: Question
    governing: Governing
    asked: Mapping[int, int]
    turned_down: frozenset[int]
    method: Method | None = None
    windows: tuple[Span, ...] = ()
    """The times around it that clauses and tallies look at."""
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def around(self) -> Span:
        """From the first of these times to the last."""
        return all_around(self.windows)


def all_around(windows: Sequence[Span]) -> Span:
    """From the first of some times to the last."""
    return min(low for low, _ in windows), max(high for _, high in windows)


class RoundStandings:
    """The standings by every method that the seats of a round are given out by."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        now: int,
        calendar: Calendar,
        positions: Sequence[int],
    ) -> None:
        self._connection = connection
        self._now = now
        self._calendar = calendar
        self._running: dict[tuple[str, int], Running] = {}
        self._turned: dict[tuple[str, int], int] = {}
        self._spoken_of = spoken_of(connection, positions)
        self._told: list[tuple[int, Part]] = []
        self._apart: tuple[tuple[str, int], int, Running] | None = None
        """The standing without what is about one seat: method, seat, standing."""

    def stand(self, officer: int, seat: OpenSeat) -> Stand | None:
        """How he stands for a seat now; None where the order takes plain keys only."""
        if seat.method is None:
            return None
        standing = self._standing(seat, seat.method)
        return stand_of(standing.standing, standing.standing.people[str(officer)])

    def _standing(self, seat: OpenSeat, method: Method) -> Running:
        policy = seat.governing.policy
        key = (policy.sha256, policy.distribution.place(method))
        if seat.question.position.id in self._spoken_of:
            return self._standing_apart(seat, method, key)
        if key not in self._running:
            needs = needs_of(policy.distribution, method)
            self._running[key] = Running(self._connection, needs, self._moment(seat))
        running = self._running[key]
        position = seat.question.position.id
        if self._turned.get(key) != position:
            running.turn_to(self._moment(seat))
            self._turned[key] = position
        return running

    def _standing_apart(self, seat: OpenSeat, method: Method, key: tuple[str, int]) -> Running:
        """What happened on the seat itself is no part of its order."""
        position = seat.question.position.id
        if self._apart is None or self._apart[:2] != (key, position):
            needs = needs_of(seat.governing.policy.distribution, method)
            moment = replace(self._moment(seat), position_id=position)
            told = [part for about, part in self._told if about != position]
            self._apart = key, position, Running(self._connection, needs, moment, told)
        return self._apart[2]

    def _moment(self, seat: OpenSeat) -> Moment:
        position = seat.question.position
        return Moment(position.span, self._now, self._calendar, seat.facts, about=position.id)

    def tell(self, officer: int, seat: OpenSeat, state: str) -> None:
        """He was given a seat in this round, or taken off it again."""
        taken = Seat.of(seat.question.position)
        part = Part(officer, taken, self._now, state, left_at=self._now)
        self._turned.clear()
        self._told.append((seat.question.position.id, part))
        self._apart = None
        for running in self._running.values():
            running.tell(part)
