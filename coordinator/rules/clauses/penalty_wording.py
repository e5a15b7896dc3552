"""Penalties in words: what several events are together, by which periods, at whose jobs."""

from collections.abc import Iterable

from coordinator.rules.clauses.months import NEW_YEAR, MonthDay
from coordinator.rules.clauses.penalty_reading import Counts
from coordinator.rules.clauses.wording import hours, kind_name, minutes
from coordinator.rules.facts import PLACES


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
