"""The agency's billing terms: how what is not paid is chased, and whose money must lie ready.

A TOML document, versioned by date, read strictly: every problem has its line, key and remedy.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import Template
from typing import Final

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
class Debtor:
    """An employer as the terms see him."""

    number: str
    kind: str


@dataclass(frozen=True, slots=True)
class Whom:
    """Which employers something is about: by number or kind; empty means everybody."""

    numbers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    not_numbers: tuple[str, ...] = ()
    not_kinds: tuple[str, ...] = ()

    def holds(self, debtor: Debtor) -> bool:
        """Whether it is about this employer."""
        if debtor.number in self.not_numbers or debtor.kind in self.not_kinds:
            return False
        named = self.numbers or self.kinds
        return not named or debtor.number in self.numbers or debtor.kind in self.kinds


@dataclass(frozen=True, slots=True)
class Step:
    """One step: due so many `days` past the due date and `after` days after the step before, on
    invoices of at least `least_cents` open."""

    key: str
    does: str
    days: int
    after: int = 0
    least_cents: int = 0
    approver: bool = False
    title: str = ""
    text: str = ""
    whom: Whom = Whom()

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
    whom: Whom = Whom()


@dataclass(frozen=True, slots=True)
class BillingTerms:
    """The whole document."""

    name: str
    effective_on: date
    steps: tuple[Step, ...] = ()
    escrows: tuple[Escrow, ...] = ()
    source: str = ""

    def escrow_of(self, debtor: Debtor) -> Escrow | None:
        """The first escrow rule about this employer."""
        return next((each for each in self.escrows if each.whom.holds(debtor)), None)

    def next_step(
        self, debtor: Debtor, days_late: int, open_cents: int, last: str, days_since: int
    ) -> Step | None:
        """The step that is due on an invoice: the one after `last` in the document's order that
        fits it, if its time has come. `days_since` counts from the last step."""
        keys = [step.kept_as for step in self.steps]
        begun = keys.index(last) + 1 if last in keys else 0
        for step in self.steps[begun:]:
            if not step.whom.holds(debtor) or open_cents < step.least_cents:
                continue
            waited = not last or days_since >= step.after
            return step if days_late >= step.days and waited else None
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
    )


def _step(row: Table) -> Step:
    does = row.choice("step", tuple(STEPS))
    step = Step(
        key=row.text("name", does),
        does=does,
        days=row.whole("days"),
        after=row.whole("after", 0),
        least_cents=_cents(row, "least"),
        approver=row.flag("approver"),
        title=row.text("title", does.replace("_", " ").capitalize()),
        text=row.text("text", "").strip(),
        whom=_whom(row),
    )
    if does in (REMINDER, LETTER, STOP, HAND_OVER) and not step.text:
        row.wrong("text", "is missing.", "Say what the employer is to read.")
    if step.key == WRITE_OFF != does:
        row.wrong("name", f"{WRITE_OFF!r} is what giving up a debt is called.", "Name it anew.")
    for name in Template(step.text).get_identifiers():
        if name not in FIELDS:
            known = ", ".join(f"${each}" for each in FIELDS)
            row.wrong("text", f"${name} is not known here.", f"Use {known}.")
    row.finish()
    return step


def _escrow(row: Table, place: int) -> Escrow:
    escrow = Escrow(f"escrow[{place}]", _cents(row, "least"), row.flag("covers"), _whom(row))
    if not escrow.least_cents and not escrow.covers:
        row.wrong("", "asks for nothing.", "Write least = 500.00, or covers = true, or both.")
    row.finish()
    return escrow


def _whom(row: Table) -> Whom:
    return Whom(
        row.texts("employers", ()),
        row.texts("kinds", ()),
        row.texts("not_employers", ()),
        row.texts("not_kinds", ()),
    )


def _cents(row: Table, key: str) -> int:
    amount = row.decimal(key, Decimal(0)) * 100
    if amount != int(amount):
        row.wrong(key, "has a part of a cent.", "Write it with two decimals.")
    return int(amount)


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


def describe(terms: BillingTerms, currency: str = "") -> Iterator[str]:
    """The terms in plain English, a sentence each."""
    yield f"{terms.name}, in force from {terms.effective_on.isoformat()}."
    for step in terms.steps:
        yield _step_words(step, currency)
    if not terms.steps:
        yield "Nothing is chased."
    for escrow in terms.escrows:
        parts = [f"at least {_money(escrow.least_cents, currency)}"] if escrow.least_cents else []
        parts += ["what is ordered and not billed yet"] if escrow.covers else []
        yield (
            f"Before officers are assigned, {' and '.join(parts)} must lie with the agency"
            f"{_whom_words(escrow.whom)}."
        )
    yield "Invoices in dispute are left alone until the dispute is settled."


def _step_words(step: Step, currency: str) -> str:
    words = f"{step.title}: {step.days} days past due"
    words += f", and {step.after} days after the step before," if step.after else ""
    words += f" {STEPS[step.does]}"
    words += f", from {_money(step.least_cents, currency)} on" if step.least_cents else ""
    words += _whom_words(step.whom)
    return words + ("; somebody else has to approve it." if step.approved else ".")


def _whom_words(whom: Whom) -> str:
    parts = []
    if whom.numbers or whom.kinds:
        parts.append(f" for {', '.join((*whom.numbers, *whom.kinds))} only")
    if whom.not_numbers or whom.not_kinds:
        parts.append(f" but not for {', '.join((*whom.not_numbers, *whom.not_kinds))}")
    return "".join(parts)


def _money(cents: int, currency: str) -> str:
    return f"{cents // 100:,}.{cents % 100:02} {currency}".strip()
