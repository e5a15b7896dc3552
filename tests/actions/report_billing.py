"""What was billed and received, in plain loops: totals by column."""

from collections import Counter, defaultdict
from datetime import date

from tests.actions.report_plain import FROM_ON, TODAY, UNTIL_ON, Figures, Oracle, Plain, total
from tests.actions.report_town import SINCE, UNTIL, Row, local
from tests.conftest import NOW


def rates_used(p: Plain) -> Figures:
    details = {d["id"] for d in p.t["detail"] if SINCE <= d["starts_at"] < UNTIL}
    lines = [c for c in p.charged("bill") if c["detail_id"] in details]
    return {"amount": total(lines, "amount_cents"), "lines": len(lines)}


def payment_details(p: Plain) -> Figures:
    money = [
        pay
        for pay in p.t["payment"]
        if pay["deposit_id"] is None
        and pay["credit_id"] is None
        and FROM_ON <= pay["received_on"] < UNTIL_ON
    ]
    # The event's range leaves out what has no detail in it, such as a deposit.
    details = {d["id"] for d in p.t["detail"] if SINCE <= d["starts_at"] < UNTIL}
    billed = {c["invoice_id"] for c in p.t["charge"] if c["detail_id"] in details}
    return {"paid": total([x for x in money if x["invoice_id"] in billed], "amount_cents")}


def not_invoiced(p: Plain) -> Figures:
    waiting = [
        w
        for w in p.in_period()
        if not (w["entry"] and w["entry"]["invoice_id"]) and w["position"]["role"] != "trainee"
    ]
    return {"minutes": total(waiting, "minutes"), "seats": len(waiting)}


def invoice_register(p: Plain) -> Figures:
    rows = p.invoices()
    return {
        "net": total(rows, "net_cents"),
        "fee": total(rows, "fee_cents"),
        "amount": total(rows, "total_cents"),
        "open": sum(map(p.open_of, rows)),
        "rows": len(p.invoices(issued=False)),
    }


def receivables(p: Plain) -> Figures:
    late: Counter[str] = Counter()
    for invoice in p.t["invoice"]:
        owed = p.open_of(invoice)
        if owed <= 0:
            continue
        days = (date.fromisoformat(TODAY) - date.fromisoformat(invoice["due_on"])).days
        names = ("not_due", "to_30", "to_60", "to_90", "over_90")
        late[names[0 if days <= 0 else min(4, 1 + (days - 1) // 30)]] += owed
        late["owed"] += owed
    return {name: late[name] for name in ("not_due", "to_30", "to_60", "over_90", "owed")}


def clients_money(p: Plain) -> Figures:
    bills = [i for i in p.invoices() if i["kind"] != "deposit"]
    return {
        "minutes": total(p.in_period(), "minutes"),
        "billed": total(bills, "total_cents"),
        "paid": sum(p.paid[i["id"]] for i in bills),
        "open": sum(map(p.open_of, bills)),
    }


def month_paid(p: Plain) -> Figures:
    details: dict[int, list[Row]] = defaultdict(list)
    for w in p.in_period():
        if w["position"]["role"] != "trainee":
            details[w["detail"]["id"]].append(w)
    missing = 0
    for seats in details.values():
        done = all(
            w["entry"]
            and w["entry"]["state"] == "approved"
            and w["entry"]["invoice_id"]
            and p.open_of(p.by_id["invoice"][w["entry"]["invoice_id"]]) <= 0
            for w in seats
        )
        missing += not done
    return {"rows": missing}


def deposits(p: Plain) -> Figures:
    left = sum(
        r["amount_cents"]
        - sum(x["amount_cents"] for x in p.t["payment"] if x["receipt_id"] == r["id"])
        - sum(x["amount_cents"] for x in p.t["refund"] if x["receipt_id"] == r["id"])
        for r in p.t["receipt"]
    )
    ids = {i["id"] for i in p.t["invoice"] if i["kind"] == "deposit" and i["state"] == "issued"}
    used = total([x for x in p.t["payment"] if x["deposit_id"] in ids], "amount_cents")
    given = total([x for x in p.t["refund"] if x["deposit_id"] in ids], "amount_cents")
    paid = sum(p.paid[i] for i in ids)
    return {"deposited": paid, "held": paid - used - given, "on_account": left}


def given_back(p: Plain) -> Figures:
    credit = -total([i for i in p.invoices() if i["kind"] == "credit"], "total_cents")
    void = [i for i in p.invoices(issued=False) if i["state"] == "void"]
    written = total([s for s in p.t["dunning_step"] if s["step"] == "write_off"], "open_cents")
    refunds = total(p.t["refund"], "amount_cents")
    return {"amount": credit + refunds + written + total(void, "total_cents")}


def equipment(p: Plain) -> Figures:
    out = [
        u
        for u in p.t["equipment_use"]
        if (d := p.by_id["detail"][u["detail_id"]])["state"] == "planned"
        and SINCE <= d["starts_at"] < UNTIL
        and d["ends_at"] <= NOW
    ]
    ids = {u["detail_id"] for u in out}
    lines = [c for c in p.charged("bill", kind="equipment") if c["detail_id"] in ids]
    return {
        "used": sum(u["quantity"] * (u["ends_at"] - u["starts_at"]) // 60 for u in out),
        "billed": total(lines, "amount_cents"),
        "invoiced": total([c for c in lines if c["invoice_id"]], "amount_cents"),
    }


def bank_leftovers(p: Plain) -> Figures:
    on_account = deposits(p)["on_account"]
    owed = sum(p.open_of(i) for i in p.invoices() if p.open_of(i) > 0)
    waiting = [x for x in p.t["bank_line"] if x["state"] == "waiting" and x["amount_cents"] > 0]
    return {"amount": owed + int(str(on_account)) + total(waiting, "amount_cents")}


def fund(p: Plain) -> Figures:
    plain = [
        x
        for x in p.t["payment"]
        if x["receipt_id"] is None and x["deposit_id"] is None and x["credit_id"] is None
    ]
    return {
        "received": total(p.t["receipt"], "amount_cents") + total(plain, "amount_cents"),
        "refunded": total(p.t["refund"], "amount_cents"),
        "paid_out": total([r for r in p.t["payroll_run"] if r["state"] == "locked"], "total_cents"),
        "billed": total(
            [
                i
                for i in p.t["invoice"]
                if i["state"] == "issued" and i["kind"] not in ("deposit", "credit")
            ],
            "total_cents",
        ),
        "sum of advanced": advanced_at_ends(p),
    }


def advanced_at_ends(p: Plain) -> int:
    """What was paid out before its invoice was settled, as it stood at the end of each month in
    which anything happened, added up."""
    runs = {r["id"]: local(r["locked_at"]) for r in p.t["payroll_run"] if r["state"] == "locked"}
    days = [r["received_on"] for r in (*p.t["receipt"], *p.t["payment"])]
    days += [r["paid_on"] for r in p.t["refund"]] + [s["taken_on"] for s in p.t["dunning_step"]]
    days += [i["issued_on"] for i in p.t["invoice"] if i["state"] == "issued"]
    days += [at.date().isoformat() for at in runs.values()]
    advanced = 0
    for month in {day[:7] for day in days if FROM_ON <= day < UNTIL_ON}:
        for line in p.charged("pay"):
            run = runs.get(line["payroll_run_id"])
            if run and f"{run:%Y-%m}" <= month:
                paid = settled_in(p, p.entries[line["assignment_id"]]["invoice_id"])
                advanced += line["amount_cents"] * (not paid or paid > month)
    return advanced


def settled_in(p: Plain, number: int | None) -> str:
    """The month in which nothing was open of an invoice any more; empty where something is."""
    invoice = p.by_id["invoice"].get(number)
    if invoice is None or invoice["state"] != "issued" or p.open_of(invoice) > 0:
        return ""
    days = [x["received_on"] for x in p.t["payment"] if x["invoice_id"] == number]
    days += [x["taken_on"] for x in p.t["dunning_step"] if x["invoice_id"] == number]
    return str(max([*days, invoice["issued_on"]]))[:7]


def fee_share(p: Plain) -> Figures:
    rows = [i for i in p.invoices() if i["kind"] not in ("deposit", "credit")]
    return {"net": total(rows, "net_cents"), "fee": total(rows, "fee_cents"), "rows": len(rows)}


def disputes(p: Plain) -> Figures:
    ids = [d["invoice_id"] for d in p.t["dispute"] if d["state"] == "open"]
    return {"amount": sum(p.by_id["invoice"][i]["total_cents"] for i in ids), "rows": len(ids)}


def customers(p: Plain) -> Figures:
    work = p.in_period(done=False)
    details = {d["id"] for d in p.t["detail"] if SINCE <= d["starts_at"] < UNTIL}
    lines = [c for c in p.charged("bill") if c["detail_id"] in details]
    return {"minutes": total(work, "minutes"), "billed": total(lines, "amount_cents")}


BILLING_ORACLES: dict[str, Oracle] = {
    "rates-used": rates_used,
    "payment-details": payment_details,
    "not-invoiced": not_invoiced,
    "invoice-register": invoice_register,
    "receivables-by-age": receivables,
    "clients-money": clients_money,
    "month-paid": month_paid,
    "deposits": deposits,
    "credits-refunds": given_back,
    "equipment-recovered": equipment,
    "bank-leftovers": bank_leftovers,
    "fund-proof": fund,
    "fee-share": fee_share,
    "disputes": disputes,
    "top-customers": customers,
}
