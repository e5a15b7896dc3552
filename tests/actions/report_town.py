"""The demo's book with rows of every other kind, so that no report has nothing to tell."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from coordinator.actions.results import Actor
from coordinator.demo.book import make_demo
from storage.database import Book
from storage.models import (
    Assignment,
    AuditFinding,
    CallNote,
    Conflict,
    Decision,
    Dispute,
    DunningStep,
    Equipment,
    Feedback,
    Invoice,
    Job,
    Note,
    Officer,
    OfficerStatus,
    PayAdjustment,
    Payment,
    ProgrammeCost,
    Punch,
    Receipt,
    Refund,
    Request,
    SpotCheck,
    StandingAssignment,
    StatedHours,
    Suspension,
    TallyEntry,
    TimesheetEntry,
)
from tests.conftest import NOW

ZONE = ZoneInfo("America/New_York")
DAY = 86_400
PERIOD = "2026-04-01..2026-06-30"
SINCE = int(datetime(2026, 4, 1, tzinfo=ZONE).timestamp())
UNTIL = int(datetime(2026, 7, 1, tzinfo=ZONE).timestamp())
SECRET = "restricted: nobody outside may read this"

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def make_town(path: Path) -> Book:
    """Make it; a second or two."""
    book = make_demo(path, NOW)
    with book.action(Actor("Chief", NOW), "plant", "agency:1") as tx:
        for row in _planted(book):
            tx.add(row)
        _change(tx)
    job = _one(book, "SELECT max(id) FROM job")
    with book.action(Actor("Sam", NOW), "add job", f"job:{job}") as tx:
        tx.reason = "crew: a quiet street · 2 officers are asked for"
        _set(tx, Job, job, po_number="PO-7")
    return book


def _one(book: Book, sql: str) -> int:
    return int(book.reader().execute(sql).fetchone()[0])


def _planted(book: Book) -> Iterator[Any]:
    officer = _one(book, "SELECT min(id) FROM officer")
    other = officer + 5
    worked = _one(
        book,
        "SELECT a.id FROM assignment AS a JOIN timesheet_entry AS t ON t.assignment_id = a.id"
        " ORDER BY a.starts_at LIMIT 1",
    )
    detail = _one(
        book,
        "SELECT p.detail_id FROM assignment AS a JOIN position AS p ON p.id = a.position_id"
        f" WHERE a.id = {worked}",
    )
    job = _one(book, f"SELECT job_id FROM detail WHERE id = {detail}")
    employer = _one(book, f"SELECT employer_id FROM job WHERE id = {job}")
    start = _one(book, f"SELECT starts_at FROM assignment WHERE id = {worked}")
    invoice = _one(book, "SELECT max(id) FROM invoice")
    yield from _money(employer, job, invoice)
    holder = _one(book, f"SELECT officer_id FROM assignment WHERE id = {worked}")
    yield Conflict(officer_id=holder, employer_id=employer, relation="family", from_on="2026-01-01")
    yield from _people(officer, other, job)
    yield Punch(assignment_id=worked, kind="in", at=start + 1500, received_at=start + 1500)
    yield Punch(
        assignment_id=worked, kind="out", at=start + 7200, received_at=start + 7200,
        presence="outside", distance_m=900,
    )  # fmt: skip
    for side, minutes in (("punched", 240), ("claimed", 300), ("certified", 270)):
        yield StatedHours(
            assignment_id=worked, stated_by=side, started_at=start,
            ended_at=start + minutes * 60, said_at=NOW - DAY,
        )  # fmt: skip
    yield SpotCheck(assignment_id=worked, seed="lot", place=1, drawn_at=NOW - DAY, result="absent")
    yield Feedback(
        detail_id=detail, side="employer", score=2, words="late", asked_at=NOW - 5 * DAY,
        closes_at=NOW - 2 * DAY, given_at=NOW - 4 * DAY,
    )  # fmt: skip
    for subject, kind, secret in (
        (f"detail:{detail}", "incident", None),
        (f"officer:{officer}", "complaint", False),
        (f"officer:{officer}", "complaint", True),
    ):
        words = SECRET if secret else "glass broken"
        yield Note(
            subject=subject, text=words, written_at=NOW - DAY, written_by="Chief", kind=kind,
            restricted=secret,
        )  # fmt: skip
    yield Request(
        number="R26-9001", state="refused", firm="Nobody Ltd", title="Bouncer", event="licensed",
        requested_at=NOW - DAY, received_at=NOW - DAY, decided_at=NOW - 3600,
        decided_by="Chief", decision="prohibited work", clause="4.2", price_cents=123_45,
    )  # fmt: skip


def _money(employer: int, job: int, invoice: int) -> Iterator[Any]:
    yield Invoice(
        id=900_001, number="2026-D0001", employer_id=employer, job_id=job, kind="deposit",
        issued_on="2026-05-01", due_on="2026-05-10", net_cents=50_000, total_cents=50_000,
    )  # fmt: skip
    yield Invoice(
        id=900_002, number="2026-00999", employer_id=employer, state="void",
        issued_on="2026-05-02", due_on="2026-06-01", net_cents=7_000, total_cents=7_000,
        void_reason="wrong employer",
    )  # fmt: skip
    yield Invoice(
        id=900_003, number="2026-C0001", employer_id=employer, kind="credit", credits_id=invoice,
        issued_on="2026-05-20", due_on="2026-05-20", net_cents=-1_000, total_cents=-1_000,
        words="an hour too many",
    )  # fmt: skip
    yield Receipt(
        id=900_010, employer_id=employer, received_on="2026-05-05", amount_cents=60_000,
        method="cheque", reference="C1",
    )  # fmt: skip
    yield Payment(
        invoice_id=900_001, received_on="2026-05-05", amount_cents=50_000, receipt_id=900_010
    )
    yield Payment(
        invoice_id=invoice, received_on="2026-05-20", amount_cents=1_000, credit_id=900_003
    )
    yield Payment(
        invoice_id=900_003, received_on="2026-05-20", amount_cents=-1_000, credit_id=900_003
    )
    yield Refund(
        employer_id=employer, receipt_id=900_010, paid_on="2026-05-25", amount_cents=2_500,
        approved_by="Treasurer", reason="paid twice",
    )  # fmt: skip
    yield DunningStep(
        invoice_id=invoice, step="write_off", taken_on="2026-05-28", open_cents=300,
        approved_by="Treasurer", words="too small",
    )  # fmt: skip
    yield Dispute(invoice_id=invoice, opened_at=NOW - 3 * DAY, words="one officer left early")
    yield ProgrammeCost(spent_on="2026-05-31", kind="staff", minutes=9_600, amount_cents=400_000)


def _people(officer: int, other: int, job: int) -> Iterator[Any]:
    yield AuditFinding(
        number="F26-9001", title="Papers were missing", found_on="2026-05-20", found_by="Auditor",
        owner="Sam", due_on="2026-05-30", officer_id=officer,
    )  # fmt: skip
    yield PayAdjustment(
        officer_id=officer, due_on="2026-05-15", code="FUEL", label="Fuel", amount_cents=-1_250
    )
    yield Suspension(
        officer_id=other, clause="9", event_on="2026-05-10", step=1, days=14, from_on="2026-05-20",
        until_on="2026-06-03", proposed_at=NOW - 9 * DAY, state="confirmed", decided_by="Chief",
        decided_at=NOW - 8 * DAY,
    )  # fmt: skip
    yield OfficerStatus(officer_id=other, kind="light_duty", from_on="2026-04-01")
    yield StandingAssignment(job_id=job, officer_id=officer, from_on="2026-01-01")
    yield TallyEntry(
        officer_id=officer, tally="points", counts_at=NOW - DAY, amount=200, words="refused twice"
    )
    yield Equipment(code="V12", kind="vehicle")


def _change(tx: Any) -> None:
    """A no-show, an officer asked for by name who leads the job, corrected hours, an override."""
    connection = tx.connection
    (missed, position, missing) = (
        connection.execute(
            "SELECT a.id, a.position_id, a.officer_id FROM assignment AS a"
            " WHERE a.starts_at < ? AND NOT EXISTS (SELECT 1 FROM timesheet_entry"
            " WHERE assignment_id = a.id) AND a.state = 'confirmed' ORDER BY a.starts_at LIMIT 1",
            (NOW,),
        ).fetchone()
        or connection.execute(
            "SELECT id, position_id, officer_id FROM assignment WHERE state <> 'called_off'"
            " AND starts_at < ? AND NOT EXISTS (SELECT 1 FROM timesheet_entry"
            " WHERE assignment_id = assignment.id) LIMIT 1",
            (NOW,),
        ).fetchone()
    )
    _set(tx, Assignment, missed, state="no_show")
    tx.add(CallNote(position_id=position, officer_id=missing, outcome="no_answer", called_at=NOW))
    packet = connection.execute("SELECT sha256 FROM packet LIMIT 1").fetchone()[0]
    tx.add(
        Decision(
            position_id=position,
            officer_id=missing,
            kind="assign",
            packet_sha256=packet,
            decided_at=NOW,
            reason="nobody else",
            override_by="Chief",
        )
    )
    entry = tx.get(
        TimesheetEntry,
        connection.execute(
            "SELECT min(id) FROM timesheet_entry WHERE state = 'approved'"
            " AND payroll_run_id IS NULL AND invoice_id IS NULL"
        ).fetchone()[0],
    )
    _set(tx, TimesheetEntry, entry.id, state="replaced")
    tx.add(
        TimesheetEntry(
            assignment_id=entry.assignment_id,
            started_at=entry.started_at,
            ended_at=entry.ended_at,
            break_minutes=30,
            state="approved",
            entered_by="Sam",
            approved_by="Sam",
            approved_at=NOW,
            replaces_id=entry.id,
            reason="lunch",
        )
    )
    (job, led) = connection.execute(
        "SELECT d.job_id, a.officer_id FROM assignment AS a JOIN position AS p"
        " ON p.id = a.position_id JOIN detail AS d ON d.id = p.detail_id"
        " WHERE a.state = 'worked' OR a.state = 'confirmed' ORDER BY a.starts_at LIMIT 1"
    ).fetchone()
    own = '{"district": "North"}'
    _set(tx, Job, job, led_by_id=led, asked_officer_id=led, custom=own)
    _set(tx, Officer, led, phone="")


def _set(tx: Any, model: Any, row_id: int, **values: Any) -> None:
    row = tx.get(model, row_id)
    for name, value in values.items():
        setattr(row, name, value)
    tx.save(row)


def tables(book: Book) -> Tables:
    """Every table as plain rows, read with nothing but SELECT *."""
    connection = book.reader()
    names = [
        row[0]
        for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if "fts" not in row[0] and not row[0].startswith("sqlite")
    ]
    found: Tables = {}
    for name in names:
        cursor = connection.execute(f'SELECT * FROM "{name}"')
        heads = [column[0] for column in cursor.description]
        found[name] = [dict(zip(heads, row, strict=True)) for row in cursor]
    return found


def local(at: int) -> datetime:
    """The agency's wall time."""
    return datetime.fromtimestamp(at, UTC).astimezone(ZONE)
