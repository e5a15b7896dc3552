"""The first line and the last but one: where you are, and what just happened."""

from textual.widgets import Static

from screens.shown import visible


class StatusLine(Static):
    """Place, count, filter and marks; always true."""

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $panel; color: $foreground; text-style: bold;
                 padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.parts: tuple[str, ...] = ()

    def say(self, *parts: str) -> None:
        """Show the parts that are not empty, place first."""
        self.parts = tuple(visible(part) for part in parts if part)
        desk = getattr(self.app, "desk", None)
        given = f"{visible(desk.given_to)} HAS THE BOOK" if desk and desk.given_to else ""
        deputy = f"DEPUTY: {visible(desk.deputy)}" if desk and desk.deputy else ""
        self.update(" · ".join((*self.parts, *filter(None, (given, deputy)))))


class MessageLine(Static):
    """The last sentence: what was done and that `u` undoes it, or why something was refused."""

    DEFAULT_CSS = """
    MessageLine { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis;
                  color: $text-muted; }
    MessageLine.-done { color: $text-success; }
    MessageLine.-refused { color: $text-error; text-style: bold;
                           height: auto; max-height: 4; text-wrap: wrap; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.sentence = ""

    def say(self, sentence: str, kind: str = "") -> None:
        """Show a sentence; `kind` is done, refused or nothing."""
        self.sentence = visible(sentence)
        self.set_class(kind == "done", "-done")
        self.set_class(kind == "refused", "-refused")
        # A word goes with the colour.
        mark = {"done": "✓ ", "refused": "✗ "}.get(kind, "")
        self.update(mark + self.sentence)
