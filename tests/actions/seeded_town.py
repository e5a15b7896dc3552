"""A small agency whose details of some months were given out by the program itself."""

from dataclasses import dataclass, field
from heapq import heappop, heappush
from random import Random

from coordinator.actions.distribution.signing_up import sign_up
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.actions.staffing.leaving import call_off
from coordinator.actions.staffing.offering import record_call
from coordinator.actions.staffing.staffing import assign, refill
from coordinator.library import standard_policy
from coordinator.rules.spans import DAY, HOUR
from storage.database import Book
from storage.models import (
    Certificate,
    Certification,
    Detail,
    Employer,
    Job,
    Officer,
    OfficerStatus,
    Position,
    Rank,
    RankHeld,
    Requirement,
    ShiftBatch,
    Site,
    TallyEntry,
)
from storage.transaction import Transaction
from tests.conftest import NOW

BEGAN = NOW - 80 * DAY
HEAD = """
name = "P"
effective_on = 2020-01-01
[[clause]]
kind = "no_two_details"
minutes = 30
[[clause]]
kind = "no_detail_on_duty"
duty = ["regular"]
[[clause]]
kind = "max_hours"
number = "3.3"
window = "week"
hours = 30
counts = ["detail"]
[[clause]]
kind = "status"
statuses = ["suspended", "sick", "leave"]
[[clause]]
kind = "rank"
match = "at_least"
[[clause]]
kind = "certification"
"""
CHARGED = (
    HEAD
    + """
[[tally]]
name = "hours"
reset = "month"
[[tally.charge]]
on = ["awarded", "worked"]
[[tally.charge]]
on = "refused"
times = 0.5
[rotation]
who = "everybody"
[[rotation.key]]
by = "fewest_hours"
tally = "hours"
[[rotation.key]]
by = "seniority"
"""
)
LISTED = (
    HEAD
    + """
[[list]]
name = "turns"
[[list.move]]
on = ["accepted", "refused"]
[rotation]
who = "everybody"
[[rotation.key]]
by = "list"
"""
)
POINTS = CHARGED.replace('name = "hours"', 'name = "hours"\nunit = "points"', 1).replace(
    'by = "fewest_hours"', 'by = "fewest"'
)
POLICIES = {
    "the standard": standard_policy(),
    "charged": CHARGED,
    "by list": LISTED,
    "by points": POINTS,
}


@dataclass
class SeededTown:
    """What stands in the book, by id."""

    random: Random
    officers: list[int] = field(default_factory=list)
    ranks: list[int] = field(default_factory=list)
    certification: int = 0
    seats: list[tuple[int, int]] = field(default_factory=list)
    """(when it starts, position)."""
    import_at: tuple[int, int] = (0, 0)
    """When the later half of the schedule comes in, and its batch."""


def found(book: Book, policy: str, seed: int, *, officers: int = 9, seats: int = 36) -> SeededTown:
    """Write the agency, then live through its weeks."""
    town = SeededTown(Random(seed))
    chief = Actor("chief", BEGAN - 30 * DAY)
    assert isinstance(adopt_policy(book, chief, POLICIES[policy]), Adopted)
    with book.action(chief, "found", "agency:1") as tx:
        _people(tx, town, officers)
        _work(tx, town, seats)
        _entries(tx, town, policy)
    _duty(book, town)
    _live(book, town)
    return town


def _people(tx: Transaction, town: SeededTown, officers: int) -> None:
    random = town.random
    for code, level in (("PO", 1), ("SGT", 2)):
        town.ranks.append(tx.add(Rank(code=code, name=code, level=level)).id)
    town.certification = tx.add(Certification(code="TC", name="Traffic")).id
    for n in range(officers):
        senior = f"20{random.randint(5, 18):02}-0{random.randint(1, 9)}-1{n % 10}"
        officer = tx.add(Officer(badge=str(101 + n), last_name=f"N{n}", seniority_on=senior)).id
        town.officers.append(officer)
        tx.add(RankHeld(officer_id=officer, rank_id=town.ranks[0], from_on="2001-01-01"))
        if n % 3 == 0:
            tx.add(RankHeld(officer_id=officer, rank_id=town.ranks[1], from_on="2015-01-01"))
        if n % 4:
            tx.add(Certificate(officer_id=officer, certification_id=town.certification))
    for officer in random.sample(town.officers, 2):
        tx.add(
            OfficerStatus(
                officer_id=officer, kind="leave", from_on="2026-04-10", until_on="2026-04-28"
            )
        )


def _work(tx: Transaction, town: SeededTown, seats: int) -> None:
    random = town.random
    employer = tx.add(Employer(number="E1", name="Gas"))
    site = tx.add(Site(employer_id=employer.id, name="Pier"))
    job = tx.add(Job(number="26-0001", employer_id=employer.id, title="Road"))
    starts = sorted(BEGAN + random.randint(8, 76) * DAY + random.randint(6, 18) * HOUR
                    for _ in range(seats))  # fmt: skip
    for n, start in enumerate(starts):
        end = start + random.choice((4, 6, 8)) * HOUR
        number = f"26-0001.{n}"
        detail = tx.add(Detail(job_id=job.id, site_id=site.id, number=number, starts_at=start,
                               ends_at=end, starts_wall=""))  # fmt: skip
        rank = town.ranks[1] if n % 7 == 3 else None
        seat = tx.add(Position(detail_id=detail.id, number=f"{number}a", rank_id=rank,
                               starts_at=start, ends_at=end))  # fmt: skip
        if n % 3 == 0:
            tx.add(Requirement(position_id=seat.id, certification_id=town.certification))
        town.seats.append((start, seat.id))


def _entries(tx: Transaction, town: SeededTown, policy: str) -> None:
    if "charged" in policy or "points" in policy:
        for officer in town.random.sample(town.officers, 3):
            at = BEGAN + town.random.randint(10, 60) * DAY
            tx.add(TallyEntry(officer_id=officer, tally="hours", counts_at=at, amount=600))


def _duty(book: Book, town: SeededTown) -> None:
    """Two imports: the later half came in when its time had begun."""
    half = BEGAN + 40 * DAY
    with book.action(Actor("import", BEGAN), "import", "shift_batch:0") as tx:
        batches = [
            tx.add(ShiftBatch(source="cad", file_name=name, sha256=name * 4, imported_at=came,
                              from_at=since, until_at=until, shifts=0, state=state))
            for name, state, came, since, until in (
                ("early", "active", BEGAN, BEGAN, half),
                ("later", "arriving", half + 4 * DAY, half, NOW + 30 * DAY),
            )
        ]  # fmt: skip
    town.import_at = half + 4 * DAY, batches[1].id
    with book.unlogged() as connection:
        for officer in town.officers:
            for day in range(0, 90, town.random.randint(2, 4)):
                start = BEGAN + day * DAY + (town.random.choice((0, 8, 16))) * HOUR
                batch = batches[0] if start < half else batches[1]
                connection.execute(
                    "INSERT INTO shift (batch_id, officer_id, starts_at, ends_at, kind) "
                    "VALUES (?, ?, ?, ?, 'regular')",
                    (batch.id, officer, start, start + 8 * HOUR),
                )


def _live(book: Book, town: SeededTown) -> None:
    """Each seat is given out some days before, by calling down the list; a few are given back."""
    random = town.random
    waiting: list[tuple[int, int, int]] = []
    for n, (start, seat) in enumerate(town.seats):
        lead = random.randint(1, 6) * DAY
        heappush(waiting, (start - lead + n * 700, seat, 0))
        if random.random() < 0.3:
            asks = Actor("officer", start - lead - HOUR + n * 700)
            heappush(waiting, (asks.now, seat, -random.choice(town.officers)))
    while waiting:
        at, seat, what = heappop(waiting)
        actor = Actor("Pat", at)
        _import(book, town, actor)
        if what < 0:
            sign_up(book, actor, (seat,), -what)
            continue
        if what:
            call_off(book, actor, what, random.choice(("sick", "court")))
        given = _give(book, town, actor, seat, again=bool(what))
        if given and not what and random.random() < 0.15:
            heappush(waiting, (at + 7 * HOUR, seat, given))


def _import(book: Book, town: SeededTown, actor: Actor) -> None:
    at, batch = town.import_at
    if 0 < at <= actor.now:
        town.import_at = 0, 0
        with book.action(Actor("import", at), "import", "shift_batch:0") as tx:
            row = tx.get(ShiftBatch, batch)
            row.state = "active"
            tx.save(row)


def _give(book: Book, town: SeededTown, actor: Actor, seat: int, *, again: bool) -> int:
    officer, at = _called(book, town, actor, seat)
    if officer is None:
        return 0
    actor = Actor("Pat", at)
    ranking = rank_candidates(book.reader(), seat, actor.now)
    done = (refill if again else assign)(book, actor, seat, officer, ranking=ranking)
    return 0 if isinstance(done, Refused) else done.assignment_id


def _called(book: Book, town: SeededTown, actor: Actor, seat: int) -> tuple[int | None, int]:
    """Who takes it, and when; no two calls are of one instant."""
    at = actor.now
    for group in rank_candidates(book.reader(), seat, actor.now).open:
        officer, chance = group[0], town.random.random()
        if officer.standing != "eligible" or officer.aside:
            break
        at += 60
        if chance < 0.15:
            record_call(book, Actor("Pat", at), seat, officer.id, "refused")
        elif chance < 0.25:
            record_call(book, Actor("Pat", at), seat, officer.id, "no_answer")
        else:
            return officer.id, at
    return None, at
