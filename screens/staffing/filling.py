"""How a position is filled from its list: award, offer, order in, the backup."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from screens.shown import visible
from screens.staffing.candidate_words import Placed
from screens.staffing.candidates import CandidateList

if TYPE_CHECKING:
    from coordinator.actions.policy.asking_for_seats import Wanted
    from coordinator.actions.staffing.candidates import Ranking
    from storage.queries.staffing.standby import Backup

Step = Literal["assign", "refill", "step_in"]
"""By which step somebody's yes puts an officer in."""


class Filling:
    """What fills the position of a list; `filled` gets the result, `asked` follows a question to
    somebody who decides. One act at a time is under way: a key pressed twice does not do it twice.
    """

    def __init__(
        self, screen: CandidateList, filled: Callable[[Any], None], asked: Callable[[], None]
    ) -> None:
        self._screen = screen
        self._filled = filled
        self._asked = asked
        self.under_way = False

    def award(self, row: Placed) -> None:
        """Put a candidate in; where an override or a reason is owed it is asked first."""
        ranking = self._screen.ranking
        if row.standing == "override":
            self._ask_override(row)
        elif why := owed(ranking, row):
            from screens.modals import Ask

            title = f"Award {visible(row.candidate.officer.last_name)}"
            hint = "the reason goes on record · enter takes it · esc closes"
            window = Ask(title, hint=hint, words=why)
            self._screen.app.push_screen(window, lambda given: self._reasoned(row, given))
        else:
            self._fill(row, "", "")

    def offer(self, officer_ids: tuple[int, ...]) -> None:
        """Offer the position to these officers."""
        from coordinator.actions.staffing.offering import offer

        self._perform(offer, self._screen.position_id, officer_ids)

    def ask_order_in(self, row: Placed) -> None:
        """Order a candidate in, with the reason that goes on record; it is owed where the draft
        says somebody else."""
        from coordinator.actions.staffing.staffing import order_in
        from screens.modals import Ask

        def ordered(reason: str | None) -> None:
            if reason is not None:
                where = self._screen.position_id
                self._perform(order_in, where, row.candidate.id, reason=reason)

        why = owed(self._screen.ranking, row, is_order=True)
        title = f"Order {visible(row.candidate.officer.last_name)} in"
        hint = "the reason goes on record · enter orders · esc closes"
        self._screen.app.push_screen(Ask(title, hint=hint, empty_ok=not why, words=why), ordered)

    def bring_in(self, backup: "Backup") -> None:
        """The officer who stands by comes in."""
        from screens.staffing.standby import bring_in

        def by_message(reason: str) -> None:
            self.under_way = False
            self._ask(self._wanted(backup.officer_id, reason, "step_in", backup.assignment_id))

        if not self.under_way:
            self.under_way = True
            where = self._screen.position_id
            bring_in(self._screen, where, backup.assignment_id, self._done, by_message)

    def _ask_override(self, row: Placed) -> None:
        from screens.staffing.asking_by_message import OverrideWindow

        why = "; ".join(map(visible, row.candidate.reasons))
        by = ", ".join(map(visible, row.candidate.verdict.may_override)) or "who"
        window = OverrideWindow(f"Name of the {by} who agrees", why)
        self._screen.app.push_screen(window, lambda given: self._overridden(row, given))

    def _overridden(self, row: Placed, given: str | None) -> None:
        reason, _, by = (given or "").partition("\n")
        if by:
            self._fill(row, reason, by)
        elif reason:
            step: Step = "refill" if self._screen.gave_back else "assign"
            self._ask(self._wanted(row.candidate.id, reason, step))

    def _wanted(
        self, officer_id: int, reason: str, step: Step, assignment_id: int | None = None
    ) -> "Wanted":
        from coordinator.actions.policy.asking_for_seats import Wanted

        return Wanted(self._screen.position_id, officer_id, reason, step, assignment_id)

    def _ask(self, wanted: "Wanted") -> None:
        from screens.staffing.asking_by_message import ask_by_message

        ask_by_message(self._screen, wanted, self._asked)

    def _reasoned(self, row: Placed, given: str | None) -> None:
        if given:
            self._fill(row, given, "")

    def _fill(self, row: Placed, reason: str, by: str) -> None:
        from coordinator.actions.staffing.staffing import assign, refill

        action = refill if self._screen.gave_back else assign
        where = self._screen.position_id
        self._perform(action, where, row.candidate.id, reason=reason, override_by=by)

    def _perform(self, action: Callable[..., Any], *given: Any, **named: Any) -> None:
        if not self.under_way:
            self.under_way = True
            self._screen.perform(self._done, action, *given, **named)

    def _done(self, result: Any) -> None:
        self.under_way = False
        self._filled(result)


def owed(ranking: "Ranking | None", row: Placed, *, is_order: bool = False) -> str:
    """Why the policy wants a reason for taking this one; empty where it wants none."""
    from coordinator.rules.reasons_owed import reason_owed

    if ranking is None:
        return ""
    return visible(reason_owed(ranking, row.candidate.id, is_order=is_order))


def award_words(screen: CandidateList, row: Placed) -> str:
    """Who comes in for whom, and who will be told."""
    name = visible(row.candidate.officer.last_name)
    head = screen.head
    told = [name, screen.gave_back, visible(head.contact) if head else "", "you"]
    in_for = f" in for {screen.gave_back}" if screen.gave_back else ""
    return f"{name}{in_for} · told: {', '.join(filter(None, told))}"
