"""The demo agency's employers with their people and sites."""

from dataclasses import dataclass
from random import Random

from coordinator.actions.requests.intake_documents import intake_of
from coordinator.demo.calendar import Calendar
from coordinator.demo.names import FIRST_NAMES, LAST_NAMES
from coordinator.demo.people import TOWN, address
from coordinator.rules.words import Channel
from storage.models import Contact, Employer, Exclusion, Site
from storage.transaction import Transaction

FIRMS = (
    ("bank", "First Harbor Savings Bank", "bank", ("Main Street branch", "Wharf branch")),
    ("credit", "Mariners Credit Union", "bank", ("Turnpike office",)),
    ("hospital", "St. Brendan Medical Center", "hospital", ("Emergency entrance",)),
    ("market", "Fairlane Markets", "retail", ("Fairlane, Depot Square", "Fairlane, Turnpike")),
    ("mall", "Cannery Galleria", "retail", ("Galleria, north entrance",)),
    ("gas", "Tidewater Gas & Electric", "utility", ("Mill Lane, gas main", "Ferry Street, vault")),
    ("water", "Harbor Falls Water District", "utility", ("Old Post Road, water main",)),
    ("telecom", "Coastline Fiber", "utility", ("Chestnut Street, poles 40-62",)),
    ("paving", "Granite State Paving", "construction", ("Turnpike Road, northbound",)),
    ("bridge", "Delmonte & Sons Bridgeworks", "construction", ("Ferry Street bridge",)),
    ("tree", "Greenbough Tree Care", "construction", ("Beacon Hill Road",)),
    ("stadium", "Harbor Falls Herons", "stadium", ("Heron Park, gates", "Heron Park, lots")),
    ("arena", "Saltmarsh Arena", "stadium", ("Saltmarsh Arena",)),
    ("school", "Harbor Falls High School", "school", ("High school gym", "High school field")),
    ("college", "Lighthouse College", "school", ("Student center",)),
    ("film", "Grey Gull Pictures", "film", ("Cannery Row, film base",)),
    ("club", "The Brass Lantern", "club", ("Brass Lantern, door",)),
    ("hall", "Mariner Function Hall", "club", ("Mariner Hall",)),
    ("parade", "Founders' Day Committee", "civic", ("Parade route, Main Street",)),
    ("farmers", "Saturday Growers' Market", "civic", ("Depot Square",)),
    ("library", "Harbor Falls Public Library", "civic", ("Library, Front Street",)),
    ("church", "Star of the Sea Parish", "worship", ("Star of the Sea, Orchard Street",)),
    ("temple", "Temple Beth Shalom", "worship", ("Beth Shalom, Chestnut Street",)),
    ("freight", "Northport Freight Terminals", "transport", ("Gate 3, Wharf Street",)),
    ("cinema", "Majestic Cinema", "retail", ("Majestic, Front Street",)),
)
"""Key, name, kind and sites of each employer."""

TERMS_FROM = {"temple": None, "cinema": -12}
"""Who accepted the agency's terms never, or only so many days from now; the others at the start."""
TERMS_AT_START = -69


@dataclass(frozen=True, slots=True)
class Firm:
    """An employer as the rest of the demo needs it."""

    id: int
    name: str
    kind: str
    contact_id: int
    sites: tuple[int, ...]


def add_firms(tx: Transaction, calendar: Calendar, random: Random) -> dict[str, Firm]:
    """Write the employers, a contact or two for each, and their sites; by key."""
    return {
        key: _add(tx, ordinal, key, calendar, random) for ordinal, (key, *_) in enumerate(FIRMS)
    }


def _add(tx: Transaction, ordinal: int, key: str, calendar: Calendar, random: Random) -> Firm:
    _, name, kind, site_names = FIRMS[ordinal]
    employer = tx.add(
        Employer(
            number=f"E{1001 + ordinal}",
            name=name,
            kind=kind,
            address=address(random),
            phone=f"508-555-01{ordinal:02d}",
            email=f"accounts.{key}@example.org",
            po_number=f"PO-{random.randint(20_000, 89_999)}" if kind == "utility" else "",
            fee_exempt=kind == "school",
            tax_exempt=kind in {"school", "civic", "worship"},
            # One of them lets its insurance run out next week.
            insurance_until=calendar.iso(8 if key == "tree" else 60 + ordinal * 9),
        )
    )
    _accept_terms(tx, employer, key, calendar)
    contacts = [_contact(tx, employer.id, key, role, random) for role in ("Operations", "Accounts")]
    sites = tuple(_site(tx, employer.id, site, random) for site in site_names)
    return Firm(employer.id, name, kind, contacts[0], sites)


def _accept_terms(tx: Transaction, employer: Employer, key: str, calendar: Calendar) -> None:
    days = TERMS_FROM.get(key, TERMS_AT_START)
    if days is None:
        return
    employer.terms_sha256 = intake_of(tx.connection, None).terms.sha256
    employer.terms_on = calendar.iso(days)
    employer.terms_by = "signed at the desk"
    tx.save(employer)


def _contact(tx: Transaction, employer_id: int, key: str, role: str, random: Random) -> int:
    first_name, last_name = random.choice(FIRST_NAMES), random.choice(LAST_NAMES)
    return tx.add(
        Contact(
            employer_id=employer_id,
            name=f"{first_name} {last_name}",
            role=role,
            email=f"{role.lower()}.{key}@example.org",
            phone=f"508-555-01{random.randint(0, 99):02d}",
            channel=Channel.EMAIL,
            hears_changes=role == "Operations",
        )
    ).id


def _site(tx: Transaction, employer_id: int, name: str, random: Random) -> int:
    return tx.add(
        Site(
            employer_id=employer_id,
            name=name,
            address=address(random),
            lat=TOWN[0] + random.randint(-40_000, 40_000),
            lon=TOWN[1] + random.randint(-55_000, 55_000),
        )
    ).id


def add_exclusions(tx: Transaction, firms: dict[str, Firm], officer_ids: tuple[int, int]) -> None:
    """One officer is unwelcome at the club; another will not work for the freight terminal."""
    club, freight = firms["club"].id, firms["freight"].id
    tx.add(
        Exclusion(
            officer_id=officer_ids[0],
            employer_id=club,
            side="employer",
            reason="complaint by the licensee",
            from_on="2020-01-01",
            decided_by="Captain's office",
        )
    )
    tx.add(
        Exclusion(
            officer_id=officer_ids[1],
            employer_id=freight,
            side="officer",
            reason="a relative works there",
            from_on="2020-01-01",
            decided_by="Captain's office",
        )
    )
