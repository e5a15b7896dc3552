"""The log: everything that was done, by whom and when, each taken back from here."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.shown import cell, counted, stamp, visible
from storage.queries.money.ledgers import ACTIONS, ActionLine


class History(ListScreen):
    """All actions, the newest first."""

    NAME = "history"
    HEADING = "History"
    NOUN = ("action", "actions")
    LISTING = ACTIONS
    ORDER = "time"
    REVERSE = True
    COLUMNS = (
        Column("No.", 4),
        Column("When", 16, "time"),
        Column("Who", 9, grow=1),
        Column("Did", 11, grow=1),
        Column("What", 12, grow=2),
        Column("Stands", 12),
    )

    def cells(self, row: ActionLine) -> tuple[Text, ...]:
        """Number, when, who, what, and whether it was taken back or takes another back."""
        tone = self.tone("muted") if row.undone_by else ""
        return (
            cell(row.seq, tone, right=True),
            cell(stamp(row.at, self.desk.zone), tone),
            cell(row.who, tone),
            cell(row.verb, tone),
            cell(row.about or row.subject.replace(":", " ").replace("_", " "), tone),
            cell(_standing(row), self.tone("warning") if row.undone_by else ""),
        )

    def side_words(self, row: ActionLine) -> str:
        """The action and its reason; what it changed follows."""
        words = f"{row.verb} {row.about or row.subject}\n{row.who}\n{stamp(row.at, self.desk.zone)}"
        reason = f"\nReason: {visible(row.reason)}" if row.reason else ""
        stands = f"\n{_standing(row)}" if _standing(row) else ""
        return f"{visible(words)}{reason}\n{counted(row.changes, 'row')} changed{stands}"

    def copies(self, row: ActionLine) -> Sequence[tuple[str, str]]:
        """The reason."""
        return (("reason", row.reason),)

    def open_row(self, row: ActionLine) -> None:
        """Every row that the action changed, before and after."""
        from screens.book.record_log import show_changes

        show_changes(self, row.id, row.changes, f"{row.verb} {row.about}")

    def action_undo_action(self) -> None:
        """Say what undoing puts back; `y` does it."""
        from coordinator.actions.book.undoing import describe_undo

        if self.row is not None:
            self.fetch("undo", self._confirm_undo, _described, describe_undo, self.row.id)

    def _confirm_undo(self, found: tuple[int, str]) -> None:
        from coordinator.actions.book.undoing import undo
        from screens.modals import Confirm
        from screens.staffing.detail_acts import saying

        action_id, words = found

        def answered(yes: str | None) -> None:
            if yes:
                self.perform(saying(self), undo, action_id)

        self.app.push_screen(Confirm("Take this back?", words), answered)


def _standing(row: ActionLine) -> str:
    """Whether it was taken back, and by which action; of an undo or redo, of which it is one."""
    if row.undone_by:
        return f"UNDONE BY {row.undone_by}"
    return f"of {row.takes_back}" if row.takes_back else ""


def _described(connection: Any, describe: Any, action_id: int) -> tuple[int, str]:
    return action_id, describe(connection, action_id)
