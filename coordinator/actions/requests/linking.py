"""Who asks: the employer in the book whom a request's own words mean, and linking them."""

import sqlite3
from dataclasses import dataclass

from coordinator.actions.jobs.employers import next_employer_number
from coordinator.actions.requests.intake_documents import intake_of
from coordinator.actions.requests.remarking import closed_to
from coordinator.actions.requests.standing import elsewhere
from coordinator.actions.results import Actor, Refused
from coordinator.rules.request_words import OPEN_REQUEST
from coordinator.rules.words import Channel
from storage.database import Book
from storage.models import Contact, Employer, Request
from storage.queries.book.folding import folded
from storage.transaction import Transaction

MOST_ALIKE = 5
_FORMS = ("inc", "llc", "ltd", "co", "corp", "company", "gmbh", "the")
"""Words of a firm's name that people write or leave out."""


@dataclass(frozen=True, slots=True)
class Known:
    """An employer whom a request may mean, and the contact who asks; `sure` by his address."""

    employer_id: int
    employer: str
    contact_id: int | None = None
    sure: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class RequestLinked:
    """The request is linked to an employer; `remarks` are what stands against him."""

    request_id: int
    number: str
    employer: str
    new: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        words = "entered and linked" if self.new else "linked"
        remarks = "".join(f" · {each}" for each in self.remarks)
        return f"{self.employer} {words} to request {self.number}{remarks} · u undoes"


def who_asks(
    connection: sqlite3.Connection, firm: str, asker: str, phone: str, email: str
) -> tuple[Known, ...]:
    """The employers whom these words may mean: by address or number first, then by the name.

    Where only one of them has all that was given and is known, it is that one: several firms may
    share a switchboard's number. Where nothing tells, those who are alike, the likeliest first.
    """
    by = (
        _by_address(connection, Channel.EMAIL, email),
        _by_address(connection, Channel.SMS, phone),
        _by_name(connection, firm or asker),
    )
    meant: dict[int, Known] = {}
    for each in (each for known in by for each in known):
        meant.setdefault(each.employer_id, each)
    in_all = [
        each
        for key, each in meant.items()
        if all(key in {one.employer_id for one in known} for known in by if known)
    ]
    if len(in_all) == 1:
        return tuple(in_all)
    return tuple(meant.values()) or _alike(connection, firm or asker, phone, email)


def link_request(
    book: Book, actor: Actor, request_id: int, employer_id: int, contact_id: int | None = None
) -> RequestLinked | Refused:
    """Say which employer of the book a request is from."""
    with book.action(actor, "link request", f"request:{request_id}") as tx:
        request = tx.get(Request, request_id)
        employer = tx.get(Employer, employer_id)
        if problem := elsewhere(request, OPEN_REQUEST):
            tx.abandon()
            return Refused((problem,))
        link_within(tx, request, employer, contact_id)
        remarks = closed_to(tx.connection, employer_id, tx.now)
        return RequestLinked(request_id, request.number, employer.name, remarks=remarks)


def enter_employer_of(
    book: Book, actor: Actor, request_id: int, name: str = "", kind: str = ""
) -> RequestLinked | Refused:
    """Enter whoever asks as a new employer, with the caller as contact, and link the request."""
    with book.action(actor, "link request", f"request:{request_id}") as tx:
        request = tx.get(Request, request_id)
        named = name.strip() or request.firm.strip() or request.asker.strip()
        problem = elsewhere(request, OPEN_REQUEST)
        if problem or not named:
            tx.abandon()
            return Refused((problem or "An employer needs a name.",))
        employer = tx.add(
            Employer(
                number=next_employer_number(tx.connection),
                name=named,
                kind=kind,
                phone=request.phone,
                email=request.email,
            )
        )
        contact = _contact_of(tx, request, employer)
        link_within(tx, request, employer, contact)
        return RequestLinked(request_id, request.number, employer.name, new=True)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def link_within(
    tx: Transaction, request: Request, employer: Employer, contact_id: int | None
) -> None:
    """Link the request; what it accepted of the terms is noted with the employer too."""
    request.employer_id = employer.id
    request.contact_id = contact_id
    tx.save(request)
    note_terms(tx, request)


def note_terms(tx: Transaction, request: Request) -> None:
    """Whoever accepted the terms in force with a request accepted them for his employer."""
    if not request.terms_sha256 or request.employer_id is None or request.terms_at is None:
        return
    if request.terms_sha256 != intake_of(tx.connection, request.intake_id).terms.sha256:
        return
    employer = tx.get(Employer, request.employer_id)
    if employer.terms_sha256 == request.terms_sha256:
        return
    from coordinator.rules.spans import Calendar
    from storage.queries.staffing.facts import agency_zone

    employer.terms_sha256 = request.terms_sha256
    employer.terms_on = Calendar(agency_zone(tx.connection)).local_iso(request.terms_at)
    employer.terms_by = request.terms_by
    tx.save(employer)


def _contact_of(tx: Transaction, request: Request, employer: Employer) -> int | None:
    if not request.asker.strip():
        return None
    channel = Channel.EMAIL if request.email or not request.phone else Channel.SMS
    contact = tx.add(
        Contact(
            employer_id=employer.id,
            name=request.asker,
            email=request.email,
            phone=request.phone,
            channel=channel,
        )
    )
    return contact.id


# ── finding ──────────────────────────────────────────────────────────────────────────────────


def _by_address(connection: sqlite3.Connection, channel: Channel, address: str) -> list[Known]:
    from coordinator.actions.answers.who_wrote import who_has

    found = []
    for sender in who_has(connection, channel, address) if address else ():
        employer = sender.employer_id
        if sender.contact_id is not None:
            row = connection.execute(
                "SELECT employer_id FROM contact WHERE id = ?", (sender.contact_id,)
            ).fetchone()
            employer = row[0]
        if employer is not None:
            name = _name_of(connection, employer)
            found.append(Known(employer, name, sender.contact_id, sure=True, why="by the address"))
    return found


def _by_name(connection: sqlite3.Connection, name: str) -> list[Known]:
    wanted = _plain(name)
    if not wanted:
        return []
    rows = connection.execute("SELECT id, name FROM employer ORDER BY id").fetchall()
    named = [(key, own) for key, own in rows if _plain(own) == wanted]
    return [Known(key, own, sure=True, why="by the name") for key, own in named]


def _alike(connection: sqlite3.Connection, name: str, phone: str, email: str) -> tuple[Known, ...]:
    """Employers that are probably the one who asks; nobody is linked by that alone."""
    # Comparing names costs rapidfuzz, which most requests do without.
    from coordinator.rules.duplicates import LISTED_FROM, likeness
    from coordinator.rules.duplicates import Known as Marks
    from storage.queries.people.same_employers import known_employers

    asks = Marks(0, name, phones=(phone,) if phone else (), mails=(email,) if email else ())
    found = [(likeness(asks, each), each) for each in known_employers(connection)]
    found.sort(key=lambda pair: -pair[0].score)
    return tuple(
        Known(each.id, each.name, why=f"alike: {', '.join(pair.why)}")
        for pair, each in found[:MOST_ALIKE]
        if pair.score >= LISTED_FROM
    )


def _plain(name: str) -> str:
    """A name as two of them are compared: small letters, no points, no 'Inc.'."""
    words = "".join(x if x.isalnum() else " " for x in folded(name).casefold()).split()
    return " ".join(word for word in words if word not in _FORMS)


def _name_of(connection: sqlite3.Connection, employer_id: int) -> str:
    row = connection.execute("SELECT name FROM employer WHERE id = ?", (employer_id,)).fetchone()
    return str(row[0])
