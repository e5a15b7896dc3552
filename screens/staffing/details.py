"""What lists of details share, be it the day or the whole job book: how a line looks, its keys."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.timer import Timer
from textual.widgets import Static

from coordinator.desk import Desk
from screens.list_keys import ListScreen
from screens.parts.ahead import REST_SECONDS, Ahead
from screens.parts.columns import Column
from screens.shown import cell, day, span
from screens.staffing import detail_words
from storage.queries.staffing.jobs import DetailLine

if TYPE_CHECKING:
    from storage.queries.staffing.details import Sheet


class DetailList(ListScreen):
    """A list whose rows are details."""

    NOUN = ("detail", "details")
    ORDER = "start"
    WITH_DAY: ClassVar[bool] = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ahead = Ahead(desk)
        self._resting: Timer | None = None

    # ── how it looks ────────────────────────────────────────────────────────────────────────

    def cells(self, row: DetailLine) -> tuple[Text, ...]:
        """When, number, employer, site, officers, state."""
        zone = self.desk.zone
        word, _ = detail_words.state_of(row)
        tone = self.tone(detail_words.TONES[word])
        when = span(row.starts_at, row.ends_at, zone)
        first = (cell(day(row.starts_at, zone)),) if self.WITH_DAY else ()
        return (
            *first,
            cell(when),
            cell(row.number),
            cell(row.employer),
            cell(row.site),
            cell(row.officers or "-"),
            cell(detail_words.state_words(row), tone),
        )

    def copies(self, row: DetailLine) -> Sequence[tuple[str, str]]:
        """Number, officers."""
        return (("number", row.number), ("officers", row.officers), ("site", row.site))

    def draw(self) -> None:
        """A new window: the detail under the cursor may have changed too."""
        super().draw()
        self.call_after_refresh(self._look_closer)

    def _describe(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST_SECONDS, self._look_closer)

    def _look_closer(self) -> None:
        # Not needed for the first frame.
        from storage.queries.staffing.details import sheet

        row = self.row
        if row is not None:
            self.fetch("side", self._show_side, sheet, row.id)

    def _show_side(self, found: "Sheet") -> None:
        words = detail_words.side_words(found.head, found.seats, self.desk.zone)
        self.query_one("#side", Static).update(words)
        if found.head.ends_at > self.desk.clock():
            self.ahead.rank_first(found.seats)

    # ── its keys ────────────────────────────────────────────────────────────────────────────

    def open_row(self, row: DetailLine) -> None:
        """The detail."""
        from screens.staffing.detail import DetailScreen

        self.app.push_screen(DetailScreen(self.desk, row.id))

    def action_call_off(self) -> None:
        """An officer of this detail gives his position back."""
        if self.row is not None:
            self._staffing("call_off", self.row.id)

    def action_refill(self) -> None:
        """Find who takes the open position."""
        if self.row is not None:
            self._staffing("refill", self.row.id)

    def action_offer(self) -> None:
        """Put the open position before officers: the same list."""
        self.action_refill()

    def _staffing(self, verb: str, detail_id: int) -> None:
        from screens.staffing.staffing import begin

        begin(self, self.ahead, verb, detail_id)

    def action_new(self) -> None:
        """Enter a job."""
        from screens.staffing.job_form import NewJobForm

        self.app.push_screen(NewJobForm(self.desk), self.told)

    def action_edit(self) -> None:
        """Change the detail."""
        if self.row is not None:
            from screens.staffing.detail_form import DetailForm

            self.app.push_screen(DetailForm(self.desk, self.row.id), self.told)

    def action_edit_job(self) -> None:
        """Change the job of the detail."""
        from screens.staffing.job_change_form import ask_job_change

        if self.row is not None:
            ask_job_change(self, "detail", self.row.id)

    def action_duplicate(self) -> None:
        """The same detail again on another day."""
        if self.row is not None:
            from screens.staffing.detail_acts import ask_copy

            ask_copy(self, self.row.id, self.row.starts_at)

    def action_cancel(self) -> None:
        """Cancel the marked details, or the one under the cursor."""
        if self.chosen():
            from screens.staffing.cancelling import ask_cancel

            ask_cancel(self, self.chosen(), after=self.clear_marks)

    def action_post(self) -> None:
        """Put the marked details, or the one under the cursor, up for officers to ask for."""
        from screens.staffing.posting import ask_post

        ask_post(self, self.chosen(), after=self.clear_marks)

    def action_hours(self) -> None:
        """The hours of this detail."""
        if self.row is not None:
            self.post_place("hours", self.row.number)

    def action_message(self) -> None:
        """Who was told of this detail."""
        if self.row is not None:
            from screens.staffing.detail_acts import show_messages

            show_messages(self, self.row.id)

    def action_note(self) -> None:
        """A note on the detail under the cursor, or on its job."""
        from screens.book.note_form import ask_note

        if self.row is not None:
            ask_note(self, "detail", self.row.id)

    def action_print(self) -> None:
        """The day sheet."""
        from screens.printing import print_day

        print_day(self, self.row.starts_at if self.row is not None else self.desk.clock())


def detail_columns(site_room: int = 0) -> tuple[Column, ...]:
    """The columns of a list of details; the site has its own in a table of so many cells."""
    return (
        Column("When", 13, "start"),
        Column("Detail", 11, "number"),
        Column("Employer", 9, "employer", grow=3),
        Column("Site", 7, "site", grow=2, room=site_room),
        Column("Who", 6, grow=3),
        Column("State", 14),
    )
