"""The keymap's data as Textual bindings."""

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from coordinator import keymap


def _bindings(specs: Iterable[keymap.KeySpec]) -> list[BindingType]:
    return [
        Binding(
            spec.keys,
            spec.action,
            spec.label,
            show=spec.shown,
            tooltip=spec.tooltip,
            id=spec.id,
            # F-keys, the lock and the questions must reach the app from inside an input; letters
            # never may.
            priority=spec.id in _FIRST,
        )
        for spec in specs
    ]


_FIRST = {spec.id for spec in keymap.places()} | {
    "app.quit",
    "app.lock",
    "app.questions",
}


def screen_bindings(screen: str) -> list[BindingType]:
    """The bindings of one screen."""
    return _bindings(keymap.keys_of(screen))


def app_bindings() -> list[BindingType]:
    """The bindings that work everywhere."""
    return _bindings(keymap.everywhere())
