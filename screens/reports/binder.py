"""The self-audit: every test with its population, its exceptions and what was written of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from coordinator.desk import Desk
from coordinator.rules.reports.asking import shifted_words
from coordinator.rules.reports.report import Asked
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, visible
from screens.staffing.waiting import WaitingScreen

if TYPE_CHECKING:
    from coordinator.actions.oversight.binder import BinderWritten
    from coordinator.actions.oversight.counting import Counted, Counts
    from coordinator.actions.results import Refused

_COLUMNS = (
    Column("Severity", 8),
    Column("Test", 30, grow=3),
    Column("Population", 10, right=True),
    Column("Exceptions", 10, right=True),
    Column("Rate", 7, right=True),
    Column("Open", 5, right=True),
)
_TONES = {"high": "error", "medium": "warning"}
_COUNT = "coordinator.actions.oversight.counting:count_tests"
_WRITE = "coordinator.actions.oversight.counting:write_and_note"


class Binder(WaitingScreen[None], OneTable[None]):
    """The tests of a month, those with exceptions first; enter opens the exceptions of one."""

    NAME = "binder"
    HEADING = "Self-audit"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.period = "last month"
        self.counts: Counts | None = None

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The tests, and what the one under the cursor looks for."""
        with Horizontal(classes="pane-row"):
            yield RecordTable(_COLUMNS, name="tests")
            yield Static("", markup=False, id="side", classes="side")
        yield ProgressBar(id="progress", show_eta=False)

    @property
    def one(self) -> "Counted | None":
        """The test under the cursor."""
        key = self.table.cursor_key
        tests = self.counts.tests if self.counts else ()
        return next((each for each in tests if each.name == key), None)

    def stale(self) -> None:
        """It tells how the book stood when the tests ran."""

    def reload(self) -> None:
        """Run the tests."""
        self.start(_COUNT, (self.period, self.desk.clock()), self._show, "The tests run")

    def _show(self, found: "Counts | Refused") -> None:
        from coordinator.actions.oversight.counting import Counts

        if not isinstance(found, Counts):
            self.refuse(found.sentence)
            return
        self.counts = found
        self.table.show(self._record(each) for each in found.tests)
        hit = sum(bool(each.exceptions) for each in found.tests)
        left = f"{len(found.not_run)} not run" if found.not_run else ""
        tests = counted(len(found.tests), "test")
        self.status.say(self.HEADING, found.period, tests, f"{hit} with exceptions", left)
        self.say("p writes the binder" if found.tests else "")
        self._describe()

    def _record(self, each: "Counted") -> Record:
        tone = self.tone(_TONES.get(each.severity, "muted")) if each.exceptions else ""
        rate = "–" if each.rate is None else f"{each.rate:.1f} %"
        return Record(
            each.name,
            (
                cell(each.severity.upper(), tone or self.tone("muted")),
                cell(each.title),
                cell(f"{each.population:,}", right=True),
                cell(f"{each.exceptions:,}", tone, right=True),
                cell(rate, right=True),
                cell(str(each.open or ""), right=True),
            ),
        )

    @on(RecordTable.RowHighlighted, "#tests")
    def _describe(self) -> None:
        one = self.one
        if one is not None:
            self.query_one("#side", Static).update("\n\n".join(map(visible, _words(one))))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#tests")
    def action_open(self) -> None:
        """The exceptions of the test."""
        from coordinator.actions.oversight.audit_tests import all_tests
        from screens.reports.exceptions import Exceptions

        test = all_tests().named(self.one.name) if self.one else None
        if test is not None:
            self.app.push_screen(Exceptions(self.desk, test, self.period))

    def action_print(self) -> None:
        """Write the binder: PDF, annex and manifest, into the folder of the book's documents."""
        from coordinator.actions.book.documents import folder_of

        if self.counts is None:
            self.refuse("The tests have not run yet.")
            return
        name = "binder-" + self.counts.period.replace(" to ", "-to-").replace(" ", "-")
        where = folder_of(self.desk.book.path) / name
        given = (where, self.period, self.desk.clock())
        self.start(_WRITE, given, self._written, "The binder is written")

    def _written(self, done: "BinderWritten | Refused") -> None:
        from coordinator.actions.results import Refused

        if isinstance(done, Refused):
            self.refuse(done.sentence)
        else:
            where = f"{done.folder.parent.name}/{done.folder.name}"
            self.say(f"Binder and {done.files} files of annex: {where}", "done")

    def action_read_all(self) -> None:
        """The test whole, and which tests did not run, and why."""
        from screens.modals import Reader

        words = list(_words(self.one)) if self.one else []
        left = self.counts.not_run if self.counts else ()
        words += [f"Not run: {title}: {why}" for title, why in left]
        self.app.push_screen(Reader(self.HEADING, "\n\n".join(words)))

    def action_earlier(self) -> None:
        """The period before."""
        self._step(-1)

    def action_later(self) -> None:
        """The period after."""
        self._step(1)

    def _step(self, way: int) -> None:
        if self.work is not None:
            self.refuse("The tests run: x stops them.")
            return
        words = shifted_words(self.period, way, self.desk.today(), kind=Asked.PERIOD)
        if words:
            self.period = words
            self.reload()

    def action_edit(self) -> None:
        """Another period."""
        from coordinator.rules.reports.asking import PERIOD_HINT, read_span
        from screens.modals import Ask

        def asked(words: str | None) -> None:
            if words and read_span(words, self.desk.today()) is None:
                self.refuse(f"'{words}' is no period: {PERIOD_HINT}.")
            elif words and self.work is None:
                self.period = words
                self.reload()

        self.app.push_screen(Ask("Which period?", value=self.period, hint=PERIOD_HINT), asked)


def _words(one: "Counted") -> tuple[str, ...]:
    findings = f"Findings: {one.findings}, {one.open} open" if one.findings else "No finding."
    return (
        one.title,
        f"Looked through: {one.looked_through}",
        f"An exception: {one.exception}",
        f"{one.exceptions:,} exceptions, about {one.hit:,} of {one.population:,}",
        findings,
        f"Asked before: {one.ground}",
    )
