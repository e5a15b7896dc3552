"""The two sources of the palette: the actions of a screen, and the records of the book."""

import asyncio
from collections.abc import Iterator
from functools import partial
from typing import Any

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

from coordinator.keymap import KeySpec
from screens.base import BookScreen
from screens.help import specs_of
from screens.roads import open_record
from screens.shown import key_names, visible
from screens.tones import quiet
from storage.queries.book.search import search

HITS = 8
ACTION_SCORE, RECORD_SCORE = 2.0, 1.0
KINDS = {
    "job": "Job",
    "detail": "Detail",
    "officer": "Officer",
    "employer": "Employer",
    "request": "Request",
}


class ScreenActions(Provider):
    """Every action of the screen and of the application, with its key."""

    async def discover(self) -> Hits:
        """What the screen offers, before anything is typed."""
        for spec in self._offered():
            yield DiscoveryHit(self._words(spec), self._run(spec), text=spec.tooltip)

    async def search(self, query: str) -> Hits:
        """Actions whose words match."""
        words = query.lower().split()
        for spec in self._offered():
            said = f"{spec.label} {spec.tooltip}".lower()
            # Letters scattered over a sentence are no match: a record's name would drown in them.
            if all(word in said for word in words):
                yield Hit(ACTION_SCORE, self._words(spec), self._run(spec), text=spec.tooltip)

    def _offered(self) -> Iterator[KeySpec]:
        hidden = {"palette", "back", "help"}
        return (spec for spec in specs_of(self.screen) if spec.action not in hidden)

    def _words(self, spec: KeySpec) -> Text:
        return Text.assemble(spec.tooltip, "  ", (key_names(spec.keys), quiet(self.app)))

    def _run(self, spec: KeySpec) -> Any:
        return partial(_run_action, self.screen, spec.action)


class Records(Provider):
    """Officers, employers, jobs, details, sites and notes, by the book's own search."""

    async def search(self, query: str) -> Hits:
        """Records that have every word."""
        screen = self.screen
        if not isinstance(screen, BookScreen) or len(query.strip()) < 2:
            return
        future = screen.desk.ask_later(search, query, HITS)
        for hit in await asyncio.wrap_future(future):
            words = Text.assemble(
                (f"{KINDS.get(hit.table, hit.table.title())}  ", quiet(self.app)),
                visible(hit.title),
            )
            if hit.more:
                words.append(f"  {visible(hit.more)}", quiet(self.app))
            go = partial(open_record, screen, hit.table, hit.row)
            yield Hit(RECORD_SCORE, words, go, text=f"{hit.table} {hit.title}")


async def _run_action(screen: Any, action: str) -> None:
    await screen.app.run_action(action, screen) or await screen.app.run_action(action)
