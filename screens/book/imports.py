"""Files coming in: which file, how its columns are read, what it would change; `y` brings it in."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from coordinator.desk import Desk
from screens.book.import_words import FINDINGS, findings, plan_words
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, visible
from screens.staffing.waiting import WaitingScreen

if TYPE_CHECKING:
    from coordinator.actions.importing.elsewhere import Done, Looked
    from coordinator.actions.importing.plans import Plan, Wanted

KINDS = (
    ("roster", "the roster: officers, ranks, certificates"),
    ("on-duty", "the on-duty schedule, CSV, workbook or calendar"),
    ("employers", "employers with contacts and sites"),
    ("details", "details with their officers and hours"),
    ("punches", "hours as punched by the officers"),
    ("claims", "hours as the officers claim them"),
    ("certificates", "hours as the employers certify them"),
    ("dispatch", "the dispatch log: when call signs were heard"),
)
_FIELDS = (Column("Field", 14), Column("Column of the file", 20, grow=1))
_BEGIN = "e chooses a file: the roster, the on-duty schedule, employers, details."


class Imports(WaitingScreen[None]):
    """Nothing is written before `y`, and then all accepted rows at once."""

    NAME = "imports"
    HEADING = "Import"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.kind = ""
        self.path = ""
        self.columns: dict[str, str] = {}
        self.answers: dict[str, str] = {}
        self.looked: Looked | None = None

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The columns, what was found, how far the work is."""
        yield Static(_BEGIN, markup=False, id="facts")
        with Horizontal(classes="pane-row"):
            yield RecordTable(_FIELDS, name="columns")
            yield RecordTable(FINDINGS, name="findings")
        yield ProgressBar(id="progress", show_eta=False)

    def on_mount(self) -> None:
        """Nothing is chosen yet."""
        self.status.say(self.HEADING)
        self.query_one("#columns").focus()

    @property
    def plan(self) -> "Plan | None":
        """What the file would do, once that is known."""
        from coordinator.actions.results import Refused

        if self.looked is None or isinstance(self.looked.plan, Refused):
            return None
        return self.looked.plan

    def draw(self) -> None:
        """The layout and the plan."""
        from coordinator.actions.results import Refused

        looked = self.looked
        if looked is None:
            return
        layout = looked.layout
        self.query_one("#columns", RecordTable).show(
            Record(name, (cell(name), cell(header or "-", "" if header else self.tone("muted"))))
            for name, header in (layout.columns if layout else ())
        )
        plan = looked.plan
        refused = isinstance(plan, Refused)
        rows: Iterable[tuple[Text, ...]] = () if isinstance(plan, Refused) else findings(plan)
        self.query_one("#findings", RecordTable).show(
            Record(str(number), cells) for number, cells in enumerate(rows)
        )
        words = plan.sentence if isinstance(plan, Refused) else plan_words(plan)
        self.query_one("#facts", Static).update(visible(words) if refused else words)
        self._show_status()

    def _show_status(self) -> None:
        plan = self.plan
        counts = plan.sentence if plan else ""
        self.status.say(self.HEADING, self.kind, Path(self.path).name, counts)

    # ── choosing ────────────────────────────────────────────────────────────────────────────

    def action_file(self) -> None:
        """Which kind, and which file."""
        from screens.modals import Choose

        if self.work is None:
            self.app.push_screen(Choose("What comes in", KINDS), self._kind_chosen)

    def come_for(self, what: str) -> None:
        """A step of the set-up knows what comes in: only the file is asked for."""
        self._kind_chosen(what)

    def _kind_chosen(self, kind: str | None) -> None:
        from screens.modals import Ask

        if kind:
            hint = "its path; ~ is your home folder · esc closes"
            named = dict(KINDS)[kind].replace(":", ",").partition(",")[0]
            window = Ask(f"Which file has {named}", value=self.path, hint=hint)
            self.app.push_screen(window, lambda path: self._file_chosen(kind, path))

    def _file_chosen(self, kind: str, path: str | None) -> None:
        if path:
            self.begin(kind, path)

    def begin(self, kind: str, path: str) -> None:
        """Look at a file."""
        self.kind, self.path = kind, path
        self.columns, self.answers, self.looked = {}, {}, None
        self.action_try_run()

    @on(RecordTable.RowSelected, "#columns")
    def action_column(self) -> None:
        """Say which column of the file the field under the cursor is read from."""
        from screens.modals import Choose

        name = self.query_one("#columns", RecordTable).cursor_key
        layout = self.looked.layout if self.looked else None
        if name is None or layout is None or self.work is not None:
            return
        taken = {header: field for field, header in layout.columns if header}
        choices = [
            (header, f"{header}  ({taken[header]})" if header in taken else header)
            for header in layout.headers
        ]
        title = f"{name} is read from"
        window = Choose(title, [*choices, ("", "no column")])
        self.app.push_screen(window, lambda header: self._column_chosen(name, header))

    def _column_chosen(self, name: str, header: str | None) -> None:
        if header is not None:
            self.columns[name] = header
            self.action_try_run()

    def wanted(self) -> "Wanted":
        """The file and what was said about it."""
        from coordinator.actions.importing.plans import Wanted

        path = Path(self.path).expanduser()
        return Wanted(self.kind, path, dict(self.columns), dict(self.answers))

    # ── the dry run ─────────────────────────────────────────────────────────────────────────

    def action_try_run(self) -> None:
        """Show what the file would change, changing nothing."""
        if not self.path:
            self.action_file()
        elif self.work is None:
            given = (self.wanted(), self.desk.clock())
            self._start("look", given, self._looked)

    def _looked(self, found: "Looked") -> None:
        self.looked = found
        self.draw()
        plan = self.plan
        if plan is None:
            self.refuse("It cannot be read so: enter on a field names its column, e another file.")
        elif plan.questions:
            self._ask(plan)
        elif plan.new or plan.changed or plan.items:
            self.say("y brings it in, all accepted rows as one action · enter corrects a column")
        else:
            self.say("There is nothing in it that the book does not have.")

    def _ask(self, plan: "Plan") -> None:
        from screens.modals import Choose

        question = plan.questions[0]
        choices = [(answer, answer) for answer in question.answers]

        def answered(answer: str | None) -> None:
            if answer is not None:
                self.answers[question.option] = answer
                self.action_try_run()

        window = Choose("A question about the file", choices)
        window.hint = f"{visible(question.text)}\n{window.hint}"
        self.app.push_screen(window, answered)

    # ── bringing it in ──────────────────────────────────────────────────────────────────────

    def action_import_file(self) -> None:
        """Bring it in as it was shown."""
        plan = self.plan
        if self.work is not None:
            return
        if plan is None:
            self.refuse("d looks at the file first.")
        elif plan.questions:
            self._ask(plan)
        else:
            self._start("bring_in", (self.desk.actor(), self.wanted(), plan), self._brought)

    def _brought(self, done: "Done") -> None:
        from coordinator.actions.results import Refused

        result = done.result
        if isinstance(result, Refused):
            self.refuse(result.sentence)
            return
        kept = f" Refused rows: {done.refused_file}" if done.refused_file else ""
        self.say(f"{result.sentence}{kept} · u undoes", "done")
        if result.plan.open_seats:
            self._show_left(result.plan)
        self.looked = None
        self.query_one("#findings", RecordTable).show(())
        self.query_one("#columns", RecordTable).show(())
        self.query_one("#facts", Static).update(_BEGIN)

    def _show_left(self, plan: "Plan") -> None:
        """Those who left the roster hold details: they are to be released and refilled."""
        from screens.oversight.affected import AffectedScreen

        badges = tuple(dict.fromkeys(seat.badge for seat in plan.open_seats))

        def show(officers: tuple[int, ...]) -> None:
            self.app.push_screen(AffectedScreen(self.desk, officers))

        self.fetch("left", show, _officers, badges)

    def _start(self, what: str, given: tuple[Any, ...], then: Callable[[Any], None]) -> None:
        self.start(f"coordinator.actions.importing.elsewhere:{what}", given, then, "Reading …")

    def action_read_all(self) -> None:
        """Everything that was found, to read and to copy."""
        from screens.book.import_words import all_words
        from screens.modals import Reader

        if self.plan is not None:
            self.app.push_screen(Reader("What the file would do", all_words(self.plan)))


def _officers(connection: Any, badges: tuple[str, ...]) -> tuple[int, ...]:
    from storage.queries.book.lookup import officer_id

    return tuple(officer_id(connection, badge) for badge in badges)
