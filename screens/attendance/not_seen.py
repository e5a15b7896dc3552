"""Not seen yet: who should be on site by now, how late, and what is done about it."""

from collections.abc import Sequence

from rich.text import Text

from coordinator.desk import Desk
from screens.list_keys import ListScreen
from screens.modals import Confirm
from screens.parts.ahead import Ahead
from screens.parts.columns import Column
from screens.shown import cell, near, span, visible
from storage.queries.attendance.not_seen import NOT_SEEN, NotSeen, alarm_minutes
from storage.queries.lists import View

EACH_MINUTE = 60.0


class NotSeenYet(ListScreen):
    """Everybody who is awaited; read again with every answer that comes in, and each minute."""

    NAME = "not_seen"
    HEADING = "Not seen yet"
    NOUN = ("officer", "officers")
    LISTING = NOT_SEEN
    ORDER = "due"
    EMPTY = "Everybody who should be on site was seen."
    COLUMNS = (
        Column("Late", 7, "due"),
        Column("Time", 13),
        Column("Officer", 10, "officer", grow=2),
        Column("Telephone", 12),
        Column("Site", 7, "site", grow=1),
        Column("Says", 7),
        Column("Position", 11),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ahead = Ahead(desk)
        self.alarm_minutes = desk.ask(alarm_minutes)

    def on_mount(self) -> None:
        """Minutes pass. Called beside the list's own."""
        self.set_interval(EACH_MINUTE, self.stale)

    def fixed(self) -> tuple[tuple[str, int | str], ...]:
        """At this moment."""
        return (("now", self.desk.clock()),)

    def reload(self) -> None:
        """The moment moves on."""
        self.view = View(self.view.order, self.view.text, self.view.reverse, self.fixed())
        super().reload()

    def cells(self, row: NotSeen) -> tuple[Text, ...]:
        """How late, when, who, his number, where, what he said."""
        late = row.minutes_late(self.desk.clock())
        tone = "error" if late >= self.alarm_minutes else "warning"
        return (
            cell(f"{late} min", self.tone(tone), right=True),
            cell(span(row.starts_at, row.ends_at, self.desk.zone)),
            cell(row.name),
            cell(row.phone),
            cell(row.site),
            cell(row.said),
            cell(row.number),
        )

    def side_words(self, row: NotSeen) -> str:
        """Whom to ring, first the officer, then the site."""
        now, zone = self.desk.clock(), self.desk.zone
        expected = f"expected {near(row.due_at, now, zone)}" if row.said else ""
        lines = (
            f"{row.name} #{row.badge}",
            f"Telephone {row.phone or 'not known'}",
            "",
            f"{row.number} {span(row.starts_at, row.ends_at, zone)}",
            expected,
            row.employer,
            f"at {row.site}",
            f"{row.client} {row.client_phone}".strip(),
            "",
            "t rings · b seen · N did not come · r refills",
        )
        return "\n".join(visible(line) for line in lines)

    def copies(self, row: NotSeen) -> Sequence[tuple[str, str]]:
        """The numbers."""
        return (
            ("telephone", row.phone),
            ("at the site", row.client_phone),
            ("number", row.number),
        )

    def open_row(self, row: NotSeen) -> None:
        """The detail."""
        from screens.roads import open_record

        open_record(self, "detail", row.detail_id)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_ring(self) -> None:
        """His number, large and copied."""
        from screens.attendance.ringing import ring

        row = self.row
        if row is not None:
            client = f"{row.client} {row.client_phone}".strip()
            at_site = f"\nAt the site: {client}" if client else ""
            late = row.minutes_late(self.desk.clock())
            words = f"{row.number} at {row.site}, {late} minutes late{at_site}"
            ring(self, row.name, row.phone, words)

    def action_seen(self) -> None:
        """He was seen at the site."""
        from coordinator.actions.staffing.leaving import mark_seen
        from screens.staffing.detail_acts import saying

        if self.row is not None:
            self.perform(saying(self), mark_seen, self.row.id)

    def action_no_show(self) -> None:
        """He did not come; the seat is open again."""
        from coordinator.actions.staffing.leaving import no_show
        from screens.staffing.detail_acts import saying

        if self.row is not None:
            self.perform(saying(self), no_show, self.row.id)

    def action_refill(self) -> None:
        """He did not come: find who takes the seat."""
        row = self.row
        if row is None:
            return

        def answered(yes: str | None) -> None:
            if yes:
                self._refill(row)

        words = f"{row.name} did not come to {row.number}: it is open again, and is filled next."
        self.app.push_screen(Confirm("No-show, and refill?", words), answered)

    def _refill(self, row: NotSeen) -> None:
        from coordinator.actions.results import Refused
        from coordinator.actions.staffing.leaving import Noted, no_show
        from screens.staffing.staffing import refill_position

        def marked(result: Noted | Refused) -> None:
            if isinstance(result, Refused):
                self.refuse(result.sentence)
            else:
                refill_position(self, self.ahead, row.position_id)

        self.perform(marked, no_show, row.id)

    def action_call_off(self) -> None:
        """He gives the seat back after all."""
        from screens.staffing.staffing import begin

        if self.row is not None:
            begin(self, self.ahead, "call_off", self.row.detail_id, self.row.position_id)

    def action_message(self) -> None:
        """What was said to him and by him about the detail."""
        from screens.staffing.detail_acts import show_messages

        if self.row is not None:
            show_messages(self, self.row.detail_id)

    def action_note(self) -> None:
        """A note on the detail."""
        from screens.book.note_form import ask_note

        if self.row is not None:
            ask_note(self, "detail", self.row.detail_id)
