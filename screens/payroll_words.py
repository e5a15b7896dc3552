"""A payroll run as text: officer by officer, line by line."""

from collections.abc import Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from screens.shown import day, hours, money, span, visible
from storage.queries.payroll import PayLine


def run_words(found: Sequence[PayLine], zone: ZoneInfo) -> str:
    """Each officer with what he is paid and for what; the sum at the end."""
    parts: list[str] = []
    for badge, lines in groupby(found, key=lambda line: line.badge):
        mine = list(lines)
        name = f"{mine[0].last_name}, {mine[0].first_name}".rstrip(", ")
        total = money(sum(line.amount_cents for line in mine))
        parts.append(f"{visible(name)} #{visible(badge)}  {total}")
        parts += [_line(line, zone) for line in mine]
    total = money(sum(line.amount_cents for line in found))
    return "\n".join([*parts, "", f"TOTAL {total}"])


def _line(line: PayLine, zone: ZoneInfo) -> str:
    when = f"{day(line.started_at, zone)} {span(line.started_at, line.ended_at, zone)}"
    rate = f" at {line.rate}" if line.rate else ""
    what = f"{hours(line.minutes)} h{rate} {visible(line.label)}"
    return f"  {money(line.amount_cents):>11}  {line.position_number} {when} {what}"
