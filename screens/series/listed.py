"""Jobs that recur: each series with its rule, its next detail, what is open of it."""

from collections.abc import Sequence

from rich.text import Text

from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.shown import cell, day_and_clock, visible
from storage.queries.lists import View
from storage.queries.staffing.series import SERIES, SeriesLine

NEVER = 1 << 40
"""The start of the next detail of a series that has none."""


class SeriesList(ListScreen):
    """What recurs; is:ended shows what did."""

    NAME = "series_list"
    HEADING = "Recurring"
    NOUN = ("series", "series")
    LISTING = SERIES
    ORDER = "next"
    START_FILTER = "is:running"
    EMPTY = (
        "Nothing recurs.\n\nn lets a new job recur; * in the job book lets one recur that is there."
    )
    COLUMNS = (
        Column("Job", 8, "number"),
        Column("Employer", 9, "employer", grow=2),
        Column("What", 8, "title", grow=2),
        Column("When", 18, grow=3),
        Column("Next", 12, "next"),
        Column("Open", 5),
        Column("State", 9, "renewal"),
    )

    def fixed(self) -> tuple[tuple[str, int | str], ...]:
        """The moment by which what is next, paused or due is told."""
        return (("now", self.desk.clock()), ("today", self.desk.today().isoformat()))

    def reload(self) -> None:
        """By the clock of now."""
        self.view = View(self.view.order, self.view.text, self.view.reverse, self.fixed())
        super().reload()

    def cells(self, row: SeriesLine) -> tuple[Text, ...]:
        """Job, employer, what, the rule, the next detail, open seats, its state."""
        from coordinator.rules.recurring.series_words import in_words

        state, tone = self.state_of(row)
        when = f"{in_words(row.rule)} {row.starts_clock}-{row.ends_clock}"
        next_at = None if row.next_at == NEVER else row.next_at
        return (
            cell(row.number),
            cell(row.employer),
            cell(row.title),
            cell(when),
            cell(day_and_clock(next_at, self.desk.zone)),
            cell(row.open_seats or "", right=True),
            cell(state, self.tone(tone)),
        )

    def state_of(self, row: SeriesLine) -> tuple[str, str]:
        """A word for where it stands, and its tone."""
        today = self.desk.today().isoformat()
        if row.until_on is not None and row.until_on <= today:
            return "ended", "muted"
        until = row.paused_until_on or "9999"
        if row.paused_from_on is not None and row.paused_from_on <= today < until:
            return "PAUSED", "warning"
        if row.renew_on is not None and row.renew_on <= today:
            return "RENEW", "warning"
        return "runs", ""

    def side_words(self, row: SeriesLine) -> str:
        """All of it."""
        from coordinator.rules.recurring.series_words import line_words

        parts = (
            visible(row.title),
            visible(row.employer),
            visible(row.site),
            line_words(row),
            f"{row.coming} detail(s) ahead, made {row.ahead_days} days ahead",
            f"renewal comes up on {row.renew_on}" if row.renew_on else "",
            "leaves the employer's closed days out" if row.skips_closed else "",
        )
        return "\n".join(filter(None, parts))

    def copies(self, row: SeriesLine) -> Sequence[tuple[str, str]]:
        """Job, rule."""
        return (("number", row.number), ("rule", row.rule))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def open_row(self, row: SeriesLine) -> None:
        """Its dates ahead."""
        from screens.series.dates import SeriesScreen

        self.app.push_screen(SeriesScreen(self.desk, row.id))

    def action_new(self) -> None:
        """A new job that recurs."""
        from screens.series.form import SeriesForm

        self.app.push_screen(SeriesForm(self.desk), self.told)

    def action_edit(self) -> None:
        """From a date on another way."""
        from screens.series.following import ask_following

        if self.row is not None:
            ask_following(self, self.row.id)

    def action_pause(self) -> None:
        """Pause it, or let it go on."""
        from screens.series.terms import ask_pause

        if self.row is not None:
            ask_pause(self, self.row)

    def action_renew(self) -> None:
        """Another term."""
        from screens.series.terms import ask_renewal

        if self.row is not None:
            ask_renewal(self, self.row)

    def action_closed_days(self) -> None:
        """When the employer needs nobody."""
        from screens.series.terms import ask_closed_days

        if self.row is not None:
            ask_closed_days(self, self.row)

    def action_end_series(self) -> None:
        """Its last date."""
        from screens.series.terms import ask_end

        if self.row is not None:
            ask_end(self, self.row)

    def action_log(self) -> None:
        """Everything ever done to it."""
        from screens.book.record_log import show_log

        if self.row is not None:
            show_log(self, "series", self.row.id, f"series of {self.row.number}")
