"""The policy in plain words: which version holds when, and what each clause asks for."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from coordinator.desk import Desk
from screens.parts.table import Column, Record, RecordTable
from screens.shown import cell, counted, day, lines, span, visible
from screens.waiting import WaitingScreen

if TYPE_CHECKING:
    from coordinator.actions.checking import Violation
    from coordinator.actions.policy_reading import Version
    from coordinator.rules.policy_words import ClauseWords

_COLUMNS = (
    Column("Holds", 8),
    Column("From", 10),
    Column("Through", 10),
    Column("Name", 30, grow=1),
    Column("Clauses", 7),
)


class Policy(WaitingScreen[None]):
    """Versions above, the words of the one under the cursor below."""

    NAME = "policy"
    HEADING = "Policy"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.versions: tuple[Version, ...] = ()

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """Versions, and the words of one."""
        yield RecordTable(_COLUMNS, name="versions")
        with VerticalScroll(id="reading"):
            yield Static("", markup=False, id="words")
        yield ProgressBar(id="progress", show_eta=False)

    def on_mount(self) -> None:
        """Read all versions."""
        self.table.focus()
        self.status.say(self.HEADING, "…")
        self.reload()

    @property
    def table(self) -> RecordTable:
        """The versions."""
        return self.query_one("#versions", RecordTable)

    @property
    def version(self) -> "Version | None":
        """The version under the cursor."""
        key = self.table.cursor_key
        return self.versions[int(key)] if key and int(key) < len(self.versions) else None

    def reload(self) -> None:
        """Read all versions again."""
        self.fetch("versions", self._show, _versions, self.desk.today().isoformat())

    def _show(self, found: "tuple[Version, ...]") -> None:
        self.versions = found
        self.table.show(
            Record(
                str(number),
                (
                    cell("TODAY" if one.governs_today else "", self.tone("success")),
                    cell(one.from_on),
                    cell(one.last_on or "open"),
                    cell(one.name),
                    cell(len(one.clauses), right=True),
                ),
            )
            for number, one in enumerate(found)
        )
        self._describe()

    @on(RecordTable.RowHighlighted, "#versions")
    def _describe(self) -> None:
        one = self.version
        if one is None:
            return
        holds = "holds today" if one.governs_today else ""
        self.status.say(self.HEADING, one.name, f"from {one.from_on}", holds)
        self.query_one("#words", Static).update(_words(one))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#versions")
    def action_open(self) -> None:
        """Go to the words, to scroll in them."""
        self.query_one("#reading").focus()

    def action_read_all(self) -> None:
        """The document itself."""
        from screens.modals import Reader

        if self.version is not None:
            self.app.push_screen(Reader(self.version.name, self.version.document))

    def action_new(self) -> None:
        """Put a policy document in force, from its own date on."""
        from screens.modals import Ask

        hint = "the path of its TOML file; the date in it says from when it holds · u undoes"
        self.app.push_screen(Ask("Put a policy in force", hint=hint), self._adopt)

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

    def _adopt(self, path: str | None) -> None:
        if path:
            from coordinator.actions.policy_reading import adopt_file

            self.perform(self._adopted, adopt_file, Path(path).expanduser())

    def _adopted(self, result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self.refuse(result.sentence)
        else:
            self.say(f"{result.name} holds from {result.effective_on} · u undoes", "done")
            self._check(result.policy_id)

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
        function = "coordinator.actions.policy_reading:broken_by"
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

    def action_back(self) -> None:
        """From the words to the versions."""
        self.table.focus()


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
    return "\n".join([head, f"      {clause.breaking}", *more, *text])


def _orders(connection: Any, day: date, now: int) -> str:
    # Imported on the reading thread: the rules must not delay a key.
    from coordinator.actions.standing_lists import order_words, orders_on

    return order_words(orders_on(connection, day, now))


def _versions(connection: Any, today: str) -> Any:
    # Imported on the reading thread: the rules must not delay a key.
    from coordinator.actions.policy_reading import policy_versions

    return policy_versions(connection, today)
