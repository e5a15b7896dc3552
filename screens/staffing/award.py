"""One award to read: who stood where and why he was passed over; from here it goes on paper."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from screens.base import BookScreen
from screens.modals import Ask, Reader
from screens.printing import hand_over
from screens.shown import stamp

if TYPE_CHECKING:
    from coordinator.actions.distribution.award_papers import Award
    from storage.queries.staffing.details import Why

SHEET, FILE = "sheet", "file"


class AwardReader(Reader):
    """The account of an award; closes with the paper that is wanted, if any."""

    BINDINGS = [
        Binding("p", "paper('sheet')", "Print", show=False),
        Binding("f", "paper('file')", "File", show=False),
    ]
    CLOSING = "p grievance sheet · f file that replays it · c copies · esc closes"

    def action_paper(self, which: str) -> None:
        """Close, and ask for the paper."""
        self.dismiss(which)


def show_award(screen: BookScreen[Any], position_id: int, why: "Why", award: "Award") -> None:
    """Read an award in a window; from there print the grievance sheet or make the file."""

    def wanted(which: str | None) -> None:
        if which == SHEET:
            _ask_officer(screen, award, lambda badge: _sheet(screen, position_id, award, badge))
        elif which == FILE:
            _file(screen, position_id, award)

    screen.app.push_screen(AwardReader("Why", _words(screen, why, award)), wanted)


def _words(screen: BookScreen[Any], why: "Why", award: "Award") -> str:
    from coordinator.rules.award_account import account_lines

    again = " ".join(award.differences) or "Worked out again just now: the same."
    decided = f"{why.officer} took {why.position} on {stamp(why.decided_at, screen.desk.zone)}."
    return "\n".join([decided, again, "", *account_lines(award.account)])


def _ask_officer(screen: BookScreen[Any], award: "Award", then: Callable[[str], None]) -> None:
    hint = "the badge of the officer whom the sheet is about"
    window = Ask("Grievance sheet", value=award.badge, hint=hint)
    screen.app.push_screen(window, lambda badge: then(badge) if badge else None)


def _sheet(screen: BookScreen[Any], position_id: int, award: "Award", badge: str) -> None:
    from coordinator.actions.distribution.award_papers import make_grievance_sheet

    making = partial(make_grievance_sheet, badge=badge, decision_id=award.decision_id)
    hand_over(screen, f"Grievance sheet {award.position} #{badge}", making, position_id)


def _file(screen: BookScreen[Any], position_id: int, award: "Award") -> None:
    from coordinator.actions.distribution.award_papers import make_award_file

    making = partial(make_award_file, decision_id=award.decision_id)
    hand_over(screen, f"Award of {award.position}", making, position_id)
