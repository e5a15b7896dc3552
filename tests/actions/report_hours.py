"""What was worked, in plain loops: totals by column."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from tests.actions.report_plain import Figures, Oracle, Plain, total
from tests.actions.report_town import SINCE, UNTIL, Row, local
from tests.conftest import NOW


def hours_by_officer(p: Plain) -> Figures:
    work = p.in_period()
    ids = {w["id"] for w in work}
    dark = [
        w
        for w in work
        if (at := local(w["starts_at"])).isoweekday() >= 6 or at.hour >= 20 or at.hour < 6
    ]
    return {
        "details": len(work),
        "minutes": total(work, "minutes"),
        "unpopular": total(dark, "minutes"),
        "pay": total([c for c in p.charged("pay") if c["assignment_id"] in ids], "amount_cents"),
        "offered": sum(SINCE <= o["offered_at"] < UNTIL for o in p.t["offer"]),
    }


def hours(p: Plain) -> Figures:
    return {"minutes": total(p.in_period(), "minutes")}


def hours_by_site(p: Plain) -> Figures:
    return {"minutes": total(p.in_period(), "minutes"), "details": len(p.in_period())}


def wrong_rank(p: Plain) -> Figures:
    minutes = 0
    for w in p.in_period():
        held = [
            h
            for h in p.t["rank_held"]
            if h["officer_id"] == w["officer_id"]
            and h["from_on"] <= local(w["starts_at"]).date().isoformat()
        ]
        own = max(held, key=lambda h: h["from_on"], default=None)
        wanted = p.by_id["rank"].get(w["position"]["rank_id"])
        if own and wanted and p.by_id["rank"][own["rank_id"]]["level"] != wanted["level"]:
            minutes += w["minutes"]
    return {"minutes": minutes}


def fte(p: Plain) -> Figures:
    return {"minutes": total(p.in_period(), "minutes"), "details": len(p.in_period())}


def overlaps(p: Plain) -> Figures:
    """Of one source there is one import, so every shift stands but for those hidden by hand."""
    assert len({b["source"] for b in p.t["shift_batch"]}) == len(p.t["shift_batch"])
    hidden = {o["hides_shift_id"] for o in p.t["shift_overlay"]}
    duty = [s for s in p.t["shift"] if s["id"] not in hidden]
    duty += [o for o in p.t["shift_overlay"] if o["starts_at"] is not None]
    by_officer: dict[int, list[Row]] = defaultdict(list)
    for each in duty:
        by_officer[each["officer_id"]].append(each)
    minutes = 0
    for w in p.in_period():
        entry = w["entry"] or {"started_at": w["starts_at"], "ended_at": w["ends_at"]}
        for each in by_officer[w["officer_id"]]:
            shared = min(entry["ended_at"], each["ends_at"]) - max(
                entry["started_at"], each["starts_at"]
            )
            minutes += max(shared, 0) // 60
    return {"minutes": minutes}


def corrected(p: Plain) -> Figures:
    before = after = 0
    for t in p.t["timesheet_entry"]:
        if t["replaces_id"] is not None:
            old = p.by_id["timesheet_entry"][t["replaces_id"]]
            before += (old["ended_at"] - old["started_at"]) // 60 - old["break_minutes"]
            after += (t["ended_at"] - t["started_at"]) // 60 - t["break_minutes"]
    return {"before": before, "after": after, "change": after - before}


def led(p: Plain) -> Figures:
    own = [w for w in p.in_period() if w["job"]["led_by_id"] is not None]
    mine = [w for w in own if w["job"]["led_by_id"] == w["officer_id"]]
    return {"minutes": total(own, "minutes"), "own_minutes": total(mine, "minutes")}


def units(p: Plain) -> Figures:
    return {"details": total(p.in_period(), "minutes")}


def pending(p: Plain) -> Figures:
    rows = [
        w
        for w in p.in_period()
        if w["ends_at"] <= NOW - 86_400 and (w["entry"] is None or w["entry"]["state"] == "entered")
    ]
    return {"rows": len(rows)}


def weeks(p: Plain) -> Figures:
    sums: Counter[tuple[int, date]] = Counter()
    for w in p.in_period(done=False):
        on = local(w["starts_at"]).date()
        sums[w["officer_id"], on - timedelta(days=on.weekday())] += w["minutes"]
    return {"over": sum(m - 24 * 60 for m in sums.values() if m > 24 * 60)}


def differences(p: Plain) -> Figures:
    """What each side said last; where all that is known of a seat is 15 minutes apart or more."""
    sides = ("punched", "claimed", "certified")
    said = {
        (s["assignment_id"], s["stated_by"]): (s["ended_at"] - s["started_at"]) // 60
        - s["break_minutes"]
        for s in sorted(p.t["stated_hours"], key=lambda s: s["id"])
    }
    sums: Counter[str] = Counter()
    for w in p.in_period():
        own = {side: said[w["id"], side] for side in sides if (w["id"], side) in said}
        if w["entry"]:
            own["entered"] = w["minutes"]
        own["scheduled"] = w["planned"]
        if max(own.values()) - min(own.values()) >= 15:
            sums.update(own)
    return dict(sums)


HOURS_ORACLES: dict[str, Oracle] = {
    "hours-by-officer": hours_by_officer,
    "hours-by-event": hours,
    "hours-by-type": hours,
    "hours-by-site": hours_by_site,
    "wrong-rank": wrong_rank,
    "full-time-equivalents": fte,
    "overlaps": overlaps,
    "corrected-hours": corrected,
    "coordinated-jobs": led,
    "unit-workload": units,
    "hours-pending": pending,
    "weeks-over": weeks,
    "hours-differences": differences,
}
