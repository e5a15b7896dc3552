"""One employer: contacts, sites, jobs, invoices, each a line that enter opens."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

from rich.text import Text
from textual import on
from textual.widgets import Static

from coordinator.desk import Desk
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.people.employer_words import facts_words
from screens.people.revealing import Reveal, ask
from screens.record_sheet import RecordSheet
from screens.shown import cell, counted, day, money, visible
from storage.queries.lists import HasId
from storage.queries.people.employers import EmployerSheet, employer_sheet
from storage.queries.people.hidden import hidden_kinds, veiled_sheet

R = TypeVar("R", bound=HasId)


class EmployerScreen(RecordSheet):
    """The employer; enter opens what is under the cursor."""

    NAME = "employer"
    HEADING = "Employer"
    COLUMNS = (Column("What", 8), Column("Which", 24, grow=1), Column("", 42, grow=2))

    def __init__(self, desk: Desk, employer_id: int) -> None:
        super().__init__(desk)
        self.employer_id = employer_id
        self.sheet: EmployerSheet | None = None
        self.reveal = Reveal(f"employer:{employer_id}")

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def reload(self) -> None:
        """The whole sheet."""
        today, now = self.desk.today().isoformat(), self.desk.clock()
        self.fetch("employer", self._show, _sheet, self.employer_id, now, today)

    def _show(self, read: tuple[EmployerSheet, frozenset[str]]) -> None:
        found, hidden = read
        self.sheet, self.reveal.hidden = found, hidden
        shown = veiled_sheet(found, self.reveal.still_hidden(self.desk.clock()))
        line = found.line
        owes = f"owes {money(line.debt_cents)}" if line.debt_cents else "owes nothing"
        blocked = "BLOCKED" if line.blocked_reason else line.standing.upper()
        ahead = counted(line.ahead, "detail") + " ahead"
        self.status.say(f"{line.number} {line.name}", blocked, owes, ahead)
        self.query_one("#facts", Static).update(facts_words(found, self.desk.today().isoformat()))
        self.table.show(self._records(shown))

    def _records(self, found: EmployerSheet) -> Iterable[Record]:
        for contact in found.contacts:
            told = "is told" if contact.hears_changes else "is not told"
            reach = " · ".join(filter(None, (contact.role, contact.phone, contact.email, told)))
            yield _record("contact", contact.id, contact.name, reach)
        for site in found.sites:
            yield _record("site", site.id, site.name, site.address)
        for paper in found.papers:
            until = f"until {paper.expires_on}" if paper.expires_on else ""
            said = " · ".join(filter(None, (paper.kind.replace("_", " "), until, paper.words)))
            yield _record("paper", paper.id, paper.name, said)
        for one in found.apart:
            until = f" until {one.until_on}" if one.until_on else ""
            why = f"kept apart, asked by the {one.side}: {one.reason}, from {one.from_on}{until}"
            yield _record("apart", one.id, one.officer, why)
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
        for number, opinion in enumerate(found.opinions, 1):
            score = f"{opinion.score} of 5" if opinion.score else "no score"
            thought = " · ".join(filter(None, (score, opinion.words)))
            yield _record("said", number, f"of detail {opinion.detail}", thought)

    def _under_cursor(self) -> tuple[str, int]:
        """What the cursor is on: its table and id."""
        kind, number = self.under_cursor
        return kind, int(number or 0)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#parts")
    def action_open(self) -> None:
        """The contact's or site's form, the job's details, the invoice, the paper."""
        kind, number = self._under_cursor()
        if self.sheet is not None and number:
            self._open(self.sheet, kind, number)

    def _open(self, found: EmployerSheet, kind: str, number: int) -> None:
        from screens.book.papers import ask_paper
        from screens.people.employer_acts import end_apart, end_tie
        from screens.people.employer_form import ContactForm, SiteForm

        if kind == "contact":
            contact = _one(found.contacts, number)
            form = partial(ContactForm, self.desk, self.employer_id, contact)
            # A form shows all of it, so opening it is asking.
            ask(self, self.reveal, lambda: self._open_form(form), {"contacts"})
        elif kind == "site":
            site = _one(found.sites, number)
            self.app.push_screen(SiteForm(self.desk, self.employer_id, site), self.told)
        elif kind == "paper":
            ask_paper(self, _one(found.papers, number))
        elif kind == "apart":
            end_apart(self, number)
        elif kind == "tie":
            end_tie(self, number)
        elif kind == "job":
            self.post_place("jobs", f"job:{_one(found.jobs, number).number}")
        elif kind == "invoice":
            self.post_place("invoices", _one(found.invoices, number).number)
        else:
            self.post_place("jobs", found.opinions[number - 1].detail)

    def action_new(self) -> None:
        """A job, a contact, a site, a note; what is decided of the client; a paper."""
        from screens.modals import Choose
        from screens.people.employer_acts import NEW, enter_new

        def chosen(what: str | None) -> None:
            if what == "note":
                self.action_note()
            elif what is not None:
                enter_new(self, self.employer_id, self.whose(), what)

        self.app.push_screen(Choose("What is new", NEW), chosen)

    def action_note(self) -> None:
        """A note on the job under the cursor, or on the employer."""
        from screens.book.note_form import ask_note

        kind, number = self._under_cursor()
        ask_note(self, *((kind, number) if kind == "job" else ("employer", self.employer_id)))

    def action_edit(self) -> None:
        """Change what the register says."""
        from screens.people.employer_form import EmployerForm

        self.app.push_screen(EmployerForm(self.desk, self.employer_id), self.told)

    def action_edit_job(self) -> None:
        """Change the job under the cursor."""
        from screens.staffing.job_change_form import ask_job_change

        kind, number = self._under_cursor()
        if kind == "job":
            ask_job_change(self, "job", number)
        else:
            self.refuse("That changes a job: put the cursor on its line.")

    def action_invoice(self) -> None:
        """What is worked and not billed."""
        from screens.money.invoice_run import InvoiceRun

        self.app.push_screen(InvoiceRun(self.desk, self.employer_id), self.told)

    def action_account(self) -> None:
        """Its account: what it owes and has with us."""
        from screens.money.account import ask_account

        ask_account(self, self.employer_id, self.whose())

    def action_papers(self) -> None:
        """Papers kept with the record."""
        from screens.book.papers import ask_papers

        ask_papers(self, f"employer:{self.employer_id}", self.whose())

    def action_message(self) -> None:
        """What was said to the contact under the cursor and by him, or to all its people."""
        from screens.messages.writing import talk
        from storage.queries.messages.conversation import Partner

        kind, number = self._under_cursor()
        of_one = kind == "contact" and number
        talk(self, Partner("contact", number) if of_one else Partner("employer", self.employer_id))

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

    def _open_form(self, form: Callable[[], Any]) -> None:
        self.app.push_screen(form(), self.told)

    def action_reveal(self) -> None:
        """Show what is hidden of its people for a minute; that it was asked for is logged."""
        ask(self, self.reveal)

    def action_log(self) -> None:
        """Everything ever done to its records."""
        from screens.book.record_log import show_log

        shown = self.reveal.shown_now(self.desk.clock())
        show_log(self, "employer", self.employer_id, self.whose(), shown)

    def whose(self) -> str:
        """The employer's name, once it is read."""
        return visible(self.sheet.line.name) if self.sheet else ""


def _sheet(
    connection: Any, employer_id: int, now: int, today: str
) -> tuple[EmployerSheet, frozenset[str]] | None:
    found = employer_sheet(connection, employer_id, now=now, today=today)
    return None if found is None else (found, hidden_kinds(connection) & {"contacts", "remarks"})


def _one(rows: Sequence[R], number: int) -> R:
    return next(row for row in rows if row.id == number)


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
