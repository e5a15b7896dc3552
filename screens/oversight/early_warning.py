"""The early-warning report: the officer under the cursor is asked, and his answer written down."""

from screens.oversight.acting_report import ActingReport


class EarlyWarning(ActingReport):
    """Counts, no conclusions; what the officer says to them stands beside them."""

    NAME = "early_warning"

    @property
    def officer(self) -> int | None:
        """Whose line is under the cursor."""
        row = self._row
        if self.result is None or row is None:
            return None
        found = self.result.rows[row][self.result.place("officer_id")]
        return found if isinstance(found, int) else None

    def action_ask_officer(self) -> None:
        """Write to him what was counted, and that he may answer."""
        from coordinator.actions.oversight.early_warning import ask_officer
        from screens.modals import Confirm

        officer = self.officer
        if officer is None or self.result is None:
            self.refuse("Nobody is under the cursor.")
            return
        typed = {"period": self.typed.get("period", "this quarter")}

        def answered(yes: bool | str | None) -> None:
            if yes:
                self.perform(self.acted, ask_officer, officer, typed)

        words = "He reads what was counted, figures only, and until when he may answer."
        self.app.push_screen(Confirm("Ask the officer?", words), answered)

    def action_answer(self) -> None:
        """What he says to it."""
        from coordinator.actions.oversight.early_warning import enter_answer
        from screens.modals import Ask

        officer = self.officer
        if officer is None:
            self.refuse("Nobody is under the cursor.")
            return

        def answered(words: str | None) -> None:
            if words:
                self.perform(self.acted, enter_answer, officer, words)

        hint = "his own words · u undoes · esc leaves it"
        self.app.push_screen(Ask("What does he say?", hint=hint), answered)
