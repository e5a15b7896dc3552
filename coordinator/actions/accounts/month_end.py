"""The end of a month in one go: invoices, payroll with its files, the journal, each with what was
left and why.

Every step can be done again: what is done stays done, a run that was cut off is gone on with.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from coordinator.actions.accounts.accounts import close_month, journal_of
from coordinator.actions.accounts.accounts_papers import make_journal
from coordinator.actions.accounts.month_of_book import (
    Month,
    MonthDone,
    MonthWanted,
    Progress,
    Step,
    Stopped,
    month_of_book,
)
from coordinator.actions.billing.invoicing import issue_batch, preview_invoices
from coordinator.actions.book.documents import make_invoice
from coordinator.actions.pay.bank_files import make_bank_file, preview_bank_file
from coordinator.actions.pay.pay_papers import make_run_file
from coordinator.actions.pay.payroll import lock_payroll, preview_payroll
from coordinator.actions.pay.payroll_items import country_of_banks, pay_day
from coordinator.actions.pay.sealing import SealingKey
from coordinator.actions.results import Actor, Refused
from coordinator.rules.accounts.banking_days import banking_day
from exports.words import money
from storage.database import Book
from storage.queries.book.settings import setting
from storage.queries.money.bank_accounts import bank_files
from storage.queries.money.billing import Scope
from storage.queries.money.month_end import invoices_of_month, run_of_period
from storage.queries.staffing.today import agency_words

__all__ = ["MonthDone", "MonthWanted", "end_month", "preview_month"]

DATED = "month_end.dated"
"""Setting: invoices bear the last day of the month ("month") or today's date ("today")."""


def preview_month(book: Book, actor: Actor, wanted: MonthWanted) -> MonthDone | Refused:
    """What ending the month would do, step by step, and what would be left. Writes nothing."""
    month = month_of_book(book, actor, wanted)
    if isinstance(month, Refused):
        return month
    invoices = preview_invoices(book, Scope(until=month.until_at))
    held = tuple(each.sentence for each in invoices.held)
    words = f"{len(invoices.plans)} invoices over {money(invoices.total_cents)}"
    steps = [Step("invoices", words, held, done=False), _payroll_look(month)]
    found = journal_of(book.reader(), wanted.month)
    if isinstance(found, Refused):
        steps.append(Step("journal", "", found.reasons, done=False))
    else:
        entries = "1 entry" if len(found.entries) == 1 else f"{len(found.entries)} entries"
        so_far = f"{entries} so far, {money(found.debit_cents)} on each side"
        steps.append(Step("journal", so_far, done=False))
    return MonthDone(wanted.month, tuple(steps))


def end_month(
    book: Book,
    actor: Actor,
    wanted: MonthWanted,
    key: SealingKey | None = None,
    *,
    progress: Progress = lambda step, done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> MonthDone | Refused:
    """Do the steps one after another; a step that is refused is told, and the next are done."""
    month = month_of_book(book, actor, wanted, progress, cancelled)
    if isinstance(month, Refused):
        return month
    steps: list[Step] = []
    try:
        for step in _steps(month, key):
            steps.append(step)
            if cancelled():
                raise Stopped
    except Stopped:
        return MonthDone(wanted.month, tuple(steps), stopped=True)
    return MonthDone(wanted.month, tuple(steps))


def _steps(month: Month, key: SealingKey | None) -> Iterator[Step]:
    yield _invoices(month)
    if month.wanted.pdf:
        yield _papers(month)
    yield _payroll(month)
    run = run_of_period(month.book.reader(), *month.period)
    if run:
        yield _payroll_file(month, run)
        if month.wanted.bank:
            yield _bank_file(month, run, key)
    yield _journal(month)
    if month.wanted.close:
        yield _close(month)


# ── the steps ────────────────────────────────────────────────────────────────────────────────


def _invoices(month: Month) -> Step:
    month.told("invoices", 0, 1)
    found = preview_invoices(month.book, Scope(until=month.until_at))
    dated = setting(month.book.reader(), DATED, "month")
    on = month.last if dated == "month" else ""
    left = [each.sentence for each in found.held]
    done = issue_batch(
        month.book,
        month.actor,
        found.plans,
        progress=lambda number, total, what: month.told("invoices", number, total),
        cancelled=month.cancelled,
        issued_on=on,
    )
    if done.stopped:
        raise Stopped
    cents = sum(issued.total_cents for issued in done.issued)
    words = f"{len(done.issued)} invoices issued over {money(cents)}"
    return Step("invoices", words, (*left, *done.refused))


def _papers(month: Month) -> Step:
    reader = month.book.reader()
    folder = month.wanted.folder / f"invoices-{month.wanted.month}"
    files: list[Path] = []
    left: list[str] = []
    wanted = invoices_of_month(reader, month.first, month.until)
    for number, (invoice, name) in enumerate(wanted, 1):
        if month.cancelled():
            raise Stopped
        folder.mkdir(parents=True, exist_ok=True)
        made = make_invoice(reader, folder, invoice)
        if isinstance(made, Refused):
            left.append(f"{name}: {made.sentence}")
        else:
            files.append(made.path)
        month.told("papers", number, len(wanted))
    return Step("papers", f"{len(files)} invoices as PDF", tuple(left), tuple(files))


def _payroll(month: Month) -> Step:
    def told(done: int, total: int, what: str) -> None:
        month.told("payroll", done, total)

    found = lock_payroll(
        month.book, month.actor, *month.period, progress=told, cancelled=month.cancelled
    )
    if isinstance(found, Refused):
        if month.cancelled():
            raise Stopped
        return Step("payroll", "no payroll run", found.reasons, done=False)
    held = tuple(each.sentence for each in found.held)
    words = (
        f"payroll run {found.number} for {found.officers} officers over {money(found.net_cents)}"
    )
    return Step("payroll", words, held)


def _payroll_look(month: Month) -> Step:
    found = preview_payroll(month.book, *month.period)
    if isinstance(found, Refused):
        return Step("payroll", "", found.reasons, done=False)
    held = tuple(each.sentence for each in found.held)
    last = (date.fromisoformat(month.period[1]) - timedelta(days=1)).isoformat()
    period = f"{month.period[0]} to {last}"
    officers = "1 officer" if len(found.officers) == 1 else f"{len(found.officers)} officers"
    words = f"{officers}, {money(found.net_cents)} ({period})"
    return Step("payroll", words, (*held, *found.waiting), done=False)


def _payroll_file(month: Month, run: str) -> Step:
    month.told("payroll file", 0, 1)
    made = make_run_file(month.book.reader(), _folder(month), run)
    if isinstance(made, Refused):
        return Step("payroll file", "", made.reasons, done=False)
    return Step("payroll file", "payroll file written", (), (made.path,))


def _bank_file(month: Month, run: str, key: SealingKey | None) -> Step:
    month.told("bank file", 0, 1)
    reader = month.book.reader()
    if key is None:
        return Step("bank file", "", ("There is no key for the bank details.",), done=False)
    looked = preview_bank_file(reader, key, run)
    if not isinstance(looked, Refused) and bank_files(reader, looked.run.id):
        before = bank_files(reader, looked.run.id)[0]
        return Step("bank file", f"bank file {before.number} stands already")
    today = date.fromisoformat(_today(month))
    soonest = banking_day(today, country_of_banks(reader))
    on = max(date.fromisoformat(pay_day(reader, month.period[1])), soonest)
    made = make_bank_file(month.book, month.actor, key, run, on.isoformat(), _folder(month))
    if isinstance(made, Refused):
        return Step("bank file", "", made.reasons, done=False)
    words = f"bank file {made.number} for {on.isoformat()} over {money(made.control.total_cents)}"
    return Step("bank file", words, made.left, (made.path,))


def _journal(month: Month) -> Step:
    month.told("journal", 0, 1)
    made = make_journal(month.book.reader(), _folder(month), month.wanted.month)
    if isinstance(made, Refused):
        return Step("journal", "", made.reasons, done=False)
    return Step("journal", "journal written", (), (made.path,))


def _close(month: Month) -> Step:
    month.told("close", 0, 1)
    found = close_month(month.book, month.actor, month.wanted.month)
    if isinstance(found, Refused):
        return Step("close", "", found.reasons, done=False)
    return Step("close", found.sentence)


def _folder(month: Month) -> Path:
    month.wanted.folder.mkdir(parents=True, exist_ok=True)
    return month.wanted.folder


def _today(month: Month) -> str:
    from coordinator.actions.accounts.journal_sources import local_day

    zone = ZoneInfo(agency_words(month.book.reader()).timezone)
    return local_day(month.actor.now, zone)
