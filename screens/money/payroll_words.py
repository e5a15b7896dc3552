"""A payroll run as text: officer by officer, line by line."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from screens.shown import day, hours, money, span, visible
from storage.queries.money.payroll import Adjustment, PayLine, adjustments_of_run, pay_lines


def read_run(connection: Any, run: int) -> tuple[tuple[PayLine, ...], tuple[Adjustment, ...]]:
    """Everything on a run."""
    return pay_lines(connection, run), adjustments_of_run(connection, run)


def run_words(found: Sequence[PayLine], adjustments: Sequence[Adjustment], zone: ZoneInfo) -> str:
    """Each officer with what he is paid and for what, then what was deducted and reimbursed; the
    sum at the end."""
    parts: list[str] = []
    for badge, lines in groupby(found, key=lambda line: line.badge):
        mine = list(lines)
        name = f"{mine[0].last_name}, {mine[0].first_name}".rstrip(", ")
        total = money(sum(line.amount_cents for line in mine))
        parts.append(f"{visible(name)} #{visible(badge)}  {total}")
        parts += [_line(line, zone) for line in mine]
    if adjustments:
        parts += ["", "Deducted and reimbursed"]
        parts += [
            f"  {money(each.amount_cents):>11}  #{visible(each.badge)} {visible(each.label)}"
            for each in adjustments
        ]
    gross = sum(line.amount_cents for line in found)
    net = gross + sum(each.amount_cents for each in adjustments)
    rest = f", to be paid {money(net)}" if adjustments else ""
    return "\n".join([*parts, "", f"TOTAL {money(gross)}{rest}"])


def _line(line: PayLine, zone: ZoneInfo) -> str:
    when = f"{day(line.started_at, zone)} {span(line.started_at, line.ended_at, zone)}"
    rate = f" at {line.rate}" if line.rate else ""
    ordered = " (ordered)" if line.ordered else ""
    what = f"{hours(line.minutes)} h{rate} {visible(line.label)}{ordered}"
    return f"  {money(line.amount_cents):>11}  {line.position_number} {when} {what}"
