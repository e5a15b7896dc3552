"""The ranked candidates of one position: why each may or may not take it.

Keys that are pressed before the ranking is there wait for it, so that typing ahead is safe.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.ahead import Ahead
from screens.parts.columns import Record
from screens.parts.listing import Marks
from screens.parts.status import MessageLine
from screens.parts.table import RecordTable
from screens.shown import visible
from screens.staffing import candidate_words
from screens.staffing.candidate_words import Placed, placed
from screens.staffing.detail_words import head_words
from storage.queries.people.officers import phones
from storage.queries.staffing.details import DetailHead, Seat, seat
from storage.queries.staffing.standby import First, first_for

if TYPE_CHECKING:
    from coordinator.actions.staffing.candidates import Ranking

SHOWN = 150
"""Rows in the table; a filter finds the others."""


class CandidateList(OneTable[str | None]):
    """The ranked candidates of one position. `RefillScreen` adds what is done with them."""

    HEADING = "Refill"
    FIRST_WORDS = "ranking …"

    def __init__(
        self,
        desk: Desk,
        ahead: Ahead,
        position_id: int,
        *,
        gave_back: str = "",
        leaving: int | None = None,
    ) -> None:
        super().__init__(desk)
        self.leaving = leaving
        self.ahead = ahead
        self.position_id = position_id
        self.gave_back = gave_back
        self.head: DetailHead | None = None
        self.position: Seat | None = None
        self.ranking: Ranking | None = None
        self.rows: tuple[Placed, ...] = ()
        self.picked: int | None = None
        self.filter_text = ""
        self.marks = Marks()
        self.phones: dict[int, str] = {}
        self.first: First | None = None
        self._waiting: list[str] = []

    def compose_body(self) -> Iterable[Widget]:
        """The list, the reasons of the one under the cursor, what `y` will do."""
        yield Static("", markup=False, id="first")
        yield RecordTable(candidate_words.COLUMNS, marks=True, name="candidates")
        yield Static("", markup=False, id="candidate")
        yield Static("", markup=False, id="confirm")

    @property
    def row(self) -> Placed | None:
        """The candidate under the cursor."""
        key = self.table.cursor_key
        return next((row for row in self.rows if row.key == key), None)

    def reload(self) -> None:
        """Read the position and rank anew.

        The cursor stays on its candidate; but on the first one, where nobody has moved it, it
        stays on whoever is first now: he who gives the position back may have been the first.
        """
        self.fetch("seat", self._show_position, seat, self.position_id)
        self.fetch("phones", self._show_phones, phones)
        self.fetch("first", self._show_first, first_for, self.position_id)
        self._attend(self.ahead.ranking(self.position_id), self._show_ranking)

    def _show_position(self, found: tuple[DetailHead, Seat]) -> None:
        self.head, self.position = found
        self.gave_back = self.gave_back or visible(self.position.called_off)
        self._show_status()

    def _show_first(self, found: First) -> None:
        self.first = found
        line = self.query_one("#first", Static)
        line.update(candidate_words.first_words(found))
        line.set_class(bool(found.backups or found.asked or found.question), "-shown")
        if found.asked_id is not None and self.ranking is not None:
            self.draw()

    def _show_phones(self, found: dict[int, str]) -> None:
        self.phones = found
        self._describe()

    def phone_of(self, row: Placed) -> str:
        """Where a candidate is rung; empty where the roster has no number."""
        return self.phones.get(row.candidate.id, "")

    def _show_ranking(self, ranking: "Ranking") -> None:
        self.ranking = ranking
        self.rows = placed(ranking, self.leaving)
        unmoved = self.table.cursor_row == 0 and self.picked is None
        self.draw()
        if unmoved:
            self.table.move_cursor(0)
        self._show_status()
        if not self.query_one(MessageLine).sentence:
            self.say("By telephone: 1 no answer · 2 refused · 3 wrong number · 4 rings back")
        while self._waiting:
            self.call_next(self.run_action, self._waiting.pop(0))

    def draw(self) -> None:
        """Show the rows that the filter lets through."""
        words = self.filter_text.lower()
        found = (row for row in self.rows if words in _words(row)) if words else iter(self.rows)
        marked = frozenset(map(str, self.marks.ids))
        self.table.show(
            (self._record(row) for row, _ in zip(found, range(SHOWN), strict=False)), marked
        )
        self._describe()

    def _record(self, row: Placed) -> Record:
        tone = self.tone(candidate_words.tone_of(row))
        wished = self.first is not None and row.candidate.id == self.first.asked_id
        return Record(row.key, candidate_words.cells(row, self.desk.zone, tone, wished=wished))

    def _show_status(self) -> None:
        where = head_words(self.head, self.desk.zone) if self.head else ""
        number = self.position.number if self.position else ""
        counts = candidate_words.counts(self.rows) if self.ranking else "ranking …"
        wave = self.ranking.next_wave if self.ranking else ""
        counts += f" · next {wave}" if wave else ""
        shown = f"/{self.filter_text}" if self.filter_text else ""
        where = where.partition(" · ")[2]
        self.status.say(f"{self.HEADING} {number}", counts, shown, self.marks.words(), where)

    @on(RecordTable.RowHighlighted, "#candidates")
    def _moved(self) -> None:
        self.cursor_moved()
        self._describe()

    def cursor_moved(self) -> None:
        """The cursor is on another candidate, or on the same one again."""

    def _describe(self) -> None:
        row = self.row
        if row is None:
            words = "Nobody: the filter lets no one through." if self.ranking else ""
        else:
            words = candidate_words.reasons(row, self.phone_of(row))
        self.query_one("#candidate", Static).update(words)

    # ── the filter ──────────────────────────────────────────────────────────────────────────

    def action_filter(self) -> None:
        """Find one officer by name or badge."""
        if not self.query("#filter"):
            field = Input(self.filter_text, placeholder="name or badge", compact=True, id="filter")
            self.mount(field, before=self.query_one(MessageLine))
            field.focus()

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        self.filter_text = event.value.strip()
        self.draw()
        self._show_status()

    @on(Input.Submitted, "#filter")
    def _close_filter(self) -> None:
        self.query("#filter").remove()
        self.table.focus()


def _words(row: Placed) -> str:
    return f"{row.candidate.name} {row.candidate.badge}".lower()
