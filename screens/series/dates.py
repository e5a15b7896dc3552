"""One series: its dates ahead, each with its detail or with why there is none."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.modals import Ask
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.series.terms import ask_end, ask_on, ask_pause, ask_renewal, preview
from screens.shown import cell, counted, lines, visible
from storage.queries.staffing.series import SeriesLine, series_line

if TYPE_CHECKING:
    from coordinator.actions.jobs.series_ahead import DateAhead

    _Found = tuple[SeriesLine, tuple[DateAhead, ...], str]

DAYS = 120
"""So many days are shown at once."""
_TONES = {"skipped": "muted", "closed": "muted", "paused": "warning", "cancelled": "muted"}
_COLUMNS = (
    Column("Date", 14),
    Column("State", 9),
    Column("Detail", 11),
    Column("Filled", 6),
    Column("Who, or why not", 20, grow=1),
)


class SeriesScreen(OneTable[None]):
    """The course of a series over the next months; keys act on the date under the cursor."""

    NAME = "series"
    HEADING = "Series"

    def __init__(self, desk: Desk, series_id: int) -> None:
        super().__init__(desk)
        self.series_id = series_id
        self.first = desk.today()
        self.line: SeriesLine | None = None
        self.dates: tuple[DateAhead, ...] = ()

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """What the series is, and its dates."""
        yield Static("", markup=False, id="about", classes="heading")
        yield RecordTable(_COLUMNS, name="dates")

    @property
    def on_date(self) -> "DateAhead | None":
        """The date under the cursor."""
        key = self.table.cursor_key
        return next((each for each in self.dates if str(each.id) == key), None)

    def reload(self) -> None:
        """Read the series and its dates."""
        self.fetch("dates", self._show, _read, self.series_id, self.desk.clock(), self.first)

    def _show(self, found: "_Found") -> None:
        from coordinator.rules.recurring.series_words import line_words

        self.line, self.dates, crew = found
        line = self.line
        last = self.first + timedelta(days=DAYS - 1)
        self.status.say(
            f"{self.HEADING} {line.number}",
            visible(line.employer),
            visible(line.title),
            f"{self.first} - {last}",
            counted(len(self.dates), "date"),
        )
        self.query_one("#about", Static).update(
            f"{line_words(line)} · {visible(line.site)} · {visible(crew)}"
        )
        self.table.show(self._record(each) for each in self.dates)
        if not self.dates:
            self.say("No date in that time. a adds one, > shows later ones.")

    def _record(self, each: "DateAhead") -> Record:
        made = each.detail
        tone = self.tone(_TONES.get(each.state, "" if made else "muted"))
        filled = f"{made.filled}/{made.positions}" if made else ""
        who = (made.officers or "-") if made and made.state != "cancelled" else each.words
        cells: tuple[Text, ...] = (
            cell(f"{each.on:%a} {each.on}"),
            cell(each.state, tone),
            cell(made.number if made else ""),
            cell(filled),
            cell(lines(who)),
        )
        return Record(str(each.id), cells)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#dates")
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """The detail of the date."""
        from screens.roads import open_record

        found = self.on_date
        if found is not None and found.detail is not None:
            open_record(self, "detail", found.detail.id)
        elif found is not None:
            self.refuse(f"There is no detail on {found.on}: it is {found.state}.")

    def action_skip(self) -> None:
        """Leave the date out, or put it back."""
        found = self.on_date
        if found is None:
            return
        from coordinator.actions.jobs.series_dates import add_date, skip_date

        iso = found.on.isoformat()
        if found.state in ("skipped", "closed", "cancelled"):
            self._preview(f"Put {iso} back", add_date, iso)
            return

        def reasoned(reason: str | None) -> None:
            if reason:
                self._preview(f"Leave {iso} out", skip_date, iso, reason)

        hint = "told to whoever is on it · u undoes · esc leaves it"
        self.app.push_screen(Ask(f"Leave {iso} out: why?", hint=hint), reasoned)

    def action_add_date(self) -> None:
        """One more date."""
        from coordinator.actions.jobs.series_dates import add_date

        ask_on(
            self,
            "One more date",
            lambda iso: self._preview(f"Add {iso}", add_date, iso) if iso else None,
        )

    def _preview(self, title: str, action: Any, *given: Any) -> None:
        preview(self, title, action, self.series_id, *given)

    def action_edit(self) -> None:
        """From the date under the cursor on another way."""
        from screens.series.following import ask_following

        found = self.on_date
        ask_following(self, self.series_id, found.on.isoformat() if found else "")

    def action_pause(self) -> None:
        """Pause it, or let it go on."""
        if self.line is not None:
            ask_pause(self, self.line)

    def action_renew(self) -> None:
        """Another term."""
        if self.line is not None:
            ask_renewal(self, self.line)

    def action_closed_days(self) -> None:
        """When the employer needs nobody."""
        from screens.series.terms import ask_closed_days

        if self.line is not None:
            ask_closed_days(self, self.line)

    def action_end_series(self) -> None:
        """Its last date: the one under the cursor is proposed."""
        if self.line is not None:
            found = self.on_date
            ask_end(self, self.line, found.on.isoformat() if found else "")

    def action_regulars(self) -> None:
        """The regular officers of its job."""
        from screens.staffing.regulars import begin_regulars

        made = next((each.detail for each in self.dates if each.detail is not None), None)
        if made is None:
            self.refuse("Regular officers are entered once a detail is made.")
        else:
            begin_regulars(self, made.id)

    def action_earlier(self) -> None:
        """The dates before."""
        self._show_from(-DAYS)

    def action_later(self) -> None:
        """The dates after."""
        self._show_from(DAYS)

    def _show_from(self, days: int) -> None:
        self.first += timedelta(days=days)
        self.reload()

    def action_log(self) -> None:
        """Everything ever done to it."""
        from screens.book.record_log import show_log

        show_log(self, "series", self.series_id, f"series {self.series_id}")


def _read(connection: Any, series_id: int, now: int, first: date) -> "_Found | None":
    # Imported on the reading thread: rules of dates must not delay a key.
    from coordinator.actions.jobs.crews import codes_of
    from coordinator.actions.jobs.series_ahead import dates_ahead
    from coordinator.rules.recurring.crew import crew_of, crew_words
    from coordinator.rules.recurring.equipment import equipment_of, equipment_words

    line = series_line(connection, series_id, now, first.isoformat())
    if line is None:
        return None
    crew = crew_words(crew_of(line.crew), codes_of(connection))
    equipment = equipment_words(equipment_of(line.equipment))
    said = "; ".join(filter(None, (crew, equipment)))
    return line, dates_ahead(connection, series_id, now, DAYS, first), said
