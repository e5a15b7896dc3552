"""What is done with the candidates of a position: award, offer, override, telephone."""

from typing import TYPE_CHECKING, Any

from textual import on
from textual.widgets import Static

from coordinator.desk import Desk
from screens import candidate_words
from screens.candidate_words import Placed
from screens.candidates import CandidateList
from screens.copying import ask_copy_of
from screens.parts.ahead import Ahead
from screens.parts.table import RecordTable
from screens.shown import visible

if TYPE_CHECKING:
    from coordinator.actions.candidates import Ranking

FIRST_OFFERED = 3
RING_BACK_SECONDS = 1800


class RefillScreen(CandidateList):
    """What is done with the candidates. Gives the sentence of what was done, or nothing."""

    NAME = "refill"

    def __init__(self, desk: Desk, ahead: Ahead, position_id: int, *, gave_back: str = "") -> None:
        super().__init__(desk, ahead, position_id, gave_back=gave_back)
        self.picked: int | None = None
        self.offering: tuple[int, ...] = ()
        self._acting = False

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
        self.picked, self.offering = row.candidate.id, ()
        self._confirm(f"{self._award_words(row)} · y does it and the messages leave")

    def action_assign(self) -> None:
        """The same; where an override is needed its reason and name are asked at once."""
        if self._later("assign"):
            return
        self.action_choose()
        if self.picked is not None and self.row is not None and self.row.standing == "override":
            self.action_yes()

    def action_yes(self) -> None:
        """Do what stands in the line, or put in the candidate under the cursor."""
        if self._later("yes") or self._acting:
            return
        if self.offering:
            self._offer()
            return
        if self.picked is None:
            self.action_choose()
        row = next((row for row in self.rows if row.candidate.id == self.picked), None)
        if row is not None:
            self._award(row)

    def _award_words(self, row: Placed) -> str:
        name = visible(row.candidate.officer.last_name)
        head = self.head
        told = [name, self.gave_back, visible(head.contact) if head else "", "you"]
        in_for = f" in for {self.gave_back}" if self.gave_back else ""
        return f"{name}{in_for} · told: {', '.join(filter(None, told))}"

    def _award(self, row: Placed) -> None:
        ranking = self.ranking
        if row.standing == "override":
            from screens.modals import AskTwo

            hint = "; ".join(map(visible, row.candidate.reasons))
            by = ", ".join(map(visible, row.candidate.verdict.may_override)) or "who"
            override = AskTwo("Override", "Reason", f"Name of the {by} who agrees", hint)
            self.app.push_screen(override, lambda given: self._overridden(row, given))
        elif ranking is not None and (why := _owed(ranking, row)):
            from screens.modals import Ask

            window = Ask(why, hint="the reason goes on record · enter takes it · esc closes")
            self.app.push_screen(window, lambda given: self._reasoned(row, given))
        else:
            self._fill(row, "", "")

    def _overridden(self, row: Placed, given: str | None) -> None:
        if given:
            reason, _, by = given.partition("\n")
            self._fill(row, reason, by)

    def _reasoned(self, row: Placed, given: str | None) -> None:
        if given:
            self._fill(row, given, "")

    def _fill(self, row: Placed, reason: str, by: str) -> None:
        from coordinator.actions.staffing import assign, refill

        self._acting = True
        action = refill if self.gave_back else assign
        self.perform(
            self._filled,
            action,
            self.position_id,
            row.candidate.id,
            reason=reason,
            override_by=by,
        )

    def _filled(self, result: Any) -> None:
        from coordinator.actions.results import Refused

        self._acting = False
        if isinstance(result, Refused):
            self._confirm("")
            self.refuse(result.sentence)
            self.reload()
        else:
            self.dismiss(result.sentence)

    def _confirm(self, words: str) -> None:
        self.query_one("#confirm", Static).update(words)
        if not words:
            self.picked, self.offering = None, ()

    # ── offering ────────────────────────────────────────────────────────────────────────────

    def action_offer(self) -> None:
        """Offer to the marked, or to one more of the first ones with each press."""
        if self._later("offer"):
            return
        if self.marks.ids:
            wanted = [row for row in self.rows if row.candidate.id in self.marks.ids]
        else:
            open_rows = [row for row in self.rows if row.place and row.standing == "eligible"]
            wanted = open_rows[: len(self.offering) + 1 if self.offering else FIRST_OFFERED]
        if not wanted:
            self.refuse("Nobody can be offered this: mark someone with space.")
            return
        self.offering = tuple(row.candidate.id for row in wanted)
        self.picked = None
        names = ", ".join(visible(row.candidate.officer.last_name) for row in wanted)
        more = "" if self.marks.ids else " · o one more"
        self._confirm(f"Offer to {len(wanted)}: {names}{more} · y sends the offers")

    def _offer(self) -> None:
        from coordinator.actions.offering import offer

        self._acting = True
        self.perform(self._filled, offer, self.position_id, self.offering)

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
        from coordinator.actions.offering import record_call

        row = self.row
        if row is None:
            return
        again_at = self.desk.clock() + RING_BACK_SECONDS if outcome == "rings_back" else None
        self.table.action_cursor_down()
        self.perform(
            self._noted,
            record_call,
            self.position_id,
            row.candidate.id,
            outcome,
            again_at=again_at,
        )

    def _noted(self, result: Any) -> None:
        self.say(f"{result.sentence} · u undoes", "done")

    def action_copy(self) -> None:
        """The telephone of the candidate under the cursor, or his line."""
        row = self.row
        if row is None:
            return
        name, phone = row.candidate.name, self.phone_of(row)
        line = " ".join(filter(None, (name, f"#{row.candidate.badge}", phone)))
        ask_copy_of(self, (("phone", phone), ("name and phone", line)))

    def action_print(self) -> None:
        """The list on paper, with room for the outcomes."""
        from screens.printing import print_calls

        number = self.position.number if self.position else ""
        print_calls(self, self.position_id, number)

    # ── the backup ──────────────────────────────────────────────────────────────────────────

    def action_backup(self) -> None:
        """The officer who stands by comes in."""
        from screens.standby import bring_in

        if self.first is None or not self.first.backups:
            self.refuse("Nobody stands by for this seat: B on the detail enters a backup.")
        elif not self._acting:
            self._acting = True
            bring_in(self, self.position_id, self.first.backups[0].assignment_id, self._filled)

    # ── asking for it ───────────────────────────────────────────────────────────────────────

    def action_sign_up(self) -> None:
        """The officer under the cursor asks for the position, or asks no longer."""
        from coordinator.actions.signing_up import sign_up, withdraw_interest

        row = self.row
        if row is not None:
            asks = row.candidate.officer.expressed_at is not None
            action = withdraw_interest if asks else sign_up
            self.perform(self._asks, action, (self.position_id,), row.candidate.id)

    def _asks(self, result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self.refuse(result.sentence)
        else:
            self.say(result.sentence, "done")
        self.reload()

    def action_order_in(self) -> None:
        """Order the officer under the cursor into the position."""
        from screens.modals import Ask

        row = self.row
        if row is None or self._later("order_in"):
            return
        title = f"Order {visible(row.candidate.officer.last_name)} in"
        hint = "the reason goes on record · enter orders · esc closes"
        self.app.push_screen(Ask(title, hint=hint), lambda given: self._ordered(row, given))

    def _ordered(self, row: Placed, reason: str | None) -> None:
        from coordinator.actions.staffing import order_in

        if reason is not None and not self._acting:
            self._acting = True
            self.perform(self._filled, order_in, self.position_id, row.candidate.id, reason=reason)

    # ── why, back ───────────────────────────────────────────────────────────────────────────

    def action_why(self) -> None:
        """All reasons of the candidate under the cursor, and what it would cost him elsewhere."""
        row = self.row
        if row is not None:
            given = (self.position_id, row.candidate.id, self.desk.clock())
            self.fetch("why", lambda costs: self._show_why(row, costs), _look_ahead, *given)

    def _show_why(self, row: Placed, costs: tuple[str, ...]) -> None:
        from screens.modals import Reader

        words = [candidate_words.reasons(row, self.phone_of(row))]
        words += [f"Taking it: {visible(cost)}" for cost in costs]
        self.app.push_screen(Reader("Why", "\n".join(words)))

    def action_back(self) -> None:
        """Peel: the filter, the line to confirm, the marks, the screen."""
        if self.query("#filter") or self.filter_text:
            self._close_filter()
            self.filter_text = ""
            self.draw()
            self._show_status()
        elif self.picked is not None or self.offering:
            self._confirm("")
        elif self.marks.ids:
            self.marks.ids.clear()
            self.draw()
            self._show_status()
        else:
            self.dismiss(None)


def _owed(ranking: "Ranking", row: Placed) -> str:
    """Why the policy wants a reason for taking this one; empty where it wants none."""
    awards, first = ranking.policy.awards, ranking.first
    if all(candidate.id != row.candidate.id for candidate in first):
        if first and awards.reason_when_not_first:
            return f"{visible(first[0].name)} comes first: say why not"
    elif len(first) > 1 and awards.reason_when_tied:
        return f"The rule ends in a tie of {len(first)}: say why this one"
    return ""


def _look_ahead(connection: Any, position_id: int, officer_id: int, now: int) -> tuple[str, ...]:
    from coordinator.actions.looking_ahead import look_ahead

    found = look_ahead(connection, position_id, officer_id, now)
    return tuple(one.sentence for one in found)
