"""Watched folders from the screen: one is set, and a file that waits is brought in or refused."""

from pathlib import Path
from typing import Any

from textual.binding import Binding

from screens.base import BookScreen
from screens.messages.gateway_steps import ask_each
from screens.modals import Ask, Choose, Reader
from screens.shown import counted
from storage.queries.book.watched import WatchedFileRow, watched_file

LOOK, LIMIT, OFF = "look", "limit", "off"
IMPORT, REFUSE = "import", "refuse"


class WaitingFile(Reader):
    """Why a file waits; `i` brings its good rows in, `r` refuses it."""

    BINDINGS = [
        Binding("i", "answer('import')", "Bring in", show=False),
        Binding("r", "answer('refuse')", "Refuse", show=False),
    ]
    CLOSING = "i brings its good rows in · r refuses it · c copies · esc closes"

    def action_answer(self, what: str) -> None:
        """What is to become of it."""
        self.dismiss(what)


def ask_waiting_file(screen: BookScreen[Any], file_id: int) -> None:
    """Show why a file waits, and do with it what is said."""

    def show(row: WatchedFileRow | None) -> None:
        if row is None:
            screen.refuse("That file waits no longer.")
            return
        title = f"{row.source}: {row.name} waits, {counted(len(row.problems), 'problem')}"
        window = WaitingFile(title, "\n".join(row.problems))
        screen.app.push_screen(window, lambda what: _answered(screen, row, what))

    screen.fetch("file", show, watched_file, file_id)


def _answered(screen: BookScreen[Any], row: WatchedFileRow, what: str | None) -> None:
    from coordinator.actions.watching.settling import bring_in, refuse
    from screens.staffing.detail_acts import saying

    if what == IMPORT:
        screen.perform(saying(screen), bring_in, row.id)
    elif what == REFUSE:
        hint = "written next to the file, beside its problems · empty: only those · esc stops"
        screen.app.push_screen(
            Ask(f"Why {row.name} is refused", hint=hint, empty_ok=True),
            lambda why: (
                None if why is None else screen.perform(saying(screen), refuse, row.id, why)
            ),
        )


# ── the folders ──────────────────────────────────────────────────────────────────────────────


def ask_folder(screen: BookScreen[Any], name: str) -> None:
    """What is wanted of a watched folder; without a name another one is set."""
    if not name:
        _ask_new(screen)
        return
    choices = (
        (LOOK, "look into it and the others now"),
        (LIMIT, "say how old its last file may be"),
        (OFF, "watch it no more"),
    )
    screen.app.push_screen(Choose(f"Watched: {name}", choices), lambda key: _do(screen, name, key))


def _do(screen: BookScreen[Any], name: str, key: str | None) -> None:
    from coordinator.actions.watching.looking import look_now
    from coordinator.actions.watching.sources import unwatch
    from screens.staffing.detail_acts import saying

    if key == LOOK:
        screen.perform(saying(screen), look_now)
    elif key == OFF:
        screen.perform(saying(screen), unwatch, name)
    elif key == LIMIT:
        window = Ask(f"{name}: its last file may be so old", hint="hours, 0 for any age")
        screen.app.push_screen(window, lambda hours: _limit(screen, name, hours))


def _limit(screen: BookScreen[Any], name: str, hours: str | None) -> None:
    from coordinator.actions.watching.sources import limit_age
    from screens.staffing.detail_acts import saying

    if hours is not None:
        screen.perform(saying(screen), limit_age, name, _whole(hours))


def _ask_new(screen: BookScreen[Any]) -> None:
    from coordinator.actions.watching.sources import WATCHED_KINDS

    choices = [(kind, _WORDS.get(kind, kind)) for kind in WATCHED_KINDS]

    def chosen(kind: str | None) -> None:
        if kind is not None:
            _ask_rest(screen, kind)

    screen.app.push_screen(Choose("What comes into the folder", choices), chosen)


_WORDS = {
    "roster": "the roster of HR",
    "on-duty": "the on-duty schedule, CSV or calendar",
    "punches": "hours as punched by the officers",
    "claims": "hours as the officers claim them",
    "certificates": "hours as the employers certify them",
    "dispatch": "the dispatch log",
    "bank": "statements of the bank",
    "requests": "request forms that employers filled in",
}


def _ask_rest(screen: BookScreen[Any], kind: str) -> None:
    steps: list[tuple[str, Ask]] = [
        ("folder", Ask("The folder", hint="its whole path, such as /srv/in/telestaff · esc stops")),
        ("name", Ask("What it is called", value=kind, hint="letters and digits · esc stops")),
        ("hours", Ask("Its last file may be so old", value="0", hint="hours, 0 for any age")),
    ]

    def asked(given: dict[str, str]) -> None:
        from coordinator.actions.watching.sources import REVIEWED, WatchedFolder, watch
        from screens.staffing.detail_acts import saying

        folder = str(Path(given["folder"]).expanduser())
        hours = _whole(given["hours"])
        source = WatchedFolder(given["name"], kind, folder, hours, kind in REVIEWED)
        screen.perform(saying(screen), watch, source)

    ask_each(screen, steps, asked)


def _whole(text: str) -> int:
    """The number that was typed; what is none becomes one that is refused with a reason."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1
