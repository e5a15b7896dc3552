"""What fees multiply: officers, their days and hours, vehicles, days; and whose of them count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from coordinator.rules.rates.charges import EVERYBODY, Fee
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.days import days_words
from coordinator.rules.rates.facts import Event, Work
from coordinator.rules.rates.lines import OFFICER, PricedLine
from coordinator.rules.rates.reached import Run
from coordinator.rules.rates.situations import days_touched, situation_of_work


@dataclass(frozen=True, slots=True)
class Counts:
    """What fees multiply. `runs` are the hours of each post by the clock, where a fee asks; `event`
    is what happened, without which only what is on the lines counts."""

    vehicles: int = 0
    event: Event | None = None
    runs: tuple[tuple[Work, Run], ...] = ()
    situation: Situation | None = None
    year_before: Mapping[str, Decimal] = field(default_factory=dict)
    job_before: Mapping[str, Decimal] = field(default_factory=dict)
    fees_here: Mapping[str, Decimal] | None = None

    def days(self) -> tuple[int, str]:
        """How many local dates the job touches, and which."""
        if self.event is None:
            return 1, ""
        found = days_touched(self.event, self.event.starts_at, self.event.ends_at)
        return len(found), days_words(found)


def of_whom(
    fee: Fee, lines: Sequence[PricedLine], counts: Counts
) -> tuple[Sequence[PricedLine], Counts]:
    """The lines and counts of the officers whom a fee means."""
    event, whole = counts.event, counts.situation
    if fee.whose is EVERYBODY or event is None or whole is None:
        return lines, counts
    everybody = (*event.work, *event.dropped)
    fitting = (work for work in everybody if fee.whose.fits(situation_of_work(whole, work)))
    keys = {"", *(work.key for work in fitting)}
    meant = tuple(work for work in event.work if work.key in keys)
    kept = [line for line in lines if line.kind != OFFICER or line.key in keys]
    runs = tuple((work, run) for work, run in counts.runs if work.key in keys)
    return kept, replace(counts, event=replace(event, work=meant), runs=runs)


def officers(lines: Sequence[PricedLine], roles: Sequence[str] = ()) -> int:
    """How many officers there are to bill: those with at least one line."""
    return sum(_charged(lines, roles).values())


def counted_officers(fee: Fee, lines: Sequence[PricedLine], counts: Counts) -> int:
    """The officers that a fee counts: those who are charged; of a cancelled job everybody who was
    on it where the fee asks for that."""
    return officers(lines, fee.roles) + sum(work.count for work in _spared(fee, lines, counts))


def officer_days(fee: Fee, lines: Sequence[PricedLine], counts: Counts) -> int:
    """The local dates that the hours of each of these officers touch, added up: those worked, of a
    cancellation those charged; whoever is charged no hours counts for one."""
    event = counts.event
    if event is None:
        return 0
    charged = _charged(lines, fee.roles)
    days = sum(work.count for work in _spared(fee, lines, counts))
    for work in event.work:
        if work.started_at is not None and (not fee.roles or work.role in fee.roles):
            days += work.count * _dates(event, work, work.worked_minutes)
        elif work.started_at is None and work.key in charged:
            hours = [x.minutes or 0 for x in lines if x.kind == OFFICER and x.key == work.key]
            days += work.count * _dates(event, work, sum(hours))
    return days


def _dates(event: Event, work: Work, minutes: int) -> int:
    return len(days_touched(event, work.anchor, work.anchor + minutes * 60))


def _charged(lines: Sequence[PricedLine], roles: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        mine = line.kind == OFFICER and line.key and (not roles or line.name in roles)
        if mine and line.unit in ("hour", "assignment"):
            found[line.key] = line.quantity
    return found


def _spared(fee: Fee, lines: Sequence[PricedLine], counts: Counts) -> Iterator[Work]:
    """Who was on a cancelled job and is charged nothing, for a fee that asks for cancelling."""
    event = counts.event
    if event is None or event.cancelled_at is None or not fee.about_cancelling:
        return
    charged = _charged(lines, fee.roles)
    for work in event.work:
        of_role = not fee.roles or work.role in fee.roles
        if of_role and work.started_at is None and work.key not in charged:
            yield work
