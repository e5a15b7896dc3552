"""Taking requests in: checked against the intake document, numbered, priced, linked."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from coordinator.actions.jobs.jobs import zone
from coordinator.actions.requests.evaluating import RequestWorld
from coordinator.actions.requests.linking import Known, link_within, note_terms, who_asks
from coordinator.actions.requests.new_requests import NewRequest, Weighed, by_the_book, weigh
from coordinator.actions.requests.remarking import remarks_on
from coordinator.actions.requests.standing import elsewhere
from coordinator.actions.requests.telling import tell_asker
from coordinator.actions.results import Actor, Refused
from coordinator.rules.intake.wanted import wanted_json
from coordinator.rules.message_words import Event
from coordinator.rules.request_words import UNDECIDED_REQUEST, RequestSource
from storage.database import Book
from storage.models import Employer, Received, Request
from storage.queries.requests.request import request_sheet
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RequestEntered:
    """The request is in the book. `price` says what it would cost, `known` whose it is; `maybe` are
    employers whom it may mean; `remarks` are what should be known before more is promised."""

    request_id: int
    number: str
    price: str
    known: str = ""
    maybe: tuple[Known, ...] = ()
    barred: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        perhaps = ", ".join(each.employer for each in self.maybe)
        unknown = f", perhaps {perhaps}" if perhaps else ", employer not known yet"
        whose = f" of {self.known}" if self.known else unknown
        barred = f" · not taken by the rules: {'; '.join(self.barred)}" if self.barred else ""
        remarks = "".join(f" · {each}" for each in self.remarks)
        return f"Request {self.number}{whose}{remarks} · {self.price}{barred} · u undoes"


@dataclass(frozen=True, slots=True)
class RequestChanged:
    """What the request says is another."""

    request_id: int
    number: str
    price: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Request {self.number} changed · {self.price} · u undoes"


def enter_request(book: Book, actor: Actor, new: NewRequest) -> RequestEntered | Refused:
    """Take a request in; one that came before is refused with its number."""
    with book.action(actor, "enter request", "request") as tx:
        done = take_in_request(tx, new)
        if isinstance(done, Refused):
            tx.abandon()
        return done


def change_request(
    book: Book, actor: Actor, request_id: int, new: NewRequest
) -> RequestChanged | Refused:
    """Say anew what is asked for, while nobody has decided; who asks and how it came stay."""
    with book.action(actor, "change request", f"request:{request_id}") as tx:
        request = tx.get(Request, request_id)
        problem = elsewhere(request, UNDECIDED_REQUEST)
        new = by_the_book(tx.connection, replace(new, employer_id=request.employer_id))
        weighed = weigh(tx.connection, new, tx.now)
        problems = (problem,) if problem else weighed.problems
        if problems:
            tx.abandon()
            return Refused(problems)
        _say(request, new, weighed)
        tx.save(request)
        return RequestChanged(request_id, request.number, _price(tx, request).price.sentence)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def take_in_request(tx: Transaction, new: NewRequest) -> RequestEntered | Refused:
    """Write the request under the next number of its year, with its price, linked where it is
    plain whose it is."""
    new = by_the_book(tx.connection, new)
    weighed = weigh(tx.connection, new, tx.now)
    refused = Refused(weighed.problems) if weighed.problems else _known_already(tx, new)
    if refused:
        return refused
    request = Request(
        number=_next_number(tx),
        source=new.source,
        digest=new.fingerprint,
        received_at=tx.now,
        requested_at=tx.now if new.requested_at is None else new.requested_at,
    )
    _say(request, new, weighed)
    _accept(request, new, tx.now)
    tx.add(request)
    tx.subject = f"request:{request.id}"
    maybe = _link(tx, request, new)
    world = _price(tx, request)
    price = world.price.sentence
    if new.received_id is not None:
        _brought(tx, new.received_id, request)
    if new.source is not RequestSource.PHONE:
        tell_asker(tx, request, Event.REQUEST_RECEIVED, {"text": price})
    barred = tuple(each.label for each in world.evaluation.prohibited)
    known = world.sheet.employer
    remarks = remarks_on(tx.connection, new, request.employer_id, tx.now)
    return RequestEntered(request.id or 0, request.number, price, known, maybe, barred, remarks)


def _say(request: Request, new: NewRequest, weighed: Weighed) -> None:
    request.intake_id = weighed.intake_id
    for name in ("firm", "asker", "phone", "email", "event", "title", "place", "po_number",
                 "words", "rule", "asked_officer_id", "site_id"):  # fmt: skip
        value = getattr(new, name)
        setattr(request, name, value.strip() if isinstance(value, str) else value)
    request.answers = json.dumps(dict(weighed.answered.answers), ensure_ascii=False)
    request.wanted = wanted_json(new.dates)


def _accept(request: Request, new: NewRequest, now: int) -> None:
    if new.terms_sha256:
        request.terms_sha256 = new.terms_sha256
        request.terms_at, request.terms_by = now, new.asker.strip()


def _link(tx: Transaction, request: Request, new: NewRequest) -> tuple[Known, ...]:
    """Link the request where one employer alone can be meant; gives those who may be meant."""
    if new.employer_id is not None:
        link_within(tx, request, tx.get(Employer, new.employer_id), new.contact_id)
        return ()
    found = who_asks(tx.connection, new.firm, new.asker, new.phone, new.email)
    if len(found) == 1 and found[0].sure:
        employer = tx.get(Employer, found[0].employer_id)
        link_within(tx, request, employer, found[0].contact_id)
        return ()
    note_terms(tx, request)
    return found


def _price(tx: Transaction, request: Request) -> RequestWorld:
    """Work out price and risk, and keep them with the request."""
    world = RequestWorld(tx.connection, request_sheet(tx.connection, request.id or 0))
    request.price_cents = None if world.price.problem else world.price.cents
    request.price_words = world.price.sentence
    request.risk = world.evaluation.risk
    tx.save(request)
    return world


def _known_already(tx: Transaction, new: NewRequest) -> Refused | None:
    if not new.fingerprint:
        return None
    row = tx.connection.execute(
        "SELECT number FROM request WHERE digest = ?", (new.fingerprint,)
    ).fetchone()
    return Refused((f"This came in already, as request {row[0]}.",)) if row else None


def _brought(tx: Transaction, received_id: int, request: Request) -> None:
    received = tx.get(Received, received_id)
    received.request_id = request.id
    tx.save(received)


def _next_number(tx: Transaction) -> str:
    year = tx.marked(datetime.fromtimestamp(tx.now, UTC).astimezone(zone(tx)).strftime("%y"))
    return f"R{year}-{tx.next_number(f'request-{year}'):04d}"
