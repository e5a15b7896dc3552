"""Reports in the palette: found by any word of their title, question or readers."""

import asyncio
from functools import partial

from rich.text import Text
from textual.command import Hit, Hits, Provider

from coordinator.rules.reports.report import Report
from screens.base import BookScreen
from screens.shown import visible
from screens.tones import quiet

SCORE = 0.9
"""Below a record of that name."""
MOST = 8


class ReportsFound(Provider):
    """Every report that has the words typed."""

    async def search(self, query: str) -> Hits:
        """Reports with every word."""
        screen = self.screen
        if not isinstance(screen, BookScreen) or len(query.strip()) < 2:
            return
        from coordinator.actions.reports.finding import shelf

        future = screen.desk.ask_later(shelf, screen.desk.book.path)
        found = (await asyncio.wrap_future(future)).reports
        for report in [each for each in found if each.found_by(query)][:MOST]:
            words = Text.assemble(("Report  ", quiet(self.app)), visible(report.title))
            yield Hit(SCORE, words, partial(_open, screen, report), text=report.title)


def _open(screen: BookScreen[object], report: Report) -> None:
    from screens.reports.opening import report_screen

    screen.app.push_screen(report_screen(screen.desk, report))
