"""A case of a detail already worked, told in words: for the screen, the command line and paper."""

from datetime import timedelta

from coordinator.rules.clauses.wording import iso_day, kind_name
from coordinator.rules.looking_back import HAND
from coordinator.rules.spans import Calendar, Span
from storage.queries.people.overlap_cases import CaseLine, LateApproval


def case_words(case: CaseLine, calendar: Calendar) -> tuple[str, ...]:
    """Everything about a case, a line each: record, overlap, what was known, answer, decision."""
    lines = [
        f"Case {case.id} {case.state.upper()}: {case.name} #{case.badge} on {case.position} "
        f"for {case.employer}",
        f"worked {span_words((case.worked_from_at, case.worked_until_at), calendar)}",
        f"{record_words(case, calendar)}: {minutes_words(case.minutes)} at the same time",
        case.reason,
        known_words(case, calendar),
        late_words(case, calendar),
    ]
    if case.answered_at is not None:
        lines.append(f"The officer, {_at(case.answered_at, calendar)}: {case.answer}")
    if case.decided_at is not None:
        decided = "" if case.state in ("cleared", "upheld") else " before"
        lines.append(
            f"Decided{decided} by {case.decided_by}, {_at(case.decided_at, calendar)}: {case.words}"
        )
    return tuple(filter(None, [*lines, case.gone_why]))


def record_words(case: CaseLine, calendar: Calendar) -> str:
    """'court Mon 1 Jun 2026 09:00 to 11:00, payroll.csv (payroll) of 5 Jun 2026 14:00'."""
    kind = kind_name(case.leave_kind or case.kind)
    where = "a hand change" if case.source == HAND else f"{case.file_name} ({case.source})"
    span = span_words((case.starts_at, case.ends_at), calendar)
    return f"{kind} {span}, {where} of {_at(case.came_at, calendar)}"


def known_words(case: CaseLine, calendar: Calendar) -> str:
    """Whether the book knew of the record when the detail was given, and how old it was."""
    if case.age_minutes is None:
        age = "with no schedule of that day"
    else:
        age = f"on a schedule {age_words(case.age_minutes)} old"
    given = f"given {_at(case.awarded_at, calendar)}, {age}"
    knew = "THE BOOK KNEW OF IT" if case.knew else "the book could not know of it"
    return f"{given}: {knew}"


def late_words(case: CaseLine, calendar: Calendar) -> str:
    """'approved only Mon …, after the work had begun'; empty where that was in time."""
    if case.late_at is None:
        return ""
    return f"approved only {_at(case.late_at, calendar)}, after the work had begun"


def late_approval_words(late: LateApproval, calendar: Calendar) -> str:
    """One line on an approval that came after the work had begun."""
    by = f", override by {late.override_by}" if late.override_by else ""
    return (
        f"{late.position}  {late.badge} {late.name}: began {_at(late.starts_at, calendar)}, "
        f"approved {age_words(late.minutes)} later{by}"
    )


def age_words(minutes: int) -> str:
    """'25 min', '7 h', '3 days': whole ones of the greatest unit that says something."""
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 2880 else f"{minutes // 1440} days"


def minutes_words(minutes: int) -> str:
    """'1 min', '2 h 05'."""
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02}" if minutes % 60 else f"{minutes // 60} h"


def span_words(span: Span, calendar: Calendar) -> str:
    """'1 Jun 2026 08:00 to 16:00', local; the day of the end is said where it is another one."""
    start, end = calendar.wall(span[0]), calendar.wall(span[1])
    if end.date() == start.date() or (
        end.date() - start.date() == timedelta(1) and end.hour == end.minute == 0
    ):
        return f"{_at(span[0], calendar)} to {end:%H:%M}"
    return f"{_at(span[0], calendar)} to {_at(span[1], calendar)}"


def _at(instant: int, calendar: Calendar) -> str:
    wall = calendar.wall(instant)
    return f"{iso_day(wall.date().isoformat())} {wall:%H:%M}"
