"""Hours worked: typed line by line from the keyboard, signed off in bulk."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.text import Text
from textual import on
from textual.widget import Widget

from coordinator.desk import Desk
from screens.attendance.beside import show_beside
from screens.list_keys import ListScreen
from screens.money.hours_entry import HoursEntry, Typed
from screens.money.hours_said import SIDES, said, side_by_side
from screens.parts.columns import Column
from screens.shown import cell, day, day_of, local, span, visible
from storage.queries.lists import View
from storage.queries.money.ledgers import HOURS, HoursLine

PERIOD_DAYS = 60
DAY_SECONDS = 86_400
_TONES = {"missing": "error", "entered": "warning", "approved": "success"}


class Hours(ListScreen):
    """What has ended in the last weeks; at first only what still waits for a hand."""

    NAME = "hours"
    HEADING = "Hours"
    NOUN = ("assignment", "assignments")
    LISTING = HOURS
    ORDER = "start"
    START_FILTER = "is:waiting"
    EMPTY = "No hours wait.\n\nesc and f: is:approved shows those that are done."
    COLUMNS = (
        Column("Day", 10, "start"),
        Column("Scheduled", 13),
        Column("Position", 11),
        Column("Officer", 7, "officer", grow=2),
        Column("Said", 10, grow=1),
        Column("Worked", 13),
        Column("State", 8),
    )

    def __init__(self, desk: Desk) -> None:
        self.since = desk.clock() - PERIOD_DAYS * DAY_SECONDS
        self._states = ("", "")
        """The side whose hours are being typed, and who says so; empty for the entry itself."""
        super().__init__(desk)

    def fixed(self) -> tuple[tuple[str, int | str], ...]:
        """From when, and now."""
        return (("since", self.since), ("now", self.desk.clock()))

    def compose_body(self) -> Iterable[Widget]:
        """The list, and below it the line to type into."""
        yield from super().compose_body()
        yield HoursEntry(self.desk.zone)

    @property
    def entry(self) -> HoursEntry:
        """The line to type into."""
        return self.query_one(HoursEntry)

    def cells(self, row: HoursLine) -> tuple[Text, ...]:
        """Day, scheduled, position, officer, what each side says, worked, state."""
        zone = self.desk.zone
        worked = "-"
        if row.started_at is not None and row.ended_at is not None:
            same = (row.started_at, row.ended_at) == (row.scheduled_start, row.scheduled_end)
            worked = "as scheduled" if same else span(row.started_at, row.ended_at, zone)
        return (
            cell(day(row.scheduled_start, zone)),
            cell(span(row.scheduled_start, row.scheduled_end, zone)),
            cell(row.position),
            cell(row.officer),
            cell(said(row)),
            cell(worked),
            cell(row.state.upper(), self.tone(_TONES[row.state])),
        )

    def side_words(self, row: HoursLine) -> str:
        """The assignment and its hours."""
        zone = self.desk.zone
        parts = [
            row.position,
            f"{visible(row.officer)} #{visible(row.badge)}",
            visible(row.employer),
            day(row.scheduled_start, zone),
            "",
            *side_by_side(row, zone),
        ]
        return "\n".join([*parts, "", row.state.upper()])

    def _describe(self) -> None:
        super()._describe()
        show_beside(self)

    def copies(self, row: HoursLine) -> Sequence[tuple[str, str]]:
        """Position, officer."""
        return (("position", row.position), ("officer", row.officer), ("badge", row.badge))

    def show_status(self) -> None:
        """With the date from which on."""
        super().show_status()
        since = f"since {day_of(local(self.since, self.desk.zone).date())}"
        self.status.say(*self.status.parts[:2], since, *self.status.parts[2:])

    # ── typing ──────────────────────────────────────────────────────────────────────────────

    def action_edit(self) -> None:
        """Type the hours of the assignment under the cursor, then of the next."""
        self._states = ("", "")
        row = self.row
        if row is None:
            return
        scheduled = (row.scheduled_start, row.scheduled_end)
        entered = scheduled
        if row.started_at is not None and row.ended_at is not None:
            entered = (row.started_at, row.ended_at)
        whose = f"{row.position} {row.officer}"
        self.entry.take(whose, scheduled, entered, row.break_minutes)
        self.say("start, enter, end, enter saves and goes to the next · esc closes")

    @on(HoursEntry.Unreadable)
    def _unreadable(self, event: HoursEntry.Unreadable) -> None:
        self.refuse(event.sentence)

    @on(HoursEntry.Taken)
    def _taken(self, event: HoursEntry.Taken) -> None:
        row = self.row
        if row is None:
            return
        if self._states[0]:
            self._state(row, event.typed)
            return
        if row.entry_id is None:
            self._enter(row, event.typed, "")
            return
        from screens.modals import Ask

        def reasoned(reason: str | None) -> None:
            if reason:
                self._enter(row, event.typed, reason)

        hint = "what stood there is kept · the reason goes on record · esc leaves it"
        self.app.push_screen(Ask("Correct the hours: why?", hint=hint), reasoned)

    def _enter(self, row: HoursLine, typed: Typed, reason: str) -> None:
        from coordinator.actions.pay.hours import Worked, correct_hours, enter_hours

        worked = Worked(typed.started_at, typed.ended_at, typed.break_minutes)
        following = self._following()

        def done(result: Any) -> None:
            self._entered(result, following)

        action = enter_hours if row.entry_id is None else correct_hours
        self.perform(done, action, row.id, worked, reason)

    def _following(self) -> str | None:
        keys, at = self.table.keys(), self.table.cursor_row + 1
        return keys[at] if at < len(keys) else None

    def _entered(self, result: Any, following: str | None) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            # The line stays open, so that what was typed can be mended.
            self.refuse(result.sentence)
            return
        if following is None:
            self.close_entry()
        else:
            self.table.go_to(following)
            self.action_edit()
        self.say(f"{result.sentence} · u undoes", "done")

    def close_entry(self) -> None:
        """Back to the list."""
        self.entry.put_away()
        self.table.focus()

    def action_back(self) -> None:
        """The line to type into first."""
        if self.entry.is_open:
            self.close_entry()
        else:
            super().action_back()

    # ── what each side says ─────────────────────────────────────────────────────────────────

    def action_state(self) -> None:
        """Type what was punched, claimed or certified."""
        row = self.row
        if row is None:
            return
        from screens.modals import Ask, Choose

        def named(side: str, who: str | None) -> None:
            if who is None:
                return
            self._states = (side, who)
            scheduled = (row.scheduled_start, row.scheduled_end)
            stands = row.stated(side) or (*scheduled, 0)
            whose = f"{row.position} {row.officer}, {side}"
            self.entry.take(whose, scheduled, (stands[0], stands[1]), stands[2])

        def chosen(side: str | None) -> None:
            if side is not None:
                window = Ask("Who says so?", value="", hint="a name, or empty", empty_ok=True)
                self.app.push_screen(window, lambda who: named(side, who))

        self.app.push_screen(Choose("Whose hours", SIDES), chosen)

    def _state(self, row: HoursLine, typed: Typed) -> None:
        from coordinator.actions.pay.hours import Worked
        from coordinator.actions.pay.stated_hours import state_hours

        worked = Worked(typed.started_at, typed.ended_at, typed.break_minutes)
        self.perform(self._stated, state_hours, row.id, self._states[0], worked, self._states[1])

    def _stated(self, result: Any) -> None:
        from coordinator.actions.results import Refused
        from screens.staffing.detail_acts import saying

        if not isinstance(result, Refused):
            self.close_entry()
        saying(self)(result)

    def action_agree(self) -> None:
        """Approve the marked assignments on which everybody agrees, or all that wait."""
        from coordinator.actions.pay.stated_hours import agree_hours

        chosen = tuple(sorted(self.marks.ids)) or None
        self.perform(self._signed_off, agree_hours, chosen)

    def action_settle(self) -> None:
        """Take one side's hours, with the reason."""
        row = self.row
        if row is None:
            return
        from screens.money.hours_said import ask_settle

        ask_settle(self, row)

    # ── signing off ─────────────────────────────────────────────────────────────────────────

    def action_approve(self) -> None:
        """Sign off the marked assignments, or this one; who has no hours worked as scheduled."""
        from coordinator.actions.pay.hours_sheet import sign_off

        if self.chosen():
            self.perform(self._signed_off, sign_off, self.chosen())

    def _signed_off(self, result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self.refuse(result.sentence)
            return
        left = f": {result.left[0]}" if result.left else ""
        self.clear_marks()
        self.say(f"{result.sentence}{left} · u undoes", "done")

    # ── other keys ──────────────────────────────────────────────────────────────────────────

    def open_row(self, row: HoursLine) -> None:
        """The detail."""
        from screens.staffing.detail import DetailScreen

        self.app.push_screen(DetailScreen(self.desk, row.detail_id))

    def action_go_date(self) -> None:
        """Show what has ended since a date."""
        from screens.staffing.detail_acts import ask_date

        ask_date(self, self._show_since, "Hours since")

    def _show_since(self, at: int) -> None:
        self.since = at
        self.view = View(self.view.order, self.view.text, self.view.reverse, self.fixed())
        self.show_status()
        self.load()

    def action_on_site(self) -> None:
        """Another worked the seat under the cursor, or one more worked on its detail."""
        from screens.staffing.on_site import begin_on_site_of

        if self.row is not None:
            begin_on_site_of(self, self.row.detail_id, self.row.position)

    def action_log(self) -> None:
        """Every entry and correction of this assignment."""
        from screens.book.record_log import show_log

        if self.row is not None:
            show_log(self, "assignment", self.row.id, self.row.position)
