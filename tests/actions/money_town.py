"""A small town with details to bill and pay: two employers, four officers, one card."""

from dataclasses import dataclass, field

from coordinator.actions.pay.hours import Worked, approve_hours, enter_hours
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import (
    Assignment,
    Detail,
    Employer,
    EquipmentUse,
    Job,
    Officer,
    Position,
    Rank,
    RankHeld,
    RateCard,
    Site,
)

HOUR = 3600
DAY = 24 * HOUR
MONDAY = 1_779_710_400
"""Mon 25 May 2026 08:00 in New York; the tests' clock stands at the Monday after."""

CARD = """
name = "Town"
effective_on = 2020-01-01

[[bill.hours]]
step = "least"
hours = 4

[[bill.rate]]
when = { role = "sergeant" }
rate = 80.00

[[bill.rate]]
rate = 65.00

[[bill.premium]]
label = "over 8 h"
after = 8
times = 1.5

[[bill.equipment]]
kind = "vehicle"
rate = 20.00

[[bill.fee]]
percent = 10
of = ["officers", "equipment"]

[[bill.cancellation]]
label = "cancelled late"
when = { cancelled = { under = 24 } }
hours = 4

[[pay.rate]]
when = { rank = "SGT" }
rate = 62.00

[[pay.rate]]
rate = 50.00

[[pay.cancellation]]
label = "cancelled late"
when = { cancelled = { under = 24 } }
hours = 4
"""


@dataclass
class Town:
    """The book with the ids that tests need."""

    book: Book
    actor: Actor
    employers: list[int] = field(default_factory=list)
    officers: list[int] = field(default_factory=list)
    job_ids: list[int] = field(default_factory=list)
    site: int = 0
    serial: int = 0

    def detail(
        self,
        job: int = 0,
        start: int = MONDAY,
        hours: int = 5,
        roles: tuple[str, ...] = ("officer",),
    ) -> tuple[int, list[int]]:
        """A detail with an assigned officer for each role; returns its id and the assignments."""
        self.serial += 1
        with self.book.action(self.actor, "add detail", "detail") as tx:
            number = f"26-{job + 1:04}.{self.serial}"
            detail = tx.add(
                Detail(
                    job_id=self.job_ids[job],
                    site_id=self.site,
                    number=number,
                    starts_at=start,
                    ends_at=start + hours * HOUR,
                    starts_wall="2026-05-25T08:00",
                )
            )
            assignments = []
            for place, role in enumerate(roles):
                position = tx.add(
                    Position(
                        detail_id=detail.id,
                        number=f"{number}{chr(ord('a') + place)}",
                        role=role,
                        starts_at=start,
                        ends_at=start + hours * HOUR,
                    )
                )
                assignment = tx.add(
                    Assignment(
                        position_id=position.id,
                        officer_id=self.officers[place],
                        starts_at=start,
                        ends_at=start + hours * HOUR,
                        awarded_at=start - DAY,
                    )
                )
                assignments.append(assignment.id or 0)
            return detail.id or 0, assignments

    def work(self, assignment: int, start: int, hours: float, *, approve: bool = True) -> int:
        """Hours entered and, unless told otherwise, approved; returns the entry."""
        worked = Worked(start, start + int(hours * HOUR))
        entered = enter_hours(self.book, self.actor, assignment, worked, "test")
        assert not isinstance(entered, Refused), entered
        if approve:
            approved = approve_hours(self.book, self.actor, entered.entry_ids)
            assert not isinstance(approved, Refused), approved
        return entered.entry_ids[0]

    def vehicle(self, detail: int, start: int, hours: int) -> None:
        with self.book.action(self.actor, "add vehicle", f"detail:{detail}") as tx:
            end = start + hours * HOUR
            use = EquipmentUse(detail_id=detail, kind="vehicle", starts_at=start, ends_at=end)
            tx.add(use)

    def scalar(self, sql: str, *values: object) -> object:
        return self.book.reader().execute(sql, values).fetchone()[0]


def make_town(book: Book, actor: Actor, card: str = CARD) -> Town:
    """Fill a fresh book."""
    town = Town(book, actor)
    with book.action(actor, "prepare", "agency:1") as tx:
        tx.add(RateCard(name="Town", effective_on="2020-01-01", document=card, sha256="0" * 64))
        ranks = [
            tx.add(Rank(code="OFF", name="Officer", level=1)),
            tx.add(Rank(code="SGT", name="Sergeant", level=2)),
        ]
        names = ("Adams", "Brown", "Clark", "Davis")
        for place, name in enumerate(names):
            officer = tx.add(Officer(badge=f"10{place}", last_name=name, first_name="Sam"))
            rank = ranks[1 if place == 3 else 0]
            tx.add(RankHeld(officer_id=officer.id, rank_id=rank.id, from_on="2015-01-01"))
            town.officers.append(officer.id or 0)
        town.site = tx.add(Site(name="Main Street bridge", address="1 Main St\nRivermouth")).id or 0
        for place, name in enumerate(("Harbor Paving, Inc.", "Łukasz & Nguyễn Builders")):
            employer = tx.add(
                Employer(number=f"E{place + 1}", name=name, address="PO Box 7\nRivermouth, MA")
            )
            job = tx.add(
                Job(number=f"26-000{place + 1}", employer_id=employer.id, title="Road work")
            )
            town.employers.append(employer.id or 0)
            town.job_ids.append(job.id or 0)
    return town
