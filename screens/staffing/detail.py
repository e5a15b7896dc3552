"""What is done with one detail: its seats staffed, marked, taken off; the detail changed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import events, on

from screens.parts.table import RecordTable
from screens.staffing import detail_words
from screens.staffing.detail_sheet import DetailSheet
from storage.queries.staffing.details import Why, why

if TYPE_CHECKING:
    from coordinator.actions.distribution.award_papers import Award
    from coordinator.actions.results import Refused

_STAFFING = {
    *("call_off", "refill", "cancel", "assign", "confirm", "seen", "no_show", "let_go"),
    *("remove_seat", "exchange", "split", "on_site", "regulars", "backup", "posts"),
}


class DetailScreen(DetailSheet):
    """The detail and its seats; keys act on the seat under the cursor."""

    NAME = "detail"

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey where the detail's state does not allow it."""
        if self.sheet is not None and action in _STAFFING:
            return None if self.sheet.head.state == "cancelled" else True
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """A grey key says why it is grey."""
        if self.sheet is None or self.sheet.head.state != "cancelled":
            return
        bound = self.active_bindings.get(event.key)
        if bound is not None and not bound.enabled:
            self.refuse(f"{self.sheet.head.number} is cancelled: + copies it to another date.")

    def action_call_off(self) -> None:
        """The officer in this seat gives it back."""
        self._staff("call_off")

    def action_refill(self) -> None:
        """Find who takes this seat."""
        self._staff("refill")

    def _staff(self, verb: str) -> None:
        from screens.staffing.staffing import begin

        begin(self, self.ahead, verb, self.detail_id, self.seat.id if self.seat else None)

    def action_assign(self) -> None:
        """The same list."""
        self.action_refill()

    @on(RecordTable.RowSelected, "#seats")
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """The officer in the seat."""
        seat = self.seat
        if seat is not None and seat.officer_id is not None:
            from screens.roads import open_record

            open_record(self, "officer", seat.officer_id)
        else:
            self.action_refill()

    def action_why(self) -> None:
        """The decision behind the officer in this seat."""
        seat = self.seat
        if seat is None or seat.assignment_id is None:
            self.refuse("Nobody is in this seat: r shows who could be, and why or why not.")
        else:
            self.fetch("why", self._show_why, _why, seat.assignment_id, seat.id)

    def _show_why(self, found: "_Found") -> None:
        from coordinator.actions.results import Refused
        from screens.staffing.award import show_award

        if found.why is None or found.award is None:
            self.refuse("No decision is on record: it came with imported details.")
        elif isinstance(found.award, Refused):
            self.refuse(found.award.sentence)
        else:
            show_award(self, found.position_id, found.why, found.award)

    # ── marking the officer in the seat ─────────────────────────────────────────────────────

    def action_confirm(self) -> None:
        """He has said that he comes."""
        from coordinator.actions.staffing.leaving import confirm

        self._mark(confirm)

    def action_seen(self) -> None:
        """He was seen at the site."""
        from coordinator.actions.staffing.leaving import mark_seen

        self._mark(mark_seen)

    def action_no_show(self) -> None:
        """He did not come."""
        from coordinator.actions.staffing.leaving import no_show

        self._mark(no_show)

    def action_let_go(self) -> None:
        """Take him off, with the reason that he is told."""
        from screens.staffing.detail_acts import ask_let_go

        seat = self.seat
        if seat is None or seat.assignment_id is None:
            self.refuse("Nobody is in this seat.")
        else:
            ask_let_go(self, seat.assignment_id, f"{seat.officer} off {seat.number}")

    def action_remove_seat(self) -> None:
        """Take the seat off the detail."""
        from screens.staffing.detail_acts import ask_remove_seat

        if self.seat is not None:
            ask_remove_seat(self, self.seat.id)

    def action_unask(self) -> None:
        """Whoever is asked about the seat by message need not decide."""
        from screens.staffing.asking_by_message import take_question_back

        take_question_back(self, self.seat.question_id if self.seat is not None else None)

    # ── seats that change hands or hours ────────────────────────────────────────────────────

    def action_exchange(self) -> None:
        """Another works the seat for its officer, or they swap."""
        from screens.staffing.exchange import begin_exchange

        if self.seat is not None:
            begin_exchange(self, self.seat)

    def action_split(self) -> None:
        """Cut the seat into pieces, or join open ones again."""
        from screens.staffing.pieces import begin_split

        if self.seat is not None:
            begin_split(self, self.seat)

    def action_on_site(self) -> None:
        """Who worked the seat without an award."""
        from screens.staffing.on_site import begin_on_site

        if self.seat is not None:
            begin_on_site(self, self.seat, self.detail_id)

    def action_regulars(self) -> None:
        """The regular officers of the job."""
        from screens.staffing.regulars import begin_regulars

        begin_regulars(self, self.detail_id)

    def action_more(self) -> None:
        """Its job again: by a rule, on many dates, as a template."""
        from screens.series.more import begin_more

        begin_more(self, self.detail_id)

    def action_posts(self) -> None:
        """Its posts, where it has many."""
        from screens.series.parade import begin_posts

        begin_posts(self, self.detail_id)

    def action_backup(self) -> None:
        """Somebody stands by for the detail."""
        from screens.staffing.standby import begin_backup

        begin_backup(self, self.detail_id)

    def _mark(self, action: Any) -> None:
        from screens.staffing.detail_acts import saying

        seat = self.seat
        if seat is None or seat.assignment_id is None:
            self.refuse("Nobody is in this seat.")
        else:
            self.perform(saying(self), action, seat.assignment_id)

    def action_hours(self) -> None:
        """The hours of this detail."""
        if self.sheet is not None:
            self.post_place("hours", self.sheet.head.number)

    def action_message(self) -> None:
        """Who was told."""
        from screens.staffing.detail_acts import show_messages

        show_messages(self, self.detail_id)

    def action_note(self) -> None:
        """A note on the detail, or on its job."""
        from screens.book.note_form import ask_note

        ask_note(self, "detail", self.detail_id)

    def action_papers(self) -> None:
        """Papers kept with the detail: permits, traffic plans, signed sheets."""
        from screens.book.papers import ask_papers

        if self.sheet is not None:
            ask_papers(self, f"detail:{self.detail_id}", f"detail {self.sheet.head.number}")

    def action_equipment(self) -> None:
        """Vehicles and other things on the detail."""
        from screens.staffing.detail_equipment import ask_equipment

        if self.sheet is not None:
            ask_equipment(self, self.detail_id, self.sheet.head.number)

    def action_copy(self) -> None:
        """Number, the officer of the seat and his telephone, whom to ring at the employer."""
        from screens.copying import ask_copy_of

        if self.sheet is not None:
            ask_copy_of(self, detail_words.copies(self.sheet.head, self.seat))

    def action_log(self) -> None:
        """Everything ever done to the detail, its positions, its assignments."""
        from screens.book.record_log import show_log

        if self.sheet is not None:
            show_log(self, "detail", self.detail_id, f"detail {self.sheet.head.number}")

    def action_edit(self) -> None:
        """Change the detail."""
        from screens.staffing.detail_form import DetailForm

        self.app.push_screen(DetailForm(self.desk, self.detail_id), self.told)

    def action_edit_job(self) -> None:
        """Change its job."""
        from screens.staffing.job_change_form import ask_job_change

        ask_job_change(self, "detail", self.detail_id)

    def action_duplicate(self) -> None:
        """The same detail on another day."""
        from screens.staffing.detail_acts import ask_copy

        if self.sheet is not None:
            ask_copy(self, self.detail_id, self.sheet.head.starts_at)

    def action_cancel(self) -> None:
        """Cancel the detail."""
        from screens.staffing.cancelling import ask_cancel

        ask_cancel(self, (self.detail_id,))

    def action_post(self) -> None:
        """Put it up for officers to ask for."""
        from screens.staffing.posting import ask_post

        ask_post(self, (self.detail_id,))

    def action_quote(self) -> None:
        """What its job would cost, and its deposit."""
        from screens.money.quoting import ask_quote

        ask_quote(self, self.detail_id)

    def action_print(self) -> None:
        """The day sheet of its day, or its own sign sheet."""
        from screens.printing import print_detail

        if self.sheet is not None:
            print_detail(self, self.sheet.head.starts_at, self.detail_id)


@dataclass(frozen=True, slots=True)
class _Found:
    """The decision behind an assignment, told; none where it was imported."""

    position_id: int
    why: Why | None
    award: "Award | Refused | None"


def _why(connection: Any, assignment_id: int, position_id: int) -> _Found:
    from coordinator.actions.distribution.award_papers import read_award

    found = why(connection, assignment_id)
    award = read_award(connection, position_id, found.decision_id) if found else None
    return _Found(position_id, found, award)
