"""The crew of a new job: what card and policy ask for is taken over, or left with a reason."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from coordinator.actions.jobs.new_jobs import NewDetail, NewJob, Seat
from coordinator.actions.policy.taking_jobs import Wanted
from coordinator.actions.results import Refused
from coordinator.actions.staffing.crew_asked import CrewAsked, crew_asked
from storage.transaction import Transaction

CHOOSE = "Take what is asked for, or say why not."


def wanted_of(connection: sqlite3.Connection, new: NewJob, first: NewDetail) -> Wanted:
    """A job as the policy looks at it, by its first detail."""
    ranks = dict(connection.execute("SELECT id, code FROM rank").fetchall())
    posts = tuple(ranks.get(seat.rank_id, seat.role) for seat in first.seats)
    return Wanted(new.employer_id, new.job_class, (first.starts_at, first.ends_at), posts)


def crew_of(connection: sqlite3.Connection, new: NewJob, first: NewDetail, now: int) -> CrewAsked:
    """What is asked for and what is ordered; nothing where nothing was said of the occasion."""
    if not new.occasion.told:
        return CrewAsked()
    wanted = wanted_of(connection, new, first)
    return crew_asked(connection, wanted, new.occasion, new.rate_card, now)


def crewed(
    tx: Transaction, new: NewJob, details: tuple[NewDetail, ...]
) -> tuple[NewDetail, ...] | Refused:
    """The details with the crew that was chosen; a reason for another one goes into the log."""
    if not details:
        return details
    asked = crew_of(tx.connection, new, details[0], tx.now)
    if not asked.short:
        return details
    if new.crew.take:
        more = tuple(_missing(tx.connection, asked, details[0].seats[0]))
        return tuple(replace(each, seats=(*each.seats, *more)) for each in details)
    if not new.crew.reason.strip():
        return Refused((asked.sentence, CHOOSE))
    said = f"crew: {new.crew.reason.strip()} · {asked.sentence}"
    tx.reason = "; ".join(filter(None, (tx.reason, said)))
    return details


def _missing(connection: sqlite3.Connection, asked: CrewAsked, like: Seat) -> Iterator[Seat]:
    """The seats that are not ordered: a supervisor's with his rank, the others as the first one."""
    plain = next(iter(asked.ordered))
    ranks = _ranks(connection)
    for role, count in asked.required.items():
        lacking = count - asked.ordered.get(role, 0)
        rank = ranks.get(role.casefold())
        seat = like if role == plain else Seat(role, rank_id=rank)
        yield from (seat,) * max(0, lacking)


def _ranks(connection: sqlite3.Connection) -> dict[str, int]:
    """A rank's code or name → its id."""
    found: dict[str, int] = {}
    for rank, code, name in connection.execute("SELECT id, code, name FROM rank"):
        found |= {code.casefold(): rank, name.casefold(): rank}
    return found
