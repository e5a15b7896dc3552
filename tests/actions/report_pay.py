"""What was paid to officers, in plain loops: totals by column."""

from datetime import date, timedelta

from tests.actions.report_plain import Figures, Oracle, Plain, total
from tests.actions.report_town import SINCE, UNTIL, local


def payroll_register(p: Plain) -> Figures:
    lines = p.run_lines()
    return {"amount": total(lines, "amount_cents"), "minutes": total(lines, "minutes")}


def year_end(p: Plain) -> Figures:
    lines = p.run_lines()
    return {
        "amount": total(lines, "amount_cents"),
        "minutes": total(lines, "minutes"),
        "details": len({c["assignment_id"] for c in lines}),
    }


def statement(p: Plain) -> Figures:
    work = p.in_period()
    ids = {w["id"] for w in work}
    pay = [c for c in p.charged("pay") if c["assignment_id"] in ids]
    locked = {r["id"] for r in p.t["payroll_run"] if r["state"] == "locked"}
    return {
        "minutes": total(work, "minutes"),
        "pay": total(pay, "amount_cents"),
        "paid": total([c for c in pay if c["payroll_run_id"] in locked], "amount_cents"),
    }


def not_paid(p: Plain) -> Figures:
    locked = {r["id"] for r in p.t["payroll_run"] if r["state"] == "locked"}
    waiting = [
        w for w in p.in_period() if not (w["entry"] and w["entry"]["payroll_run_id"] in locked)
    ]
    return {"minutes": total(waiting, "minutes"), "rows": len(waiting)}


def pay_against_term(p: Plain) -> Figures:
    """Working days are counted one by one."""
    runs = {r["id"]: r for r in p.t["payroll_run"]}
    last: dict[int, str] = {}
    for pay in p.t["payment"]:
        last[pay["invoice_id"]] = max(last.get(pay["invoice_id"], ""), pay["received_on"])
    days, cents, seen = 0, 0, set()
    for c in p.run_lines():
        work = next((w for w in p.work if w["id"] == c["assignment_id"]), None)
        entry = work["entry"] if work else None
        if work is None or entry is None or entry["invoice_id"] not in last:
            continue
        cents += c["amount_cents"]
        if (work["id"], c["payroll_run_id"]) in seen:
            continue
        seen.add((work["id"], c["payroll_run_id"]))
        day = date.fromisoformat(last[entry["invoice_id"]])
        until = local(runs[c["payroll_run_id"]]["locked_at"]).date()
        while day < until:
            day += timedelta(days=1)
            days += day.isoweekday() < 6
    return {"pay": cents, "rows": len(seen), "sum of days": days}


def deductions(p: Plain) -> Figures:
    return {"amount": total(p.t["pay_adjustment"], "amount_cents")}


def advanced(p: Plain) -> Figures:
    cents = 0
    locked = {
        r["id"]
        for r in p.t["payroll_run"]
        if r["state"] == "locked" and SINCE <= r["locked_at"] < UNTIL
    }
    by_assignment = {w["id"]: w for w in p.work}
    for c in p.charged("pay"):
        work = by_assignment.get(c["assignment_id"])
        if c["payroll_run_id"] not in locked or work is None:
            continue
        invoice = p.by_id["invoice"].get((work["entry"] or {}).get("invoice_id"))
        if invoice is None or p.open_of(invoice) > 0:
            cents += c["amount_cents"]
    return {"advanced": cents}


def programme(p: Plain) -> Figures:
    return {
        "minutes": total(p.t["programme_cost"], "minutes"),
        "cost": total(p.t["programme_cost"], "amount_cents"),
        "fees": total(p.invoices(), "fee_cents"),
    }


PAY_ORACLES: dict[str, Oracle] = {
    "payroll-register": payroll_register,
    "year-end-pay": year_end,
    "officer-statement": statement,
    "worked-not-paid": not_paid,
    "pay-against-term": pay_against_term,
    "deductions": deductions,
    "advanced-pay": advanced,
    "programme-cover": programme,
}
