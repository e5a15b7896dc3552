"""A past period priced by another rate card: who pays or gets what more or less, and for what."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from coordinator.desk import Desk
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, money, visible
from screens.staffing.waiting import WaitingScreen

if TYPE_CHECKING:
    from coordinator.actions.billing.price_what_if import PriceWhatIf
    from coordinator.rules.rates.comparing import LineSums, Sums

USUAL_DAYS = 365
_SUMS = (Column("Was", 12), Column("Would", 12), Column("More", 11))
_PARTIES = (Column("Who", 18, grow=1), Column("", 8), *_SUMS)
_LINES = (Column("What", 18, grow=1), Column("Side", 8), *_SUMS)
_SIDES = {"bill": "billed", "pay": "paid"}


class RepricedScreen(WaitingScreen[None]):
    """A card, as a document or in a file, and a period of local dates, half-open. Employers and
    officers for whom it differs stand above, the lines that differ below; tab goes over."""

    NAME = "repriced"
    HEADING = "What if"
    CSS = "#parties { height: 3fr; } #sums { height: 2fr; } #told { height: 2; }"

    def __init__(self, desk: Desk, card: str | Path) -> None:
        super().__init__(desk)
        self.card = card
        self.until = desk.today()
        self.first = self.until - timedelta(days=USUAL_DAYS)
        self.found: PriceWhatIf | None = None

    def compose_body(self) -> Iterable[Widget]:
        """Who, what, and the totals in words."""
        yield RecordTable(_PARTIES, name="parties")
        yield RecordTable(_LINES, name="sums")
        yield Static("", markup=False, id="told", classes="heading")
        yield ProgressBar(id="progress", show_eta=False)

    def on_mount(self) -> None:
        """Price it."""
        self.query_one("#parties").focus()
        self.reload()

    def stale(self) -> None:
        """It tells how the book stood; it is not priced anew under the reader's eyes."""

    def reload(self) -> None:
        """Price it again; nothing is written."""
        if self.work is None:
            self.status.say(self.HEADING, "…")
            function, given = self._wanted()
            self.start(function, given, self._show, "Pricing the period again …")

    def _wanted(self) -> tuple[str, tuple[Any, ...]]:
        # The rules must not delay the key that opens the screen.
        from coordinator.rules.spans import Calendar

        calendar = Calendar(self.desk.zone.key)
        span = calendar.midnight(self.first), calendar.midnight(self.until)
        times = (*span, self.desk.clock())
        module = "coordinator.actions.billing.price_what_if"
        if isinstance(self.card, Path):
            return f"{module}:price_what_if_of_file", (self.card, *times)
        return f"{module}:price_what_if", (self.card, None, *times)

    def _show(self, found: "PriceWhatIf") -> None:
        from coordinator.actions.billing.price_words import total_words

        self.found = found
        compared = found.compared
        self.query_one("#parties", RecordTable).show(self._parties(found))
        self.query_one("#sums", RecordTable).show(
            self._line(number, row) for number, row in enumerate(compared.lines)
        )
        self.status.say(
            self.HEADING,
            found.card,
            self._period_words,
            counted(len(compared.employers), "employer"),
            counted(len(compared.officers), "officer"),
        )
        self.query_one("#told", Static).update(visible(total_words(found)))

    @property
    def _period_words(self) -> str:
        last = self.until - timedelta(days=1)
        return f"{self.first.isoformat()} to {last.isoformat()}"

    def _parties(self, found: "PriceWhatIf") -> Iterator[Record]:
        compared = found.compared
        sides = (("employer", compared.employers), ("officer", compared.officers))
        for kind, rows in sides:
            for row in rows:
                name = cell(row.name)
                yield Record(f"{kind}:{row.id}", (name, cell(kind), *self._sums(row)))

    def _line(self, number: int, row: "LineSums") -> Record:
        side = cell(_SIDES[row.side])
        return Record(str(number), (cell(row.label), side, *self._sums(row)))

    def _sums(self, row: "Sums | LineSums") -> tuple[Text, ...]:
        more = row.would_cents - row.was_cents
        tone = self.tone("success" if more >= 0 else "warning")
        signed = f"{'+' if more > 0 else ''}{money(more)}"
        return (
            cell(money(row.was_cents), right=True),
            cell(money(row.would_cents), right=True),
            cell(signed, tone, right=True),
        )

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#parties")
    def action_open(self) -> None:
        """The employer, or the officer."""
        key = self.query_one("#parties", RecordTable).cursor_key
        kind, _, number = (key or "").partition(":")
        if number and int(number):
            from screens.roads import open_record

            open_record(self, kind, int(number))

    def action_read_all(self) -> None:
        """Everything in words: sums, what comes out as it was charged, and what was left out."""
        from coordinator.actions.billing.price_words import report_lines
        from screens.modals import Reader

        if self.found is not None:
            head = f"{self.found.card}, {self._period_words}"
            words = "\n".join(map(visible, (head, *report_lines(self.found))))
            self.app.push_screen(Reader(self.HEADING, words))

    def action_edit(self) -> None:
        """Another period."""
        from screens.periods import ask_period

        if self.work is not None:
            self.refuse("The period is still being priced: x stops it.")
        else:
            ask_period(self, "Period of the details", self._period)

    def _period(self, first: date, until: date) -> None:
        self.first, self.until = first, until
        self.reload()

    def action_back(self) -> None:
        """Close; what is under way stops."""
        self.action_stop()
        self.dismiss(None)
