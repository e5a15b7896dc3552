"""Hours, invoices and messages of the big books."""

from collections import defaultdict

from coordinator.demo.calendar import Calendar
from coordinator.demo.scale_payroll import PayRuns
from coordinator.demo.scale_writing import BulkWriter
from storage.models import Delivery, Invoice, Message, TimesheetEntry

DAY = 86_400
BILLED_AFTER = 30 * DAY
APPROVED_AFTER = 3 * DAY
TOLD_BEFORE = 60 * DAY
CENTS_A_MINUTE = 108

_ENTRY = ("assignment_id", "started_at", "ended_at", "state", "entered_by", "approved_by",
          "approved_at", "invoice_id", "payroll_run_id")  # fmt: skip
_INVOICE = ("id", "number", "employer_id", "issued_on", "due_on", "net_cents", "total_cents")
_MESSAGE = ("id", "event", "audience", "officer_id", "detail_id", "channel", "name", "address",
            "subject", "body", "key", "queued_at", "leaves_at", "not_after_at")  # fmt: skip
_DELIVERY = ("message_id", "n", "began_at", "ended_at", "outcome", "answer")

Worked = tuple[int, int, int, int, int, int]
"""Assignment, officer, detail, employer, start, end."""


class Ledger:
    """Writes what follows from assignments: hours, an invoice a month, messages of late."""

    def __init__(self, writer: BulkWriter, calendar: Calendar) -> None:
        self._writer = writer
        self._calendar = calendar
        self._invoices: dict[tuple[int, str], int] = {}
        self._cents: dict[int, int] = defaultdict(int)
        self._messages = 0
        self._payroll = PayRuns(writer, calendar)

    def write(self, worked: list[Worked]) -> None:
        """Hours and messages of one day's assignments."""
        now = self._calendar.now
        over = [row for row in worked if row[5] <= now]
        self._writer.insert(TimesheetEntry, _ENTRY, [self._entry(row) for row in over])
        late = [row for row in worked if abs(row[4] - now) < TOLD_BEFORE]
        told = [self._message(row) for row in late]
        self._writer.insert(Message, _MESSAGE, told)
        sent = [(row[0], 1, row[-2], row[-2], "sent", "250 accepted") for row in told]
        self._writer.insert(Delivery, _DELIVERY, sent)

    def finish(self) -> None:
        """The invoices and payroll runs, now that their sums are known."""
        self._payroll.finish()
        rows: list[tuple[object, ...]] = []
        counts: dict[str, int] = defaultdict(int)
        for (employer, month), invoice in self._invoices.items():
            year, issued = month[:4], f"{month}-28"
            counts[year] += 1
            cents = self._cents[invoice]
            number = f"{year}-{counts[year]:05d}"
            rows.append((invoice, number, employer, issued, f"{month}-28", cents, cents))
        self._writer.insert(Invoice, _INVOICE, rows)
        self._writer.raise_numbers((f"invoice:{year}", n) for year, n in counts.items())

    def _entry(self, row: Worked) -> tuple[object, ...]:
        assignment, officer, _, employer, start, end = row
        ago = self._calendar.now - end
        if ago < APPROVED_AFTER:
            return assignment, start, end, "entered", "generator", "", None, None, None
        invoice = self._invoice(employer, start, end) if ago > BILLED_AFTER else None
        run = self._payroll.pay(officer, start, end)
        approved = ("approved", "generator", "generator", end + APPROVED_AFTER, invoice, run)
        return assignment, start, end, *approved

    def _invoice(self, employer: int, start: int, end: int) -> int:
        month = self._calendar.zone_date(start)[:7]
        invoice = self._invoices.setdefault((employer, month), len(self._invoices) + 1)
        self._cents[invoice] += (end - start) // 60 * CENTS_A_MINUTE
        return invoice

    def _message(self, row: Worked) -> tuple[object, ...]:
        _, officer, detail, _, start, end = row
        self._messages += 1
        queued = min(start - 5 * DAY, self._calendar.now - 3_600)
        who = (f"Officer {officer}", f"o{officer}@example.org")
        text = ("You have a detail", "Please confirm that you come.")
        times = (queued, queued + 120, end)
        head = (self._messages, "assigned", "officer", officer, detail, "email")
        return *head, *who, *text, f"k{self._messages}", *times
