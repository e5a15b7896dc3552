"""The faults: each plant says of itself what the tests of the self-audit must find."""

from datetime import date, timedelta
from typing import Any

from storage.models import (
    Conflict,
    DunningStep,
    Exclusion,
    OfficerStatus,
    Payment,
    Request,
)
from tests.actions.audit_town import (
    LATE,
    Plant,
    Town,
    at,
    correct,
    decide,
    name_of,
    question,
    say_certified,
)


def hours(town: Town) -> None:
    """Too much within a day, within a week, and too little between two."""
    tired = town.work(LATE, 19)
    town.duty(tired.officer, LATE, 4, 14, "regular")
    town.found("over-24-hours", name_of(tired.officer))
    town.rests_short(tired)
    busy = town.officer()
    for day in range(7):
        town.work(LATE + timedelta(days=day), 12, 4, officer=busy)
    town.found("over-week", name_of(busy))
    hasty = town.work(LATE, 17)
    town.duty(hasty.officer, LATE, 9, 3, "regular")
    town.rests_short(hasty)
    at_once = town.work(LATE, 16)
    town.duty(at_once.officer, LATE, 8, 7.9, "regular")
    town.found("no-break", at_once.position)
    town.rests_short(at_once)
    split = town.work(LATE, 12)
    town.duty(split.officer, LATE, 8, 3, "regular")
    town.duty(split.officer, LATE, 17, 3, "regular")
    town.found("split-shifts", split.position)
    town.rests_short(split, 2)
    twice = town.officer()
    one, second = (town.work(LATE, hour, officer=twice) for hour in (12, 15))
    town.found("two-places", one.position, second.position)


def overlaps(town: Town) -> None:
    """A detail within each kind of recorded time."""
    for kind in ("regular", "overtime", "court", "training", "leave", "sick"):
        seat = town.work()
        town.duty(seat.officer, LATE, 11, 3, kind)
        town.found(f"overlap-{kind}", seat.position)


def away(town: Town) -> None:
    """A detail with each status that forbids it."""
    for kind in ("suspended", "sick", "injured", "light_duty", "leave", "departed"):
        seat = town.work()
        town.tx.add(OfficerStatus(officer_id=seat.officer.id, kind=kind, from_on="2026-05-01"))
        town.found(f"worked-{kind.replace('_', '-')}", seat.position)


def people(town: Town) -> None:
    """Rank, permit, approval, and who may not meet."""
    town.found("above-rank", town.work(rank="LT").position)
    town.found("below-rank", town.work(officer=town.officer(rank="LT"), rank="SGT").position)
    town.found("permit-expired", town.work(officer=town.officer(permit="2026-05-10")).position)
    town.found("permit-expired", town.work(officer=town.officer(permit=None)).position)
    town.found("not-permitted", town.work(officer=town.officer(approved=False)).position)
    apart, tied = town.work(), town.work()
    told: dict[str, Any] = {"employer_id": apart.employer.id, "from_on": "2026-01-01"}
    town.tx.add(Exclusion(officer_id=apart.officer.id, side="agency", **told))
    town.found("excluded", apart.position)
    town.tx.add(Conflict(officer_id=tied.officer.id, relation="own_business", **told))
    town.found("own-business", tied.position)
    town.found("against-policy", town.work(hours=11).position)


def approvals(town: Town) -> None:
    """Too late, by himself, of everything, without a reason."""
    asked = Request(
        number="R2", requested_at=at(LATE, 8), received_at=at(LATE, 8), state="booked",
        decided_at=at(LATE, 13), decided_by="Chief",
    )  # fmt: skip
    town.found("approved-late", town.work(job={"request_id": town.tx.add(asked).id}).detail)
    town.found("self-approved-hours", town.work(entry={"approved_by": "Sam"}).position)
    own = town.officer()
    town.found("own-hours", town.work(officer=own, entry={"approved_by": own.badge}).position)
    mended, silent = town.work(), town.work()
    correct(town, mended, mended.officer.last_name, "longer")
    town.found("own-corrections", mended.position)
    correct(town, silent, "Sam", "")
    town.found("corrected-without-reason", silent.position)
    town.found("asked-and-approved", question(town, "Kim", by="Kim").id)
    for _ in range(20):
        question(town, "Yes")
    town.found("approves-everything", "Yes")
    allowed, unsaid = town.work(), town.work()
    town.found("own-seat-allowed", decide(town, allowed, allowed.officer.badge, "needed").id)
    town.found("override-without-reason", decide(town, unsaid, "Chief", " ").id)


def pay(town: Town) -> None:
    """Not signed, not paid, too early, too late, for nothing."""
    open_hours: dict[str, Any] = {"state": "entered", "approved_by": "", "approved_at": None}
    waiting = town.work(entry=open_hours, billed=False, paid=False)
    town.found("hours-not-signed", waiting.position)
    town.found("not-paid", town.work(date(2026, 4, 15), paid=False).position)
    town.found("paid-late", town.work(received_on="2026-05-13").position)
    town.found(
        "paid-before-certified", town.work(entry={"approved_at": at(date(2026, 6, 3), 9)}).position
    )
    late = town.work()
    say_certified(town, late.rows["held"], at(date(2026, 6, 4), 9))
    town.found("paid-before-certified", late.position)
    town.found("no-show-paid", town.work(live="no_show", billed=False).position)


def bills(town: Town) -> None:
    """Not billed, with an old rate, under cost, numbers that are missing, voided, given up."""
    town.found("not-invoiced", town.work(date(2026, 5, 1), billed=False).detail)
    town.found("old-rates", town.work(rate="60.00").invoice)
    town.found("below-cost", town.work(bill=15_000).detail)
    void = town.invoice(town.employer, state="void", void_reason=" ")
    town.found("void-without-reason", void.number)
    lost = town.invoice(town.employer)
    step = DunningStep(
        invoice_id=lost.id, step="write_off", taken_on="2026-05-30", open_cents=30_000
    )
    town.found("write-off-alone", town.tx.add(step).id)
    job = town.work().rows["job"]
    deposit = town.invoice(town.employer, kind="deposit", job_id=job.id)
    town.tx.add(Payment(invoice_id=deposit.id, received_on="2026-05-20", amount_cents=30_000))
    town.found("deposit-missing", deposit.number)


def firms(town: Town) -> None:
    """No insurance, no terms, old debts."""
    bare = town.client(insurance_until="2026-05-10")
    town.found("no-insurance", town.work(employer=bare).position)
    none = town.client(insurance_until=None)
    town.found("no-insurance", town.work(employer=none).position)
    town.found("no-contract", town.work(employer=town.client(terms_on=None)).position)
    late = town.client(terms_on="2026-05-20")
    town.found("no-contract", town.work(employer=late).position)
    owes = town.client()
    town.invoice(owes, issued_on="2026-01-10", due_on="2026-02-09")
    town.work(employer=owes)
    town.found("debts-and-work", owes.number)


def gaps(town: Town) -> None:
    """A number left out: the last plant, since numbers follow the rows."""
    (last,) = town.tx.connection.execute("SELECT max(number) FROM invoice").fetchone()
    number = int(str(last)[5:])
    town.invoice(town.employer, number=f"2026-{number + 3:05}")
    town.found("invoice-gaps", f"2026-{number + 1:05}", f"2026-{number + 2:05}")


PLANTS: tuple[Plant, ...] = (
    hours, overlaps, away, people, approvals, pay, bills, firms, gaps,
)  # fmt: skip


def plant_all(town: Town) -> None:
    """Every fault."""
    for plant in PLANTS:
        plant(town)
