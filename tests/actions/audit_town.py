"""A town without a fault, in which faults of every kind that the self-audit knows are planted.

Each fault has an officer, a detail and often an employer of its own, so that it is found by its own
test and no other; where the nature of a fault is another one too, the plant says so.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from coordinator.actions.results import Actor
from storage.database import Book
from storage.models import (
    ApprovalRequest,
    Assignment,
    Certificate,
    Certification,
    Charge,
    Conflict,
    Decision,
    Detail,
    DunningStep,
    Employer,
    Exclusion,
    Invoice,
    Job,
    Officer,
    OfficerStatus,
    Payment,
    PayrollRun,
    Policy,
    Position,
    Rank,
    RankHeld,
    RateCard,
    Request,
    ShiftOverlay,
    Site,
    StatedHours,
    TimesheetEntry,
)
from storage.transaction import Transaction

ZONE = ZoneInfo("America/New_York")
NOW = int(datetime(2026, 6, 5, 8, tzinfo=ZONE).timestamp())
PERIOD = "2026-04-13..2026-05-31"
HOUR, DAY = 3600, 86_400
EARLY, LATE = date(2026, 4, 20), date(2026, 5, 11)
"""Days on which most planted work lies: of the first payroll run and of the second."""
RULES = """name = "One rule"
effective_on = 2020-01-01
[[clause]]
kind = "max_job_hours"
hours = 10
"""


def at(day: date, hour: float) -> int:
    """The instant of an hour on the wall."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    return int((midnight + timedelta(hours=hour)).timestamp())


@dataclass(slots=True)
class Seat:
    """A worked seat and what hangs on it."""

    position: str
    detail: str
    invoice: str
    officer: Officer
    employer: Employer
    rows: dict[str, Any]


@dataclass(slots=True)
class Town:
    """Adds rows; every new seat is worked, signed off, billed, paid for and paid out."""

    tx: Transaction
    runs: list[PayrollRun] = field(default_factory=list)
    planted: dict[str, list[object]] = field(default_factory=lambda: defaultdict(list))
    employer: Employer = None  # type: ignore[assignment]
    permit: Certification = None  # type: ignore[assignment]
    ranks: dict[str, Rank] = field(default_factory=dict)
    count: int = 0

    def officer(self, *, rank: str = "OFC", permit: str | None = "2027-01-01", **more: Any) -> Any:
        """Somebody new."""
        self.count += 1
        fields: dict[str, Any] = {
            "badge": f"{1000 + self.count}",
            "last_name": f"Ofc{self.count:03}",
        } | more
        row = self.tx.add(Officer(first_name="Al", unit="Patrol", phone="555", **fields))
        held = RankHeld(officer_id=row.id, rank_id=self.ranks[rank].id, from_on="2015-01-01")
        self.tx.add(held)
        if permit:
            self.certificate(row, permit)
        return row

    def certificate(self, officer: Officer, until: str) -> None:
        """A permit from the new year on."""
        self.tx.add(
            Certificate(
                officer_id=officer.id, certification_id=self.permit.id,
                issued_on="2025-01-01", expires_on=until,
            )
        )  # fmt: skip

    def client(self, **more: Any) -> Employer:
        """An employer who is insured and has accepted the terms."""
        self.count += 1
        fields: dict[str, Any] = {"insurance_until": "2027-01-01", "terms_on": "2026-01-01"} | more
        return self.tx.add(Employer(number=f"E{self.count}", name=f"Firm {self.count}", **fields))

    def invoice(self, employer: Employer, **more: Any) -> Invoice:
        """The next number."""
        self.count += 1
        number = len(self.tx.connection.execute("SELECT id FROM invoice").fetchall()) + 1
        fields: dict[str, Any] = {
            "number": f"2026-{number:05}", "issued_on": "2026-05-29", "due_on": "2026-06-28",
            "net_cents": 30_000, "total_cents": 30_000,
        } | more  # fmt: skip
        return self.tx.add(Invoice(employer_id=employer.id, **fields))

    def work(
        self, day: date = LATE, hour: float = 12, hours: float = 4, *,
        officer: Officer | None = None, employer: Employer | None = None, rank: str = "",
        job: dict[str, Any] | None = None, live: str = "worked",
        entry: dict[str, Any] | None = None,
        bill: int = 30_000, rate: str = "75.00", pay: int = 20_000, billed: bool = True,
        paid: bool = True, received_on: str = "",
    ) -> Seat:  # fmt: skip
        """A seat of one officer on a detail and a job of their own."""
        officer, employer = officer or self.officer(), employer or self.employer
        start, end = at(day, hour), at(day, hour + hours)
        site = self.tx.add(Site(employer_id=employer.id, name=f"Gate {self.count}"))
        self.count += 1
        number = f"26-{self.count:04}"
        order = self.tx.add(
            Job(number=number, employer_id=employer.id, title="Gate", **(job or {}))
        )
        detail = self.tx.add(
            Detail(job_id=order.id, site_id=site.id, number=f"{number}.1", starts_at=start,
                   ends_at=end, starts_wall=f"{day} {hour}")
        )  # fmt: skip
        seat = self.tx.add(
            Position(detail_id=detail.id, number=f"{number}.1a", starts_at=start, ends_at=end,
                     rank_id=self.ranks[rank].id if rank else None)
        )  # fmt: skip
        held = self.tx.add(
            Assignment(position_id=seat.id, officer_id=officer.id, starts_at=start, ends_at=end,
                       state=live, awarded_at=start - 7 * DAY)
        )  # fmt: skip
        rows: dict[str, Any] = {"job": order, "detail": detail, "seat": seat, "held": held}
        run = self.runs[day >= date(2026, 5, 1)] if paid else None
        bill_to = self.invoice(employer, total_cents=bill, net_cents=bill) if billed else None
        if bill_to:
            on = received_on or ("2026-05-01" if run is self.runs[0] else "2026-05-29")
            self.tx.add(Payment(invoice_id=bill_to.id, received_on=on, amount_cents=bill))
        if entry is not None or live == "worked":
            fields: dict[str, Any] = {
                "state": "approved", "entered_by": "Sam", "approved_by": "Lee",
                "approved_at": end + HOUR,
                "invoice_id": bill_to.id if bill_to else None,
                "payroll_run_id": run.id if run else None,
            } | (entry or {})  # fmt: skip
            rows["entry"] = self.tx.add(
                TimesheetEntry(assignment_id=held.id, started_at=start, ended_at=end, **fields)
            )
        charged = (("bill", bill, rate, bill_to, None), ("pay", pay, "", None, run))
        for side, cents, price, issued, payroll in charged:
            if issued or payroll:
                row = Charge(
                    detail_id=detail.id, assignment_id=held.id, side=side, kind="officer",
                    label="Officer", rate=price, amount_cents=cents,
                    trace=json.dumps({"card": "Town"}),
                    invoice_id=issued.id if issued else None,
                    payroll_run_id=payroll.id if payroll else None,
                )  # fmt: skip
                self.tx.add(row)
        told = bill_to.number if bill_to else ""
        return Seat(seat.number, detail.number, told, officer, employer, rows)

    def duty(self, officer: Officer, day: date, hour: float, hours: float, kind: str) -> None:
        """A tour entered by hand."""
        self.tx.add(
            ShiftOverlay(officer_id=officer.id, starts_at=at(day, hour),
                         ends_at=at(day, hour + hours), kind=kind)
        )  # fmt: skip

    def found(self, test: str, *keys: object) -> None:
        """What a test must find."""
        self.planted[test].extend(keys)

    def rests_short(self, seat: Seat, times: int = 1) -> None:
        """Whoever works so has too little rest, too."""
        self.found("short-rest", *[name_of(seat.officer)] * times)


def name_of(officer: Officer) -> str:
    """As reports call him."""
    return f"{officer.badge} {officer.last_name}, {officer.first_name}"


def fill(book: Book) -> Town:
    """Everything that tests look through, without a fault: near each fault, what is none."""
    with book.action(Actor("Sam", at(date(2026, 1, 1), 8)), "require", "agency:1") as tx:
        permit = tx.add(Certification(code="PERMIT", name="Permit", kind="permit", for_all=True))
    with book.action(Actor("Sam", NOW), "plant", "agency:1") as tx:
        town = Town(tx, permit=permit)
        _ground(town)
        for day in range(8):
            town.work(LATE + timedelta(days=day))
            town.work(EARLY + timedelta(days=day % 4))
        _near_misses(town)
        _near_money(town)
    return town


def _ground(town: Town) -> None:
    tx = town.tx
    for level, code in enumerate(("OFC", "SGT", "LT"), 1):
        town.ranks[code] = tx.add(Rank(code=code, name=code, level=level))
    digest = sha256(RULES.encode()).hexdigest()
    tx.add(Policy(name="One rule", effective_on="2020-01-01", document=RULES, sha256=digest))
    tx.add(RateCard(name="Town", effective_on="2020-01-01", document="", sha256=""))
    town.employer = town.client()
    for number, first, until, locked in (
        ("P1", "2026-04-13", "2026-05-01", date(2026, 5, 4)),
        ("P2", "2026-05-01", "2026-06-01", date(2026, 6, 2)),
    ):
        run = PayrollRun(
            number=number, from_on=first, until_on=until, state="locked", locked_at=at(locked, 9)
        )
        town.runs.append(tx.add(run))


def _near_misses(town: Town) -> None:
    tx, rested = town.tx, town.officer()
    town.duty(rested, LATE - timedelta(days=1), 15, 8, "regular")
    town.work(LATE, 12, officer=rested)
    town.duty(rested, LATE + timedelta(days=1), 0, 8, "court")
    town.work(officer=town.officer(rank="SGT"), rank="SGT")
    back = town.officer()
    tx.add(OfficerStatus(officer_id=back.id, kind="sick", from_on="2026-05-01", until_on=str(LATE)))
    town.work(officer=back)
    renewed = town.officer(permit="2026-03-01")
    town.certificate(renewed, "2027-03-01")
    town.work(officer=renewed)
    again = town.work()
    apart = Exclusion(
        officer_id=again.officer.id, employer_id=again.employer.id, side="employer",
        from_on="2025-01-01", until_on="2026-01-01",
    )  # fmt: skip
    tx.add(apart)
    tie = Conflict(
        officer_id=again.officer.id, employer_id=again.employer.id, relation="brought",
        from_on="2025-01-01",
    )  # fmt: skip
    tx.add(tie)
    asked = Request(
        number="R1", requested_at=NOW, received_at=at(EARLY, 8), state="booked",
        decided_at=at(EARLY, 9), decided_by="Chief",
    )  # fmt: skip
    town.work(job={"request_id": tx.add(asked).id})
    decide(town, again, "Chief", "short of people")
    for _ in range(20):
        question(town, "Fair")
    question(town, "Fair", state="refused")
    correct(town, town.work(), "Sam", "left early")


def _near_money(town: Town) -> None:
    tx = town.tx
    void = town.invoice(town.employer, state="void", void_reason="wrong firm")
    tx.add(
        DunningStep(invoice_id=void.id, step="write_off", taken_on="2026-05-20", open_cents=5,
                    approved_by="Treasurer")
    )  # fmt: skip
    missed = town.work(live="no_show", paid=False, billed=False)
    assert missed.rows["held"].state == "no_show"
    job = town.work().rows["job"]
    deposit = town.invoice(town.employer, kind="deposit", job_id=job.id, issued_on="2026-05-01")
    tx.add(Payment(invoice_id=deposit.id, received_on="2026-05-10", amount_cents=30_000))
    certified = town.work().rows
    say_certified(town, certified["held"], at(LATE, 20))


def decide(town: Town, seat: Seat, by: str, reason: str) -> Decision:
    """An award that somebody allowed, a day before the seat."""
    return town.tx.add(
        Decision(
            position_id=seat.rows["seat"].id, officer_id=seat.officer.id, kind="assign",
            packet_sha256="0" * 64, decided_at=seat.rows["seat"].starts_at - DAY, reason=reason,
            override_by=by,
        )
    )  # fmt: skip


def question(town: Town, of: str, by: str = "Sam", state: str = "given") -> ApprovalRequest:
    """A question that was answered."""
    return town.tx.add(
        ApprovalRequest(
            kind="refund", subject="agency:1", asked_of=of, asked_by=by, asked_at=at(LATE, 8),
            answered_at=at(LATE, 9), state=state,
        )
    )  # fmt: skip


def correct(town: Town, seat: Seat, by: str, reason: str) -> None:
    """Other hours in the place of those entered."""
    old = seat.rows["entry"]
    invoice, run = old.invoice_id, old.payroll_run_id
    old.state = "replaced"
    town.tx.save(old)
    town.tx.add(
        TimesheetEntry(
            assignment_id=old.assignment_id, started_at=old.started_at, ended_at=old.ended_at,
            state="approved", entered_by=by, approved_by="Lee", approved_at=old.approved_at,
            replaces_id=old.id, reason=reason, invoice_id=invoice, payroll_run_id=run,
        )
    )  # fmt: skip


def say_certified(town: Town, held: Assignment, when: int) -> None:
    """The employer says how long it was."""
    town.tx.add(
        StatedHours(assignment_id=held.id, stated_by="certified", started_at=held.starts_at,
                    ended_at=held.ends_at, said_at=when)
    )  # fmt: skip


Plant = Callable[[Town], None]
