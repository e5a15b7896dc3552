"""A roster against the book: who is new, who changed, who left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from coordinator.actions.importing.own_fields import OwnFields
from coordinator.actions.importing.plans import Difference, FileFacts, Item, OpenSeat, Plan, State
from coordinator.actions.importing.ranks import RankNames
from coordinator.actions.importing.roster_facts import COLUMNS, OfficerFacts, load_officers
from coordinator.actions.messages.checking_addresses import carrier_notes
from coordinator.rules.words import LIVE_ASSIGNMENT, StatusKind
from storage.imports.problems import Problem, by_row
from storage.imports.roster import ACTIVE, OfficerRecord, RosterReading
from storage.imports.rows import Question

ASK_ABOVE = 0.10
"""Share of the listed officers who may leave in one file without being asked about."""


@dataclass(frozen=True, slots=True)
class OfficerStep:
    """One officer to be written; without facts he is new."""

    record: OfficerRecord
    facts: OfficerFacts | None
    today: str
    custom: str | None = None
    """What the agency's own fields are to hold (JSON)."""


@dataclass(frozen=True, slots=True)
class DepartureStep:
    """One officer whose status becomes departed."""

    officer_id: int
    today: str


def compare_roster(
    connection: Connection,
    reading: RosterReading,
    file: FileFacts,
    *,
    now: int,
    today: str,
    departures: str,
) -> Plan:
    """The roster's plan. `departures` is "", "confirm", or "partial" when nobody has left."""
    officers, ranks = load_officers(connection, today), RankNames(connection)
    items: list[Item] = []
    steps: list[OfficerStep | DepartureStep] = []
    own = OwnFields(connection, "officer")
    for record in tuple(reading.records):
        facts = officers.get(record.badge)
        held = facts.custom if facts else None
        custom = own.laid(record.row, held, record.own)
        if isinstance(custom, Problem):
            reading.records.remove(record)
            reading.problems.append(custom)
            continue
        changed = [*_differences(record, facts, ranks)] if facts else []
        changed += own.differences(held, custom) if facts else ()
        differences = tuple(changed)
        if facts is None or differences:
            state = State.CHANGED if facts else State.NEW
            items.append(Item(state, record.badge, _name(record), differences))
            steps.append(OfficerStep(record, facts, today, custom))
    left = [] if departures == "partial" else _left(officers.values(), reading)
    items += [Item(State.GONE, facts.badge, facts.name) for facts in left]
    steps += [DepartureStep(facts.id, today) for facts in left]
    return Plan(
        "roster",
        file,
        tuple(items),
        len(reading.records) - sum(1 for step in steps if isinstance(step, OfficerStep)),
        by_row(reading.problems),
        tuple(_question(left, officers.values(), reading, departures)),
        (
            *reading.notes,
            *ranks.notes(record.rank for record in reading.records),
            *carrier_notes(((r.badge, r.email or "") for r in reading.records), today),
        ),
        open_seats=_open_seats(connection, [*_leaving(steps), *(x.id for x in left)], now),
        steps=tuple(steps),
    )


def _differences(
    record: OfficerRecord, facts: OfficerFacts, ranks: RankNames
) -> Iterator[Difference]:
    for column in COLUMNS:
        told, held = getattr(record, column), facts.columns[column]
        if told not in (None, "") and told != held:
            yield Difference(column, "" if held is None else str(held), str(told))
    if record.rank and ranks.find(record.rank) != (facts.rank_id or 0):
        yield Difference("rank", ranks.name(facts.rank_id), record.rank)
    if status := _status_change(record, facts):
        yield status
    for name, figure in record.figures.items():
        kept = facts.figures.get(name)
        if kept != figure:
            yield Difference(f"figure {name}", "" if kept is None else str(kept), str(figure))
    if record.groups and set(record.groups) != set(facts.groups):
        yield Difference("groups", ", ".join(sorted(facts.groups)), ", ".join(record.groups))
    for code, expires in record.certificates.items():
        owned = facts.certificates.get(code)
        if owned is None or (expires and owned.expires_on != expires):
            before = "" if owned is None else owned.expires_on or "no end"
            yield Difference(f"certificate {code}", before, expires or "no end")


def _status_change(record: OfficerRecord, facts: OfficerFacts) -> Difference | None:
    held = {period.kind for period in facts.statuses}
    if record.status is None:
        # Being listed again is all that a roster without a status column can say.
        back = StatusKind.DEPARTED in held
        return Difference("status", StatusKind.DEPARTED, "active") if back else None
    open_kinds = sorted(period.kind for period in facts.statuses if period.until_on is None)
    before = ", ".join(open_kinds) or "active"
    if record.status == ACTIVE:
        return Difference("status", before, "active") if open_kinds else None
    return None if record.status in held else Difference("status", before, record.status)


def _left(officers: Iterable[OfficerFacts], reading: RosterReading) -> list[OfficerFacts]:
    return [facts for facts in officers if facts.here and facts.badge not in reading.listed]


def _question(
    left: list[OfficerFacts],
    officers: Iterable[OfficerFacts],
    reading: RosterReading,
    departures: str,
) -> Iterator[Question]:
    here = sum(1 for facts in officers if facts.here)
    if departures or not left:
        return
    badges = ", ".join(facts.badge for facts in left[:10]) + (" …" if len(left) > 10 else "")
    answers = ("confirm", "partial")
    if len(left) > ASK_ABOVE * here:
        asked = f"{len(left)} of {here} officers are not in this file ({badges}). Have they left?"
        yield Question("departures", asked, answers)
    elif reading.nameless:
        asked = f"{reading.nameless} rows have no badge, so these may be in them: {badges}. Left?"
        yield Question("departures", asked, answers)


def _leaving(steps: Iterable["OfficerStep | DepartureStep"]) -> Iterator[int]:
    """Officers who are listed, and whom the file calls departed for the first time."""
    for step in steps:
        if not isinstance(step, OfficerStep) or step.facts is None or not step.facts.here:
            continue
        if step.record.status == StatusKind.DEPARTED:
            yield step.facts.id


def _open_seats(connection: Connection, officers: list[int], now: int) -> tuple[OpenSeat, ...]:
    found: list[OpenSeat] = []
    states = ", ".join(f"'{state}'" for state in LIVE_ASSIGNMENT)
    for officer in officers:
        rows = connection.execute(
            "SELECT assignment.id, position.number, officer.badge, assignment.starts_at "
            "FROM assignment JOIN position ON position.id = position_id "
            "JOIN officer ON officer.id = officer_id "
            f"WHERE officer_id = ? AND assignment.ends_at > ? AND state IN ({states})",
            (officer, now),
        )
        found += [OpenSeat(*row) for row in rows]
    return tuple(sorted(found, key=lambda seat: (seat.starts_at, seat.position)))


def _name(record: OfficerRecord) -> str:
    return ", ".join(part for part in (record.last_name, record.first_name) if part)
