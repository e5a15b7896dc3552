"""The facts that prices rest on: details with their orders, hours, equipment and earlier charges.

Everything is read set-wise for many details at once. "Waiting" means approved and not yet on an
invoice, or not yet on a payroll run. What there is tens of thousands of are NamedTuples, which are
made from rows in a ninth of the time that frozen dataclasses take.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_DAY = 86_400

CANCELLED_LOOKBACK = 120 * _DAY
"""Seconds. A cancelled detail that nobody billed by then is no longer offered for it."""


class PricedDetail(NamedTuple):
    """A detail with what a rate card may ask of its job and employer. Instants are UTC seconds."""

    id: int
    number: str
    starts_at: int
    ends_at: int
    state: str
    cancelled_at: int | None
    cancel_reason: str
    site: str
    address: str
    job_id: int
    title: str
    job_class: str
    rate_card: str
    rate_facts: str
    requested_at: int | None
    po_number: str
    employer_id: int
    employer_number: str
    employer: str
    employer_kind: str
    fee_exempt: bool
    tax_exempt: bool
    cancelled_by: str = ""


class WorkedEntry(NamedTuple):
    """The current hours of one assignment; on a cancelled detail, an assignment without hours.

    `pay_rate` is the officer's hourly pay as the roster has it today, "" where it has none;
    `figures` all that it has of him, JSON.
    """

    detail_id: int
    assignment_id: int
    position_number: str
    role: str
    officer_id: int
    badge: str
    officer: str
    ordered_start: int
    ordered_end: int
    entry_id: int | None
    started_at: int | None
    ended_at: int | None
    break_minutes: int
    state: str
    invoice_id: int | None
    payroll_run_id: int | None
    arrest_minutes: int = 0
    pay_rate: str = ""
    figures: str = ""


@dataclass(frozen=True, slots=True)
class UsedEquipment:
    """A vehicle or other equipment on a detail; `miles` by its odometer, out and in; `officer_id`
    who has it, where that is known."""

    id: int
    detail_id: int
    kind: str
    label: str
    quantity: int
    starts_at: int
    ends_at: int
    miles: int = 0
    officer_id: int | None = None


@dataclass(frozen=True, slots=True)
class EarlierCharge:
    """What was charged before, and not released, on one assignment or on the detail as such;
    `straight_cents` is what of it was no premium, where a fee asked for that."""

    detail_id: int
    assignment_id: int | None
    kind: str
    minutes: int
    amount_cents: int
    straight_cents: int = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """Which waiting hours are meant: those that ended before `until`, and of whom."""

    until: int
    employer_id: int | None = None
    job_id: int | None = None
    detail_id: int | None = None


_DETAIL = """
SELECT detail.id, detail.number, detail.starts_at, detail.ends_at, detail.state,
       detail.cancelled_at, detail.cancel_reason, site.name, site.address,
       job.id, job.title, job.job_class, job.rate_card,
       CASE WHEN detail.rate_facts IS NULL THEN job.rate_facts
            ELSE json_patch(iif(json_valid(job.rate_facts), job.rate_facts, '{}'),
                            detail.rate_facts) END, job.requested_at,
       CASE job.po_number WHEN '' THEN employer.po_number ELSE job.po_number END,
       employer.id, employer.number, employer.name, employer.kind,
       employer.fee_exempt, employer.tax_exempt, coalesce(detail.cancelled_by, '')
FROM detail
JOIN job ON job.id = detail.job_id
JOIN employer ON employer.id = job.employer_id
JOIN site ON site.id = detail.site_id
"""

_ENTRY = """
SELECT position.detail_id, assignment.id, position.number, position.role,
       officer.id, officer.badge,
       officer.last_name || CASE officer.first_name WHEN '' THEN '' ELSE ', ' END
       || officer.first_name,
       position.starts_at, position.ends_at,
       entry.id, entry.started_at, entry.ended_at, coalesce(entry.break_minutes, 0),
       coalesce(entry.state, 'missing'), entry.invoice_id, entry.payroll_run_id,
       coalesce(entry.arrest_minutes, 0),
       coalesce(iif(json_valid(officer.figures), officer.figures ->> '$.pay_rate', ''), ''),
       coalesce(officer.figures, '')
FROM position
JOIN detail ON detail.id = position.detail_id
JOIN assignment ON assignment.position_id = position.id
JOIN officer ON officer.id = assignment.officer_id
LEFT JOIN timesheet_entry AS entry
     ON entry.assignment_id = assignment.id AND entry.state <> 'replaced'
WHERE position.detail_id IN (SELECT value FROM json_each(?))
  AND (assignment.state IN ('assigned', 'confirmed', 'worked') OR entry.id IS NOT NULL
       OR (detail.state = 'cancelled' AND assignment.state = 'released'
           AND assignment.left_at = detail.cancelled_at))
ORDER BY position.detail_id, position.number, assignment.id
"""

_WAITING = {
    "bill": "entry.state = 'approved' AND entry.invoice_id IS NULL",
    "pay": "entry.state = 'approved' AND entry.payroll_run_id IS NULL"
    # What an invoice names as paid by the employer himself is closed.
    " AND NOT EXISTS (SELECT 1 FROM charge WHERE charge.detail_id = detail.id"
    " AND charge.side = 'bill' AND charge.assignment_id = assignment.id"
    " AND charge.kind = 'direct' AND NOT charge.released)",
}

_WAITING_INDEX = {"bill": "timesheet_entry_unbilled", "pay": "timesheet_entry_unpaid"}
"""Named, since SQLite would rather walk all approved entries of all years."""


def waiting_details(connection: sqlite3.Connection, side: str, scope: Scope) -> tuple[int, ...]:
    """Details with hours that wait on this side ("bill" or "pay"), and uncharged cancellations;
    one that is asked for by itself also where its time is still ahead."""
    values = {
        "until": scope.until,
        "since": scope.until - CANCELLED_LOOKBACK,
        "employer": scope.employer_id,
        "job": scope.job_id,
        "detail": scope.detail_id,
        "side": side,
    }
    rows = connection.execute(
        f"""
        SELECT detail.id, detail.starts_at
        FROM timesheet_entry AS entry INDEXED BY {_WAITING_INDEX[side]}
        JOIN assignment ON assignment.id = entry.assignment_id
        JOIN position ON position.id = assignment.position_id
        JOIN detail ON detail.id = position.detail_id
        JOIN job ON job.id = detail.job_id
        WHERE {_WAITING[side]} AND entry.ended_at < :until {NARROW}
          AND (:side <> 'bill' OR position.role <> 'trainee')
        UNION
        SELECT detail.id, detail.starts_at FROM detail
        JOIN job ON job.id = detail.job_id
        WHERE detail.starts_at >= :since
          AND (detail.starts_at < :until OR detail.id = :detail)
          AND detail.state = 'cancelled' AND detail.cancelled_at IS NOT NULL {NARROW}
          AND NOT EXISTS (SELECT 1 FROM charge WHERE charge.detail_id = detail.id
                          AND charge.side = :side AND NOT charge.released)
        ORDER BY 2, 1
        """,
        values,
    )
    return tuple(row[0] for row in rows)


_PAID_BY_AGENCY = """instr(replace(job.rate_facts, ' ', ''), '"payer":"agency"') > 0"""
"""The agency pays for it itself: hours are counted and paid, and nobody is invoiced."""

NARROW = f"""
  AND (:side <> 'bill' OR NOT {_PAID_BY_AGENCY})
  AND (:employer IS NULL OR job.employer_id = :employer)
  AND (:job IS NULL OR job.id = :job)
  AND (:detail IS NULL OR detail.id = :detail)
"""


def priced_details(
    connection: sqlite3.Connection, details: Iterable[int]
) -> tuple[PricedDetail, ...]:
    """The details with their jobs and employers, by start."""
    rows = connection.execute(
        f"{_DETAIL} WHERE detail.id IN (SELECT value FROM json_each(?))"
        " ORDER BY detail.starts_at, detail.id",
        (json.dumps(list(details)),),
    )
    return tuple(map(PricedDetail._make, rows))


def entries_of(
    connection: sqlite3.Connection, details: Iterable[int]
) -> Mapping[int, tuple[WorkedEntry, ...]]:
    """The hours of each detail, in the order of its positions."""
    found: dict[int, list[WorkedEntry]] = defaultdict(list)
    for row in connection.execute(_ENTRY, (json.dumps(list(details)),)):
        found[row[0]].append(WorkedEntry._make(row))
    return {detail: tuple(entries) for detail, entries in found.items()}


@dataclass(frozen=True, slots=True)
class OrderedSeat:
    """A position as it was ordered; `rank` is the code that it asks for, if any."""

    position_id: int
    detail_id: int
    role: str
    rank: str
    starts_at: int
    ends_at: int
    number: str


def ordered_seats(
    connection: sqlite3.Connection, details: Iterable[int]
) -> tuple[OrderedSeat, ...]:
    """The positions of these details that were not taken off, by detail and number."""
    rows = connection.execute(
        "SELECT position.id, detail_id, role, coalesce(rank.code, ''), starts_at, ends_at,"
        " number FROM position LEFT JOIN rank ON rank.id = position.rank_id"
        " WHERE NOT cancelled AND role <> 'trainee'"
        " AND detail_id IN (SELECT value FROM json_each(?))"
        " ORDER BY detail_id, position.number",
        (json.dumps(list(details)),),
    )
    return tuple(OrderedSeat(*row) for row in rows)


def equipment_of(
    connection: sqlite3.Connection, details: Iterable[int]
) -> Mapping[int, tuple[UsedEquipment, ...]]:
    """The equipment on each detail."""
    found: dict[int, list[UsedEquipment]] = defaultdict(list)
    rows = connection.execute(
        "SELECT id, detail_id, kind, label, quantity, starts_at, ends_at,"
        " coalesce(mileage_in - mileage_out, 0), officer_id FROM equipment_use"
        " WHERE detail_id IN (SELECT value FROM json_each(?)) ORDER BY detail_id, id",
        (json.dumps(list(details)),),
    )
    for row in rows:
        found[row[1]].append(UsedEquipment(*row))
    return {detail: tuple(things) for detail, things in found.items()}


def earlier_charges(
    connection: sqlite3.Connection, side: str, details: Iterable[int]
) -> Mapping[int, tuple[EarlierCharge, ...]]:
    """What stands charged on this side of each detail, summed by assignment and kind."""
    found: dict[int, list[EarlierCharge]] = defaultdict(list)
    rows = connection.execute(
        "SELECT detail_id, assignment_id, kind, sum(coalesce(minutes, 0) * quantity),"
        " sum(amount_cents),"
        " sum(coalesce(iif(json_valid(trace), trace ->> '$.straight', NULL), amount_cents))"
        " FROM charge WHERE side = ? AND NOT released AND kind <> 'agency'"
        " AND detail_id IN (SELECT value FROM json_each(?))"
        " GROUP BY detail_id, assignment_id, kind",
        (side, json.dumps(list(details))),
    )
    for row in rows:
        found[row[0]].append(EarlierCharge(*row))
    return {detail: tuple(charges) for detail, charges in found.items()}


def card_documents(connection: sqlite3.Connection) -> tuple[tuple[str, str, str], ...]:
    """Every rate card version: (name, date in force from, document), the latest first."""
    rows = connection.execute(
        "SELECT name, effective_on, document FROM rate_card ORDER BY effective_on DESC, id DESC"
    )
    return tuple((row[0], row[1], row[2]) for row in rows)
