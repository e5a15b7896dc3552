"""The ledger of remedies, as a list."""

from dataclasses import dataclass

from storage.queries.lists import Listing


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """What one officer lost (plus) or won (minus) by an error, and what became of it.

    Minutes of work, cents of pay; instants are UTC seconds, dates local and ISO.
    """

    id: int
    state: str
    redress_id: int
    error: str
    since_on: str
    until_on: str | None
    found_at: int
    officer_id: int
    badge: str
    name: str
    minutes: int
    details: int
    cents: int
    settled_at: int | None
    settled_by: str
    words: str
    tally: str | None


REMEDIES: Listing[RemedyLine] = Listing(
    make=RemedyLine,
    key="remedy.id",
    columns="remedy.id, remedy.state, redress.id, redress.words, redress.since_on, "
    "redress.until_on, redress.found_at, officer.id, officer.badge, officer.last_name, "
    "remedy.minutes, remedy.details, remedy.cents, remedy.settled_at, remedy.settled_by, "
    "remedy.words, (SELECT tally FROM tally_entry WHERE tally_entry.id = remedy.tally_entry_id)",
    tables="remedy JOIN redress ON redress.id = remedy.redress_id"
    " JOIN officer ON officer.id = remedy.officer_id",
    orders={
        "found": "redress.found_at",
        "hours": "remedy.minutes",
        "officer": "officer.last_name",
    },
    words=("officer.last_name", "officer.badge", "redress.words"),
    flags={
        "owed": "remedy.state = 'owed'",
        "given": "remedy.state = 'given'",
        "waived": "remedy.state = 'waived'",
        "lost": "remedy.minutes > 0",
        "won": "remedy.minutes < 0",
    },
    fields={"from": "redress.since_on >= ?", "until": "redress.since_on < ?"},
)
