"""The guided set-up: seven steps, each with how it stands; enter does the one under the cursor."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from screens.book.settings_form import AgencyForm
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, lines

if TYPE_CHECKING:
    from coordinator.actions.care.set_up import SetUp, Step

_COLUMNS = (Column("", 6), Column("Step", 18), Column("How it stands", 30, grow=1))
_DONE = "Everything is set up. p prints what to do in the first month."
_TONES = {"done": "success", "open": "warning", "later": "muted"}


class SetUpScreen(OneTable[None]):
    """What is done, what is left, and how."""

    NAME = "setup"
    HEADING = "Set-up"
    found: "SetUp | None" = None

    def compose_body(self) -> Iterable[Widget]:
        """The steps, and what the one under the cursor asks."""
        yield RecordTable(_COLUMNS, name="steps")
        yield Static("", markup=False, id="found")

    def reload(self) -> None:
        """Look again: each step checks itself."""
        self.fetch("steps", self._show, _read)

    def _show(self, found: "SetUp") -> None:
        before, self.found = self.found, found
        self.table.show(
            Record(
                step.key,
                (
                    cell(step.state, self.tone(_TONES[step.state])),
                    cell(step.title),
                    cell(step.stands),
                ),
            )
            for step in found.steps
        )
        minutes = sum(step.minutes for step in found.left)
        left = f"{counted(len(found.left), 'step')} left, about {minutes} minutes"
        self.status.say(self.HEADING, left if found.left else "done")
        # Where a step was done meanwhile the next one is at hand.
        moved = before is None or len(before.left) > len(found.left)
        if moved and found.next is not None:
            self.table.move_cursor(row=found.steps.index(found.next))
        self._tell()

    def on_record_table_row_highlighted(self, event: RecordTable.RowHighlighted) -> None:
        """What the step asks."""
        self._tell()

    @property
    def step(self) -> "Step | None":
        """The step under the cursor."""
        key = self.table.cursor_key
        steps = self.found.steps if self.found else ()
        return next((step for step in steps if step.key == key), None)

    def _tell(self) -> None:
        step = self.step
        if step is not None:
            words = f"{step.todo}\nenter does it, s leaves it for later; - comes back here."
            done = self.found is not None and not self.found.left
            self.query_one("#found", Static).update(lines(_DONE if done else words))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#steps")
    def action_open(self) -> None:
        """Do the step under the cursor."""
        if self.step is not None:
            doing: dict[str, Callable[[], None]] = {
                "agency": lambda: self._form(AgencyForm(self.desk)),
                "roster": lambda: self.post_place("imports", "roster"),
                "schedule": lambda: self.post_place("imports", "on-duty"),
                "policy": self._policy,
                "rates": self._rates,
                "gateway": self._gateway,
                "job": self._job,
            }
            doing[self.step.key]()

    def action_step_later(self) -> None:
        """Leave it, or take it up again."""
        from coordinator.actions.care.set_up import leave_for_later
        from screens.staffing.detail_acts import saying

        if self.step is not None:
            self.perform(saying(self), leave_for_later, self.step.key)

    def action_print(self) -> None:
        """The plan of the first month."""
        from coordinator.actions.care.month_plan import make_month_plan
        from screens.printing import hand_over

        hand_over(self, "First month", make_month_plan, None)

    def _form(self, form: Any) -> None:
        self.app.push_screen(form, self.told)

    def _policy(self) -> None:
        from coordinator.actions.care.set_up import policies_in_library, take_policy

        self._choose("Whose policy is nearest to yours", policies_in_library(), take_policy)

    def _rates(self) -> None:
        from coordinator.actions.care.set_up import cards_in_library, take_card

        self._choose("Whose rate card is nearest to yours", cards_in_library(), take_card)

    def _choose(self, title: str, names: tuple[str, ...], take: Callable[..., Any]) -> None:
        from screens.modals import Choose
        from screens.staffing.detail_acts import saying

        ordered = sorted(names, key=lambda name: (name != "standard", name))
        choices = [(name, name.replace("_", " ").capitalize()) for name in ordered]

        def chosen(name: str | None) -> None:
            if name:
                self.perform(saying(self), take, name)

        self.app.push_screen(Choose(title, choices), chosen)

    def _gateway(self) -> None:
        from coordinator.actions.messages.gateways import gateways_shown
        from screens.messages.gateway_steps import ask_gateway

        def ask(shown: Any) -> None:
            mail = next(each for each in shown if each.channel == "email")
            ask_gateway(self, "email", mail.url)

        self.fetch("gateways", ask, gateways_shown)

    def _job(self) -> None:
        from screens.people.employer_form import NewEmployerForm
        from screens.staffing.job_form import NewJobForm

        def ask(known: tuple[int, int]) -> None:
            employers, jobs = known
            if jobs:
                self.post_place("board", said="r refills the open position under the cursor")
                return
            self._form(NewJobForm(self.desk) if employers else NewEmployerForm(self.desk))

        self.fetch("employers", ask, _begun)


def _read(connection: Any) -> "SetUp":
    from coordinator.actions.care.set_up import set_up

    return set_up(connection)


def _begun(connection: Any) -> tuple[int, int]:
    """How many employers and jobs there are."""
    from storage.queries.book.set_up import set_up_facts

    facts = set_up_facts(connection)
    return facts.employers, facts.jobs
