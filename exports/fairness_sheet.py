"""The fairness statement on paper: chart, two tests in words, every officer's figures. PDF."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from coordinator.rules.fairness import Share
from coordinator.rules.fairness_beside import apart_words, asked_words, ordered_words
from coordinator.rules.fairness_statement import (
    DEFINITIONS,
    OutOfOrder,
    Statement,
    order_words,
    outcome_words,
)
from coordinator.rules.fairness_tests import OrderFinding
from exports import fairness_words as told
from exports import words
from exports.sheet_table import CLOSE, sheet_table

SENTENCE: Final = 4_000
"""Characters that a sentence of the tests may have."""
MOST_OUTS: Final = 400
"""Awards out of order that are listed one by one."""

_HEADS: Final = (
    (words.BADGE, 36.0),
    (told.OFFICER, 0.0),
    (told.UNIT, 42.0),
    (told.DAYS, 24.0),
    (told.OFFERED, 32.0),
    (told.ACCEPTED, 36.0),
    (told.DECLINED, 34.0),
    (told.NO_ANSWER, 30.0),
    (told.NOT_REACHED, 34.0),
    (told.ASKED_FOR, 26.0),
    (told.WON, 24.0),
    (told.OUT, 30.0),
    (told.CALLED_OFF, 26.0),
    (told.NO_SHOWS, 28.0),
    (words.HOURS, 38.0),
    (told.EXPECTED, 38.0),
    (told.SHARE, 32.0),
    (told.UNPOPULAR, 42.0),
    (told.PAY, 48.0),
)
_CALL_HEADS: Final = (
    (words.BADGE, 50.0),
    (told.OFFICER, 0.0),
    (told.RUNG, 70.0),
    (told.ACCEPTED, 70.0),
    (told.REFUSED, 70.0),
    (told.NO_ANSWER, 70.0),
    (told.WRONG_NUMBER, 80.0),
    (told.RINGS_BACK, 70.0),
)
_OUT_HEADS: Final = (
    (told.POSITION, 80.0),
    (words.BADGE, 60.0),
    (told.DECIDED, 110.0),
    (words.REASON, 0.0),
    (words.OVERRIDE, 120.0),
)


def write_fairness_sheet(stream: BinaryIO, statement: Statement, *, paper: str = "letter") -> None:
    """Write the statement as PDF, lying on its side."""
    # ReportLab takes 200 ms to import.
    from exports.typesetting import Running, Sheet, build

    page = Sheet(paper, wide=True)
    title = told.FAIRNESS
    period = told.PERIOD.format(
        first=words.iso_day(statement.from_on), last=words.iso_day(statement.last_on)
    )
    foot = f"{statement.agency} · {title} · {period}"
    running = Running(title, statement.agency, period, foot, foot)
    build(stream, page, running, list(_story(statement, period, page.inner)))


def _story(statement: Statement, period: str, width: float) -> Iterator[Any]:
    from exports.typesetting import text

    made = words.local(statement.made_at, statement.timezone)
    yield text(statement.agency, 10, grey=True)
    yield text(told.FAIRNESS, 16, bold=True)
    yield text(period, 11)
    yield text(told.MADE.format(when=f"{words.day(made.date())}, {made:%H:%M}"), 8.5, grey=True)
    yield from _chart_of(statement, width)
    yield from _section(told.ORDER_KEPT, order_words(statement))
    yield from _section(told.CHANCE, outcome_words(statement))
    yield from _section(told.BY_NAME, asked_words(statement.asked))
    yield from _section(told.KEPT_APART, apart_words(statement.apart))
    yield from _section(told.ORDERED, ordered_words(statement.ordered))
    yield from _section(told.POLICIES, _policies(statement))
    yield from _section(told.MEANINGS, DEFINITIONS)
    yield from _officers(statement, width)
    yield from _calls(statement, width)
    yield from _outs(statement, width)


def _section(title: str, sentences: Iterable[str]) -> Iterator[Any]:
    from reportlab.platypus import Spacer

    yield from _heading(title)
    for sentence in sentences:
        yield _said(sentence)
        yield Spacer(0, 2)


def _heading(title: str) -> Iterator[Any]:
    from reportlab.platypus import CondPageBreak, Spacer

    from exports.typesetting import text

    yield CondPageBreak(60)
    yield Spacer(0, 10)
    yield text(title, 11, bold=True)
    yield Spacer(0, 3)


def _said(sentence: str) -> Any:
    """A sentence of any length, every character standing for itself."""
    from reportlab.platypus import Paragraph

    from exports.text import markup
    from exports.typesetting import style

    return Paragraph(markup(sentence, SENTENCE), style(9))


def _policies(statement: Statement) -> Iterator[str]:
    for policy in statement.policies:
        since = words.iso_day(policy.effective_on)
        yield f"{policy.name}, in force from {since}, SHA-256 {policy.sha256}"
    if not statement.policies:
        yield told.NO_POLICY


def _chart_of(statement: Statement, width: float) -> Iterator[Any]:
    from reportlab.platypus import Spacer

    from exports.fairness_chart import fairness_chart, sharing

    if not statement.minutes:
        return
    each = sharing(len(statement.shares))
    yield from _heading(told.CHART)
    yield _said(told.CHART_WORDS if each == 1 else told.CHART_MANY.format(each=each))
    yield Spacer(0, 4)
    yield fairness_chart(statement.shares, width)


# ── the tables ───────────────────────────────────────────────────────────────────────────────


def _officers(statement: Statement, width: float) -> Iterator[Any]:
    yield from _heading(f"{words.OFFICERS} ({told.PAY}: {statement.currency})")
    out = {finding.officer_id: finding for finding in statement.order.findings}
    rows = [_officer(share, out.get(share.officer_id)) for share in statement.shares]
    yield sheet_table(_HEADS, rows, width, left=3, look=CLOSE) if rows else _said(words.NOBODY)


def _officer(share: Share, order: OrderFinding | None) -> tuple[str, ...]:
    had = share.figures
    out = "" if order is None else str(order.out)
    counts = (
        share.days,
        had.offered,
        had.accepted,
        had.declined,
        had.no_answer,
        had.not_reached,
        had.asked,
        had.won,
        out,
        had.called_off,
        had.no_shows,
    )
    return (
        share.badge,
        share.name,
        share.unit,
        *map(str, counts),
        words.hours(had.minutes),
        words.hours(share.expected_minutes),
        "" if share.percent is None else f"{share.percent} %",
        words.hours(had.unpopular_minutes),
        "" if had.pay_cents is None else words.money(had.pay_cents),
    )


def _calls(statement: Statement, width: float) -> Iterator[Any]:
    rows = [_called(share) for share in statement.shares if share.figures.rung]
    if rows:
        yield from _heading(told.BY_TELEPHONE)
        yield sheet_table(_CALL_HEADS, rows, width, left=2, look=CLOSE)


def _called(share: Share) -> tuple[str, ...]:
    had = share.figures
    counts = (
        had.rung,
        had.rung_accepted,
        had.rung_refused,
        had.rung_no_answer,
        had.rung_wrong_number,
        had.rung_rings_back,
    )
    return (share.badge, share.name, *map(str, counts))


def _outs(statement: Statement, width: float) -> Iterator[Any]:
    if not statement.outs:
        return
    yield from _heading(told.OUT_OF_ORDER)
    rows = [_out(out, statement.timezone) for out in statement.outs[:MOST_OUTS]]
    yield sheet_table(_OUT_HEADS, rows, width, left=5, look=CLOSE)
    if (more := len(statement.outs) - MOST_OUTS) > 0:
        yield _said(told.AND_MORE.format(more=more))


def _out(out: OutOfOrder, zone: str) -> tuple[str, ...]:
    at = words.local(out.decided_at, zone)
    reason = out.reason or told.NO_REASON
    return (out.position, out.badge, f"{at:%Y-%m-%d %H:%M}", reason, out.override_by)
