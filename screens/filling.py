"""How a position is filled from its list: award, offer, order in, the backup."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from screens.candidate_words import Placed
from screens.candidates import CandidateList
from screens.shown import visible

if TYPE_CHECKING:
    from coordinator.actions.candidates import Ranking


class Filling:
    """What fills the position of a list; `filled` gets the result. One act at a time is under way:
    a key pressed twice does not do it twice."""

    def __init__(self, screen: CandidateList, filled: Callable[[Any], None]) -> None:
        self._screen = screen
        self._filled = filled
        self.under_way = False

    def award(self, row: Placed) -> None:
        """Put a candidate in; where an override or a reason is owed it is asked first."""
        ranking = self._screen.ranking
        if row.standing == "override":
            self._ask_override(row)
        elif ranking is not None and (why := owed(ranking, row)):
            from screens.modals import Ask

            window = Ask(why, hint="the reason goes on record · enter takes it · esc closes")
            self._screen.app.push_screen(window, lambda given: self._reasoned(row, given))
        else:
            self._fill(row, "", "")

    def offer(self, officer_ids: tuple[int, ...]) -> None:
        """Offer the position to these officers."""
        from coordinator.actions.offering import offer

        self._perform(offer, self._screen.position_id, officer_ids)

    def ask_order_in(self, row: Placed) -> None:
        """Order a candidate in, with the reason that goes on record."""
        from coordinator.actions.staffing import order_in
        from screens.modals import Ask

        def ordered(reason: str | None) -> None:
            if reason is not None:
                where = self._screen.position_id
                self._perform(order_in, where, row.candidate.id, reason=reason)

        title = f"Order {visible(row.candidate.officer.last_name)} in"
        hint = "the reason goes on record · enter orders · esc closes"
        self._screen.app.push_screen(Ask(title, hint=hint), ordered)

    def bring_in(self, assignment_id: int) -> None:
        """The officer who stands by comes in."""
        from screens.standby import bring_in

        if not self.under_way:
            self.under_way = True
            bring_in(self._screen, self._screen.position_id, assignment_id, self._done)

    def _ask_override(self, row: Placed) -> None:
        from screens.modals import AskTwo

        hint = "; ".join(map(visible, row.candidate.reasons))
        by = ", ".join(map(visible, row.candidate.verdict.may_override)) or "who"
        override = AskTwo("Override", "Reason", f"Name of the {by} who agrees", hint)
        self._screen.app.push_screen(override, lambda given: self._overridden(row, given))

    def _overridden(self, row: Placed, given: str | None) -> None:
        if given:
            reason, _, by = given.partition("\n")
            self._fill(row, reason, by)

    def _reasoned(self, row: Placed, given: str | None) -> None:
        if given:
            self._fill(row, given, "")

    def _fill(self, row: Placed, reason: str, by: str) -> None:
        from coordinator.actions.staffing import assign, refill

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


def owed(ranking: "Ranking", row: Placed) -> str:
    """Why the policy wants a reason for taking this one; empty where it wants none."""
    awards, first = ranking.policy.awards, ranking.first
    if all(candidate.id != row.candidate.id for candidate in first):
        if first and awards.reason_when_not_first:
            return f"{visible(first[0].name)} comes first: say why not"
    elif len(first) > 1 and awards.reason_when_tied:
        return f"The rule ends in a tie of {len(first)}: say why this one"
    return ""


def award_words(screen: CandidateList, row: Placed) -> str:
    """Who comes in for whom, and who will be told."""
    name = visible(row.candidate.officer.last_name)
    head = screen.head
    told = [name, screen.gave_back, visible(head.contact) if head else "", "you"]
    in_for = f" in for {screen.gave_back}" if screen.gave_back else ""
    return f"{name}{in_for} · told: {', '.join(filter(None, told))}"
