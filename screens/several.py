"""A menu of which several are chosen."""

from collections.abc import Sequence

from rich.text import Text
from textual.binding import Binding
from textual.widgets import OptionList

from screens.modals import Choose
from screens.shown import visible


class ChooseSeveral(Choose):
    """Space marks; enter gives the marked keys joined by commas, or the one under the cursor.

    A line whose key is empty stands for no choice: it is not marked.
    """

    BINDINGS = [Binding("space", "mark", "Mark", show=False, priority=True)]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(title, choices)
        self.hint = "space marks · enter takes the marked · esc closes"
        self.marked: set[str] = set()

    def action_mark(self) -> None:
        """Mark the line under the cursor, or take the mark off, and go on."""
        menu = self.query_one(OptionList)
        at = menu.highlighted
        if at is None:
            return
        key, words = self.choices[at]
        if key:
            self.marked ^= {key}
            sign = "●" if key in self.marked else " "
            number = at + 1 if at < 9 else " "
            menu.replace_option_prompt_at_index(at, Text(f"{number}{sign} {visible(words)}"))
        menu.action_cursor_down()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.prevent_default()
        key = self.choices[event.option_index][0]
        chosen = [each for each, _ in self.choices if each in self.marked]
        self.dismiss(",".join(chosen) or key)
