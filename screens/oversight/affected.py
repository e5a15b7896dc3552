"""Every coming detail that an officer's standing hits: released in bulk, refilled one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.ahead import Ahead
from screens.parts.columns import Column, Record
from screens.parts.listing import Marks
from screens.parts.table import RecordTable
from screens.shown import cell, counted, day, span, visible

if TYPE_CHECKING:
    from coordinator.actions.people.officer_time import Hit
    from coordinator.actions.results import Refused
    from coordinator.actions.staffing.leaving import Released

AHEAD_SECONDS = 400 * 86_400
"""How far ahead details are judged."""

_COLUMNS = (
    Column("State", 9),
    Column("Detail", 11),
    Column("Day", 10),
    Column("Time", 13),
    Column("Officer", 14, grow=1),
    Column("Employer", 12, grow=1),
)


@dataclass(slots=True)
class Row:
    """A detail that is hit, and how far we are with it: held, open, filled."""

    hit: "Hit"
    state: str = "held"


class AffectedScreen(OneTable[None]):
    """What was released here stays in the list until it is refilled."""

    NAME = "affected"
    HEADING = "What this hits"
    FIRST_WORDS = "judging …"

    def __init__(self, desk: Desk, officer_ids: tuple[int, ...]) -> None:
        super().__init__(desk)
        self.officer_ids = officer_ids
        self.ahead = Ahead(desk)
        self.marks = Marks()
        self.rows: tuple[Row, ...] = ()
        self.freed: dict[int, Row] = {}
        """Positions that were released from here."""

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The details, and the reasons of the one under the cursor."""
        yield RecordTable(_COLUMNS, marks=True, name="affected")
        yield Static("", markup=False, id="candidate")

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        key = self.table.cursor_key
        return next((row for row in self.rows if str(row.hit.id) == key), None)

    def reload(self) -> None:
        """Judge again."""
        now = self.desk.clock()
        until = now + AHEAD_SECONDS
        self.fetch("hits", self._show, _hits, self.officer_ids, (now, until), now)

    def _show(self, found: "tuple[Hit, ...]") -> None:
        # What an undo put back is held again.
        for hit in found:
            self.freed.pop(hit.held.position_id, None)
        rows = [*(Row(hit) for hit in found), *self.freed.values()]
        self.rows = tuple(sorted(rows, key=lambda row: row.hit.held.starts_at))
        self.marks.ids &= {row.hit.id for row in self.rows if row.state == "held"}
        self.draw()

    def draw(self) -> None:
        """Show all rows."""
        marked = frozenset(map(str, self.marks.ids))
        self.table.show((Record(str(r.hit.id), self._cells(r)) for r in self.rows), marked)
        self._show_status()
        self._describe()
        self.refresh_bindings()

    def _cells(self, row: Row) -> tuple[Text, ...]:
        held, zone = row.hit.held, self.desk.zone
        word, tone = _STATES[row.state if row.state != "held" else str(row.hit.standing)]
        return (
            cell(word, self.tone(tone)),
            cell(held.number),
            cell(day(held.starts_at, zone)),
            cell(span(held.starts_at, held.ends_at, zone)),
            cell(row.hit.officer),
            cell(held.employer),
        )

    def _show_status(self) -> None:
        hit = sum(row.state == "held" for row in self.rows)
        open_ = sum(row.state == "open" for row in self.rows)
        left = f"{open_} to refill" if open_ else ""
        self.status.say(self.HEADING, counted(hit, "detail"), left, self.marks.words())

    @on(RecordTable.RowHighlighted, "#affected")
    def _describe(self) -> None:
        row = self.row
        if row is None:
            words = "Nothing that is to come is against the policy."
        else:
            head = f"{visible(row.hit.officer)} #{visible(row.hit.badge)}, {row.hit.held.number}"
            words = "\n".join([head, *(f"· {visible(reason)}" for reason in row.hit.reasons)])
        self.query_one("#candidate", Static).update(words)

    # ── marks ───────────────────────────────────────────────────────────────────────────────

    def action_mark(self) -> None:
        """Mark the detail, or take the mark off."""
        row = self.row
        if row is not None and row.state == "held":
            self.table.show_mark(str(row.hit.id), marked=self.marks.turn(row.hit.id))
            self._show_status()

    def action_mark_range(self) -> None:
        """Mark and go down."""
        row = self.row
        if row is not None and row.hit.id not in self.marks.ids:
            self.action_mark()
        self.table.action_cursor_down()

    def action_mark_all(self) -> None:
        """Mark all that are held."""
        self.marks.ids = {row.hit.id for row in self.rows if row.state == "held"}
        self.draw()

    # ── release and refill ──────────────────────────────────────────────────────────────────

    def action_release(self) -> None:
        """Take the officers off the marked details, with one reason, as one action."""
        from screens.modals import Ask

        row = self.row
        chosen = [row for row in self.rows if row.hit.id in self.marks.ids]
        if not chosen and row is not None and row.state == "held":
            chosen = [row]
        if not chosen:
            self.refuse("Nothing is marked that is still held.")
            return
        hint = "the reason, told to each officer · u undoes · esc leaves it"
        what = counted(len(chosen), "detail")
        self.app.push_screen(Ask(f"Release from {what}: why?", hint=hint), self._release(chosen))

    def _release(self, chosen: list[Row]) -> Any:
        from coordinator.actions.staffing.leaving import release

        def answered(reason: str | None) -> None:
            if reason:
                wanted = tuple(row.hit.id for row in chosen)
                self.perform(lambda result: self._freed(chosen, result), release, wanted, reason)

        return answered

    def _freed(self, chosen: list[Row], result: "Released | Refused") -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self.refuse(result.sentence)
            return
        for row in chosen:
            self.freed[row.hit.held.position_id] = Row(row.hit, "open")
        self.marks.ids.clear()
        self.say(f"{result.sentence} · r refills them one after the other", "done")
        self.reload()

    def action_refill(self) -> None:
        """Refill the open one under the cursor, then the next, until one is left with esc."""
        row = self.row
        waiting = [row for row in self.rows if row.state == "open"]
        if row is not None and row.state == "open":
            self._refill(row)
        elif waiting:
            self._refill(waiting[0])
        else:
            self.refuse("Nothing is open here: x releases first.")

    def _refill(self, row: Row) -> None:
        from screens.staffing.refill import RefillScreen

        position = row.hit.held.position_id
        self.table.go_to(str(row.hit.id))

        def refilled(sentence: str | None) -> None:
            if not sentence:
                return
            self.freed[position] = Row(row.hit, "filled")
            row.state = "filled"
            self.say(sentence, "done")
            self.reload()
            following = [one for one in self.rows if one.state == "open"]
            if following:
                self._refill(following[0])

        self.app.push_screen(RefillScreen(self.desk, self.ahead, position), refilled)

    # ── open, back ──────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#affected")
    def action_open(self) -> None:
        """The detail."""
        from screens.staffing.detail import DetailScreen

        if self.row is not None:
            self.app.push_screen(DetailScreen(self.desk, self.row.hit.held.detail_id))

    def action_back(self) -> None:
        """Marks first, then the screen."""
        if self.marks.ids:
            self.marks.ids.clear()
            self.draw()
        else:
            self.dismiss(None)


_STATES = {
    "barred": ("BARRED", "error"),
    "override": ("OVERRIDE", "warning"),
    "open": ("OPEN", "warning"),
    "filled": ("REFILLED", "success"),
}


def _hits(connection: Any, officers: tuple[int, ...], span: tuple[int, int], now: int) -> Any:
    # Imported on the reading thread: the rules must not delay a key.
    from coordinator.actions.people.officer_time import hits

    return hits(connection, officers, span, now)
