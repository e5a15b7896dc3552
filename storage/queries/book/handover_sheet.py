"""How the book went from hand to hand, as the Hand-over screen shows it."""

import sqlite3
from dataclasses import dataclass

from storage.baton import Giving, givings, holding, local_time
from storage.queries.book.conflicts import Conflict, open_conflicts
from storage.stations import letter


@dataclass(frozen=True, slots=True)
class GivingLine:
    """One giving, in words. `given_at` is in UTC seconds."""

    given_at: int
    words: str


@dataclass(frozen=True, slots=True)
class HandOverSheet:
    """`own` is this station's letter, `who` holds the book, `ours` whether this one does.

    `back_to` is whom it can be given back to, `again` for whom a bundle that was made can be made
    once more; both empty where it cannot. `givings` are the newest first.
    """

    own: str
    ours: bool
    who: str
    back_to: str
    again: str
    givings: tuple[GivingLine, ...]
    conflicts: tuple[Conflict, ...]


def handover_sheet(connection: sqlite3.Connection) -> HandOverSheet:
    """Everything about hand-over that the book knows."""
    found, known = holding(connection), givings(connection)
    came = [each for each in known if each.to_station == found.own]
    standing = found.giving
    given_back = came[-1] if came and not found.ours and not came[-1].is_open else None
    back = standing if found.ours and standing is not None else given_back
    again = standing if standing is not None and standing.from_station == found.own else None
    return HandOverSheet(
        own=letter(found.own),
        ours=found.ours,
        who=found.who,
        back_to=f"{back.given_by} (station {letter(back.from_station)})" if back else "",
        again=again.to_name if again else "",
        givings=tuple(
            GivingLine(each.given_at, _words(connection, each)) for each in reversed(known)
        ),
        conflicts=open_conflicts(connection),
    )


def _words(connection: sqlite3.Connection, giving: Giving) -> str:
    pair = (
        f"{giving.given_by} (station {letter(giving.from_station)}) to {giving.to_name} "
        f"(station {letter(giving.to_station)})"
    )
    return f"{pair}: {ended(connection, giving)}"


def ended(connection: sqlite3.Connection, giving: Giving) -> str:
    """What became of a giving."""
    if giving.reclaimed_at:
        return f"reclaimed {local_time(connection, giving.reclaimed_at)}"
    if giving.returned_at:
        return f"given back {local_time(connection, giving.returned_at)}"
    return "there" if giving.received_at else "under way"
