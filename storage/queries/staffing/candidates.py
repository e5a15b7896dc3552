"""Everybody as seen from one position: the facts of all candidates, gathered set by set.

Nothing is asked officer by officer, and nothing reads further from the position in time than the
policy looks, so the cost follows the number of officers and not the years in the book.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any

from coordinator.rules.clauses import Reach
from coordinator.rules.facts import (
    NO_TALLY,
    Booking,
    CertificateHeld,
    ExclusionPeriod,
    OfficerFacts,
    Question,
    StatusPeriod,
    Stretch,
    Tally,
)
from coordinator.rules.spans import Span
from coordinator.rules.worked_tours import away_in, worked
from storage.queries.people.duty import duty_stretches, officer_duty
from storage.queries.staffing import facts

DEPARTED = "departed"
NO_RANK = (None, "")
NO_RANKS = (repeat(None), repeat(""))

_OFFICERS = (
    "SELECT id, badge, last_name, first_name, unit, seniority_on, seniority_tie, approved, "
    "home_lat, home_lon, (SELECT ends_at FROM assignment INDEXED BY assignment_by_officer "
    "WHERE officer_id = officer.id AND starts_at < ? AND position_id <> ? "
    f"AND {facts.LIVE} ORDER BY starts_at DESC LIMIT 1) FROM officer"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around one position, by officer: the parts that facts are put together from."""

    work: dict[int, list[Stretch]]
    tours_missed: dict[int, tuple[Span, ...]]
    details: dict[int, list[Booking]]
    ranks: dict[int, tuple[int, str]]
    statuses: dict[int, tuple[StatusPeriod, ...]]
    certificates: dict[int, tuple[CertificateHeld, ...]]
    exclusions: dict[int, tuple[ExclusionPeriod, ...]]
    tallies: tuple[dict[int, Tally], ...]
    expressed: dict[int, int]
    answers: dict[int, str]


def gather(
    connection: sqlite3.Connection,
    question: Question,
    reach: Reach,
    periods: tuple[Span, ...],
    officer_id: int = 0,
) -> list[OfficerFacts]:
    """The facts of every officer who has not left the agency, or of one officer whoever he is.

    `reach` is how far the policy looks around the position, `periods` what its rotation counts
    over.
    """
    around = _surroundings(connection, question, reach, periods, officer_id)
    position = question.position
    values: tuple[int, ...] = (position.starts_at, position.id)
    sql = _OFFICERS
    if officer_id:
        sql, values = sql + " WHERE id = ?", (*values, officer_id)
    rows = connection.execute(sql, values).fetchall()
    if not officer_id and (gone := _departed(around)):
        rows = [row for row in rows if row[0] not in gone]
    return _officers(rows, around) if rows else []


def _officers(rows: list[tuple[Any, ...]], around: Surroundings) -> list[OfficerFacts]:
    """The facts column by column, which takes half the time of officer by officer."""
    key, badge, last, first, unit, senior_on, tie, approved, lat, lon, worked = zip(
        *rows, strict=True
    )

    def each(found: Mapping[int, Any], otherwise: Any) -> Iterable[Any]:
        return map(found.get, key, repeat(otherwise)) if found else repeat(otherwise)

    level, code = zip(*each(around.ranks, NO_RANK), strict=True) if around.ranks else NO_RANKS
    columns: dict[str, Iterable[Any]] = {
        "id": key,
        "badge": badge,
        "last_name": last,
        "first_name": first,
        "unit": unit,
        "rank_level": level,
        "rank_code": code,
        "seniority_on": senior_on,
        "seniority_tie": tie,
        "approved": map(bool, approved),
        "home_lat": lat,
        "home_lon": lon,
        "work": each(around.work, []),
        "details": each(around.details, []),
        "statuses": each(around.statuses, ()),
        "certificates": each(around.certificates, ()),
        "exclusions": each(around.exclusions, ()),
        "tallies": zip(*(each(tally, NO_TALLY) for tally in around.tallies), strict=False)
        if around.tallies
        else repeat(()),
        "last_worked_at": worked,
        "expressed_at": each(around.expressed, None),
        "answer": each(around.answers, ""),
        "tours_missed": each(around.tours_missed, ()),
    }
    usual = OfficerFacts._field_defaults
    placed = [columns.get(name) or repeat(usual[name]) for name in OfficerFacts._fields]
    # What `_make` does, without its call for each.
    return list(map(partial(tuple.__new__, OfficerFacts), zip(*placed, strict=False)))


def _surroundings(
    connection: sqlite3.Connection,
    question: Question,
    reach: Reach,
    periods: tuple[Span, ...],
    officer_id: int,
) -> Surroundings:
    position = question.position
    first, last = question.first_on, question.last_on
    work, missed, details = _lives(connection, position.id, reach, officer_id)
    return Surroundings(
        work,
        missed,
        details,
        facts.ranks_on(connection, first, officer_id),
        facts.statuses(connection, first, last),
        facts.certificates(connection, [key for key, _ in position.requires]),
        facts.exclusions(connection, position.employer_id),
        tuple(
            facts.tallies(connection, span, but_position=position.id, officer=officer_id)
            for span in periods
        ),
        interests(connection, position.id),
        answers(connection, position.id),
    )


def _lives(
    connection: sqlite3.Connection, position_id: int, reach: Reach, officer_id: int
) -> tuple[dict[int, list[Stretch]], dict[int, tuple[Span, ...]], dict[int, list[Booking]]]:
    work: dict[int, list[Stretch]] = defaultdict(list)
    away: set[int] = set()
    details: dict[int, list[Booking]] = defaultdict(list)
    if reach.duty is not None:
        # With what just touches it: an absence that ends there begins what is left of a tour.
        window = reach.duty[0] - 1, reach.duty[1] + 1
        duty = (
            officer_duty(connection, officer_id, window)
            if officer_id
            else duty_stretches(connection, window)
        )
        for stretch in duty:
            work[stretch[0]].append(stretch)
        away = away_in(duty)
    if reach.details is not None:
        for booking in facts.bookings(
            connection, reach.details, but_position=position_id, officer=officer_id
        ):
            details[booking[0]].append(booking)
            work[booking[0]].append(booking[:4])
    for stretches in work.values():
        stretches.sort()
    missed: dict[int, tuple[Span, ...]] = {}
    for officer in away:
        work[officer], missed[officer] = worked(work[officer])
    return work, missed, details


def interests(connection: sqlite3.Connection, position_id: int) -> dict[int, int]:
    """Officer → when he first asked for the position and did not take it back."""
    rows = connection.execute(
        "SELECT officer_id, min(expressed_at) FROM interest "
        "WHERE position_id = ? AND withdrawn_at IS NULL GROUP BY officer_id",
        (position_id,),
    )
    return dict(rows)


def answers(connection: sqlite3.Connection, position_id: int) -> dict[int, str]:
    """Officer → his last answer about the position, by telephone, to an offer, or a call-off."""
    rows = connection.execute(
        "SELECT officer_id, called_at AS at, outcome FROM call_note WHERE position_id = ?1 "
        "UNION ALL SELECT officer_id, coalesce(answered_at, offered_at), state FROM offer "
        "WHERE position_id = ?1 AND state <> 'withdrawn' "
        "UNION ALL SELECT officer_id, called_at, 'called_off' FROM call_off "
        "JOIN assignment ON assignment.id = assignment_id WHERE call_off.position_id = ?1 "
        "ORDER BY at",
        (position_id,),
    )
    return {officer: answer for officer, _, answer in rows}


def _departed(around: Surroundings) -> set[int]:
    return {
        officer
        for officer, periods in around.statuses.items()
        if any(kind == DEPARTED for kind, _, _ in periods)
    }
