"""Employers that are probably in the register twice: made one, or told apart."""

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.widget import Widget

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, visible

_COLUMNS = (
    Column("Of 100", 6),
    Column("One", 24, grow=2),
    Column("Other", 24, grow=2),
    Column("By what", 24, grow=1),
)


class TwiceScreen(OneTable[None]):
    """The pairs, the likeliest first; enter says which of them stays."""

    NAME = "twice"
    HEADING = "In the register twice"
    FIRST_WORDS = "comparing …"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: tuple[Any, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        """A line for each pair."""
        yield RecordTable(_COLUMNS, name="pairs")

    def reload(self) -> None:
        """Compare again."""
        self.fetch("pairs", self._show, _pairs)

    def _show(self, found: tuple[Any, ...]) -> None:
        self.found = found
        hint = "enter: which of them stays" if found else "no two look like one"
        self.status.say(self.HEADING, counted(len(found), "pair"), hint)
        self.table.show(_record(number, pair) for number, pair in enumerate(found))

    @on(RecordTable.RowSelected, "#pairs")
    def action_open(self) -> None:
        """Which of the two stays, or that they are two."""
        from screens.modals import Choose

        if self.table.cursor_key is None:
            return
        pair = self.found[int(self.table.cursor_key)]
        choices = (
            ("first", f"{visible(pair.second_name)} goes into {visible(pair.first_name)}"),
            ("second", f"{visible(pair.first_name)} goes into {visible(pair.second_name)}"),
            ("apart", "these are two: do not list them again"),
        )

        def chosen(what: str | None) -> None:
            if what is not None:
                self._do(what, pair)

        self.app.push_screen(Choose("Which of them stays", choices), chosen)

    def _do(self, what: str, pair: Any) -> None:
        from coordinator.actions.employers.merging import tell_apart
        from screens.people.employer_acts import ask_merge
        from screens.staffing.detail_acts import saying

        if what == "apart":
            self.perform(saying(self), tell_apart, pair.first, pair.second)
        elif what == "first":
            ask_merge(self, pair.first, pair.second)
        else:
            ask_merge(self, pair.second, pair.first)


def _record(number: int, pair: Any) -> Record:
    names = (cell(pair.first_name), cell(pair.second_name))
    return Record(str(number), (cell(pair.score, right=True), *names, cell(", ".join(pair.why))))


def _pairs(connection: Any) -> Any:
    # Imported on the reading thread: comparing names must not delay a key.
    from coordinator.actions.employers.merging import find_twice

    return find_twice(connection)
