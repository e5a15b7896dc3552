"""One detail as it is shown: its seats, who holds them, what happened, who was told."""

from collections.abc import Iterable, Iterator
from typing import Any

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.ahead import Ahead
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, clock, counted, day, day_and_clock, span, visible
from screens.staffing import detail_words
from storage.queries.messages.outbox import OutboxRow, who_was_told
from storage.queries.staffing.details import Seat, Sheet, sheet

_COLUMNS = (
    Column("Seat", 11),
    Column("Time", 13),
    Column("Wants", 9),
    Column("Officer", 22, grow=1),
    Column("State", 11),
)


class DetailSheet(OneTable[None]):
    """The detail and its seats. `DetailScreen` adds what is done with them."""

    HEADING = "Detail"

    def __init__(self, desk: Desk, detail_id: int) -> None:
        super().__init__(desk)
        self.detail_id = detail_id
        self.ahead = Ahead(desk)
        self.sheet: Sheet | None = None
        self.told_rows: tuple[OutboxRow, ...] = ()
        self.presence: tuple[str, ...] = ()
        self.risk = ""

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """Facts, seats, and what happened."""
        yield Static("", markup=False, id="facts")
        yield RecordTable(_COLUMNS, name="seats")
        with VerticalScroll(id="more", can_focus=True):
            yield Static("", markup=False, id="past")

    @property
    def seat(self) -> Seat | None:
        """The seat under the cursor."""
        key = self.table.cursor_key
        if self.sheet is None or key is None:
            return None
        return next((seat for seat in self.sheet.seats if str(seat.id) == key), None)

    def reload(self) -> None:
        """Read the whole sheet."""
        self.fetch("sheet", self._show, sheet, self.detail_id)
        self.fetch("told", self._show_told, who_was_told, self.desk.clock(), self.detail_id)

    def _show(self, found: Sheet) -> None:
        self.sheet = found
        head, zone = found.head, self.desk.zone
        state = "CANCELLED" if head.state == "cancelled" else ""
        open_seats = sum(s.officer_id is None and not s.cancelled for s in found.seats)
        open_words = f"{open_seats} open" if open_seats else "filled"
        when = f"{day(head.starts_at, zone)} {span(head.starts_at, head.ends_at, zone)}"
        self.status.say(f"Detail {head.number}", when, state or open_words)
        self.query_one("#facts", Static).update(detail_words.facts(found))
        self.table.show(Record(str(seat.id), self._cells(seat)) for seat in found.seats)
        self.query_one("#past", Static).update(self._past_words())
        self.refresh_bindings()
        if head.ends_at > self.desk.clock():
            self.ahead.rank_first(found.seats)
        if open_seats and head.starts_at > self.desk.clock():
            self._read_risk()
        if head.starts_at <= self.desk.clock():
            self._read_presence()

    def _read_presence(self) -> None:
        """How sure it is that those who hold the seats are there."""
        from coordinator.actions.attendance.grading import GradedShift, grades_of

        def show(found: dict[int, GradedShift]) -> None:
            self.presence = tuple(
                f"PRESENCE {each.shift.number} {visible(each.grade.sentence)}"
                for each in found.values()
                if each.grade.says_something
            )
            self.query_one("#past", Static).update(self._past_words())

        self.fetch("presence", show, grades_of, self.detail_id, self.desk.clock())

    def _read_risk(self) -> None:
        """How likely it is that the open seats stay empty, by the agency's own history."""
        from coordinator.actions.planning.risk_telling import risk_of_detail

        def show(found: str) -> None:
            self.risk = f"RISK {visible(found)}" if found else ""
            self.query_one("#past", Static).update(self._past_words())

        self.fetch("risk", show, risk_of_detail, self.detail_id, self.desk.clock())

    def _cells(self, seat: Seat) -> tuple[Any, ...]:
        word, tone = detail_words.seat_state(seat)
        return (
            cell(seat.number),
            cell(span(seat.starts_at, seat.ends_at, self.desk.zone)),
            cell(" ".join(filter(None, (seat.rank, seat.needs))) or seat.role),
            cell(" · ".join((detail_words.seat_holder(seat), *self._post(seat)))),
            cell(word, self.tone(tone)),
        )

    def _post(self, seat: Seat) -> Iterator[str]:
        """The label of the seat, and when its officer musters, where that is said."""
        if seat.label:
            yield seat.label
        if seat.muster_at is not None:
            yield f"muster {clock(seat.muster_at, self.desk.zone)}"

    def _show_told(self, rows: tuple[OutboxRow, ...]) -> None:
        self.told_rows = rows
        self.query_one("#past", Static).update(self._past_words())

    def _past_words(self) -> str:
        zone = self.desk.zone
        parts: list[str] = []
        if self.sheet is not None:
            parts += [self.risk] if self.risk else []
            parts += self.presence
            parts += [visible(note) for note in self.sheet.notes]
            parts += [
                f"{day_and_clock(one.at, zone)}  {visible(one.words)}" for one in self.sheet.past
            ]
        if self.told_rows:
            parts += ["", counted(len(self.told_rows), "message")]
            parts += [detail_words.told(row) for row in reversed(self.told_rows)]
        return "\n".join(parts)
