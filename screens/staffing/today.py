"""Today: every detail of the next 24 hours, and above it what needs a hand now."""

from datetime import date, timedelta
from typing import Any

from textual import on

from coordinator.actions.staffing.opened_tiers import todays_needs
from coordinator.desk import Desk
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, day_of, local, near, until
from screens.staffing.details import DetailList, detail_columns
from storage.queries.lists import View, window
from storage.queries.staffing.need import Need
from storage.queries.staffing.today import DAY

DAY_SECONDS = 86_400
SOON_DAYS = 30
"""Certificates that run out within so many days are listed."""

_NEED_COLUMNS = (Column("Now", 11), Column("When", 16), Column("What needs a hand", 20, grow=1))
_URGENT = {
    "given": "warning",
    "conflict": "error",
    "call-off": "error",
    "open": "warning",
    "answer": "warning",
    "answers": "warning",
    "unreached": "error",
    "asked": "warning",
    "old request": "error",
    "overdue": "error",
    "failed": "error",
    "not seen": "error",
    "presence": "warning",
    "gateway": "error",
    "channel": "error",
    "mailbox": "error",
    "files": "error",
    "file": "warning",
    "source": "error",
    "finding": "warning",
}
_PLACES = {
    "given": "handover",
    "conflict": "handover",
    "hours": "hours",
    "cases": "cases",
    "suspension": "suspensions",
    "answers": "inbox",
    "channel": "settings",
    "mailbox": "settings",
    "files": "settings",
    "source": "settings",
    "witness": "settings",
    "audit": "binder",
    "finding": "findings",
    "report": "mailings",
}
"""Where a line leads that stands for several records."""


class Today(DetailList):
    """The day and what it wants."""

    NAME = "today"
    HEADING = "Today"
    LISTING = DAY
    COLUMNS = detail_columns()
    WITH_DAY = False
    EMPTY = "No detail in 24 hours. n enters one; a new book is set up on F10, tab Set-up."

    def __init__(self, desk: Desk) -> None:
        self.begins_at = desk.clock()
        self.needs: tuple[Need, ...] = ()
        super().__init__(desk)

    def fixed(self) -> tuple[tuple[str, int | str], ...]:
        """The 24 hours shown."""
        return (("since", self.begins_at), ("until", self.begins_at + DAY_SECONDS))

    def first_load(self) -> None:
        """The one read that does not wait for a thread: the first frame has the day on it."""
        seen = self.app.size.height
        lines = self.desk.ask(window, self.LISTING, self.view, seen)
        self.held.fill(lines, above=False, below=len(lines) == seen)
        self.draw()
        self.total = len(lines) if len(lines) < seen else None
        self.call_after_refresh(self._after_first_frame)

    def _after_first_frame(self) -> None:
        self._load_needs()
        if self.total is None:
            self._count()

    def reload(self) -> None:
        """Both parts; the window moves on with the clock unless another date is shown."""
        if abs(self.desk.clock() - self.begins_at) < DAY_SECONDS // 2:
            self.begins_at = self.desk.clock()
        self.view = View(self.view.order, self.view.text, self.view.reverse, self.fixed())
        super().reload()
        self._load_needs()

    def _load_needs(self) -> None:
        today = self.desk.today()
        soon = (today + timedelta(days=SOON_DAYS)).isoformat()
        now = self.desk.clock()
        self.fetch("needs", self._show_needs, todays_needs, now, today.isoformat(), soon)

    def _show_needs(self, found: tuple[Need, ...]) -> None:
        self.needs = found
        self.show_status()
        if not found:
            self.query("#needs").remove()
        elif not self.query("#needs"):
            # It comes after the first frame, above the day.
            self.mount(RecordTable(_NEED_COLUMNS, name="needs"), before=".pane-row")
            self.call_after_refresh(self._draw_needs)
        else:
            self._draw_needs()

    def _draw_needs(self) -> None:
        if self.query("#needs"):
            records = (self._need_record(number, need) for number, need in enumerate(self.needs))
            self.query_one("#needs", RecordTable).show(records)

    def _need_record(self, number: int, need: Need) -> Record:
        now = self.desk.clock()
        if need.kind in ("call-off", "open", "unconfirmed", "not seen"):
            when = until(need.at, now)
        else:
            when = near(need.at, now, self.desk.zone)
        tone = self.tone(_URGENT.get(need.kind, ""))
        return Record(str(number), (cell(need.kind.upper(), tone), cell(when), cell(need.words)))

    def show_status(self) -> None:
        """The date, the day's details, what needs a hand."""
        on = day_of(self._date())
        total = "…" if self.total is None else counted(self.total, *self.NOUN)
        hands = f"{len(self.needs)} to do" if self.needs else ""
        shown = f"/{self.view.text}" if self.view.text else ""
        self.status.say(self.HEADING, on, total, hands, shown, self.marks.words())

    def _date(self) -> date:
        return local(self.begins_at, self.desk.zone).date()

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @property
    def need(self) -> Need | None:
        """The line under the cursor of the upper table, while that has the focus."""
        for table in self.query("#needs").results(RecordTable):
            if table.has_focus and table.cursor_key is not None:
                return self.needs[int(table.cursor_key)]
        return None

    @on(RecordTable.RowSelected, "#needs")
    def _need_clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """The thing that needs a hand, or the detail."""
        need = self.need
        if need is None:
            super().action_open()
        elif need.kind in _PLACES:
            self.post_place(_PLACES[need.kind])
        elif need.kind == "next tier":
            self.action_refill()
        elif need.table == "message":
            self._open_message(need.record)
        elif need.table == "watched_file":
            from screens.book.watch_steps import ask_waiting_file

            ask_waiting_file(self, need.record)
        else:
            from screens.roads import open_record

            open_record(self, need.table, need.record)

    def _open_message(self, message_id: int) -> None:
        """The Outbox, narrowed to messages of its state to that person."""
        from storage.queries.messages.outbox import OutboxRow, outbox_row

        def narrow(row: OutboxRow) -> None:
            words = row.name.split()[-1:]
            self.post_place("messages", " ".join((f"is:{row.stands}", *words)))

        self.fetch("message", narrow, outbox_row, self.desk.clock(), message_id)

    def action_refill(self) -> None:
        """One key from a line to its cure."""
        need = self.need
        if need is not None and need.table == "position":
            from screens.staffing.staffing import refill_position

            refill_position(self, self.ahead, need.record)
        elif need is not None and need.detail_id is not None:
            self._staffing("refill", need.detail_id)
        else:
            super().action_refill()

    def action_confirm(self) -> None:
        """The officer of the line has said that he comes."""
        from coordinator.actions.staffing.leaving import confirm

        self._mark(confirm)

    def action_seen(self) -> None:
        """The officer of the line was seen at the site."""
        from coordinator.actions.staffing.leaving import mark_seen

        self._mark(mark_seen)

    def _mark(self, action: Any) -> None:
        from screens.staffing.detail_acts import saying

        need = self.need
        if need is not None and need.table == "assignment":
            self.perform(saying(self), action, need.record)
        else:
            self.refuse("That is marked on a line above the day, or on the detail: enter opens it.")

    def action_done(self) -> None:
        """The follow-up of the line is dealt with."""
        from coordinator.actions.book.notes import close_note
        from screens.staffing.detail_acts import saying

        need = self.need
        if need is not None and need.table == "note":
            self.perform(saying(self), close_note, need.record)
        else:
            self.refuse("That closes a follow-up: put the cursor on its line above the day.")

    def action_unask(self) -> None:
        """Whoever is asked by message, as the line says, need not decide."""
        from screens.staffing.asking_by_message import take_question_back

        need = self.need
        asked = need is not None and need.table == "approval_request"
        take_question_back(self, need.record if need is not None and asked else None)

    def action_note(self) -> None:
        """A note on the detail of the line, in either table."""
        from screens.book.note_form import ask_note

        need = self.need
        if need is not None and need.detail_id is not None:
            ask_note(self, "detail", need.detail_id)
        elif need is not None and need.table in ("officer", "employer"):
            ask_note(self, need.table, need.record)
        else:
            super().action_note()

    def action_call_off(self) -> None:
        """From a line of either table."""
        need = self.need
        if need is not None and need.detail_id is not None:
            self._staffing("call_off", need.detail_id)
        else:
            super().action_call_off()

    def action_go_date(self) -> None:
        """Show another day."""
        from screens.staffing.detail_acts import ask_date

        ask_date(self, self._show_date)

    def _show_date(self, at: int) -> None:
        now = self.desk.clock()
        self.begins_at = now if at <= now < at + DAY_SECONDS else at
        self.view = View(self.view.order, self.view.text, self.view.reverse, self.fixed())
        self.load()
