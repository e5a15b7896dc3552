"""Hand-over: who has the book, giving and taking it, and what two stations said differently."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from coordinator.desk import Desk
from screens.base import BookChanged
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, stamp, visible
from screens.staffing.waiting import WaitingScreen

if TYPE_CHECKING:
    from storage.queries.book.conflicts import Conflict
    from storage.queries.book.handover_sheet import HandOverSheet

_COLUMNS = (Column("No.", 5), Column("What", 24, grow=1), Column("Kind", 8), Column("Holds", 5))
_NEVER = (
    "The book was never handed over. n writes all of it into one sealed file for a stand-in's "
    "machine; here it is then only read until it comes back (i)."
)
GIVINGS_SHOWN = 3


class HandOver(WaitingScreen[None], OneTable[None]):
    """Above, how the book went from hand to hand; below, conflicts with both sides."""

    NAME = "handover"
    HEADING = "Hand-over"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sheet: HandOverSheet | None = None

    def compose_body(self) -> Iterable[Widget]:
        """Who has the book, the conflicts, the one under the cursor, how far the work is."""
        yield Static("", markup=False, id="facts")
        yield RecordTable(_COLUMNS, name="conflicts")
        yield Static("", markup=False, id="side")
        yield ProgressBar(id="progress", show_eta=False)

    def reload(self) -> None:
        """Read again."""
        self.fetch("sheet", self._show, _sheet)

    def _show(self, found: "HandOverSheet") -> None:
        self.sheet = found
        self.query_one("#facts", Static).update(visible_lines(self._facts(found)))
        self.table.show(
            Record(
                str(one.id),
                (
                    cell(one.number),
                    cell(one.name),
                    cell(one.kind, self.tone("warning")),
                    cell(one.stands),
                ),
            )
            for one in found.conflicts
        )
        self._show_side()
        waiting = counted(len(found.conflicts), "conflict") if found.conflicts else ""
        who = "you hold the book" if found.ours else f"{found.who} has the book"
        self.status.say(self.HEADING, f"station {found.own}", who, waiting)

    def _facts(self, found: "HandOverSheet") -> list[str]:
        if not found.givings:
            return [_NEVER]
        lines = [
            f"{stamp(one.given_at, self.desk.zone)}  {one.words}"
            for one in found.givings[:GIVINGS_SHOWN]
        ]
        more = len(found.givings) - GIVINGS_SHOWN
        return [*lines, *([f"… and {more} before"] if more > 0 else [])]

    @property
    def conflict(self) -> "Conflict | None":
        """The one under the cursor."""
        key = self.table.cursor_key
        known = self.sheet.conflicts if self.sheet else ()
        return next((one for one in known if str(one.id) == key), None)

    @on(RecordTable.RowHighlighted)
    def _show_side(self) -> None:
        one = self.conflict
        words = "Nothing is in conflict." if one is None else side_words(one)
        self.query_one("#side", Static).update(visible_lines(words.split("\n")))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_hand_over(self) -> None:
        """Give the book, or give it back."""
        from screens.book.handover_steps import ask_to_give

        if self.sheet is not None:
            ask_to_give(self, self.sheet, self.done_elsewhere)

    def action_take_in(self) -> None:
        """Take a bundle in."""
        from screens.book.handover_steps import ask_to_take

        ask_to_take(self, self.done_elsewhere)

    def action_reclaim(self) -> None:
        """Take the book back without its bundle."""
        from screens.book.handover_steps import ask_to_reclaim

        if self.sheet is not None:
            ask_to_reclaim(self, self.sheet, self.reclaim)

    def action_print(self) -> None:
        """The pack for whoever stands in."""
        from screens.book.handover_steps import ask_for_pack

        ask_for_pack(self)

    def action_first_side(self) -> None:
        """Take the side of the station with the lower number."""
        self._settle("lower")

    def action_second_side(self) -> None:
        """Take the side of the other."""
        self._settle("higher")

    def _settle(self, side: str) -> None:
        from coordinator.actions.handover.settling import settle
        from screens.staffing.detail_acts import saying

        one = self.conflict
        if one is not None:
            station = ord(getattr(one, side)) - ord("A")
            self.perform(saying(self), settle, one.id, station)

    def action_read_all(self) -> None:
        """The whole conflict, to read and to copy."""
        from screens.modals import Reader

        one = self.conflict
        if one is not None:
            self.app.push_screen(Reader(one.name, side_words(one)))

    def reclaim(self, who: str, reason: str) -> None:
        """Take the book back, though another holds it."""
        from coordinator.actions.handover.giving import reclaim

        self._attend(self.desk.do_though_given(reclaim, who, reason), self.done_elsewhere)

    def done_elsewhere(self, found: Any) -> None:
        """What the long work answered: the book may have another holder now."""
        from coordinator.actions.results import Refused

        if isinstance(found, Refused):
            self.refuse(found.sentence)
            return
        self.app.post_message(BookChanged())
        trouble = getattr(found, "findings", ())
        if trouble:
            self.refuse(f"{found.sentence}. It does not verify: {trouble[0]}")
        else:
            self.say(found.sentence, "done")


def side_words(one: "Conflict") -> str:
    """Both sides of a conflict, column by column."""
    lines = [
        f"{one.words}.",
        f"1 takes {one.lower}'s side, 2 takes {one.higher}'s; till then {one.stands}'s holds.",
    ]
    for each in one.differences:
        was = f", was {each.base}" if each.base else ""
        lines.append(
            f"{each.word}: {one.lower} {each.lower or '–'} · {one.higher} {each.higher or '–'}{was}"
        )
    return "\n".join(lines)


def visible_lines(lines: Iterable[str]) -> str:
    """Lines of outside text as they may be shown."""
    return "\n".join(visible(line) for line in lines)


def _sheet(connection: Any) -> Any:
    from storage.queries.book.handover_sheet import handover_sheet

    return handover_sheet(connection)
