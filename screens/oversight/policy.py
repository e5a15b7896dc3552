"""The policy in plain words: which version holds when, and what each clause asks for."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.widget import Widget
from textual.widgets import ProgressBar

from screens.oversight.policy_words import effect_lines
from screens.oversight.versions import VersionsScreen
from screens.parts.columns import Column
from screens.shown import cell, counted, day, lines, span, visible

if TYPE_CHECKING:
    from coordinator.actions.policy.checking import Violation
    from coordinator.actions.policy.policy_effect import Effect
    from coordinator.actions.policy.policy_reading import Version
    from coordinator.rules.policy_words import ClauseWords


class Policy(VersionsScreen["Version"]):
    """Versions above, the words of the one under the cursor below."""

    NAME = "policy"
    HEADING = "Policy"
    COLUMNS: ClassVar = (Column("Name", 30, grow=1), Column("Clauses", 7))
    WHAT = "a policy"

    changed: str | None = None
    """The document with the numbers that were changed last, in force or not."""

    def compose_body(self) -> Iterable[Widget]:
        """Also the progress of judging what is to come."""
        yield from super().compose_body()
        yield ProgressBar(id="progress", show_eta=False)

    def read(self, connection: Any, today: str) -> "tuple[Version, ...]":
        """Every version."""
        # Imported on the reading thread: the rules must not delay a key.
        from coordinator.actions.policy.policy_reading import policy_versions

        return policy_versions(connection, today)

    def last_cell(self, one: "Version") -> Text:
        """How many clauses it has."""
        return cell(len(one.clauses), right=True)

    def words(self, one: "Version") -> str:
        """Every clause and the rotation, in plain words."""
        return _words(one)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_read_all(self) -> None:
        """The document itself."""
        from screens.modals import Reader

        if self.version is not None:
            self.app.push_screen(Reader(self.version.name, self.version.document))

    def adopt(self, file: Path) -> None:
        """Put it in force, and say what it breaks."""
        from coordinator.actions.policy.policy_reading import adopt_file

        self.perform(self._adopted, adopt_file, file)

    def action_standing(self) -> None:
        """Everybody in the order of each method, on a date."""
        from screens.modals import Ask

        hint = "the order at the start of this date · enter shows it"
        today = self.desk.today().isoformat()
        self.app.push_screen(Ask("Order of everybody", value=today, hint=hint), self._order_on)

    def _order_on(self, given: str | None) -> None:
        if given is None:
            return
        try:
            day = date.fromisoformat(given.strip())
        except ValueError:
            self.refuse(f"{given} is no date: write it as 2026-06-01.")
            return
        self.fetch("standing", self._show_order, _orders, day, self.desk.clock())

    def _show_order(self, words: str) -> None:
        from screens.modals import Reader

        self.app.push_screen(Reader("Order of everybody", words))

    def _adopted(self, result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self.refuse(result.sentence)
        else:
            self.say(f"{result.name} holds from {result.effective_on} · u undoes", "done")
            self._check(result.policy_id)

    def action_edit(self) -> None:
        """Change its numbers; before they hold, see what they do."""
        from screens.oversight.policy_form import PolicyNumbersForm

        if self.version is None or self.version.problem:
            self.refuse("This version cannot be changed here.")
        elif self.work is not None:
            self.refuse("One thing after the other: x stops what is under way.")
        else:
            self.app.push_screen(PolicyNumbersForm(self.desk, self.version), self._proposed)

    def _proposed(self, document: str | None) -> None:
        if document:
            self.changed = document
            function = "coordinator.actions.policy.policy_effect:effect_of"
            given = (document, self.desk.clock(), None)
            words = "Judging all that is held and open by both versions …"
            self.start(function, given, lambda effect: self._weigh(document, effect), words)

    def _weigh(self, document: str, effect: "Effect") -> None:
        from coordinator.actions.policy.policies import adopt_policy
        from screens.modals import Confirm

        def answered(yes: str | None) -> None:
            if yes:
                self.perform(self._adopted, adopt_policy, document)

        words = "\n".join(map(visible, effect_lines(effect, self.desk.zone)))
        self.app.push_screen(Confirm("Put this version in force?", words), answered)

    def action_what_if(self) -> None:
        """Replay the past year's awards under this version, or under the changed numbers."""
        from screens.modals import Choose

        version = self.version
        if version is None or version.problem:
            self.refuse("This version cannot be read.")
        elif self.changed is None:
            self._what_if("version")
        else:
            choices = (("changed", "with the numbers changed last"), ("version", version.name))
            self.app.push_screen(Choose("What if: which policy?", choices), self._what_if)

    def _what_if(self, which: str | None) -> None:
        from screens.oversight.what_if import WhatIfScreen

        version = self.version
        if which is not None and version is not None:
            changed = which == "changed"
            document = self.changed if changed else version.document
            name = f"{version.name}, changed" if changed else version.name
            self.app.push_screen(WhatIfScreen(self.desk, document, name), self.told)

    def action_affected(self) -> None:
        """Every coming detail that is against the version under the cursor."""
        version = self.version
        if self.work is not None:
            self.action_stop()
        elif version is None or version.id is None:
            self.refuse("The shipped policy is checked with `coordinator check`.")
        else:
            self._check(version.id)

    def _check(self, policy_id: int) -> None:
        function = "coordinator.actions.policy.policy_reading:broken_by"
        given = (policy_id, self.desk.clock())
        self.start(function, given, self._checked, "Judging what is to come …")

    def _checked(self, found: "tuple[Violation, ...]") -> None:
        from screens.modals import Reader

        if not found:
            self.say("No coming detail is against this version.", "done")
            return
        self.refuse(f"{counted(len(found), 'coming detail')} against this version")
        words = "\n".join(self._violation(one) for one in found)
        self.app.push_screen(Reader("Against this version", words))

    def _violation(self, one: "Violation") -> str:
        zone = self.desk.zone
        when = f"{day(one.starts_at, zone)} {span(one.starts_at, one.ends_at, zone)}"
        allowed = f" (allowed by {visible(one.override_by)})" if one.allowed else ""
        head = f"{one.position} {when} {visible(one.name)} {one.standing.value.upper()}{allowed}"
        return "\n".join([head, *(f"    {visible(reason)}" for reason in one.reasons)])


def _words(one: "Version") -> str:
    if one.problem:
        return f"This version cannot be read by this program: {visible(one.problem)}"
    clauses = [_clause(clause) for clause in one.clauses]
    rotation = ["WHO COMES FIRST", *(f"  {words}" for words in one.rotation)]
    return "\n".join([*clauses, "", *rotation])


def _clause(clause: "ClauseWords") -> str:
    head = f"{visible(clause.number):<5} {visible(clause.name).upper()}: {clause.sentence}"
    more = [f"      {part}" for part in (clause.scope, clause.dates) if part]
    text = [f"      “{lines(clause.text)}”"] if clause.text else []
    rests = [f"      {lines(words)}" for words in (clause.see, clause.reading) if words]
    return "\n".join([head, f"      {clause.breaking}", *more, *text, *rests])


def _orders(connection: Any, day: date, now: int) -> str:
    # Imported on the reading thread: the rules must not delay a key.
    from coordinator.actions.distribution.standing_lists import order_words, orders_on

    return order_words(orders_on(connection, day, now))
