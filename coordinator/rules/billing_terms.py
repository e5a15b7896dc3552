"""The agency's billing terms: how what is not paid is chased, and whose money must lie ready.

A TOML document, versioned by date, read strictly: every problem has its line, key and remedy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from string import Template
from typing import Final

from coordinator.rules.billing_dates import (
    CalendarDay,
    Part,
    has_come,
    instalments,
    read_days,
    read_parts,
)
from coordinator.rules.billing_discounts import DISCOUNT, Discount, read_discount
from coordinator.rules.billing_whom import EVERYBODY, Debtor, Whom, read_cents, read_whom
from coordinator.rules.billing_years import Annual, read_annual
from coordinator.rules.documents import Problem, Table, read_document

REMINDER, LETTER, LATE_CHARGE = "reminder", "letter", "late_charge"
STOP, HAND_OVER, WRITE_OFF = "stop", "hand_over", "write_off"

STEPS: Final = {
    REMINDER: "a reminder is drafted as a message",
    LETTER: "a letter is drafted, as a message and to print",
    LATE_CHARGE: "the late charge of the rate card is invoiced",
    STOP: "no further details are accepted, and a letter says so",
    HAND_OVER: "it is handed over for collection, and a letter says so",
    WRITE_OFF: "it is written off",
}
"""What a step may do."""

ALWAYS_APPROVED = (WRITE_OFF,)
"""Steps that somebody else approves, whatever the document says."""

FIELDS: Final = ("agency", "employer", "invoices", "total", "currency", "days", "due")
"""What the text of a step may name, each with a $ before it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: due so many `days` past the due date and `after` days after the step before, on
    invoices of at least `least_cents` open; then on the next of the days `on`, if there are any."""

    key: str
    does: str
    days: int
    after: int = 0
    least_cents: int = 0
    approver: bool = False
    title: str = ""
    text: str = ""
    whom: Whom = EVERYBODY
    on: tuple[CalendarDay, ...] = ()

    @property
    def approved(self) -> bool:
        """Whether somebody else has to approve it."""
        return self.approver or self.does in ALWAYS_APPROVED

    @property
    def kept_as(self) -> str:
        """What the book calls it once it is taken: a write-off counts by that word alone."""
        return WRITE_OFF if self.does == WRITE_OFF else self.key


@dataclass(frozen=True, slots=True)
class Escrow:
    """Whose money must lie with the agency before officers are assigned: at least so much, and
    with `covers` as much as what is ordered and not billed comes to."""

    key: str
    least_cents: int = 0
    covers: bool = False
    whom: Whom = EVERYBODY


@dataclass(frozen=True, slots=True)
class Instalments:
    """Which invoices are paid in parts, of at least `least_cents`; or only those of these
    numbers."""

    parts: tuple[Part, ...]
    least_cents: int = 0
    invoices: tuple[str, ...] = ()
    whom: Whom = EVERYBODY

    def holds(self, debtor: Debtor, number: str, cents: int) -> bool:
        """Whether they are about this invoice."""
        named = not self.invoices or number in self.invoices
        return named and cents >= self.least_cents and self.whom.holds(debtor)


@dataclass(frozen=True, slots=True)
class BillingTerms:
    """The whole document."""

    name: str
    effective_on: date
    steps: tuple[Step, ...] = ()
    escrows: tuple[Escrow, ...] = ()
    source: str = ""
    instalments: tuple[Instalments, ...] = ()
    discounts: tuple[Discount, ...] = ()
    annuals: tuple[Annual, ...] = ()

    def discount_of(self, debtor: Debtor, cents: int) -> Discount | None:
        """The first discount that is offered on an invoice of so much."""
        return next((each for each in self.discounts if each.holds(debtor, cents)), None)

    def annual_of(self, debtor: Debtor) -> Annual | None:
        """The first least sum of a year that is about this employer."""
        return next((each for each in self.annuals if each.holds(debtor)), None)

    def instalments_of(
        self, debtor: Debtor, number: str, cents: int, issued: date
    ) -> tuple[tuple[date, int], ...]:
        """When how many cents of an invoice are due, where it is paid in parts; else nothing."""
        fits = (each for each in self.instalments if each.holds(debtor, number, cents))
        found = next(fits, None)
        return instalments(found.parts, cents, issued) if found else ()

    def escrow_of(self, debtor: Debtor) -> Escrow | None:
        """The first escrow rule about this employer."""
        return next((each for each in self.escrows if each.whom.holds(debtor)), None)

    def next_step(
        self,
        debtor: Debtor,
        days_late: int,
        open_cents: int,
        last: str,
        days_since: int,
        today: date,
    ) -> Step | None:
        """The step that is due on an invoice: the one after `last` in the document's order that
        fits it, if its time has come. `days_since` counts from the last step."""
        keys = [step.kept_as for step in self.steps]
        begun = keys.index(last) + 1 if last in keys else 0
        for step in self.steps[begun:]:
            if not step.whom.holds(debtor) or open_cents < step.least_cents:
                continue
            over = days_late - step.days
            over = min(over, days_since - step.after) if last else over
            come = over >= 0 and has_come(step.on, today - timedelta(days=over), today)
            return step if come else None
        return None


def read_terms(text: str) -> BillingTerms | tuple[Problem, ...]:
    """Read and check a document; every problem is reported, not only the first."""
    return read_document(text, _terms)


def _terms(root: Table) -> BillingTerms:
    steps = tuple(_step(row) for row in root.tables("step"))
    escrows = tuple(_escrow(row, place) for place, row in enumerate(root.tables("escrow"), 1))
    _check_order(root, steps)
    return BillingTerms(
        name=root.text("name"),
        effective_on=root.day("effective_on"),
        steps=steps,
        escrows=escrows,
        source=root.text("source", ""),
        instalments=tuple(_instalments(row) for row in root.tables("instalments")),
        discounts=tuple(read_discount(row) for row in root.tables("discount")),
        annuals=tuple(read_annual(row) for row in root.tables("annual")),
    )


def _instalments(row: Table) -> Instalments:
    parts, least = read_parts(row, "parts"), read_cents(row, "least")
    found = Instalments(parts, least, row.texts("invoices", ()), read_whom(row))
    row.finish()
    return found


def _step(row: Table) -> Step:
    does = row.choice("step", tuple(STEPS))
    step = Step(
        key=row.text("name", does),
        does=does,
        days=row.whole("days"),
        after=row.whole("after", 0),
        least_cents=read_cents(row, "least"),
        approver=row.flag("approver"),
        title=row.text("title", does.replace("_", " ").capitalize()),
        text=row.text("text", "").strip(),
        whom=read_whom(row),
        on=read_days(row, "on"),
    )
    if does in (REMINDER, LETTER, STOP, HAND_OVER) and not step.text:
        row.wrong("text", "is missing.", "Say what the employer is to read.")
    if step.key == WRITE_OFF != does:
        row.wrong("name", f"{WRITE_OFF!r} is what giving up a debt is called.", "Name it anew.")
    if step.key == DISCOUNT:
        row.wrong("name", f"{DISCOUNT!r} is what paying early is called.", "Name it anew.")
    for name in Template(step.text).get_identifiers():
        if name not in FIELDS:
            known = ", ".join(f"${each}" for each in FIELDS)
            row.wrong("text", f"${name} is not known here.", f"Use {known}.")
    row.finish()
    return step


def _escrow(row: Table, place: int) -> Escrow:
    escrow = Escrow(
        f"escrow[{place}]", read_cents(row, "least"), row.flag("covers"), read_whom(row)
    )
    if not escrow.least_cents and not escrow.covers:
        row.wrong("", "asks for nothing.", "Write least = 500.00, or covers = true, or both.")
    row.finish()
    return escrow


def _check_order(root: Table, steps: Sequence[Step]) -> None:
    """Steps have names of their own, and come later and later."""
    rows = tuple(root.tables("step"))
    seen: set[str] = set()
    for row, step in zip(rows, steps, strict=True):
        if step.key in seen:
            row.wrong("name", f"{step.key!r} names an earlier step.", "Give it a name of its own.")
        seen.add(step.key)
    for row, step, before in zip(rows[1:], steps[1:], steps[:-1], strict=True):
        if step.days < before.days:
            row.wrong("days", f"{step.days} comes before the step above.", "Order them by days.")
