"""The last line: what can be pressed here, the first key of each, also by the mouse.

One widget that is drawn anew only when it would read differently; the stock footer mounts a
widget for each key, which costs more than the table it stands under.
"""

from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual import events
from textual.screen import Screen
from textual.widget import Widget

from coordinator.deputy_keys import may
from coordinator.keymap import keys_of, screen_names
from screens.shown import key_names
from screens.tones import quiet

MOST = 7


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One key of the line; `enabled` is false where it says why when pressed."""

    key: str
    label: str
    action: str
    enabled: bool

    @property
    def width(self) -> int:
        """Cells, with the gap behind."""
        return len(self.key) + len(self.label) + 2


class KeyLine(Widget):
    """At most seven entries."""

    DEFAULT_CSS = """
    KeyLine { height: 1; dock: bottom; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[KeyEntry, ...] = ()

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[object]) -> None:
        if screen is self.screen and self.is_attached:
            entries = _fitting(_entries(screen), self.app.size.width - 2)
            if entries != self.entries:
                self.entries = entries
                self.refresh()

    def render(self) -> Text:
        """Key and label, key and label."""
        accent = Style(bold=True, color=self.app.theme_variables.get("text-accent"))
        off = quiet(self.app)
        text = Text(no_wrap=True, overflow="ellipsis", end="")
        for entry in self.entries:
            text.append(entry.key, accent if entry.enabled else off)
            text.append(f" {entry.label} ", "" if entry.enabled else off)
        return text

    def on_resize(self) -> None:
        """More or less room."""
        self._follow(self.screen)

    def on_click(self, event: events.Click) -> None:
        """Run what was clicked."""
        at = event.x - 1
        for entry in self.entries:
            if 0 <= at < entry.width:
                self.screen.call_next(self.app.run_action, entry.action, self.screen)
                return
            at -= entry.width


def _fitting(entries: tuple[KeyEntry, ...], room: int) -> tuple[KeyEntry, ...]:
    """As many of the first as there is room for, and the last one, which leads to the others."""
    left = room - sum(entry.width for entry in entries[-1:])
    kept: list[KeyEntry] = []
    for entry in entries[:-1]:
        left -= entry.width
        if left < 0:
            break
        kept.append(entry)
    return (*kept, *entries[-1:])


def _entries(screen: Screen[object]) -> tuple[KeyEntry, ...]:
    found: dict[str, KeyEntry] = {}
    deputy = getattr(getattr(screen, "desk", None), "deputy", "")
    for _, binding, enabled, _ in screen.active_bindings.values():
        if binding.show and binding.action not in found and (not deputy or may(binding.action)):
            key = key_names(binding.key)
            found[binding.action] = KeyEntry(key, binding.description, binding.action, enabled)
    if "help" in found:
        found.pop("how", None)
    # A screen made from another one keeps the other's keys: its own come first. Help comes last, as
    # the way to all the others.
    own = {action: place for place, action in enumerate(_own(screen))}
    ordered = sorted(
        found.values(),
        key=lambda entry: (entry.action in ("help", "how"), own.get(entry.action, len(own))),
    )
    return tuple(ordered[: MOST - 1] + ordered[-1:]) if len(ordered) > MOST else tuple(ordered)


def _own(screen: Screen[object]) -> tuple[str, ...]:
    """The actions that the keymap gives to a screen by its own name, in its order."""
    name = getattr(screen, "NAME", "")
    return tuple(spec.action for spec in keys_of(name)) if name in screen_names() else ()
