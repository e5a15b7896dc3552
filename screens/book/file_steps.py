"""Files for others from the screen: written now, into their folders or wherever is said."""

from pathlib import Path
from typing import Any

from screens.base import BookScreen
from screens.modals import Ask, Choose

_CHOICES = (
    ("board", "the job board, into its folder"),
    ("calendars", "all calendars, into their folder"),
    ("command", "a read-only copy for command, into a file"),
    ("auditor", "a read-only copy for auditors, into a file"),
    ("public", "a read-only copy for the public, into a file"),
    ("month", "the page of who works where, for command, into a file"),
    ("link", "the address of an officer's calendar"),
    ("renew", "another address for an officer's calendar"),
    ("clock", "the clock page, into its folder"),
    ("forms", "the request forms and the price calculator, into their folder"),
)


def ask_files(screen: BookScreen[Any]) -> None:
    """Which of them is to be written now."""
    screen.app.push_screen(Choose("Write now", _CHOICES), lambda key: _chosen(screen, key))


def _chosen(screen: BookScreen[Any], key: str | None) -> None:
    from coordinator.actions.publishing.for_screens import write_now
    from screens.staffing.detail_acts import saying

    if key in ("board", "calendars", "clock", "forms"):
        screen.perform(saying(screen), write_now, key)
    elif key in ("link", "renew"):
        _ask_badge(screen, key)
    elif key is not None:
        suffix = "html" if key == "month" else "sqlite"
        value = str(Path.home() / f"{key}.{suffix}")
        window = Ask("Into which file", value=value, hint="its path · enter writes · esc stops")
        screen.app.push_screen(window, lambda path: _write(screen, key, path))


def _write(screen: BookScreen[Any], key: str, path: str | None) -> None:
    from coordinator.actions.publishing.for_screens import write_file
    from screens.staffing.detail_acts import saying

    if path is not None:
        screen.perform(saying(screen), write_file, key, str(Path(path).expanduser()))


def _ask_badge(screen: BookScreen[Any], key: str) -> None:
    from coordinator.actions.publishing.for_screens import address_of
    from screens.staffing.detail_acts import saying

    def asked(badge: str | None) -> None:
        if badge is not None:
            screen.perform(saying(screen), address_of, badge, renewed=key == "renew")

    screen.app.push_screen(Ask("Whose calendar", hint="a badge · enter · esc stops"), asked)
