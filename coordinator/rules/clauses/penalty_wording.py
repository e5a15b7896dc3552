"""Penalties in words: what several events are together, by which periods, at whose jobs."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from coordinator.rules.clauses.months import NEW_YEAR, MonthDay
from coordinator.rules.clauses.penalty_reading import (
    FOR_GOOD,
    UNTIL_ITS_END,
    WARNING,
    Counts,
)
from coordinator.rules.clauses.wording import hours, kind_name, minutes
from coordinator.rules.facts import PLACES
from coordinator.rules.recurring.rule_words import ordinal

if TYPE_CHECKING:
    from coordinator.rules.clauses.penalty import Penalty


def ladder_words(ladder: Sequence[int], count_in: str) -> str:
    """'30, 60 days'; ': 1st time a warning, from the 2nd on for good' where not all are days."""
    if all(days > 0 for days in ladder):
        return f"{', '.join(map(str, ladder))} days"
    told = [rung_words(days, count_in) for days in ladder]
    each = [f"{ordinal(n)}{' time' * (n == 1)} {words}" for n, words in enumerate(told[:-1], 1)]
    last = f"from the {ordinal(len(told))} on {told[-1]}" if each else f"each time {told[-1]}"
    return f": {', '.join([*each, last])}"


def rung_words(rung: int, count_in: str) -> str:
    """'30 days', 'a warning', 'for good', 'until the half year ends', 'nothing'."""
    named = {
        0: "nothing",
        UNTIL_ITS_END: f"until the {kind_name(count_in)} ends",
        WARNING: "a warning",
        FOR_GOOD: "for good",
    }
    return named.get(rung, f"{rung} days")


def weight_words(events: Iterable[str], parts: Counts, weights: Counts, points: int) -> str:
    """' (2 late count as one)', ' (late 1, no show 4 points, each 6 are one time)', or nothing."""
    if not weights:
        made = ", ".join(f"{count} {kind_name(kind)}" for kind, count in parts)
        return f" ({made} count as one)" if made else ""
    each = f"each {points} are one time" if points > 1 else "each is one time"
    weighed = dict.fromkeys(sorted(events), 1) | dict(weights)
    told = ", ".join(f"{kind_name(kind)} {count}" for kind, count in weighed.items())
    return f" ({told} points, {each})"


def late_words(before: int, after: int, *, at_limit: bool) -> str:
    """' less than 24 hours before the job', ', late by more than 10 minutes'; seconds."""
    least = "at most" if at_limit else "less than"
    told = f" {least} {hours(before)} hours before the job" if before else ""
    return told + (f", late by more than {minutes(after)} minutes" if after else "")


def period_words(count_in: str, year_starts: MonthDay) -> str:
    """', counted by the half year of the year from 07-01', or nothing."""
    if not count_in:
        return ""
    period, (month, day) = kind_name(count_in), year_starts
    if year_starts == NEW_YEAR:
        return f", counted by the calendar {period}"
    of_year = "" if count_in == "year" else " of the year"
    return f", counted by the {period}{of_year} from {month:02}-{day:02}"


def place_words(same: frozenset[str]) -> str:
    """Of which jobs the events count, and from which they bar; nothing where it is all."""
    named = " and ".join(place for place in PLACES if place in same)
    return f", from jobs of the same {named} only" if named else ""


def fresh_words(months: int, days: int, from_day: str) -> str:
    """How long an event is counted, and from which day the days run."""
    counts = {"months": months, "days": days}
    fresh = " and ".join(f"{count} {unit}" for unit, count in counts.items() if count)
    since = ", from the day of the job" if from_day == "job" else ""
    return (f", those of the last {fresh} counted" if fresh else "") + since


def event_words(clause: "Penalty") -> str:
    """'late, no show (2 late count as one), unless for court': which events count, and how."""
    excused = " or ".join(sorted(kind_name(reason) for reason in clause.excused))
    told = (
        ", ".join(sorted(map(kind_name, clause.events))),
        weight_words(clause.events, clause.parts, clause.weights, clause.points),
        f", unless for {excused}" if excused else "",
        late_words(clause.late, clause.late_by, at_limit=clause.late_at_limit),
        " in a row" if clause.in_a_row else "",
        period_words(clause.count_in, clause.year_starts),
        fresh_words(clause.count_months, clause.count_days, clause.from_day),
        place_words(clause.same),
        ", one suspension after the other" if clause.after_each_other else "",
    )
    return "".join(told)


def penalty_words(clause: "Penalty") -> str:
    """The whole of a penalty in one sentence."""
    ladder, events = ladder_words(clause.ladder, clause.count_in), event_words(clause)
    decides = "; a supervisor decides" if clause.confirmed else ""
    if ladder.startswith(":"):
        barred = "A suspension is proposed" if clause.confirmed else "Barred"
        return f"{barred} after {events}{ladder}{decides}."
    of_days = "{} of suspension are proposed" if clause.confirmed else "Barred for {}"
    return f"{of_days.format(ladder)} after {events}{decides}."
