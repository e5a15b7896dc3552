"""The demo agency's officers: ranks, squads, statuses, certificates."""

from dataclasses import dataclass
from random import Random

from coordinator.demo.calendar import Calendar
from coordinator.demo.names import FIRST_NAMES, LAST_NAMES, STREETS
from coordinator.rules.words import Channel, StatusKind
from storage.models import Certificate, Certification, Officer, OfficerStatus, Rank, RankHeld
from storage.transaction import Transaction

RANKS = (
    ("CHF", "Chief", 60, 1),
    ("CPT", "Captain", 50, 2),
    ("LT", "Lieutenant", 40, 5),
    ("SGT", "Sergeant", 30, 12),
    ("DET", "Detective", 20, 10),
    ("OFC", "Officer", 10, 62),
)
"""Code, name, level, and how many there are."""

CERTIFICATIONS = (
    ("TC", "Traffic control"),
    ("CPR", "First aid and CPR"),
    ("MC", "Motorcycle"),
    ("ALC", "Licensed premises"),
)

TOWN = (41_935_000, -70_852_000)
"""The middle of the invented town, in microdegrees."""

SQUADS = ("Patrol A", "Patrol B", "Patrol C", "Patrol D")


@dataclass(frozen=True, slots=True)
class Member:
    """An officer as the rest of the demo needs him; absences are local dates, half-open."""

    id: int
    last_name: str
    rank_code: str
    level: int
    unit: str
    certificates: frozenset[str]
    absent: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, and the ids of ranks and certifications by code."""

    members: tuple[Member, ...]
    ranks: dict[str, int]
    certifications: dict[str, int]


def add_people(tx: Transaction, calendar: Calendar, random: Random) -> People:
    """Write the ranks, certifications and officers."""
    ranks = {
        code: tx.add(Rank(code=code, name=name, level=level)).id for code, name, level, _ in RANKS
    }
    certifications = {
        code: tx.add(Certification(code=code, name=name)).id for code, name in CERTIFICATIONS
    }
    last_names = random.sample(LAST_NAMES, sum(count for *_, count in RANKS))
    members: list[Member] = []
    for code, _, level, count in RANKS:
        for _ in range(count):
            ordinal = len(members)
            officer = _officer(ordinal, last_names[ordinal], code, calendar, random)
            tx.add(officer)
            tx.add(
                RankHeld(officer_id=officer.id, rank_id=ranks[code], from_on=officer.hired_on or "")
            )
            held = _certificates(tx, officer.id, certifications, calendar, random)
            absent = _absence(tx, officer.id, ordinal, calendar)
            members.append(
                Member(officer.id, officer.last_name, code, level, officer.unit, held, absent)
            )
    return People(tuple(members), ranks, certifications)


def _officer(
    ordinal: int, last_name: str, rank: str, calendar: Calendar, random: Random
) -> Officer:
    first_name = random.choice(FIRST_NAMES)
    # Higher ranks have served longer; nobody was hired in the coming days.
    years = max(1, 28 - ordinal // 4 + random.randint(-2, 2))
    hired = calendar.iso(-years * 365 + random.randint(0, 300))
    mail = "".join(c for c in f"{first_name}.{last_name}".lower() if c.isascii() and c != "'")
    return Officer(
        badge=str(101 + ordinal * 3),
        last_name=last_name,
        first_name=first_name,
        unit=unit_of(rank, ordinal),
        hired_on=hired,
        seniority_on=hired,
        seniority_tie=ordinal,
        email=f"{mail}@example.org",
        phone=f"508-555-01{ordinal % 100:02d}",
        channel=random.choice((Channel.EMAIL, Channel.EMAIL, Channel.SMS)),
        home_lat=TOWN[0] + random.randint(-60_000, 60_000),
        home_lon=TOWN[1] + random.randint(-80_000, 80_000),
    )


def unit_of(rank: str, ordinal: int) -> str:
    """Where an officer of this rank serves."""
    if rank in {"CHF", "CPT"}:
        return "Command"
    if rank == "DET":
        return "Investigations"
    return "Traffic" if ordinal % 8 == 0 else SQUADS[ordinal % 4]


def _certificates(
    tx: Transaction,
    officer_id: int,
    certifications: dict[str, int],
    calendar: Calendar,
    random: Random,
) -> frozenset[str]:
    held = {"CPR"} | {
        code for code, share in (("TC", 0.9), ("ALC", 0.8), ("MC", 0.2)) if random.random() < share
    }
    for code in sorted(held):
        # Three years from a date spread over the last two and a half: a few are about to expire.
        issued = -random.randint(120, 1_085)
        tx.add(
            Certificate(
                officer_id=officer_id,
                certification_id=certifications[code],
                issued_on=calendar.iso(issued),
                expires_on=calendar.iso(issued + 1_095),
            )
        )
    return frozenset(held)


_STATUSES = {
    40: (StatusKind.SUSPENDED, -12, 18, "pending inquiry"),
    52: (StatusKind.LIGHT_DUTY, -20, 25, "knee, reviewed weekly"),
    63: (StatusKind.SICK, -1, 4, "called in yesterday"),
    71: (StatusKind.LEAVE, 6, 20, "parental leave"),
}
"""Ordinal of the officer → status, first and last day from today, note."""


def _absence(
    tx: Transaction, officer_id: int, ordinal: int, calendar: Calendar
) -> tuple[tuple[str, str], ...]:
    if ordinal not in _STATUSES:
        return ()
    kind, first, last, note = _STATUSES[ordinal]
    span = (calendar.iso(first), calendar.iso(last))
    tx.add(
        OfficerStatus(
            officer_id=officer_id, kind=kind, from_on=span[0], until_on=span[1], note=note
        )
    )
    return (span,)


def address(random: Random) -> str:
    """A street and a number in the town."""
    return f"{random.randint(2, 480)} {random.choice(STREETS)}, Harbor Falls"
