"""A small town's book for the screens: its Monday morning has one open seat and hostile names."""

from hashlib import sha256

from coordinator.actions.book.opening import put_in_standards
from coordinator.actions.jobs.jobs import NewDetail, NewJob, Seat, add_job
from coordinator.actions.results import Actor
from coordinator.demo.duty import write_block
from storage.database import Book
from storage.models import (
    Assignment,
    Certificate,
    Certification,
    Contact,
    Employer,
    Officer,
    Policy,
    Position,
    Rank,
    RankHeld,
    ShiftBatch,
    Site,
)
from storage.transaction import Transaction

NOW = 1_780_315_200
"""Mon 1 June 2026 08:00 in New York."""
HOUR = 3600
DAY = 24 * HOUR

SURNAMES = (
    "Adams", "Baker", "Clark", "Diaz", "Evans", "Flores", "Gray", "Hughes", "Irving", "Jones",
)  # fmt: skip
HOSTILE = ("Smith [/b]", "[Sgt] Stone", "=HYPERLINK(1)", "O'Neil\x1b[31m", "\u202eLewis")


def fill(book: Book) -> None:
    """Fifteen officers, three employers, and a week of details around NOW."""
    actor = Actor("Pat Coordinator", NOW - 10 * DAY)
    put_in_standards(book, actor)
    with book.action(actor, "enter the town", "agency:1") as tx:
        _want_reasons(tx)
        officers = _officers(tx)
        employers = _employers(tx)
        sites = [
            tx.add(Site(employer_id=employer.id, name=name, address=f"{n} Quay Road"))
            for n, (employer, name) in enumerate(
                zip(employers, ("Pier 4", "Mill [bold]Bridge", "Fair Ground"), strict=True), 1
            )
        ]
        _shifts(tx, officers)
    midnight = NOW - 8 * HOUR
    for number, (employer, site) in enumerate(zip(employers, sites, strict=True)):
        details = tuple(
            NewDetail(
                site.id,
                midnight + day * DAY + (9 + 4 * number) * HOUR,
                midnight + day * DAY + (13 + 4 * number) * HOUR,
                (Seat(),) * (2 if number == 1 else 1),
            )
            for day in range(-3, 8)
        )
        job = NewJob(employer.id, ("Traffic", "Crane [work]", "Night watch")[number])
        add_job(book, actor, job, details)
    _staff(book, actor, officers)


def _want_reasons(tx: Transaction) -> None:
    """The town's policy asks why the first of the order was passed over."""
    policy = tx.get(Policy, 1)
    document = policy.document.replace(
        "reason_when_not_first = false", "reason_when_not_first = true"
    )
    policy.document, policy.sha256 = document, sha256(document.encode()).hexdigest()
    tx.save(policy)


def _officers(tx: Transaction) -> list[Officer]:
    ranks = [
        tx.add(Rank(code=code, name=name, level=level))
        for level, (code, name) in enumerate((("PO", "Police Officer"), ("SGT", "Sergeant")), 1)
    ]
    cpr = tx.add(Certification(code="CPR", name="First aid"))
    officers = []
    for number, last in enumerate((*SURNAMES, *HOSTILE)):
        officer = tx.add(
            Officer(
                badge=str(1000 + number),
                last_name=last,
                first_name="Chris",
                email=f"officer{number}@rivermouth.example",
                phone=f"+1617555{number:04d}",
                hired_on="2010-01-01",
                seniority_on=f"{2001 + number}-05-01",
            )
        )
        tx.add(
            RankHeld(officer_id=officer.id, rank_id=ranks[number % 5 == 4].id, from_on="2012-01-01")
        )
        tx.add(
            Certificate(
                officer_id=officer.id,
                certification_id=cpr.id,
                expires_on="2026-06-20" if number == 3 else "2028-01-01",
            )
        )
        officers.append(officer)
    return officers


def _employers(tx: Transaction) -> list[Employer]:
    names = ("Harbor Power & Light", "Mill [/] Construction", "County Fair")
    employers = []
    for number, name in enumerate(names, 1):
        employer = tx.add(
            Employer(number=f"E{number:03d}", name=name, phone="+16175559000", kind="utility")
        )
        tx.add(
            Contact(
                employer_id=employer.id,
                name=f"Sam Boss{number}",
                email=f"boss{number}@employer.example",
                phone="+16175559100",
            )
        )
        employers.append(employer)
    return employers


def _shifts(tx: Transaction, officers: list[Officer]) -> None:
    batch = tx.add(
        ShiftBatch(
            source="schedule",
            file_name="june.csv",
            sha256="0" * 64,
            imported_at=tx.now,
            from_at=NOW - 7 * DAY,
            until_at=NOW + 14 * DAY,
            shifts=105,
            state="active",
        )
    )
    spans = [
        (officer.id, starts_at, starts_at + 8 * HOUR, "regular")
        for officer in officers[5:10]
        for starts_at in (NOW - HOUR + day * DAY for day in range(-7, 14))
    ]
    tx.add(write_block(tx.connection, tx.mint, batch.id, spans))


def _staff(book: Book, actor: Actor, officers: list[Officer]) -> None:
    """One officer after another, leaving the second seat of each two-seat detail open."""
    with book.action(actor, "staff the week", "agency:1") as tx:
        rows = tx.connection.execute(
            "SELECT id FROM position WHERE number NOT LIKE '%b' ORDER BY starts_at"
        ).fetchall()
        for turn, (position_id,) in enumerate(rows):
            position = tx.get(Position, position_id)
            tx.add(
                Assignment(
                    position_id=position.id,
                    officer_id=officers[turn % 5].id,
                    starts_at=position.starts_at,
                    ends_at=position.ends_at,
                    state="confirmed",
                    awarded_at=actor.now,
                )
            )


def one(book: Book, sql: str) -> tuple[object, ...]:
    """The first row that a query finds."""
    row: tuple[object, ...] = book.reader().execute(sql).fetchone()
    return row
