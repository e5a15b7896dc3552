"""Pausing, renewing and ending a series: what it would do is shown before it is done."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.dates import DATE_HINT, read_date
from screens.modals import Ask, Confirm
from screens.shown import visible
from screens.staffing.detail_acts import saying

if TYPE_CHECKING:
    from storage.queries.staffing.series import SeriesLine

Action = Callable[..., Any]


def preview(screen: BookScreen[Any], title: str, action: Action, *given: Any, **named: Any) -> None:
    """Try an action of the kind that takes `trial`, say what it would do, and do it on `y`.

    What touches no officer and no detail is done at once: `u` takes it back.
    """

    def tried(result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            screen.refuse(result.sentence)
        elif not (result.cancelled or result.changed or result.released):
            screen.perform(saying(screen), action, *given, **named)
        else:
            window = Confirm(title, "\n".join(result.lines))
            screen.app.push_screen(window, confirmed)

    def confirmed(yes: str | None) -> None:
        if yes:
            screen.perform(saying(screen), action, *given, **named)

    screen.perform(tried, partial(action, trial=True), *given, **named)


def ask_on(
    screen: BookScreen[Any], title: str, then: Callable[[str], None], *, value: str = ""
) -> None:
    """Ask for a date; `then` gets it in ISO form, '' where nothing was written."""

    def answered(text: str | None) -> None:
        if text is None:
            return
        found = read_date(text, screen.desk.today()) if text.strip() else None
        if found is None and text.strip():
            screen.refuse(f"'{text}' is no date. Write {DATE_HINT}.")
        else:
            then(found.isoformat() if found else "")

    screen.app.push_screen(Ask(title, value=value, hint=_HINT, empty_ok=True), answered)


_HINT = DATE_HINT.partition(" · empty")[0]


def ask_pause(screen: BookScreen[Any], row: "SeriesLine") -> None:
    """Pause it from a date on, until another; a paused one goes on from a date."""
    from coordinator.actions.jobs.series_terms import pause_series, resume_series

    today = screen.desk.today().isoformat()
    until = row.paused_until_on
    if row.paused_from_on is not None and (until is None or until > today):
        ask_on(
            screen,
            "It is paused. Goes on from",
            lambda on: preview(screen, "Go on", resume_series, row.id, on or today),
        )
        return

    def from_on(first: str) -> None:
        begins = first or today
        ask_on(
            screen,
            f"Paused from {begins}; goes on from (empty: until further notice)",
            lambda last: preview(screen, "Pause", pause_series, row.id, begins, last or None),
        )

    ask_on(screen, "Paused from (empty: today)", from_on)


def ask_renewal(screen: BookScreen[Any], row: "SeriesLine") -> None:
    """Another last date, or no end."""
    from coordinator.actions.jobs.series_terms import extend_series

    ask_on(
        screen,
        "It runs on to its last date (empty: without an end)",
        lambda on: preview(screen, "Renew", extend_series, row.id, on or None),
    )


def ask_closed_days(screen: BookScreen[Any], row: "SeriesLine") -> None:
    """When the employer needs nobody: a holiday calendar and dates of its own."""
    from coordinator.actions.jobs.closed_days import set_closed_days
    from coordinator.rules.recurring.closed_days import HINT, closed_days_of

    def said(words: str | None) -> None:
        if words is not None:
            screen.perform(saying(screen), set_closed_days, row.employer_id, words)

    title = f"{visible(row.employer)} is closed on"
    value = closed_days_of(row.closes).words
    screen.app.push_screen(Ask(title, value=value, hint=HINT, empty_ok=True), said)


def ask_end(screen: BookScreen[Any], row: "SeriesLine", value: str = "") -> None:
    """The last date; what is made for later dates is cancelled."""
    from coordinator.actions.jobs.series_terms import end_series

    today = screen.desk.today().isoformat()
    ask_on(
        screen,
        "Its last date (empty: today)",
        lambda on: preview(screen, "End the series", end_series, row.id, on or today),
        value=value,
    )
