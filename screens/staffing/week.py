"""The week as a grid: a column for each day, a line for each detail."""

from datetime import date, timedelta

from rich.text import Text
from textual import on
from textual.widgets import DataTable, Static

from coordinator.desk import Desk
from screens.shown import cell, clock, counted, day_of, local, midnight, span, visible, week_of
from screens.staffing.day_grid import DayGrid
from storage.queries.staffing.planning import WeekLine, week_lines


class Week(DayGrid):
    """One week of the job book."""

    NAME = "week"
    HEADING = "Week"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.days = week_of(desk.today())
        self.columns: list[list[WeekLine]] = []

    @property
    def is_read(self) -> bool:
        """Whether there is something to draw."""
        return bool(self.columns)

    @property
    def line(self) -> WeekLine | None:
        """The detail under the cursor."""
        at = self.grid.cursor_coordinate
        if at.column >= len(self.columns) or at.row >= len(self.columns[at.column]):
            return None
        return self.columns[at.column][at.row]

    def reload(self) -> None:
        """Read the week shown."""
        zone = self.desk.zone
        since = midnight(self.days[0], zone)
        until = midnight(self.days[-1] + timedelta(days=1), zone)
        self.fetch("week", self._show, week_lines, since, until)

    def _show(self, lines: tuple[WeekLine, ...]) -> None:
        by_day: dict[date, list[WeekLine]] = {on: [] for on in self.days}
        for line in lines:
            by_day[local(line.starts_at, self.desk.zone).date()].append(line)
        self.columns = list(by_day.values())
        open_seats = sum(line.positions - line.filled for line in lines if line.state == "planned")
        first, last = day_of(self.days[0]), day_of(self.days[-1])
        self.status.say(
            self.HEADING,
            f"{first} - {last}",
            counted(len(lines), "detail"),
            f"{open_seats} open" if open_seats else "all filled",
        )
        self.draw()

    def draw(self) -> None:
        """A line for each detail under its day."""
        grid, at = self.grid, self.grid.cursor_coordinate
        width = self.column_width
        grid.clear(columns=True)
        today = self.desk.today()
        for shown, lines in zip(self.days, self.columns, strict=True):
            star = "*" if shown == today else ""
            grid.add_column(Text(f"{shown:%a} {shown.day}{star} ({len(lines)})"), width=width)
        for row in range(max((len(lines) for lines in self.columns), default=0)):
            grid.add_row(*(self._cell(lines, row, width) for lines in self.columns))
        grid.move_cursor(row=at.row, column=at.column)
        self._describe()

    def _cell(self, lines: list[WeekLine], row: int, width: int) -> Text:
        if row >= len(lines):
            return Text("")
        line = lines[row]
        missing = line.positions - line.filled
        # A sign stands with the colour: x cancelled, ! open.
        sign = "x" if line.state == "cancelled" else "!" if missing else " "
        tone = {"x": "muted", "!": "warning"}.get(sign, "")
        text = cell(
            f"{sign}{clock(line.starts_at, self.desk.zone)} {line.employer}", self.tone(tone)
        )
        text.truncate(width - 1, overflow="ellipsis")
        return text

    @on(DataTable.CellHighlighted, "#week")
    def _describe(self) -> None:
        line = self.line
        if line is None:
            words = "! open · x cancelled · * today · < > turn the week"
        else:
            when = span(line.starts_at, line.ends_at, self.desk.zone)
            filled = f"{line.filled}/{line.positions} filled"
            state = "CANCELLED" if line.state == "cancelled" else filled
            words = f"{line.number} · {when} · {visible(line.employer)} · {state}"
        self.query_one("#under", Static).update(words)

    @on(DataTable.CellSelected, "#week")
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """The detail."""
        from screens.staffing.detail import DetailScreen

        if self.line is not None:
            self.app.push_screen(DetailScreen(self.desk, self.line.id))

    def action_earlier(self) -> None:
        """The week before."""
        self._turn_week(-7)

    def action_later(self) -> None:
        """The next week."""
        self._turn_week(7)

    def action_go_date(self) -> None:
        """The week of a date."""
        from screens.staffing.detail_acts import ask_date

        def show(at: int) -> None:
            self.days = week_of(local(at, self.desk.zone).date())
            self.reload()

        ask_date(self, show)

    def action_new(self) -> None:
        """Enter a job."""
        from screens.staffing.job_form import NewJobForm

        self.app.push_screen(NewJobForm(self.desk), self.told)

    def _turn_week(self, days: int) -> None:
        self.days = tuple(on + timedelta(days=days) for on in self.days)
        self.reload()
