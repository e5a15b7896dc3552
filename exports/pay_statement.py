"""An officer's pay of a run, as PDF and as text; hours ordered and voluntary kept apart."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, BinaryIO

from exports import words
from exports.text import cut, one_line
from storage.queries.money.pay_statements import PayStatement

TITLE = "Statement of pay"
_HEADS = (("Date", 62.0), ("Detail", 62.0), ("For", 0.0), ("Hours", 40.0), ("Rate", 48.0),
          ("Amount", 62.0))  # fmt: skip


def statement_text(found: PayStatement) -> str:
    """The statement in plain text, 78 characters wide."""
    parts = [found.agency, f"{TITLE}, run {found.run.number}", _period(found), _who(found), ""]
    for row in _rows(found):
        day, detail, what, hours, rate, amount = row
        line = f"{day:<10} {cut(detail, 12)} {cut(what, 26)} {hours:>6} {rate:>8} {amount:>11}"
        parts.append(line)
    parts += ["", *(f"{name:<50}{value:>28}" for name, value in _sums(found))]
    return "\n".join(parts) + "\n"


def write_statement(stream: BinaryIO, found: PayStatement, *, paper: str = "letter") -> None:
    """Write the statement as PDF."""
    # ReportLab takes 200 ms to import.
    from exports.typesetting import Running, Sheet, build

    page = Sheet(paper)
    title = f"{TITLE} {found.run.number}"
    foot = f"{found.agency} · {title} · {_who(found)}"
    running = Running(title, found.agency, _who(found), foot, foot)
    build(stream, page, running, list(_story(found, page.inner)))


def _story(found: PayStatement, width: float) -> Iterator[Any]:
    from reportlab.platypus import Spacer

    from exports.sheet_table import sheet_table
    from exports.typesetting import text

    yield text(found.agency, 10, grey=True)
    yield text(TITLE, 16, bold=True)
    yield text(f"Run {found.run.number}, {_period(found)}", 11)
    yield text(_who(found), 11)
    yield Spacer(0, 10)
    yield sheet_table(_HEADS, list(_rows(found)), width, left=3)
    yield Spacer(0, 10)
    sums = [("", value, name) for name, value in _sums(found)]
    rows = [(name, value) for _, value, name in sums]
    yield sheet_table((("", 0.0), (found.currency, 90.0)), rows, width, left=1)


def _rows(found: PayStatement) -> Iterator[tuple[str, ...]]:
    for line in found.lines:
        start = words.local(line.started_at, found.timezone)
        ordered = " (ordered)" if line.ordered else ""
        what = one_line(f"{line.employer}: {line.label}{ordered}")
        hours = words.hours(line.minutes) if line.minutes else ""
        day = start.date().isoformat()
        yield (day, line.position_number, what, hours, line.rate, words.money(line.amount_cents))
    for each in found.adjustments:
        yield (each.due_on, each.code, one_line(each.label), "", "", words.money(each.amount_cents))


def _sums(found: PayStatement) -> Iterator[tuple[str, str]]:
    yield "Hours of your own choice", words.hours(found.minutes(ordered=False))
    yield "Hours ordered", words.hours(found.minutes(ordered=True))
    yield "Pay", words.money(found.gross_cents)
    if found.adjustments:
        yield "Deducted and reimbursed", words.money(found.net_cents - found.gross_cents)
    to = f" to ····{found.account}" if found.account else ""
    yield f"To be paid{to}", words.money(found.net_cents)


def _period(found: PayStatement) -> str:
    last = (date.fromisoformat(found.run.until_on) - timedelta(days=1)).isoformat()
    return f"{words.iso_day(found.run.from_on)} to {words.iso_day(last)}"


def _who(found: PayStatement) -> str:
    return one_line(f"{found.officer}, badge {found.badge}")
