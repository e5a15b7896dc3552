"""Details of a past period that a card prices, and the lines that were charged for them."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from coordinator.rules.rates.comparing import ChargedLine
from storage.queries.money.billing import CANCELLED_LOOKBACK
from storage.queries.money.money import TELLING


def past_details(
    connection: sqlite3.Connection, since: int, until: int, now: int
) -> tuple[int, ...]:
    """Details that started in [since, until), UTC seconds, by their start: with approved hours, or
    cancelled and either charged or still to be."""
    rows = connection.execute(
        "SELECT id FROM detail WHERE starts_at >= :since AND starts_at < :until"
        f" AND ({_WITH_HOURS} OR (state = 'cancelled' AND cancelled_at IS NOT NULL"
        f" AND (starts_at >= :waits OR {_CHARGED}))) ORDER BY starts_at, id",
        {"since": since, "until": until, "waits": now - CANCELLED_LOOKBACK},
    )
    return tuple(row[0] for row in rows)


# The plus keeps SQLite from walking all approved entries of all years.
_WITH_HOURS = """EXISTS (
SELECT 1 FROM position JOIN assignment ON assignment.position_id = position.id
JOIN timesheet_entry AS entry ON entry.assignment_id = assignment.id AND entry.state <> 'replaced'
WHERE position.detail_id = detail.id AND +entry.state = 'approved')"""

_CHARGED = """EXISTS (
SELECT 1 FROM charge WHERE charge.detail_id = detail.id AND NOT charge.released)"""


def charged_lines(
    connection: sqlite3.Connection, side: str, details: Iterable[int]
) -> Mapping[int, tuple[ChargedLine, ...]]:
    """Detail → the lines of one side that stand charged and count, as they were written."""
    found: dict[int, list[ChargedLine]] = defaultdict(list)
    marks = ", ".join("?" * len(TELLING))
    rows = connection.execute(
        "SELECT charge.detail_id, coalesce(charge.assignment_id, ''), charge.kind, charge.label,"
        " charge.amount_cents, coalesce(json_extract(charge.trace, '$.card'), ''),"
        " coalesce(charge.invoice_id, charge.payroll_run_id, 0), invoice.credits_id IS NOT NULL"
        " FROM charge LEFT JOIN invoice ON invoice.id = charge.invoice_id"
        f" WHERE charge.side = ? AND NOT charge.released AND charge.kind NOT IN ({marks})"
        " AND charge.detail_id IN (SELECT value FROM json_each(?)) ORDER BY charge.id",
        (side, *TELLING, json.dumps(list(details))),
    )
    for detail, key, kind, label, cents, card, paper, credit in rows:
        line = ChargedLine(str(key), kind, label, cents, card, paper, bool(credit))
        found[detail].append(line)
    return {detail: tuple(lines) for detail, lines in found.items()}
