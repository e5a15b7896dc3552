"""Presence: how sure it is that officers were where they should be, with the reasons."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import (
    cell,
    counted,
    day,
    day_and_clock,
    day_of,
    local,
    midnight,
    span,
    visible,
)

if TYPE_CHECKING:
    from coordinator.actions.attendance.grading import GradedShift

DAYS = 7
_COLUMNS = (
    Column("Grade", 12),
    Column("Points", 6),
    Column("Day", 10),
    Column("Time", 13),
    Column("Officer", 12, grow=2),
    Column("Position", 11),
    Column("Site", 7, grow=1),
)
TONES = {
    "contradicted": "error",
    "none": "error",
    "weak": "warning",
    "fair": "",
    "strong": "success",
}
_WORST_FIRST = tuple(TONES)


def punch_words(graded: "GradedShift", desk: Desk) -> list[str]:
    """Each punch with what it says."""
    word = {True: "right word", False: "WRONG WORD", None: ""}
    return [
        " ".join(
            filter(
                None,
                (
                    day_and_clock(each.at, desk.zone),
                    each.kind.replace("_", " ").upper(),
                    each.presence if each.presence != "none" else "",
                    "" if each.distance_m is None else f"{each.distance_m:,} m",
                    word[each.code_word],
                ),
            )
        )
        for each in graded.punches
    ]


class PresenceGrades(OneTable[None]):
    """The shifts of seven days, those that want a look first."""

    NAME = "presence"
    HEADING = "Presence"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.last = desk.today()
        self.found: dict[str, GradedShift] = {}

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The shifts, and the reasons of the one under the cursor."""
        yield RecordTable(_COLUMNS, name="grades")
        with VerticalScroll(id="more", can_focus=True):
            yield Static("", markup=False, id="past")

    @property
    def one(self) -> "GradedShift | None":
        """The shift under the cursor."""
        return self.found.get(self.table.cursor_key or "")

    def reload(self) -> None:
        """The days again."""
        # Imported on use: rules that the first screen does without.
        from coordinator.actions.attendance.grading import grades_between

        first = self.last - timedelta(days=DAYS - 1)
        since, until = (
            midnight(on, self.desk.zone) for on in (first, self.last + timedelta(days=1))
        )
        self.fetch("grades", self._show, grades_between, since, until, self.desk.clock())

    def _show(self, found: "tuple[GradedShift, ...]") -> None:
        ordered = sorted(found, key=lambda each: _WORST_FIRST.index(each.grade.grade))
        self.found = {str(each.shift.id): each for each in ordered}
        self.table.show(self._record(key, each) for key, each in self.found.items())
        first = self.last - timedelta(days=DAYS - 1)
        against = sum(each.grade.grade == "contradicted" for each in found)
        self.status.say(
            self.HEADING,
            f"{day_of(first)} to {day_of(self.last)}",
            counted(len(found), "shift"),
            f"{against} contradicted" if against else "",
        )
        if not found:
            self.say("No shift has begun in these days.")
        self._describe()

    def _record(self, key: str, each: "GradedShift") -> Record:
        shift, grade, zone = each.shift, each.grade, self.desk.zone
        return Record(
            key,
            (
                cell(grade.grade.upper(), self.tone(TONES[grade.grade])),
                cell(grade.points, right=True),
                cell(day(shift.starts_at, zone)),
                cell(span(shift.starts_at, shift.ends_at, zone)),
                cell(shift.name),
                cell(shift.number),
                cell(shift.site),
            ),
        )

    @on(RecordTable.RowHighlighted, "#grades")
    def _describe(self) -> None:
        self.query_one("#past", Static).update("\n".join(self._words()))

    def _words(self) -> list[str]:
        one = self.one
        if one is None:
            return []
        shift = one.shift
        head = f"{shift.number} {visible(shift.name)} #{visible(shift.badge)}"
        where = f"{visible(shift.employer)} · {visible(shift.site)}"
        return [f"{head} · {where}", *one.grade.reasons, *punch_words(one, self.desk)]

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#grades")
    def action_open(self) -> None:
        """The detail."""
        from screens.roads import open_record

        if self.one is not None:
            open_record(self, "detail", self.one.shift.detail_id)

    def action_read_all(self) -> None:
        """All reasons, to read and to copy."""
        from screens.modals import Reader

        if self.one is not None:
            self.app.push_screen(
                Reader(f"Presence {self.one.shift.number}", "\n".join(self._words()))
            )

    def action_note(self) -> None:
        """A note on the detail."""
        from screens.book.note_form import ask_note

        if self.one is not None:
            ask_note(self, "detail", self.one.shift.detail_id)

    def action_copy(self) -> None:
        """The number, or the grade with its reasons."""
        from screens.copying import ask_copy_of

        one = self.one
        if one is not None:
            ask_copy_of(self, (("position", one.shift.number), ("grade", one.grade.sentence)))

    def action_earlier(self) -> None:
        """The seven days before."""
        self._go(self.last - timedelta(days=DAYS))

    def action_later(self) -> None:
        """The next seven days, up to today."""
        self._go(min(self.last + timedelta(days=DAYS), self.desk.today()))

    def action_go_date(self) -> None:
        """The seven days up to a date."""
        from screens.staffing.detail_acts import ask_date

        ask_date(self, lambda at: self._go(local(at, self.desk.zone).date()))

    def _go(self, last: date) -> None:
        self.last = last
        self.reload()
