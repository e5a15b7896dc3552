"""The questions that are asked again and again: a menu, and the answer before its figures."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from coordinator.rules.reports.questions import QUESTIONS, Question
from coordinator.rules.reports.report import Result
from screens.modals import Choose
from screens.reports.report import ReportScreen
from screens.shown import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

TONES = {True: "success", False: "warning", None: ""}


class AnswerScreen(ReportScreen):
    """A report under the sentence that answers a question. What it is asked with is not kept."""

    CSS = f"""{ReportScreen.CSS.replace("ReportScreen", "AnswerScreen")}
    AnswerScreen #answer {{ height: auto; max-height: 4; padding: 0 1; text-style: bold; }}
    """

    def __init__(self, desk: Desk, question: Question) -> None:
        from coordinator.actions.reports.answering import report_of

        super().__init__(desk, report_of(question))
        self.question = question

    def compose_body(self) -> Iterable[Widget]:
        """The answer first."""
        yield Static(f"{self.question.words} …", markup=False, id="answer")
        yield from super().compose_body()

    def first_typed(self, last: "Mapping[str, str]") -> dict[str, str]:
        """What the question asks, whatever was typed the last time."""
        return dict(self.question.typed)

    def remember(self) -> None:
        """The report keeps what was typed for itself."""

    def ran(self, result: Result, texts: list[tuple[str, ...]]) -> None:
        """The sentence, then the rows."""
        answer = self.question.answer(result)
        line = self.query_one("#answer", Static)
        line.update(visible(answer.sentence))
        line.styles.color = self.tone(TONES[answer.good]) or None
        super().ran(result, texts)


class Questions(Choose):
    """The menu of questions; gives the number of the chosen one."""

    def __init__(self) -> None:
        super().__init__("Questions", [(str(n), each.words) for n, each in enumerate(QUESTIONS)])


def ask_questions(app: App[Any], desk: Desk) -> None:
    """Open the menu over whatever is open, and the answer of what is chosen."""
    if isinstance(app.screen, Questions):
        return

    def chosen(number: str | None) -> None:
        if number is not None:
            app.push_screen(AnswerScreen(desk, QUESTIONS[int(number)]))

    app.push_screen(Questions(), chosen)
