"""The month as a grid: how many details each day has, and how many seats of them are open."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from rich.text import Text
from textual import on
from textual.widgets import DataTable, Static

from coordinator.desk import Desk
from screens.shown import counted, day_of, local, midnight, week_of
from screens.staffing.day_grid import DayGrid
from screens.staffing.week import Week
from storage.queries.staffing.planning import DayCount, day_counts

_MONDAY_FIRST = Calendar(0)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LEAST_LINES = 2


@dataclass(frozen=True, slots=True)
class Load:
    """What one local date holds."""

    details: int = 0
    seats: int = 0
    open: int = 0


NOTHING = Load()


class Month(DayGrid):
    """One month of the job book; enter opens the week of a day."""

    NAME = "month"
    HEADING = "Month"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.first = desk.today().replace(day=1)
        self.loads: dict[date, Load] = {}

    @property
    def is_read(self) -> bool:
        """Whether there is something to draw."""
        return bool(self.loads)

    @property
    def weeks(self) -> list[list[date]]:
        """The dates shown, also those of other months that fill up the first and last week."""
        return _MONDAY_FIRST.monthdatescalendar(self.first.year, self.first.month)

    @property
    def day(self) -> date:
        """The date under the cursor."""
        at = self.grid.cursor_coordinate
        weeks = self.weeks
        return weeks[min(at.row, len(weeks) - 1)][at.column]

    def reload(self) -> None:
        """Read the month shown."""
        weeks, zone = self.weeks, self.desk.zone
        since = midnight(weeks[0][0], zone)
        until = midnight(weeks[-1][-1] + timedelta(days=1), zone)
        self.fetch("month", self._show, day_counts, since, until)

    def _show(self, counts: tuple[DayCount, ...]) -> None:
        loads: dict[date, Load] = {on: NOTHING for week in self.weeks for on in week}
        for one in counts:
            day = local(one.starts_at, self.desk.zone).date()
            was = loads.get(day, NOTHING)
            free = one.positions - one.filled
            loads[day] = Load(was.details + 1, was.seats + one.positions, was.open + free)
        self.loads = loads
        own = [load for day, load in loads.items() if day.month == self.first.month]
        self.status.say(
            self.HEADING,
            f"{self.first:%B %Y}",
            counted(sum(load.details for load in own), "detail"),
            f"{sum(load.open for load in own)} open",
        )
        self.draw()

    def draw(self) -> None:
        """A cell for each day."""
        grid, at = self.grid, self.grid.cursor_coordinate
        width = self.column_width
        weeks = self.weeks
        height = max(LEAST_LINES, (self.size.height - 5) // len(weeks))
        grid.clear(columns=True)
        for name in _DAYS:
            grid.add_column(Text(name), width=width)
        for week in weeks:
            grid.add_row(*(self._cell(day, width) for day in week), height=height)
        grid.move_cursor(row=at.row, column=at.column)
        self._describe()

    def _cell(self, day: date, width: int) -> Text:
        """The day's number, and below it what it holds; a sign stands with the colour."""
        load = self.loads.get(day, NOTHING)
        star = "*" if day == self.desk.today() else ""
        quiet = self.tone("muted") if day.month != self.first.month else ""
        text = Text(f"{day.day}{star}", style=quiet)
        if load.details:
            words = f"\n{load.details} det" + (f" !{load.open}" if load.open else "")
            text.append(words, self.tone("warning") if load.open and not quiet else quiet)
        return text

    @on(DataTable.CellHighlighted, "#week")
    def _describe(self) -> None:
        load = self.loads.get(self.day, NOTHING)
        seats = f"{load.seats} seats, {load.open} open" if load.details else "nothing"
        words = f"{day_of(self.day)} · {counted(load.details, 'detail')} · {seats}"
        self.query_one("#under", Static).update(f"{words} · enter opens its week")

    @on(DataTable.CellSelected, "#week")
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """The week of the day."""
        week = Week(self.desk)
        week.days = week_of(self.day)
        self.app.push_screen(week)

    def action_earlier(self) -> None:
        """The month before."""
        self._show_month_of(self.first - timedelta(days=1))

    def action_later(self) -> None:
        """The next month."""
        self._show_month_of(self.first + timedelta(days=32))

    def action_go_date(self) -> None:
        """The month of a date."""
        from screens.staffing.detail_acts import ask_date

        ask_date(self, lambda at: self._show_month_of(local(at, self.desk.zone).date()))

    def _show_month_of(self, day: date) -> None:
        self.first = day.replace(day=1)
        self.reload()

    def action_new(self) -> None:
        """Enter a job."""
        from screens.staffing.job_form import NewJobForm

        self.app.push_screen(NewJobForm(self.desk), self.told)
