"""Putting details up for officers to ask for: since when, and who lets it go without a deposit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from screens.base import BookScreen
from screens.dates import DATE_HINT, instants, read_date, read_time
from screens.modals import Ask


def ask_post(
    screen: BookScreen[Any], detail_ids: tuple[int, ...], after: Callable[[], None] | None = None
) -> None:
    """Post details at once or from a time on; a deposit that is not paid wants a name."""
    if not detail_ids:
        return
    posting = _Posting(screen, detail_ids, after)
    dates = DATE_HINT.split(" · empty")[0]
    hint = f"a date and a time: fri 8:00 ({dates}) · empty: at once"
    window = Ask("From when may officers ask", hint=hint, empty_ok=True)
    screen.app.push_screen(window, posting.answered)


@dataclass(slots=True)
class _Posting:
    """What was asked and answered so far; `at` is None for at once."""

    screen: BookScreen[Any]
    detail_ids: tuple[int, ...]
    after: Callable[[], None] | None
    at: int | None = None

    def answered(self, text: str | None) -> None:
        """When they open was said."""
        if text is None:
            return
        found = _instant(self.screen, text)
        if isinstance(found, str):
            self.screen.refuse(found)
            return
        self.at = found
        self.screen.fetch("unpaid", self._looked, _unpaid, self.detail_ids)

    def _looked(self, unpaid: tuple[str, ...]) -> None:
        if not unpaid:
            self._post("")
            return

        def named(name: str | None) -> None:
            if name:
                self._post(name)
            else:
                self.screen.refuse(" ".join(unpaid))

        hint = f"{' '.join(unpaid)} A name goes on record · esc leaves it"
        self.screen.app.push_screen(Ask("Who lets it go without the deposit?", hint=hint), named)

    def _post(self, allowed_by: str) -> None:
        from coordinator.actions.distribution.posting_details import post_details
        from screens.staffing.detail_acts import saying

        screen = self.screen
        screen.perform(saying(screen), post_details, self.detail_ids, self.at, allowed_by)
        if self.after is not None:
            self.after()


def _instant(screen: BookScreen[Any], text: str) -> int | str | None:
    """The UTC second that is meant, None for now, or why it cannot be read."""
    if not text.strip():
        return None
    day, _, clock = text.strip().rpartition(" ")
    on, time = read_date(day, screen.desk.today()), read_time(clock)
    if on is None or time is None:
        return f"'{text}' is no date and time. Write fri 8:00 or 2026-11-22 18:30."
    found = instants(on, *time, screen.desk.zone)
    return found[0] if found else f"There is no {clock} on {on}: the clocks go forward."


def _unpaid(connection: Any, detail_ids: tuple[int, ...]) -> tuple[str, ...]:
    # Imported on the reading thread: rate cards must not delay a key.
    from coordinator.actions.billing.money_ahead import unpaid_before

    return unpaid_before(connection, detail_ids)
