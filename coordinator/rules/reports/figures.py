"""How the figures of a report are added up and read."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from coordinator.rules.reports.report import WHOLE, Cell, Column, Foot, Format, Report, Result

TOTAL = "Total"


def columns_of(report: Report, names: Sequence[str]) -> tuple[Column, ...] | str:
    """The columns of a result by the names that its query gave, or what does not fit in words.

    A column of which the head says nothing is shown as it comes.
    """
    known = {column.name: column for column in report.columns}
    if missing := [name for name in known if name not in names]:
        return f"The query gives no column {', '.join(missing)}, of which the head tells."
    if twice := {name for name in names if list(names).count(name) > 1}:
        return f"The query gives two columns {', '.join(sorted(twice))}: name them with AS."
    return tuple(known.get(name) or Column(name, name.replace("_", " ")) for name in names)


def misfit(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> str:
    """What is wrong with the first value that its column cannot show; empty where all fit."""
    for place, column in enumerate(columns):
        if column.format not in WHOLE:
            continue
        for row in rows:
            value = row[place]
            if value is not None and not isinstance(value, int):
                unit = {"money": "cents", "hours": "minutes"}.get(column.format, "UTC seconds")
                return f"{column.name} gives {value!r} where whole {unit} are wanted."
    return ""


def totals_of(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> tuple[Cell, ...]:
    """The total of each column that has one, None elsewhere; nothing at all where none has."""
    sums = [_sum(rows, place) if column.total else None for place, column in enumerate(columns)]
    if all(each is None for each in sums):
        return ()
    places = {column.name: place for place, column in enumerate(columns)}
    for place, column in enumerate(columns):
        if column.part in places and column.of in places:
            part, whole = sums[places[column.part]], sums[places[column.of]]
            sums[place] = 100 * part / whole if part is not None and whole else None
    return tuple(sums)


def _sum(rows: Sequence[Sequence[Cell]], place: int) -> int | float:
    return sum(value for row in rows if isinstance(value := row[place], int | float))


def shown(value: Cell, shape: Format, zone: ZoneInfo) -> str:
    """A value for people's eyes. Hours read 12:30, money 1,234.50, an instant local wall time."""
    if value is None:
        return ""
    if shape is Format.YES_NO:
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    match shape:
        case Format.MONEY:
            return f"{'-' if value < 0 else ''}{abs(value) // 100:,.0f}.{abs(value) % 100:02.0f}"
        case Format.HOURS:
            return f"{'-' if value < 0 else ''}{abs(value) // 60:,.0f}:{abs(value) % 60:02.0f}"
        case Format.INSTANT:
            return wall(int(value), zone)
        case Format.PERCENT:
            return f"{value:,.1f} %"
        case Format.SCORE:
            return f"{value:.4f}"
        case Format.RATIO:
            return f"{value:,.2f}"
        case _:
            return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def wall(instant: int, zone: ZoneInfo) -> str:
    """An instant as 2026-06-01 08:00 on the agency's wall."""
    try:
        return f"{datetime.fromtimestamp(instant, UTC).astimezone(zone):%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError, OSError):
        return str(instant)


def texts_of(result: Result) -> list[tuple[str, ...]]:
    """Every row as people read it, in the columns that they see."""
    zone = ZoneInfo(result.foot.timezone)
    looks = [(n, result.columns[n].format) for n in result.shown]
    return [tuple(shown(row[n], shape, zone) for n, shape in looks) for row in result.rows]


def total_texts(result: Result) -> tuple[str, ...]:
    """The line of totals as people read it; empty where there is none."""
    if not result.totals:
        return ()
    zone = ZoneInfo(result.foot.timezone)
    texts = [shown(result.totals[n], result.columns[n].format, zone) for n in result.shown]
    if not texts[0]:
        texts[0] = TOTAL
    return tuple(texts)


def foot_lines(
    foot: Foot, rows: int, *, cut: bool, notes: Sequence[str] = ()
) -> tuple[tuple[str, str], ...]:
    """What stands below a result, as (what, words)."""
    filters = ", ".join(f"{label}: {text}" for label, text in foot.filters) or "none"
    count = f"{rows:,}" + (" (cut off at the limit: narrow the filters)" if cut else "")
    return (
        ("Period", foot.period or "as of now"),
        ("Filters", filters),
        ("Policy", foot.policy or "none in force"),
        ("On-duty data", foot.duty or "none imported"),
        ("Read", f"{wall(foot.as_of, ZoneInfo(foot.timezone))} {foot.timezone}"),
        ("Rows", count),
        *(("Note", note) for note in notes),
    )
