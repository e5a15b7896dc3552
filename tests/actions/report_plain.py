"""The tables of a book by SELECT * alone, and what most oracles of reports ask of them."""

from collections import defaultdict
from collections.abc import Callable

from tests.actions.report_town import SINCE, UNTIL, Row, Tables
from tests.conftest import NOW

FROM_ON, UNTIL_ON, TODAY = "2026-04-01", "2026-07-01", "2026-06-01"
LIVE = ("assigned", "confirmed", "worked")
Figures = dict[str, object]
Oracle = Callable[["Plain"], Figures]


class Plain:
    """The tables, and what most oracles ask of them."""

    def __init__(self, t: Tables) -> None:
        self.t = t
        self.by_id = {name: {r["id"]: r for r in rows if "id" in r} for name, rows in t.items()}
        self.entries = {
            r["assignment_id"]: r for r in t["timesheet_entry"] if r["state"] != "replaced"
        }
        self.paid: dict[int, int] = defaultdict(int)
        for pay in t["payment"]:
            self.paid[pay["invoice_id"]] += pay["amount_cents"]
        self.given_up: dict[int, int] = defaultdict(int)
        for step in t["dunning_step"]:
            if step["step"] == "write_off":
                self.given_up[step["invoice_id"]] += step["open_cents"]
        self.work = [self._work(a) for a in t["assignment"] if a["state"] in LIVE]

    def _work(self, a: Row) -> Row:
        position = self.by_id["position"][a["position_id"]]
        detail = self.by_id["detail"][position["detail_id"]]
        job = self.by_id["job"][detail["job_id"]]
        entry = self.entries.get(a["id"])
        planned = (a["ends_at"] - a["starts_at"]) // 60
        minutes = planned
        if entry:
            minutes = (entry["ended_at"] - entry["started_at"]) // 60 - entry["break_minutes"]
        return {**a, "position": position, "detail": detail, "job": job, "entry": entry,
                "minutes": minutes, "planned": planned}  # fmt: skip

    def in_period(self, *, done: bool = True) -> list[Row]:
        """What was worked in the period, or is only planned too."""
        return [
            w
            for w in self.work
            if SINCE <= w["starts_at"] < UNTIL and (not done or w["ends_at"] <= NOW)
        ]

    def charged(self, side: str, **match: object) -> list[Row]:
        return [
            c
            for c in self.t["charge"]
            if c["side"] == side
            and not c["released"]
            and all(c[name] == value for name, value in match.items())
        ]

    def open_of(self, invoice: Row) -> int:
        if invoice["state"] == "void":
            return 0
        number = invoice["id"]
        return int(invoice["total_cents"]) - self.paid[number] - self.given_up[number]

    def invoices(self, *, issued: bool = True) -> list[Row]:
        """Those dated in the period."""
        return [
            i
            for i in self.t["invoice"]
            if FROM_ON <= i["issued_on"] < UNTIL_ON and (not issued or i["state"] == "issued")
        ]

    def seats(self, until: int = NOW) -> list[Row]:
        """Seats that were wanted in the period, each with who has it."""
        taken = {w["position_id"]: w for w in self.work}
        return [
            {**p, "taken": taken.get(p["id"]), "detail": self.by_id["detail"][p["detail_id"]]}
            for p in self.t["position"]
            if not p["cancelled"]
            and p["role"] not in ("trainee", "backup")
            and self.by_id["detail"][p["detail_id"]]["state"] == "planned"
            and SINCE <= p["starts_at"] < min(UNTIL, until)
        ]

    def run_lines(self) -> list[Row]:
        """What locked runs of the period pay."""
        runs = {
            r["id"]
            for r in self.t["payroll_run"]
            if r["state"] == "locked" and FROM_ON < r["until_on"] <= UNTIL_ON
        }
        return [c for c in self.charged("pay") if c["payroll_run_id"] in runs]


def total(rows: list[Row], key: str) -> int:
    return sum(row[key] or 0 for row in rows)
