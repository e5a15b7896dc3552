"""The months ahead from an agency's own months: what to expect, between what, and how sure.

Counts are taken per day and by their logarithm. What is expected of a month is the level of the
last twelve, half of the growth that the year before them showed, and what its calendar month
usually deviates (drawn towards nothing by how few years there are). How wide the range is, is not
assumed but read off the past: the same is foretold for every past month from what lay before it,
and the range is as wide as was needed to hold COVER of those that were foretold about as far ahead.
Whether ranges so made hold what they say is measured in turn, on months that were held out: each
foretold with a range from errors that were known by then.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, exp, log
from statistics import fmean
from typing import Final

YEAR: Final = 12
LEAST: Final = 18
"""Months of history below which nothing is foretold."""
COVER: Final = 0.8
"""The share of months that a range is to hold."""
LEAST_ERRORS: Final = 6
NEAR: Final = 2
"""Errors of forecasts made so many months farther or less far ahead count as errors like these."""
TRIED: Final = 3
"""Held-out months are foretold up to so many months ahead."""
BUSY: Final = 1.15
"""A month is busy that is expected this much above the mean of the last twelve, a day."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the past: its calendar month (1 to 12), its days, and how many seats."""

    calendar: int
    days: int
    seats: int

    @property
    def height(self) -> float:
        """The logarithm of the seats a day; half a seat more, so that none is none too."""
        return log((self.seats + 0.5) / self.days)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A month to come: seats expected, and the range, rounded outwards."""

    expected: int
    low: int
    high: int
    busy: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """The months ahead in order. `held` past months were foretold with a range, and `covered` of
    them lay in it. `why_not` says why there is no outlook."""

    months: tuple[Ahead, ...]
    held: int = 0
    covered: int = 0
    why_not: str = ""

    @property
    def words(self) -> str:
        """How sure it is, in a sentence."""
        if self.why_not:
            return self.why_not
        if not self.held:
            return (
                f"Ranges are meant to hold {COVER:.0%} of months; no past month can try them yet."
            )
        return (
            f"Ranges are meant to hold {COVER:.0%} of months; of {self.held} forecasts made in the"
            f" same way of past months, up to {TRIED} months ahead, {self.covered} held"
            f" ({self.covered / self.held:.0%})."
        )


def outlook(past: Sequence[Month], ahead: Sequence[tuple[int, int]]) -> Outlook:
    """The months after `past` (whole months without a gap), given as (calendar month, days)."""
    if len(past) < LEAST:
        many = f"{len(past)} whole month{'' if len(past) == 1 else 's'}"
        few = f"Too little history: {many}, {LEAST} are wanted to look ahead."
        return Outlook((), why_not=few)
    errors = list(_errors(past))
    usual = exp(fmean(month.height for month in past[-YEAR:]))
    months = []
    for far, (calendar, days) in enumerate(ahead, 1):
        height = expected(past, calendar, far)
        wide = _width([size for _, each, size in errors if abs(each - far) <= NEAR])
        if wide is None:
            break
        low, high = (exp(height - wide) * days, exp(height + wide) * days)
        busy = exp(height) > BUSY * usual
        months.append(Ahead(round(exp(height) * days), int(low), ceil(high), busy))
    return Outlook(tuple(months), *_coverage(errors))


def expected(past: Sequence[Month], calendar: int, far: int) -> float:
    """The height (`Month.height`) that the month is expected to have that comes `far` months after
    the last of `past`, of which there are at least twelve."""
    years = [past[end - YEAR : end] for end in range(len(past), YEAR - 1, -YEAR)]
    means = [fmean(month.height for month in year) for year in years]
    deviations = [
        month.height - mean
        for year, mean in zip(years, means, strict=True)
        for month in year
        if month.calendar == calendar
    ]
    season = sum(deviations) / (len(deviations) + 1)
    growth = (means[0] - means[1]) / YEAR / 2 if len(means) > 1 else 0.0
    return means[0] + season + growth * (far + (YEAR - 1) / 2)


def _errors(past: Sequence[Month]) -> Iterator[tuple[int, int, float]]:
    """(place of the month foretold, how many months before, how far off) for every past month."""
    for known in range(YEAR, len(past)):
        for far in range(1, min(YEAR, len(past) - known) + 1):
            place = known + far - 1
            month = past[place]
            off = abs(month.height - expected(past[:known], month.calendar, far))
            yield place, far, off


def _width(errors: Sequence[float]) -> float | None:
    """What holds COVER of errors like these and one more; None where there are too few."""
    if len(errors) < LEAST_ERRORS:
        return None
    rank = ceil((len(errors) + 1) * COVER)
    return sorted(errors)[min(rank, len(errors)) - 1]


def _coverage(errors: Sequence[tuple[int, int, float]]) -> tuple[int, int]:
    """How many forecasts of past months had a range from errors known by then; how many held."""
    held = covered = 0
    for place, far, off in errors:
        if far > TRIED:
            continue
        known = place - far + 1
        like = [size for at, each, size in errors if at < known and abs(each - far) <= NEAR]
        wide = _width(like)
        if wide is not None:
            held += 1
            covered += off <= wide
    return held, covered
