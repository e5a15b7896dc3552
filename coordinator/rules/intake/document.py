"""The intake document: event classes, checklist, risk, what is barred, who approves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from coordinator.rules.documents import Table
from coordinator.rules.intake.conditions import Facts, When, holds
from coordinator.rules.intake.questions import EventForm, Question
from coordinator.rules.intake.words import Before, EventKind, Finds

COORDINATOR = "coordinator"
"""The approver's title where nobody above needs to be asked."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Asked for less than so many hours before its start, the work is of class `code`."""

    under_hours: Decimal
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class EventClass:
    """One class of work. `code` is the class of the jobs that come of it.

    `rate_card` is the card's name ("": the usual one); `renew_months` is how long a series of it
    runs before it wants renewal (0: for good). `before` says for items of the checklist by when
    this class wants them, where that differs. `request_required`: no job of the class without one.
    """

    code: str
    label: str
    kind: EventKind
    rate_card: str = ""
    title: str = ""
    renew_months: int = 0
    questions: tuple[Question, ...] = ()
    notices: tuple[Notice, ...] = ()
    before: Mapping[str, Before] = field(default_factory=dict)
    request_required: bool = False
    help: str = ""

    def job_class(self, notice_hours: Decimal | None) -> Notice | None:
        """The class by notice, the shortest that fits; None where the plain class holds."""
        if notice_hours is None:
            return None
        fits = [each for each in self.notices if notice_hours < each.under_hours]
        return min(fits, key=lambda each: each.under_hours, default=None)


@dataclass(frozen=True, slots=True)
class Check:
    """An item of the checklist: what the book finds of it, or by hand, and by when it is wanted.

    `least_cents` is the least limit of an insurance, `paper` the kind of a paper, `days` how many
    days a debt may be past due.
    """

    key: str
    label: str
    finds: Finds = Finds.HAND
    before: Before = Before.NOTHING
    events: tuple[str, ...] = ()
    when: When = ()
    clause: str = ""
    least_cents: int = 0
    paper: str = ""
    days: int = 0

    def wanted(self, event: EventClass, facts: Facts) -> bool:
        """Whether the item stands on the checklist of such a request."""
        return (not self.events or event.code in self.events) and holds(self.when, facts)


@dataclass(frozen=True, slots=True)
class Risk:
    """So many points where all of `when` holds."""

    label: str
    points: int
    when: When


@dataclass(frozen=True, slots=True)
class Level:
    """What a sum of points from `points` on is called."""

    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Prohibited:
    """Work that is not taken: by conditions, or by words in what was written."""

    clause: str
    text: str
    label: str
    when: When = ()
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approves where all of `when` holds; the first that fits. `address` is where to ask."""

    title: str
    when: When = ()
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The contract terms; the hash of their text is their version."""

    text: str = ""

    @property
    def sha256(self) -> str:
        """Hex; empty where there are no terms."""
        return sha256(self.text.encode()).hexdigest() if self.text else ""


@dataclass(frozen=True, slots=True)
class Example:
    """Answers and facts, and what must come of them; tried whenever the document is read."""

    title: str
    event: str
    answers: Mapping[str, Any]
    facts: Mapping[str, Any]
    words: str
    expect: Mapping[str, Any]
    line: int
    place: int


@dataclass(frozen=True, slots=True)
class IntakeDocument:
    """The whole document."""

    name: str
    effective_on: date
    events: tuple[EventClass, ...]
    questions: tuple[Question, ...] = ()
    checks: tuple[Check, ...] = ()
    risks: tuple[Risk, ...] = ()
    levels: tuple[Level, ...] = ()
    prohibited: tuple[Prohibited, ...] = ()
    approvers: tuple[Approver, ...] = ()
    terms: Terms = Terms()
    examples: tuple[Example, ...] = ()
    source: str = ""
    note: str = ""
    old_days: int = 3
    """A request that waits longer is said to be old."""
    request_required: bool = False
    """No job at all without a request."""

    def event(self, code: str) -> EventClass | None:
        """The event class of that code."""
        return next((each for each in self.events if each.code == code), None)

    def form(self, code: str) -> EventForm | None:
        """The questions of an event class: the shared ones, then its own."""
        event = self.event(code)
        if event is None:
            return None
        own = {each.key for each in event.questions}
        shared = tuple(each for each in self.questions if each.key not in own)
        return EventForm(event.code, event.label, (*shared, *event.questions))

    def forms(self) -> Iterator[EventForm]:
        """The form of each event class, in the document's order."""
        for each in self.events:
            form = self.form(each.code)
            if form is not None:
                yield form

    def check(self, key: str) -> Check | None:
        """The item of the checklist of that key."""
        return next((each for each in self.checks if each.key == key), None)

    def checklist(self, event: EventClass, facts: Facts) -> tuple[tuple[Check, Before], ...]:
        """The items of a request's checklist, each with when it is wanted."""
        return tuple(
            (each, event.before.get(each.key, each.before))
            for each in self.checks
            if each.wanted(event, facts)
        )

    def level(self, points: int) -> str:
        """What so many risk points are called; empty where no level begins below."""
        fits = [each for each in self.levels if each.points <= points]
        return max(fits, key=lambda each: each.points).name if fits else ""

    def approver(self, facts: Facts) -> Approver:
        """Who approves; the coordinator where nobody fits."""
        fits = (each for each in self.approvers if holds(each.when, facts))
        return next(fits, Approver(COORDINATOR))

    def wants_request(self, job_class: str) -> bool:
        """Whether a job of this class may only come of a request."""
        event = self.event(job_class)
        return self.request_required or bool(event and event.request_required)


def cents_of(table: Table, key: str) -> int:
    """An amount in money, written with at most two decimals, as cents."""
    amount = table.decimal(key, Decimal(0)) * 100
    if amount != int(amount):
        table.wrong(key, "has a part of a cent.", "Write it with two decimals.")
    return int(amount)
