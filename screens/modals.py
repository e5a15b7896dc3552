"""Small windows that ask one thing and give the answer back with `dismiss`."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from screens.shown import lines, visible


class Window(ModalScreen[str | None]):
    """A window in the middle of the screen; escape closes it with nothing."""

    BINDINGS = [Binding("escape", "close", "Close", id="window.close", tooltip="Close the window")]

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__(classes="window")
        self.heading = visible(title)
        self.hint = hint

    def compose(self) -> ComposeResult:
        """Title, body, hint."""
        with Vertical(classes="window-body"):
            yield Static(self.heading, markup=False, classes="window-title")
            yield from self.compose_body()
            yield Static(self.hint, markup=False, classes="window-hint")

    def compose_body(self) -> ComposeResult:
        """What the window asks."""
        yield from ()

    def action_close(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class Choose(Window):
    """A menu: enter or a digit chooses; gives the chosen key."""

    BINDINGS = [
        Binding("j", "down", "Down", show=False),
        Binding("k", "up", "Up", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(title, "enter chooses · 1-9 choose at once · esc closes")
        self.choices = tuple(choices)

    def compose_body(self) -> ComposeResult:
        """The choices."""
        options = [
            Option(Text(f"{n}  {visible(words)}" if n < 10 else f"   {visible(words)}"))
            for n, (_, words) in enumerate(self.choices, 1)
        ]
        yield OptionList(*options)

    def on_mount(self) -> None:
        """The list has the keys."""
        self.query_one(OptionList).focus()
        if not self.choices:
            self.query_one(".window-hint", Static).update("nothing to choose · esc closes")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        self.dismiss(self.choices[event.option_index][0])

    def action_down(self) -> None:
        """Next choice."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Choice before."""
        self.query_one(OptionList).action_cursor_up()

    def key_digit(self, number: int) -> None:
        """Choose by number."""
        if 0 < number <= len(self.choices):
            self.dismiss(self.choices[number - 1][0])

    def on_key(self, event: events.Key) -> None:
        """Digits choose at once, and mean nothing to the screen below any more."""
        character = event.character
        if character and character.isascii() and character.isdigit():
            event.stop()
            self.key_digit(int(character))


class Ask(Window):
    """One line of text; enter gives it, also when it is empty if `empty_ok`. Above it stand
    `words`, where the title is not enough."""

    def __init__(
        self,
        title: str,
        *,
        value: str = "",
        hint: str = "",
        empty_ok: bool = False,
        secret: bool = False,
        words: str = "",
    ) -> None:
        super().__init__(title, hint or "enter takes it · esc closes")
        self.words = words
        self.value = value
        self.secret = secret
        self.empty_ok = empty_ok

    def compose_body(self) -> ComposeResult:
        """The field, below what there is to say of it."""
        if self.words:
            yield Static(lines(self.words), markup=False)
        yield Input(self.value, compact=True, select_on_focus=True, password=self.secret)

    def on_mount(self) -> None:
        """The field has the keys."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        if event.value.strip() or self.empty_ok:
            self.dismiss(event.value.strip())
        else:
            self.query_one(".window-hint", Static).update("It cannot be empty · esc closes")


class AskTwo(Window):
    """Two lines of text, for instance a reason and a name; gives them joined by a line end."""

    def __init__(
        self, title: str, first: str, second: str, hint: str = "", *, secret: bool = False
    ) -> None:
        super().__init__(title, hint or "enter goes on · esc closes")
        self.labels = (first, second)
        self.secret = secret

    def compose_body(self) -> ComposeResult:
        """Both fields with their labels."""
        for number, label in enumerate(self.labels):
            yield Static(label, markup=False)
            yield Input(compact=True, id=f"field{number}", password=self.secret)

    def on_mount(self) -> None:
        """Begin in the first."""
        self.query_one("#field0", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the field that is still empty, then gives both."""
        fields = list(self.query(Input))
        for entry in fields:
            if not entry.value.strip():
                entry.focus()
                self.query_one(".window-hint", Static).update("Both are needed · esc closes")
                return
        self.dismiss("\n".join(entry.value.strip() for entry in fields))


class Confirm(Window):
    """A sentence that says what will happen; `y` does it, enter does not."""

    BINDINGS = [Binding("y", "yes", "Yes", id="confirm.yes", tooltip="Do it")]

    def __init__(self, title: str, words: str, yes: str = "y does it · esc leaves it") -> None:
        super().__init__(title, yes)
        self.words = words

    def compose_body(self) -> ComposeResult:
        """The sentence."""
        yield Static(lines(self.words), markup=False)

    def action_yes(self) -> None:
        """Yes."""
        self.dismiss("yes")


class Reader(Window):
    """A longer text to read; any of esc, enter closes, c copies."""

    BINDINGS = [
        Binding("enter", "close", "Close", show=False),
        Binding("c", "copy_all", "Copy", show=False),
    ]
    CLOSING: ClassVar[str] = "c copies · esc closes"

    def __init__(self, title: str, words: str) -> None:
        super().__init__(title, self.CLOSING)
        self.words = lines(words, limit=100_000)

    def compose_body(self) -> ComposeResult:
        """The text, scrolling."""
        with VerticalScroll(classes="reader"):
            yield Static(self.words, markup=False)

    def on_mount(self) -> None:
        """The text scrolls with the arrows."""
        self.query_one(VerticalScroll).focus()

    def action_copy_all(self) -> None:
        """Put the text on the clipboard."""
        self.app.copy_to_clipboard(self.words)
        self.query_one(".window-hint", Static).update("copied · esc closes")


class Fault(Reader):
    """Something broke: what, and what to do. The log file has the rest."""

    def __init__(self, error: BaseException) -> None:
        from storage.errors import BookError

        if isinstance(error, BookError):
            words = str(error)
        else:
            words = (
                f"{type(error).__name__}: {error}\n\n"
                "Nothing was half written: an action is in the book whole or not at all. "
                "Try again; if it comes back, copy this text with c and report it."
            )
        super().__init__("That did not work", words)
