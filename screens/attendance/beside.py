"""The grade of presence beside an assignment that a list shows; it comes a moment later."""

from typing import TYPE_CHECKING, Any

from textual.widgets import Static

from screens.shown import visible

if TYPE_CHECKING:
    from coordinator.actions.attendance.grading import GradedShift
    from screens.lists import RowScreen


def show_beside(screen: "RowScreen") -> None:
    """Add it to the pane at the side, where there is one; the row's id is the assignment's."""
    # Imported on use: rules that the first screen does without.
    from coordinator.actions.attendance.grading import grade_of

    row: Any = screen.row

    def show(found: "GradedShift") -> None:
        here = screen.row is not None and screen.row.id == found.shift.id
        if here and found.grade.says_something:
            words = f"{screen.side_words(screen.row)}\n\nPresence {visible(found.grade.sentence)}"
            screen.query_one("#side", Static).update(words)

    if screen.has_class("-wide") and row is not None:
        screen.fetch("presence", show, grade_of, row.id)
