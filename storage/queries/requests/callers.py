"""What is known of whoever calls: employers by the first letters of name, person or telephone."""

import sqlite3
from dataclasses import dataclass

from storage.queries.money.money import OPEN

_DIGITS = (
    "replace(replace(replace(replace(replace({0}, ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')"
)


@dataclass(frozen=True, slots=True)
class CalledJob:
    """One of the last jobs; `last_at` (UTC seconds) is when its last detail starts or started,
    `cents` what it was billed in all."""

    id: int
    number: str
    title: str
    job_class: str
    details: int
    last_at: int | None
    cents: int


@dataclass(frozen=True, slots=True)
class Caller:
    """An employer as the coordinator wants to see him while he is on the telephone."""

    id: int
    number: str
    name: str
    kind: str
    phone: str
    email: str
    standing: str
    blocked_reason: str
    insurance_until: str
    owes_cents: int
    overdue_cents: int
    people: str
    contact_id: int | None
    jobs: tuple[CalledJob, ...] = ()
    notes: tuple[str, ...] = ()


_CALLERS = f"""
SELECT employer.id, number, employer.name, kind, employer.phone, employer.email,
       coalesce(standing, ''), blocked_reason, coalesce(insurance_until, ''),
       (SELECT coalesce(sum({OPEN}), 0) FROM invoice
        WHERE invoice.employer_id = employer.id AND invoice.state = 'issued'),
       (SELECT coalesce(sum({OPEN}), 0) FROM invoice WHERE invoice.employer_id = employer.id
        AND invoice.state = 'issued' AND due_on < :today),
       coalesce((SELECT group_concat(contact.name, ', ') FROM contact
                 WHERE contact.employer_id = employer.id), ''),
       (SELECT min(contact.id) FROM contact WHERE contact.employer_id = employer.id
        AND contact.name LIKE '%' || :text || '%')
FROM employer
WHERE employer.name LIKE '%' || :text || '%' OR number = :text
   OR EXISTS (SELECT 1 FROM contact WHERE contact.employer_id = employer.id
              AND (contact.name LIKE '%' || :text || '%'
                   OR (:digits <> '' AND {_DIGITS.format("contact.phone")}
                       LIKE '%' || :digits || '%')))
   OR (:digits <> '' AND {_DIGITS.format("employer.phone")} LIKE '%' || :digits || '%')
ORDER BY employer.name LIKE :text || '%' DESC,
         (SELECT max(job.id) FROM job WHERE job.employer_id = employer.id) DESC, employer.name
LIMIT :limit
"""

_JOBS = """
SELECT job.id, job.number, job.title, job.job_class,
       (SELECT count(*) FROM detail WHERE detail.job_id = job.id),
       (SELECT max(starts_at) FROM detail WHERE detail.job_id = job.id),
       coalesce((SELECT sum(charge.amount_cents) FROM charge
                 JOIN detail ON detail.id = charge.detail_id
                 WHERE detail.job_id = job.id AND charge.side = 'bill'
                 AND NOT charge.released), 0)
FROM job WHERE job.employer_id = ? ORDER BY job.id DESC LIMIT ?
"""


def called(
    connection: sqlite3.Connection, text: str, today: str, limit: int = 8, jobs: int = 6
) -> tuple[Caller, ...]:
    """The employers that a few letters or digits may mean, those who begin so and ordered last
    first; `today` is a local ISO date."""
    digits = "".join(letter for letter in text if letter.isdigit())
    asked = {"text": text, "digits": digits if len(digits) > 2 else "", "today": today,
             "limit": limit}  # fmt: skip
    rows = connection.execute(_CALLERS, asked).fetchall()
    return tuple(
        Caller(*(*row, _jobs(connection, row[0], jobs), _notes(connection, row[0]))) for row in rows
    )


def _jobs(connection: sqlite3.Connection, employer_id: int, limit: int) -> tuple[CalledJob, ...]:
    return tuple(CalledJob(*row) for row in connection.execute(_JOBS, (employer_id, limit)))


def _notes(connection: sqlite3.Connection, employer_id: int) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT text FROM note WHERE subject = ? ORDER BY id DESC LIMIT 3",
        (f"employer:{employer_id}",),
    )
    return tuple(str(text) for (text,) in rows)
