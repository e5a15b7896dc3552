"""The call list of a position on paper: whom to telephone, in order, and who is barred and why.

As in `documents`, nothing here writes to the book, and screens run it on a reading thread.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coordinator.actions.book.documents import Made, paper_of, written
from coordinator.actions.results import Refused
from coordinator.rules.message_words import Event
from coordinator.rules.words import Channel, OfferState
from notify.times import short_instant
from storage.errors import Missing
from storage.queries.people.officers import phones
from storage.queries.staffing.today import agency_words

if TYPE_CHECKING:
    from coordinator.actions.staffing.candidates import Candidate, Ranking
    from exports.call_list import BarredRow, CallList, CallRow
    from storage.queries.messages.told_ledger import Telling

ASKING = (Event.OFFERED, Event.WANTED, Event.CLOSING)
"""Events by which somebody hears that he may take the position."""

MOST_CALLED, MOST_BARRED = 60, 40
"""So many lines of each kind are printed."""


def make_call_list(
    connection: sqlite3.Connection, where: Path, position_id: int, *, now: int
) -> Made | Refused:
    """The ranked candidates with their telephones and how they were told, and the barred with the
    reason, as PDF."""
    from exports.call_list import write_call_list

    calls = read_call_list(connection, position_id, now)
    write = partial(write_call_list, calls=calls, paper=paper_of(connection))
    name = ("calls", calls.position, "pdf")
    return written(where, name, write, f"Call list {calls.position}", replace=True)


def read_call_list(connection: sqlite3.Connection, position_id: int, now: int) -> "CallList":
    """The candidates of a position as they would be rung. Raises Missing."""
    from coordinator.actions.staffing.candidates import rank_candidates
    from exports import words
    from exports.call_list import CallList
    from storage.queries.staffing.details import seat

    ranking = rank_candidates(connection, position_id, now)
    agency = agency_words(connection)
    found = seat(connection, position_id)
    if found is None:
        raise Missing(f"There is no position with id {position_id}.")
    head, place = found
    when = words.span(place.starts_at, place.ends_at, agency.timezone)
    wants = " · ".join(filter(None, (place.rank, place.needs)))
    what = " · ".join(filter(None, (when, head.employer, head.site, head.title, wants)))
    told = _how_told(connection, now, position_id, agency.timezone)
    rows, left = _called(connection, ranking, agency.timezone, told)
    barred = tuple(_barred(one) for one in ranking.barred[:MOST_BARRED])
    more = _more(left, len(ranking.barred) - len(barred))
    return CallList(agency.name, place.number, what, rows, barred, more)


def _called(
    connection: sqlite3.Connection, ranking: "Ranking", zone: str, told: Mapping[str, str]
) -> tuple[tuple["CallRow", ...], int]:
    """The rows in order, and how many more there are."""
    placed: list[tuple[int, Candidate]] = []
    number = 1
    for group in ranking.open:
        placed += [(number, candidate) for candidate in group]
        number += len(group)
    shown = placed[:MOST_CALLED]
    known = phones(connection)
    rows = tuple(
        replace(_call(place, one, known.get(one.id, ""), zone), told=told.get(one.badge, ""))
        for place, one in shown
    )
    return rows, len(placed) - len(shown)


def _how_told(
    connection: sqlite3.Connection, now: int, position_id: int, zone: str
) -> dict[str, str]:
    """Badge → how he was told of the position, and whether that got to him: 'sms bounced Mon
    Jun 1 18:04, email sent 18:10'. Who was never written to is not in it."""
    from storage.queries.messages.told_ledger import told_ledger

    detail_id = connection.execute(
        "SELECT detail_id FROM position WHERE id = ?", (position_id,)
    ).fetchone()[0]
    ledger = told_ledger(connection, now, detail_id, position_id)
    found: dict[str, list[str]] = {}
    for each in ledger.tellings:
        if each.badge and each.event in ASKING:
            found.setdefault(each.badge, []).append(_telling(each, zone))
    unreached = {offer.badge for offer in ledger.offers if offer.state == OfferState.UNREACHED}
    return {
        badge: f"{'NOT REACHED: ' if badge in unreached else ''}{', '.join(words)}"
        for badge, words in found.items()
    }


def _telling(each: "Telling", zone: str) -> str:
    at = each.heard_at or each.handed_at
    when = "" if at is None else f" {short_instant(at, ZoneInfo(zone))}"
    way = each.channel if each.channel != Channel.NONE else "no address"
    return f"{way} {each.stands}{when}"


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
