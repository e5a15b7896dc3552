"""What the book itself says of the items of a request's checklist."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.rules.intake.document import Check, IntakeDocument
from coordinator.rules.intake.words import Finds
from coordinator.rules.request_words import CheckState, ClientStanding
from coordinator.rules.spans import Calendar
from storage.queries.money.receivables import OpenItem, open_items
from storage.queries.requests.request import (
    ClientFacts,
    RequestSheet,
    booked_jobs,
    kept_papers,
    site_visits,
)
from storage.queries.staffing.facts import agency_zone


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of an item; no state while there is nothing to look at yet."""

    state: CheckState | None
    words: str


@dataclass(frozen=True, slots=True)
class Looked:
    """Where an item is looked for. `last_on` is the last local date wanted, `today` this one."""

    connection: sqlite3.Connection
    sheet: RequestSheet
    client: ClientFacts | None
    check: Check
    document: IntakeDocument
    last_on: str
    today: str

    @property
    def subjects(self) -> tuple[str, ...]:
        """The records with which papers and notes of the request lie."""
        jobs = booked_jobs(self.connection, self.sheet.id)
        return (f"request:{self.sheet.id}", *(f"job:{job.id}" for job in jobs))


def find(
    connection: sqlite3.Connection,
    sheet: RequestSheet,
    client: ClientFacts | None,
    check: Check,
    document: IntakeDocument,
    last_on: str,
    now: int,
) -> Found:
    """What the book says of an item that it can tell."""
    today = Calendar(agency_zone(connection)).local_iso(now)
    look = Looked(connection, sheet, client, check, document, last_on, today)
    return _FINDERS[check.finds](look)


def _met(words: str) -> Found:
    return Found(CheckState.MET, words)


def _failed(words: str) -> Found:
    return Found(CheckState.FAILED, words)


def _no_client() -> Found:
    return _failed("the employer is not linked yet")


def _insurance(look: Looked) -> Found:
    client = look.client
    if client is None:
        return _no_client()
    if client.insurance_waived:
        return Found(CheckState.WAIVED, client.insurance_waived)
    if not client.insurance_until:
        return _failed("no certificate is known")
    wanted = max(look.last_on, look.today)
    if client.insurance_until < wanted:
        return _failed(f"ends on {client.insurance_until}, wanted to {wanted}")
    least = look.check.least_cents
    if client.insurance_cents < least:
        limit = f"{client.insurance_cents / 100:,.2f}" if client.insurance_cents else "unknown"
        return _failed(f"limit {limit}, at least {least / 100:,.2f} wanted")
    return _met(f"to {client.insurance_until}")


def _terms(look: Looked) -> Found:
    version = look.document.terms.sha256
    if not version:
        return _met("there are none")
    if look.sheet.terms_sha256 == version:
        return _met(f"accepted by {look.sheet.terms_by or look.sheet.asker or 'the employer'}")
    client = look.client
    if client is not None and client.terms_sha256 == version:
        return _met(f"accepted by the employer on {client.terms_on}")
    other = look.sheet.terms_sha256 or (client.terms_sha256 if client else "")
    if other:
        return _failed(f"another version was accepted ({other[:16]}), wanted {version[:16]}")
    return _failed(f"version {version[:16]} is not accepted")


def _order(look: Looked) -> Found:
    number = look.sheet.po_number or (look.client.po_number if look.client else "")
    return _met(f"purchase order {number}") if number else _failed("no purchase order is named")


def _deposit(look: Looked) -> Found:
    # What the card asks for is known of the booked job alone: dates and crew may still change.
    from coordinator.actions.billing.deposits import deposit_asked

    jobs = booked_jobs(look.connection, look.sheet.id)
    if not jobs:
        return _failed("nothing is booked yet, so no deposit can be paid")
    asked = [deposit_asked(look.connection, job.id) for job in jobs]
    wanted = [each for each in asked if each is not None]
    if not wanted:
        return _met("the rate card asks for none")
    unknown = [each.lack for each in wanted if each.problem and each.lack]
    if unknown:
        return _failed(unknown[0].removesuffix("."))
    missing = sum(each.missing_cents for each in wanted)
    if missing:
        return _failed(f"{missing / 100:,.2f} is not paid")
    paid = sum(each.paid_cents if each.problem else each.asked_cents for each in wanted)
    return _met(f"{paid / 100:,.2f} paid")


def _deposit_or_order(look: Looked) -> Found:
    order = _order(look)
    return order if order.state is CheckState.MET else _deposit(look)


def _paper(look: Looked) -> Found:
    kind = look.check.paper.replace("_", " ")
    papers = kept_papers(look.connection, look.subjects, look.check.paper)
    valid = [name for name, on in papers if not on or on >= look.last_on]
    if valid:
        return _met(f"{valid[0]}")
    if papers:
        return _failed(f"{papers[0][0]} ends on {papers[0][1]}")
    return _failed(f"no {kind} lies with the request")


def _no_debt(look: Looked) -> Found:
    if look.client is None:
        return _no_client()
    today = date.fromisoformat(look.today)
    items = open_items(look.connection, look.client.id)
    past = [item for item in items if item.days_late(today) > 0]
    late = [x for x in past if x.days_late(today) > look.check.days and not x.disputed]
    if not late:
        return _met(_borne(past, look.check.days))
    owed = sum(item.open_cents for item in late) / 100
    oldest = max(item.days_late(today) for item in late)
    return _failed(f"{owed:,.2f} on {len(late)} invoice(s), up to {oldest} days past due")


def _borne(past: Sequence[OpenItem], days: int) -> str:
    """What is past due and does not count: not yet for more than so many days, or disputed."""
    if not past:
        return "nothing is past due"
    owed = f"{sum(item.open_cents for item in past) / 100:,.2f} past due"
    if all(item.disputed for item in past):
        return f"{owed}, all of it disputed"
    disputed = " but what is disputed" if any(item.disputed for item in past) else ""
    return f"{owed}, none of it{disputed} for more than {days} days"


def _client(look: Looked) -> Found:
    client = look.client
    if client is None:
        return _no_client()
    if client.standing == ClientStanding.DENIED:
        return _failed(f"denied as a client {client.standing_words}".strip())
    over = client.blocked_until_on and client.blocked_until_on <= look.today
    if client.blocked_reason and not over:
        until = f" until {client.blocked_until_on}" if client.blocked_until_on else ""
        return _failed(f"blocked{until}: {client.blocked_reason}")
    known = "approved" if client.standing == ClientStanding.APPROVED else "not decided about"
    return _met(f"{client.number}, {known}")


def _site_visit(look: Looked) -> Found:
    site = (f"site:{look.sheet.site_id}",) if look.sheet.site_id else ()
    notes = site_visits(look.connection, (*look.subjects, *site))
    return _met(notes[0][:80]) if notes else _failed("no note of a site visit")


_FINDERS: dict[Finds, Callable[[Looked], Found]] = {
    Finds.INSURANCE: _insurance,
    Finds.TERMS: _terms,
    Finds.DEPOSIT: _deposit,
    Finds.ORDER: _order,
    Finds.DEPOSIT_OR_ORDER: _deposit_or_order,
    Finds.PAPER: _paper,
    Finds.NO_DEBT: _no_debt,
    Finds.CLIENT: _client,
    Finds.SITE_VISIT: _site_visit,
}
