"""From a list or a detail to the screens on which its seats change hands."""

from typing import Any

from screens.base import BookScreen
from screens.parts.ahead import Ahead
from storage.queries.staffing.details import Seat, seats


def begin(
    opener: BookScreen[Any],
    ahead: Ahead,
    verb: str,
    detail_id: int,
    position_id: int | None = None,
) -> None:
    """Open the call-off, or the refill of the detail's open seat.

    The call-off opens at once, whatever is still to be read: the next key must find it there.
    """
    if verb == "call_off":
        from screens.staffing.call_off import CallOffScreen

        opener.app.push_screen(
            CallOffScreen(opener.desk, ahead, detail_id, position_id), _told(opener)
        )
        return

    def open_refill(found: tuple[Seat, ...]) -> None:
        wanted = [seat for seat in found if seat.officer_id is None and not seat.cancelled]
        own = [seat for seat in wanted if seat.id == position_id]
        if own or wanted:
            refill_position(opener, ahead, (own or wanted)[0].id)
        else:
            opener.refuse("Every seat of this detail is held: c calls an officer off first.")

    opener.fetch("seats", open_refill, seats, detail_id)


def refill_position(opener: BookScreen[Any], ahead: Ahead, position_id: int) -> None:
    """Open the list of candidates for one position."""
    from screens.staffing.refill import RefillScreen

    opener.app.push_screen(RefillScreen(opener.desk, ahead, position_id), _told(opener))


def _told(opener: BookScreen[Any]) -> Any:
    def tell(sentence: str | None) -> None:
        if sentence:
            opener.say(sentence, "done")

    return tell
