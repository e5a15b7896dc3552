"""An on-duty file staged and planned: everything that can be done without the book's lock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from sqlite3 import Connection
from typing import Any

from coordinator.actions.importing.arriving import agency_zone, open_file
from coordinator.actions.importing.plans import FileFacts, Plan, Wanted
from storage.imports.calendars import (
    OFFICER_PROPERTIES,
    Event,
    events_of,
    officer_property,
    officers_in,
    read_calendar,
)
from storage.imports.dates import read_date
from storage.imports.duty import Bounds, DutyFindings, Shift, read_duty
from storage.imports.employers import folded
from storage.imports.mapping import Mapping as Columns
from storage.imports.moments import DAY, Clock
from storage.imports.problems import BadFile, Progress
from storage.imports.staging import Extent, Staging
from storage.imports.tables import ORDINARY_BYTES
from storage.imports.values import Unreadable

PAST_DAYS, AHEAD_DAYS = 3_650, 800
"""How far from today the starts of a table's shifts may lie."""

CALENDAR_DAYS = 400
"""How far back and ahead of today a calendar's recurrences are expanded."""

CALENDAR_SPANS = 200_000

TOLD = (
    "CASE WHEN kind IN ('leave', 'sick') THEN kind || coalesce(':' || leave_kind, '') ELSE kind END"
)
"""The kind of a stored shift as a file tells it; other kinds are read from the index alone."""

_CALENDAR = b"BEGIN:VCALENDAR"


@dataclass(frozen=True, slots=True)
class StagedDuty:
    """A plan with its shifts waiting in a temporary database. It covers [from_at, until_at)."""

    plan: Plan
    staging: Staging
    shifts: int
    from_at: int
    until_at: int


def stage_duty(
    connection: Connection, wanted: Wanted, staging: Staging, now: int, progress: Progress
) -> StagedDuty:
    """Read the file into the staging and compare it with the book. Raises BadFile, Stopped.

    What time a batch covers decides which earlier shifts it supersedes: see
    `storage.queries.people.duty`.
    """
    clock = Clock(agency_zone(connection))
    findings = DutyFindings()
    if _is_calendar(wanted):
        file, shifts = _calendar(connection, wanted, clock, now, findings, progress)
    else:
        arrived = open_file(connection, wanted)
        file = arrived.file
        if arrived.questions:
            plan = Plan("on-duty", file, questions=arrived.questions)
            return StagedDuty(plan, staging, 0, 0, 0)
        clock.order = file.mapping.options.get("dates", "")
        bounds = Bounds(now - PAST_DAYS * DAY, now + AHEAD_DAYS * DAY)
        officers = _officers(connection)
        shifts = read_duty(arrived.table, file.mapping, clock, officers, bounds, findings, progress)
    extent = staging.take(shifts)
    from_at, until_at = _covers(clock, extent, wanted.answers)
    plan = _plan(connection, wanted.source, file, staging, extent, (from_at, until_at), findings)
    return StagedDuty(plan, staging, extent.shifts, from_at, until_at)


def _plan(
    connection: Connection,
    source: str,
    file: FileFacts,
    staging: Staging,
    extent: Extent,
    covers: tuple[int, int],
    findings: DutyFindings,
) -> Plan:
    same = _stands_already(connection, source, file.sha256, staging, extent)
    clock = Clock(agency_zone(connection))
    said = " until ".join(clock.text(instant)[:10] for instant in covers)
    notes = list(findings.told())
    if extent.shifts:
        notes.append(f"Covers {said}; of other days the file says nothing.")
    if extent.doubles:
        notes.append(f"{extent.doubles} rows stand twice and were taken once.")
    return Plan(
        "on-duty",
        file,
        same=extent.shifts if same else 0,
        refused=tuple(findings.problems),
        questions=findings.questions(),
        notes=tuple(notes),
        new_shifts=0 if same else extent.shifts,
        superseded_shifts=0 if same else _superseded(connection, source, covers),
    )


def _covers(clock: Clock, extent: Extent, answers: Mapping[str, str]) -> tuple[int, int]:
    """From the first local day on which a shift starts to the end of the last, or as answered.

    Not by where long leave reaches: a week's file with a month's leave in it would put aside the
    weeks around it, of which it says nothing.
    """
    if not extent.shifts:
        return 0, 0
    first, last = clock.day(extent.first), clock.day(extent.last)
    first = _answered_day(answers, "from") or first
    after = _answered_day(answers, "until") or last + timedelta(days=1)
    if after <= first:
        raise BadFile(f"The file would cover nothing: from {first} until {after}.")
    return clock.wall(first, 0).at, clock.wall(after, 0).at


def _answered_day(answers: Mapping[str, str], name: str) -> date | None:
    try:
        return read_date(answers[name], "") if name in answers else None
    except Unreadable as error:
        raise BadFile(f"{name}={answers[name]} {error.reason}: {error.remedy}.") from error


def _superseded(connection: Connection, source: str, covers: tuple[int, int]) -> int:
    """How many shifts of this source start in the time that the file covers."""
    row = connection.execute(
        "SELECT count(*) FROM shift_batch JOIN shift INDEXED BY shift_by_batch "
        "ON shift.batch_id = shift_batch.id AND starts_at >= ? AND starts_at < ? "
        "WHERE source = ? AND state = 'active' AND from_at < ? AND until_at > ?",
        (*covers, source, covers[1], covers[0]),
    ).fetchone()
    return int(row[0])


def _stands_already(
    connection: Connection, source: str, digest: str, staging: Staging, extent: Extent
) -> bool:
    """Whether the last import of this source is this very file, read to the same shifts."""
    row = connection.execute(
        "SELECT id, sha256, shifts FROM shift_batch WHERE source = ? AND state = 'active' "
        "ORDER BY imported_at DESC, id DESC",
        (source,),
    ).fetchone()
    if row is None or tuple(row[1:]) != (digest, extent.shifts):
        return False
    held = connection.execute(
        f"SELECT officer_id, starts_at, ends_at, {TOLD} AS told "
        "FROM shift INDEXED BY shift_by_batch "
        "WHERE batch_id = ? ORDER BY starts_at, ends_at, officer_id, told",
        (row[0],),
    )
    return all(
        tuple(have) == tuple(told) for have, told in zip(held, staging.sorted(), strict=True)
    )


def _officers(connection: Connection) -> dict[str, int]:
    """Badge, or folded name, or mail address → id; what two officers share finds neither."""
    found: dict[str, int] = {}
    shared: set[str] = set()
    rows = connection.execute("SELECT id, badge, last_name, first_name, email FROM officer")
    badges: dict[str, int] = {}
    for officer, badge, last, first, email in rows:
        badges[badge] = officer
        for name in (f"{last}, {first}", f"{first} {last}", email):
            key = folded(name)
            if found.setdefault(key, officer) != officer:
                shared.add(key)
    names = {key: officer for key, officer in found.items() if key and key not in shared}
    return {**names, **badges}


# ── calendars ────────────────────────────────────────────────────────────────────────────────


def _is_calendar(wanted: Wanted) -> bool:
    with wanted.path.open("rb") as file:
        return _CALENDAR in file.read(200).upper()


def _calendar(
    connection: Connection,
    wanted: Wanted,
    clock: Clock,
    now: int,
    findings: DutyFindings,
    progress: Progress,
) -> tuple[FileFacts, Iterator[Shift]]:
    data = wanted.path.read_bytes()
    if len(data) > ORDINARY_BYTES:
        raise BadFile(f"The calendar is larger than {ORDINARY_BYTES >> 20} MB.")
    events, officers = events_of(data), _officers(connection)
    name = wanted.columns.get("badge") or officer_property(
        events, lambda text: _find(officers, text)
    )
    if name not in OFFICER_PROPERTIES and not name.startswith("X-"):
        raise BadFile(f"{name!r} names no officer. Properties: {', '.join(OFFICER_PROPERTIES)}.")
    mapping = Columns({"badge": name}, dict(wanted.answers))
    digest = sha256(data).hexdigest()
    file = FileFacts(wanted.path.name, digest, "utf-8", "", (name,), mapping)
    bounds = Bounds(now - CALENDAR_DAYS * DAY, now + CALENDAR_DAYS * DAY, CALENDAR_SPANS)
    whose = _whose(wanted.answers, name, officers)
    return file, read_calendar(events, whose, wanted.answers, clock, bounds, findings, progress)


def _whose(answers: Mapping[str, str], name: str, officers: Mapping[str, int]) -> Any:
    """A function from an event to the officers whom it names."""
    only = answers.get("officer", "")
    if not only:
        return lambda event: officers_in(event.text(name), lambda text: _find(officers, text))
    owner = _find(officers, only)
    if not owner:
        raise BadFile(f"There is no officer {only!r}.")

    def owned(_event: Event) -> set[int]:
        return {owner}

    return owned


def _find(officers: Mapping[str, int], text: str) -> int:
    return officers.get(text.strip()) or officers.get(folded(text), 0)
