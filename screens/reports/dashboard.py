"""The dashboard: how the programme stands, in nine small panels; enter opens the report behind."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from rich.text import Text
from textual import events
from textual.containers import Grid
from textual.message import Message
from textual.widget import Widget

from coordinator.actions.planning.dashboard import ORDER, READS, read_panels
from coordinator.desk import Desk
from coordinator.rules.reports.panels import Panel
from coordinator.rules.reports.report import Drawn, Report
from screens.base import BookScreen
from screens.reports.drawing import bars, columns, line, raised
from screens.reports.report import ReportScreen
from screens.shown import clock, visible
from screens.tones import quiet

ACROSS = 3
SMALL = 7
"""A panel with fewer lines has no chart but a line of columns."""
TITLE_WIDTH, FIGURE_WIDTH, LINE_WIDTH = 22, 18, 24
_MOVES = {"left": -1, "right": 1, "up": -ACROSS, "down": ACROSS, "k": -ACROSS, "j": ACROSS}


class PanelBox(Widget, can_focus=True):
    """One panel. It knows its place only by its name."""

    class Opened(Message):
        """Enter on a panel."""

    class Moved(Message):
        """An arrow on a panel: so many panels on."""

        def __init__(self, box: "PanelBox", by: int) -> None:
            super().__init__()
            self.box = box
            self.by = by

    def __init__(self, name: str) -> None:
        super().__init__(id=f"panel-{name}")
        self.panel: Panel | None = None

    def show(self, panel: Panel) -> None:
        """Draw a panel."""
        self.panel = panel
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Arrows go from panel to panel; in one column, up and down by one."""
        if event.key in _MOVES:
            event.stop()
            step = _MOVES[event.key]
            if self.size.height < SMALL:
                step = max(-1, min(step, 1))
            self.post_message(self.Moved(self, step))

    def render(self) -> Text:
        """Whole with its chart, or in two lines."""
        if self.panel is None:
            return Text("…")
        whole = self.size.height >= SMALL
        draw = _whole if whole else _small
        return draw(self.panel, self.size.width, self.size.height, quiet(self.app))


def _whole(panel: Panel, width: int, height: int, muted: str) -> Text:
    """Title and unit; figure and time; trend; the chart."""
    head = Text.assemble((panel.title, "bold"), " ", (panel.unit, muted))
    figure = Text.assemble((panel.latest, "bold"), " ", (panel.when, muted))
    said = Text(panel.trend, style=muted)
    for each in (head, figure, said):
        each.truncate(width, overflow="ellipsis")
    drawn = Text(chart_of(panel, width, height - 4))
    return Text("\n", no_wrap=True).join((head, figure, said, drawn))


def _small(panel: Panel, width: int, height: int, muted: str) -> Text:
    """Title, figure and columns in one line, unit and trend below."""
    title, latest = visible(panel.title)[:TITLE_WIDTH], visible(panel.latest)[:FIGURE_WIDTH]
    room = min(LINE_WIDTH, width - TITLE_WIDTH - FIGURE_WIDTH - 2)
    first = Text.assemble(
        (f"{title:<{TITLE_WIDTH}}", "bold"), (f"{latest:>{FIGURE_WIDTH}}", "bold"), "  ",
        spark(panel, room),
    )  # fmt: skip
    second = Text(" · ".join(filter(None, (panel.unit, panel.when, panel.trend))), style=muted)
    for each in (first, second):
        each.truncate(width, overflow="ellipsis")
    return Text("\n", no_wrap=True).join((first, second))


def chart_of(panel: Panel, width: int, high: int) -> str:
    """The chart in as many lines, that of its labels not counted."""
    if panel.drawn is Drawn.LINE:
        return line(panel.ranges, width, high)
    if panel.drawn is Drawn.BARS:
        return bars(panel.points[: high + 1], width)
    return columns(panel.points, width, high)


def spark(panel: Panel, room: int) -> str:
    """The chart as one line of columns."""
    values = [point.value for point in panel.points] or [each.value or 0 for each in panel.ranges]
    shown: Sequence[float] = values[-room:] if room > 0 else ()
    top = max(shown, default=0)
    return raised([max(each, 0) / top for each in shown], len(shown), 1)[0] if top > 0 else ""


class ReportBehind(ReportScreen):
    """A report asked as its panel was, which is not kept for the next time."""

    def __init__(self, desk: Desk, report: Report, typed: Mapping[str, str]) -> None:
        super().__init__(desk, report)
        self._panel_typed = typed

    def first_typed(self, last: Mapping[str, str]) -> dict[str, str]:
        """As the panel was asked."""
        from coordinator.actions.reports.running import typed_of

        return typed_of(self.report, self._panel_typed)

    def remember(self) -> None:
        """Nothing is kept."""


class Dashboard(BookScreen[None]):
    """The panels fill as they are read, the quick ones first; each pass runs on its own thread."""

    NAME = "dashboard"
    HEADING = "Dashboard"
    CSS = """
    Dashboard #panels { height: 1fr; grid-size: 1; grid-rows: 2; overflow: hidden; }
    Dashboard.-wide.-tall #panels { grid-size: 3; grid-rows: 1fr; }
    PanelBox { height: 2; padding: 0 1; }
    PanelBox:focus { background: $surface; }
    Dashboard.-wide.-tall PanelBox { height: 1fr; border: round $panel; padding: 0 1; }
    Dashboard.-wide.-tall PanelBox:focus { border: round $accent; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.waiting: set[str] = set()

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """Nine boxes that fill."""
        with Grid(id="panels"):
            for name in ORDER:
                yield PanelBox(name)

    def on_mount(self) -> None:
        """Read them."""
        self.boxes[0].focus()
        self.reload()

    @property
    def boxes(self) -> list[PanelBox]:
        """The panels in their order."""
        return list(self.query(PanelBox))

    def stale(self) -> None:
        """It tells how the book stood when it was opened; ctrl+r reads it again."""

    def reload(self) -> None:
        """Read all groups, each on a thread."""
        self.status.say(self.HEADING, "…")
        self.waiting = {read.__name__ for read in READS}
        for read in READS:
            name = read.__name__
            then = partial(self._show, name)
            self.fetch(name, then, read_panels, read, self.desk.book.path, self.desk.clock())

    def _show(self, name: str, found: list[Panel]) -> None:
        for panel in found:
            self.query_one(f"#panel-{panel.name}", PanelBox).show(panel)
        self.waiting.discard(name)
        if not self.waiting:
            read = f"as of {clock(self.desk.clock(), self.desk.zone)}"
            self.status.say(self.HEADING, "the last 12 whole months", read)

    @property
    def box(self) -> PanelBox | None:
        """The panel under the cursor."""
        found = self.focused
        return found if isinstance(found, PanelBox) else None

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def on_panel_box_moved(self, event: PanelBox.Moved) -> None:
        """To the panel above, below or beside."""
        at = self.boxes.index(event.box) + event.by
        if 0 <= at < len(self.boxes):
            self.boxes[at].focus()

    def action_open(self) -> None:
        """The report behind the panel, asked as the panel was."""
        from coordinator.actions.reports.finding import shipped_reports

        panel = self.box.panel if self.box is not None else None
        report = shipped_reports().named(panel.report) if panel is not None else None
        if panel is not None and report is not None:
            self.app.push_screen(ReportBehind(self.desk, report, panel.typed))

    def action_print(self) -> None:
        """All of it on one page."""
        from coordinator.actions.planning.dashboard import making
        from screens.printing import hand_over

        make = making(self.desk.book.path)
        hand_over(self, "Dashboard", make, self.desk.clock())
