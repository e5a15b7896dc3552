"""Money in: bank lines that wait, with what each seems to pay, and what stands on account."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on

from coordinator.desk import Desk
from screens.marked import MarkedScreen
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, money, visible
from storage.queries.money.receivables import ReceiptRow

if TYPE_CHECKING:
    from coordinator.actions.billing.bank_matching import Matched

_COLUMNS = (
    Column("State", 8),
    Column("Date", 10),
    Column("Amount", 11),
    Column("From", 16, grow=1),
    Column("Pays", 18, grow=1),
    Column("Score", 5),
)


@dataclass(frozen=True, slots=True)
class _Found:
    lines: "tuple[Matched, ...]"
    receipts: tuple[ReceiptRow, ...]


class Receipts(MarkedScreen):
    """Bank lines above, what stands on account below."""

    NAME = "receipts"
    HEADING = "Money in"
    COLUMNS = _COLUMNS
    MARKED = "line"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found = _Found((), ())

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def reload(self) -> None:
        """Match again: something may have been paid."""
        self.fetch("lines", self._show, _read)

    def _show(self, found: _Found) -> None:
        self.found = found
        self.marks.ids &= {each.line.id for each in found.lines}
        self.draw()

    def records(self) -> Iterable[Record]:
        """Lines, then receipts."""
        return (*self._line_records(), *self._receipt_records())

    def markable(self) -> set[int]:
        """Every line for which something is suggested."""
        return {x.line.id for x in self.found.lines if x.suggestion is not None}

    def _line_records(self) -> Iterable[Record]:
        for each in self.found.lines:
            line, found = each.line, each.suggestion
            word, tone = ("LOOK", "warning")
            if found is not None and found.is_sure:
                word, tone = ("SURE", "success")
            elif line.amount_cents < 0:
                word, tone = ("OUT", "muted")
            yield Record(
                f"line:{line.id}",
                (
                    cell(word, self.tone(tone)),
                    cell(line.booked_on),
                    cell(money(line.amount_cents), right=True),
                    cell(f"{line.payer} {line.words}".strip()),
                    cell(_pays(each)),
                    cell(found.score if found else "", right=True),
                ),
            )

    def _receipt_records(self) -> Iterable[Record]:
        for row in self.found.receipts:
            cells: tuple[Text, ...] = (
                cell("ON ACCT", self.tone("muted")),
                cell(row.received_on),
                cell(money(row.left_cents), right=True),
                cell(row.employer),
                cell(f"of {money(row.amount_cents)} {row.method} {row.reference}".rstrip()),
                cell(""),
            )
            yield Record(f"receipt:{row.id}", cells)

    def describe(self) -> None:
        """What waits, and why the line under the cursor is matched so."""
        sure = sum(1 for x in self.found.lines if x.suggestion and x.suggestion.is_sure)
        waiting = counted(len(self.found.lines), "bank line")
        account = money(sum(row.left_cents for row in self.found.receipts))
        self.status.say(self.HEADING, waiting, f"{sure} sure", f"{account} on account",
                        self.marks.words())  # fmt: skip
        self.note(self._why() or "e reads a statement · n enters money")

    def _why(self) -> str:
        each = self._line()
        if each is not None and each.suggestion is not None:
            return visible("; ".join(each.suggestion.why))
        return "Nothing fits: a books it by hand, x puts it aside." if each is not None else ""

    def _line(self) -> "Matched | None":
        kind, key = self.cursor()
        if kind != "line":
            return None
        return next((x for x in self.found.lines if x.line.id == key), None)

    def _receipt(self) -> ReceiptRow | None:
        kind, key = self.cursor()
        if kind != "receipt":
            return None
        return next((row for row in self.found.receipts if row.id == key), None)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#records")
    def action_open(self) -> None:
        """The whole line and why it is matched so; of money on account, its employer's account."""
        from screens.modals import Reader

        each, receipt = self._line(), self._receipt()
        if each is not None:
            self.app.push_screen(Reader("Bank line", _line_words(each)))
        elif receipt is not None:
            from screens.money.account import show_account

            show_account(self, receipt.employer_id, receipt.employer)

    def action_yes(self) -> None:
        """Book the marked lines as suggested, or all that are sure."""
        from coordinator.actions.billing.bank_matching import book_lines
        from screens.staffing.detail_acts import saying

        marked = sorted(self.marks.ids) or None
        self.marks.ids.clear()
        self.perform(saying(self), book_lines, marked)

    def action_book_by_hand(self) -> None:
        """A line by hand, to an employer and invoices; money on account, to the oldest."""
        from screens.money.receipt_forms import LineForm
        from screens.staffing.detail_acts import saying

        each, receipt = self._line(), self._receipt()
        if receipt is not None:
            from coordinator.actions.billing.receipts import use_receipt

            self.perform(saying(self), use_receipt, receipt.id)
        elif each is not None and each.line.amount_cents > 0:
            self.app.push_screen(LineForm(self.desk, each), self.told)
        else:
            self.refuse("That is no money that came in.")

    def action_put_aside(self) -> None:
        """The line pays nothing of ours."""
        from coordinator.actions.billing.bank_matching import ignore_line
        from screens.modals import Ask
        from screens.staffing.detail_acts import saying

        each = self._line()
        if each is None:
            return

        def reasoned(reason: str | None) -> None:
            if reason:
                self.perform(saying(self), ignore_line, each.line.id, reason)

        title = f"Put {money(each.line.amount_cents)} aside: why?"
        self.app.push_screen(Ask(title, hint="u undoes · esc leaves it"), reasoned)

    def action_refund(self) -> None:
        """Give back what stands on account."""
        from screens.money.receipt_forms import RefundForm

        receipt = self._receipt()
        if receipt is None:
            self.refuse("Put the cursor on money that stands on account.")
        else:
            self.app.push_screen(RefundForm(self.desk, receipt), self.told)

    def action_new(self) -> None:
        """Enter money that came in."""
        from screens.money.receipt_forms import MoneyForm

        self.app.push_screen(MoneyForm(self.desk), self.told)

    def action_file(self) -> None:
        """Read a statement of the bank or of a payment processor."""
        from screens.modals import Ask

        hint = "OFX, BAI2, camt.053 or CSV; ~ is your home folder · esc closes"
        self.app.push_screen(Ask("Which statement", hint=hint), self._file_chosen)

    def _file_chosen(self, path: str | None) -> None:
        if path:
            self._bring_in(path, {})

    def _bring_in(self, path: str, columns: dict[str, str]) -> None:
        from pathlib import Path

        from coordinator.actions.billing.bank_statements import import_statements
        from coordinator.actions.results import Refused
        from screens.staffing.detail_acts import saying

        def brought(result: Any) -> None:
            if isinstance(result, Refused) and "=HEADER" in result.sentence:
                self._ask_columns(path, result.sentence)
            else:
                saying(self)(result)

        self.perform(brought, import_statements, Path(path).expanduser(), columns)

    def _ask_columns(self, path: str, why: str) -> None:
        """The columns of a layout that nobody knows: said once, kept for its next file."""
        from screens.modals import Ask

        def typed(text: str | None) -> None:
            if text is None:
                self.refuse(why)
                return
            pairs = (each.partition("=") for each in text.split(";"))
            said = {name.strip(): header.strip() for name, _, header in pairs if header.strip()}
            self._bring_in(path, said)

        window = Ask(
            "Which columns are they",
            value="date=; amount=; payer=; words=",
            hint=f"{why} Separate them by ; · esc leaves it",
        )
        self.app.push_screen(window, typed)


def _read(connection: Any) -> _Found:
    # Imported on the reading thread: models must not delay a key.
    from coordinator.actions.billing.bank_matching import matched
    from storage.queries.money.receivables import receipts

    return _Found(matched(connection), receipts(connection, only_left=True))


def _pays(each: "Matched") -> str:
    found = each.suggestion
    if found is None:
        return ""
    numbers = ", ".join(number for _, number, _ in found.shares)
    return f"{numbers or 'on account'} {found.employer}"


def _line_words(each: "Matched") -> str:
    line = each.line
    parts = [
        f"{line.booked_on}  {money(line.amount_cents)}",
        visible(line.payer),
        visible(line.words),
        f"account {visible(line.account)}",
        "",
    ]
    if each.suggestion is None:
        return "\n".join([*parts, "Nothing fits."])
    shares = [f"{number}: {money(cents)}" for _, number, cents in each.suggestion.shares]
    why = [f"· {visible(reason)}" for reason in each.suggestion.why]
    who = f"{visible(each.suggestion.employer)}, score {each.suggestion.score} of 100"
    return "\n".join([*parts, who, *shares, *why])
