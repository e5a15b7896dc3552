"""What the first action will need, imported while the first screen is being looked at."""

import contextlib
import importlib
import sys
from pathlib import Path

NEEDED = (
    "storage.models",
    "storage.transaction",
    "coordinator.actions.staffing",
    "coordinator.actions.undoing",
    "coordinator.actions.candidates",
)
_SWITCH_SECONDS = 0.001


def warm_up(book: Path | None, now: int) -> None:
    """Import what is heavy, then make the backup of the day. Runs on a thread.

    Without a `book` there is no backup; `now` is in UTC seconds.

    The short switch interval keeps keys quick meanwhile.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        for name in NEEDED:
            importlib.import_module(name)
    finally:
        sys.setswitchinterval(usual)
    if book is not None:
        _back_up(book, now)


def _back_up(book: Path, now: int) -> None:
    from storage.errors import BookError
    from storage.opening import back_up_daily

    # A backup that cannot be made is seen under F10; it must not end the application.
    with contextlib.suppress(BookError, OSError):
        back_up_daily(book, now)
