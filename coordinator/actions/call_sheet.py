"""The call list of a position on paper: whom to telephone, in order, and who is barred and why.

As in `documents`, nothing here writes to the book, and screens run it on a reading thread.
"""

import sqlite3
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.documents import Made, paper_of, written
from coordinator.actions.results import Refused
from storage.errors import Missing
from storage.queries.officers import phones
from storage.queries.today import agency_words

if TYPE_CHECKING:
    from coordinator.actions.candidates import Candidate, Ranking
    from exports.call_list import BarredRow, CallList, CallRow

MOST_CALLED, MOST_BARRED = 60, 40
"""So many lines of each kind are printed."""


def make_call_list(
    connection: sqlite3.Connection, where: Path, position_id: int, *, now: int
) -> Made | Refused:
    """The ranked candidates with their telephones, and the barred with the reason, as PDF."""
    from exports.call_list import write_call_list

    calls = read_call_list(connection, position_id, now)
    write = partial(write_call_list, calls=calls, paper=paper_of(connection))
    name = ("calls", calls.position, "pdf")
    return written(where, name, write, f"Call list {calls.position}", replace=True)


def read_call_list(connection: sqlite3.Connection, position_id: int, now: int) -> "CallList":
    """The candidates of a position as they would be rung. Raises Missing."""
    from coordinator.actions.candidates import rank_candidates
    from exports import words
    from exports.call_list import CallList
    from storage.queries.details import seat

    ranking = rank_candidates(connection, position_id, now)
    agency = agency_words(connection)
    found = seat(connection, position_id)
    if found is None:
        raise Missing(f"There is no position with id {position_id}.")
    head, place = found
    when = words.span(place.starts_at, place.ends_at, agency.timezone)
    wants = " · ".join(filter(None, (place.rank, place.needs)))
    what = " · ".join(filter(None, (when, head.employer, head.site, head.title, wants)))
    rows, left = _called(connection, ranking, agency.timezone)
    barred = tuple(_barred(one) for one in ranking.barred[:MOST_BARRED])
    more = _more(left, len(ranking.barred) - len(barred))
    return CallList(agency.name, place.number, what, rows, barred, more)


def _called(
    connection: sqlite3.Connection, ranking: "Ranking", zone: str
) -> tuple[tuple["CallRow", ...], int]:
    """The rows in order, and how many more there are."""
    placed: list[tuple[int, Candidate]] = []
    number = 1
    for group in ranking.open:
        placed += [(number, candidate) for candidate in group]
        number += len(group)
    shown = placed[:MOST_CALLED]
    known = phones(connection)
    rows = tuple(_call(place, one, known.get(one.id, ""), zone) for place, one in shown)
    return rows, len(placed) - len(shown)


def _call(place: int, candidate: "Candidate", phone: str, zone: str) -> "CallRow":
    from exports import words
    from exports.call_list import CallRow

    at = candidate.last_worked_at
    last = "" if at is None else f"last {words.iso_day(words.local(at, zone).date().isoformat())}"
    override = "NEEDS OVERRIDE: " if candidate.standing == "override" else ""
    answer = candidate.answer.replace("_", " ")
    why = f"{override}{'; '.join(candidate.reasons)}"
    return CallRow(
        place,
        candidate.badge,
        candidate.name,
        candidate.officer.rank_code,
        phone,
        f"{words.hours(candidate.minutes)} h",
        last,
        " · ".join(filter(None, (answer, why))),
    )


def _barred(candidate: "Candidate") -> "BarredRow":
    from exports.call_list import BarredRow

    why = "; ".join(candidate.reasons)
    return BarredRow(candidate.badge, candidate.name, candidate.officer.rank_code, why)


def _more(called: int, barred: int) -> str:
    parts = [f"{called} more in order"] * bool(called) + [f"{barred} more barred"] * bool(barred)
    return f"Not on this sheet: {', '.join(parts)}." if parts else ""
