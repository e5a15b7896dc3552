"""Equipment of the agency: the register, what is on which detail, and what is wanted twice."""

import sqlite3
from dataclasses import dataclass

from storage.queries.lists import Listing

_NOW_OUT = (
    "(SELECT reason FROM equipment_out AS o WHERE o.equipment_id = equipment.id"
    " AND o.starts_at <= :now AND coalesce(o.ends_at, :now + 1) > :now ORDER BY o.id DESC LIMIT 1)"
)
_USED = (
    "FROM equipment_use AS u JOIN detail ON detail.id = u.detail_id"
    " WHERE u.equipment_id = equipment.id AND detail.state = 'planned'"
)
_NOW_ON = (
    f"(SELECT detail.number {_USED} AND u.starts_at <= :now AND u.ends_at > :now"
    " ORDER BY u.starts_at LIMIT 1)"
)
_NEXT = f"(SELECT min(u.starts_at) {_USED} AND u.starts_at > :now)"
_AHEAD = f"(SELECT count(*) {_USED} AND u.ends_at > :now)"


@dataclass(frozen=True, slots=True)
class EquipmentLine:
    """One piece of equipment. `out` is why it cannot be had now, `on_detail` where it is now;
    `next_at` (UTC seconds) when it is used next, `ahead` counts uses that are not over."""

    id: int
    code: str
    kind: str
    label: str
    unit: str
    mileage: int | None
    words: str
    retired_on: str
    out: str
    on_detail: str
    next_at: int | None
    ahead: int


EQUIPMENT: Listing[EquipmentLine] = Listing(
    make=EquipmentLine,
    key="equipment.id",
    columns=f"""equipment.id, equipment.code, equipment.kind, equipment.label, equipment.unit,
        equipment.mileage, equipment.words, coalesce(equipment.retired_on, ''),
        coalesce({_NOW_OUT}, ''), coalesce({_NOW_ON}, ''), {_NEXT}, {_AHEAD}""",
    tables="equipment",
    orders={
        "code": "equipment.code",
        "kind": "equipment.kind",
        "unit": "equipment.unit",
        "ahead": _AHEAD,
    },
    words=("equipment.code", "equipment.kind", "equipment.label", "equipment.unit"),
    fields={"kind": "equipment.kind LIKE replace(?, ' ', '_') || '%'"},
    flags={
        "here": "coalesce(equipment.retired_on, '9999') > :today",
        "retired": "equipment.retired_on <= :today",
        "out": f"{_NOW_OUT} IS NOT NULL",
        "used": f"{_NOW_ON} IS NOT NULL",
        "free": f"{_NOW_OUT} IS NULL AND {_NOW_ON} IS NULL",
    },
)


@dataclass(frozen=True, slots=True)
class UseLine:
    """Equipment on a detail (UTC seconds, half-open). `code` is empty where no piece is named.

    `mileage_*` are what the odometer said when it went out and came in.
    """

    id: int
    detail_id: int
    detail: str
    kind: str
    label: str
    quantity: int
    starts_at: int
    ends_at: int
    equipment_id: int | None
    code: str
    officer_id: int | None
    officer: str
    mileage_out: int | None
    mileage_in: int | None


_USES = """
SELECT u.id, u.detail_id, detail.number, u.kind, u.label, u.quantity, u.starts_at, u.ends_at,
       u.equipment_id, coalesce(equipment.code, ''), u.officer_id,
       coalesce('#' || officer.badge || ' ' || officer.last_name, ''), u.mileage_out, u.mileage_in
FROM equipment_use AS u JOIN detail ON detail.id = u.detail_id
LEFT JOIN equipment ON equipment.id = u.equipment_id
LEFT JOIN officer ON officer.id = u.officer_id
"""


def uses_on(connection: sqlite3.Connection, detail_id: int) -> tuple[UseLine, ...]:
    """What is on a detail."""
    rows = connection.execute(f"{_USES} WHERE u.detail_id = ? ORDER BY u.id", (detail_id,))
    return tuple(UseLine(*row) for row in rows)


def uses_of(
    connection: sqlite3.Connection, equipment_id: int, since: int, limit: int = 50
) -> tuple[UseLine, ...]:
    """Where a piece of equipment is or will be, from an instant on; cancelled details are not."""
    rows = connection.execute(
        f"{_USES} WHERE u.equipment_id = ? AND u.ends_at > ? AND detail.state = 'planned' "
        "ORDER BY u.starts_at, u.id LIMIT ?",
        (equipment_id, since, limit),
    )
    return tuple(UseLine(*row) for row in rows)


def use_of(connection: sqlite3.Connection, use_id: int) -> UseLine | None:
    """One use."""
    row = connection.execute(f"{_USES} WHERE u.id = ?", (use_id,)).fetchone()
    return UseLine(*row) if row else None


def used_meanwhile(
    connection: sqlite3.Connection, equipment_id: int, span: tuple[int, int], but_use: int = 0
) -> tuple[UseLine, ...]:
    """Other uses of the same piece that overlap a span (UTC seconds, half-open)."""
    rows = connection.execute(
        f"{_USES} WHERE u.equipment_id = ? AND u.id <> ? AND u.starts_at < ? AND u.ends_at > ? "
        "AND detail.state = 'planned' ORDER BY u.starts_at, u.id",
        (equipment_id, but_use, span[1], span[0]),
    )
    return tuple(UseLine(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class OutOfService:
    """When a piece cannot be had (UTC seconds, half-open; no end: until further notice)."""

    id: int
    equipment_id: int
    starts_at: int
    ends_at: int | None
    reason: str


def out_meanwhile(
    connection: sqlite3.Connection, equipment_id: int, span: tuple[int, int]
) -> tuple[OutOfService, ...]:
    """The times out of service that touch a span."""
    rows = connection.execute(
        "SELECT id, equipment_id, starts_at, ends_at, reason FROM equipment_out "
        "WHERE equipment_id = ? AND starts_at < ? AND coalesce(ends_at, ? + 1) > ? ORDER BY id",
        (equipment_id, span[1], span[0], span[0]),
    )
    return tuple(OutOfService(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Twice:
    """A piece of equipment that is wanted on two details at once, or though it is out (then
    `other` says why)."""

    equipment_id: int
    code: str
    detail_id: int
    detail: str
    other: str
    at: int


def wanted_twice(connection: sqlite3.Connection, now: int) -> tuple[Twice, ...]:
    """What is wanted twice from now on, each pair once, the soonest first."""
    return tuple(Twice(*row) for row in connection.execute(_TWICE, {"now": now}))


_TWICE = """
SELECT e.id, e.code, d.id, d.number, od.number, max(u.starts_at, o.starts_at) AS at
FROM equipment_use AS u JOIN detail AS d ON d.id = u.detail_id
JOIN equipment AS e ON e.id = u.equipment_id
JOIN equipment_use AS o ON o.equipment_id = e.id AND o.id > u.id
     AND o.starts_at < u.ends_at AND o.ends_at > u.starts_at
JOIN detail AS od ON od.id = o.detail_id
WHERE u.ends_at > :now AND o.ends_at > :now AND d.state = 'planned' AND od.state = 'planned'
UNION ALL
SELECT e.id, e.code, d.id, d.number, 'out of service: ' || x.reason, max(u.starts_at, x.starts_at)
FROM equipment_use AS u JOIN detail AS d ON d.id = u.detail_id
JOIN equipment AS e ON e.id = u.equipment_id
JOIN equipment_out AS x ON x.equipment_id = e.id
     AND x.starts_at < u.ends_at AND coalesce(x.ends_at, u.starts_at + 1) > u.starts_at
WHERE u.ends_at > :now AND d.state = 'planned'
ORDER BY at, 1
"""


def equipment_id(connection: sqlite3.Connection, code: str) -> int | None:
    """The piece of that code."""
    row = connection.execute("SELECT id FROM equipment WHERE code = ?", (code,)).fetchone()
    return int(row[0]) if row else None


def pieces(connection: sqlite3.Connection, today: str) -> tuple[tuple[int, str, str], ...]:
    """(id, code, kind) of every piece that is not retired."""
    rows = connection.execute(
        "SELECT id, code, kind FROM equipment WHERE coalesce(retired_on, '9999') > ? ORDER BY code",
        (today,),
    )
    return tuple((key, code, kind) for key, code, kind in rows)
