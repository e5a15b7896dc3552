"""Who else is on a position's job, and who leads it: read only where a clause of the policy asks.

Whose ranks could still be had for a position is found by judging everybody for it
(`candidates.ask`), since nothing less says so.
"""

import sqlite3
from dataclasses import replace

from coordinator.rules.facts import PositionFacts, Question
from coordinator.rules.holidays import with_holiday
from coordinator.rules.policy import Policy
from storage.queries.staffing import crews
from storage.queries.staffing.facts import ranks_on

CREW, BESIDE, LED, SUPERVISED = "crew", "beside", "led", "supervised"
"""Needs of clauses about the company in which a position is worked."""


def in_company(connection: sqlite3.Connection, question: Question, policy: Policy) -> Question:
    """The question with all that this policy wants to know about the others on the job, and
    whether it is on one of the policy's holidays."""
    needs = policy.needs
    position = with_holiday(question.position, policy.holidays, question.calendar)
    key, on = position.id, question.first_on
    if CREW in needs:
        position = position._replace(others=crews.crew_ranks(connection, key, on))
    if BESIDE in needs:
        position = position._replace(beside=crews.beside(connection, key))
    if SUPERVISED in needs:
        count = crews.all_supervised(connection, key).get(key)
        position = position._replace(supervised=count)
    if LED in needs and (leader := crews.leader(connection, key)) is not None:
        rank = ranks_on(connection, on, leader[0]).get(leader[0], (0, ""))[1]
        position = position._replace(led_by=leader, coordinator_rank=rank)
    return question if position is question.position else replace(question, position=position)


class Companies:
    """The company of every position of the book, read at once for a run over all of them."""

    def __init__(self, connection: sqlite3.Connection, needs: frozenset[str]) -> None:
        self._connection = connection
        self._crews = crews.all_crews(connection) if CREW in needs else None
        self._beside = crews.all_beside(connection) if BESIDE in needs else None
        self._leaders = crews.all_leaders(connection) if LED in needs else {}
        self._under = crews.all_supervised(connection) if SUPERVISED in needs else None
        self._ranks: dict[tuple[int, str], str] = {}
        self.silent = needs.isdisjoint({CREW, BESIDE, LED, SUPERVISED})
        """Nobody asks."""

    def of(self, position: PositionFacts, on: str) -> PositionFacts:
        """The position on a local date, with all that is wanted of the others on its job."""
        if self.silent:
            return position
        key, detail = position.id, position.detail_id
        if self._crews is not None:
            crew = self._crews.get(detail, ())
            others = tuple(rank for seat, rank in crew if seat != key)
            position = position._replace(others=others)
        if self._beside is not None:
            there = self._beside.get(detail, ())
            beside = tuple((officer, badge) for seat, officer, badge in there if seat != key)
            position = position._replace(beside=beside)
        if self._under is not None:
            position = position._replace(supervised=self._under.get(key))
        if (leader := self._leaders.get(key)) is not None:
            rank = self._rank(leader[0], on)
            position = position._replace(led_by=leader, coordinator_rank=rank)
        return position

    def _rank(self, officer: int, on: str) -> str:
        if (officer, on) not in self._ranks:
            held = ranks_on(self._connection, on, officer).get(officer, (0, ""))
            self._ranks[officer, on] = held[1]
        return self._ranks[officer, on]
