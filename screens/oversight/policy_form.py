"""The numbers of a policy in a form; what comes of it is the changed document."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from coordinator.desk import Desk
from screens.oversight.policy_words import answer_lines
from screens.parts.entry import Entry, Kind
from screens.record_form import RecordForm

if TYPE_CHECKING:
    from coordinator.actions.policy.policy_reading import Version
    from coordinator.rules.cases.answers import Answered

DATE = "effective_on"


class PolicyNumbersForm(RecordForm):
    """Gives the document with the numbers as typed; nothing is in force by that yet."""

    HEADING = "Change the policy"

    def __init__(self, desk: Desk, version: "Version") -> None:
        super().__init__(desk, f"policy numbers:{version.id or 0}")
        self.document = version.document

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """From which date on, and every number that stands on a line of its own."""
        from coordinator.rules.policy_numbers import policy_numbers

        hint = "from this date on the changed version governs"
        first = Entry(DATE, "Holds from", "", Kind.DATE, hint, needed=True)
        numbers = (
            Entry(
                f"line{number.line}",
                f"{number.about}: {number.key}"[:47],
                number.value,
                Kind.TEXT,
                f"line {number.line} of the document",
                needed=True,
            )
            for number in policy_numbers(self.document)
        )
        return (first, *numbers)

    def save(self, values: Mapping[str, Any]) -> None:
        """Close with the changed document, or say what is wrong with it."""
        from coordinator.rules.policy_numbers import with_numbers

        typed = {name: text for name, text in self.changed(values).items() if name != DATE}
        wrong = next((text for text in typed.values() if not _is_number(text)), None)
        if wrong is not None:
            self.refuse(f"'{wrong}' is not a number such as 60 or 7.25.")
        elif not typed:
            self.refuse("No number was changed.")
        else:
            changes = {int(name.removeprefix("line")): text for name, text in typed.items()}
            document = with_numbers(self.document, changes, date.fromisoformat(values[DATE]))
            self._close_with(document)

    def _close_with(self, document: str) -> None:
        from coordinator.rules.cases.answers import answered
        from coordinator.rules.cases.trying import failing_examples
        from coordinator.rules.policy import Invalid, read_policy

        policy = read_policy(document)
        problems = policy.problems if isinstance(policy, Invalid) else failing_examples(policy)
        new = answered(policy) if problems and not isinstance(policy, Invalid) else None
        if new is not None:
            self._ask(new)
        elif problems:
            self.refuse(str(problems[0]))
        else:
            self.keep()
            self.dismiss(document)

    def _ask(self, new: "Answered") -> None:
        from screens.modals import Confirm

        def answer(yes: str | None) -> None:
            if yes:
                self.keep()
                self.dismiss(new.document)

        words = "\n".join(answer_lines(new.answers))
        yes = "y writes them into the document · esc leaves it"
        self.app.push_screen(Confirm("Examples that get another answer", words, yes), answer)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
