"""Officers and employers of the big books."""

from random import Random

from coordinator.demo.calendar import Calendar
from coordinator.demo.names import FIRST_NAMES, LAST_NAMES, STREETS
from coordinator.demo.people import TOWN
from coordinator.demo.scale_size import Size
from coordinator.demo.scale_writing import BulkWriter
from storage.models import (
    Certificate,
    Certification,
    Contact,
    Employer,
    Officer,
    Rank,
    RankHeld,
    Site,
)

RANKS = (("CPT", "Captain", 50), ("LT", "Lieutenant", 40), ("SGT", "Sergeant", 30),
         ("OFC", "Officer", 10))  # fmt: skip
OFFICER_RANK = 4
TRAFFIC = 1
SITES_EACH = 3

_OFFICER = ("id", "badge", "last_name", "first_name", "unit", "hired_on", "seniority_on", "email",
            "phone", "channel", "home_lat", "home_lon")  # fmt: skip


def write_people(writer: BulkWriter, size: Size, calendar: Calendar, random: Random) -> None:
    """Write ranks, certifications, and officers 1 to n with one certificate each."""
    writer.insert(Rank, ("code", "name", "level"), RANKS)
    writer.insert(Certification, ("id", "code", "name"), [(TRAFFIC, "TC", "Traffic control")])
    ids = range(1, size.officers + 1)
    writer.insert(Officer, _OFFICER, [_officer(n, calendar, random) for n in ids])
    ranks = [(n, _rank(n), calendar.iso(-size.days - 400)) for n in ids]
    writer.insert(RankHeld, ("officer_id", "rank_id", "from_on"), ranks)
    expiring = [(n, TRAFFIC, calendar.iso(AFTER + n * 7 % 900)) for n in ids]
    writer.insert(Certificate, ("officer_id", "certification_id", "expires_on"), expiring)


AFTER = 20
"""Days from now before which no certificate runs out."""


def _rank(ordinal: int) -> int:
    if ordinal % 100 == 0:
        return 1
    if ordinal % 40 == 0:
        return 2
    return 3 if ordinal % 8 == 0 else OFFICER_RANK


def _officer(ordinal: int, calendar: Calendar, random: Random) -> tuple[object, ...]:
    hired = calendar.iso(-2_000 - random.randint(0, 7_000))
    return (
        ordinal,
        str(10_000 + ordinal),
        random.choice(LAST_NAMES),
        random.choice(FIRST_NAMES),
        f"District {ordinal % 20 + 1}",
        hired,
        hired,
        f"o{ordinal}@example.org",
        f"508-555-01{ordinal % 100:02d}",
        "email" if ordinal % 3 else "sms",
        TOWN[0] + random.randint(-200_000, 200_000),
        TOWN[1] + random.randint(-200_000, 200_000),
    )


def write_firms(writer: BulkWriter, size: Size, random: Random) -> None:
    """Write employers 1 to n, each with a contact and three sites."""
    ids = range(1, size.employers + 1)
    kinds = ("construction", "utility", "retail", "stadium", "club", "school")
    firms = [
        (n, f"E{n:05d}", f"{random.choice(LAST_NAMES)} {kinds[n % 6].title()} {n}", kinds[n % 6])
        for n in ids
    ]
    writer.insert(Employer, ("id", "number", "name", "kind"), firms)
    contacts = [(n, n, random.choice(LAST_NAMES), f"c{n}@example.org") for n in ids]
    writer.insert(Contact, ("id", "employer_id", "name", "email"), contacts)
    sites = [
        (
            (n - 1) * SITES_EACH + place + 1,
            n,
            f"{random.choice(STREETS)} {random.randint(1, 900)}",
            TOWN[0] + random.randint(-200_000, 200_000),
            TOWN[1] + random.randint(-200_000, 200_000),
        )
        for n in ids
        for place in range(SITES_EACH)
    ]
    writer.insert(Site, ("id", "employer_id", "name", "lat", "lon"), sites)
