"""The crew that card and policy ask for: the coordinator takes it, or says why not."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.modals import Ask, Choose
from screens.shown import visible

if TYPE_CHECKING:
    from coordinator.actions.jobs.new_jobs import CrewChoice
    from coordinator.actions.staffing.crew_asked import CrewAsked


def ask_crew(
    screen: BookScreen[Any], asked: "CrewAsked", then: Callable[["CrewChoice"], None]
) -> None:
    """Show what is asked for and by which clauses; `then` gets the choice."""
    from coordinator.actions.jobs.new_jobs import CrewChoice
    from coordinator.actions.staffing.crew_asked import in_words

    def chosen(key: str | None) -> None:
        if key == "take":
            then(CrewChoice(take=True))
        elif key == "keep":
            hint = f"{visible(asked.sentence)} The reason goes on record."
            screen.app.push_screen(Ask("Why another crew?", hint=hint), reasoned)

    def reasoned(reason: str | None) -> None:
        if reason:
            then(CrewChoice(reason=reason))

    choices = [
        ("take", f"take it: {in_words(asked.required)}"),
        ("keep", f"leave it at {in_words(asked.ordered)}, for a reason"),
    ]
    screen.app.push_screen(Choose(f"For {asked.occasion}: by {_by(asked)}", choices), chosen)


def _by(asked: "CrewAsked") -> str:
    return "; ".join(asked.sources)
