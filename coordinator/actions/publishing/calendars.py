"""Calendars as files: one an officer, one an employer, one of the whole agency.

How their files are named stands in `calendar_names`.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coordinator.actions.publishing.calendar_names import ensure_key, file_name_of
from coordinator.actions.publishing.keeping import Written, is_ours, keep, put
from coordinator.actions.results import Refused
from storage.database import Book
from storage.queries.book.last_touched import LastTouched, Touched, details_undone
from storage.queries.book.log import last_change
from storage.queries.book.settings import setting
from storage.queries.book.written_files import (
    forget_written,
    written_keys,
    written_mark,
)
from storage.queries.messages.telling import AgencyFacts, agency_facts
from storage.queries.staffing.calendar_events import (
    CalendarDetail,
    CalendarSeat,
    calendar_details,
    calendar_seats,
)

if TYPE_CHECKING:
    from exports.ics import CalendarEvent

FOLDER, NAMES = "calendar.folder", "calendar.agency_officers"

KEY = "calendars"
_FILE = "calendar "
"""Before the name of each file, in the keys of what is kept."""

BEHIND, AHEAD = 62 * 86_400, 400 * 86_400
"""Seconds: so far a calendar reaches back and ahead."""

AT_LEAST = 600
"""Seconds between two writings by the clock: whoever subscribes looks once an hour."""

AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Feed:
    """One calendar: whose (`officer:12`, `employer:3`, `agency`), its file, title and events."""

    whose: str
    name: str
    title: str
    events: "tuple[CalendarEvent, ...]"

    @property
    def digest(self) -> str:
        """Of all that stands in it."""
        return sha256(repr((self.title, self.events)).encode()).hexdigest()


def calendar_folder(connection: sqlite3.Connection) -> Path | None:
    """Where calendars are kept; None where they are not."""
    folder = str(setting(connection, FOLDER, "")).strip()
    return Path(folder).expanduser() if folder else None


def keep_calendars(book: Book, now: int, *, again: bool = False) -> Written | Refused | None:
    """Write every calendar that has changed into the folder; None where none are kept.

    Where nothing at all has changed in the book, or they were written a few minutes ago, nothing
    is looked at, unless `again`.
    """
    folder = calendar_folder(book.reader())
    if folder is None:
        return None
    mark = written_mark(book.reader(), KEY)
    fresh = mark.digest.startswith(f"{folder}:") and not mark.trouble
    if not again and fresh and 0 <= now - (mark.written_at or 0) < AT_LEAST:
        return Written(str(folder), "Calendars: written a few minutes ago.", changed=False)
    ensure_key(book, now)
    state = f"{folder}:{last_change(book.reader())}:{now // 86_400}"

    def write() -> str:
        changed, gone = _write_all(book, now, folder)
        return f"{changed} calendar(s) written, {gone} taken away, in {folder}."

    return keep(book, now, KEY, folder, state, write, there=not again)


def write_calendars(book: Book, now: int) -> Written | Refused:
    """Write every calendar that has changed, now. Refused where no folder is set."""
    done = keep_calendars(book, now, again=True)
    return done or Refused((f"Name the folder first: setting {FOLDER}.",))


def write_one(book: Book, now: int, whose: str, path: Path) -> Written | Refused:
    """Write one calendar into a file: of "officer:12", "employer:3" or "agency"."""
    from exports.files import FileTakenError

    ensure_key(book, now)
    found = [feed for feed in feeds(book.reader(), now) if feed.whose == whose]
    if not found:
        return Refused(("There is nothing in that calendar.",))
    try:
        _put(path, book.reader(), found[0])
    except (OSError, FileTakenError) as error:
        return Refused((f"The calendar could not be written: {error}",))
    return Written(str(path), f"{len(found[0].events)} event(s) are in {path}.")


# ── writing ──────────────────────────────────────────────────────────────────────────────────


def _write_all(book: Book, now: int, folder: Path) -> tuple[int, int]:
    """How many were written and taken away."""
    connection = book.reader()
    changed, wanted = 0, set()
    for feed in feeds(connection, now):
        wanted.add(_FILE + feed.name)
        path = folder / feed.name

        def write(feed: Feed = feed, path: Path = path) -> str:
            _put(path, connection, feed)
            return feed.name

        key = _FILE + feed.name
        done = keep(book, now, key, folder, feed.digest, write, there=path.exists())
        if isinstance(done, Refused):
            raise OSError(0, done.sentence)
        changed += done.changed
    return changed, _take_away(book, folder, wanted)


def _put(path: Path, connection: sqlite3.Connection, feed: Feed) -> None:
    from exports.files import FileTakenError
    from exports.ics import PRODUCT, Method, calendar_text

    if not is_ours(path, PRODUCT.encode()):
        raise FileTakenError(f"{path} is there already and is no calendar of ours.")
    zone = ZoneInfo(agency_facts(connection).timezone)
    put(path, calendar_text(Method.PUBLISH, zone, feed.events, feed.title))


def _take_away(book: Book, folder: Path, wanted: set[str]) -> int:
    """Remove the calendars of those who have none any more, and those with names that were."""
    gone = [key for key in written_keys(book.reader(), _FILE) if key not in wanted]
    for key in gone:
        (folder / key.removeprefix(_FILE)).unlink(missing_ok=True)
    if gone:
        with book.unlogged() as connection:
            forget_written(connection, gone)
    return len(gone)


# ── what stands in them ──────────────────────────────────────────────────────────────────────


def feeds(connection: sqlite3.Connection, now: int) -> Iterator[Feed]:
    """Every calendar with what stands in it at `now` (UTC seconds)."""
    span = now - BEHIND, now + AHEAD
    agency = agency_facts(connection)
    touched = LastTouched(connection)
    seats: defaultdict[int, list[CalendarSeat]] = defaultdict(list)
    for seat in calendar_seats(connection, *span):
        seats[seat.officer_id].append(seat)
    for officer, own in seats.items():
        events = tuple(_seat_event(seat, agency, touched) for seat in own)
        yield _feed(connection, f"officer:{officer}", f"Details - {agency.name}", events)
    details = calendar_details(connection, *span)
    undone = details_undone(connection)
    theirs: defaultdict[int, list[CalendarEvent]] = defaultdict(list)
    for each in details:
        event = _detail_event(each, touched, undone, "; ".join(each.officers))
        theirs[each.employer_id].append(event)
    for employer, listed in theirs.items():
        title = f"Officers of {agency.name}"
        yield _feed(connection, f"employer:{employer}", title, tuple(listed))
    names = str(setting(connection, NAMES, "none"))
    events = tuple(_detail_event(each, touched, undone, _crew(each, names)) for each in details)
    yield _feed(connection, AGENCY, f"All details - {agency.name}", events)


def _feed(
    connection: sqlite3.Connection, whose: str, title: str, events: "tuple[CalendarEvent, ...]"
) -> Feed:
    return Feed(whose, file_name_of(connection, whose), title, events)


def _seat_event(seat: CalendarSeat, agency: AgencyFacts, touched: LastTouched) -> "CalendarEvent":
    from exports.ics import CalendarEvent, uid_of

    last = touched.of(seat.rows)
    beside = "" if seat.role == "officer" else f" ({seat.role})"
    return CalendarEvent(
        uid=uid_of(seat.assignment_id, seat.officer_id, seat.awarded_at),
        sequence=last.lamport,
        stamped_at=last.at,
        starts_at=seat.starts_at,
        ends_at=seat.ends_at,
        summary=f"Detail {seat.detail}: {seat.title}{beside}",
        location=", ".join(filter(None, (seat.site, seat.address))),
        lat=seat.lat,
        lon=seat.lon,
        description=_seat_words(seat, agency),
        cancelled=not seat.stands,
    )


def _seat_words(seat: CalendarSeat, agency: AgencyFacts) -> str:
    """What an officer has to know there; no post orders, since others may come by the file."""
    call = f" If you cannot come, call {agency.phone}." if agency.phone else ""
    sign = f"Call sign: {seat.call_sign}" if seat.call_sign else ""
    return "\n".join(filter(None, (sign, f"For: {seat.employer}", f"{agency.name}.{call}")))


def _detail_event(
    detail: CalendarDetail, touched: LastTouched, undone: Mapping[int, Touched], crew: str
) -> "CalendarEvent":
    from exports.ics import CalendarEvent, uid_of_detail

    last = max(touched.of(detail.rows), undone.get(detail.id, Touched()))
    filled = f"{len(detail.badges)} of {detail.seats} filled"
    return CalendarEvent(
        uid=uid_of_detail(detail.id),
        sequence=last.lamport,
        stamped_at=last.at,
        starts_at=detail.starts_at,
        ends_at=detail.ends_at,
        summary=f"Detail {detail.number}: {detail.title}, {filled}",
        location=", ".join(filter(None, (detail.site, detail.address))),
        lat=detail.lat,
        lon=detail.lon,
        description="\n".join(filter(None, (f"For: {detail.employer}", crew))),
        cancelled=not detail.stands,
    )


def _crew(detail: CalendarDetail, names: str) -> str:
    """Who is on it, as the agency lets its own calendar say it: nobody, badges, or names."""
    if names == "badge":
        return ", ".join(f"#{badge}" for badge in detail.badges)
    return "; ".join(detail.officers) if names == "name" else ""
