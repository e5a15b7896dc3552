"""What each employer was charged over a year of details, and whether its rest was invoiced."""

import sqlite3
from typing import NamedTuple


class YearSum(NamedTuple):
    """An employer with how many details of the year took place for him, and cents: all that stands
    invoiced for details that started in it, and the fees of that."""

    employer_id: int
    number: str
    name: str
    kind: str
    details: int
    billed_cents: int
    fee_cents: int


def year_sums(connection: sqlite3.Connection, since: int, until: int) -> tuple[YearSum, ...]:
    """Every employer, by name; credit notes over lines are taken off. UTC seconds, half-open."""
    rows = connection.execute(_SUMS, {"since": since, "until": until})
    return tuple(map(YearSum._make, rows))


_SUMS = """
SELECT employer.id, employer.number, employer.name, employer.kind,
       coalesce(worked.details, 0), coalesce(worked.billed, 0), coalesce(worked.fees, 0)
FROM employer LEFT JOIN (
  SELECT job.employer_id AS of, count(DISTINCT detail.id) AS details,
         sum(CASE WHEN charge.kind IN ('officer', 'equipment', 'fee', 'tax')
             THEN charge.amount_cents END) AS billed,
         sum(CASE charge.kind WHEN 'fee' THEN charge.amount_cents END) AS fees
  FROM detail JOIN job ON job.id = detail.job_id
  LEFT JOIN charge ON charge.detail_id = detail.id AND charge.side = 'bill' AND NOT charge.released
  WHERE detail.starts_at >= :since AND detail.starts_at < :until
    AND (detail.state <> 'cancelled' OR charge.id IS NOT NULL)
  GROUP BY job.employer_id
) AS worked ON worked.of = employer.id
WHERE NOT employer.fee_exempt
ORDER BY employer.name, employer.id
"""


def invoiced_with(connection: sqlite3.Connection, employer_id: int, words: str) -> str:
    """The number of the employer's standing invoice whose words begin so, or nothing; one that was
    credited whole does not stand."""
    found = connection.execute(
        "SELECT number FROM invoice WHERE employer_id = ? AND state = 'issued'"
        " AND coalesce(kind, 'invoice') = 'invoice' AND substr(words, 1, ?) = ?"
        " AND total_cents + coalesce((SELECT sum(note.total_cents) FROM invoice AS note"
        "  WHERE note.credits_id = invoice.id), 0) > 0",
        (employer_id, len(words), words),
    ).fetchone()
    return str(found[0]) if found else ""
