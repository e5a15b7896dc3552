"""The fairness statement: each officer's hours against his opportunity, and two tests in words."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.periods import ask_period
from screens.shown import cell, counted, money, visible
from screens.staffing.waiting import WaitingScreen

if TYPE_CHECKING:
    from coordinator.actions.results import Refused
    from coordinator.rules.fairness import Share
    from coordinator.rules.fairness_statement import Statement
    from coordinator.rules.fairness_tests import OrderFinding

USUAL_DAYS = 365
BAR = 20
_COLUMNS = (
    Column("Badge", 6),
    Column("Officer", 13, grow=2),
    Column("Days", 4),
    Column("Won", 4),
    Column("Hours", 7),
    Column("Expect", 7),
    Column("Share", 5),
    Column("Hours │ expected", BAR),
)
NOTHING = "Nobody was on the roster in this period."


class FairnessScreen(WaitingScreen[None], OneTable[None]):
    """A period of local dates; it is read once, and again when asked for."""

    NAME = "fairness"
    HEADING = "Fairness"
    CSS = "#figures { height: 3; }"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.until = desk.today()
        self.first = self.until - timedelta(days=USUAL_DAYS)
        self.statement: Statement | None = None

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The officers, and what stands behind the one under the cursor."""
        yield RecordTable(_COLUMNS, name="shares")
        yield Static("", markup=False, id="figures", classes="heading")
        yield ProgressBar(id="progress", show_eta=False)

    @property
    def share(self) -> "Share | None":
        """The officer under the cursor."""
        if self.statement is None:
            return None
        key = self.table.cursor_key
        return next((s for s in self.statement.shares if str(s.officer_id) == key), None)

    def stale(self) -> None:
        """It tells how the book stood; it is not read anew under the reader's eyes."""

    def reload(self) -> None:
        """Read the period, in a process of its own: a year takes a second or more."""
        if self.work is None:
            self.status.say(self.HEADING, self._period(), "…")
            function = "coordinator.actions.distribution.fairness_statement:read_apart"
            given = (self.first, self.until, self.desk.clock())
            self.start(function, given, self._show, "Reading the period …")

    def _period(self) -> str:
        return f"{self.first.isoformat()} to {self._last().isoformat()}"

    def _last(self) -> date:
        return self.until - timedelta(days=1)

    def _show(self, found: "Statement | Refused") -> None:
        from coordinator.actions.results import Refused
        from coordinator.rules.fairness_statement import share_bars

        if isinstance(found, Refused):
            self.refuse(found.sentence)
            return
        self.statement = found
        bars = share_bars(found.shares, BAR)
        self.table.show(map(_record, found.shares, bars))
        people = counted(len(found.shares), "officer")
        self.status.say(self.HEADING, self._period(), people, f"{_hours(found.minutes)} h")
        self.say(_verdict(found) if found.shares else NOTHING)
        self._describe()

    @on(RecordTable.RowHighlighted, "#shares")
    def _describe(self) -> None:
        share, statement = self.share, self.statement
        if share is not None and statement is not None:
            words = _figures(share, statement.order_of(share.officer_id))
            self.query_one("#figures", Static).update(words)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#shares")
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """The officer."""
        from screens.people.officer import OfficerScreen

        if self.share is not None:
            self.app.push_screen(OfficerScreen(self.desk, self.share.officer_id))

    def action_read_all(self) -> None:
        """Both tests in words, the policies, and what the words mean."""
        from coordinator.rules.fairness_beside import apart_words, asked_words, ordered_words
        from coordinator.rules.fairness_statement import DEFINITIONS, order_words, outcome_words
        from screens.modals import Reader

        if (statement := self.statement) is not None:
            policies = [f"{each.name} from {each.effective_on}" for each in statement.policies]
            sections = (
                ("Were awards made in the recorded order?", order_words(statement)),
                ("Can chance explain who won?", outcome_words(statement)),
                ("Who was asked for by name?", asked_words(statement.asked)),
                ("Who was kept apart from an employer?", apart_words(statement.apart)),
                ("Who was ordered to work?", ordered_words(statement.ordered)),
                ("Policy in force", policies),
                ("What the words mean", DEFINITIONS),
            )
            told = ("\n".join((title, *sentences)) for title, sentences in sections)
            self.app.push_screen(Reader("Fairness", "\n\n".join(told)))

    def action_print(self) -> None:
        """The statement as PDF."""
        from coordinator.actions.distribution.fairness_statement import put_on_paper
        from screens.printing import hand_over

        if self.statement is not None:
            hand_over(self, f"Fairness statement {self._period()}", put_on_paper, self.statement)

    def action_edit(self) -> None:
        """Another period."""
        ask_period(self, "Period of the statement", self._go)

    def action_earlier(self) -> None:
        """The period before, of the same length."""
        self._go(self.first - (self.until - self.first), self.first)

    def action_later(self) -> None:
        """The next period of the same length."""
        self._go(self.until, self.until + (self.until - self.first))

    def _go(self, first: date, until: date) -> None:
        if self.work is not None:
            self.refuse("The period is still being read: x stops it.")
            return
        self.first, self.until = first, until
        self.reload()


def _record(share: "Share", bar: str) -> Record:
    percent = "" if share.percent is None else f"{share.percent}%"
    cells = (
        cell(share.badge),
        cell(share.name),
        cell(share.days, right=True),
        cell(share.figures.won, right=True),
        cell(_hours(share.figures.minutes), right=True),
        cell(_hours(share.expected_minutes), right=True),
        cell(percent, right=True),
        cell(bar),
    )
    return Record(str(share.officer_id), cells)


def _verdict(statement: "Statement") -> str:
    order, outcome = statement.order, statement.outcome
    found = f"{len(order.found)} found" if order.found else "nobody found"
    chance = "not tested" if outcome.chance is None else f"{100 * outcome.chance:.1f} %"
    return f"out of order: {order.out:,} of {order.awards:,}, {found} · spread by chance: {chance}"


def _figures(share: "Share", order: "OrderFinding | None") -> str:
    """What became of the officer, in three lines."""
    had = share.figures
    offers = f"offered {had.offered}: {had.accepted} yes, {had.declined} no, "
    offers += f"{had.no_answer} silent, {had.not_reached} not reached · rung {had.rung}"
    awards = f"asked for {had.asked}, won {had.won}, {had.called_off} called off, "
    awards += counted(had.no_shows, "no-show")
    if order is not None:
        awards += f" · out of order {order.out} of {order.awards}"
    paid = f", pay {money(had.pay_cents)}" if had.pay_cents is not None else ""
    worked = f"{_hours(had.unpopular_minutes)} h unpopular{paid} · w tells both tests"
    return f"{visible(share.name)}: {offers}\n{awards}\n{worked}"


def _hours(minutes: int) -> str:
    """To one decimal, so that columns can be compared."""
    return f"{minutes / 60:,.1f}"
