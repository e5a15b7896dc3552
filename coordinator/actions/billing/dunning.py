"""Chasing what is not paid: which step of the billing terms is due on which invoice, and taking it.

A run is previewed and then taken in one action: messages are drafted, letters kept to be printed,
employers stopped, invoices written off. Late charges are invoices, with actions of their own.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import Template

from coordinator.actions.billing.billing_terms import terms_on
from coordinator.actions.billing.charging_facts import local_date
from coordinator.actions.billing.late_charges import charge_late
from coordinator.actions.results import Actor, Refused
from coordinator.rules.billing_dates import late_part
from coordinator.rules.billing_terms import (
    HAND_OVER,
    LATE_CHARGE,
    LETTER,
    REMINDER,
    STOP,
    WRITE_OFF,
    BillingTerms,
    Step,
)
from coordinator.rules.billing_whom import Debtor
from coordinator.rules.message_words import Event, MessageState
from coordinator.rules.money_words import InvoiceKind
from coordinator.rules.second_person import is_another
from storage.database import Book
from storage.queries.money.receivables import OpenItem, open_items
from storage.queries.staffing.today import agency_words
from storage.transaction import Transaction

TOLD = (REMINDER, LETTER, STOP, HAND_OVER)
"""Steps that draft a message to the employer."""
WHOLE = (LATE_CHARGE, HAND_OVER, WRITE_OFF)
"""Steps that are about all that is open, also where an invoice is paid in parts."""
PRINTED = (LETTER, STOP, HAND_OVER)
"""Steps of which a letter can be printed."""
MOST_PAPERS = 10
"""So many invoices go with a reminder of them; the others are listed in it."""


@dataclass(frozen=True, slots=True)
class DunningPlan:
    """One step on one employer's invoices: what the run would do."""

    employer_id: int
    employer: str
    step: Step
    items: tuple[OpenItem, ...]
    days_late: int

    @property
    def total_cents(self) -> int:
        """What is open on these invoices."""
        return sum(item.open_cents for item in self.items)

    @property
    def sentence(self) -> str:
        """The plan in one line."""
        numbers = ", ".join(item.number for item in self.items)
        return f"{self.step.title} to {self.employer}: {numbers}, {self.total_cents / 100:,.2f}"


@dataclass(frozen=True, slots=True)
class Chased:
    """A run was taken."""

    steps: int
    drafts: int
    stopped: tuple[str, ...]
    written_off_cents: int
    late_charges: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        parts = [f"{self.steps} steps taken", f"{self.drafts} messages drafted"]
        parts += [f"stopped: {', '.join(self.stopped)}"] if self.stopped else []
        if self.written_off_cents:
            parts.append(f"{self.written_off_cents / 100:,.2f} written off")
        parts += [f"late charges {', '.join(self.late_charges)}"] if self.late_charges else []
        return ", ".join(parts) + (f"; left: {' '.join(self.left)}" if self.left else "")


def preview_dunning(
    connection: sqlite3.Connection, now: int, employer_id: int | None = None
) -> tuple[DunningPlan, ...]:
    """The steps that are due now, one plan for each employer and step, by employer."""
    today = local_date(now, agency_words(connection).timezone)
    terms = terms_on(connection, today.isoformat())
    found: dict[tuple[int, str], tuple[Step, list[OpenItem]]] = {}
    for each in open_items(connection, employer_id):
        item = due_now(terms, each, today)
        late = item.days_late(today)
        if item.disputed or late <= 0:
            continue
        since = _days_since(item, today)
        debtor = Debtor(item.employer_number, item.employer_kind)
        step = terms.next_step(debtor, late, item.open_cents, item.last_step, since, today)
        if step is not None:
            if step.does in WHOLE:
                item = replace(item, open_cents=each.open_cents)
            found.setdefault((item.employer_id, step.key), (step, []))[1].append(item)
    return tuple(
        DunningPlan(
            items[0].employer_id,
            items[0].employer,
            step,
            tuple(items),
            max(item.days_late(today) for item in items),
        )
        for step, items in found.values()
    )


def due_now(terms: BillingTerms, item: OpenItem, today: date) -> OpenItem:
    """The item as far as it is due: where it is paid in parts, what is late of them and since when.

    A step that was taken before the part in question was due is not counted for it.
    """
    debtor = Debtor(item.employer_number, item.employer_kind)
    issued = date.fromisoformat(item.issued_on)
    parts = terms.instalments_of(debtor, item.number, item.total_cents, issued)
    if not parts or item.kind != InvoiceKind.INVOICE:
        return item
    late = late_part(parts, item.total_cents - item.open_cents, today)
    if late is None:
        return replace(item, due_on=max(parts[-1][0], today).isoformat())
    on, cents = late[0].isoformat(), min(late[1], item.open_cents)
    last = item.last_step if item.last_step_on > on else ""
    return replace(item, due_on=on, open_cents=cents, last_step=last)


def run_dunning(
    book: Book,
    actor: Actor,
    plans: Sequence[DunningPlan],
    approved_by: str = "",
    *,
    unread: bool = False,
) -> Chased | Refused:
    """Take these steps. Those that want an approver are refused without one other than the actor.

    What was paid or disputed since the preview is left out, and said. `unread` messages leave
    without the coordinator's look.
    """
    unapproved = [plan for plan in plans if plan.step.approved]
    if unapproved and not is_another(approved_by, actor.name):
        titles = ", ".join(dict.fromkeys(plan.step.title for plan in unapproved))
        return Refused((f"Somebody else has to approve: {titles}.",))
    if not plans:
        return Refused(("No step is due.",))
    late = [plan for plan in plans if plan.step.does == LATE_CHARGE]
    plain = [plan for plan in plans if plan.step.does != LATE_CHARGE]
    charged, left = _late_charges(book, actor, late)
    state = MessageState.QUEUED if unread else MessageState.DRAFT
    taken: Chased | Refused = Chased(0, 0, (), 0, (), ())
    if plain:
        taken = _take(book, actor, plain, approved_by.strip(), state)
    if isinstance(taken, Refused):
        if not charged:
            return Refused((*taken.reasons, *left))
        taken = Chased(0, 0, (), 0, (), taken.reasons)
    return Chased(
        taken.steps + len(charged),
        taken.drafts,
        taken.stopped,
        taken.written_off_cents,
        charged,
        (*taken.left, *left),
    )


def words_of(connection: sqlite3.Connection, plan: DunningPlan) -> str:
    """The text of a plan's step with its figures."""
    agency = connection.execute("SELECT name, currency FROM agency WHERE id = 1").fetchone()
    return Template(plan.step.text).safe_substitute(
        agency=agency[0],
        currency=agency[1],
        employer=plan.employer,
        invoices=", ".join(item.number for item in plan.items),
        total=f"{plan.total_cents / 100:,.2f}",
        days=plan.days_late,
        due=min(item.due_on for item in plan.items),
    )


def _late_charges(
    book: Book, actor: Actor, plans: Sequence[DunningPlan]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    numbers, left = [], []
    for item, step in ((item, plan.step) for plan in plans for item in plan.items):
        found = charge_late(book, actor, item.id, step=step.key)
        if isinstance(found, Refused):
            left.append(found.sentence)
        else:
            numbers.append(found.number)
    return tuple(numbers), tuple(left)


def _take(
    book: Book,
    actor: Actor,
    plans: Sequence[DunningPlan],
    approved_by: str,
    state: MessageState,
) -> Chased | Refused:
    with book.action(actor, "chase", f"invoice:{plans[0].items[0].id}") as tx:
        due = {
            (plan.employer_id, plan.step.key): plan
            for plan in preview_dunning(tx.connection, tx.now)
        }
        steps, drafts, written, left, stopped = 0, 0, 0, [], []
        for plan in plans:
            standing = _still(plan, due.get((plan.employer_id, plan.step.key)))
            if standing is None:
                left.append(f"{plan.sentence}: it is not due any more.")
                continue
            _write(tx, standing, approved_by)
            steps += len(standing.items)
            drafts += _draft(tx, standing, state) if standing.step.does in TOLD else 0
            written += standing.total_cents if standing.step.does == WRITE_OFF else 0
            if standing.step.does == STOP and _stop(tx, standing):
                stopped.append(standing.employer)
        if not steps:
            tx.abandon()
            return Refused(tuple(left) or ("No step is due.",))
        return Chased(steps, drafts, tuple(stopped), written, (), tuple(left))


def _still(plan: DunningPlan, now: DunningPlan | None) -> DunningPlan | None:
    """What of a plan is due now: only what was looked at, with what is open of it now."""
    seen = {item.id for item in plan.items}
    items = tuple(item for item in now.items if item.id in seen) if now else ()
    return replace(now, items=items) if now and items else None


def _write(tx: Transaction, plan: DunningPlan, approved_by: str) -> None:
    from storage.models import DunningStep

    today = local_date(tx.now, agency_words(tx.connection).timezone).isoformat()
    words = words_of(tx.connection, plan)
    for item in plan.items:
        tx.add(
            DunningStep(
                invoice_id=item.id,
                step=plan.step.kept_as,
                taken_on=today,
                open_cents=item.open_cents,
                approved_by=approved_by if plan.step.approved else "",
                words=words,
            )
        )


def _draft(tx: Transaction, plan: DunningPlan, state: MessageState) -> int:
    from coordinator.actions.billing.billing_messages import draft_to_employer

    lines = [
        f"{item.number}  of {item.issued_on}, due {item.due_on}: {item.open_cents / 100:,.2f}"
        for item in plan.items
    ]
    body = "\n".join([words_of(tx.connection, plan), "", *lines])
    return draft_to_employer(
        tx,
        plan.employer_id,
        plan.items[0].id,
        plan.step.title,
        body,
        event=Event.DEBT,
        state=state,
        papers=tuple(f"invoice:{item.id}" for item in plan.items[1:MOST_PAPERS]),
    )


def _stop(tx: Transaction, plan: DunningPlan) -> bool:
    """Block the employer; False where he was already."""
    from storage.models import Employer

    employer = tx.get(Employer, plan.employer_id)
    if employer.blocked_reason and employer.blocked_until_on is None:
        return False
    numbers = ", ".join(item.number for item in plan.items)
    employer.blocked_reason = f"Not paid: {numbers}"
    employer.blocked_until_on = None
    tx.save(employer)
    return True


def _days_since(item: OpenItem, today: date) -> int:
    return (today - date.fromisoformat(item.last_step_on)).days if item.last_step_on else 0
