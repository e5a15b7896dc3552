"""Requests for the tests: who asks, for what, and by which document."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from coordinator.actions.requests.entering import RequestEntered, enter_request
from coordinator.actions.requests.intake_documents import IntakeAdopted, adopt_intake
from coordinator.actions.requests.new_requests import NewRequest
from coordinator.actions.results import Actor
from coordinator.rules.intake.wanted import Post, WantedDate
from storage.database import Book
from storage.models import Contact, Employer, Rank
from storage.queries.requests.request import RequestSheet, request_sheet

MAIL = "doyle@pier.example"
DOCUMENT = """
name = "Ours"
effective_on = 2026-01-01
[[event]]
code = "shop"
label = "Shop"
kind = "temporary"
    [[event.notice]]
    under_hours = 24
    code = "short"
    label = "Short notice"
[[event]]
code = "post"
label = "Permanent post"
kind = "permanent"
renew_months = 6
[[question]]
key = "duties"
label = "Duties?"
required = true
into = "post_orders"
[[question]]
key = "people"
label = "How many people?"
kind = "number"
into = "attendance"
[[question]]
key = "zone"
label = "Zone?"
into = "fact.zone"
[[question]]
key = "tier"
label = "Tier?"
into = "circumstance"
[[question]]
key = "cars"
label = "Cars?"
kind = "number"
into = "equipment.vehicle"
[[check]]
key = "client"
label = "Client"
finds = "client"
before = "approval"
[[check]]
key = "rung"
label = "Rung back"
before = "approval"
when = { people = { over = 100 } }
[[check]]
key = "terms"
label = "Terms"
finds = "terms"
before = "posting"
[[risk]]
label = "crowd"
points = 5
when = { people = { over = 100 } }
[[prohibited]]
clause = "7.2"
label = "repossession"
text = "No member repossesses property."
keywords = ["repossession"]
[[approver]]
title = "captain"
name = "Capt. Diaz"
address = "diaz@rivermouth.example"
when = { risk = { at_least = 5 } }
[terms]
text = "1. Officers obey the police. <b>Always</b> & everywhere."
"""

EVENING = WantedDate(
    datetime.fromisoformat("2026-06-05T18:00"), datetime.fromisoformat("2026-06-05T23:00")
)
TWO = replace(EVENING, posts=(Post("officer", 2), Post("sergeant", 1, "SGT")))
SHOP = NewRequest(
    event="shop",
    title="Sale night",
    dates=(TWO,),
    firm="Pier Goods Inc.",
    asker="Ann Doyle",
    phone="+1 617 555 8800",
    email=MAIL,
    place="Pier 4, 4 Dock Street",
    answers={"duties": "Stand at the door"},
)


def adopted(book: Book, actor: Actor, text: str = DOCUMENT) -> None:
    found = adopt_intake(book, actor, text)
    assert isinstance(found, IntakeAdopted), found


def client(book: Book, actor: Actor, **fields: Any) -> int:
    """An employer with a contact whose address is MAIL."""
    with book.action(actor, "add employer", "employer") as tx:
        tx.add(Rank(code="SGT", name="Sergeant", level=2))
        row = tx.add(Employer(**({"number": "1001", "name": "Pier Goods"} | fields)))
        tx.add(Contact(employer_id=row.id, name="Ann Doyle", email=MAIL))
        return int(row.id or 0)


def entered(book: Book, actor: Actor, new: NewRequest = SHOP, **changed: Any) -> RequestEntered:
    found = enter_request(book, actor, replace(new, **changed))
    assert isinstance(found, RequestEntered), found
    return found


def sheet_of(book: Book, request_id: int) -> RequestSheet:
    return request_sheet(book.reader(), request_id)


def days_later(date: WantedDate, days: int) -> WantedDate:
    by = timedelta(days=days)
    return replace(date, starts=date.starts + by, ends=date.ends + by)


def one(book: Book, sql: str, *values: object) -> Any:
    row = book.reader().execute(sql, values).fetchone()
    return None if row is None else row[0]
