"""Deductions and reimbursements: entered, shown with a preview, taken when a run is locked."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from coordinator.actions.pay.payroll_scope import OfficerPay
from coordinator.rules.accounts.netting import Due, Net, net_pays
from storage.models import PayAdjustment, PayrollRun
from storage.queries.book.settings import setting
from storage.queries.money.payroll import Adjustment, due_adjustments, officer_gross
from storage.transaction import Transaction

BELOW_ZERO = "pay.below_zero"
"""Setting: whether deductions may bring an officer's pay below nothing."""
CARRIED = "CARRIED"
"""The code of what is carried into the next run, since there was not enough pay."""


def with_adjustments(
    connection: sqlite3.Connection, officers: Sequence[OfficerPay], until_on: str
) -> tuple[tuple[OfficerPay, ...], tuple[str, ...]]:
    """The officers with what would be deducted and reimbursed; and what would wait, in words."""
    due = due_adjustments(connection, until_on)
    gross = {pay.officer_id: pay.cents for pay in officers}
    nets = {net.officer_id: net for net in _nets(connection, gross, due)}
    found = [
        replace(pay, adjusted_cents=nets[pay.officer_id].adjusted)
        for pay in officers
        if pay.officer_id in nets
    ]
    named = {each.officer_id: each for each in due}
    for officer, net in nets.items():
        if officer not in gross and net.taken:
            one = named[officer]
            found.append(OfficerPay(one.badge, one.officer, 0, 0, 0, net.adjusted, officer))
    return tuple(sorted(found, key=lambda pay: pay.badge)), _waiting(nets, due)


def take_adjustments(tx: Transaction, run: PayrollRun) -> int:
    """Take what is due into a run that is being locked; gives the sum, in cents."""
    due = due_adjustments(tx.connection, run.until_on)
    nets = _nets(tx.connection, officer_gross(tx.connection, run.id), due)
    for net in nets:
        for each in net.taken:
            row = tx.get(PayAdjustment, each.id)
            row.payroll_run_id = run.id
            tx.save(row)
        if net.carried:
            _carry(tx, run, net)
    return sum(net.adjusted for net in nets)


def _carry(tx: Transaction, run: PayrollRun, net: Net) -> None:
    """What could not be taken back from this pay: evened out here, due in the next run."""
    words = f"more was taken back in {run.number} than there was to pay"
    for cents, label, taken in (
        (net.carried, "Carried into the next run", run.id),
        (-net.carried, f"Carried from run {run.number}", None),
    ):
        tx.add(
            PayAdjustment(
                officer_id=net.officer_id,
                due_on=run.until_on,
                code=CARRIED,
                label=label,
                amount_cents=cents,
                payroll_run_id=taken,
                words=words,
            )
        )


def _nets(
    connection: sqlite3.Connection, gross: dict[int, int], due: Sequence[Adjustment]
) -> tuple[Net, ...]:
    below = bool(setting(connection, BELOW_ZERO, default=False))
    return net_pays(gross, _as_due(due), below_zero=below)


def _as_due(due: Sequence[Adjustment]) -> list[Due]:
    return [Due(each.id, each.officer_id, each.amount_cents) for each in due]


def _waiting(nets: dict[int, Net], due: Sequence[Adjustment]) -> tuple[str, ...]:
    waits = {each.id for net in nets.values() for each in net.waiting}
    return tuple(
        f"Badge {each.badge}: {each.label} waits, there is not enough pay for it."
        for each in due
        if each.id in waits
    )
