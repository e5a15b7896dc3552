"""The proof of the fund and the cost recovery, in plain words."""

from coordinator.actions.accounts.accounts import FundProof
from coordinator.actions.accounts.programme_costs import CostRecovery
from exports.words import hours, money


def proof_words(found: FundProof) -> str:
    """The figures one under another, and whether they agree."""
    rows = (
        ("Opening", found.opening_cents),
        ("Received from employers", found.received_cents),
        ("Given back to employers", -found.refunded_cents),
        ("Paid out to officers", -found.paid_out_cents),
        ("Closing", found.closing_cents),
        ("", None),
        ("Owed by employers", found.owed_cents),
        ("  by the journal", found.owed_books_cents),
        ("Advanced: paid before the employer paid", found.advanced_cents),
        ("Pay locked and not handed over", found.payable_cents),
        ("Employers' credit and deposits", found.credit_cents),
    )
    lines = [f"Detail fund, {found.month}"]
    lines += [f"{name:<42}{money(cents):>16}" if cents is not None else "" for name, cents in rows]
    verdict = "Proved: the fund and the journal agree."
    return "\n".join([*lines, "", verdict if found.proved else "NOT PROVED: they do not agree."])


def recovery_words(found: CostRecovery) -> str:
    """Fees, costs by kind, and what is left."""
    lines = [f"{found.from_on} to {found.until_on}, not included"]
    lines.append(f"{'Fees charged':<42}{money(found.fee_cents):>16}")
    for kind, minutes, cents in found.kinds:
        worked = f"{hours(minutes)} h" if minutes else ""
        lines.append(f"{kind:<28}{worked:>14}{money(cents) if cents else '':>16}")
    lines.append(f"{'Cost, hours at ' + money(found.hour_cents):<42}{money(found.cost_cents):>16}")
    name = "Left over" if found.balance_cents >= 0 else "Not covered"
    return "\n".join([*lines, f"{name:<42}{money(found.balance_cents):>16}"])
