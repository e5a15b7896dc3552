"""One report: its figures in a table with totals, its chart, its files."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from coordinator.rules.reports.asking import shifted_words
from coordinator.rules.reports.figures import total_texts
from coordinator.rules.reports.report import Asked, Report, Result
from screens.parts.columns import LateRecord
from screens.parts.table import RecordTable
from screens.reports.running import RunsReport
from screens.reports.words import (
    chart_text,
    foot_words,
    row_words,
    short,
    table_columns,
    totals_words,
)
from screens.shown import cell, counted

CHART_WIDTH = 38
SIDE = (CHART_WIDTH, 12)
"""Cells and lines of an upright chart beside the rows."""
NARROW, LOW = 6, 9
"""Cells and lines that are not the chart's where it has the whole window."""


class ReportScreen(RunsReport):
    """Runs as soon as it is opened; with `asking` the form comes first."""

    NAME = "report"
    HEADING = "Report"
    CSS = f"""
    ReportScreen .side {{ width: {CHART_WIDTH + 3}; }}
    ReportScreen.-chart .side {{ display: block; width: 1fr; border-left: none; }}
    ReportScreen.-chart #rows {{ display: none; }}
    ReportScreen.-plain .side {{ display: none; }}
    """

    def __init__(
        self,
        desk: Desk,
        report: Report,
        *,
        asking: bool = False,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(desk, report)
        self.result: Result | None = None
        self.texts: list[tuple[str, ...]] = []
        self.order: list[int] = []
        self._asking = asking
        self._given = typed
        self._sorted_by: int | None = None
        self._reverse = False

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The rows with the chart beside them, and the totals."""
        with Horizontal(classes="pane-row"):
            yield RecordTable((), name="rows")
            yield Static("", markup=False, id="side", classes="side")
        yield Static("", markup=False, id="totals", classes="heading")

    def on_mount(self) -> None:
        """Find out what it was asked with the last time."""
        from coordinator.actions.reports.running import last_typed

        self.table.focus()
        self.status.say(self.HEADING, self.report.title, "…")
        self.fetch("last", self._begin, last_typed, self.report)

    @property
    def table(self) -> RecordTable:
        """The rows."""
        return self.query_one("#rows", RecordTable)

    def _begin(self, last: Mapping[str, str]) -> None:
        self.typed = self.first_typed(last)
        if self._asking:
            self.action_edit()
        else:
            self.reload()

    def first_typed(self, last: Mapping[str, str]) -> dict[str, str]:
        """What it is asked with at first: what was handed in, else as the last time."""
        return dict(last if self._given is None else self._given)

    def stale(self) -> None:
        """It tells how the book stood; it is not read anew under the reader's eyes."""

    def ran(self, result: Result, texts: list[tuple[str, ...]]) -> None:
        """Show it."""
        self.result, self.texts = result, texts
        self.order = list(range(len(result.rows)))
        self._sorted_by, self._reverse = None, False
        self._draw()
        self.remember()
        if result.cut:
            self.refuse("There are more rows than a report may have: narrow it with e.")
        else:
            self.say("" if result.rows else "Nothing to list.")

    def _draw(self) -> None:
        result = self.result
        if result is None:
            return
        self.table.set_columns(table_columns(result, self.texts))
        self.table.show(LateRecord(str(n), lambda n=n: self._cells(n)) for n in self.order)  # type: ignore[misc]
        self.query_one("#totals", Static).update(totals_words(result, total_texts(result)))
        filters = [f"{label} {text}" for label, text in result.foot.filters]
        rows = counted(len(result.rows), "row")
        self.status.say(self.report.title, result.foot.period, *filters, rows)
        self._draw_chart()

    def _cells(self, n: int) -> tuple[Any, ...]:
        result = self.result
        assert result is not None
        columns = [result.columns[place] for place in result.shown]
        pairs = zip(self.texts[n], columns, strict=True)
        return tuple(cell(short(text, column), right=column.right) for text, column in pairs)

    def _draw_chart(self) -> None:
        if self.result is None:
            return
        whole = self.has_class("-chart")
        wide, high = (self.size.width - NARROW, self.size.height - LOW) if whole else SIDE
        words = chart_text(self.result, wide, high)
        self.query_one("#side", Static).update(words)
        self.set_class(not words and not whole, "-plain")

    def remember(self) -> None:
        """Keep what was typed for the next time."""
        from coordinator.actions.reports.running import remember

        report, typed = self.report, dict(self.typed)
        if typed:
            self.desk.do_later(remember, report, typed)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @property
    def _row(self) -> int | None:
        """Which row is under the cursor."""
        key = self.table.cursor_key
        return None if key is None else int(key)

    @on(RecordTable.RowSelected, "#rows")
    def action_open(self) -> None:
        """The record that the row is about."""
        from screens.roads import open_record

        result, row = self.result, self._row
        if result is None or row is None:
            return
        found = result.opened_by(row)
        if found is None:
            self.action_read_all()
        else:
            open_record(self, *found)

    def action_edit(self) -> None:
        """Ask it with something else."""
        from screens.reports.report_form import ReportForm

        if not self.report.parameters:
            self.refuse("This report asks for nothing.")
            return

        def asked(typed: str | None) -> None:
            if typed is not None:
                self.typed = dict(json.loads(typed))
                self.reload()
            elif self.result is None:
                self.dismiss()

        self.app.push_screen(ReportForm(self.desk, self.report, self.typed), asked)

    def action_chart(self) -> None:
        """The chart over the whole window, or the rows again."""
        if self.result is None or not chart_text(self.result, CHART_WIDTH):
            self.refuse("This report has no chart, or nothing to draw.")
            return
        self.toggle_class("-chart")
        self._draw_chart()

    def action_earlier(self) -> None:
        """The period before, of the same length."""
        self._step(-1)

    def action_later(self) -> None:
        """The period after."""
        self._step(1)

    def _step(self, way: int) -> None:
        for each in self.report.parameters:
            if each.kind in (Asked.PERIOD, Asked.DATE):
                typed = self.typed.get(each.name, "")
                words = shifted_words(typed, way, self.desk.today(), kind=each.kind)
                if words:
                    self.typed[each.name] = words
                    self.reload()
                return
        self.refuse("This report asks for no period.")

    def action_sort(self) -> None:
        """By another column."""
        from screens.modals import Choose

        result = self.result
        if result is None:
            return
        choices = [(str(n), result.columns[n].label) for n in result.shown]

        def chosen(place: str | None) -> None:
            if place is not None:
                self._sort(int(place))

        self.app.push_screen(Choose("Sort by", choices), chosen)

    def _sort(self, place: int) -> None:
        result = self.result
        assert result is not None
        self._sorted_by = place

        def key(n: int) -> tuple[bool, bool, Any]:
            value = result.rows[n][place]
            return (value is None, isinstance(value, str), value if value is not None else 0)

        self.order.sort(key=key)
        if result.columns[place].right:
            self.order.reverse()
        self._draw()

    def action_reverse(self) -> None:
        """The other way round."""
        self.order.reverse()
        self._draw()

    def action_read_all(self) -> None:
        """The row under the cursor whole, and what the figures rest on."""
        from screens.modals import Reader

        result, row = self.result, self._row
        if result is not None:
            words = "" if row is None else row_words(result, self.texts[row])
            self.app.push_screen(Reader(self.report.title, f"{words}\n\n{foot_words(result)}"))

    def action_print(self) -> None:
        """As PDF, Excel workbook, CSV or JSON."""
        from functools import partial

        from coordinator.actions.reports.papers import make_report
        from screens.printing import hand_over

        if self.result is not None:
            words = {"xlsx": "an Excel workbook", "csv": "CSV", "json": "JSON"}
            also = {
                (kind, f"open it as {said}"): partial(make_report, kind=kind)
                for kind, said in words.items()
            }
            hand_over(self, self.report.title, make_report, self.result, also)

    def action_mail_it(self) -> None:
        """Mail it again and again, asked as it is now."""
        from screens.reports.mailing_form import MailingForm

        self.app.push_screen(MailingForm(self.desk, self.report, self.typed), self.told)

    def action_copy(self) -> None:
        """The row."""
        from screens.copying import ask_copy_of

        row = self._row
        if row is not None and self.texts:
            texts = self.texts[row]
            ask_copy_of(self, (("first", texts[0]), ("row", "\t".join(texts))))

    def action_back(self) -> None:
        """The rows again, or the list of reports."""
        if self.has_class("-chart"):
            self.action_chart()
        else:
            super().action_back()
