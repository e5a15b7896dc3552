"""The accounts of the detail fund, month by month: journal, proof, closing, cost recovery."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from textual import on
from textual.widget import Widget

from coordinator.desk import Desk
from screens.modals import Ask, AskTwo, Choose, Confirm, Reader
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, money, stamp, visible

_COLUMNS = (
    Column("Month", 8),
    Column("State", 8),
    Column("Entries", 8),
    Column("Each side", 14),
    Column("Closed", 16),
    Column("By", 12, grow=1),
)
SHOWN = 3
"""Open months that are listed above the closed ones."""
_FORMS = (
    ("csv", "CSV"),
    ("beancount", "beancount"),
    ("hledger", "hledger"),
    ("iif", "QuickBooks IIF"),
)


class Accounts(OneTable[None]):
    """Open months first, then those that are closed."""

    NAME = "accounts"
    HEADING = "Accounts"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.closed: tuple[Any, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        """The months."""
        yield RecordTable(_COLUMNS, name="months")

    @property
    def month(self) -> str:
        """The month under the cursor."""
        return self.table.cursor_key or ""

    def reload(self) -> None:
        """Read the closed months again."""
        from storage.queries.money.journal import closed_months

        self.fetch("months", self._show, closed_months)

    def _show(self, found: tuple[Any, ...]) -> None:
        self.closed = found
        last = found[0].month if found else ""
        opened = [each for each in _recent(self.desk.today()) if each > last]
        records = [
            Record(each, (cell(each), cell("OPEN", self.tone("warning")), *(cell(""),) * 4))
            for each in opened
        ]
        records += [
            Record(
                each.month,
                (
                    cell(each.month),
                    cell("CLOSED", self.tone("success")),
                    cell(each.entries, right=True),
                    cell(money(each.debit_cents), right=True),
                    cell(stamp(each.closed_at, self.desk.zone)),
                    cell(each.closed_by),
                ),
            )
            for each in found
        ]
        self.table.show(records)
        closed = f"closed up to {last}" if last else "no month is closed"
        self.status.say(self.HEADING, closed)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#months")
    def action_open(self) -> None:
        """The journal of the month."""
        if self.month:
            self.say("The journal is being made …")
            self.fetch("journal", self._read, _journal_words, self.month)

    def action_proof(self) -> None:
        """The proof of the detail fund."""
        if self.month:
            self.fetch("proof", self._read, _proof, self.month)

    def _read(self, found: tuple[str, str, bool]) -> None:
        title, words, well = found
        if not well:
            self.refuse(words)
            return
        self.say("")
        self.app.push_screen(Reader(title, words))

    def action_close_month(self) -> None:
        """Close the month under the cursor; that is never undone."""
        from coordinator.actions.accounts.accounts import close_month

        month = self.month

        def confirmed(yes: str | None) -> None:
            if yes:
                self.perform(self._month_closed, close_month, month)

        if month:
            words = (
                "Its journal never changes again; what is corrected later goes into the open"
                " month. A closed month is not opened again."
            )
            self.app.push_screen(Confirm(f"Close {month}?", words), confirmed)

    def _month_closed(self, result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self.refuse(result.sentence)
        else:
            self.say(result.sentence, "done")
            self.reload()

    def action_print(self) -> None:
        """The journal as a file."""
        from coordinator.actions.accounts.accounts_papers import make_journal
        from screens.printing import hand_over

        month = self.month

        def chosen(form: str | None) -> None:
            if form:
                hand_over(self, f"Journal of {month}", partial(make_journal, form=form), month)

        if month:
            self.app.push_screen(Choose(f"Journal of {month}", _FORMS), chosen)

    def action_new(self) -> None:
        """Note what the programme cost."""

        def typed(given: str | None) -> None:
            if given is None:
                return
            kind, _, amount = given.partition("\n")
            minutes, cents = _cost(amount)
            if minutes is None or cents is None:
                self.refuse(f"'{visible(amount)}' is neither 7.5h nor 120.00.")
                return
            from coordinator.actions.accounts.programme_costs import add_cost
            from screens.staffing.detail_acts import saying

            today = self.desk.today().isoformat()
            self.perform(saying(self), add_cost, today, kind, minutes, cents)

        hint = "coordinator, software, postage … · 7.5h for hours, or 120.00"
        self.app.push_screen(AskTwo("What the programme cost", "Kind", "How much", hint), typed)

    def action_recovery(self) -> None:
        """Fees against costs, over a year."""

        def named(text: str | None) -> None:
            if text and text.isascii() and text.isdecimal() and len(text) == 4:
                self.fetch("recovery", self._read, _recovery, int(text))
            elif text:
                self.refuse(f"'{visible(text)}' is no year. Write 2026.")

        self.app.push_screen(Ask("Which year", value=str(self.desk.today().year)), named)


def _recent(today: date) -> list[str]:
    """This month and those before it, the latest first."""
    found, on = [], today.replace(day=1)
    for _ in range(SHOWN):
        found.append(f"{on:%Y-%m}")
        on = (on - timedelta(days=1)).replace(day=1)
    return found


def _cost(text: str) -> tuple[int | None, int | None]:
    """Minutes and cents of '7.5h' or '120.00'; nothing where it is neither."""
    number = text.strip().lower().removesuffix("h").strip()
    whole, _, part = number.partition(".")
    digits = f"{whole}{part}"
    if not (digits.isascii() and digits.isdecimal() and len(part) <= 2 and len(whole) < 9):
        return None, None
    hundredths = int(whole or 0) * 100 + int(part.ljust(2, "0") or 0)
    hours = text.strip().lower().endswith("h")
    return (hundredths * 60 // 100, 0) if hours else (0, hundredths)


def _journal_words(connection: Any, month: str) -> tuple[str, str, bool]:
    from coordinator.actions.accounts.accounts import any_journal
    from coordinator.actions.results import Refused

    found = any_journal(connection, month)
    title = f"Journal of {month}"
    if isinstance(found, Refused):
        return title, found.sentence, False
    lines = []
    for number, cents in found.balances.items():
        named = found.chart.named(number)
        lines.append(f"{named.number:<8}{named.name:<40}{money(cents):>14}")
    lines.append("")
    for entry in found.entries[:2_000]:
        lines.append(f"{entry.on}  {visible(entry.words)}")
        for number, cents in entry.lines:
            lines.append(f"    {number:<8}{found.chart.named(number).name:<36}{money(cents):>14}")
    if len(found.entries) > 2_000:
        lines.append(f"… and {len(found.entries) - 2_000} more: p writes them all")
    return title, "\n".join(lines), True


def _proof(connection: Any, month: str) -> tuple[str, str, bool]:
    from coordinator.actions.accounts.accounts import fund_proof
    from coordinator.actions.accounts.accounts_words import proof_words
    from coordinator.actions.results import Refused

    found = fund_proof(connection, month)
    refused = isinstance(found, Refused)
    words = found.sentence if isinstance(found, Refused) else proof_words(found)
    return f"Detail fund, {month}", words, not refused


def _recovery(connection: Any, year: int) -> tuple[str, str, bool]:
    from coordinator.actions.accounts.accounts_words import recovery_words
    from coordinator.actions.accounts.programme_costs import cost_recovery

    found = cost_recovery(connection, f"{year}-01-01", f"{year + 1}-01-01")
    return f"Cost recovery, {year}", recovery_words(found), True
