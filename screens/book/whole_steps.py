"""What leaves the house of the book itself: all of it as plain files, or a public copy."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from screens.modals import Ask, Choose
from screens.staffing.waiting import WaitingScreen

_CHOICES = (
    ("everything", "everything as CSV and JSON, from which the same book can be made"),
    ("public", "a public copy without what is about persons, which still verifies"),
    ("check", "check a public copy"),
    ("rebuild", "make the book of such files, beside them"),
    ("tables", "what every table and column means, as a page"),
)
_STEPS = {
    "everything": (
        "coordinator.actions.book.whole_export:export_elsewhere",
        "Into which new folder",
        "-files",
        "Writing every table …",
    ),
    "public": (
        "coordinator.actions.publishing.sealed_copy:write_elsewhere",
        "Into which file",
        "-public.sqlite",
        "Closing what is about persons …",
    ),
    "check": (
        "coordinator.actions.publishing.sealed_copy:verify_elsewhere",
        "Which public copy",
        "-public.sqlite",
        "Checking the copy …",
    ),
    "rebuild": (
        "coordinator.actions.book.whole_export:rebuild_elsewhere",
        "Of which folder",
        "-files",
        "Making and checking the book …",
    ),
    "tables": (
        "coordinator.actions.book.schema_document:page_elsewhere",
        "Into which file",
        "-tables.md",
        "Writing …",
    ),
}
"""Choice → the work, the question, how the proposed name ends, the words while it runs."""
_SEAL_HINT = "a seal or a saved mail, which proves that the past was not rewritten · may be empty"


def ask_to_take_along(screen: WaitingScreen[Any], done: Callable[[Any], None]) -> None:
    """Which of them, and whither or of what."""

    def chosen(what: str | None) -> None:
        if what:
            _ask_where(screen, what, done)

    screen.app.push_screen(Choose("The book as files", _CHOICES), chosen)


def _ask_where(screen: WaitingScreen[Any], what: str, done: Callable[[Any], None]) -> None:
    function, question, end, words = _STEPS[what]
    day = screen.desk.today().isoformat()
    start = str(Path.home() / f"{screen.desk.book.path.stem}-{day}{end}")

    def begin(*given: Any) -> None:
        screen.start(function, given, done, words)

    def named(path: str | None) -> None:
        if path and what == "check":
            _ask_seal(screen, partial(begin, Path(path).expanduser()))
        elif path:
            begin(Path(path).expanduser())

    hint = "~ is your home folder · esc closes"
    screen.app.push_screen(Ask(question, value=start, hint=hint), named)


def _ask_seal(screen: WaitingScreen[Any], then: Callable[[str], None]) -> None:
    def told(seal: str | None) -> None:
        if seal is not None:
            then(seal)

    screen.app.push_screen(Ask("Against which seal", hint=_SEAL_HINT, empty_ok=True), told)
