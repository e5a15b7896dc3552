"""What is done with the candidates of a position: award, offer, override, telephone."""

from typing import Any

from textual import on
from textual.widgets import Static

from coordinator.desk import Desk
from screens.parts.ahead import Ahead
from screens.parts.table import RecordTable
from screens.shown import visible
from screens.staffing.candidate_acts import copy_of, note_call, show_why, turn_sign_up
from screens.staffing.candidate_words import ASKED, Placed
from screens.staffing.candidates import CandidateList
from screens.staffing.filling import Filling, award_words

FIRST_OFFERED = 5
"""So many are asked at once where nobody is marked."""


class RefillScreen(CandidateList):
    """What is done with the candidates. Gives the sentence of what was done, or nothing."""

    NAME = "refill"

    def __init__(
        self,
        desk: Desk,
        ahead: Ahead,
        position_id: int,
        *,
        gave_back: str = "",
        leaving: int | None = None,
    ) -> None:
        super().__init__(desk, ahead, position_id, gave_back=gave_back, leaving=leaving)
        self.asked = ""
        self.filling = Filling(self, self._filled, self._question_sent)

    def _later(self, action: str) -> bool:
        """Whether the ranking is still to come; then the key waits for it."""
        if self.ranking is None:
            self._waiting.append(action)
        return self.ranking is None

    def cursor_moved(self) -> None:
        """What was to be confirmed belonged to the candidate under the cursor."""
        row = self.row
        if self.picked is not None and (row is None or row.candidate.id != self.picked):
            self._confirm("")

    # ── choosing, and yes ───────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#candidates")
    def _clicked(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Show what `y` will do with the candidate under the cursor."""
        if self._later("choose") or self.row is None:
            return
        row = self.row
        if row.standing == "barred":
            self.refuse(f"{row.candidate.name} is barred: {row.candidate.reasons[0]}")
            return
        self.picked = row.candidate.id
        self._confirm(f"{award_words(self, row)} · y does it and the messages leave")

    def action_assign(self) -> None:
        """The same; where an override is needed its reason and name are asked at once."""
        if self._later("assign"):
            return
        self.action_choose()
        if self.picked is not None and self.row is not None and self.row.standing == "override":
            self.action_yes()

    def action_yes(self) -> None:
        """Do what stands in the line, or put in the candidate under the cursor."""
        if self._later("yes") or self.filling.under_way:
            return
        if self.picked is None:
            self.action_choose()
        row = next((row for row in self.rows if row.candidate.id == self.picked), None)
        if row is not None:
            self.filling.award(row)

    def _filled(self, result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self._confirm("")
            self.asked = ""
            self.refuse(result.sentence)
            self.reload()
        else:
            named = f": {self.asked} · u undoes" if self.asked else ""
            self.dismiss(f"{result.sentence}{named}")

    def _question_sent(self) -> None:
        self._confirm("")
        self.reload()

    def _confirm(self, words: str) -> None:
        self.query_one("#confirm", Static).update(words)
        if not words:
            self.picked = None

    # ── offering ────────────────────────────────────────────────────────────────────────────

    def action_offer(self) -> None:
        """Ask the marked ones, else the first five who have not been asked; undo recalls it."""
        if self._later("offer") or self.filling.under_way:
            return
        if self.marks.ids:
            wanted = [row for row in self.rows if row.candidate.id in self.marks.ids]
        else:
            wanted = [row for row in self.rows if _can_be_asked(row)][:FIRST_OFFERED]
        if not wanted:
            self.refuse("Nobody is left to be asked: mark someone with space.")
            return
        self.asked = ", ".join(visible(row.candidate.officer.last_name) for row in wanted)
        self.filling.offer(tuple(row.candidate.id for row in wanted))

    def action_mark(self) -> None:
        """Mark for an offer."""
        row = self.row
        if row is not None:
            self.table.show_mark(row.key, marked=self.marks.turn(row.candidate.id))
            self._show_status()

    # ── telephoning down the list ───────────────────────────────────────────────────────────

    def action_no_answer(self) -> None:
        """Rung, nobody answered."""
        self._call("no_answer")

    def action_refused(self) -> None:
        """Rung, refused."""
        self._call("refused")

    def action_wrong_number(self) -> None:
        """Rung, wrong number."""
        self._call("wrong_number")

    def action_on_duty(self) -> None:
        """Rung, cannot, being on duty."""
        self._call("on_duty")

    def action_rings_back(self) -> None:
        """Rung, will ring back: stands on Today from half an hour before."""
        self._call("rings_back")

    def _call(self, outcome: str) -> None:
        row = self.row
        if row is not None:
            self.table.action_cursor_down()
            note_call(self, row, outcome)

    def action_copy(self) -> None:
        """The telephone of the candidate under the cursor, or his line."""
        if self.row is not None:
            copy_of(self, self.row)

    def action_print(self) -> None:
        """The list on paper, with room for the outcomes."""
        from screens.printing import print_calls

        number = self.position.number if self.position else ""
        print_calls(self, self.position_id, number)

    # ── the backup ──────────────────────────────────────────────────────────────────────────

    def action_backup(self) -> None:
        """The officer who stands by comes in."""
        if self.first is None or not self.first.backups:
            self.refuse("Nobody stands by for this seat: B on the detail enters a backup.")
        else:
            self.filling.bring_in(self.first.backups[0])

    def action_unask(self) -> None:
        """Whoever is asked about the seat by message need not decide."""
        from screens.staffing.asking_by_message import take_question_back

        question = self.first.question if self.first is not None else None
        take_question_back(self, question.id if question is not None else None)

    # ── asking for it ───────────────────────────────────────────────────────────────────────

    def action_sign_up(self) -> None:
        """The officer under the cursor asks for the position, or asks no longer."""
        if self.row is not None:
            turn_sign_up(self, self.row)

    def action_order_in(self) -> None:
        """Order the officer under the cursor into the position."""
        row = self.row
        if row is not None and not self._later("order_in"):
            self.filling.ask_order_in(row)

    # ── why, back ───────────────────────────────────────────────────────────────────────────

    def action_why(self) -> None:
        """All reasons of the candidate under the cursor, and what it would cost him elsewhere."""
        if self.row is not None:
            show_why(self, self.row)

    def action_back(self) -> None:
        """Peel: the filter, the line to confirm, the marks, the screen."""
        if self.query("#filter") or self.filter_text:
            self._close_filter()
            self.filter_text = ""
            self.draw()
            self._show_status()
        elif self.picked is not None:
            self._confirm("")
        elif self.marks.ids:
            self.marks.ids.clear()
            self.draw()
            self._show_status()
        else:
            self.dismiss(None)


def _can_be_asked(row: Placed) -> bool:
    """Whether he stands in the order, may take it, and has no offer before him."""
    return bool(row.place) and row.standing == "eligible" and row.candidate.answer != ASKED
