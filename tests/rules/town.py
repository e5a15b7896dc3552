"""A few officers and one position, written into a book for tests of candidates and decisions."""

from dataclasses import dataclass, field

from coordinator.actions.results import Actor
from storage.database import Book
from storage.models import (
    Assignment,
    Detail,
    Employer,
    Job,
    Officer,
    Position,
    Rank,
    RankHeld,
    Shift,
    ShiftBatch,
    Site,
)
from storage.transaction import Transaction

DAY = 86400
MONDAY = 1_780_286_400
"""Mon 1 June 2026 00:00 in New York."""


def at(day: int, hour: float) -> int:
    """An instant in the week of Monday 1 June 2026: day 0 is that Monday."""
    return MONDAY + day * DAY + int(hour * 3600)


@dataclass
class Town:
    """Ids of what stands in the book."""

    officers: list[int] = field(default_factory=list)
    employer: int = 0
    site: int = 0
    job: int = 0
    batch: int = 0


def found_town(book: Book, actor: Actor, officers: int = 3) -> Town:
    """A rank, officers 101, 102, ... (101 the most senior), an employer, a site, a job."""
    town = Town()
    with book.action(actor, "found", "agency:1") as tx:
        rank = tx.add(Rank(code="PO", name="Officer", level=1))
        for n in range(officers):
            row = tx.add(
                Officer(
                    badge=str(101 + n),
                    last_name=f"Name{n}",
                    first_name="Sam",
                    seniority_on=f"20{10 + n:02}-01-01",
                )
            )
            tx.add(RankHeld(officer_id=row.id, rank_id=rank.id, from_on="2000-01-01"))
            town.officers.append(row.id)
        employer = tx.add(Employer(number="E1", name="Harbor Gas"))
        site = tx.add(Site(employer_id=employer.id, name="Pier 4", lat=40_700_000, lon=-74_000_000))
        job = tx.add(Job(number="26-0001", employer_id=employer.id, title="Road work"))
        town.employer, town.site, town.job = employer.id, site.id, job.id
        batch = tx.add(
            ShiftBatch(
                source="cad",
                file_name="june.csv",
                sha256="0" * 64,
                imported_at=actor.now - 3600,
                from_at=at(-30, 0),
                until_at=at(60, 0),
                shifts=0,
                state="active",
            )
        )
        town.batch = batch.id
    return town


def post(tx: Transaction, town: Town, number: int, starts_at: int, ends_at: int) -> int:
    """One detail with one position a; returns the position's id."""
    detail = tx.add(
        Detail(
            job_id=town.job,
            site_id=town.site,
            number=f"26-0001.{number}",
            starts_at=starts_at,
            ends_at=ends_at,
            starts_wall="",
        )
    )
    position = tx.add(
        Position(
            detail_id=detail.id, number=f"26-0001.{number}a", starts_at=starts_at, ends_at=ends_at
        )
    )
    return int(position.id or 0)


def seat(tx: Transaction, position_id: int, officer_id: int) -> int:
    """Put an officer into a position without asking anybody."""
    position = tx.get(Position, position_id)
    row = tx.add(
        Assignment(
            position_id=position_id,
            officer_id=officer_id,
            starts_at=position.starts_at,
            ends_at=position.ends_at,
            awarded_at=tx.now,
        )
    )
    return int(row.id or 0)


def on_duty(
    book: Book, town: Town, officer_id: int, starts_at: int, ends_at: int, kind: str = "regular"
) -> int:
    """One imported shift of the town's batch."""
    with book.unlogged() as connection:
        cursor = connection.execute(
            "INSERT INTO shift (batch_id, officer_id, starts_at, ends_at, kind) "
            "VALUES (?, ?, ?, ?, ?)",
            (town.batch, officer_id, starts_at, ends_at, kind),
        )
        return int(cursor.lastrowid or 0)


__all__ = ["MONDAY", "Shift", "Town", "at", "found_town", "on_duty", "post", "seat"]
