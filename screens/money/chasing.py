"""What is not paid: the steps of the billing terms that are due, and open disputes."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on

from coordinator.desk import Desk
from screens.marked import MarkedScreen
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, money, visible
from storage.queries.money.disputes import DisputeRow
from storage.queries.money.receivables import Aged

if TYPE_CHECKING:
    from coordinator.actions.billing.annual_minimums import AnnualShort
    from coordinator.actions.billing.dunning import DunningPlan

_COLUMNS = (
    Column("Step", 14, grow=1),
    Column("Employer", 20, grow=1),
    Column("Invoices", 14, grow=1),
    Column("Days", 4),
    Column("Open", 12),
)


@dataclass(frozen=True, slots=True)
class _Found:
    plans: "tuple[DunningPlan, ...]"
    disputes: tuple[DisputeRow, ...]
    aged: tuple[Aged, ...]


class Chasing(MarkedScreen):
    """Steps that are due above, disputes below, then who owes."""

    NAME = "chasing"
    HEADING = "Chasing"
    COLUMNS = _COLUMNS
    MARKED = "step"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found = _Found((), (), ())

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def reload(self) -> None:
        """Look again."""
        self.fetch("steps", self._show, _read, self.desk.clock(), self.desk.today())

    def _show(self, found: _Found) -> None:
        # A mark is on an employer's step, which may have another place now.
        marked = {_which(self.found.plans[number]) for number in self.marks.ids}
        self.found = found
        self.marks.ids = {n for n, plan in enumerate(found.plans) if _which(plan) in marked}
        self.draw()

    def records(self) -> Iterable[Record]:
        """Steps, disputes, debts."""
        return (*self._step_records(), *self._dispute_records(), *self._debt_records())

    def markable(self) -> set[int]:
        """Every step."""
        return set(range(len(self.found.plans)))

    def _step_records(self) -> Iterable[Record]:
        for number, plan in enumerate(self.found.plans):
            tone = "error" if plan.step.approved else "warning"
            cells: tuple[Text, ...] = (
                cell(plan.step.title.upper(), self.tone(tone)),
                cell(plan.employer),
                cell(" ".join(item.number for item in plan.items)),
                cell(plan.days_late, right=True),
                cell(money(plan.total_cents), right=True),
            )
            yield Record(f"step:{number}", cells)

    def _dispute_records(self) -> Iterable[Record]:
        for row in self.found.disputes:
            cells: tuple[Text, ...] = (
                cell("DISPUTE", self.tone("accent")),
                cell(row.employer),
                cell(f"{row.number} {row.line}".strip()),
                cell(""),
                cell(row.words),
            )
            yield Record(f"dispute:{row.id}", cells)

    def _debt_records(self) -> Iterable[Record]:
        for aged in self.found.aged:
            late = aged.total_cents - aged.buckets[0]
            word = f"overdue {money(late)}" if late else "not due yet"
            cells: tuple[Text, ...] = (
                cell("OWES", self.tone("muted")),
                cell(aged.employer),
                cell(word),
                cell(""),
                cell(money(aged.total_cents), right=True),
            )
            yield Record(f"debt:{aged.employer_id}", cells)

    def _chosen(self) -> "tuple[DunningPlan, ...]":
        wanted = sorted(self.marks.ids) if self.marks.ids else range(len(self.found.plans))
        return tuple(self.found.plans[number] for number in wanted)

    def describe(self) -> None:
        """What is due and owed, and what `y` would do."""
        steps = counted(len(self.found.plans), "step")
        owed = money(sum(aged.total_cents for aged in self.found.aged))
        disputes = counted(len(self.found.disputes), "dispute")
        self.status.say(self.HEADING, f"{steps} due", disputes, f"{owed} owed", self.marks.words())
        chosen = self._chosen()
        words = f"y takes {counted(len(chosen), 'step')} in one go, p prints the letters"
        self.note(words if chosen else "No step is due.")

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#records")
    def action_open(self) -> None:
        """What the employer would read; of a dispute, how it is settled; of a debt, the account."""
        from screens.modals import Reader

        kind, number = self.cursor()
        if kind == "step":
            plan = self.found.plans[number]
            show = partial(self._show_text, plan.step.title)
            self.fetch("text", show, _words, plan)
        elif kind == "dispute":
            self._settle(next(row for row in self.found.disputes if row.id == number))
        elif kind == "debt":
            from screens.money.account import ask_account

            aged = next(each for each in self.found.aged if each.employer_id == number)
            ask_account(self, number, aged.employer)
        else:
            self.app.push_screen(Reader("Chasing", "Nothing is owed."))

    def _show_text(self, title: str, words: str) -> None:
        from screens.modals import Reader

        self.app.push_screen(Reader(title, words))

    def action_yes(self) -> None:
        """Take the marked steps, or all, in one action; some need somebody who approves."""
        from screens.modals import Ask, Confirm

        chosen = self._chosen()
        if not chosen:
            self.refuse("No step is due.")
        elif any(plan.step.approved for plan in chosen):
            titles = ", ".join(dict.fromkeys(p.step.title for p in chosen if p.step.approved))
            window = Ask(f"Who approves: {titles}?", hint="somebody other than you · esc leaves it")
            self.app.push_screen(window, lambda who: self._run(chosen, who))
        else:
            words = "\n".join(visible(plan.sentence) for plan in chosen[:20])
            window_ = Confirm(f"Take {counted(len(chosen), 'step')}?", words)
            self.app.push_screen(window_, lambda yes: self._run(chosen, "" if yes else None))

    def _run(self, chosen: "tuple[DunningPlan, ...]", approved_by: str | None) -> None:
        from coordinator.actions.billing.dunning import run_dunning
        from screens.staffing.detail_acts import saying

        if approved_by is not None:
            self.marks.ids.clear()
            self.perform(saying(self), run_dunning, chosen, approved_by)

    def action_print(self) -> None:
        """Today's letters, all in one PDF."""
        from coordinator.actions.billing.money_papers import make_letters
        from screens.printing import hand_over

        hand_over(self, "Letters of today", make_letters, self.desk.today().isoformat())

    def action_why(self) -> None:
        """The billing terms in plain English."""
        self.fetch("terms", partial(self._show_text, "Billing terms"), _terms, self.desk.today())

    def action_file(self) -> None:
        """Put billing terms of a file in force."""
        from screens.modals import Ask

        hint = "a TOML file; `coordinator terms show --toml` prints the one in force · esc closes"
        self.app.push_screen(Ask("Billing terms", hint=hint), self._adopt)

    def _adopt(self, path: str | None) -> None:
        if path:
            from pathlib import Path

            from coordinator.actions.billing.billing_terms import adopt_terms
            from screens.staffing.detail_acts import saying

            self.perform(saying(self), adopt_terms, Path(path).expanduser())

    def action_year(self) -> None:
        """Who paid less in the last year than the terms want, to be invoiced."""
        self.fetch("year", self._ask_year, _shorts, self.desk.clock())

    def _ask_year(self, found: "tuple[str, tuple[AnnualShort, ...]]") -> None:
        from screens.modals import Confirm, Reader

        day, shorts = found
        words = "\n".join(
            f"{visible(x.employer)}: {money(x.short_cents)}"
            f" {f'on {x.invoiced}' if x.invoiced else ''}".rstrip()
            for x in shorts
        )
        waiting = [each for each in shorts if not each.invoiced]
        if not waiting:
            told = words or "Nobody paid less in the year than the terms want at least."
            self.app.push_screen(Reader("Least sums of a year", told))
            return
        window = Confirm(f"Invoice {counted(len(waiting), 'least sum')} of the year?", words)
        self.app.push_screen(window, lambda yes: self._charge_year(day) if yes else None)

    def _charge_year(self, day: str) -> None:
        from coordinator.actions.billing.annual_minimums import charge_annuals
        from screens.staffing.detail_acts import saying

        self.perform(saying(self), charge_annuals, day)

    def action_message(self) -> None:
        """The drafts."""
        self.post_place("messages", "is:draft")

    def _settle(self, row: DisputeRow) -> None:
        from screens.money.disputing import ask_settlement

        ask_settlement(self, row)


def _which(plan: "DunningPlan") -> tuple[int, str]:
    return plan.employer_id, plan.step.key


def _read(connection: Any, now: int, today: Any) -> _Found:
    # Imported on the reading thread: models must not delay a key.
    from coordinator.actions.billing.dunning import preview_dunning
    from storage.queries.money.disputes import disputes
    from storage.queries.money.receivables import ageing

    plans = preview_dunning(connection, now)
    return _Found(plans, disputes(connection, only_open=True), ageing(connection, today))


def _shorts(connection: Any, now: int) -> "tuple[str, tuple[AnnualShort, ...]]":
    from coordinator.actions.billing.annual_minimums import annual_shorts, year_before

    day = year_before(connection, now)
    return day, annual_shorts(connection, day)


def _words(connection: Any, plan: "DunningPlan") -> str:
    from coordinator.actions.billing.dunning import words_of

    items = (
        f"{item.number}  due {item.due_on}  {money(item.open_cents):>12}" for item in plan.items
    )
    return "\n".join([visible(plan.employer), "", words_of(connection, plan), "", *items])


def _terms(connection: Any, today: Any) -> str:
    from coordinator.actions.billing.bank_statements import agency_currency
    from coordinator.actions.billing.billing_terms import terms_on
    from coordinator.rules.billing_words import describe

    found = describe(terms_on(connection, today.isoformat()), agency_currency(connection))
    return "\n\n".join(found)
