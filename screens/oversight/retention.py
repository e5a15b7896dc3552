"""What may be deleted when: held, lifted, and closed for good."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from screens.oversight.acting_report import ActingReport

if TYPE_CHECKING:
    from storage.queries.lists import Line
    from storage.queries.oversight.holds import HoldLine

_WHOM = (
    ("officer", "the records of an officer"),
    ("employer", "the records of an employer"),
    ("job", "the records of a job"),
    ("all", "the whole book"),
)


class Retention(ActingReport):
    """The report of the terms, with holds and the deleting."""

    NAME = "retention"
    FINAL = ("Deleted",)

    def action_hold_records(self) -> None:
        """Hold records for a grievance, a claim or an inquiry."""
        from screens.modals import Choose

        def chosen(what: str | None) -> None:
            if what == "all":
                self._ask("For what?", "the grievance, claim or inquiry", self._place)
            elif what:
                self._ask(f"Which {what}?", "badge, number or name", self._named(what))

        self.app.push_screen(Choose("What is held?", _WHOM), chosen)

    def _named(self, what: str) -> Callable[[str], None]:
        def named(typed: str) -> None:
            from storage.queries.reports.finding import matches

            self.fetch("held", lambda found: self._found(what, typed, found), matches, what, typed)

        return named

    def _found(self, what: str, typed: str, found: tuple[tuple[int, str], ...]) -> None:
        if len(found) != 1:
            listed = "; ".join(words for _, words in found)
            self.refuse(f"'{typed}' may be {listed}." if found else f"Nothing goes by '{typed}'.")
            return
        row, words = found[0]
        self._ask(
            f"{words}: for what?",
            "the grievance, claim or inquiry",
            lambda ground: self._place(ground, **{f"{what}_id": row}),
        )

    def _place(self, ground: str, **about: Any) -> None:
        from coordinator.actions.oversight.holds import place_hold

        self.perform(self.acted, place_hold, ground, **about)

    def action_lift_hold(self) -> None:
        """Lift a hold: by whom, and why."""
        from storage.queries.lists import View, window
        from storage.queries.oversight.holds import HOLDS

        view = View("placed", "is:running", reverse=True)
        self.fetch("holds", self._choose_hold, window, HOLDS, view, 50)

    def _choose_hold(self, found: "tuple[Line[HoldLine], ...]") -> None:
        from screens.modals import Choose

        if not found:
            self.refuse("No hold runs.")
            return

        def chosen(key: str | None) -> None:
            if key is not None:
                hold = int(key)
                self._ask("Who lifts it?", "a name", lambda by: self._ask_why(hold, by))

        choices = [(str(line.row.id), f"{line.row.about}: {line.row.ground}") for line in found]
        self.app.push_screen(Choose("Lift which hold?", choices), chosen)

    def _ask_why(self, hold: int, by: str) -> None:
        from coordinator.actions.oversight.holds import lift_hold

        def why(words: str) -> None:
            self.perform(self.acted, lift_hold, hold, by, words)

        self._ask("Why?", "it goes on record", why)

    def action_delete_due(self) -> None:
        """Close for good what of the kind under the cursor is past its term."""
        from coordinator.actions.oversight.retention import apply_retention
        from screens.modals import Confirm

        row = self._row
        if self.result is None or row is None:
            return
        kind, due = (self.result.rows[row][self.result.place(name)] for name in ("kind", "due"))
        if not due:
            self.refuse("Nothing of this kind is due.")
            return

        def answered(yes: bool | str | None) -> None:
            if yes:
                self.perform(self.acted, apply_retention, (str(kind),))

        goes = self.result.rows[row][self.result.place("goes")]
        words = f"{due} records: {goes}. Closed for good, in the records and in the log."
        self.app.push_screen(Confirm(f"Delete what is due of {kind}?", words), answered)

    def _ask(self, title: str, hint: str, then: Callable[[str], None]) -> None:
        from screens.modals import Ask

        def answered(words: str | None) -> None:
            if words:
                then(words)

        self.app.push_screen(Ask(title, hint=f"{hint} · esc leaves it"), answered)
