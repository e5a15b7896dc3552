"""The register of employers: what is coming, what they owe, whether they are insured."""

from collections.abc import Sequence

from rich.text import Text

from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.shown import cell, counted, money, visible
from storage.queries.people.employers import EMPLOYERS, EmployerLine, register_values


class Employers(ListScreen):
    """All employers."""

    NAME = "employers"
    HEADING = "Employers"
    NOUN = ("employer", "employers")
    LISTING = EMPLOYERS
    ORDER = "name"
    EMPTY = "Nobody hires yet. n enters an employer."
    COLUMNS = (
        Column("Number", 7, "number"),
        Column("Name", 23, "name", grow=1),
        Column("Ahead", 6, "ahead"),
        Column("Owes", 12, "debt"),
        Column("Insured", 11, "insurance"),
        Column("Note", 8),
    )

    def fixed(self) -> tuple[tuple[str, int | str], ...]:
        """Today and now."""
        return register_values(self.desk.clock(), self.desk.zone)

    def cells(self, row: EmployerLine) -> tuple[Text, ...]:
        """Number, name, details ahead, debt, insurance, whether blocked."""
        lapsed = bool(row.insurance_until) and row.insurance_until < self.desk.today().isoformat()
        insured = f"{row.insurance_until}{'!' if lapsed else ''}"
        return (
            cell(row.number),
            cell(row.name),
            cell(row.ahead or "", right=True),
            cell(money(row.debt_cents) if row.debt_cents else "", right=True),
            cell(insured, self.tone("error") if lapsed else ""),
            cell(_note(row), self.tone("error")),
        )

    def side_words(self, row: EmployerLine) -> str:
        """How to reach them, what they owe."""
        parts = [
            visible(row.name),
            f"{visible(row.number)} {visible(row.kind)}",
            visible(row.phone),
            visible(row.email),
            counted(row.ahead, "detail") + " ahead",
            f"owes {money(row.debt_cents)} {self.desk.agency.currency}" if row.debt_cents else "",
            f"insured until {row.insurance_until}" if row.insurance_until else "no insurance date",
            f"client {row.standing}" if row.standing else "client not decided of",
            f"BLOCKED: {visible(row.blocked_reason)}" if row.blocked_reason else "",
        ]
        return "\n".join(part for part in parts if part)

    def copies(self, row: EmployerLine) -> Sequence[tuple[str, str]]:
        """Name and phone, mail, number."""
        return (
            ("name and phone", f"{row.name} {row.phone}"),
            ("mail", row.email),
            ("number", row.number),
        )

    def open_row(self, row: EmployerLine) -> None:
        """The employer."""
        from screens.people.employer import EmployerScreen

        self.app.push_screen(EmployerScreen(self.desk, row.id))

    def action_new(self) -> None:
        """Enter an employer."""
        from screens.people.employer_form import NewEmployerForm

        self.app.push_screen(NewEmployerForm(self.desk), self.told)

    def action_edit(self) -> None:
        """Change what the register says."""
        from screens.people.employer_form import EmployerForm

        if self.row is not None:
            self.app.push_screen(EmployerForm(self.desk, self.row.id), self.told)

    def action_invoice(self) -> None:
        """What is worked and not billed."""
        from screens.money.invoice_run import InvoiceRun

        if self.row is not None:
            self.app.push_screen(InvoiceRun(self.desk, self.row.id), self.told)

    def action_account(self) -> None:
        """Its account: what it owes and has with us."""
        from screens.money.account import ask_account

        if self.row is not None:
            ask_account(self, self.row.id, self.row.name)

    def action_papers(self) -> None:
        """Papers kept with the employer under the cursor."""
        from screens.book.papers import ask_papers

        if self.row is not None:
            ask_papers(self, f"employer:{self.row.id}", self.row.name)

    def action_twice(self) -> None:
        """Those that are probably in the register twice."""
        from screens.people.twice import TwiceScreen

        self.app.push_screen(TwiceScreen(self.desk))

    def action_message(self) -> None:
        """What was said to its people and by them; with marks, a message to each employer."""
        from screens.messages.writing import write_or_talk

        if self.row is not None:
            write_or_talk(self, "employer", self.row.id)

    def action_note(self) -> None:
        """A note on the employer under the cursor."""
        from screens.book.note_form import ask_note

        if self.row is not None:
            ask_note(self, "employer", self.row.id)

    def action_print(self) -> None:
        """All that the filter lets through, as PDF."""
        from coordinator.actions.book.registers import make_employers
        from screens.printing import hand_over

        hand_over(self, "Employers", make_employers, self.view)

    def action_log(self) -> None:
        """Everything ever done to its records."""
        from screens.book.record_log import show_log

        if self.row is not None:
            show_log(self, "employer", self.row.id, self.row.name)


def _note(row: EmployerLine) -> str:
    """What stands against new work for them, in capitals."""
    if row.standing == "denied":
        return "DENIED"
    if row.blocked_reason:
        return "BLOCKED"
    return "OVERDUE" if row.overdue else ""
