"""The keys that all lists share: filter, marks, order, saved filters, copy."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from textual import on

from screens.copying import ask_copy_of
from screens.lists import RowScreen
from screens.modals import Ask, Choose
from screens.parts.table import RecordTable
from storage.queries.lists import ids

MOST_MARKS = 20_000
SAVE_THIS = "save"


class ListScreen(RowScreen):
    """A list with its keys: one action for each verb of the keymap that lists share."""

    # ── filter ──────────────────────────────────────────────────────────────────────────────

    def action_filter(self) -> None:
        """Open the filter's field."""
        self.open_filter()

    def action_back(self) -> None:
        """Peel one layer: the filter's field, the marks, the filter, the screen."""
        if self.query("#filter"):
            self.close_filter()
            self.filter_by("")
        elif self.marks.ids:
            self.clear_marks()
        elif self.view.text != self.START_FILTER:
            self.filter_by(self.START_FILTER)
        elif len(self.app.screen_stack) > 1:
            self.dismiss()

    def action_filters(self) -> None:
        """Choose a saved filter, or keep the one that stands."""
        from storage.queries.staffing.choosing import saved_filters

        self.fetch("filters", self._offer_filters, saved_filters, self.NAME)

    def _offer_filters(self, saved: Sequence[Any]) -> None:
        choices = [(f"={one.text}", f"{one.name}  ({one.text})") for one in saved]
        choices += [(f"=is:{flag}", f"is:{flag}") for flag in self.LISTING.flags]
        choices.append(("=", "no filter"))
        if self.view.text:
            choices.insert(0, (SAVE_THIS, f"Keep '{self.view.text}' under a name"))

        def chosen(key: str | None) -> None:
            if key == SAVE_THIS:
                self.app.push_screen(Ask("Name of the filter"), self._save_filter)
            elif key is not None:
                self.filter_by(key[1:])

        self.app.push_screen(Choose("Filters", choices), chosen)

    def _save_filter(self, name: str | None) -> None:
        from coordinator.actions.book.settings import save_filter

        if name:
            self.perform(
                lambda saved: self.say(f"Kept as '{name}' · f finds it again · u undoes", "done"),
                save_filter,
                self.NAME,
                name,
                self.view.text,
            )

    # ── marks ───────────────────────────────────────────────────────────────────────────────

    def action_mark(self) -> None:
        """Mark the record under the cursor, or take its mark off."""
        row = self.row
        if row is not None:
            self.table.show_mark(str(row.id), marked=self.marks.turn(row.id))
            self.show_status()
            self.refresh_bindings()

    def action_mark_range(self) -> None:
        """Mark and go down."""
        row = self.row
        if row is not None:
            if row.id not in self.marks.ids:
                self.action_mark()
            self.table.action_cursor_down()

    def action_mark_all(self) -> None:
        """Mark every record that the filter lets through."""

        def mark(found: tuple[int, ...]) -> None:
            self.marks.ids |= set(found)
            self.draw()

        self.fetch("marks", mark, ids, self.LISTING, self.view, MOST_MARKS)

    def clear_marks(self) -> None:
        """Take all marks off."""
        for record in self.marks.ids:
            self.table.show_mark(str(record), marked=False)
        self.marks.ids.clear()
        self.marks.hidden = 0
        self.show_status()
        self.refresh_bindings()

    # ── order ───────────────────────────────────────────────────────────────────────────────

    def action_sort(self) -> None:
        """Choose the order."""
        choices = [(name, name) for name in self.LISTING.orders]

        def chosen(name: str | None) -> None:
            if name:
                self.sort_by(name)

        self.app.push_screen(Choose("Sort by", choices), chosen)

    def sort_by(self, name: str) -> None:
        """Put the list in another order; the same again turns it round."""
        if name == self.view.order:
            self.action_reverse()
        else:
            self.set_view(replace(self.view, order=name, reverse=False))

    @on(RecordTable.HeaderSelected, "#list")
    def _header_clicked(self, event: RecordTable.HeaderSelected) -> None:
        if event.column.sort:
            self.sort_by(event.column.sort)

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.set_view(replace(self.view, reverse=not self.view.reverse))

    # ── open and copy ───────────────────────────────────────────────────────────────────────

    def action_open(self) -> None:
        """Open the record under the cursor."""
        if self.row is not None:
            self.open_row(self.row)

    def action_copy(self) -> None:
        """Choose what to copy of the record."""
        row = self.row
        if row is None:
            return
        texts = [cell.plain for cell in self.cells(row)]
        ask_copy_of(self, (*self.copies(row), ("the line", "  ".join(texts))))
