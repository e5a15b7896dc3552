"""Everybody's standing under one method, from detail to detail, with awards made on the way."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from heapq import heappop, heappush

from coordinator.actions.distribution.moments import Moment
from coordinator.actions.distribution.retelling import retold, turned
from coordinator.actions.distribution.standings import beside_detail, situation
from coordinator.actions.distribution.telling import dated, teller_for
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.needs import Needs
from coordinator.rules.distribution.parts import Part
from coordinator.rules.distribution.standing import Standing
from coordinator.rules.words import LIVE_ASSIGNMENT
from storage.queries.distribution.happenings import FOREVER


class Running:
    """The standing that is turned from one detail to the next; details come in order of start.

    `told` are awards that have been made already, though the book does not say so yet.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        needs: Needs,
        moment: Moment,
        told: Iterable[Part] = (),
    ) -> None:
        moment = dated(connection, needs, moment)
        happened = retold(connection, needs, moment, turned(connection, needs, moment), and_on=True)
        case = situation(connection, needs, moment, happened)
        self.standing = Standing(needs.document, case, moment.calendar)
        since = (moment.at, FOREVER)
        self._teller = teller_for(connection, needs, moment.calendar, since)
        self._connection, self._needs = connection, needs
        self.standing.expect(happened)
        self._turn = 0
        self._joined: dict[int, set[int]] = defaultdict(set)
        self._waiting: list[tuple[int, int, Happening]] = []
        for happening in happened:
            self._wait(happening)
            if happening.at > moment.at:
                self.standing.charge(happening)
        for part in told:
            self.tell(part)
        self.turn_to(moment)

    def turn_to(self, moment: Moment) -> None:
        """Let everything happen up to a detail's start."""
        moment = dated(self._connection, self._needs, moment)
        case = replace(
            self.standing.case, span=moment.span, facts=moment.facts, periods=moment.periods
        )
        case = beside_detail(self._connection, self._needs, moment, case, self._joined)
        self.standing.turn(case)
        while self._waiting and self._waiting[0][0] <= moment.at:
            self.standing.happen(heappop(self._waiting)[2])
        self.standing.settle(moment.at)

    def tell(self, part: Part) -> None:
        """An award of this round: it counts from now on, and has been worked when that is over."""
        there = self._joined[part.seat.detail_id]
        (there.add if part.state in LIVE_ASSIGNMENT else there.discard)(part.officer)
        for happening in self._teller.of_part(part):
            self._wait(happening)
            self.standing.charge(happening)

    def _wait(self, happening: Happening) -> None:
        self._turn += 1
        heappush(self._waiting, (happening.at, self._turn, happening))
