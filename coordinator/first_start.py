"""The first start: there is no book yet. Asks for the agency, or shows the demo."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.widgets import Static

from coordinator.app import CSS
from coordinator.themes import DARK
from screens.modals import Ask, Choose, Reader
from storage.actor import Actor
from storage.errors import BookError

OWN, FILES, DEMO, BUNDLE = "own", "files", "demo", "bundle"
CHOICES = (
    (OWN, "Begin my agency's book, step by step"),
    (FILES, "Begin it, and bring in roster, schedule, employers and details from files"),
    (DEMO, "Look around in a demo book: an invented agency, nothing in it is real"),
    (BUNDLE, "Stand in for somebody: take over the book that was handed to me"),
)


@dataclass(frozen=True, slots=True)
class Started:
    """The book to open, and the tab to open it on."""

    path: Path
    tab: str = "today"


class FirstStartApp(App[Started]):
    """Gives the book that was made, or nothing where the user left."""

    CSS_PATH = CSS
    TITLE = "Coordinator"
    BINDINGS = [("ctrl+q", "quit", "Quit")]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, path: Path, clock: Callable[[], int]) -> None:
        super().__init__()
        self.path = path
        self.clock = clock
        self.tab = "today"
        self.answers: list[str] = []
        self.register_theme(DARK)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        """One line behind the questions."""
        yield Static(f"There is no book at {self.path} yet.", markup=False, id="behind")

    def on_mount(self) -> None:
        """Ask at once."""
        self._choose()

    def _choose(self) -> None:
        self.push_screen(Choose("How shall we begin?", CHOICES), self._chosen)

    def _chosen(self, choice: str | None) -> None:
        if choice is None:
            self.exit(None)
        elif choice == DEMO:
            self._work("Making the demo book, about ten seconds …", self._make_demo, self._opened)
        elif choice == BUNDLE:
            hint = "its path; ~ is your home folder · esc goes back"
            self.push_screen(Ask("Which bundle", hint=hint), self._bundle_named)
        else:
            self.tab = "imports" if choice == FILES else "setup"
            self._ask("")

    def _bundle_named(self, path: str | None) -> None:
        def given(passphrase: str | None) -> None:
            if passphrase:
                take = partial(self._take_over, Path(str(path)).expanduser(), passphrase)
                self._work("Checking the bundle …", take, self._opened)
            else:
                self._choose()

        if path:
            self.push_screen(Ask("Its passphrase", secret=True), given)
        else:
            self._choose()

    def _ask(self, before: str) -> None:
        """The next of the three questions, with what was answered before as a start."""
        questions = (
            ("The agency's name", "", "as it stands on invoices"),
            ("Its time zone", _system_zone(), "for instance America/New_York"),
            ("Its currency", "USD", "three letters, for instance USD or CAD"),
        )
        if len(self.answers) == len(questions):
            self._work("Making the book …", self._make_own, self._opened)
            return
        title, value, hint = questions[len(self.answers)]
        self.push_screen(Ask(title, value=before or value, hint=hint), self._answered)

    def _answered(self, text: str | None) -> None:
        if text is None:
            self.answers.clear()
            self._choose()
        else:
            self.answers.append(text)
            self._ask("")

    # ── making it ───────────────────────────────────────────────────────────────────────────

    def _work(self, words: str, make: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Make something on a thread; it takes seconds."""
        self.query_one("#behind", Static).update(words)

        async def work() -> None:
            then(await asyncio.to_thread(make))

        self.run_worker(work())

    def _make_own(self) -> Any:
        from coordinator.actions.book.opening import open_new_book  # costs the models

        name, zone, currency = self.answers
        return open_new_book(self.path, Actor("coordinator", self.clock()), name, zone, currency)

    def _take_over(self, bundle: Path, passphrase: str) -> Any:
        from coordinator.actions.handover.taking import take_in  # costs the models
        from coordinator.actions.results import Refused

        actor = Actor("coordinator", self.clock())
        try:
            taken = take_in(self.path, actor, bundle, passphrase)
        except BookError as error:
            return Refused((str(error),))
        return taken if isinstance(taken, Refused) else taken.path

    def _make_demo(self) -> Any:
        from coordinator.demo.book import make_demo  # costs the models

        path = self.path.with_name("demo.book")
        if path.exists():
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        return make_demo(path, self.clock())

    def _opened(self, made: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(made, Refused):
            self.answers.clear()
            self.push_screen(Reader("That cannot be", made.sentence), lambda _: self._choose())
        elif isinstance(made, Path):
            self.exit(Started(made))
        else:
            path = made.path
            made.close()
            self.exit(Started(path, self.tab))


def _system_zone() -> str:
    """The machine's own zone, where it can be told."""
    place = Path("/etc/localtime")
    name = str(place.resolve()).partition("zoneinfo/")[2] if place.is_symlink() else ""
    # A machine set to UTC says nothing about where the agency is.
    known = name and datetime.now().astimezone().utcoffset()
    return name if known else "America/New_York"
