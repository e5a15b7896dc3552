"""One employer: contacts, sites, jobs, invoices, each a line that enter opens."""

from collections.abc import Iterable
from typing import Any

from rich.text import Text
from textual import on
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, day, lines, money, visible
from storage.queries.employers import EmployerSheet, employer_sheet

_COLUMNS = (Column("What", 8), Column("Which", 24, grow=1), Column("", 42, grow=2))

NEW = (
    ("job", "a job with its details"),
    ("contact", "a contact"),
    ("site", "a site"),
    ("interest", "a declared interest: an officer's own business, family …"),
    ("note", "a note, or a follow-up"),
)


class EmployerScreen(BookScreen[None]):
    """The employer; enter opens what is under the cursor."""

    NAME = "employer"
    HEADING = "Employer"

    def __init__(self, desk: Desk, employer_id: int) -> None:
        super().__init__(desk)
        self.employer_id = employer_id
        self.sheet: EmployerSheet | None = None

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """Facts, then a line for everything that hangs on the employer."""
        yield Static("", markup=False, id="facts")
        yield RecordTable(_COLUMNS, name="parts")

    def on_mount(self) -> None:
        """Read the employer."""
        self.table.focus()
        self.status.say(self.HEADING, "…")
        self.reload()

    @property
    def table(self) -> RecordTable:
        """Contacts, sites, jobs, invoices."""
        return self.query_one("#parts", RecordTable)

    def reload(self) -> None:
        """The whole sheet."""
        today, now = self.desk.today().isoformat(), self.desk.clock()
        self.fetch("employer", self._show, employer_sheet, self.employer_id, now=now, today=today)

    def _show(self, found: EmployerSheet) -> None:
        self.sheet = found
        line = found.line
        owes = f"owes {money(line.debt_cents)}" if line.debt_cents else "owes nothing"
        blocked = "BLOCKED" if line.blocked_reason else ""
        ahead = counted(line.ahead, "detail") + " ahead"
        self.status.say(f"{line.number} {line.name}", blocked, owes, ahead)
        self.query_one("#facts", Static).update(_facts(found, self.desk.today().isoformat()))
        self.table.show(self._records(found))

    def _records(self, found: EmployerSheet) -> Iterable[Record]:
        for contact in found.contacts:
            told = "is told" if contact.hears_changes else "is not told"
            reach = " · ".join(filter(None, (contact.role, contact.phone, contact.email, told)))
            yield _record("contact", contact.id, contact.name, reach)
        for site in found.sites:
            yield _record("site", site.id, site.name, site.address)
        for tie in found.interests:
            yield _record("tie", tie.id, f"{tie.badge} {tie.officer}", tie.sentence)
        for job in found.jobs:
            last = day(job.last_at, self.desk.zone) if job.last_at is not None else "no detail"
            more = f"{counted(job.details, 'detail')}, the last {last} · {job.state.upper()}"
            yield _record("job", job.id, f"{job.number} {job.title}", more)
        for bill in found.invoices:
            word = _bill_word(
                bill.state, bill.open_cents, bill.due_on, self.desk.today().isoformat()
            )
            more = f"{money(bill.total_cents)} · {word}"
            yield _record("invoice", bill.id, f"{bill.number} of {bill.issued_on}", more)

    def _under_cursor(self) -> tuple[str, int]:
        """What the cursor is on: its table and id."""
        kind, _, number = (self.table.cursor_key or "").partition(":")
        return kind, int(number or 0)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#parts")
    def action_open(self) -> None:
        """The contact's or site's form, the job's details, the invoice."""
        from screens.employer_form import ContactForm, SiteForm

        kind, number = self._under_cursor()
        found = self.sheet
        if found is None or not number:
            return
        if kind == "contact":
            contact = next(one for one in found.contacts if one.id == number)
            self.app.push_screen(ContactForm(self.desk, self.employer_id, contact), self.told)
        elif kind == "site":
            site = next(one for one in found.sites if one.id == number)
            self.app.push_screen(SiteForm(self.desk, self.employer_id, site), self.told)
        elif kind == "tie":
            self._end_tie(number)
        elif kind == "job":
            job = next(one for one in found.jobs if one.id == number)
            self.post_place("jobs", f"job:{job.number}")
        else:
            bill = next(one for one in found.invoices if one.id == number)
            self.post_place("invoices", bill.number)

    def action_new(self) -> None:
        """A job, a contact, a site, a note."""
        from screens.modals import Choose

        self.app.push_screen(Choose("What is new", NEW), self._enter)

    def _end_tie(self, number: int) -> None:
        from coordinator.actions.bonds import end_interest
        from screens.detail_acts import ask_date, saying
        from screens.shown import local

        def ended(at: int) -> None:
            on = local(at, self.desk.zone).date().isoformat()
            self.perform(saying(self), end_interest, number, on)

        ask_date(self, ended, "The first day without it")

    def _enter(self, what: str | None) -> None:
        from screens.employer_form import ContactForm, SiteForm

        if what == "job":
            from screens.job_form import NewJobForm

            self.app.push_screen(NewJobForm(self.desk), self.told)
        elif what == "contact":
            self.app.push_screen(ContactForm(self.desk, self.employer_id), self.told)
        elif what == "site":
            self.app.push_screen(SiteForm(self.desk, self.employer_id), self.told)
        elif what == "interest":
            from screens.bond_forms import EmployersInterestForm

            self.app.push_screen(EmployersInterestForm(self.desk, self.employer_id), self.told)
        elif what == "note":
            self.action_note()

    def action_note(self) -> None:
        """A note on the job under the cursor, or on the employer."""
        from screens.note_form import ask_note

        kind, number = self._under_cursor()
        ask_note(self, *((kind, number) if kind == "job" else ("employer", self.employer_id)))

    def action_edit(self) -> None:
        """Change what the register says."""
        from screens.employer_form import EmployerForm

        self.app.push_screen(EmployerForm(self.desk, self.employer_id), self.told)

    def action_edit_job(self) -> None:
        """Change the job under the cursor."""
        from screens.job_change_form import ask_job_change

        kind, number = self._under_cursor()
        if kind == "job":
            ask_job_change(self, "job", number)
        else:
            self.refuse("That changes a job: put the cursor on its line.")

    def action_invoice(self) -> None:
        """What is worked and not billed."""
        from screens.invoice_run import InvoiceRun

        self.app.push_screen(InvoiceRun(self.desk, self.employer_id), self.told)

    def action_account(self) -> None:
        """Its account: what it owes and has with us."""
        from screens.account import ask_account

        ask_account(self, self.employer_id, self.whose())

    def action_message(self) -> None:
        """The messages to its people."""
        self.post_place("messages", self.whose())

    def action_copy(self) -> None:
        """The line under the cursor, name and telephone, mail, number."""
        from screens.copying import ask_copy_of

        if self.sheet is not None:
            line = self.sheet.line
            reach = f"{line.name} {line.phone}".strip()
            texts = (("name and phone", reach), ("mail", line.email), ("number", line.number))
            ask_copy_of(self, (("the line", self._line()), *texts))

    def _line(self) -> str:
        at, records = self.table.cursor_row, self.table.records
        return "  ".join(one.plain for one in records[at].cells) if at < len(records) else ""

    def action_log(self) -> None:
        """Everything ever done to its records."""
        from screens.record_log import show_log

        show_log(self, "employer", self.employer_id, self.whose())

    def whose(self) -> str:
        """The employer's name, once it is read."""
        return visible(self.sheet.line.name) if self.sheet else ""

    def told(self, sentence: Any) -> None:
        """What a form did."""
        if sentence:
            self.say(str(sentence), "done")


def _record(kind: str, number: int, name: str, more: str) -> Record:
    cells: tuple[Text, ...] = (cell(kind.upper()), cell(name), cell(more))
    return Record(f"{kind}:{number}", cells)


def _bill_word(state: str, open_cents: int, due_on: str, today: str) -> str:
    if state == "void":
        return "VOID"
    if open_cents <= 0:
        return "PAID"
    overdue = "OVERDUE since" if due_on < today else "due"
    return f"{money(open_cents)} open, {overdue} {due_on}"


def _facts(found: EmployerSheet, today: str) -> str:
    line = found.line
    lapsed = " LAPSED" if line.insurance_until and line.insurance_until < today else ""
    exempt = (
        "no admin fee" if found.fee_exempt else "",
        "no tax" if found.tax_exempt else "",
        "exempt from caps" if found.exempt else "",
    )
    parts = [
        " · ".join(filter(None, (line.kind, visible(line.phone), visible(line.email), *exempt))),
        lines(found.address).replace("\n", ", "),
        f"insured until {line.insurance_until}{lapsed}" if line.insurance_until else "",
        f"BLOCKED: {visible(line.blocked_reason)}" if line.blocked_reason else "",
        *(f"Note: {visible(note)}" for note in found.notes[:2]),
    ]
    return "\n".join(part for part in parts if part.strip())
