"""The agency of the year of offers, and the seats that come up in it."""

from random import Random

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.actions.staffing.offering import Offered, offer
from storage.database import Book
from storage.models import Detail, Employer, Job, Officer, Position, Site
from tests.conftest import NOW
from tests.notify.conftest import set_setting
from tests.notify.told_year import DAY, HOUR, WAVE, WINDOW, World

POLICY = """
name = "Turns"
effective_on = 2020-01-01
[[clause]]
kind = "no_two_details"
minutes = 0
[[list]]
name = "turns"
[[list.start]]
by = "seniority"
[[list.move]]
on = ["accepted", "refused", "no_answer"]
[rotation]
who = "everybody"
[[rotation.key]]
by = "list"
"""


def found(book: Book, officers: int) -> tuple[int, int]:
    """The agency: officers with a telephone and mail, every third of whom prefers mail."""
    assert isinstance(adopt_policy(book, Actor("chief", NOW - DAY), POLICY), Adopted)
    set_setting(book, "gateway.sms", '"json://localhost"')
    set_setting(book, "gateway.email", '"mailto://localhost"')
    set_setting(book, "messages.audiences", '{"assigned": [], "unassigned": [], "cancelled": []}')
    with book.action(Actor("chief", NOW - DAY), "found", "agency:1") as tx:
        for n in range(officers):
            tx.add(
                Officer(
                    badge=str(100 + n),
                    last_name=f"N{n}",
                    first_name="A",
                    seniority_on=f"20{n // 12 + 1:02}-{n % 12 + 1:02}-01",
                    phone=f"+1202555{n:04}",
                    email=f"n{n}@pd.example",
                    channel="email" if n % 3 == 0 else "sms",
                )
            )
        employer = tx.add(Employer(number="E1", name="Gas"))
        site = tx.add(Site(employer_id=employer.id, name="Pier"))
        job = tx.add(Job(number="26-0001", employer_id=employer.id, title="Road"))
    return job.id, site.id


def new_seat(world: World, job: int, site: int, n: int, starts_at: int) -> int:
    """A seat of a detail of its own."""
    ends_at = starts_at + 6 * HOUR
    number = f"26-0001.{n}"
    with world.book.action(Actor("Pat", world.now), "enter", "detail") as tx:
        detail = tx.add(
            Detail(
                job_id=job,
                site_id=site,
                number=number,
                starts_wall="",
                starts_at=starts_at,
                ends_at=ends_at,
            )
        )
        seat = tx.add(
            Position(detail_id=detail.id, number=f"{number}a", starts_at=starts_at, ends_at=ends_at)
        )
    return seat.id


def ask_next(world: World, seat: int, starts_at: int) -> None:
    taken = world.book.reader().execute(
        "SELECT 1 FROM assignment WHERE position_id = ? AND state = 'assigned'", (seat,)
    )
    if taken.fetchone() or world.now + WINDOW > starts_at:
        return
    asked = {row[0] for row in world.book.reader().execute(
        "SELECT officer_id FROM offer WHERE position_id = ?", (seat,))}  # fmt: skip
    ranking = rank_candidates(world.book.reader(), seat, world.now)
    order = [c.id for group in ranking.open for c in group if c.id not in asked]
    done = offer(world.book, Actor("Pat", world.now), seat, tuple(order[:WAVE]), seconds=WINDOW)
    assert isinstance(done, Offered)
    world.later(WINDOW + HOUR, lambda: ask_next(world, seat, starts_at))


def live(world: World, days: int, seats_a_day: int, officers: int) -> None:
    """Live through the days: every seat comes up at an hour of the day before it begins."""
    job, site = found(world.book, officers)
    number, dice = 0, Random(world.seed)
    for day in range(days):
        for _ in range(seats_a_day):
            number += 1
            at = NOW + day * DAY + dice.randint(0, 10) * HOUR
            come_up(world, at, job, site, number)
    world.run(NOW + (days + 2) * DAY)


def come_up(world: World, at: int, job: int, site: int, number: int) -> None:
    world.later(
        at - world.now,
        lambda: ask_next(world, new_seat(world, job, site, number, at + 26 * HOUR), at + 26 * HOUR),
    )
