"""What was asked for, what was filled, and the whole book, in plain loops: totals by column."""

from collections import Counter, defaultdict
from datetime import datetime

from tests.actions.report_billing import fund
from tests.actions.report_plain import Figures, Oracle, Plain, total
from tests.actions.report_town import SINCE, UNTIL, ZONE, Row


def unfilled(p: Plain) -> Figures:
    seats = p.seats()
    empty = [s for s in seats if s["taken"] is None]
    minutes: Counter[str] = Counter()
    cents: Counter[str] = Counter()
    by_assignment = {w["id"]: w for w in p.work}
    for c in p.charged("bill", kind="officer"):
        detail = p.by_id["detail"][c["detail_id"]]
        if c["minutes"] and UNTIL - 31_536_000 <= detail["starts_at"] < UNTIL:
            role = by_assignment[c["assignment_id"]]["position"]["role"]
            minutes[role] += c["minutes"]
            cents[role] += c["amount_cents"]
    lost: dict[str, float] = defaultdict(float)
    for s in empty:
        job = p.by_id["job"][s["detail"]["job_id"]]
        if minutes[s["role"]]:
            rate = cents[s["role"]] / minutes[s["role"]]
            lost[job["job_class"]] += (s["ends_at"] - s["starts_at"]) // 60 * rate
    return {
        "requested": len(seats),
        "unfilled": len(empty),
        "minutes": sum((s["ends_at"] - s["starts_at"]) // 60 for s in empty),
        "amount": sum(round(each) for each in lost.values()),
    }


def public(p: Plain) -> Figures:
    seats = p.seats()
    details = {d["id"] for d in p.t["detail"] if SINCE <= d["starts_at"] < UNTIL}
    bill = [c for c in p.charged("bill") if c["detail_id"] in details]
    pay = [c for c in p.charged("pay") if c["detail_id"] in details]
    return {
        "requested": len(seats),
        "filled": sum(s["taken"] is not None for s in seats),
        "minutes": total(p.in_period(), "minutes"),
        "billed": total(bill, "amount_cents"),
        "fees": total([c for c in bill if c["kind"] == "fee"], "amount_cents"),
        "paid": total(pay, "amount_cents"),
        "sum of jobs": len({s["detail"]["job_id"] for s in seats}),
    }


def seasons(p: Plain) -> Figures:
    """Weeks as Python's own calendar counts them."""
    seats = p.seats()
    kinds = {
        (datetime.fromtimestamp(s["starts_at"], ZONE).date().isocalendar().week,
         p.by_id["job"][s["detail"]["job_id"]]["job_class"])
        for s in seats
    }  # fmt: skip
    return {
        "requested": len(seats),
        "filled": sum(s["taken"] is not None for s in seats),
        "rows": len(kinds),
        "sum of week": sum(week for week, _ in kinds),
        "volunteers": sum(wanted(p, s) for s in seats),
    }


def wanted(p: Plain, seat: Row) -> int:
    mine = [i for i in p.t["interest"] if i["position_id"] == seat["id"]]
    return sum(i["withdrawn_at"] is None for i in mine)


def volunteering(p: Plain) -> Figures:
    seats = p.seats(until=UNTIL)
    ids = {s["id"] for s in seats}
    offers = [o for o in p.t["offer"] if o["position_id"] in ids]
    free = [
        a for a in p.t["availability"]
        if a["kind"] == "available" and SINCE <= a["starts_at"] < UNTIL
    ]  # fmt: skip
    return {
        "wanted": len(seats),
        "signed_up": sum(wanted(p, s) for s in seats),
        "asked": len(offers),
        "accepted": sum(o["state"] == "accepted" for o in offers),
        "hours": sum((s["ends_at"] - s["starts_at"]) // 60 for s in seats),
        "offered": sum((a["ends_at"] - a["starts_at"]) // 60 for a in free),
    }


def annual(p: Plain) -> Figures:
    bills = [i for i in p.invoices() if i["kind"] != "deposit"]
    return {
        "seats": len(p.seats()),
        "minutes": total(p.in_period(), "minutes"),
        "billed": total(bills, "total_cents"),
        "received": fund(p)["received"],
        "paid_out": fund(p)["paid_out"],
    }


def fill_rate(p: Plain) -> Figures:
    seats = p.seats()
    return {"seats": len(seats), "filled": sum(s["taken"] is not None for s in seats)}


def demand(p: Plain) -> Figures:
    seats = p.seats(until=UNTIL)
    hours_of = sum(min(-(-(s["ends_at"] - s["starts_at"]) // 3600), 24) for s in seats)
    return {"seats": hours_of}


def refused(p: Plain) -> Figures:
    rows = [r for r in p.t["request"] if r["state"] == "refused" and r["decided_at"] >= SINCE]
    return {"price": total(rows, "price_cents"), "rows": len(rows)}


def log(p: Plain) -> Figures:
    """Every change that may be read, each under the action that sealed it."""
    hidden = (
        "note", "reply_code", "bank_account", "setting", "received", "message",
        "message_attachment", "kept_file",
    )  # fmt: skip
    acts = [a for a in p.t["action"] if SINCE <= a["at"] < UNTIL]
    covered = {n for a in acts for n in range(a["first"], a["first"] + len(a["leaves"]) // 32)}
    return {"rows": sum(c["id"] in covered and c["tbl"] not in hidden for c in p.t["change"])}


def regulars(p: Plain) -> Figures:
    """When somebody else was last asked about a seat of the job, or asked for one."""
    opened = 0
    for s in p.t["standing_assignment"]:
        details = {d["id"] for d in p.t["detail"] if d["job_id"] == s["job_id"]}
        seats = {x["id"] for x in p.t["position"] if x["detail_id"] in details}
        others = [
            each["offered_at"] if "offered_at" in each else each["expressed_at"]
            for each in (*p.t["offer"], *p.t["interest"])
            if each["position_id"] in seats and each["officer_id"] != s["officer_id"]
        ]
        opened += max(others)
    return {"rows": len(p.t["standing_assignment"]), "sum of last_opened": opened}


DEMAND_ORACLES: dict[str, Oracle] = {
    "unfilled-work": unfilled,
    "public-summary": public,
    "annual-report": annual,
    "fill-rate": fill_rate,
    "demand-by-hour": demand,
    "demand-by-season": seasons,
    "volunteers": volunteering,
    "requests-refused": refused,
    "change-log": log,
    "standing-assignments": regulars,
}
