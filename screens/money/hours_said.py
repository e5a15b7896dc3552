"""What each side says of the hours of an assignment, in a cell and side by side."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from screens.base import BookScreen
from screens.shown import hours, span
from storage.queries.money.ledgers import HoursLine

SIDES = (
    ("punched", "punched: the officer's own punches"),
    ("claimed", "claimed: what the officer claims"),
    ("certified", "certified: what the employer certifies"),
)
_LETTERS = {"punched": "P", "claimed": "C", "certified": "E"}


def said(row: HoursLine) -> str:
    """P=C+15E-30: who says what against the schedule, in minutes; ~ where only the times differ.

    P punched, C claimed, E certified by the employer.
    """
    return "".join(f"{letter}{_against(row, side)}" for side, letter in _told(row))


def side_by_side(row: HoursLine, zone: ZoneInfo) -> Iterator[str]:
    """A line for the schedule, for each side that has spoken, and for the entry."""
    for name, (start, end, pause) in columns(row).items():
        rest = f", break {pause} min" if pause else ""
        minutes = hours((end - start) // 60 - pause)
        yield f"{name:<10}{span(start, end, zone):<13} {minutes} h{rest}"


def sides_of(row: HoursLine, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    """The columns that can be taken, as choices."""
    lines = side_by_side(row, zone)
    return tuple(zip(columns(row), lines, strict=True))


def ask_settle(screen: BookScreen[Any], row: HoursLine) -> None:
    """Whose hours are taken, and why; then they are entered and approved."""
    from screens.modals import Ask, Choose

    def settle(side: str, reason: str | None) -> None:
        from coordinator.actions.pay.stated_hours import settle_hours
        from screens.staffing.detail_acts import saying

        if reason:
            screen.perform(saying(screen), settle_hours, row.id, side, reason)

    def chosen(side: str | None) -> None:
        if side is not None:
            window = Ask(f"Take the hours as {side}: why?", hint="the reason goes on record")
            screen.app.push_screen(window, lambda reason: settle(side, reason))

    choices = sides_of(row, screen.desk.zone)
    screen.app.push_screen(Choose("Whose hours are taken", choices), chosen)


def columns(row: HoursLine) -> dict[str, tuple[int, int, int]]:
    """Name → start, end and break."""
    found = {"scheduled": (row.scheduled_start, row.scheduled_end, 0)}
    for side, _ in _told(row):
        stated = row.stated(side)
        assert stated is not None
        found[side] = stated
    if row.started_at is not None and row.ended_at is not None:
        found["entered"] = (row.started_at, row.ended_at, row.break_minutes)
    return found


def _told(row: HoursLine) -> tuple[tuple[str, str], ...]:
    return tuple((side, letter) for side, letter in _LETTERS.items() if row.stated(side))


def _against(row: HoursLine, side: str) -> str:
    stated = row.stated(side)
    assert stated is not None
    scheduled = (row.scheduled_start, row.scheduled_end, 0)
    if stated == scheduled:
        return "="
    minutes = (stated[1] - stated[0] - scheduled[1] + scheduled[0]) // 60 - stated[2]
    return f"{minutes:+d}" if minutes else "~"
