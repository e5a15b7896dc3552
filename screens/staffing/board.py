"""The board: every open position by its start, and who could take it."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text
from textual.timer import Timer
from textual.widgets import Static

from coordinator.desk import Desk
from screens.list_keys import ListScreen
from screens.parts.ahead import REST_SECONDS, Ahead
from screens.parts.columns import Column
from screens.shown import cell, day, span, until, visible
from screens.staffing import candidate_words
from storage.queries.staffing.planning import OPEN_SEATS, OpenSeat

FIRST = 5


class Board(ListScreen):
    """Open positions; the pane at the side has the first five candidates and why."""

    NAME = "board"
    HEADING = "Board"
    NOUN = ("open position", "open positions")
    LISTING = OPEN_SEATS
    ORDER = "start"
    EMPTY = "Every position is filled."
    COLUMNS = (
        Column("Starts", 10, "start"),
        Column("Time", 13),
        Column("Position", 11),
        Column("Employer", 10, "employer", grow=2),
        Column("Site", 8, "site", grow=1),
        Column("State", 11),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ahead = Ahead(desk)
        self._resting: Timer | None = None

    def fixed(self) -> tuple[tuple[str, int | str], ...]:
        """From now on."""
        return (("now", self.desk.clock()),)

    def cells(self, row: OpenSeat) -> tuple[Text, ...]:
        """When, what, where, and whether it was given back."""
        zone = self.desk.zone
        word, tone = ("CALLED OFF", "error") if row.called_off else ("OPEN", "warning")
        if row.offers:
            word = f"{row.offers} OFFERED"
        return (
            cell(day(row.starts_at, zone)),
            cell(span(row.starts_at, row.ends_at, zone)),
            cell(row.number),
            cell(row.employer),
            cell(row.site),
            cell(word, self.tone(tone)),
        )

    def _describe(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST_SECONDS, self._look_closer)

    def _look_closer(self) -> None:
        row = self.row
        if row is not None:
            self._attend(self.ahead.ranking(row.id), lambda found: self._show_side(row, found))

    def _show_side(self, row: OpenSeat, ranking: Any) -> None:
        if self.row is None or self.row.id != row.id:
            return
        placed = candidate_words.placed(ranking)
        words = [
            f"{row.number} {until(row.starts_at, self.desk.clock())}",
            visible(row.employer),
            visible(row.title),
            f"at {visible(row.site)}",
            f"wants {row.rank}" if row.rank else "",
            candidate_words.counts(placed),
            "",
        ]
        for one in [row for row in placed if row.place][:FIRST]:
            words += [
                f"{one.place} {visible(one.candidate.name)}",
                f"   {candidate_words.verdict(one)}",
            ]
        self.query_one("#side", Static).update("\n".join(words))

    def copies(self, row: OpenSeat) -> Sequence[tuple[str, str]]:
        """The number."""
        return (("number", row.number),)

    def open_row(self, row: OpenSeat) -> None:
        """The detail."""
        from screens.staffing.detail import DetailScreen

        self.app.push_screen(DetailScreen(self.desk, row.detail_id))

    def action_refill(self) -> None:
        """The candidates."""
        from screens.staffing.staffing import refill_position

        if self.row is not None:
            refill_position(self, self.ahead, self.row.id)

    def action_note(self) -> None:
        """A note on the detail of the position."""
        from screens.book.note_form import ask_note

        if self.row is not None:
            ask_note(self, "detail", self.row.detail_id)

    def action_print(self) -> None:
        """Whom to telephone for the position."""
        from screens.printing import print_calls

        if self.row is not None:
            print_calls(self, self.row.id, self.row.number)

    def action_assign(self) -> None:
        """The same list."""
        self.action_refill()

    def action_offer(self) -> None:
        """The same list."""
        self.action_refill()
