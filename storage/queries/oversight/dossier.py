"""What a job's dossier tells beside its chronicle: the job, its awards, its hours and its money."""

import sqlite3
from dataclasses import dataclass

from storage.queries.book.kept_files import Paper, papers_of


@dataclass(frozen=True, slots=True)
class DossierJob:
    """The job. Instants are UTC seconds, money is cents, hours are minutes."""

    id: int
    number: str
    title: str
    state: str
    employer_id: int
    employer: str
    contact: str
    po_number: str
    rate_card: str
    run_by: str
    led_by: str
    request_id: int | None
    request: str
    details: int
    seats: int
    minutes: int
    billed_cents: int
    pay_cents: int


@dataclass(frozen=True, slots=True)
class DossierSeat:
    """One seat that somebody was given: by whom, on what decision, worked how long, for what."""

    position: str
    badge: str
    name: str
    starts_at: int
    ends_at: int
    state: str
    how: str
    awarded_at: int
    override_by: str
    policy: str
    packet_sha256: str
    minutes: int | None
    entered_by: str
    approved_by: str
    billed_cents: int
    pay_cents: int
    payroll_run: str


@dataclass(frozen=True, slots=True)
class DossierBill:
    """One invoice with work of the job."""

    number: str
    kind: str
    state: str
    issued_on: str
    due_on: str
    total_cents: int
    paid_cents: int


def dossier_job(connection: sqlite3.Connection, job_id: int) -> DossierJob | None:
    """The job's head and its sums."""
    row = connection.execute(_JOB, {"job": job_id}).fetchone()
    return DossierJob(*row) if row else None


def dossier_seats(connection: sqlite3.Connection, job_id: int) -> tuple[DossierSeat, ...]:
    """Everybody who was given a seat, in the order of the seats."""
    return tuple(DossierSeat(*row) for row in connection.execute(_SEATS, {"job": job_id}))


def dossier_bills(connection: sqlite3.Connection, job_id: int) -> tuple[DossierBill, ...]:
    """Its invoices, deposits and credit notes."""
    return tuple(DossierBill(*row) for row in connection.execute(_BILLS, {"job": job_id}))


def dossier_papers(connection: sqlite3.Connection, job: DossierJob) -> tuple[Paper, ...]:
    """Papers kept with the request, the job, its details and its employer; removed ones too."""
    details = connection.execute("SELECT id FROM detail WHERE job_id = ?", (job.id,))
    subjects = [f"job:{job.id}", f"employer:{job.employer_id}"]
    subjects += [f"detail:{row}" for (row,) in details]
    if job.request_id is not None:
        subjects.append(f"request:{job.request_id}")
    return papers_of(connection, subjects, removed=True)


_CHARGED = (
    "(SELECT coalesce(sum(c.amount_cents), 0) FROM charge AS c {where} AND c.released = 0"
    " AND c.kind NOT IN ('included_tax', 'direct', 'agency') AND c.side = '{side}')"
)
_OF_JOB = "JOIN detail AS x ON x.id = c.detail_id WHERE x.job_id = j.id"
_OF_SEAT = "WHERE c.assignment_id = a.id"
_JOB = f"""
SELECT j.id, j.number, j.title, j.state, e.id, e.name, coalesce(c.name, ''), j.po_number,
  j.rate_card, coalesce(j.run_by, ''), coalesce(o.badge || ' ' || o.last_name, ''), j.request_id,
  coalesce(r.number, ''),
  (SELECT count(*) FROM detail WHERE job_id = j.id),
  (SELECT count(*) FROM position JOIN detail ON detail.id = detail_id WHERE job_id = j.id),
  (SELECT coalesce(sum((t.ended_at - t.started_at) / 60 - t.break_minutes), 0)
    FROM timesheet_entry AS t JOIN assignment AS a ON a.id = t.assignment_id
    JOIN position AS p ON p.id = a.position_id JOIN detail AS d ON d.id = p.detail_id
    WHERE d.job_id = j.id AND t.state <> 'replaced'),
  {_CHARGED.format(where=_OF_JOB, side="bill")}, {_CHARGED.format(where=_OF_JOB, side="pay")}
FROM job AS j JOIN employer AS e ON e.id = j.employer_id
LEFT JOIN contact AS c ON c.id = j.contact_id
LEFT JOIN officer AS o ON o.id = j.led_by_id
LEFT JOIN request AS r ON r.id = j.request_id
WHERE j.id = :job
"""
_SEATS = f"""
SELECT p.number, o.badge, o.last_name, a.starts_at, a.ends_at, a.state, a.how, a.awarded_at,
  coalesce(x.override_by, ''), coalesce(w.name || ' ' || w.effective_on, ''),
  coalesce(x.packet_sha256, ''), (t.ended_at - t.started_at) / 60 - t.break_minutes,
  coalesce(t.entered_by, ''), coalesce(t.approved_by, ''),
  {_CHARGED.format(where=_OF_SEAT, side="bill")}, {_CHARGED.format(where=_OF_SEAT, side="pay")},
  coalesce(run.number, '')
FROM detail AS d
JOIN position AS p ON p.detail_id = d.id
JOIN assignment AS a ON a.position_id = p.id
JOIN officer AS o ON o.id = a.officer_id
LEFT JOIN decision AS x ON x.id = a.decision_id
LEFT JOIN policy AS w ON w.id = x.policy_id
LEFT JOIN timesheet_entry AS t ON t.assignment_id = a.id AND t.state <> 'replaced'
LEFT JOIN payroll_run AS run ON run.id = t.payroll_run_id
WHERE d.job_id = :job
ORDER BY a.starts_at, p.number, a.awarded_at
"""
_BILLS = """
SELECT DISTINCT i.number, coalesce(i.kind, 'invoice'), i.state, i.issued_on, i.due_on,
  i.total_cents,
  (SELECT coalesce(sum(amount_cents), 0) FROM payment WHERE payment.invoice_id = i.id)
FROM invoice AS i
WHERE i.job_id = :job OR i.id IN (SELECT c.invoice_id FROM charge AS c
    JOIN detail AS d ON d.id = c.detail_id WHERE d.job_id = :job AND c.invoice_id IS NOT NULL)
  OR i.credits_id IN (SELECT c.invoice_id FROM charge AS c
    JOIN detail AS d ON d.id = c.detail_id WHERE d.job_id = :job)
ORDER BY i.issued_on, i.number
"""
