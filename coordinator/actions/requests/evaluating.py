"""A request held against the intake document and the book: checklist, risk, bars, who approves."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from coordinator.actions.requests.finding import Found, find
from coordinator.actions.requests.intake_documents import intake_of
from coordinator.actions.requests.pricing import (
    Ordered,
    RequestPrice,
    order_of,
    price_order,
)
from coordinator.rules.intake.conditions import Value
from coordinator.rules.intake.document import Check, IntakeDocument
from coordinator.rules.intake.evaluation import Evaluation, evaluate
from coordinator.rules.intake.questions import EventForm
from coordinator.rules.intake.wanted import WantedDate, read_wanted, wanted_facts
from coordinator.rules.intake.words import Before, Finds
from coordinator.rules.request_words import CheckState
from coordinator.rules.words import ApprovalState
from storage.queries.requests.request import (
    NotedCheck,
    RequestSheet,
    client_facts,
    command_question,
    noted_checks,
    request_sheet,
)
from storage.queries.staffing.facts import agency_zone


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One item of the checklist: its state ("" while nobody said), why, and by when it is wanted.

    `by` is who ticked or waived it; empty where the book says so.
    """

    key: str
    label: str
    before: Before
    state: CheckState | None
    words: str
    by: str = ""
    clause: str = ""
    finds: Finds = Finds.HAND

    @property
    def done(self) -> bool:
        """Whether it is met or waived."""
        return self.state in (CheckState.MET, CheckState.WAIVED)

    @property
    def lacking(self) -> str:
        """'Insurance: ends on 1 June', for a refusal."""
        return f"{self.label}: {self.words or 'nobody has looked yet'}."


@dataclass(frozen=True, slots=True)
class RequestJudged:
    """A request with all that is to be known before it is decided."""

    sheet: RequestSheet
    document: IntakeDocument
    form: EventForm
    answers: Mapping[str, Value]
    dates: tuple[WantedDate, ...]
    evaluation: Evaluation
    rows: tuple[CheckRow, ...]
    ordered: Ordered
    price: RequestPrice
    said_no: str = ""
    """Who was asked to approve it and answered no."""

    def missing(self, before: Before) -> tuple[CheckRow, ...]:
        """The items that are wanted by then and not there."""
        return tuple(row for row in self.rows if row.before is before and not row.done)

    @property
    def barred(self) -> tuple[str, ...]:
        """Why the work is not taken, a sentence for each clause."""
        found = self.evaluation.prohibited
        return tuple(f"{each.label}: {each.text} ({each.clause})" for each in found)


class NoSuchEvent(LookupError):
    """The request is of a class that its intake document does not have any more."""


def judge_request(connection: sqlite3.Connection, request_id: int, now: int) -> RequestJudged:
    """Evaluate a request. Raises Missing, NoSuchEvent."""
    world = RequestWorld(connection, request_sheet(connection, request_id))
    evaluation = world.evaluation
    noted = noted_checks(connection, request_id)
    rows = tuple(
        _row(world, check, before, noted.get(check.key), now) for check, before in evaluation.items
    )
    return RequestJudged(
        world.sheet,
        world.document,
        world.form,
        world.answers,
        world.dates,
        evaluation,
        rows,
        world.ordered,
        world.price,
        _said_no(connection, world.sheet.approval_id),
    )


def _said_no(connection: sqlite3.Connection, approval_id: int | None) -> str:
    asked = command_question(connection, approval_id)
    return asked.asked_of if asked is not None and asked.state == ApprovalState.REFUSED else ""


class RequestWorld:
    """What is read of a request, each thing once."""

    def __init__(self, connection: sqlite3.Connection, sheet: RequestSheet) -> None:
        self.connection, self.sheet = connection, sheet
        self.document = intake_of(connection, sheet.intake_id)
        form = self.document.form(sheet.event)
        event = self.document.event(sheet.event)
        if form is None or event is None:
            raise NoSuchEvent(f"The intake document has no event class {sheet.event!r}.")
        self.form, self.event = form, event
        self.answers = form.read(json.loads(sheet.answers)).answers
        self.dates = read_wanted(sheet.wanted).dates
        self.zone = ZoneInfo(agency_zone(connection))

    @cached_property
    def facts(self) -> dict[str, Value]:
        """What conditions may ask, without the price."""
        sheet = self.sheet
        found = wanted_facts(self.dates, sheet.rule, sheet.requested_at, self.zone)
        found["employer_kind"] = sheet.employer_kind
        found["asks_for_officer"] = sheet.asked_officer_id is not None
        found["new_client"] = self._is_new()
        return found

    @cached_property
    def ordered(self) -> Ordered:
        """What is to be priced, by the class that the notice gives it."""
        hours = self.facts.get("notice_hours")
        notice = self.event.job_class(hours if isinstance(hours, Decimal) else None)
        return order_of(
            self.event,
            self.form,
            self.answers,
            self.dates,
            notice.code if notice else self.event.code,
            self.sheet.employer_id,
            self.sheet.requested_at,
        )

    @cached_property
    def price(self) -> RequestPrice:
        """What it comes to."""
        found = price_order(self.connection, self.ordered)
        return replace(found, recurs=True) if self.sheet.rule else found

    @cached_property
    def evaluation(self) -> Evaluation:
        """What the document says of it."""
        facts = dict(self.facts)
        if not self.price.problem:
            facts["amount"] = Decimal(self.price.cents) / 100
        sheet = self.sheet
        words = (sheet.title, sheet.firm, sheet.words, sheet.place, sheet.employer)
        found = evaluate(self.document, sheet.event, self.answers, facts, words)
        assert found is not None
        return found

    @property
    def last_on(self) -> str:
        """The last local date (ISO) that is wanted; empty without dates."""
        return max((each.ends.date().isoformat() for each in self.dates), default="")

    def _is_new(self) -> bool:
        sheet = self.sheet
        if sheet.employer_id is None:
            return True
        row = self.connection.execute(
            "SELECT 1 FROM detail JOIN job ON job.id = detail.job_id WHERE job.employer_id = ?"
            " AND coalesce(job.request_id, 0) <> ? LIMIT 1",
            (sheet.employer_id, sheet.id),
        ).fetchone()
        return row is None


def _row(
    world: RequestWorld, check: Check, before: Before, noted: NotedCheck | None, now: int
) -> CheckRow:
    by_hand = _noted(noted, check)
    found = by_hand or _found(world, check, now)
    by = noted.noted_by if noted and by_hand else ""
    return CheckRow(
        check.key, check.label, before, found.state, found.words, by, check.clause, check.finds
    )


def _noted(noted: NotedCheck | None, check: Check) -> Found | None:
    """What somebody noted, where that counts: what the book says itself is only ever waived."""
    if noted is None:
        return None
    state = CheckState(noted.state)
    if state is not CheckState.WAIVED and check.finds is not Finds.HAND:
        return None
    return Found(state, noted.words)


def _found(world: RequestWorld, check: Check, now: int) -> Found:
    sheet = world.sheet
    if check.finds is Finds.HAND:
        return Found(None, "")
    client = None
    if sheet.employer_id is not None:
        client = client_facts(world.connection, sheet.employer_id)
    return find(world.connection, sheet, client, check, world.document, world.last_on, now)
