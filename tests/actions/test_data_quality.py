"""Data quality: a defect of every kind is planted and told of, and a clean book has none."""

from dataclasses import dataclass
from typing import Any

from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Actor
from coordinator.rules.reports.report import Result
from storage.database import Book
from storage.models import (
    Assignment,
    Contact,
    Detail,
    Employer,
    Job,
    Officer,
    OfficerStatus,
    Position,
    Rank,
    RankHeld,
    ShiftBatch,
    Site,
    TimesheetEntry,
)
from storage.transaction import Transaction
from tests.conftest import NOW

HOUR, DAY = 3600, 86_400
PERIOD = "2026-05-01..2026-06-30"
Row = tuple[object, ...]


@dataclass(slots=True)
class Town:
    """Adds records that are whole but for what is said."""

    tx: Transaction
    rank: int
    count: int = 0

    def officer(self, *, ranked: bool = True, **more: Any) -> Officer:
        self.count += 1
        n = self.count
        fields = {"hired_on": "2010-01-01", "seniority_on": "2010-01-01", "channel": "sms",
                  "phone": f"555-{n:04}", "email": f"o{n}@pd.example"} | more  # fmt: skip
        row = self.tx.add(Officer(badge=f"B{n}", last_name=f"Ofc{n}", **fields))
        if ranked:
            self.tx.add(RankHeld(officer_id=row.id, rank_id=self.rank, from_on="2010-01-01"))
        return row

    def employer(self, *, heard: bool = True, **more: Any) -> Employer:
        self.count += 1
        fields = {"insurance_until": "2026-06-01"} | more
        row = self.tx.add(Employer(number=f"E{self.count}", name="Firm", **fields))
        if heard:
            self.tx.add(Contact(employer_id=row.id, name="Ann", phone="555", hears_changes=True))
        return row

    def detail(
        self, days: float = 1, hours: float = 8, *, employer: Employer | None = None,
        address: str = "Main Street 1", seats: int = 1, **more: Any,
    ) -> Detail:  # fmt: skip
        """A detail so many days from now on a job of its own."""
        employer = employer or self.employer()
        self.count += 1
        start = NOW + int(days * DAY)
        job = self.tx.add(Job(number=f"26-{self.count}", employer_id=employer.id, title="Gate"))
        site = self.tx.add(Site(employer_id=employer.id, name=f"S{self.count}", address=address))
        row = self.tx.add(
            Detail(job_id=job.id, site_id=site.id, number=f"{job.number}.1", starts_at=start,
                   ends_at=start + int(hours * HOUR), starts_wall="", **more)
        )  # fmt: skip
        for n in range(seats):
            self.tx.add(
                Position(detail_id=row.id, number=f"{row.number}{'ab'[n]}",
                         starts_at=row.starts_at, ends_at=row.ends_at)
            )  # fmt: skip
        return row

    def ordering(self, **more: Any) -> Employer:
        """An employer with a detail to come."""
        row = self.employer(**more)
        self.detail(employer=row)
        return row

    def worked(self, minutes: int) -> tuple[Detail, str]:
        """A detail of eight hours, and what was entered of it."""
        row = self.detail(-3)
        (seat,) = self.tx.connection.execute(
            "SELECT id FROM position WHERE detail_id = ?", (row.id,)
        ).fetchone()
        times: dict[str, Any] = {"starts_at": row.starts_at, "ends_at": row.ends_at}
        held = self.tx.add(
            Assignment(position_id=seat, officer_id=self.officer().id, awarded_at=0,
                       state="worked", **times)
        )  # fmt: skip
        self.tx.add(
            TimesheetEntry(assignment_id=held.id, started_at=row.starts_at, entered_by="Sam",
                           ended_at=row.starts_at + (minutes + 30) * 60, break_minutes=30)
        )  # fmt: skip
        return row, f"{row.number}a"

    def schedule(self, source: str, age: float, until: float, state: str = "active") -> None:
        """A file of so many days ago, which goes on for so many from now."""
        self.tx.add(
            ShiftBatch(source=source, file_name="x.csv", sha256=source + state, shifts=1,
                       imported_at=NOW - int(age * DAY), from_at=NOW - 90 * DAY,
                       until_at=NOW + int(until * DAY), state=state)
        )  # fmt: skip


def clean(town: Town) -> None:
    """Everything that the report looks at, each at the edge of what it tells of."""
    town.officer(phone="555-1", email="", channel="sms")
    town.officer(channel="email", hired_on=None)
    leaver = town.officer(ranked=False, phone="", email="", channel="none", seniority_on=None)
    status: dict[str, Any] = {"kind": "departed", "from_on": "2026-06-01"}
    town.tx.add(OfficerStatus(officer_id=leaver.id, **status))
    town.officer(ranked=False, phone="", seniority_on=None, approved=False)
    town.employer(heard=False, insurance_until=None)
    town.detail(hours=16)
    town.detail(employer=town.employer(insurance_until="2026-01-01", insurance_waived="Chief"))
    town.detail(-5, employer=town.employer(insurance_until=None), address="")
    town.detail(seats=0, state="cancelled", address="", hours=20,
                employer=town.employer(insurance_until=None))  # fmt: skip
    town.worked(960)
    town.worked(1)
    town.schedule("roster", 8, 5)
    town.schedule("roster", 7, 14)
    town.schedule("court", 30, 1, state="withdrawn")


def plant(town: Town) -> list[Row]:
    """One of every kind: (what is opened, its id, kind, record, problem)."""
    told: list[Row] = []

    def about(row: Officer, kind: str, problem: str) -> None:
        told.append(("officer", row.id, kind, f"{row.badge} {row.last_name}", problem))

    about(town.officer(phone="", channel="email"), "phone", "no telephone number")
    mute = town.officer(phone="")
    about(mute, "phone", "no telephone number")
    about(mute, "address", "no address for sms")
    about(town.officer(email="", channel="email"), "address", "no address for email")
    about(town.officer(channel="none"), "address", "no address for none")
    about(town.officer(ranked=False), "rank", "no rank")
    about(town.officer(seniority_on=None), "seniority", "no date of seniority")
    about(town.officer(seniority_on="2009-12-31"), "seniority", "senior before he was hired")
    two = [town.officer(email=email) for email in ("all@pd.example", "ALL@pd.example")]
    badges = " ".join(each.badge for each in two)
    told.append(("officer", two[0].id, "same address", badges, "share all@pd.example"))

    def of(row: Employer, kind: str, problem: str) -> None:
        told.append(("employer", row.id, kind, f"{row.number} Firm", problem))

    of(town.ordering(heard=False), "contact", "nobody hears of changes")
    of(town.ordering(insurance_until=None), "insurance", "no insurance on file")
    of(town.ordering(insurance_until="2026-05-31"), "insurance", "insurance ended 2026-05-31")
    empty, long = town.detail(seats=0), town.detail(hours=17)
    told.append(("detail", empty.id, "detail", empty.number, "has no seats"))
    told.append(("detail", long.id, "detail", long.number, "is 17 h long"))
    for minutes, hours in ((961, 16), (0, 0)):
        row, seat = town.worked(minutes)
        told.append(("detail", row.id, "hours", seat, f"worked {hours} h of 8 h planned"))
    town.schedule("old", 8, 30)
    town.schedule("short", 1, 13)
    told.append(("", None, "import", "old", "newest on-duty file is 8 days old"))
    told.append(("", None, "import", "short", "on-duty schedule ends 2026-06-14"))
    firm = town.employer()
    town.detail(employer=firm, address="")
    told.append(("employer", firm.id, "site", f"S{town.count}", "no address"))
    return told


def told(book: Book, **typed: str) -> Result:
    report = shipped_reports().named("data-quality")
    assert report is not None
    result = run_report(book.reader(), report, Asking(book.path, NOW, {"period": PERIOD, **typed}))
    assert isinstance(result, Result), result
    return result


def test_every_kind_of_defect_is_found_and_none_is_invented(book: Book, actor: Actor) -> None:
    with book.action(actor, "plant", "agency:1") as tx:
        rank = tx.add(Rank(code="OFC", name="Officer", level=1)).id
        assert rank is not None
        town = Town(tx, rank)
        clean(town)
    assert told(book).rows == ()
    with book.action(actor, "plant", "agency:1") as tx:
        town.tx = tx
        planted = plant(town)
    found = told(book)
    assert sorted(found.rows, key=repr) == sorted(planted, key=repr)
    opened = [found.opened_by(n) for n in range(len(found.rows))]
    expected = [(row[0], row[1]) if row[0] else None for row in planted]
    assert sorted(opened, key=repr) == sorted(expected, key=repr)
    for kind in {str(row[2]) for row in planted}:
        assert {row[2] for row in told(book, kind=kind).rows} >= {kind}
    shown = [found.columns[n].name for n in found.shown]
    assert shown == ["kind", "record", "problem"]
