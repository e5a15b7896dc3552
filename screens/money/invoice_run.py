"""What is worked and not billed, and the run that bills it: each invoice an action of its own.

Between two invoices anything else that waits to be written goes first, so a run never holds up a
call-off, and it stops after any of them.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.listing import Marks
from screens.parts.table import RecordTable
from screens.shown import cell, counted, day, hours, money, span, visible

if TYPE_CHECKING:
    from coordinator.actions.billing.charging import Held
    from coordinator.actions.billing.invoicing import InvoicePlan, InvoicePreview

_COLUMNS = (
    Column("State", 8),
    Column("Employer", 22, grow=1),
    Column("Order", 10),
    Column("Details", 7),
    Column("Total", 12),
    Column("Why", 12, grow=2),
)


class InvoiceRun(OneTable[str | None]):
    """Gives the sentence of what was issued, or nothing."""

    NAME = "invoice_run"
    HEADING = "To invoice"
    FIRST_WORDS = "pricing what is worked …"

    def __init__(self, desk: Desk, employer_id: int | None = None) -> None:
        super().__init__(desk)
        self.employer_id = employer_id
        self.preview: InvoicePreview | None = None
        self.marks = Marks()
        self.waiting: list[InvoicePlan] = []
        self.total = 0
        self.allowed_by = ""
        self.issued: list[str] = []
        self.refusals: list[str] = []

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The invoices that could be issued, what is held back, and how far a run is."""
        yield RecordTable(_COLUMNS, marks=True, name="plans")
        yield Static("", markup=False, id="held", classes="heading")
        yield ProgressBar(id="progress", show_eta=False)

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return bool(self.total)

    @property
    def plans(self) -> tuple["InvoicePlan", ...]:
        """What could be issued now."""
        return self.preview.plans if self.preview else ()

    def reload(self) -> None:
        """Price again; not in the middle of a run, which would price it once for each invoice."""
        if not self.running:
            now = self.desk.clock()
            self.fetch("preview", self._show, _preview, self.desk, now, self.employer_id)

    def _show(self, found: "InvoicePreview") -> None:
        self.preview = found
        self.marks.ids &= set(range(len(found.plans)))
        self.draw()

    def draw(self) -> None:
        """Plans first, then what is held."""
        marked = frozenset(map(str, self.marks.ids))
        rows = (*self._plan_records(), *self._held_records(), *self._overtaken_records())
        self.table.show(rows, marked)
        self.refresh_bindings()
        self._describe()

    def _plan_records(self) -> Iterable[Record]:
        for number, plan in enumerate(self.plans):
            word, tone = ("ORDER", "warning") if plan.warnings else ("READY", "success")
            cells: tuple[Text, ...] = (
                cell(word, self.tone(tone)),
                cell(plan.employer),
                cell(plan.po_number),
                cell(len(plan.works), right=True),
                cell(money(plan.total_cents), right=True),
                cell(" ".join(plan.warnings)),
            )
            yield Record(str(number), cells)

    def _held(self) -> tuple["Held", ...]:
        found = self.preview
        return (*found.held, *found.ahead) if found else ()

    def _held_records(self) -> Iterable[Record]:
        for held in self._held():
            cells: tuple[Text, ...] = (
                cell("HELD", self.tone("warning")),
                cell(held.detail.employer),
                cell(held.detail.number),
                cell("1", right=True),
                cell("", right=True),
                cell(held.reason),
            )
            yield Record(f"held:{held.detail.id}", cells)

    def _overtaken_records(self) -> Iterable[Record]:
        for place, each in enumerate(self.preview.overtaken if self.preview else ()):
            cells: tuple[Text, ...] = (
                cell("CHANGED", self.tone("warning")),
                cell(each.detail.employer),
                cell(each.position_number),
                cell("1", right=True),
                cell(money(each.cents), right=True),
                cell(each.reason),
            )
            yield Record(f"changed:{place}", cells)

    def _chosen(self) -> tuple["InvoicePlan", ...]:
        wanted = sorted(self.marks.ids) if self.marks.ids else range(len(self.plans))
        return tuple(self.plans[number] for number in wanted)

    @on(RecordTable.RowHighlighted, "#plans")
    def _describe(self) -> None:
        if self.running:
            return
        chosen = self._chosen()
        amount = f"{money(sum(plan.total_cents for plan in chosen))} {self.desk.agency.currency}"
        count = len(self._held())
        held = f"{counted(count, 'detail')} held" if count else ""
        ready = counted(len(self.plans), "invoice")
        self.status.say(self.HEADING, ready, held, self.marks.words())
        words = f"y issues {counted(len(chosen), 'invoice')} over {amount}" if chosen else ""
        self.query_one("#held", Static).update(self._reason() or words or "Nothing waits.")

    def _reason(self) -> str:
        key = self.table.cursor_key or ""
        for held in self._held():
            if key == f"held:{held.detail.id}":
                return f"{held.detail.number}: {visible(held.reason)}"
        for place, each in enumerate(self.preview.overtaken if self.preview else ()):
            if key == f"changed:{place}":
                return visible(each.reason)
        return ""

    # ── marks, open ─────────────────────────────────────────────────────────────────────────

    def action_mark(self) -> None:
        """Only the marked ones are issued."""
        key = self.table.cursor_key or ""
        if key.isdecimal():
            self.table.show_mark(key, marked=self.marks.turn(int(key)))
            self._describe()

    def action_mark_all(self) -> None:
        """Mark every invoice."""
        self.marks.ids = set(range(len(self.plans)))
        self.draw()

    @on(RecordTable.RowSelected, "#plans")
    def action_open(self) -> None:
        """The lines that the invoice would have; of a held detail, the detail."""
        from screens.modals import Reader

        key = self.table.cursor_key or ""
        if key.isdecimal():
            plan = self.plans[int(key)]
            self.app.push_screen(Reader(f"Preview: {plan.employer}", self._plan_words(plan)))
        elif key:
            from screens.staffing.detail import DetailScreen

            self.app.push_screen(DetailScreen(self.desk, int(key.partition(":")[2])))

    def _plan_words(self, plan: "InvoicePlan") -> str:
        zone = self.desk.zone
        parts = []
        for work in plan.works:
            when = span(work.detail.starts_at, work.detail.ends_at, zone)
            head = f"{work.detail.number} {day(work.detail.starts_at, zone)} {when}"
            parts.append(f"{head} {visible(work.detail.site)}")
            for line in work.lines:
                time = f" {hours(line.minutes)} h" if line.minutes is not None else ""
                parts.append(f"  {money(line.amount_cents):>11}  {visible(line.label)}{time}")
        return "\n".join([*parts, "", f"TOTAL {money(plan.total_cents)}"])

    # ── the run ─────────────────────────────────────────────────────────────────────────────

    def action_yes(self) -> None:
        """Issue the marked invoices, or all."""
        if self.running:
            return
        chosen = self._chosen()
        beyond = sum(1 for plan in chosen if plan.warnings)
        if not chosen:
            self.refuse("Nothing is ready to be invoiced.")
        elif beyond:
            from screens.modals import Ask

            title = f"Who allows {counted(beyond, 'invoice')} beyond the order?"
            hint = "a name goes on record · empty refuses them · esc leaves all"
            self.app.push_screen(Ask(title, hint=hint, empty_ok=True), self._begin)
        else:
            self._begin("")

    def _begin(self, allowed_by: str | None) -> None:
        """Issue what was chosen; `allowed_by` lets what goes beyond an order pass."""
        if allowed_by is None:
            return
        self.allowed_by = allowed_by
        self.waiting = list(self._chosen())
        self.total = len(self.waiting)
        self.issued, self.refusals = [], []
        self._next()

    def action_stop(self) -> None:
        """Stop after the invoice that is being written; what is issued stays issued."""
        self.waiting.clear()

    def _next(self) -> None:
        from coordinator.actions.billing.invoicing import issue_invoice

        done = len(self.issued) + len(self.refusals)
        bar = self.query_one("#progress", ProgressBar)
        bar.add_class("-shown")
        bar.update(total=self.total, progress=done)
        if not self.waiting:
            self._finish(done)
            return
        plan = self.waiting.pop(0)
        self.status.say("Invoicing", f"{done + 1} of {self.total}", plan.employer, "x stops")
        then = self._after(plan)
        allowed_by = self.allowed_by if plan.warnings else ""
        self.perform(then, issue_invoice, plan.detail_ids, allowed_by=allowed_by)

    def _after(self, plan: "InvoicePlan") -> Any:
        from coordinator.actions.results import Refused

        def done(result: Any) -> None:
            if isinstance(result, Refused):
                self.refusals.append(f"{visible(plan.employer)}: {result.sentence}")
            else:
                self.issued.append(result.number)
            self._next()

        return done

    def _finish(self, done: int) -> None:
        stopped = f", stopped after {done} of {self.total}" if done < self.total else ""
        self.total = 0
        self.marks.ids.clear()
        sentence = f"{counted(len(self.issued), 'invoice')} issued{self._numbers()}{stopped}"
        if self.refusals:
            self.refuse(f"{sentence}; {len(self.refusals)} refused: {self.refusals[0]}")
            self.reload()
        elif stopped:
            self.say(sentence, "done")
            self.reload()
        else:
            self.dismiss(sentence)

    def _numbers(self) -> str:
        if not self.issued:
            return ""
        first, last = self.issued[0], self.issued[-1]
        return f": {first}" if first == last else f": {first} to {last}"

    def action_back(self) -> None:
        """Marks first; a run goes on until it is stopped."""
        if self.running:
            self.refuse("The run goes on: x stops it.")
        elif self.marks.ids:
            self.marks.ids.clear()
            self.draw()
        else:
            self.dismiss(None)


def _preview(connection: Any, desk: Desk, until: int, employer_id: int | None) -> Any:
    # Imported on the reading thread: rate cards and models must not delay a key.
    from coordinator.actions.billing.invoicing import preview_invoices
    from storage.queries.money.billing import Scope

    return preview_invoices(desk.book, Scope(until, employer_id))
