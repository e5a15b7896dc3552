"""Backups on the screen: entering one, and bringing him in."""

from collections.abc import Callable
from typing import Any

from screens.base import BookScreen
from screens.seat_steps import allowed_or, ask_officer, done_or_allowed


def begin_backup(screen: BookScreen[Any], detail_id: int) -> None:
    """Enter an officer who stands by for a detail."""

    def named(officer_id: int) -> None:
        _add(screen, detail_id, officer_id, "asked to stand by", "")

    ask_officer(screen, "Who stands by for this detail", named)


def _add(screen: BookScreen[Any], detail_id: int, officer_id: int, reason: str, by: str) -> None:
    from coordinator.actions.standby import add_backup

    def again(reason: str, by: str) -> None:
        _add(screen, detail_id, officer_id, reason, by)

    screen.perform(
        done_or_allowed(screen, again),
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
    reason: str = "",
    by: str = "",
) -> None:
    """The backup comes in for a seat; where a name would lift a refusal, it is asked for."""
    from coordinator.actions.standby import step_in

    def again(reason: str, by: str) -> None:
        bring_in(screen, position_id, assignment_id, done, reason, by)

    screen.perform(
        allowed_or(screen, again, done),
        step_in,
        position_id,
        assignment_id,
        reason=reason,
        override_by=by,
    )
