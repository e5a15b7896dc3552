"""Screens without waiting: whether there is more to do is told by loop, queues and workers.

Textual's Pilot watches the process's share of a core instead: a fiftieth of a second twice for
every key, and up to a second on a machine that is busy with something else.
"""

import asyncio
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

import pytest
from textual._context import active_app
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

ROUNDS = 3
"""So many times running nothing may be found: a redraw may ask for another."""


async def wait_for_idle(min_sleep: float = 0, max_sleep: float = 4) -> None:
    """Wait until nothing can go on by itself, at most `max_sleep` seconds."""
    app = active_app.get()
    until = monotonic() + max_sleep
    quiet = 0
    while quiet < ROUNDS and monotonic() < until:
        if await _goes_on(app):
            quiet = 0
        else:
            quiet += 1
            _redraw(app.screen)


async def _goes_on(app: App[Any]) -> bool:
    """Give everything a turn, and say whether anything has more to do."""
    running = any(not worker.is_finished for worker in app.workers)
    await asyncio.sleep(0.001 if running else 0)
    ready = getattr(asyncio.get_running_loop(), "_ready", ())
    return running or bool(ready) or any(p.message_queue_size for p in (app, *app._registry))


def _redraw(screen: Screen[Any]) -> None:
    """Do now what the screen would do at its next tick, a sixtieth of a second later."""
    screen._on_timer_update()


def _known_rules(known: dict[Any, Any]) -> Callable[..., Any]:
    """What a stylesheet reads, from those read before it with the same colours."""
    read = Stylesheet._parse_rules

    def rules(sheet: Stylesheet, css: str, *where: Any, **named: Any) -> Any:
        key = (frozenset(sheet._variables.items()), css, where, *sorted(named.items()))
        if key not in known:
            known[key] = read(sheet, css, *where, **named)
        return known[key]

    return rules


@pytest.fixture(autouse=True, scope="session")
def quick_screens() -> Iterator[None]:
    """Pilot goes on as soon as the application has nothing left to do; styles are read once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", wait_for_idle)
        patch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
        patch.setattr(Stylesheet, "_parse_rules", _known_rules({}))
        yield
