"""`?`: the keys of the screen that is open, to look through and to run."""

from rich.text import Text
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from coordinator.deputy_keys import may
from coordinator.keymap import KeySpec, everywhere, keys_of, screen_names
from screens.modals import Window
from screens.shown import key_names


def specs_of(screen: Screen[object]) -> tuple[KeySpec, ...]:
    """What can be pressed on a screen, its own keys first."""
    name = getattr(screen, "NAME", "")
    own = tuple(keys_of(name)) if name in screen_names() else ()
    desk = getattr(screen, "desk", None)
    found = (*own, *everywhere())
    return tuple(spec for spec in found if may(spec.action)) if desk and desk.deputy else found


class Help(Window):
    """The keys of a screen; typing narrows them, enter runs the one under the cursor."""

    def __init__(self, screen: Screen[object], title: str) -> None:
        super().__init__(f"Keys: {title}", "type to narrow · ↑↓ · enter runs it · esc closes")
        self.specs = specs_of(screen)
        self.found = self.specs

    def compose_body(self) -> ComposeResult:
        """A filter and the keys."""
        yield Input(placeholder="find a key", compact=True)
        yield OptionList(*self._options())

    def on_mount(self) -> None:
        """Typing narrows at once."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        words = event.value.lower().split()
        self.found = tuple(
            spec
            for spec in self.specs
            if all(word in f"{spec.label} {spec.tooltip} {spec.keys}".lower() for word in words)
        )
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(self._options())
        listed.highlighted = 0 if self.found else None

    def on_input_submitted(self) -> None:
        """Enter in the field runs what is under the cursor."""
        at = self.query_one(OptionList).highlighted
        if self.found:
            self.dismiss(self.found[at or 0].action)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter in the list, or a click."""
        self.dismiss(self.found[event.option_index].action)

    def key_down(self) -> None:
        """The arrows move the list while the field has the focus."""
        self.query_one(OptionList).action_cursor_down()

    def key_up(self) -> None:
        """The arrows move the list while the field has the focus."""
        self.query_one(OptionList).action_cursor_up()

    def _options(self) -> list[Option]:
        return [
            Option(Text.assemble((f"{key_names(spec.keys):<12}", "bold"), spec.tooltip))
            for spec in self.found
        ]
