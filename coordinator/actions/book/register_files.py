"""The roster and the register of employers as CSV, with the agency's own fields.

Its heads are those that an import knows, so that a file may be changed and brought in again.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from coordinator.actions.book.documents import Made, written
from coordinator.actions.book.registers import MOST_LINES
from coordinator.actions.results import Refused
from coordinator.rules.custom_fields import OWN, shown_value
from coordinator.rules.hidden_fields import OF_OFFICER
from storage.queries.book.custom_fields import custom_fields, values_by_record
from storage.queries.lists import HasId, Listing, View, window
from storage.queries.people.employers import EMPLOYERS, EmployerLine
from storage.queries.people.hidden import hidden_kinds
from storage.queries.people.officers import OFFICERS, OfficerLine

ROSTER_HEADS = (
    "badge", "last_name", "first_name", "rank", "unit", "phone", "email", "seniority_on", "status",
    "approved",
)  # fmt: skip
EMPLOYER_HEADS = (
    "number", "name", "kind", "phone", "email", "insurance_until", "standing", "blocked_reason",
    "debt_cents", "details_ahead",
)  # fmt: skip
R = TypeVar("R", bound=HasId)
Cells = Sequence[str | int | None]


def make_roster_csv(
    connection: sqlite3.Connection,
    where: Path,
    view: View,
    *,
    replace: bool = True,
    shown: frozenset[str] = frozenset(),
) -> Made | Refused:
    """The officers of a view as CSV; its `fixed` values are `officers.roster_values`.

    What is hidden until asked for has no column but for the kinds that are `shown`: dots would be
    brought in again as telephones.
    """
    hidden = hidden_kinds(connection) - shown
    kept = [n for n, head in enumerate(ROSTER_HEADS) if OF_OFFICER.get(head) not in hidden]
    what = ("roster", "" if "own" in hidden else "officer", tuple(ROSTER_HEADS[n] for n in kept))

    def cells(row: OfficerLine) -> Cells:
        every = _officer(row)
        return [every[n] for n in kept]

    return _csv(connection, where, OFFICERS, view, what, cells, replace=replace)


def make_employers_csv(
    connection: sqlite3.Connection, where: Path, view: View, *, replace: bool = True
) -> Made | Refused:
    """The employers of a view as CSV; its `fixed` values are `employers.register_values`."""
    what = ("employers", "employer", EMPLOYER_HEADS)
    return _csv(connection, where, EMPLOYERS, view, what, _employer, replace=replace)


def _csv(
    connection: sqlite3.Connection,
    where: Path,
    listing: Listing[R],
    view: View,
    what: tuple[str, str, tuple[str, ...]],
    cells: Callable[[R], Cells],
    *,
    replace: bool,
) -> Made | Refused:
    from exports.register_csv import write_csv

    name, record, heads = what
    own = [field.key for field in custom_fields(connection, record)] if record else []
    values = values_by_record(connection, record) if own else {}
    rows = [
        (*cells(line.row), *_own(values.get(line.row.id, {}), own))
        for line in window(connection, listing, view, MOST_LINES)
    ]
    on = str(dict(view.fixed)["today"])
    all_heads = (*heads, *(f"{OWN}{key}" for key in own))
    write = partial(write_csv, heads=all_heads, rows=rows)
    return written(where, (name, on, "csv"), write, f"{len(rows)} {name}", replace=replace)


def _own(values: Mapping[str, str | int | float | bool], keys: Sequence[str]) -> Cells:
    return [shown_value(values.get(key)) for key in keys]


def _officer(row: OfficerLine) -> Cells:
    last, _, first = row.name.partition(", ")
    approved = "yes" if row.approved else "no"
    more = (row.rank, row.unit, row.phone, row.email, row.seniority_on, row.status, approved)
    return (row.badge, last, first, *more)


def _employer(row: EmployerLine) -> Cells:
    more = (row.insurance_until, row.standing, row.blocked_reason, row.debt_cents, row.ahead)
    return (row.number, row.name, row.kind, row.phone, row.email, *more)
