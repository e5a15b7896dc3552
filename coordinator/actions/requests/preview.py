"""What a request would cost and want, while it is still being typed."""

import json
import sqlite3
from dataclasses import dataclass

from coordinator.actions.planning.risk_telling import risk_of_order
from coordinator.actions.requests.evaluating import RequestWorld
from coordinator.actions.requests.new_requests import NewRequest, by_the_book, weigh
from coordinator.actions.requests.pricing import crew_wanted
from coordinator.rules.intake.document import COORDINATOR
from coordinator.rules.intake.wanted import wanted_json
from coordinator.rules.rates import OFFICER, hours_words, plain
from coordinator.rules.request_words import RequestState
from storage.queries.requests.request import RequestSheet


@dataclass(frozen=True, slots=True)
class Preview:
    """The price in words, what is still wrong, and what the rules say so far."""

    price: str
    problems: tuple[str, ...]
    risk: str = ""
    approver: str = ""
    barred: tuple[str, ...] = ()
    notice: str = ""
    crew: str = ""
    wanted: tuple[str, ...] = ()
    rates: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What is to be said to the caller at once."""
        barred = f"NOT TAKEN: {'; '.join(self.barred)}" if self.barred else ""
        return tuple(filter(None, (barred, self.price, self.rates, self.crew)))

    @property
    def more(self) -> tuple[str, ...]:
        """What is to be known beside that."""
        approves = f"the {self.approver} approves" if self.approver != COORDINATOR else ""
        risk = f"risk {self.risk}" if self.risk != "0" else ""
        wanted = f"wanted: {', '.join(self.wanted)}" if self.wanted else ""
        first = " · ".join(filter(None, (self.notice, risk, approves)))
        return tuple(filter(None, (first, wanted)))


def preview(connection: sqlite3.Connection, new: NewRequest, now: int) -> Preview:
    """Price, minimum and what will be wanted, as far as it can be told from what is there."""
    new = by_the_book(connection, new)
    weighed = weigh(connection, new, now)
    if weighed.document.form(new.event) is None:
        return Preview("", weighed.problems)
    answers = json.dumps(dict(weighed.answered.answers))
    world = RequestWorld(connection, _as_sheet(connection, new, weighed.intake_id, answers, now))
    found = world.evaluation
    crew = crew_wanted(connection, world.ordered, now)
    return Preview(
        price=world.price.sentence,
        problems=weighed.problems,
        risk=found.risk_words,
        approver=found.approver.title,
        barred=tuple(f"{each.label} ({each.clause})" for each in found.prohibited),
        notice=found.notice.label.lower() if found.notice else "",
        crew=crew.sentence if crew.short else "",
        rates=_rates(world),
        wanted=tuple(check.label for check, before in found.items if before != "nothing"),
    )


def risk_of_call(connection: sqlite3.Connection, new: NewRequest, now: int) -> str:
    """The chance that posts of what is being typed stay empty; empty where nothing can be said.

    It is asked for by itself, so that the price need not wait for it.
    """
    new = by_the_book(connection, new)
    weighed = weigh(connection, new, now)
    if weighed.document.form(new.event) is None:
        return ""
    answers = json.dumps(dict(weighed.answered.answers))
    world = RequestWorld(connection, _as_sheet(connection, new, weighed.intake_id, answers, now))
    return risk_of_order(connection, world.ordered, now)


def _rates(world: RequestWorld) -> str:
    """'2 Officer: 5 h at 65.00; Administrative fee 105.00', of the first date."""
    first = world.price.dates[:1]
    lines = first[0].priced.lines if first else ()
    found = [
        f"{x.quantity} {x.label}: {hours_words(x.minutes)} at {plain(x.rate)}"
        if x.kind == OFFICER and x.minutes and x.rate is not None
        else f"{x.label} {x.amount_cents / 100:,.2f}"
        for x in lines
    ]
    return "; ".join(found)


def _as_sheet(
    connection: sqlite3.Connection, new: NewRequest, intake_id: int | None, answers: str, now: int
) -> RequestSheet:
    row = connection.execute(
        "SELECT name, number, kind FROM employer WHERE id = ?", (new.employer_id or 0,)
    ).fetchone()
    name, number, kind = row or ("", "", "")
    return RequestSheet(
        id=0, number="", state=RequestState.RECEIVED, source=new.source, intake_id=intake_id,
        employer_id=new.employer_id, contact_id=new.contact_id, firm=new.firm, asker=new.asker,
        phone=new.phone, email=new.email, event=new.event, title=new.title, site_id=new.site_id,
        place=new.place, answers=answers, wanted=wanted_json(new.dates), rule=new.rule,
        po_number=new.po_number, asked_officer_id=new.asked_officer_id,
        requested_at=now if new.requested_at is None else new.requested_at, received_at=now,
        price_cents=None, price_words="", terms_sha256=new.terms_sha256, terms_at=None, terms_by="",
        risk=None, approval_id=None, decided_at=None, decided_by="", decision="", clause="",
        allowed_by="", allowed_why="", words=new.words, employer=name, employer_number=number,
        employer_kind=kind,
    )  # fmt: skip
