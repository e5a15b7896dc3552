"""Backups on the screen: entering one, and bringing him in."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.staffing.seat_steps import allowed_or, ask_officer, done_or_allowed

if TYPE_CHECKING:
    from coordinator.actions.policy.asking_for_seats import Wanted


def begin_backup(screen: BookScreen[Any], detail_id: int) -> None:
    """Enter an officer who stands by for a detail."""

    def named(officer_id: int) -> None:
        _add(screen, detail_id, officer_id, "asked to stand by", "")

    ask_officer(screen, "Who stands by for this detail", named)


def _add(screen: BookScreen[Any], detail_id: int, officer_id: int, reason: str, by: str) -> None:
    from coordinator.actions.staffing.standby import add_backup

    def again(reason: str, by: str) -> None:
        _add(screen, detail_id, officer_id, reason, by)

    def wanted(reason: str) -> "Wanted":
        from coordinator.actions.policy.asking_for_seats import Wanted

        return Wanted(0, officer_id, reason, "add_backup", more={"detail_id": detail_id})

    screen.perform(
        done_or_allowed(screen, again, wanted),
        add_backup,
        detail_id,
        officer_id,
        reason=reason,
        override_by=by,
    )


def bring_in(
    screen: BookScreen[Any],
    position_id: int,
    assignment_id: int,
    done: Callable[[Any], None],
    by_message: Callable[[str], None],
    reason: str = "",
    by: str = "",
) -> None:
    """The backup comes in for a seat; where a name would lift a refusal, it is asked for, or
    `by_message` gets the reason."""
    from coordinator.actions.staffing.standby import step_in

    def again(reason: str, by: str) -> None:
        bring_in(screen, position_id, assignment_id, done, by_message, reason, by)

    screen.perform(
        allowed_or(screen, again, done, by_message),
        step_in,
        position_id,
        assignment_id,
        reason=reason,
        override_by=by,
    )
