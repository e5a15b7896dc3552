"""The crew of a series as seats of its details, and back."""

import sqlite3
from collections.abc import Iterable

from coordinator.actions.jobs.new_jobs import Seat
from coordinator.rules.recurring.crew import Codes, Crew, CrewSeat


def codes_of(connection: sqlite3.Connection) -> Codes:
    """The agency's ranks and certifications, by which crews are written."""
    return Codes(
        dict(connection.execute("SELECT id, code FROM rank ORDER BY level").fetchall()),
        dict(connection.execute("SELECT id, code FROM certification ORDER BY id").fetchall()),
    )


def seats_of(crew: Crew) -> tuple[Seat, ...]:
    """Each seat by itself, in the order of the crew."""
    return tuple(_seat(line) for line in crew for _ in range(line.count))


def crew_of_seats(seats: Iterable[Seat]) -> Crew:
    """Seats alike that stand side by side become one line."""
    crew: list[CrewSeat] = []
    for seat in seats:
        line = CrewSeat(
            seat.role, 1, seat.rank_id, seat.label, seat.muster_minutes, seat.certification_ids
        )
        if crew and _alike(crew[-1], line):
            crew[-1] = CrewSeat(
                line.role, crew[-1].count + 1, *(getattr(line, name) for name in _REST)
            )
        else:
            crew.append(line)
    return tuple(crew)


_REST = ("rank_id", "label", "muster_minutes", "certification_ids")


def _alike(one: CrewSeat, other: CrewSeat) -> bool:
    return one.role == other.role and all(
        getattr(one, name) == getattr(other, name) for name in _REST
    )


def _seat(line: CrewSeat) -> Seat:
    return Seat(
        line.role,
        line.label,
        line.rank_id,
        line.certification_ids,
        muster_minutes=line.muster_minutes,
    )
