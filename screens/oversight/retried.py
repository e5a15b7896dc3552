"""Past awards worked out again: who gains and who loses, and every award that differs, with why."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from coordinator.desk import Desk
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, day, hours, money, visible
from screens.staffing.waiting import WaitingScreen

if TYPE_CHECKING:
    from coordinator.actions.past_awards.retrying import Differing, Gain, Retried

_OFFICERS = (
    Column("Officer", 16, grow=1),
    Column("Had", 8),
    Column("Would", 8),
    Column("Hours", 8),
    Column("Details", 7),
    Column("Money", 10),
)
_AWARDS = (
    Column("Position", 12),
    Column("Day", 10),
    Column("Got it", 14, grow=1),
    Column("Instead", 14, grow=1),
    Column("Why", 16, grow=3),
)


class RetriedScreen(WaitingScreen[str | None]):
    """Two tables: the officers concerned above, the awards that differ below; tab goes over."""

    HEADING = "Worked out again"
    CSS = "#gains { height: 2fr; } #differing { height: 3fr; } #told { height: 2; }"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.retried: Retried | None = None
        self.rules: tuple[str, ...] = ()
        self.found: Any = None

    # ── what a screen says ──────────────────────────────────────────────────────────────────

    def wanted(self) -> tuple[str, tuple[Any, ...]]:
        """What is run as long work, and with what."""
        raise NotImplementedError

    def shown(self, found: Any) -> Iterator[str]:
        """What the work gave, in further lines for the reader."""
        raise NotImplementedError

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """Officers, awards, and the one under the cursor in words."""
        yield RecordTable(_OFFICERS, name="gains")
        yield RecordTable(_AWARDS, name="differing")
        yield Static("", markup=False, id="told", classes="heading")
        yield ProgressBar(id="progress", show_eta=False)

    def on_mount(self) -> None:
        """Work it out."""
        self.gains.focus()
        self.reload()

    @property
    def gains(self) -> RecordTable:
        """The officers for whom anything is different."""
        return self.query_one("#gains", RecordTable)

    @property
    def differing(self) -> RecordTable:
        """The awards that come out differently."""
        return self.query_one("#differing", RecordTable)

    def stale(self) -> None:
        """It tells how the book stood; it is not worked out anew under the reader's eyes."""

    def reload(self) -> None:
        """Work it out again; nothing is written."""
        if self.work is None:
            self.status.say(self.HEADING, "…")
            function, given = self.wanted()
            self.start(function, given, self._show, "Working the awards out again …")

    def _show(self, found: Any) -> None:
        from coordinator.actions.past_awards.retrial_words import total_words

        self.found = found
        retried: Retried = found.retried
        self.retried, self.rules = retried, found.rules
        self.gains.show(map(self._officer, retried.moved))
        self.differing.show(self._award(n, one) for n, one in enumerate(retried.differing))
        self.status.say(
            self.HEADING,
            counted(retried.awards, "award"),
            f"{len(retried.differing):,} differ",
            counted(len(retried.moved), "officer"),
        )
        self.query_one("#told", Static).update(total_words(retried))

    def _officer(self, gain: "Gain") -> Record:
        minutes, details, cents = gain.gained
        tone = self.tone("success" if minutes >= 0 else "warning")
        cells: tuple[Text, ...] = (
            cell(gain.officer),
            cell(hours(gain.minutes), right=True),
            cell(hours(gain.other_minutes), right=True),
            cell(f"{'+' if minutes > 0 else ''}{hours(minutes)}", tone, right=True),
            cell(f"{details:+d}" if details else "", right=True),
            cell(money(cents) if cents else "", right=True),
        )
        return Record(str(gain.officer_id), cells)

    def _award(self, number: int, one: "Differing") -> Record:
        cells: tuple[Text, ...] = (
            cell(one.position),
            cell(day(one.starts_at, self.desk.zone)),
            cell(one.officer or "nobody"),
            cell(one.instead or "nobody", "" if one.instead else self.tone("warning")),
            cell(one.why),
        )
        return Record(str(number), cells)

    @on(RecordTable.RowHighlighted, "#differing")
    def _describe(self) -> None:
        one = self._current
        if one is not None and self.differing.has_focus:
            instead = one.instead or "nobody"
            words = f"{one.position}: {instead} instead of {one.officer or 'nobody'}"
            self.query_one("#told", Static).update(f"{visible(words)}\n{one.cause}: {one.why}")

    @property
    def _current(self) -> "Differing | None":
        key, retried = self.differing.cursor_key, self.retried
        if retried is None or key is None or int(key) >= len(retried.differing):
            return None
        return retried.differing[int(key)]

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#gains")
    @on(RecordTable.RowSelected, "#differing")
    def action_open(self) -> None:
        """The officer, or the award in words."""
        if self.gains.has_focus and (key := self.gains.cursor_key):
            from screens.roads import open_record

            open_record(self, "officer", int(key))
            return
        one = self._current
        if one is not None:
            from screens.modals import Reader

            lines = (
                f"Given to {one.officer or 'nobody'}.",
                f"Here: {one.instead or 'nobody'}.",
                f"{one.cause}: {one.why}",
            )
            self.app.push_screen(Reader(one.position, "\n".join(map(visible, lines))))

    def action_read_all(self) -> None:
        """Totals, limits, and the rules by which the record was read."""
        from coordinator.actions.past_awards.retrial_words import (
            cause_words,
            limit_words,
            total_words,
        )
        from screens.modals import Reader

        if self.retried is not None:
            lines = [total_words(self.retried), *cause_words(self.retried)]
            lines += ["", *self.shown(self.found), *limit_words(self.retried)]
            lines += ["", "How the record was read:", *(f"- {rule}" for rule in self.rules)]
            self.app.push_screen(Reader(self.HEADING, "\n".join(map(visible, lines))))

    def action_back(self) -> None:
        """Close; what is under way stops."""
        self.action_stop()
        self.dismiss(None)
