"""A small town, written straight through the transaction: what every test here starts from."""

from dataclasses import dataclass
from pathlib import Path

from coordinator.actions.jobs.jobs import JobAdded, NewDetail, NewJob, Seat, add_job
from coordinator.actions.results import Actor
from storage.database import Book
from storage.models import (
    Certification,
    Contact,
    Employer,
    Officer,
    Rank,
    RankHeld,
    Site,
)

DAY = 86_400
HOUR = 3_600
OFFICERS = 6


@dataclass(frozen=True, slots=True)
class Town:
    """The ids of what stands in the book from the start."""

    officers: tuple[int, ...]
    employer: int
    contact: int
    sites: tuple[int, ...]
    rank: int
    certification: int


def settle(book: Book, actor: Actor) -> Town:
    """Officers, an employer with a contact, and two sites, in one action."""
    with book.action(actor, "settle", "agency:1") as tx:
        rank = tx.add(Rank(code="PO", name="Officer", level=1))
        certification = tx.add(Certification(code="TRF", name="Traffic control"))
        officers = tuple(_officer(tx, rank.id, number) for number in range(OFFICERS))
        employer = tx.add(Employer(number="E1", name="Harbour Works", email="ap@harbour.example"))
        contact = tx.add(
            Contact(employer_id=employer.id, name="Dana Quay", email="dana@harbour.example")
        )
        sites = tuple(
            tx.add(Site(employer_id=employer.id, name=name, lat=42_360_100, lon=-71_058_900)).id
            for name in ("Pier 1", "Pier 2")
        )
        return Town(officers, employer.id, contact.id, sites, rank.id, certification.id)


def _officer(tx, rank: int, number: int) -> int:  # type: ignore[no-untyped-def]
    officer = tx.add(
        Officer(
            badge=f"{1000 + number}",
            last_name=("Adams", "Baker", "Clark", "Davis", "Evans", "Frank")[number % 6],
            first_name="Sam",
            email=f"officer{number}@town.example",
            hired_on="2010-01-01",
        )
    )
    tx.add(RankHeld(officer_id=officer.id, rank_id=rank, from_on="2010-01-01"))
    return int(officer.id)


def order(book: Book, actor: Actor, town: Town, *, days: int = 3, seats: int = 2) -> JobAdded:
    """A job with one detail, `days` from now, of eight hours."""
    starts_at = actor.now + days * DAY
    detail = NewDetail(town.sites[0], starts_at, starts_at + 8 * HOUR, (Seat(),) * seats)
    done = add_job(book, actor, NewJob(town.employer, "Road works"), (detail,))
    assert isinstance(done, JobAdded)
    return done


def seats_of(book: Book, detail_id: int) -> tuple[int, ...]:
    """The ids of a detail's positions."""
    rows = book.reader().execute(
        "SELECT id FROM position WHERE detail_id = ? ORDER BY id", (detail_id,)
    )
    return tuple(row for (row,) in rows)


def copy_of(path: Path, target: Path) -> Path:
    """A copy of a closed book under another name."""
    target.write_bytes(path.read_bytes())
    return target
